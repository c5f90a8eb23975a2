//! What came back to the home side: contracts, skills, trade, citizens' exchange.

use crate::kind::{Field, Identity, Kind, Title, Unit};
use crate::record::needs_partner;
use crate::vocabularies::{BENEFIT_KINDS, CURRENCIES};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "benefits",
    identity: Identity::Column { name: "id", prefix: "ben-" },
    title: Title::Field("summary"),
    fields: &[
        Field::reference("place_benefiting", &["places"]).required().public(),
        Field::reference("partner_place", &["places"]).public(),
        Field::code("kind", &BENEFIT_KINDS).required().public(),
        Field::date("year").public(),
        Field::number("amount", Unit::Field("currency")).public(),
        Field::code("currency", &CURRENCIES).public(),
        Field::texts("summary").required().public(),
        Field::reference("project", &["projects"]).public(),
        Field::citations("source").public(),
    ],
    list: &["kind", "place_benefiting", "partner_place", "year", "amount"],
    date: Some("year"),
    sort: "-year",
    check: |record| needs_partner(record, "amount", "currency"),
};
