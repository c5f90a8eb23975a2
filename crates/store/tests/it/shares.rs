//! Counting what is on record by place, so that lists of partners and maps need not read records.

use domain::kind;
use store::Writing;
use testkit::{Database, NOW, coordinator, databases, record};

use crate::story::tell;

/// Adds values, an agreement and benefits to the story.
async fn measure(database: &Database) {
    let viewer = coordinator();
    let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
    let values =
        [("obs-a", "phnom-penh", "1993"), ("obs-b", "org-ppwsa", "2003-05"), ("obs-c", "prj-b", "FY2008")]
            .map(|(id, subject, year)| {
                let cells = [
                    ("subject", subject),
                    ("indicator", "nrw_rate"),
                    ("unit", "%"),
                    ("year", year),
                    ("value", "7"),
                ];
                record("observations", id, &cells)
            });
    writing.put(kind("observations").unwrap(), &values).await.unwrap();
    let agreement = [("title", "x"), ("kind", "mou"), ("parties", "org-ppwsa;cambodia"), ("signed", "2011")];
    writing.put(kind("agreements").unwrap(), &[record("agreements", "agr-a", &agreement)]).await.unwrap();
    let benefits = [("ben-a", "100"), ("ben-b", "100"), ("ben-c", "7-8")].map(|(id, amount)| {
        let cells = [
            ("place_benefiting", "cambodia"),
            ("partner_place", "phnom-penh"),
            ("kind", "contract"),
            ("amount", amount),
            ("currency", "JPY"),
            ("summary", "x"),
        ];
        record("benefits", id, &cells)
    });
    writing.put(kind("benefits").unwrap(), &benefits).await.unwrap();
    writing.commit().await.unwrap();
}

#[tokio::test]
async fn a_kind_is_shared_out_among_places() {
    for database in databases().await {
        tell(&database).await;
        measure(&database).await;
        let viewer = coordinator();
        let mut tx = database.store().read().await.unwrap();
        let mut told = Vec::new();
        for (plural, field) in [
            ("projects", "partner_place"),
            ("observations", "subject"),
            ("agreements", "parties"),
            ("projects", "stage"),
        ] {
            let mut shares = store::shares(&mut tx, &viewer, kind(plural).unwrap(), field).await.unwrap();
            shares.sort_by(|a, b| (&a.place, &a.body).cmp(&(&b.place, &b.body)));
            let date = |when: &Option<domain::When>| when.as_ref().map_or(String::new(), ToString::to_string);
            told.extend(shares.iter().map(|s| {
                format!(
                    "{plural} {} {} {} {} {}..{}",
                    s.place,
                    s.body,
                    s.record,
                    s.total,
                    date(&s.first),
                    date(&s.last)
                )
            }));
        }
        assert_eq!(
            told,
            [
                "projects phnom-penh   1 1999..1999",
                "projects site-pump   1 2004-05..2004-05",
                "observations phnom-penh   1 1993..1993",
                "observations phnom-penh utility  1 2003-05..2003-05",
                "observations site-pump   1 FY2008..FY2008",
                "agreements cambodia  agr-a 1 2011..2011",
                "agreements phnom-penh utility agr-a 1 2011..2011",
            ]
        );
    }
}

#[tokio::test]
async fn sectors_and_benefits_are_shared_out_too() {
    for database in databases().await {
        tell(&database).await;
        measure(&database).await;
        let viewer = coordinator();
        let mut tx = database.store().read().await.unwrap();
        let sectors = store::sector_shares(&mut tx, &viewer).await.unwrap();
        assert_eq!(
            sectors.iter().map(|s| (s.place.as_str(), s.sector.as_str(), s.total)).collect::<Vec<_>>(),
            [("phnom-penh", "water-supply", 1)]
        );
        let benefits = store::benefit_shares(&mut tx, &viewer).await.unwrap();
        let mut benefits: Vec<_> = benefits
            .iter()
            .map(|b| (b.total, b.amount.as_ref().unwrap().written(), b.currency.as_str()))
            .collect();
        benefits.sort_unstable();
        assert_eq!(benefits, [(1, "7-8", "JPY"), (2, "100", "JPY")]);
    }
}
