//! Studies, demonstrations and programmes, with the furthest stage that each reached.

use crate::kind::{Field, Identity, Kind, Title, Unit};
use crate::record::{needs_partner, starts_before_ends};
use crate::vocabularies::{CURRENCIES, STAGES};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "projects",
    identity: Identity::Column { name: "id", prefix: "prj-" },
    title: Title::Field("title"),
    fields: &[
        Field::texts("title").required().public(),
        Field::reference("partner_place", &["places"]).public(),
        Field::reference("lead", &["organisations"]).public(),
        Field::references("partners", &["organisations", "places"]).public(),
        Field::references("sectors", &["sectors"]).public(),
        Field::references("schemes", &["schemes"]).public(),
        Field::code("stage", &STAGES).required().public(),
        Field::date("start").public(),
        Field::date("end").public(),
        Field::number("amount", Unit::Field("currency")).public(),
        Field::code("currency", &CURRENCIES).public(),
        Field::texts("summary").public(),
        Field::references("related_need", &["needs"]).public(),
        Field::references("offerings", &["offerings"]).public(),
        Field::references("agreement", &["agreements"]).public(),
        Field::citations("source").public(),
    ],
    list: &["partner_place", "sectors", "stage", "start", "end"],
    date: Some("start"),
    sort: "-start",
    check: |record| {
        let mut faults = starts_before_ends(record, "start", "end");
        faults.extend(needs_partner(record, "amount", "currency"));
        faults
    },
};
