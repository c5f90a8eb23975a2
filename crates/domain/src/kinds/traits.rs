//! What a place is like, where that decides what can work there or who pays: income, climate, size, membership.

use crate::kind::{Field, Identity, Kind, Title};
use crate::vocabularies::TRAITS;

/// The kind of record. What is true of a country is true of its cities, unless they have a trait of their own.
pub static KIND: Kind = Kind {
    plural: "traits",
    identity: Identity::Column { name: "id", prefix: "trt-" },
    title: Title::Fields(&["place", "trait", "value"]),
    fields: &[
        Field::reference("place", &["places"]).required().public(),
        Field::code("trait", &TRAITS).required().public(),
        Field::term("value").required().public(),
        Field::period("year").public(),
        Field::texts("note").public(),
        Field::citations("source").public(),
    ],
    list: &["place", "trait", "value", "year"],
    date: Some("year"),
    sort: "place",
    check: |_| Vec::new(),
};
