//! The feed of changes for programs that follow the record.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::callers::Caller;
use super::faults::Fault;
use super::parameters::Parameters;
use super::{json as answer, outside};
use crate::Site;

/// How many changes one answer has at most.
pub(super) const MOST: i64 = 1_000;

/// Shows what changed behind a number.
pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let mut parameters = Parameters::read(query.as_deref())?;
    let since = parameters.number("since", (0, i64::MAX), "≥ 0", 0)?;
    let limit = parameters.number("limit", (1, MOST), "1–1000", MOST)?;
    parameters.done(&["since", "limit"])?;
    let limit = u32::try_from(limit).unwrap_or(1);
    let followed = app::changes::since(&site.renkei, &caller.viewer, since, limit).await?;
    let items = followed.changes.iter().map(|change| {
        let mut item = json!({
            "seq": change.seq, "kind": change.kind, "id": change.id, "action": change.action.as_str(), "at": change.at,
        });
        if let (false, Value::Object(members)) = (change.actor.is_empty(), &mut item) {
            members.insert("actor".to_owned(), change.actor.as_str().into());
        }
        item
    });
    Ok(answer(&json!({
        "items": items.collect::<Vec<_>>(),
        "last": followed.last,
        "next": outside(&site, &format!("/changes?since={}", followed.last)),
        "more": followed.is_more,
    })))
}
