//! One story, told to both databases.

use domain::{Viewer, kind};
use store::{Action, Filter, Outcome, Query, Sort, Writing};
use testkit::{Database, NOW, coordinator, databases, record};

/// Kind, id, cells.
type Sample = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const SAMPLE: &[Sample] = &[
    ("sectors", "water-supply", &[("name", "Water supply"), ("dac_purpose_codes", "14020;14021")]),
    ("places", "cambodia", &[("name", "Cambodia"), ("kind", "country"), ("country_iso2", "KH")]),
    ("places", "phnom-penh", &[("name", "Phnom Penh"), ("kind", "city"), ("within", "cambodia")]),
    ("places", "site-pump", &[("name", "Pump house"), ("kind", "site"), ("within", "phnom-penh")]),
    ("organisations", "org-ppwsa", &[("name", "PPWSA"), ("kind", "utility"), ("place", "phnom-penh")]),
    (
        "projects",
        "prj-a",
        &[
            ("title", "Blocks"),
            ("partner_place", "phnom-penh"),
            ("stage", "completed"),
            ("start", "1999"),
            ("sectors", "water-supply"),
        ],
    ),
    (
        "projects",
        "prj-b",
        &[
            ("title", "applied study"),
            ("partner_place", "site-pump"),
            ("stage", "feasibility"),
            ("start", "2004-05"),
            ("partners", "org-ppwsa;cambodia"),
        ],
    ),
    ("projects", "prj-c", &[("title", "Älter"), ("stage", "need")]),
];

pub(crate) async fn tell(database: &Database) {
    let viewer = coordinator();
    let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
    for (plural, id, cells) in SAMPLE {
        let outcome = writing.put(kind(plural).unwrap(), &[record(plural, id, cells)]).await.unwrap();
        assert_eq!(outcome, [Outcome::Added]);
    }
    writing.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_put_is_found_listed_counted_and_linked() {
    for database in databases().await {
        tell(&database).await;
        let viewer = coordinator();
        let mut tx = database.store().read().await.unwrap();
        let projects = kind("projects").unwrap();
        let found = store::find(&mut tx, &viewer, projects, "prj-b").await.unwrap().unwrap();
        assert_eq!(found, record("projects", "prj-b", SAMPLE[6].2));
        assert_eq!(store::find(&mut tx, &viewer, projects, "prj-z").await.unwrap(), None);

        let ids =
            |records: Vec<domain::Record>| records.iter().map(|r| r.id().to_owned()).collect::<Vec<_>>();
        let by = |field, descending| Query { sort: Sort { field, descending }, ..Query::of(projects) };
        assert_eq!(
            ids(store::page(&mut tx, &viewer, &by("title", false)).await.unwrap()),
            ["prj-c", "prj-b", "prj-a"]
        );
        assert_eq!(
            ids(store::page(&mut tx, &viewer, &by("start", true)).await.unwrap()),
            ["prj-b", "prj-a", "prj-c"]
        );
        let here = store::within(&mut tx, &viewer, "cambodia").await.unwrap();
        assert_eq!(here, ["cambodia", "phnom-penh", "site-pump"]);
        assert_eq!(store::path(&mut tx, &viewer, "site-pump").await.unwrap(), ["phnom-penh", "cambodia"]);
        let query = Query::of(projects).filtered(Filter::Is { field: "partner_place", any_of: here.clone() });
        assert_eq!(store::count(&mut tx, &viewer, &query).await.unwrap(), 2);
        assert_eq!(store::count(&mut tx, &viewer, &Query::of(projects)).await.unwrap(), 3);
        for (filter, expected) in [
            (Filter::Is { field: "sectors", any_of: vec!["water-supply".to_owned()] }, vec!["prj-a"]),
            (
                Filter::Is { field: "stage", any_of: vec!["need".to_owned(), "completed".to_owned()] },
                vec!["prj-a", "prj-c"],
            ),
            (Filter::Years { field: "start", from: Some(2000), to: None }, vec!["prj-b"]),
            (Filter::Years { field: "start", from: None, to: Some(1999) }, vec!["prj-a"]),
            (Filter::Blank { field: "partner_place" }, vec!["prj-c"]),
            (Filter::Ids(vec!["prj-c".to_owned(), "nothing".to_owned()]), vec!["prj-c"]),
        ] {
            let query = Query {
                sort: Sort { field: "start", descending: false },
                ..Query::of(projects).filtered(filter)
            };
            assert_eq!(ids(store::page(&mut tx, &viewer, &query).await.unwrap()), expected);
        }
        let dac = Query::of(kind("sectors").unwrap())
            .filtered(Filter::Is { field: "dac_purpose_codes", any_of: vec!["14021".to_owned()] });
        assert_eq!(store::count(&mut tx, &viewer, &dac).await.unwrap(), 1);

        let stages = store::facet(&mut tx, &viewer, &Query::of(projects), "stage", 9).await.unwrap();
        assert_eq!(
            stages,
            [("completed".to_owned(), 1), ("feasibility".to_owned(), 1), ("need".to_owned(), 1)]
        );
        let inbound = store::inbound(&mut tx, &viewer, "org-ppwsa").await.unwrap();
        assert_eq!(
            inbound.iter().map(|i| (i.kind.plural, i.field, i.total)).collect::<Vec<_>>(),
            [("projects", "partners", 1)]
        );
        assert_eq!(
            ids(store::referring(&mut tx, &viewer, projects, "partner_place", &here, 9).await.unwrap()),
            ["prj-a", "prj-b"]
        );
        assert_eq!(
            ids(store::referring(&mut tx, &viewer, projects, "partners", &["cambodia".to_owned()], 9)
                .await
                .unwrap()),
            ["prj-b"]
        );
    }
}

#[tokio::test]
async fn changes_are_told_once_and_counts_follow() {
    for database in databases().await {
        tell(&database).await;
        let viewer = coordinator();
        let projects = kind("projects").unwrap();
        let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
        let moved = record("projects", "prj-a", &[("title", "Blocks"), ("stage", "business")]);
        let same = record("projects", "prj-c", SAMPLE[7].2);
        let taken = record("projects", "cambodia", &[("title", "x"), ("stage", "need")]);
        let outcomes = writing.put(projects, &[moved.clone(), same, taken]).await.unwrap();
        assert_eq!(outcomes, [Outcome::Changed, Outcome::Unchanged, Outcome::Taken(kind("places").unwrap())]);
        writing.remove(projects, &["prj-b".to_owned(), "nothing".to_owned()]).await.unwrap();
        writing.commit().await.unwrap();

        let mut tx = database.store().read().await.unwrap();
        let latest = store::latest_change(&mut tx, &viewer.office).await.unwrap();
        let told = store::changes_after(&mut tx, &viewer.office, 8, 100).await.unwrap();
        assert_eq!(
            told.iter().map(|c| (c.seq, c.id.as_str(), c.action)).collect::<Vec<_>>(),
            [(9, "prj-a", Action::Changed), (10, "prj-b", Action::Removed)]
        );
        assert_eq!(latest, 10);
        assert_eq!(store::totals(&mut tx, &viewer).await.unwrap().get("projects"), Some(&2));
        let stages = store::values(&mut tx, &viewer, projects, "stage", 9).await.unwrap();
        assert_eq!(stages, [("business".to_owned(), 1), ("need".to_owned(), 1)]);
        assert_eq!(store::inbound(&mut tx, &viewer, "org-ppwsa").await.unwrap(), []);
        assert_eq!(store::in_order(&mut tx, &viewer, projects, 0, 1).await.unwrap().0, [moved]);
    }
}

#[tokio::test]
async fn an_undone_write_leaves_nothing() {
    for database in databases().await {
        let viewer = coordinator();
        let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
        let (plural, id, cells) = SAMPLE[0];
        writing.put(kind(plural).unwrap(), &[record(plural, id, cells)]).await.unwrap();
        writing.roll_back().await.unwrap();
        let mut tx = database.store().read().await.unwrap();
        assert_eq!(store::totals(&mut tx, &viewer).await.unwrap().len(), 0);
        assert_eq!(store::latest_change(&mut tx, &viewer.office).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn offices_do_not_see_each_other() {
    for database in databases().await {
        tell(&database).await;
        let mut other = testkit::office();
        other.id = domain::OfficeId::parse("other").unwrap();
        store::set_office(database.store(), &other).await.unwrap();
        let stranger = Viewer::local(other.id);
        let mut tx = database.store().read().await.unwrap();
        let projects = kind("projects").unwrap();
        assert_eq!(store::find(&mut tx, &stranger, projects, "prj-a").await.unwrap(), None);
        assert_eq!(store::page(&mut tx, &stranger, &Query::of(projects)).await.unwrap(), []);
        assert_eq!(store::heads(&mut tx, &stranger, ["prj-a"]).await.unwrap().len(), 0);
        assert!(store::within(&mut tx, &stranger, "cambodia").await.unwrap().is_empty());
        assert_eq!(store::inbound(&mut tx, &stranger, "cambodia").await.unwrap(), []);
        assert_eq!(store::totals(&mut tx, &stranger).await.unwrap().len(), 0);
    }
}

#[tokio::test]
async fn the_public_sees_only_public_fields() {
    let viewer = Viewer::public(coordinator().office);
    let sources = kind("sources").unwrap();
    assert!(sources.fields.iter().all(|field| viewer.may_see(field.visibility)));
    for database in databases().await {
        tell(&database).await;
        let mut tx = database.store().read().await.unwrap();
        let found =
            store::find(&mut tx, &viewer, kind("places").unwrap(), "cambodia").await.unwrap().unwrap();
        let hidden =
            found.fields().filter(|(field, value)| value.is_some() && !viewer.may_see(field.visibility));
        assert_eq!(hidden.count(), 0);
    }
}

#[tokio::test]
async fn wrong_references_are_found() {
    for database in databases().await {
        tell(&database).await;
        let viewer = coordinator();
        let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
        let places = kind("places").unwrap();
        let circle = [
            record("places", "east", &[("name", "East"), ("kind", "city"), ("within", "west")]),
            record("places", "west", &[("name", "West"), ("kind", "city"), ("within", "east")]),
        ];
        writing.put(places, &circle).await.unwrap();
        let lost = record(
            "projects",
            "prj-d",
            &[("title", "x"), ("stage", "need"), ("partner_place", "phnom-pen"), ("lead", "east")],
        );
        writing.put(kind("projects").unwrap(), &[lost]).await.unwrap();
        let office = viewer.office.clone();
        assert_eq!(store::circular_places(writing.tx(), &office).await.unwrap(), ["east", "west"]);
        let dangling = store::dangling(writing.tx(), &office, 9).await.unwrap();
        assert_eq!(
            dangling
                .iter()
                .map(|d| (d.from_id.as_str(), d.field.as_str(), d.to_id.as_str()))
                .collect::<Vec<_>>(),
            [("prj-d", "partner_place", "phnom-pen")]
        );
        let misdirected = store::misdirected(writing.tx(), &office, 9).await.unwrap();
        assert_eq!(
            misdirected.iter().map(|d| (d.field.as_str(), d.to_kind.as_deref())).collect::<Vec<_>>(),
            [("lead", Some("places"))]
        );
        assert_eq!(
            store::nearest_id(writing.tx(), &office, &["places"], "phnom-pen").await.unwrap().as_deref(),
            Some("phnom-penh")
        );
        writing.roll_back().await.unwrap();
    }
}
