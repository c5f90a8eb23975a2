//! Writing records over the demo record: forms that change nothing, two writers, rights, removing and restoring.

use std::path::Path;

use domain::{KINDS, OfficeId, Role};
use formats::csv::Reader;
use proptest::prelude::*;

use super::*;

/// Every record of the demo record.
fn demo() -> Vec<Record> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    let mut records = Vec::new();
    for kind in KINDS {
        let path = folder.join(format!("{}.csv", kind.plural));
        let Ok(file) = std::fs::File::open(&path) else { continue };
        let reader = Reader::open(kind.plural, kind, file).unwrap();
        records.extend(reader.map(|row| row.unwrap().record.unwrap()));
    }
    assert!(records.len() > 1_500);
    records
}

/// What a browser sends of a form: every input, lines ending as the standard of forms asks.
fn sent(record: &Record, cells: &Cells) -> Cells {
    let mut pairs = Vec::new();
    for (name, texts) in cells.iter() {
        let blank = vec![String::new()];
        for text in if texts.is_empty() { &blank } else { texts } {
            pairs.push((name.to_owned(), text.replace('\n', "\r\n")));
        }
    }
    Cells::sent(record.kind(), &pairs)
}

fn values(record: &Record, cells: &Cells) -> Record {
    let mut again = Record::new(record.kind(), record.id());
    for (field, old) in record.fields() {
        again.set(field.name, cells.value(record.kind(), field, old).unwrap());
    }
    again
}

#[test]
fn a_record_opened_in_a_form_and_saved_unchanged_is_unchanged() {
    for record in demo() {
        let cells = Cells::of(&record, domain::Visibility::Office);
        assert_eq!(values(&record, &sent(&record, &cells)), record);
    }
}

proptest! {
    #[test]
    fn a_form_with_any_text_in_it_means_that_text(text in "\\PC{0,60}", vietnamese in "[a-zđê \\n]{0,30}") {
        let kind = domain::kind("needs").unwrap();
        let mut record = Record::new(kind, "need-a");
        let mut texts = domain::Texts::of("en", text.trim());
        texts.set("vi", vietnamese.trim());
        record.set("statement", Some(Value::Texts(texts.clone())).filter(|_| !texts.is_empty()));
        let cells = sent(&record, &Cells::of(&record, domain::Visibility::Office));
        prop_assert_eq!(values(&record, &cells), record.clone());
        // The same into a blank form: nothing is there to fall back on.
        let blank = Record::new(kind, "need-a");
        let read = cells.value(kind, kind.field("statement").unwrap(), blank.get("statement")).unwrap();
        prop_assert_eq!(read.as_ref(), record.get("statement"));
    }
}

fn viewer(role: Role, own: &[&str]) -> Viewer {
    Viewer::new(OfficeId::parse("demo").unwrap(), role).owning(own.iter().map(|id| (*id).to_owned()))
}

#[test]
fn a_form_shows_and_takes_only_fields_that_the_viewer_may_see() {
    let decisions = domain::kind("decisions").unwrap();
    let record =
        testkit::record("decisions", "dec-a", &[("text", "leaks"), ("verdict", "chosen"), ("by", "mai")]);
    let public = viewer(Role::Public, &[]);
    assert_eq!(Cells::of(&record, public.sight(&record)).iter().count(), 0);
    assert_eq!(open_fields(decisions, &public, &record).count(), 0);
    assert!(open_fields(decisions, &viewer(Role::Coordinator, &[]), &record).count() > 5);
}
