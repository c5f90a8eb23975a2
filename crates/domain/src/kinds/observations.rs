//! Values of indicators in a year or period, about any record.

use crate::kind::{Field, Identity, Kind, Title, Unit};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "observations",
    identity: Identity::Fields { prefix: "obs-", names: &["subject", "indicator", "year"] },
    title: Title::Fields(&["indicator", "subject", "year"]),
    fields: &[
        Field::reference("subject", &[]).required().public(),
        Field::term("indicator").required().public(),
        Field::term("unit").required().public(),
        Field::period("year").public(),
        Field::number("value", Unit::Field("unit")).required().public(),
        Field::texts("note").public(),
        Field::citations("source").public(),
    ],
    list: &["value", "unit", "year", "note"],
    date: Some("year"),
    sort: "subject",
    check: |_| Vec::new(),
};
