//! Plans, laws and strategies that give cooperation its mandate.

use crate::kind::{Field, Identity, Kind, Title};
use crate::vocabularies::POLICY_LEVELS;

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "policies",
    identity: Identity::Column { name: "id", prefix: "pol-" },
    title: Title::Field("name"),
    fields: &[
        Field::names("name").required().public(),
        Field::reference("owner", &["organisations"]).public(),
        Field::code("level", &POLICY_LEVELS).required().public(),
        Field::date("date").public(),
        Field::texts("summary").public(),
        Field::citations("source").public(),
    ],
    list: &["owner", "level", "date"],
    date: Some("date"),
    sort: "name",
    check: |_| Vec::new(),
};
