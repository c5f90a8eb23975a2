//! A problem of a partner, as known when it was raised.

use crate::kind::{Field, Identity, Kind, Title, Unit};
use crate::record::needs_partner;

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "needs",
    identity: Identity::Column { name: "id", prefix: "need-" },
    title: Title::Field("statement"),
    fields: &[
        Field::reference("place", &["places"]).required().public(),
        Field::reference("organisation", &["organisations"]).public(),
        Field::reference("sector", &["sectors"]).required().public(),
        Field::date("raised").public(),
        Field::texts("statement").required().public(),
        Field::term("indicator").public(),
        Field::number("baseline_value", Unit::Field("unit")).public(),
        Field::term("unit").public(),
        Field::texts("constraints").public(),
        Field::citations("source").public(),
    ],
    list: &["place", "sector", "raised", "baseline_value"],
    date: Some("raised"),
    sort: "-raised",
    check: |record| needs_partner(record, "baseline_value", "indicator"),
};
