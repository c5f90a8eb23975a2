//! Ids of new records: readable, and nobody else's.

use domain::kind::{Identity, Title};
use domain::text::slug;
use domain::value::is_id;
use domain::{At, Code, Kind, Problem, Record, Viewer};
use store::Tx;

use super::{Fault, ID};
use crate::Result;

/// How long the part of an id from a title may be, in characters.
const LONGEST: usize = 48;

/// What stands in addresses where an id stands.
const RESERVED: [&str; 2] = ["new", "suggest"];

/// Finds a free id for a new record: the one that was wished for, else from its fields or title.
pub(super) async fn free(
    tx: &mut Tx,
    viewer: &Viewer,
    record: &Record,
    wished: &str,
) -> Result<std::result::Result<String, Fault>> {
    let wished = wished.trim();
    if !wished.is_empty() {
        let fault = match check(record.kind(), wished) {
            Some((code, expected, hint)) => Some((code, expected, hint)),
            None => taken(tx, viewer, wished).await?.map(|kind| (Code::TakenId, kind, None)),
        };
        return Ok(match fault {
            None => Ok(wished.to_owned()),
            Some((code, expected, hint)) => {
                let at = At { column: ID.to_owned(), ..At::default() };
                let problem = Problem::new(code, at, wished, &expected, hint);
                Err(Fault { input: ID.to_owned(), position: 0, problem, matches: Vec::new() })
            }
        });
    }
    let first = proposed(record);
    let mut id = first.clone();
    let mut number = 1_u32;
    while taken(tx, viewer, &id).await?.is_some() {
        number = number.saturating_add(1);
        id = format!("{first}-{number}");
    }
    Ok(Ok(id))
}

fn check(kind: &Kind, wished: &str) -> Option<(Code, String, Option<String>)> {
    let prefix = prefix(kind);
    let near = slug(wished);
    let with_prefix = |id: &str| if id.starts_with(prefix) { id.to_owned() } else { format!("{prefix}{id}") };
    if !is_id(wished) || RESERVED.contains(&wished) {
        let hint = is_id(&near).then(|| with_prefix(&near)).filter(|hint| hint != wished);
        return Some((Code::MalformedId, format!("{prefix}kitakyushu"), hint));
    }
    let is_prefixed = wished.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty());
    let hint = Some(with_prefix(wished)).filter(|hint| hint != wished);
    (!is_prefixed).then(|| (Code::WrongPrefix, format!("{prefix}…"), hint))
}

/// The plural of the kind to which an id belongs. A record that was taken away keeps its id, so that it can come back
/// and its history is its own.
async fn taken(tx: &mut Tx, viewer: &Viewer, id: &str) -> Result<Option<String>> {
    let known = store::existing(tx, &viewer.office, &[id.to_owned()]).await?.remove(id);
    if known.is_some() || RESERVED.contains(&id) {
        return Ok(Some(known.unwrap_or_default()));
    }
    Ok(store::first_kind(tx, &viewer.office, id).await?)
}

fn prefix(kind: &Kind) -> &'static str {
    let (Identity::Column { prefix, .. } | Identity::Fields { prefix, .. }) = kind.identity;
    prefix
}

/// An id from the fields that make it, else from the title, else from what the record refers to and its date.
fn proposed(record: &Record) -> String {
    if let Some(id) = record.id_from_fields().filter(|id| is_id(id)) {
        return id;
    }
    let title = match record.kind().title {
        Title::Field(name) => record.texts(name).map(|texts| slug(texts.text("en"))).unwrap_or_default(),
        Title::Fields(names) => {
            let cells = names.iter().filter_map(|name| record.get(name)).map(|value| slug(&value.cell()));
            cells.collect::<Vec<_>>().join("-")
        }
    };
    let about = || {
        let linked = record.links().map(|(_, id)| id.to_owned()).take(2);
        let date = record.date().map(|when| slug(when.written()));
        linked.chain(date).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    };
    // Of a title in other letters hardly anything is left; then what the record is about says more.
    let part = Some(title).filter(|title| title.len() >= 3).unwrap_or_else(about);
    let part = shorten(&part);
    let part = if part.is_empty() { "1" } else { part.as_str() };
    format!("{}{part}", prefix(record.kind()))
}

/// Cuts between words.
fn shorten(part: &str) -> String {
    if part.len() <= LONGEST {
        return part.to_owned();
    }
    let start: String = part.chars().take(LONGEST).collect();
    start.rsplit_once('-').map_or(start.as_str(), |(words, _)| words).to_owned()
}

/// Tells whether the writer of a new record of the kind can choose its id; of other kinds it follows from fields.
#[must_use]
pub fn is_chosen(kind: &Kind) -> bool {
    matches!(kind.identity, Identity::Column { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Texts, Value};

    fn record(plural: &str, cells: &[(&str, &str)]) -> Record {
        testkit::record(plural, "", cells)
    }

    #[test]
    fn ids_can_be_read() {
        let mut japanese =
            record("needs", &[("place", "phnom-penh"), ("sector", "water-supply"), ("raised", "1993")]);
        japanese.set("statement", Some(Value::Texts(Texts::of("ja", "漏水が多い"))));
        for (record, id) in [
            (record("needs", &[("statement", "Too much water is lost")]), "need-too-much-water-is-lost"),
            (japanese, "need-phnom-penh-water-supply-1993"),
            (record("places", &[("name", "Hải Phòng")]), "hai-phong"),
            (record("memberships", &[("member", "dalian"), ("group", "org-a")]), "mem-dalian-org-a"),
            (record("decisions", &[("verdict", "chosen"), ("answer", "off-a")]), "dec-chosen-off-a"),
            (record("needs", &[]), "need-1"),
            (
                record(
                    "projects",
                    &[("title", "A study of the reduction of losses in the distribution network")],
                ),
                "prj-a-study-of-the-reduction-of-losses-in-the",
            ),
        ] {
            assert_eq!(proposed(&record), id);
        }
    }

    #[test]
    fn wished_ids_are_held_to_the_rules_of_their_kind() {
        let kind = |plural| domain::kind(plural).unwrap();
        for (plural, wished, fault) in [
            ("needs", "need-a", None),
            ("needs", "leaks", Some((Code::WrongPrefix, Some("need-leaks")))),
            ("needs", "need-", Some((Code::WrongPrefix, None))),
            ("needs", "Need A", Some((Code::MalformedId, Some("need-a")))),
            ("places", "new", Some((Code::MalformedId, None))),
            ("places", "水", Some((Code::MalformedId, None))),
        ] {
            let found = check(kind(plural), wished);
            let found = found.as_ref().map(|(code, _, hint)| (*code, hint.as_deref()));
            assert_eq!(found, fault, "{wished}");
        }
    }
}
