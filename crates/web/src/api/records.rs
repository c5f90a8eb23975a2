//! One record for programs: read, added, replaced, changed, taken away.
//!
//! A record's ETag is the number of its last change. Whoever changes a record says with `If-Match` from which state they
//! start; when another was faster, both versions are given back and nothing is stored.

use app::editing::{self, Cells, Overtaken, Removed, Saved, Sent, open_fields};
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::value::is_id;
use domain::{At, Code, Field, Kind, Problem, Right, Viewer, Visibility};

use super::bodies::{self, Manner};
use super::callers::Caller;
use super::faults::{Fault, Trouble, Wrong};
use super::parameters::Parameters;
use super::{ROOT, json, kind, shown};
use crate::Site;

/// Shows a record.
pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let kind = named(&plural, &id)?;
    Parameters::read(query.as_deref())?.done(&[])?;
    let (record, revision) = app::records::one(&site.renkei, &caller.viewer, kind, &id).await?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = |tags: &str| tags.split(',').any(|one| one.trim() == "*" || state(one) == Some(revision));
    if known.is_some_and(is_known) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag(revision)?)]).into_response());
    }
    let mut response = json(&shown(&caller.viewer, &record));
    response.headers_mut().insert(header::ETAG, tag(revision)?);
    Ok(response)
}

/// Adds a record.
pub(super) async fn create(
    State(site): State<Site>,
    caller: Caller,
    Path(plural): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Fault> {
    let kind = kind(&plural)?;
    caller.may(Right::Create, kind)?;
    Parameters::read(query.as_deref())?.done(&[])?;
    let members = bodies::object(&headers, &bytes, Manner::Add)?;
    let open = fillable(kind, &caller.viewer);
    let body = bodies::read(kind, &open, Manner::Add, &Cells::default(), &members)?;
    let sent = Sent { kind, id: None, wished: body.id, revision: None, cells: body.cells };
    let saved = editing::save(&site.renkei, &caller.viewer, &sent).await?;
    let mut response = stored(&site, &caller, saved).await?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// Puts another in the place of a record.
pub(super) async fn replace(
    State(site): State<Site>,
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Fault> {
    Parameters::read(query.as_deref())?.done(&[])?;
    write(&site, &caller, named(&plural, &id)?, &id, &headers, &bytes, Manner::Replace).await
}

/// Changes some fields of a record.
pub(super) async fn change(
    State(site): State<Site>,
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Fault> {
    Parameters::read(query.as_deref())?.done(&[])?;
    write(&site, &caller, named(&plural, &id)?, &id, &headers, &bytes, Manner::Merge).await
}

async fn write(
    site: &Site,
    caller: &Caller,
    kind: &'static Kind,
    id: &str,
    headers: &HeaderMap,
    bytes: &Bytes,
    manner: Manner,
) -> Result<Response, Fault> {
    caller.may(Right::Change, kind)?;
    let known = required_state(headers)?;
    let members = bodies::object(headers, bytes, manner)?;
    let opened = editing::open(&site.renkei, &caller.viewer, kind, id).await?;
    let open: Vec<&'static Field> = open_fields(kind, &caller.viewer, &opened.record).collect();
    let body = bodies::read(kind, &open, manner, &opened.cells, &members)?;
    if !body.id.is_empty() && body.id != id {
        let at = At { column: "id".to_owned(), ..At::default() };
        let problem = Problem::new(Code::MalformedId, at, &body.id, id, Some(id.to_owned()));
        return Err(Fault::of(Trouble::Faulty, vec![Wrong::Field("id".to_owned(), problem)]));
    }
    let (id, wished) = (Some(id.to_owned()), String::new());
    let sent = Sent { kind, id, wished, revision: Some(known), cells: body.cells };
    let saved = editing::save(&site.renkei, &caller.viewer, &sent).await?;
    stored(site, caller, saved).await
}

/// Takes a record away.
pub(super) async fn remove(
    State(site): State<Site>,
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let kind = named(&plural, &id)?;
    caller.may(Right::Remove, kind)?;
    let mut parameters = Parameters::read(query.as_deref())?;
    let confirmed = match parameters.take("confirmed")?.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => return Err(Fault::form("confirmed", other, "true, false")),
    };
    parameters.done(&["confirmed"])?;
    let known = required_state(&headers)?;
    match editing::remove(&site.renkei, &caller.viewer, kind, &id, known, confirmed).await? {
        Removed::Done => Ok(StatusCode::NO_CONTENT.into_response()),
        Removed::Depended(counts) => {
            let told = |one: &store::Inbound| Wrong::Dependent(one.kind.plural, one.field, one.total);
            Err(Fault::of(Trouble::Depended, counts.iter().map(told).collect()))
        }
        Removed::Overtaken => {
            let (record, revision) = app::records::one(&site.renkei, &caller.viewer, kind, &id).await?;
            let fault = Fault::from(Trouble::Overtaken).with("theirs", shown(&caller.viewer, &record));
            Err(fault.with("revision", revision.into()))
        }
    }
}

/// The answer to what became of a write.
async fn stored(site: &Site, caller: &Caller, saved: Saved) -> Result<Response, Fault> {
    let record = match saved {
        Saved::Stored(record) => record,
        Saved::Gone => return Err(Fault::not_found()),
        Saved::Overtaken(both) => return Err(overtaken(&caller.viewer, &both)),
        Saved::Faulty(faults) => {
            let told = |fault: editing::Fault| Wrong::Field(path(fault.input, fault.position), fault.problem);
            return Err(Fault::of(Trouble::Faulty, faults.into_iter().map(told).collect()));
        }
    };
    let (kind, id) = (record.kind(), record.id());
    let (record, revision) = app::records::one(&site.renkei, &caller.viewer, kind, id).await?;
    let address = format!("{ROOT}/{}/{}", kind.plural, record.id());
    let mut response = json(&shown(&caller.viewer, &record));
    response.headers_mut().insert(header::ETAG, tag(revision)?);
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_str(&address).map_err(Fault::internal)?);
    Ok(response)
}

fn overtaken(viewer: &Viewer, both: &Overtaken) -> Fault {
    let fault = Fault::from(Trouble::Overtaken).with("theirs", shown(viewer, &both.theirs));
    fault.with("mine", shown(viewer, &both.mine)).with("revision", both.revision.into())
}

/// The name of an input as a path: `sectors[1]` for the second of several.
fn path(input: String, position: usize) -> String {
    if position > 0 { format!("{input}[{position}]") } else { input }
}

/// The fields that the caller may fill in of some record that is new.
fn fillable(kind: &'static Kind, viewer: &Viewer) -> Vec<&'static Field> {
    let general = viewer.general_sight();
    let sight = if viewer.own().is_empty() { general } else { general.min(Visibility::Members) };
    kind.fields.iter().filter(|field| field.visibility >= sight).collect()
}

fn named(plural: &str, id: &str) -> Result<&'static Kind, Fault> {
    let kind = kind(plural)?;
    if is_id(id) { Ok(kind) } else { Err(Fault::not_found()) }
}

fn tag(revision: i64) -> Result<HeaderValue, Fault> {
    HeaderValue::from_str(&format!("\"{revision}\"")).map_err(Fault::internal)
}

/// Reads an ETag of ours. Proxies that pack answers mark them as weak; the number says the same.
fn state(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// The state from which a change starts. One that never was is as good as one that has been overtaken.
fn required_state(headers: &HeaderMap) -> Result<i64, Fault> {
    let tag = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).map(str::trim);
    match tag {
        None | Some("" | "*") => Err(Trouble::NoState.into()),
        Some(tag) => Ok(state(tag).filter(|revision| *revision >= 0).unwrap_or(-1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_from_which_state_it_starts() {
        for (tag, known) in
            [("\"12\"", Some(12)), ("W/\"12\"", Some(12)), ("12", Some(-1)), ("\"x\"", Some(-1)), ("*", None)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(tag));
            assert_eq!(required_state(&headers).ok(), known, "{tag}");
        }
        assert!(required_state(&HeaderMap::new()).is_err());
    }
}
