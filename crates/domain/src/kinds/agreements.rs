//! Sister-city agreements, memoranda, letters of intent: who agreed, on what, for how long.

use crate::kind::{Field, Identity, Kind, Title};
use crate::record::starts_before_ends;
use crate::vocabularies::AGREEMENT_KINDS;

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "agreements",
    identity: Identity::Column { name: "id", prefix: "agr-" },
    title: Title::Field("title"),
    fields: &[
        Field::texts("title").required().public(),
        Field::code("kind", &AGREEMENT_KINDS).required().public(),
        Field::references("parties", &["places", "organisations"]).required().public(),
        Field::date("signed").public(),
        Field::date("term_end").public(),
        Field::texts("renewals").public(),
        Field::references("sectors", &["sectors"]).public(),
        Field::texts("summary").public(),
        Field::citations("source").public(),
    ],
    list: &["kind", "parties", "signed", "term_end", "sectors"],
    date: Some("signed"),
    sort: "signed",
    check: |record| starts_before_ends(record, "signed", "term_end"),
};
