//! Links to the forms from the pages of records, for those who may.

use app::editing::{Start, starts};
use domain::{Kind, Record, Right};
use form_urlencoded::Serializer;

use crate::layout::Crumb;
use crate::readers::Reader;
use crate::values;

/// What can be done with a record from its page: change it, see its history, take it away.
pub(crate) fn tools(reader: &Reader, record: &Record) -> Vec<Crumb> {
    let address = values::address(record.kind(), record.id());
    [
        (Right::Change, "edit", "edit-record"),
        (Right::History, "history", "history"),
        (Right::Remove, "remove", "remove"),
    ]
    .into_iter()
    .filter(|(right, ..)| reader.viewer.may_with(*right, record))
    .map(|(_, page, key)| Crumb {
        address: format!("{address}/{page}"),
        text: reader.words().get(key).into_owned(),
    })
    .collect()
}

/// What can be added from the page of a record, with what is known filled in.
pub(crate) fn adds(reader: &Reader, record: &Record) -> Vec<Crumb> {
    starts(&reader.viewer, record).iter().map(|start| add(reader, start)).collect()
}

fn add(reader: &Reader, start: &Start) -> Crumb {
    let given = Serializer::new(String::new()).extend_pairs(&start.given).finish();
    Crumb {
        address: format!("/{}/new?{given}", start.kind.plural),
        text: reader.words().kind_one(start.kind).into_owned(),
    }
}

/// The form of a new record of a kind, for those who may add one.
pub(crate) fn new(reader: &Reader, kind: &'static Kind) -> Option<Crumb> {
    let words = reader.words();
    reader.viewer.may(Right::Create, Some(kind)).then(|| Crumb {
        address: format!("/{}/new", kind.plural),
        text: words.with("edit-new", &[("kind", words.kind_one(kind).into_owned().into())]),
    })
}
