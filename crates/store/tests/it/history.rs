//! What became of records, drafts, and two writers at once, on both databases.

use domain::{Role, Viewer, kind};
use store::{Action, Draft, Outcome, Saved, Wanted, Writing};
use testkit::{Database, NOW, coordinator, databases, record};

const LATER: &str = "2026-04-02T09:00:00Z";

async fn put(database: &Database, actor: &str, at: &str, records: &[domain::Record]) {
    let mut writing = Writing::begin(database.store(), &coordinator(), actor, at).await.unwrap();
    for record in records {
        writing.put(record.kind(), std::slice::from_ref(record)).await.unwrap();
    }
    writing.commit().await.unwrap();
}

fn place(id: &str, name: &str) -> domain::Record {
    record("places", id, &[("name", name), ("kind", "city"), ("population", "100")])
}

#[tokio::test]
async fn each_state_of_a_record_is_told_and_can_come_back() {
    for database in databases().await {
        let (viewer, places) = (coordinator(), kind("places").unwrap());
        put(&database, "one", NOW, &[place("hue", "Hue"), place("vinh", "Vinh")]).await;
        put(&database, "two", LATER, &[place("hue", "Huế")]).await;
        let mut writing = Writing::begin(database.store(), &viewer, "three", LATER).await.unwrap();
        writing.remove(places, &["hue".to_owned()]).await.unwrap();
        writing.commit().await.unwrap();

        let mut tx = database.store().read().await.unwrap();
        let states = store::history(&mut tx, &viewer, places, "hue").await.unwrap();
        let told: Vec<_> = states
            .iter()
            .map(|state| (state.change.actor.as_str(), state.change.action, &state.before, &state.after))
            .collect();
        let (old, new) = (Some(place("hue", "Hue")), Some(place("hue", "Huế")));
        assert_eq!(
            told,
            [
                ("three", Action::Removed, &new, &None),
                ("two", Action::Changed, &old, &new),
                ("one", Action::Added, &None, &old)
            ]
        );
        for (revision, state) in [(1, &old), (3, &new), (4, &None), (2, &None)] {
            let found = store::as_of(&mut tx, &viewer, places, "hue", revision).await.unwrap();
            assert_eq!(&found, state, "revision {revision}");
        }
        assert_eq!(store::history(&mut tx, &viewer, kind("needs").unwrap(), "hue").await.unwrap(), []);
        drop(tx);

        put(&database, "one", LATER, &[place("hue", "Hue")]).await;
        let mut tx = database.store().read().await.unwrap();
        let revision = store::revision(&mut tx, &viewer, places, "hue").await.unwrap();
        assert_eq!(revision, Some(5), "a record that comes back has no revision that it had before");
    }
}

#[tokio::test]
async fn viewers_learn_of_the_past_only_what_is_open_to_them() {
    let decisions = kind("decisions").unwrap();
    let decision = |why: &str| {
        record(
            "decisions",
            "dec-a",
            &[
                ("text", "leaks"),
                ("answer", "off-a"),
                ("verdict", "rejected"),
                ("reason", why),
                ("decided", "2026"),
            ],
        )
    };
    for database in databases().await {
        put(&database, "one", NOW, &[decision("dear")]).await;
        put(&database, "one", NOW, &[decision("far")]).await;
        let mut tx = database.store().read().await.unwrap();
        let public = Viewer::public(coordinator().office);
        for state in store::history(&mut tx, &public, decisions, "dec-a").await.unwrap() {
            for record in state.before.iter().chain(&state.after) {
                assert!(record.fields().all(|(_, value)| value.is_none()), "{record:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_second_of_two_writers_learns_that_another_was_faster() {
    for database in databases().await {
        let (viewer, places) = (coordinator(), kind("places").unwrap());
        put(&database, "one", NOW, &[place("hue", "Hue")]).await;
        for (name, expected, saved) in [
            ("Huế", Some(1), Saved::Stored(Outcome::Changed, 2)),
            ("Hue!", Some(1), Saved::Overtaken(Some(2))),
            ("Huế", Some(2), Saved::Stored(Outcome::Unchanged, 2)),
            ("Hue!", None, Saved::Overtaken(Some(2))),
            ("Hue!", Some(2), Saved::Stored(Outcome::Changed, 3)),
        ] {
            let mut writing = Writing::begin(database.store(), &viewer, "two", LATER).await.unwrap();
            assert_eq!(
                writing.save(&place("hue", name), expected).await.unwrap(),
                saved,
                "{name} {expected:?}"
            );
            writing.commit().await.unwrap();
        }
        let mut writing = Writing::begin(database.store(), &viewer, "two", LATER).await.unwrap();
        assert_eq!(
            writing.save(&place("vinh", "Vinh"), None).await.unwrap(),
            Saved::Stored(Outcome::Added, 4)
        );
        assert_eq!(writing.save(&place("lao-cai", "x"), Some(9)).await.unwrap(), Saved::Overtaken(None));
        writing.remove(places, &["vinh".to_owned()]).await.unwrap();
        assert_eq!(
            writing.save(&place("vinh", "Vinh"), Some(4)).await.unwrap(),
            Saved::Overtaken(None),
            "a record that is gone is not made anew by a change"
        );
        writing.roll_back().await.unwrap();
    }
}

#[tokio::test]
async fn the_activity_of_the_office_is_told_in_runs() {
    for database in databases().await {
        let viewer = coordinator();
        let many: Vec<_> = (0..230).map(|n| place(&format!("city-{n}"), "City")).collect();
        put(&database, "import", NOW, &many).await;
        let need = record("needs", "need-a", &[("place", "city-1"), ("sector", "x"), ("statement", "Leaks")]);
        put(&database, "mai", LATER, &[need, place("city-7", "Seven"), place("new", "New")]).await;
        let mut tx = database.store().read().await.unwrap();
        let all = Wanted { kinds: domain::KINDS.to_vec(), ..Wanted::default() };
        let runs = store::activity(&mut tx, &viewer, &all, 9).await.unwrap();
        let told: Vec<_> = runs
            .iter()
            .map(|run| (run.actor.as_str(), run.kind.plural, run.counts.clone(), run.first))
            .collect();
        assert_eq!(
            told,
            [
                ("mai", "places", vec![(Action::Added, 1), (Action::Changed, 1)], 232),
                ("mai", "needs", vec![(Action::Added, 1)], 231),
                ("import", "places", vec![(Action::Added, 230)], 1),
            ]
        );
        let titles: Vec<_> = runs[0]
            .named
            .iter()
            .map(|(change, title)| (change.id.as_str(), title.clone().unwrap()))
            .collect();
        assert_eq!(titles[1], ("city-7", domain::Texts::of("en", "Seven")));
        for (wanted, lengths) in [
            (Wanted { actor: Some("mai".to_owned()), ..all.clone() }, vec![2, 1]),
            (Wanted { kinds: vec![kind("needs").unwrap()], ..all.clone() }, vec![1]),
            (Wanted { until: Some(LATER.to_owned()), ..all.clone() }, vec![5]),
            (Wanted { from: Some(LATER.to_owned()), ..all.clone() }, vec![2, 1]),
            (Wanted { before: Some(232), ..all.clone() }, vec![1, 5]),
            (Wanted::default(), vec![]),
        ] {
            let runs = store::activity(&mut tx, &viewer, &wanted, 9).await.unwrap();
            assert_eq!(runs.iter().map(|run| run.named.len()).collect::<Vec<_>>(), lengths, "{wanted:?}");
        }
        assert_eq!(store::actors(&mut tx, &viewer).await.unwrap(), ["import", "mai"]);
    }
}

#[tokio::test]
async fn drafts_belong_to_an_account_and_a_form() {
    for database in databases().await {
        let store = database.store();
        let (local, mai) = (coordinator(), coordinator().signed_in("mai"));
        let draft = |body: &str, at: &str| Draft { body: body.to_owned(), at: at.to_owned() };
        store::keep_draft(store, &mai, "needs/new", &draft("a=1", NOW)).await.unwrap();
        store::keep_draft(store, &mai, "needs/new", &draft("a=2", LATER)).await.unwrap();
        store::keep_draft(store, &mai, "needs/need-a", &draft("b=1", NOW)).await.unwrap();
        let found = async |viewer: &Viewer, form: &str| {
            let mut tx = store.read().await.unwrap();
            store::draft(&mut tx, viewer, form).await.unwrap()
        };
        assert_eq!(found(&mai, "needs/new").await, Some(draft("a=2", LATER)));
        assert_eq!(found(&local, "needs/new").await, None);
        let elsewhere =
            Viewer::new(domain::OfficeId::parse("other").unwrap(), Role::Coordinator).signed_in("mai");
        assert_eq!(found(&elsewhere, "needs/new").await, None);
        store::drop_draft(store, &mai, "needs/new").await.unwrap();
        assert_eq!(found(&mai, "needs/new").await, None);
        assert_eq!(found(&mai, "needs/need-a").await, Some(draft("b=1", NOW)));
    }
}

#[tokio::test]
async fn records_are_found_by_part_of_their_title() {
    for database in databases().await {
        let mut hue = place("hue", "Huế");
        let mut name = hue.texts("name").unwrap().clone();
        name.set("ja", "フエ");
        hue.set("name", Some(domain::Value::Texts(name)));
        put(
            &database,
            "one",
            NOW,
            &[hue, place("thua-thien", "Thừa Thiên Huế"), place("x-100", "100% \\ _a_")],
        )
        .await;
        let mut tx = database.store().read().await.unwrap();
        let places = [kind("places").unwrap()];
        for (part, ids) in [
            ("hue", vec!["hue", "thua-thien"]),
            ("Huế", vec!["hue", "thua-thien"]),
            ("フエ", vec!["hue"]),
            ("ﾌｴ", vec!["hue"]),
            ("THIEN", vec!["thua-thien"]),
            ("100%", vec!["x-100"]),
            ("\\", vec!["x-100"]),
            ("nowhere", vec![]),
        ] {
            let found = store::titled(&mut tx, &coordinator(), &places, part, 9).await.unwrap();
            assert_eq!(found.iter().map(|head| head.id.as_str()).collect::<Vec<_>>(), ids, "{part}");
        }
        assert!(store::titled(&mut tx, &coordinator(), &[], "hue", 9).await.unwrap().is_empty());
    }
}
