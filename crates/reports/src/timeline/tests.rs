use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::checks::{classed, hostile, readable, sound, tagged, texts};

fn when(text: &str) -> Option<When> {
    When::parse(text).ok()
}

fn work(title: &str, stage: Stage, start: &str, end: &str, running: bool) -> Work {
    Work {
        title: title.to_owned(),
        fact: format!("{title}, {start} to {end}"),
        href: Some("/projects/prj-a".to_owned()),
        stage,
        start: when(start),
        end: when(end),
        running,
    }
}

fn timeline(size: Size, lanes: Vec<Lane>, rows: Vec<MarkRow>) -> Timeline {
    Timeline {
        id: "t".to_owned(),
        title: "Timeline".to_owned(),
        today: date(2026, 11, 22),
        today_label: "Today".to_owned(),
        undated_label: "Without a date".to_owned(),
        rows,
        lanes,
        size,
    }
}

/// Many projects over twelve sectors and 45 years, with titles from short to long.
fn busy(size: Size) -> Timeline {
    let words = [
        "Water",
        "training of staff",
        "for leak detection",
        "in the old town",
        "with the utility",
        "phase 2",
    ];
    let lanes = (0..12_usize).map(|l| {
        let works = (0..7_usize).map(|w| {
            let i = l * 7 + w;
            let start = 1981 + (i * 13) % 44;
            let end = if i % 3 == 0 { String::new() } else { (start + i % 9).to_string() };
            let title = words[..=i % words.len()].join(" ");
            let start = if i % 11 == 0 { String::new() } else { start.to_string() };
            work(&title, Stage::ALL[i % 7], &start, &end, i % 2 == 0)
        });
        Lane {
            sector: "water-supply".to_owned(),
            name: format!("Sector {l} with a rather long name, as sectors have"),
            note: "since 1981".to_owned(),
            works: works.collect(),
        }
    });
    let marks = (0..20_usize).map(|i| Mark {
        when: When::parse(&(1979 + i * 2).to_string()).unwrap(),
        label: format!("Agreement number {i} on exchange"),
        fact: format!("Agreement {i}"),
        href: Some("/agreements/agr-a".to_owned()),
    });
    let rows = [MarkSort::Agreement, MarkSort::Recognition, MarkSort::Visit].map(|sort| MarkRow {
        sort,
        name: "Marks".to_owned(),
        marks: marks.clone().collect(),
    });
    timeline(size, lanes.collect(), rows.to_vec())
}

#[test]
fn a_busy_timeline_shows_every_project_once_and_covers_no_text() {
    for size in [Size::Wide, Size::Narrow] {
        let timeline = busy(size);
        let picture = draw(&timeline);
        sound(&picture);
        readable(&picture);
        assert_eq!(tagged(&picture, "a"), 84 + 60);
        assert_eq!(classed(&picture, "flag"), 20);
        assert_eq!(classed(&picture, "star"), 20);
        assert_eq!(classed(&picture, "visit"), 20);
    }
}

#[test]
fn one_fact_makes_a_picture() {
    let lane = |start: &str| Lane {
        sector: String::new(),
        name: "Water supply".to_owned(),
        note: String::new(),
        works: vec![work("Leak detection", Stage::Completed, start, "", false)],
    };
    for start in ["2015", ""] {
        let picture = draw(&timeline(Size::Wide, vec![lane(start)], Vec::new()));
        sound(&picture);
        readable(&picture);
        let shown = texts(&picture);
        assert!(shown.iter().any(|(_, text)| text == "Leak detection"), "{start}");
        assert_eq!(shown.iter().any(|(_, text)| text == "Without a date"), start.is_empty());
    }
    let empty = draw(&timeline(Size::Wide, Vec::new(), Vec::new()));
    sound(&empty);
}

#[test]
fn exact_dates_have_sharp_ends_and_open_ones_fade() {
    for (start, end, running, masks) in [
        ("2001-04", "2004-03-31", false, 0),
        ("2001", "2004-03-31", false, 1),
        ("2001", "2004", false, 2),
        ("2001-04", "", true, 1),
        ("", "2004-03-31", false, 1),
    ] {
        let lane = Lane {
            sector: String::new(),
            name: "Water".to_owned(),
            note: String::new(),
            works: vec![work("Leaks", Stage::Implementation, start, end, running)],
        };
        let picture = draw(&timeline(Size::Wide, vec![lane], Vec::new()));
        assert_eq!(picture.svg.matches("mask=\"url").count(), masks, "{start} {end}");
    }
}

#[test]
fn an_award_won_year_after_year_is_named_once() {
    let marks = (2006..2016).map(|year| Mark {
        when: When::parse(&year.to_string()).unwrap(),
        label: "Adipura Award".to_owned(),
        fact: format!("Adipura Award {year}"),
        href: None,
    });
    let row = MarkRow { sort: MarkSort::Recognition, name: "Awards".to_owned(), marks: marks.collect() };
    // A long span of years, so that the stars stand close.
    let lane = Lane {
        sector: String::new(),
        name: "Water".to_owned(),
        note: String::new(),
        works: vec![work("Leaks", Stage::Completed, "1981", "1982", false)],
    };
    let picture = draw(&timeline(Size::Wide, vec![lane], vec![row]));
    assert_eq!(classed(&picture, "star"), 10);
    assert_eq!(texts(&picture).iter().filter(|(_, text)| text == "Adipura Award").count(), 1);
}

#[test]
fn the_key_names_every_stage() {
    let names = Stage::ALL.map(|stage| (stage, format!("{stage:?}")));
    for size in [Size::Wide, Size::Narrow] {
        let picture = key(&Key {
            id: "k".to_owned(),
            title: "Key".to_owned(),
            stages: names.to_vec(),
            marks: vec![(MarkSort::Visit, "Visit".to_owned())],
            fading: "running".to_owned(),
            soft: "known to the year".to_owned(),
            size,
        });
        sound(&picture);
        readable(&picture);
        assert_eq!(texts(&picture).len(), 10);
    }
}

#[test]
fn codes_of_the_vocabulary_are_stages() {
    for code in domain::vocabularies::STAGES.codes {
        assert!(Stage::from_code(code).is_some(), "{code}");
    }
    assert_eq!(Stage::from_code("not_implemented"), Some(Stage::NotImplemented));
    assert_eq!(Stage::from_code("done"), None);
}

fn any_date() -> impl Strategy<Value = Option<When>> {
    prop_oneof![
        Just(String::new()),
        (1..9998_i16).prop_map(|year| format!("{year:04}")),
        (1950..2030_i16, 1..13_i8).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (1950..2030_i16).prop_map(|year| format!("{year}/..")),
        (195..203_i16).prop_map(|tens| format!("{tens}0s")),
    ]
    .prop_map(|text| When::parse(&text).ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_and_no_date_breaks_the_picture(
        works in prop::collection::vec((hostile(), hostile(), any_date(), any_date(), 0..7_usize, any::<bool>()), 0..9),
        name in hostile(),
        narrow in any::<bool>(),
    ) {
        let size = if narrow { Size::Narrow } else { Size::Wide };
        let works: Vec<Work> = works
            .into_iter()
            .map(|(title, href, start, end, stage, running)| Work {
                fact: title.clone(),
                title,
                href: Some(href),
                stage: Stage::ALL[stage],
                start,
                end,
                running,
            })
            .collect();
        let marks = works.iter().filter_map(|work| {
            let when = work.start.clone()?;
            Some(Mark { when, label: work.title.clone(), fact: work.fact.clone(), href: work.href.clone() })
        });
        let row = MarkRow { sort: MarkSort::Agreement, name: name.clone(), marks: marks.collect() };
        let lane = Lane { sector: name.clone(), name: name.clone(), note: name.clone(), works };
        let mut timeline = timeline(size, vec![lane], vec![row]);
        timeline.id = name.clone();
        timeline.title = name.clone();
        timeline.today_label = name.clone();
        timeline.undated_label = name;
        sound(&draw(&timeline));
    }
}
