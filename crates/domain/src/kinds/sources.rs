//! Documents from which facts are taken; other records cite them with the place in the document.

use crate::kind::{Field, Identity, Kind, Title};

/// The kind of record.
pub static KIND: Kind = Kind {
    plural: "sources",
    identity: Identity::Column { name: "id", prefix: "src-" },
    title: Title::Field("title"),
    fields: &[
        Field::names("title").required().public(),
        Field::plain("cited_as").required().public(),
        Field::plain("publisher").public(),
        Field::date("published").public(),
        Field::term("language").public(),
        Field::plain("address").public(),
        Field::texts("note").public(),
    ],
    list: &["publisher", "published", "language"],
    date: Some("published"),
    sort: "published",
    check: |_| Vec::new(),
};
