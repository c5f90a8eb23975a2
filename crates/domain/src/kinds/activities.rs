//! Dated acts: experts sent, trainees received, visits, seminars, missions, equipment.

use crate::kind::{Field, Identity, Kind, Title, Unit};
use crate::record::{needs_partner, starts_before_ends};
use crate::vocabularies::{ACTIVITY_KINDS, CURRENCIES};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "activities",
    identity: Identity::Column { name: "id", prefix: "act-" },
    title: Title::Field("summary"),
    fields: &[
        Field::reference("project", &["projects"]).public(),
        Field::code("kind", &ACTIVITY_KINDS).required().public(),
        Field::reference("place", &["places"]).public(),
        Field::date("start").public(),
        Field::date("end").public(),
        Field::number("people", Unit::Fixed("{people}")).public(),
        Field::number("cost", Unit::Field("currency")).public(),
        Field::code("currency", &CURRENCIES).public(),
        Field::texts("summary").required().public(),
        Field::citations("source").public(),
    ],
    list: &["kind", "place", "start", "people", "project"],
    date: Some("start"),
    sort: "-start",
    check: |record| {
        let mut faults = starts_before_ends(record, "start", "end");
        faults.extend(needs_partner(record, "cost", "currency"));
        faults
    },
};
