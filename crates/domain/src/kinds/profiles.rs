//! The outline of an offering: at what scale it works, what it costs, what skills and how much time it takes.

use crate::kind::{Field, FieldFault, Identity, Kind, Title, Unit};
use crate::problem::Code;
use crate::record::{Record, needs_partner};
use crate::vocabularies::COST_CLASSES;

/// The kind of record. An offering has one profile at most by custom; a second would state another scale.
pub static KIND: Kind = Kind {
    plural: "profiles",
    identity: Identity::Column { name: "id", prefix: "pro-" },
    title: Title::Fields(&["offering"]),
    fields: &[
        Field::reference("offering", &["offerings"]).required().public(),
        Field::number("scale_from", Unit::Field("unit")).public(),
        Field::number("scale_to", Unit::Field("unit")).public(),
        Field::term("unit").public(),
        Field::code("cost_class", &COST_CLASSES).public(),
        Field::texts("skills").public(),
        Field::number("setup", Unit::Fixed("mo")).public(),
        Field::terms("languages").public(),
        Field::citations("source").public(),
    ],
    list: &["scale_from", "scale_to", "unit", "cost_class", "setup", "languages"],
    date: None,
    sort: "offering",
    check: has_sound_scale,
};

/// A scale needs its unit, and must not end below its start.
fn has_sound_scale(record: &Record) -> Vec<FieldFault> {
    let mut faults = needs_partner(record, "scale_from", "unit");
    if faults.is_empty() {
        faults = needs_partner(record, "scale_to", "unit");
    }
    if let (Some(from), Some(to)) = (record.number("scale_from"), record.number("scale_to"))
        && to.high() < from.low()
    {
        faults.push(FieldFault {
            field: "scale_to",
            fault: Code::RangeReversed,
            expected: format!("≥ {}", from.written()),
        });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;
    use crate::value::Value;

    #[test]
    fn a_scale_has_a_unit_and_runs_upwards() {
        for (from, to, unit, faulty) in [
            (Some("20"), Some("100"), Some("t/day"), None),
            (Some("20"), None, Some("t/day"), None),
            (None, Some("100"), None, Some("unit")),
            (Some("100"), Some("20"), Some("t/day"), Some("scale_to")),
            (Some("1"), Some("2"), None, Some("unit")),
            (None, None, None, None),
        ] {
            let number = |text: &str| Value::Number(Number::parse(text).unwrap());
            let mut record = Record::new(&KIND, "pro-a");
            record.set("scale_from", from.map(number));
            record.set("scale_to", to.map(number));
            record.set("unit", unit.map(|unit| Value::Text(unit.to_owned())));
            let found: Vec<_> = has_sound_scale(&record).iter().map(|fault| fault.field).collect();
            assert_eq!(found, faulty.into_iter().collect::<Vec<_>>(), "{from:?} {to:?} {unit:?}");
        }
    }
}
