//! Two sources that disagree on a fact, and the value that the record uses.

use crate::kind::{Field, Identity, Kind, Title};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "conflicts",
    identity: Identity::Column { name: "id", prefix: "con-" },
    title: Title::Fields(&["subject", "field"]),
    fields: &[
        Field::reference("subject", &[]).required().public(),
        Field::term("field").required().public(),
        Field::texts("value_a").required().public(),
        Field::citations("source_a").public(),
        Field::texts("value_b").public(),
        Field::citations("source_b").public(),
        Field::texts("used_in_record").public(),
        Field::texts("note").public(),
    ],
    list: &["value_a", "value_b", "used_in_record"],
    date: None,
    sort: "subject",
    check: |_| Vec::new(),
};
