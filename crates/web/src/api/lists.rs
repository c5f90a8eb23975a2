//! Lists of a kind for programs: narrowed and sorted as on the pages, walked through by a cursor.
//!
//! A cursor names the last record and what the list is sorted by, so that records which come and go meanwhile do not make
//! others appear twice or not at all. Programs take it as it is.

use app::lists::ListQuery;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::Right;
use serde_json::{Value, json};
use store::{Mark, Sort};

use super::callers::Caller;
use super::faults::Fault;
use super::parameters::Parameters;
use super::{json as answer, kind, outside, shown};
use crate::Site;
use crate::readers::pairs;

/// How many records one answer has at most.
pub(super) const MOST: i64 = 200;
/// How many it has when nothing is said.
pub(super) const USUAL: i64 = 50;

/// Shows a stretch of a list.
pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(plural): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let kind = kind(&plural)?;
    caller.may(Right::Read, kind)?;
    let mut parameters = Parameters::read(query.as_deref())?;
    let limit = parameters.number("limit", (1, MOST), "1–200", USUAL)?;
    let cursor = parameters.take("cursor")?;
    if let Some(page) = parameters.take("page")? {
        return Err(Fault::form("page", &page, "cursor"));
    }
    let asked = ListQuery::parse(kind, &parameters.rest(&single(kind))?)?;
    let behind = match cursor {
        Some(text) => Some(read(&text, asked.sort).ok_or_else(|| Fault::unknown("cursor", &text))?),
        None => None,
    };
    let limit = u32::try_from(limit).unwrap_or(1);
    let stretch = app::lists::stretch(&site.renkei, &caller.viewer, &asked, behind, limit).await?;
    let next = |mark: Mark| address(&site, kind.plural, query.as_deref(), &written(&mark, asked.sort));
    let next = stretch.next.map(next);
    let items: Vec<Value> = stretch.records.iter().map(|record| shown(&caller.viewer, record)).collect();
    let mut response = answer(&json!({ "items": items, "total": stretch.total, "next": next }));
    if let Some(value) = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok())
    {
        response.headers_mut().insert(header::LINK, value);
    }
    Ok(response)
}

/// The parameters that stand once at most: all that are not fields of the kind.
pub(super) fn single(kind: &domain::Kind) -> Vec<&'static str> {
    ["q", "sort", "from", "to", "without"].into_iter().filter(|name| kind.field(name).is_none()).collect()
}

/// The address of the next stretch.
fn address(site: &Site, plural: &str, query: Option<&str>, cursor: &str) -> String {
    let asked = pairs(query.unwrap_or_default()).filter(|(name, _)| name != "cursor");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(asked)
        .append_pair("cursor", cursor)
        .finish();
    outside(site, &format!("/{plural}?{query}"))
}

fn written(mark: &Mark, sort: Sort) -> String {
    let text = json!([sort.field, sort.descending, mark.key, mark.id]).to_string();
    text.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// Reads a cursor that was made for a list of this order.
fn read(cursor: &str, sort: Sort) -> Option<Mark> {
    if !cursor.len().is_multiple_of(2) || !cursor.is_ascii() {
        return None;
    }
    let digits = |at: usize| cursor.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Option<Vec<u8>> = (0..cursor.len()).step_by(2).map(digits).collect();
    let (field, descending, key, id): (String, bool, Option<String>, String) =
        serde_json::from_slice(&bytes?).ok()?;
    let plain = !key.iter().chain([&id]).any(|text| text.contains(char::is_control));
    (field == sort.field && descending == sort.descending && plain).then_some(Mark { key, id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_the_order_for_which_it_was_made() {
        let sort = Sort { field: "title", descending: false };
        for key in [None, Some("水 \"quoted\"".to_owned())] {
            let mark = Mark { key, id: "prj-a".to_owned() };
            let cursor = written(&mark, sort);
            assert_eq!(read(&cursor, sort), Some(mark));
            assert_eq!(read(&cursor, Sort { descending: true, ..sort }), None);
            assert_eq!(read(&cursor, Sort { field: "start", ..sort }), None);
        }
        for bad in ["", "0", "zz", "7b7d", "水水", "5b5d"] {
            assert_eq!(read(bad, sort), None, "{bad}");
        }
    }
}
