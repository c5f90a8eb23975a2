//! Awards and other praise from outside.

use crate::kind::{Field, Identity, Kind, Title};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "recognitions",
    identity: Identity::Column { name: "id", prefix: "rec-" },
    title: Title::Field("title"),
    fields: &[
        Field::reference("recipient", &["places", "organisations"]).required().public(),
        Field::date("year").public(),
        Field::texts("title").required().public(),
        Field::reference("giver", &["organisations"]).public(),
        Field::texts("reason").public(),
        Field::citations("source").public(),
    ],
    list: &["recipient", "year", "giver", "reason"],
    date: Some("year"),
    sort: "-year",
    check: |_| Vec::new(),
};
