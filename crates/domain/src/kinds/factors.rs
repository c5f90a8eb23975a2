//! The factors that explain why cooperation continues, grows and deepens.

use crate::kind::{Field, Identity, Kind, Title, Unit};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "factors",
    identity: Identity::Column { name: "id", prefix: "fac-" },
    title: Title::Field("name"),
    fields: &[
        Field::number("no", Unit::None).public(),
        Field::names("name").required().public(),
        Field::texts("meaning").public(),
        Field::texts("evidence_in_a_record").public(),
        Field::terms("tables").public(),
        Field::citations("source").public(),
    ],
    list: &["no", "meaning"],
    date: None,
    sort: "no",
    check: |_| Vec::new(),
};
