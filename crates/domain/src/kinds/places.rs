//! Countries, regions, cities and sites; `within` makes a tree, so that sites roll up to cities and cities to countries.

use crate::kind::{Field, FieldFault, Identity, Kind, Title, Unit};
use crate::problem::Code;
use crate::record::{Record, needs_partner};
use crate::vocabularies::{COUNTRIES, PLACE_KINDS};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "places",
    identity: Identity::Column { name: "id", prefix: "" },
    title: Title::Field("name"),
    fields: &[
        Field::names("name").required().public(),
        Field::code("kind", &PLACE_KINDS).required().public(),
        Field::code("country_iso2", &COUNTRIES).public(),
        Field::plain("un_locode").public(),
        Field::number("lat", Unit::Fixed("deg")).public(),
        Field::number("lon", Unit::Fixed("deg")).public(),
        Field::number("population", Unit::Fixed("{people}")).public(),
        Field::number("area_km2", Unit::Fixed("km2")).public(),
        Field::citations("source").public(),
        Field::reference("within", &["places"]).public(),
    ],
    list: &["kind", "country_iso2", "within", "population"],
    date: None,
    sort: "name",
    check,
};

/// A point needs both of its coordinates, within the globe; a place does not lie within itself.
fn check(record: &Record) -> Vec<FieldFault> {
    let mut faults = needs_partner(record, "lat", "lon");
    faults.extend(needs_partner(record, "lon", "lat"));
    for (field, limit) in [("lat", 90), ("lon", 180)] {
        let outside = record.number(field).is_some_and(|n| n.low().abs() > limit.into());
        if outside {
            faults.push(FieldFault {
                field,
                fault: Code::OutOfRange,
                expected: format!("-{limit} … {limit}"),
            });
        }
    }
    if record.text("within") == record.id() {
        faults.push(FieldFault { field: "within", fault: Code::CircularPlace, expected: String::new() });
    }
    faults
}
