//! Bodies that cooperate: city offices, utilities, companies, ministries, banks, universities, networks.

use crate::kind::{Field, Identity, Kind, Title};
use crate::vocabularies::ORGANISATION_KINDS;

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "organisations",
    identity: Identity::Column { name: "id", prefix: "org-" },
    title: Title::Field("name"),
    fields: &[
        Field::names("name").required().public(),
        Field::code("kind", &ORGANISATION_KINDS).required().public(),
        Field::reference("place", &["places"]).public(),
        Field::reference("parent", &["organisations"]).public(),
        Field::date("founded").public(),
        Field::texts("role_note").public(),
        Field::citations("source").public(),
    ],
    list: &["kind", "place", "founded"],
    date: Some("founded"),
    sort: "name",
    check: |_| Vec::new(),
};
