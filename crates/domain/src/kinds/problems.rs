//! A problem that an offering solves, in the words of those who have it.
//!
//! People write what they see and fear; offerings name solutions. These sentences join the two, and an office writes
//! them as it learns how its partners speak.

use crate::kind::{Field, Identity, Kind, Title};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "problems",
    identity: Identity::Column { name: "id", prefix: "prb-" },
    title: Title::Field("statement"),
    fields: &[
        Field::reference("offering", &["offerings"]).required().public(),
        Field::texts("statement").required().public(),
        Field::term("concept").public(),
        Field::references("evidence", &[]).public(),
        Field::citations("source").public(),
    ],
    list: &["offering", "concept", "evidence"],
    date: None,
    sort: "offering",
    check: |_| Vec::new(),
};
