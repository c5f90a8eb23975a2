//! Partners, desk and results of the demo record.

use app::{Error, desk, partners, results};
use domain::Record;

use crate::record::demo;

fn year(record: &Record, field: &str) -> String {
    record.when(field).map_or_else(|| "-".to_owned(), ToString::to_string)
}

#[tokio::test]
async fn surabaya_has_the_first_year_of_each_sector() {
    let (_database, renkei, viewer) = demo().await;
    let story = partners::show(&renkei, &viewer, "surabaya").await.unwrap();
    let sectors: Vec<(String, String)> = story
        .sectors
        .iter()
        .map(|s| (s.code.clone(), s.first.as_ref().map_or("-".to_owned(), ToString::to_string)))
        .collect();
    let expected = [
        ("waste-management", "2000"),
        ("environmental-administration", "2000"),
        ("environmental-education", "2004"),
        ("water-environment", "2007"),
        ("water-supply", "2011"),
        ("energy-efficiency", "2011"),
        ("sewerage-drainage", "2012"),
        ("resource-circulation", "2012"),
        ("climate-low-carbon", "2013"),
        ("transport", "2013"),
        ("renewable-energy", "2013"),
        ("public-health", "2015"),
        ("nature", "2018"),
        ("culture-exchange", "2018"),
        ("urban-planning", "-"),
    ];
    let mut told: Vec<_> = sectors.iter().map(|(code, year)| (code.as_str(), year.as_str())).collect();
    let mut wanted = expected.to_vec();
    let years: Vec<&str> = told.iter().map(|(_, year)| *year).collect();
    assert!(years.is_sorted_by_key(|year| if *year == "-" { "~" } else { year }), "{years:?}");
    told.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(told, wanted);
}

#[tokio::test]
async fn agreements_with_hai_phong_come_in_order_whoever_signed() {
    let (_database, renkei, viewer) = demo().await;
    let story = partners::show(&renkei, &viewer, "hai-phong").await.unwrap();
    let told: Vec<String> =
        story.agreements.iter().map(|a| format!("{} {}", year(a, "signed"), a.id())).collect();
    assert_eq!(
        told,
        [
            "2009 agr-kitakyushu-hai-phong-water-2009",
            "2009-04 agr-kitakyushu-hai-phong-friendship-2009",
            "2010-11 agr-kitakyushu-hai-phong-sewerage-2010",
            "2011-10 agr-kitakyushu-hai-phong-comprehensive-2011",
            "2011-10 agr-kitakyushu-hai-phong-practical-2011",
            "2014-04 agr-kitakyushu-hai-phong-sister-2014",
            "2015-11 agr-kitakyushu-hai-phong-sme-2015",
        ]
    );
    assert_eq!(
        story.visits().map(|visit| visit.id()).collect::<Vec<_>>(),
        [
            "act-hp-mayor-visit-2009",
            "act-hp-anniversary-2010",
            "act-hp-chair-visit-2010",
            "act-hp-green-growth-report-2015"
        ]
    );
    assert!(story.projects.iter().any(|project| project.text("partner_place") == "site-cat-ba-island"));
}

#[tokio::test]
async fn gains_from_dalian_are_parted_by_side_and_summed() {
    let (_database, renkei, viewer) = demo().await;
    let story = partners::show(&renkei, &viewer, "dalian").await.unwrap();
    assert_eq!(story.gained_home.len(), 11);
    assert_eq!(story.gained_partner.len(), 1);
    let amounts: Vec<(&str, &str)> =
        story.amounts.iter().map(|(currency, sum)| (currency.as_str(), sum.written())).collect();
    assert_eq!(amounts, [("JPY", "200000000")]);
    assert_eq!(story.since.as_ref().unwrap().record, "agr-kitakyushu-dalian-friendship-1979");
    let conflicts = &story.conflicts;
    assert!(conflicts.iter().all(|conflict| !conflict.text("subject").is_empty()));
    let city = partners::show(&renkei, &viewer, "kitakyushu").await.unwrap();
    assert!(city.is_home && city.gives.iter().any(|given| given.place == "dalian"));
    assert_eq!((city.gained_home.len(), city.gained_partner.len()), (41, 5));
}

#[tokio::test]
async fn every_place_has_a_story_that_agrees_with_the_list() {
    let (_database, renkei, viewer) = demo().await;
    let overview = partners::overview(&renkei, &viewer).await.unwrap();
    assert!(overview.partner("kitakyushu").is_none() && overview.partner("asia").is_none());
    for partner in &overview.partners {
        let story = partners::show(&renkei, &viewer, &partner.id).await.unwrap();
        let count = |total: usize| u64::try_from(total).unwrap();
        let id = &partner.id;
        assert_eq!(partner.totals.agreements, count(story.agreements.len()), "agreements of {id}");
        assert_eq!(partner.totals.projects, count(story.projects.len()), "projects of {id}");
        assert_eq!(partner.totals.recognitions, count(story.honours().count()), "recognitions of {id}");
        let results: usize = story.results.iter().map(partners::Measured::total).sum();
        assert_eq!(partner.totals.results, count(results), "results of {id}");
        assert_eq!(partner.sectors, story.sectors, "sectors of {id}");
        assert_eq!(partner.since, story.since.as_ref().map(|since| since.when.clone()), "since of {id}");
        assert_eq!(story.cut.len(), 0);
    }
    let phnom_penh = overview.partner("phnom-penh").unwrap();
    assert_eq!((phnom_penh.totals.projects, phnom_penh.country.as_str()), (14, "cambodia"));
    let missing = partners::show(&renkei, &viewer, "atlantis").await;
    assert!(matches!(missing, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn water_losses_of_the_cambodian_cities_stand_side_by_side() {
    let (_database, renkei, viewer) = demo().await;
    let compared = results::compare(&renkei, &viewer, "nrw_rate", Some("cambodia")).await.unwrap();
    let told: Vec<String> = compared.groups[0]
        .subjects
        .iter()
        .map(|s| {
            let value = |record: &Record| {
                format!("{} {}", year(record, "year"), record.number("value").unwrap().written())
            };
            format!("{}: {} → {}", s.subject, value(s.first().unwrap()), value(s.last().unwrap()))
        })
        .collect();
    assert_eq!(
        told,
        [
            "battambang: 2013 20 → 2015 11",
            "kampong-cham: 2013 11 → 2015 9",
            "kampong-thom: 2013 15 → 2015 11",
            "kampot: 2013 18 → 2015 11",
            "phnom-penh: 1993 72 → 2008 6.2",
            "pursat: 2013 16 → 2015 11",
            "siem-reap: 2013 13 → 2015 8",
            "sihanoukville: 2013 17 → 2015 13",
            "svay-rieng: 2013 13 → 2015 10",
        ]
    );
    assert_eq!(compared.all, 26);
    let none = results::compare(&renkei, &viewer, "no_such", None).await;
    assert!(matches!(none, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn contracts_name_their_companies_and_amounts() {
    let (_database, renkei, viewer) = demo().await;
    let results = results::show(&renkei, &viewer).await.unwrap();
    let told: Vec<String> = results
        .contracts
        .iter()
        .filter_map(|one| {
            let (amount, currency) = one.amount.as_ref()?;
            Some(format!("{} {currency} {}", amount.written(), one.project.as_ref()?.id()))
        })
        .collect();
    assert_eq!(
        told,
        [
            "800000000 JPY prj-siem-reap-detailed-design",
            "200000000 JPY prj-dalian-soil-remediation",
            "100000000 JPY prj-vn-ubcf-six-places",
            "20000000 JPY prj-hp-an-duong-consulting",
        ]
    );
    let dalian = results.account.iter().find(|line| line.partner == "dalian").unwrap();
    assert_eq!((dalian.total, dalian.kinds["contract"]), (11, 3));
    assert_eq!(dalian.amounts["JPY"].written(), "200000000");
}

#[tokio::test]
async fn recognitions_follow_results_of_the_place_that_gave_them() {
    let (_database, renkei, viewer) = demo().await;
    let results = results::show(&renkei, &viewer).await.unwrap();
    let cambodia = results.recognitions.iter().find(|one| one.place == "cambodia").unwrap();
    let first = &cambodia.steps[0];
    assert_eq!(first.recognitions[0].id(), "rec-kitakyushu-cambodia-2011");
    let before: Vec<&str> = first.observations.iter().map(Record::id).collect();
    assert!(before.contains(&"obs-phnom-penh-nrw-rate-2008"), "{before:?}");
    for step in results.recognitions.iter().flat_map(|one| &one.steps) {
        let Some(day) = step.recognitions[0].date().and_then(domain::When::earliest) else { continue };
        assert!(step.observations.iter().all(|value| value.date().unwrap().latest().unwrap() < day));
    }
}

#[tokio::test]
async fn the_desk_tells_what_is_held_and_what_needs_care() {
    let (_database, renkei, viewer) = demo().await;
    let desk = desk::show(&renkei, &viewer).await.unwrap();
    let total = |plural: &str| desk.totals.iter().find(|(kind, _)| kind.plural == plural).unwrap().1;
    assert_eq!((total("projects"), total("conflicts"), desk.conflicts_total), (184, 26, 26));
    let first: Vec<(&str, String)> =
        desk.first.iter().take(2).map(|p| (p.id.as_str(), p.since.as_ref().unwrap().to_string())).collect();
    assert_eq!(first, [("dalian", "1979-05".to_owned()), ("phnom-penh", "1993".to_owned())]);
    assert_eq!(
        desk.expired.iter().map(Record::id).collect::<Vec<_>>(),
        ["agr-kitakyushu-mime-nine-cities-2011"]
    );
    assert!(desk.overview.care.unanswered > 0);
    assert!(desk.points.len() > 20 && desk.points.iter().all(|point| point.location.is_some()));
    assert!(desk.overview.newest.results.iter().all(|value| !partners::is_aim(value.text("indicator"))));
}

#[tokio::test]
async fn partners_are_narrowed_sorted_and_paged() {
    let (_database, renkei, viewer) = demo().await;
    let asked = |pairs: &[(&str, &str)]| {
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        partners::ListQuery::parse(&pairs)
    };
    let query = asked(&[("country", "cambodia"), ("sort", "since")]).unwrap();
    let list = partners::list(&renkei, &viewer, &query, "en").await.unwrap();
    assert!(list.rows.iter().all(|partner| partner.country == "cambodia") && list.total == list.rows.len());
    assert!(list.total >= 10, "{}", list.total);
    let query = asked(&[("sector", "transport")]).unwrap();
    let list = partners::list(&renkei, &viewer, &query, "ja").await.unwrap();
    assert!(list.rows.iter().any(|partner| partner.id == "surabaya"));
    for wrong in [("sort", "size"), ("page", "0"), ("page", "x"), ("colour", "red")] {
        assert!(matches!(asked(&[wrong]), Err(Error::BadParameter(_))), "{wrong:?}");
    }
    let far = asked(&[("page", "99")]).unwrap();
    assert!(matches!(partners::list(&renkei, &viewer, &far, "en").await, Err(Error::BadParameter(_))));
}

#[tokio::test]
async fn a_story_is_told_anew_when_the_record_has_changed() {
    let (_database, renkei, viewer) = demo().await;
    let first = partners::show(&renkei, &viewer, "surabaya").await.unwrap();
    let again = partners::show(&renkei, &viewer, "surabaya").await.unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &again));
    let mut place = first.place.clone();
    place.set("population", None);
    let at = renkei.now().to_string();
    let mut writing = store::Writing::begin(renkei.store(), &viewer, "test", &at).await.unwrap();
    writing.put(place.kind(), &[place.clone()]).await.unwrap();
    writing.commit().await.unwrap();
    let changed = partners::show(&renkei, &viewer, "surabaya").await.unwrap();
    assert!(first.place.get("population").is_some() && changed.place.get("population").is_none());
}
