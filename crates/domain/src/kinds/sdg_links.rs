//! Targets of the Sustainable Development Goals to which a document ties a record.

use crate::kind::{Field, Identity, Kind, Title};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "sdg_links",
    identity: Identity::Fields { prefix: "sdg-", names: &["subject", "sdg_target"] },
    title: Title::Fields(&["subject", "sdg_target"]),
    fields: &[
        Field::reference("subject", &[]).required().public(),
        Field::term("sdg_target").required().public(),
        Field::citations("source").public(),
    ],
    list: &["sdg_target"],
    date: None,
    sort: "subject",
    check: |_| Vec::new(),
};
