//! What happens when the database is not as it should be.

use domain::kind;
use store::{Address, Error, Store, Writing};
use testkit::{NOW, coordinator, databases, record, sqlite};

#[tokio::test]
async fn a_damaged_value_is_named_and_not_shown() {
    for database in databases().await {
        let viewer = coordinator();
        let sectors = kind("sectors").unwrap();
        let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
        writing.put(sectors, &[record("sectors", "air", &[("name", "Air")])]).await.unwrap();
        writing.commit().await.unwrap();
        database.run("UPDATE sectors SET name = 'not json' WHERE id = 'air'").await;
        let mut tx = database.store().read().await.unwrap();
        let found = store::find(&mut tx, &viewer, sectors, "air").await;
        let Err(Error::Corrupt { table, column, row }) = found else { panic!("{found:?}") };
        assert_eq!((table.as_str(), column.as_str(), row.as_str()), ("sectors", "name", "air"));
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = sqlite().await;
    let path = folder.folder().join("letter.db");
    std::fs::write(&path, "Dear mayor, this is not a database but a letter of some length.".repeat(99))
        .unwrap();
    assert!(matches!(Store::open(&Address::Sqlite(path)).await, Err(Error::Backend(_))));
    assert!(matches!(Address::parse("mysql://x"), Err(Error::BadAddress(_))));
}

#[tokio::test]
async fn many_writers_at_once_lose_nothing() {
    for database in databases().await {
        let tasks: Vec<_> = (0..8)
            .map(|writer| {
                let store = database.store().clone();
                tokio::spawn(async move {
                    for n in 0..10 {
                        let viewer = coordinator();
                        let mut writing = Writing::begin(&store, &viewer, "test", NOW).await.unwrap();
                        let id = format!("sector-{writer}-{n}");
                        writing
                            .put(kind("sectors").unwrap(), &[record("sectors", &id, &[("name", "x")])])
                            .await
                            .unwrap();
                        writing.commit().await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = database.store().read().await.unwrap();
        let viewer = coordinator();
        assert_eq!(store::totals(&mut tx, &viewer).await.unwrap().get("sectors"), Some(&80));
        let seqs: Vec<i64> = store::changes_after(&mut tx, &viewer.office, 0, 999)
            .await
            .unwrap()
            .iter()
            .map(|c| c.seq)
            .collect();
        assert_eq!(seqs, (1..=80).collect::<Vec<_>>());
    }
}
