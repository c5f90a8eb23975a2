//! The fields of work, each with the purpose codes of the OECD DAC.

use crate::kind::{Field, Identity, Kind, Title};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "sectors",
    identity: Identity::Column { name: "code", prefix: "" },
    title: Title::Field("name"),
    fields: &[
        Field::names("name").required().public(),
        Field::terms("dac_purpose_codes").public(),
        Field::texts("note").public(),
    ],
    list: &["dac_purpose_codes"],
    date: None,
    sort: "name",
    check: |_| Vec::new(),
};
