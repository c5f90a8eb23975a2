//! The word index: it follows the record, finds across languages and slips, and may be deleted at any time.

use domain::{Record, kind};
use store::Writing;
use store::search::Index;
use testkit::{Database, NOW, coordinator, databases, record};

fn no_labels(_: &Record) -> String {
    String::new()
}

async fn put(database: &Database, plural: &str, id: &str, cells: &[(&str, &str)]) {
    let mut writing = Writing::begin(database.store(), &coordinator(), "test", NOW).await.unwrap();
    writing.put(kind(plural).unwrap(), &[record(plural, id, cells)]).await.unwrap();
    writing.commit().await.unwrap();
}

async fn tell(database: &Database) {
    put(database, "places", "hai-phong", &[("name", "Hải Phòng"), ("kind", "city")]).await;
    put(database, "organisations", "org-water", &[("name", "北九州市上下水道局"), ("kind", "utility")]).await;
    put(
        database,
        "projects",
        "prj-a",
        &[("title", "Non-revenue water"), ("stage", "need"), ("partner_place", "hai-phong")],
    )
    .await;
    put(
        database,
        "projects",
        "prj-b",
        &[("title", "Composting"), ("stage", "need"), ("summary", "ﾀﾞｲﾚﾝ and waste")],
    )
    .await;
}

fn found(index: &Index, text: &str) -> Vec<String> {
    index.find(&coordinator(), text, None, 10).unwrap().hits.into_iter().map(|hit| hit.id).collect()
}

#[tokio::test]
async fn words_are_found_in_any_language_width_accent_and_with_slips() {
    for database in databases().await {
        tell(&database).await;
        let index = Index::open(&database.folder().join("search"), no_labels).unwrap();
        assert_eq!(index.follow(database.store()).await.unwrap(), 4);
        for (text, expected) in [
            ("hai phong", vec!["hai-phong", "prj-a"]),
            ("Ｈａｉ Ｐｈｏｎｇ", vec!["hai-phong", "prj-a"]),
            ("HẢI", vec!["hai-phong", "prj-a"]),
            ("revenu", vec!["prj-a"]),
            ("revneue water", vec!["prj-a"]),
            ("compsting", vec!["prj-b"]),
            ("水道", vec!["org-water"]),
            ("水", vec!["org-water"]),
            ("ダイレン", vec!["prj-b"]),
            ("水道橋", vec![]),
            ("xylophone", vec![]),
            ("  ", vec![]),
            ("\" title:* (", vec![]),
        ] {
            assert_eq!(found(&index, text), expected, "{text}");
        }
        let loosened = index.find(&coordinator(), "composting xylophone", None, 10).unwrap();
        assert!(loosened.loosened && loosened.hits.len() == 1);
        let of_kind = index.find(&coordinator(), "hai", Some(kind("places").unwrap()), 10).unwrap();
        assert_eq!(of_kind.totals.into_iter().collect::<Vec<_>>(), [("places".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn the_index_follows_changes_and_is_rebuilt_when_lost() {
    for database in databases().await {
        tell(&database).await;
        let folder = database.folder().join("search");
        {
            let index = Index::open(&folder, no_labels).unwrap();
            index.follow(database.store()).await.unwrap();
            assert_eq!(index.follow(database.store()).await.unwrap(), 0);
            put(&database, "projects", "prj-b", &[("title", "Sorting"), ("stage", "need")]).await;
            assert_eq!(index.follow(database.store()).await.unwrap(), 1);
            assert!(found(&index, "composting").is_empty());
            assert_eq!(found(&index, "sorting"), ["prj-b"]);
        }
        {
            let index = Index::open(&folder, no_labels).unwrap();
            assert_eq!(
                index.follow(database.store()).await.unwrap(),
                0,
                "what is known is not indexed again"
            );
            assert_eq!(found(&index, "sorting"), ["prj-b"]);
        }
        std::fs::write(folder.join("meta.json"), "{ damaged").unwrap();
        {
            let index = Index::open(&folder, no_labels).unwrap();
            index.follow(database.store()).await.unwrap();
            assert_eq!(found(&index, "sorting"), ["prj-b"]);
        }
        std::fs::remove_dir_all(&folder).unwrap();
        let index = Index::open(&folder, no_labels).unwrap();
        index.follow(database.store()).await.unwrap();
        assert_eq!(found(&index, "sorting"), ["prj-b"]);
    }
}

#[tokio::test]
async fn an_index_of_another_history_is_noticed() {
    let (first, second) = (testkit::sqlite().await, testkit::sqlite().await);
    tell(&first).await;
    let folder = first.folder().join("search");
    {
        let index = Index::open(&folder, no_labels).unwrap();
        index.follow(first.store()).await.unwrap();
    }
    for n in 0..6 {
        put(&second, "places", &format!("city-{n}"), &[("name", "Elsewhere"), ("kind", "city")]).await;
    }
    let index = Index::open(&folder, no_labels).unwrap();
    index.follow(second.store()).await.unwrap();
    assert_eq!(found(&index, "elsewhere").len(), 6);
    assert!(found(&index, "phong").is_empty());
}
