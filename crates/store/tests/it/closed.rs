//! Of a kind that is closed to a viewer nothing is told: no record, title, reference, count or hit.

use domain::{Kind, Role, Viewer, kind};
use store::search::Index;
use store::{Filter, Query, Writing};
use testkit::{NOW, coordinator, databases, record};

/// Everything that the store tells about the decisions, as one number for each way of asking.
async fn told(store: &store::Store, index: &Index, viewer: &Viewer) -> Vec<(&'static str, usize)> {
    let decisions: &'static Kind = kind("decisions").unwrap();
    let id = ["dec-a".to_owned()];
    let list = Query::of(decisions);
    let narrowed = list.clone().filtered(Filter::Is { field: "verdict", any_of: vec!["chosen".to_owned()] });
    let without = Query::of(kind("offerings").unwrap())
        .filtered(Filter::NotReferredTo { by: "decisions", field: "answer" });
    let mut tx = store.read().await.unwrap();
    let tx = &mut tx;
    let size = |count: u64| usize::try_from(count).unwrap();
    vec![
        ("heads", store::heads(tx, viewer, &id).await.unwrap().len()),
        ("find", usize::from(store::find(tx, viewer, decisions, "dec-a").await.unwrap().is_some())),
        ("by_ids", store::by_ids(tx, viewer, decisions, &id).await.unwrap().len()),
        ("in_order", store::in_order(tx, viewer, decisions, 0, 9).await.unwrap().0.len()),
        ("titled", store::titled(tx, viewer, &[decisions], "dec", 9).await.unwrap().len()),
        ("page", store::page(tx, viewer, &list).await.unwrap().len()),
        ("count", size(store::count(tx, viewer, &list).await.unwrap())),
        ("count narrowed", size(store::count(tx, viewer, &narrowed).await.unwrap())),
        ("facet", store::facet(tx, viewer, &list, "verdict", 9).await.unwrap().len()),
        ("facet narrowed", store::facet(tx, viewer, &narrowed, "verdict", 9).await.unwrap().len()),
        ("offerings without decisions", store::page(tx, viewer, &without).await.unwrap().len()),
        ("values", store::values(tx, viewer, decisions, "verdict", 9).await.unwrap().len()),
        ("totals", usize::from(store::totals(tx, viewer).await.unwrap().contains_key("decisions"))),
        ("inbound", store::inbound(tx, viewer, "off-a").await.unwrap().len()),
        (
            "referring",
            store::referring(tx, viewer, decisions, "answer", &["off-a".to_owned()], 9).await.unwrap().len(),
        ),
        ("shares", store::shares(tx, viewer, decisions, "place").await.unwrap().len()),
        ("hits", index.find(viewer, "spare", None, 9).unwrap().hits.len()),
        ("hits of the kind", index.find(viewer, "spare", Some(decisions), 9).unwrap().hits.len()),
        ("totals of hits", index.find(viewer, "spare", None, 9).unwrap().totals.len()),
    ]
}

#[tokio::test]
async fn nothing_is_told_about_a_closed_kind() {
    for database in databases().await {
        let office = coordinator();
        let mut writing = Writing::begin(database.store(), &office, "test", NOW).await.unwrap();
        let offering =
            |id: &'static str| record("offerings", id, &[("title", "Valve"), ("kind", "technology")]);
        let decision = record(
            "decisions",
            "dec-a",
            &[
                ("answer", "off-a"),
                ("place", "town"),
                ("verdict", "chosen"),
                ("reason", "spare parts are there"),
                ("decided", "2026-01-01"),
            ],
        );
        let town = record("places", "town", &[("name", "Town"), ("kind", "city")]);
        for one in [town, offering("off-a"), offering("off-b"), decision] {
            writing.put(one.kind(), &[one]).await.unwrap();
        }
        writing.commit().await.unwrap();
        let index = Index::open(&database.folder().join("search"), |_| String::new()).unwrap();
        index.follow(database.store()).await.unwrap();
        for (way, count) in told(database.store(), &index, &office).await {
            assert_eq!(count, 1, "the coordinator: {way}");
        }
        for role in [Role::Public, Role::Member, Role::Partner] {
            let viewer = Viewer::new(office.office.clone(), role);
            for (way, count) in told(database.store(), &index, &viewer).await {
                assert_eq!(count, 0, "{role:?}: {way}");
            }
        }
    }
}
