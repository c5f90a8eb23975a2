//! Walking through a list in stretches, on both databases.

use domain::{Record, kind};
use store::{Mark, Query, Sort, Writing};
use testkit::{NOW, coordinator, databases, record};

fn projects() -> Vec<Record> {
    let cells: [&[(&str, &str)]; 6] = [
        &[("title", "B"), ("stage", "need"), ("start", "1999"), ("amount", "5")],
        &[("title", "A"), ("stage", "need"), ("start", "1999-05"), ("amount", "10.25")],
        &[("title", "C"), ("stage", "completed"), ("amount", "5")],
        &[("title", "A"), ("stage", "need"), ("start", "1999")],
        &[("title", "é"), ("stage", "completed"), ("start", "2001"), ("amount", "-3")],
        &[("title", "D"), ("stage", "need")],
    ];
    cells.iter().enumerate().map(|(at, cells)| record("projects", &format!("prj-{at}"), cells)).collect()
}

#[tokio::test]
async fn stretches_make_the_whole_list_in_every_order() {
    let kind = kind("projects").unwrap();
    for database in databases().await {
        let viewer = coordinator();
        let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
        writing.put(kind, &projects()).await.unwrap();
        writing.commit().await.unwrap();
        let mut tx = database.store().read().await.unwrap();
        for field in ["title", "stage", "start", "amount"] {
            for descending in [false, true] {
                let sort = Sort { field, descending };
                let whole = Query { sort, ..Query::of(kind) };
                let expected = store::page(&mut tx, &viewer, &whole).await.unwrap();
                for limit in [1, 2, 5] {
                    let (mut walked, mut behind) = (Vec::new(), None);
                    loop {
                        let query = Query { behind, ..whole.clone() }.limited(limit);
                        let records = store::page(&mut tx, &viewer, &query).await.unwrap();
                        let Some(last) = records.last() else { break };
                        behind = Some(Mark::of(last, sort));
                        walked.extend(records);
                    }
                    assert_eq!(walked, expected, "{field} {descending} {limit}");
                }
            }
        }
    }
}
