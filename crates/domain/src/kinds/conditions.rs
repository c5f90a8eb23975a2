//! What an offering needs, and what speaks against it or rules it out.

use crate::kind::{Field, FieldFault, Identity, Kind, Title, Unit};
use crate::problem::Code;
use crate::record::{Record, needs_partner};
use crate::vocabularies::{CIRCUMSTANCES, EFFECTS, TESTS};

/// The kind of record.
///
/// A condition is read as a sentence: the offering *requires*, is *ruled out* by, or *warns* of a circumstance that is
/// present or absent, or below or above a limit.
pub static KIND: Kind = Kind {
    plural: "conditions",
    identity: Identity::Column { name: "id", prefix: "cnd-" },
    title: Title::Field("statement"),
    fields: &[
        Field::reference("offering", &["offerings"]).required().public(),
        Field::code("effect", &EFFECTS).required().public(),
        Field::code("circumstance", &CIRCUMSTANCES).required().public(),
        Field::code("test", &TESTS).required().public(),
        Field::number("limit", Unit::Field("unit")).public(),
        Field::term("unit").public(),
        Field::texts("statement").required().public(),
        Field::citations("source").public(),
    ],
    list: &["offering", "effect", "circumstance", "test", "limit", "unit"],
    date: None,
    sort: "offering",
    check: needs_limit,
};

/// Below and above mean nothing without a limit, and a limit nothing without its unit.
fn needs_limit(record: &Record) -> Vec<FieldFault> {
    let mut faults = needs_partner(record, "limit", "unit");
    if matches!(record.text("test"), "below" | "above") && record.get("limit").is_none() {
        faults.push(FieldFault { field: "limit", fault: Code::MissingPartner, expected: "test".to_owned() });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;
    use crate::value::Value;

    #[test]
    fn a_comparison_needs_a_limit_and_a_limit_its_unit() {
        for (test, limit, unit, faulty) in [
            ("below", Some("20"), Some("t/day"), None),
            ("above", None, None, Some("limit")),
            ("below", Some("20"), None, Some("unit")),
            ("absent", None, None, None),
            ("present", None, None, None),
        ] {
            let mut record = Record::new(&KIND, "cnd-a");
            record.set("test", Some(Value::Text(test.to_owned())));
            record.set("limit", limit.map(|limit| Value::Number(Number::parse(limit).unwrap())));
            record.set("unit", unit.map(|unit| Value::Text(unit.to_owned())));
            let found: Vec<_> = needs_limit(&record).iter().map(|fault| fault.field).collect();
            assert_eq!(found, faulty.into_iter().collect::<Vec<_>>(), "{test} {limit:?} {unit:?}");
        }
    }
}
