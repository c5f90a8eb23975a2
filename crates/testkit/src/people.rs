//! A fixed moment, a fixed office, and records from a few words.

use domain::{OfficeId, Record, Texts, Value, Viewer};
use store::Office;

/// The moment at which tests happen.
pub const NOW: &str = "2026-04-01T09:00:00Z";

/// An office for tests, whose home is Japan.
///
/// # Panics
/// Never: the key is well formed.
#[must_use]
#[expect(clippy::expect_used, reason = "the key is a constant")]
pub fn office() -> Office {
    Office {
        id: OfficeId::parse("test").expect("a plain key"),
        name: Texts::of("en", "Test office"),
        home: "japan".to_owned(),
        demo: false,
    }
}

/// The coordinator of the test office.
#[must_use]
pub fn coordinator() -> Viewer {
    Viewer::local(office().id)
}

/// Makes a record from field names and cells.
///
/// # Panics
/// When the kind, a field or a cell is not what the domain accepts: the test is wrong then.
#[must_use]
#[expect(clippy::panic, reason = "a wrong test must stop")]
pub fn record(plural: &str, id: &str, cells: &[(&str, &str)]) -> Record {
    let Some(kind) = domain::kind(plural) else { panic!("no kind {plural}") };
    let mut record = Record::new(kind, id);
    for (name, cell) in cells {
        let Some(field) = kind.field(name) else { panic!("{plural} has no field {name}") };
        match Value::parse(field, cell) {
            Ok(value) => record.set(name, Some(value)),
            Err(fault) => panic!("{plural}.{name}: {cell}: {fault:?}"),
        }
    }
    record
}
