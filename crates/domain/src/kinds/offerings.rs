//! What can be given: technology, know-how, service, training, facility, product, planning support.

use crate::kind::{Field, Identity, Kind, Title};
use crate::vocabularies::OFFERING_KINDS;

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "offerings",
    identity: Identity::Column { name: "id", prefix: "off-" },
    title: Title::Field("title"),
    fields: &[
        Field::texts("title").required().public(),
        Field::code("kind", &OFFERING_KINDS).required().public(),
        Field::reference("provider", &["organisations"]).public(),
        Field::references("sectors", &["sectors"]).required().public(),
        Field::texts("description").public(),
        Field::texts("evidence").public(),
        Field::texts("conditions").public(),
        Field::citations("source").public(),
    ],
    list: &["kind", "provider", "sectors"],
    date: None,
    sort: "title",
    check: |_| Vec::new(),
};
