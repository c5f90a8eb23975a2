//! Packages over the demo record, held against facts read from its files.

use app::matches::{Question, for_need, for_text};
use app::packages::{self, Framework, told};
use language::{Language, Words};

use crate::record::demo;

#[tokio::test(flavor = "multi_thread")]
async fn water_losses_in_phnom_penh_get_a_team_money_and_an_agreement() {
    let (_database, renkei, viewer) = demo().await;
    let question = Question {
        text: "half of the water we pump never reaches a paying customer".to_owned(),
        place: Some("phnom-penh".to_owned()),
        sector: None,
    };
    let answered = for_text(&renkei, &viewer, question, 12).await.unwrap();
    let found = packages::of(&renkei, &viewer, &answered).await.unwrap();
    assert!((2..=3).contains(&found.list.len()), "{:?}", found.list);
    for package in &found.list {
        assert_eq!(package.who.partner.as_deref(), Some("org-ppwsa"));
        assert!(package.money.best.is_some(), "{package:?}");
        assert!(package.framework.agreement().is_some() || package.framework.conclude().is_some());
        assert_eq!(package.steps.len(), 3);
    }
    let covered = |package: &&packages::Package| matches!(package.framework, Framework::Covered { .. });
    assert!(found.list.iter().any(|package| covered(&package)));
}

#[tokio::test(flavor = "multi_thread")]
async fn packages_of_every_need_are_distinct_and_told_whole() {
    let (database, renkei, viewer) = demo().await;
    let mut tx = database.store().read().await.unwrap();
    let (needs, _) = store::in_order(&mut tx, &viewer, domain::kind("needs").unwrap(), 0, 100).await.unwrap();
    drop(tx);
    let mut packed = 0;
    for need in needs {
        let answered = for_need(&renkei, &viewer, need.id(), 12).await.unwrap();
        let found = packages::of(&renkei, &viewer, &answered).await.unwrap();
        assert!(found.list.len() <= packages::MOST_PACKAGES);
        assert!(answered.answer.verdict.fits || found.list.is_empty(), "{}", need.id());
        packed += usize::from(!found.list.is_empty());
        let mut offerings: Vec<&String> = found.list.iter().flat_map(|package| &package.offerings).collect();
        let all = offerings.len();
        offerings.sort();
        offerings.dedup();
        assert_eq!(offerings.len(), all, "{}", need.id());
        for package in &found.list {
            for words in Language::ALL.iter().map(|language| Words::of(*language)) {
                let told = told(words, &found, package);
                for line in told.rows.iter().flat_map(|row| &row.lines).chain(&told.steps) {
                    let text = line.text(words.tag());
                    let forgotten = ["package ", "step ", "org-", "off-", "sch-", "rul-", "agr-", "prj-"];
                    assert!(!forgotten.iter().any(|mark| text.starts_with(mark)), "{text}");
                    assert!(!text.contains("()") && !text.contains("（）"), "{text}");
                }
            }
        }
    }
    assert!(packed > 40, "{packed}");
}
