//! Writing records over the demo record: forms, two writers, rights of each role, removing, restoring, drafts.

use app::editing::{Cells, Fault, Removed, Restored, Saved, Sent};
use app::history::ActivityQuery;
use app::{Error, Renkei, editing, history};
use domain::rights::Reach;
use domain::{Code, Kind, Record, Right, Role, Viewer, kind};

use crate::record::demo;

const NEED: &str = "need-pp-flow-data";

fn needs() -> &'static Kind {
    kind("needs").unwrap()
}

fn cells(kind: &'static Kind, pairs: &[(&str, &str)]) -> Cells {
    let pairs: Vec<_> = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Cells::sent(kind, &pairs)
}

fn new_need(pairs: &[(&str, &str)]) -> Sent {
    Sent { kind: needs(), id: None, wished: String::new(), revision: None, cells: cells(needs(), pairs) }
}

async fn change(renkei: &Renkei, viewer: &Viewer, revision: Option<i64>, pairs: &[(&str, &str)]) -> Saved {
    let sent = Sent { id: Some(NEED.to_owned()), revision, ..new_need(pairs) };
    editing::save(renkei, viewer, &sent).await.unwrap()
}

fn stored(saved: Saved) -> Record {
    match saved {
        Saved::Stored(record) => record,
        other => unreachable!("{other:?}"),
    }
}

fn faults(saved: Saved) -> Vec<Fault> {
    match saved {
        Saved::Faulty(faults) => faults,
        other => unreachable!("{other:?}"),
    }
}

async fn revision(renkei: &Renkei, viewer: &Viewer) -> Option<i64> {
    editing::open(renkei, viewer, needs(), NEED).await.unwrap().revision
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_record_is_stored_under_a_readable_id() {
    let (_database, renkei, viewer) = demo().await;
    let typed = [
        ("place", "Phnom Penh"),
        ("organisation", "PPWSA [org-ppwsa]"),
        ("sector", "water-supply"),
        ("raised", "平成11年5月"),
        ("statement", "Meters stand still"),
        ("statement_ja", "水道メーターが動かない"),
        ("baseline_value", "1,265"),
        ("indicator", "nrw_rate"),
        ("unit", "%"),
    ];
    let record = stored(editing::save(&renkei, &viewer, &new_need(&typed)).await.unwrap());
    assert_eq!(record.id(), "need-meters-stand-still");
    assert_eq!((record.text("place"), record.text("organisation")), ("phnom-penh", "org-ppwsa"));
    assert_eq!(record.when("raised").unwrap().written(), "1999-05");
    assert_eq!(record.number("baseline_value").unwrap().written(), "1265");
    let second = stored(editing::save(&renkei, &viewer, &new_need(&typed)).await.unwrap());
    assert_eq!(second.id(), "need-meters-stand-still-2");
    let wished = Sent { wished: "need-meters".to_owned(), ..new_need(&typed) };
    assert_eq!(stored(editing::save(&renkei, &viewer, &wished).await.unwrap()).id(), "need-meters");
    let taken = faults(editing::save(&renkei, &viewer, &wished).await.unwrap());
    assert_eq!((taken[0].input.as_str(), taken[0].problem.code), ("id", Code::TakenId));
    let told = history::of(&renkei, &viewer, needs(), "need-meters").await.unwrap();
    assert_eq!(told.states[0].state.change.actor, "local");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_stands_at_its_input_and_nothing_is_stored() {
    let (_database, renkei, viewer) = demo().await;
    let typed = [
        ("place", "Phnom Pehn"),
        ("organisation", "dalian"),
        ("raised", "soon"),
        ("baseline_value", "about 5"),
        ("unit", "%"),
    ];
    let found = faults(editing::save(&renkei, &viewer, &new_need(&typed)).await.unwrap());
    let told: Vec<_> = found
        .iter()
        .map(|fault| (fault.input.as_str(), fault.problem.code, fault.problem.hint.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("place", Code::UnknownReference, Some("phnom-penh")),
            ("organisation", Code::WrongReferenceKind, None),
            ("sector", Code::MissingValue, None),
            ("raised", Code::UnreadableDate, None),
            ("statement", Code::MissingValue, None),
            ("baseline_value", Code::UnreadableNumber, None),
        ]
    );
    let vague = faults(editing::save(&renkei, &viewer, &new_need(&[("place", "phnom")])).await.unwrap());
    assert!(vague[0].matches.iter().any(|head| head.id == "phnom-penh"), "{:?}", vague[0]);
    let circle = Sent {
        kind: kind("places").unwrap(),
        id: Some("cambodia".to_owned()),
        revision: editing::open(&renkei, &viewer, kind("places").unwrap(), "cambodia")
            .await
            .unwrap()
            .revision,
        wished: String::new(),
        cells: cells(kind("places").unwrap(), &[("within", "phnom-penh")]),
    };
    let found = faults(editing::save(&renkei, &viewer, &circle).await.unwrap());
    assert_eq!((found[0].input.as_str(), found[0].problem.code), ("within", Code::CircularPlace));
    let told = history::of(&renkei, &viewer, kind("places").unwrap(), "cambodia").await.unwrap();
    assert_eq!(told.states.len(), 1, "nothing was stored");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_writers_sees_both_versions() {
    let (_database, renkei, viewer) = demo().await;
    let (first, second) = (viewer.clone().signed_in("mai"), viewer.clone().signed_in("ken"));
    let known = revision(&renkei, &first).await;
    stored(change(&renkei, &first, known, &[("raised", "1998"), ("constraints", "no power")]).await);
    let typed = [("raised", "2002"), ("unit", "%"), ("baseline_value", "70"), ("indicator", "nrw_rate")];
    let Saved::Overtaken(both) = change(&renkei, &second, known, &typed).await else { panic!() };
    let raised = |record: &Record| record.when("raised").unwrap().written().to_owned();
    assert_eq!((raised(&both.theirs), raised(&both.mine)), ("1998".to_owned(), "2002".to_owned()));
    assert_ne!(raised(both.base.as_ref().unwrap()), "1998");
    assert_eq!(both.change.unwrap().actor, "mai");
    let apart = history::differing(&both.theirs, &both.mine);
    let apart: Vec<_> = apart.iter().map(|one| one.field.name).collect();
    assert_eq!(apart, ["raised", "indicator", "baseline_value", "unit", "constraints"]);
    let unchanged = change(&renkei, &second, known, &[]).await;
    assert_eq!(raised(&stored(unchanged)), "1998", "who changed nothing overtakes nobody");
    let merged = change(&renkei, &second, Some(both.revision), &typed[..1]).await;
    let merged = stored(merged);
    assert_eq!(
        (raised(&merged).as_str(), merged.texts("constraints").unwrap().text("en")),
        ("2002", "no power")
    );
    let removed = revision(&renkei, &first).await.unwrap();
    editing::remove(&renkei, &first, needs(), NEED, removed, true).await.unwrap();
    assert!(matches!(change(&renkei, &second, Some(removed), &typed[..1]).await, Saved::Gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_writers_at_once_lose_nothing() {
    let (_database, renkei, viewer) = demo().await;
    let mut writers = tokio::task::JoinSet::new();
    for number in 0..20 {
        let (renkei, viewer) = (renkei.clone(), viewer.clone());
        writers.spawn(async move {
            loop {
                let opened = editing::open(&renkei, &viewer, needs(), NEED).await.unwrap();
                let text = opened.record.texts("constraints").map(|texts| texts.text("en").to_owned());
                let text = format!("{} w{number};", text.unwrap_or_default());
                let saved = change(&renkei, &viewer, opened.revision, &[("constraints", &text)]).await;
                if matches!(saved, Saved::Stored(_)) {
                    break;
                }
                assert!(matches!(saved, Saved::Overtaken(_)), "{saved:?}");
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let opened = editing::open(&renkei, &viewer, needs(), NEED).await.unwrap();
    let text = opened.record.texts("constraints").unwrap().text("en").to_owned();
    assert!((0..20).all(|number| text.contains(&format!(" w{number};"))), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_away_says_what_depends_on_it_and_comes_back() {
    let (_database, renkei, viewer) = demo().await;
    let places = kind("places").unwrap();
    let (record, known, inbound) = editing::dependents(&renkei, &viewer, places, "phnom-penh").await.unwrap();
    assert!(inbound.iter().any(|one| one.kind.plural == "needs" && one.total > 0), "{inbound:?}");
    let remove = async |revision, confirmed| {
        editing::remove(&renkei, &viewer, places, "phnom-penh", revision, confirmed).await.unwrap()
    };
    assert_eq!(remove(known + 1, true).await, Removed::Overtaken);
    assert!(matches!(remove(known, false).await, Removed::Depended(counts) if counts == inbound));
    assert_eq!(remove(known, true).await, Removed::Done);
    let told = history::of(&renkei, &viewer, places, "phnom-penh").await.unwrap();
    assert_eq!((told.revision, told.record.id()), (None, "phnom-penh"));
    assert!(told.states[0].restorable);
    let seq = told.states[0].state.change.seq;
    let restored = editing::restore(&renkei, &viewer, places, "phnom-penh", seq, None).await.unwrap();
    assert!(matches!(restored, Restored::Done), "{restored:?}");
    let opened = editing::open(&renkei, &viewer, places, "phnom-penh").await.unwrap();
    assert_eq!(opened.record, record);
    let again = editing::restore(&renkei, &viewer, places, "phnom-penh", seq, None).await.unwrap();
    assert!(matches!(again, Restored::Overtaken), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_state_comes_back_unless_it_refers_to_what_is_gone() {
    let (_database, renkei, viewer) = demo().await;
    let first = revision(&renkei, &viewer).await.unwrap();
    let start = editing::open(&renkei, &viewer, needs(), NEED).await.unwrap().record;
    stored(change(&renkei, &viewer, Some(first), &[("raised", "1998"), ("organisation", "")]).await);
    let now = revision(&renkei, &viewer).await;
    let told = history::of(&renkei, &viewer, needs(), NEED).await.unwrap();
    assert!(told.states.iter().map(|told| told.restorable).eq([false, true]));
    assert!(told.states[0].fields.iter().any(|one| one.field.name == "raised"), "{told:?}");
    let restored = editing::restore(&renkei, &viewer, needs(), NEED, first, now).await.unwrap();
    assert!(matches!(restored, Restored::Done), "{restored:?}");
    assert_eq!(editing::open(&renkei, &viewer, needs(), NEED).await.unwrap().record, start);

    let now = revision(&renkei, &viewer).await;
    stored(change(&renkei, &viewer, now, &[("place", "dalian")]).await);
    let places = kind("places").unwrap();
    let (_, known, _) = editing::dependents(&renkei, &viewer, places, "phnom-penh").await.unwrap();
    editing::remove(&renkei, &viewer, places, "phnom-penh", known, true).await.unwrap();
    let now = revision(&renkei, &viewer).await;
    match editing::restore(&renkei, &viewer, needs(), NEED, first, now).await.unwrap() {
        Restored::Faulty(faults) => assert_eq!(faults[0].input, "place"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_do_what_the_rule_book_says_and_nothing_more() {
    let (_database, renkei, local) = demo().await;
    let own = ["phnom-penh".to_owned()];
    for role in Role::ALL {
        let viewer = Viewer::new(local.office.clone(), *role).signed_in("a").owning(own.clone());
        for (id, is_own) in [(NEED, true), ("need-dalian-leakage", false)] {
            let may = |right| match viewer.reach(right, Some(needs())) {
                Reach::All => true,
                Reach::Own => is_own,
                Reach::None => false,
            };
            let told = |right, done: bool| assert_eq!(done, may(right), "{role:?} {right:?} {id}");
            let allowed = |error: &Error| !matches!(error, Error::Forbidden);
            let opened = editing::open(&renkei, &viewer, needs(), id).await;
            told(Right::Change, opened.is_ok());
            let revision = editing::open(&renkei, &local, needs(), id).await.unwrap().revision;
            let typed = cells(needs(), &[("raised", "1999")]);
            let sent = Sent { id: Some(id.to_owned()), revision, cells: typed, ..new_need(&[]) };
            told(Right::Change, matches!(editing::save(&renkei, &viewer, &sent).await, Ok(Saved::Stored(_))));
            let place = if is_own { "phnom-penh" } else { "dalian" };
            let typed = [("place", place), ("sector", "water-supply"), ("statement", "x")];
            let added = editing::save(&renkei, &viewer, &new_need(&typed)).await;
            told(Right::Create, matches!(&added, Ok(Saved::Stored(_))));
            told(Right::History, history::of(&renkei, &viewer, needs(), id).await.is_ok());
            let removed = editing::dependents(&renkei, &viewer, needs(), id).await;
            told(Right::Remove, removed.as_ref().map_or_else(allowed, |_| true));
            let removed = editing::remove(&renkei, &viewer, needs(), id, -1, true).await;
            told(Right::Remove, matches!(removed, Ok(Removed::Overtaken)));
            let restored = editing::restore(&renkei, &viewer, needs(), id, 1, Some(-1)).await;
            let refused = matches!(restored, Err(Error::Forbidden));
            assert!(!refused || !may(Right::Change), "{role:?} {restored:?}");
        }
        let may_change = viewer.may(Right::Change, Some(needs()));
        assert_eq!(editing::fresh(&renkei, &viewer, needs(), Cells::default()).await.is_ok(), may_change);
        assert_eq!(editing::suggest(&renkei, &viewer, needs(), "place", "phnom").await.is_ok(), may_change);
        let kept = editing::keep_draft(&renkei, &viewer, needs(), None, "a=1").await;
        assert_eq!(kept.is_ok(), may_change, "{role:?}");
        let seen = history::activity(&renkei, &viewer, ActivityQuery::default()).await;
        assert_eq!(seen.is_ok(), viewer.may(Right::History, None), "{role:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_away_or_takes_what_is_not_their_own() {
    let (_database, renkei, local) = demo().await;
    let official = Viewer::new(local.office.clone(), Role::Partner).owning(["phnom-penh".to_owned()]);
    let opened = editing::fresh(&renkei, &official, needs(), Cells::default()).await.unwrap();
    assert_eq!(opened.cells.one("place"), "phnom-penh", "their own place is filled in");
    let known = revision(&renkei, &official).await;
    for pairs in [vec![("place", "dalian"), ("organisation", "")], vec![("place", "dalian")]] {
        let found = change(&renkei, &official, known, &pairs).await;
        assert_eq!(faults(found)[0].problem.code, Code::NotOwn, "{pairs:?}");
    }
    let typed = [("place", "dalian"), ("sector", "water-supply"), ("statement", "x")];
    let found = faults(editing::save(&renkei, &official, &new_need(&typed)).await.unwrap());
    assert_eq!((found[0].input.as_str(), found[0].problem.code), ("", Code::NotOwn));
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_are_kept_and_let_go() {
    let (_database, renkei, viewer) = demo().await;
    let find = async || editing::draft(&renkei, &viewer, needs(), Some(NEED)).await.unwrap();
    editing::keep_draft(&renkei, &viewer, needs(), Some(NEED), "statement=a").await.unwrap();
    assert_eq!(find().await.unwrap().body, "statement=a");
    let long = "x".repeat(editing::LONGEST_DRAFT + 1);
    let refused = editing::keep_draft(&renkei, &viewer, needs(), Some(NEED), &long).await;
    assert!(matches!(refused, Err(Error::BadParameter(_))));
    editing::discard_draft(&renkei, &viewer, needs(), Some(NEED)).await.unwrap();
    assert_eq!(find().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn suggestions_are_of_the_kinds_that_the_field_allows() {
    let (_database, renkei, viewer) = demo().await;
    let suggest = async |plural: &str, field: &str, part: &str| {
        let found = editing::suggest(&renkei, &viewer, kind(plural).unwrap(), field, part).await.unwrap();
        found
            .into_iter()
            .map(|one| match one {
                editing::Suggestion::Record(head) => format!("{}/{}", head.kind.plural, head.id),
                editing::Suggestion::Document(name, _) => format!("document {name}"),
                editing::Suggestion::Term(term) => term,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(suggest("needs", "place", "プノンペン").await, ["places/phnom-penh"]);
    assert!(
        suggest("needs", "organisation", "phnom").await.iter().all(|one| one.starts_with("organisations/"))
    );
    assert!(suggest("needs", "source", "report").await.iter().all(|one| one.starts_with("document ")));
    assert!(suggest("observations", "unit", "m3").await.contains(&"m3/day".to_owned()));
    assert!(suggest("observations", "indicator", "nrw").await.contains(&"nrw_rate".to_owned()));
    let unknown = editing::suggest(&renkei, &viewer, needs(), "nothing", "a").await;
    assert!(matches!(unknown, Err(Error::NotFound(_))));
}
