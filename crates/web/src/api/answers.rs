//! Answers to needs for programs: the same as on the page.

use app::matches::{About, Answered, Question, Refinement};
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use domain::value::is_id;
use domain::{Right, kind};

use super::callers::Caller;
use super::faults::{Fault, Trouble};
use super::json;
use super::parameters::Parameters;
use crate::Site;

/// How many answers of each sort are given at most.
pub(super) const MOST: i64 = 50;
/// How many are given when nothing is said, as on the page.
pub(super) const USUAL: i64 = 12;

/// Answers a question in words.
pub(super) async fn ask(
    State(site): State<Site>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let mut parameters = Parameters::read(query.as_deref())?;
    let limit = parameters.number("limit", (1, MOST), "1–50", USUAL)?;
    let text = parameters.take("text")?.unwrap_or_default();
    let place = parameters.take("place")?;
    let sector = parameters.take("sector")?;
    parameters.done(&["text", "place", "sector", "limit"])?;
    if text.is_empty() {
        return Err(Fault::parameter("text", &text, app::Expected::Given));
    }
    answer(&site, &caller, &About::Question(Question { text, place, sector }), limit).await
}

/// Answers a need on record.
pub(super) async fn of_need(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let mut parameters = Parameters::read(query.as_deref())?;
    let limit = parameters.number("limit", (1, MOST), "1–50", USUAL)?;
    parameters.done(&["limit"])?;
    if !is_id(&id) {
        return Err(Fault::not_found());
    }
    answer(&site, &caller, &About::Need(id), limit).await
}

async fn answer(site: &Site, caller: &Caller, about: &About, limit: i64) -> Result<Response, Fault> {
    let may = |plural: &str| kind(plural).is_some_and(|kind| caller.viewer.may(Right::Read, Some(kind)));
    if !["needs", "offerings", "schemes", "projects"].into_iter().all(may) {
        return Err(Trouble::Forbidden.into());
    }
    // Packages are made from as many answers as on the page, however few are given.
    let (limit, usual) = (usize::try_from(limit).unwrap_or(1), usize::try_from(USUAL).unwrap_or(1));
    let refinement = Refinement::default();
    let mut answered =
        app::matches::ask(&site.renkei, &caller.viewer, about, &refinement, limit.max(usual)).await?;
    let packages = app::packages::of(&site.renkei, &caller.viewer, &answered).await?;
    cut(&mut answered, limit);
    Ok(json(&app::reasons::as_json(caller.words, &answered, &packages)))
}

fn cut(answered: &mut Answered, limit: usize) {
    let answer = &mut answered.answer;
    for ranked in [&mut answer.offerings, &mut answer.schemes, &mut answer.precedents] {
        ranked.truncate(limit);
    }
}
