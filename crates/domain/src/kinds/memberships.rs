//! Who belongs to which network or association, and since when.

use crate::kind::{Field, Identity, Kind, Title};
use crate::record::starts_before_ends;

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "memberships",
    identity: Identity::Fields { prefix: "mem-", names: &["member", "group"] },
    title: Title::Fields(&["member", "group"]),
    fields: &[
        Field::reference("member", &["places", "organisations"]).required().public(),
        Field::reference("group", &["organisations"]).required().public(),
        Field::date("from").public(),
        Field::date("to").public(),
        Field::texts("note").public(),
        Field::citations("source").public(),
    ],
    list: &["from", "to"],
    date: Some("from"),
    sort: "member",
    check: |record| starts_before_ends(record, "from", "to"),
};
