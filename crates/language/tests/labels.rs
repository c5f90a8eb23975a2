//! Everything that the record defines, and every indicator of the demonstration record, has a label.
//!
//! That both languages have the same labels is proved beside the catalogues; so one language is enough here where only
//! presence matters.

use std::collections::BTreeSet;
use std::path::PathBuf;

use domain::units::UNITS;
use domain::{At, Code, KINDS, Number, Problem, vocabularies};
use language::{Language, Words};

const EN: Language = Language::En;

fn both() -> [Words; 2] {
    [Words::of(EN), Words::of(Language::Ja)]
}

fn has(key: &str) -> bool {
    Words::of(EN).find(key).is_some()
}

#[test]
fn kinds_and_fields_have_labels() {
    for kind in KINDS {
        let plural = kind.plural.replace('_', "-");
        for key in [format!("kind-{plural}"), format!("kind-{plural}-one"), format!("count-{plural}")] {
            assert!(has(&key), "{key}");
        }
        for name in kind.fields.iter().map(|field| field.name).chain([kind.id_column()]) {
            let name = name.replace('_', "-");
            let (own, shared) = (format!("field-{plural}-{name}"), format!("field-{name}"));
            assert!(has(&own) || has(&shared), "{own}");
        }
    }
}

#[test]
fn labels_of_fields_prefer_the_kind() {
    let [english, japanese] = both();
    let field = |words: Words, kind: &str, field: &str| words.field_named(kind, field).into_owned();
    assert_eq!(field(english, "projects", "partner_place"), "Partner place");
    assert_eq!(field(japanese, "projects", "title"), "案件名");
    assert_eq!(field(japanese, "agreements", "title"), "件名");
    assert_eq!(field(japanese, "sdg_links", "sdg_target"), "SDGsターゲット");
    assert_eq!(field(english, "projects", "no_such_field"), "no such field");
}

#[test]
fn codes_of_every_closed_list_have_labels() {
    for vocabulary in vocabularies::ALL {
        for code in vocabulary.codes {
            let key = format!("code-{}-{}", vocabulary.name, code.replace('_', "-"));
            assert!(has(&key), "{key}");
        }
    }
    let [english, japanese] = both();
    assert_eq!(english.code(&vocabularies::STAGES, "not_implemented"), "Not implemented");
    assert_eq!(japanese.code(&vocabularies::COUNTRIES, "VN"), "ベトナム");
    assert_eq!(japanese.code(&vocabularies::STAGES, "new_code"), "new code");
}

#[test]
fn units_have_labels_and_complete_phrases() {
    for (text, ucum) in UNITS {
        for words in both() {
            for written in ["0", "1", "2", "2.5", "10-20"] {
                let number = Number::parse(written).unwrap();
                for unit in [text, ucum] {
                    let phrase = words.quantity(&number, unit);
                    assert!(!phrase.contains(['{', '}', '$']), "{phrase}");
                }
            }
        }
        let slug = if *text == "%" { "percent".to_owned() } else { domain::text::slug(text) };
        assert!(has(&format!("unit-{slug}")), "{text}");
    }
    let [english, japanese] = both();
    assert_eq!(english.unit("{people}"), "people");
    assert_eq!(japanese.unit("m3/day"), "m³/日");
    assert_eq!(japanese.unit("m3/d"), "m³/日");
    assert_eq!(japanese.unit("JPY"), "円");
    assert_eq!(english.unit("deg"), "°");
    assert_eq!(english.unit("furlongs"), "furlongs");
}

#[test]
fn currencies_have_units_for_amounts() {
    for code in vocabularies::CURRENCIES.codes {
        assert!(has(&format!("currency-unit-{code}")), "{code}");
    }
}

#[test]
fn indicators_of_the_demonstration_record_have_labels() {
    let mut names = BTreeSet::new();
    for file in ["observations.csv", "needs.csv"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/demo").join(file);
        let mut reader = csv::Reader::from_path(path).unwrap();
        let column = reader.headers().unwrap().iter().position(|name| name == "indicator").unwrap();
        for row in reader.records() {
            names.insert(row.unwrap()[column].to_owned());
        }
    }
    names.remove("");
    assert!(names.len() > 200, "{}", names.len());
    for name in names {
        assert!(has(&format!("indicator-{}", name.replace('_', "-"))), "{name}");
    }
    let [english, japanese] = both();
    assert_eq!(english.indicator("nrw_rate"), "Non-revenue water");
    assert_eq!(japanese.indicator("nrw_rate"), "無収水率");
}

#[test]
fn problems_say_what_was_found_and_what_to_do() {
    for code in Code::ALL {
        assert!(has(&format!("problem-{}", code.as_str())), "{code}");
        for words in both() {
            for (expected, hint) in [("", None), ("a, b", Some("a".to_owned()))] {
                let hinted = hint.is_some();
                let problem = Problem::new(*code, At::default(), "FOUND", expected, hint);
                let text = words.problem(&problem);
                assert!(!text.contains(['{', '}', '$', '[', ']']), "{text}");
                assert_eq!(
                    text.contains(if words == both()[0] {
                        "Did you mean"
                    } else {
                        "ではありませんか"
                    }),
                    hinted
                );
            }
        }
    }
    let problem = Problem::new(
        Code::UnknownCode,
        At::default(),
        "feasability",
        "need, feasibility",
        Some("feasibility".into()),
    );
    let [english, japanese] = both();
    assert_eq!(
        english.problem(&problem),
        "“feasability” is not a code of this list. Accepted: need, feasibility. Did you mean “feasibility”?"
    );
    assert_eq!(
        japanese.problem(&problem),
        "「feasability」はコード表にありません。使用できるコード：need, feasibility。「feasibility」ではありませんか。"
    );
}

#[test]
fn places_of_problems_are_named_as_far_as_known() {
    let at = |line, column: &str| At { file: "projects.csv".to_owned(), line, column: column.to_owned() };
    let [english, japanese] = both();
    assert_eq!(english.problem_place(&at(12, "stage")), "projects.csv, line 12, column stage");
    assert_eq!(english.problem_place(&at(1_200, "")), "projects.csv, line 1200");
    assert_eq!(english.problem_place(&at(0, "")), "projects.csv");
    assert_eq!(japanese.problem_place(&at(12, "stage")), "projects.csv 12行目 stage列");
}

#[test]
fn counts_of_every_kind_have_their_forms() {
    let [english, japanese] = both();
    let kind = |plural| domain::kind(plural).unwrap();
    assert_eq!(english.counted(kind("policies"), 1), "1 policy");
    assert_eq!(english.counted(kind("policies"), 0), "0 policies");
    assert_eq!(english.counted(kind("organisations"), 1_234), "1,234 organisations");
    assert_eq!(japanese.counted(kind("projects"), 3), "3件");
    for kind in KINDS {
        for words in both() {
            assert!(words.counted(kind, 2).contains('2'), "{}", kind.plural);
        }
    }
}
