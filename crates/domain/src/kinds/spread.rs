//! Where a practice went next: from one place to another.

use crate::kind::{Field, Identity, Kind, Title};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "spread",
    identity: Identity::Fields { prefix: "spr-", names: &["offering_or_project", "to_place", "year"] },
    title: Title::Fields(&["offering_or_project", "from_place", "to_place"]),
    fields: &[
        Field::reference("offering_or_project", &["offerings", "projects"]).required().public(),
        Field::reference("from_place", &["places"]).public(),
        Field::reference("to_place", &["places"]).required().public(),
        Field::date("year").public(),
        Field::texts("how").public(),
        Field::citations("source").public(),
    ],
    list: &["from_place", "to_place", "year", "how"],
    date: Some("year"),
    sort: "year",
    check: |_| Vec::new(),
};
