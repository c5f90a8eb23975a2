//! Instruments of funding and support, and who may apply for what.

use crate::kind::{Field, Identity, Kind, Title};
use crate::vocabularies::INSTRUMENTS;

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "schemes",
    identity: Identity::Column { name: "id", prefix: "sch-" },
    title: Title::Field("name"),
    fields: &[
        Field::names("name").required().public(),
        Field::reference("funder", &["organisations"]).public(),
        Field::code("instrument", &INSTRUMENTS).required().public(),
        Field::texts("who_may_apply").public(),
        Field::texts("for_what").public(),
        Field::citations("source").public(),
    ],
    list: &["funder", "instrument", "who_may_apply"],
    date: None,
    sort: "name",
    check: |_| Vec::new(),
};
