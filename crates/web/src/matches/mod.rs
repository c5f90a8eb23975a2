//! Answers to a need: the box for a problem in plain words, and one screen that can be shown to the partner.
//!
//! The box sends its text in the body, so that a long letter fits; a text that fits into an address is answered at that
//! address, which can be shared. Reasons are worded in [`app::reasons`], as on the command line.
//!
//! Deliberately not here: correcting what was understood, comparing two answers.

mod answers;
mod asking;
mod cards;
mod deciding;
mod packages;
mod precedents;
#[cfg(test)]
mod samples;

use app::decisions::{About, NewDecision};
use app::matches::{Answered, LONGEST_TEXT, Question};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::value::is_id;
use domain::vocabularies::VERDICTS;

use self::answers::AnswerPage;
use self::asking::{AskPage, Asked};
use self::deciding::Deciding;
use crate::Site;
use crate::errors::Error;
use crate::forms::TOKEN;
use crate::layout::page;
use crate::readers::{Reader, pairs};

/// How many answers of each sort are asked for.
const MOST_ANSWERS: usize = 12;

/// The longest address to which a question is sent on; longer questions are answered where they were sent.
const LONGEST_SHARED: usize = 3_000;

/// The largest question, in bytes: every letter of the longest text may take nine in a form, and the rest is small.
const LARGEST_QUESTION: usize = LONGEST_TEXT * 9 + 1_024;

/// The addresses of the answers.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/matches", get(ask))
        .route("/matches", post(send).layer(DefaultBodyLimit::max(LARGEST_QUESTION)))
        .route("/needs/{id}/matches", get(show))
        .route("/needs/{id}/decisions", post(decide_need))
        .route("/matches/decisions", post(decide_question))
}

/// Shows the box, and the answers to what is in it.
async fn ask(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let asked = Asked::parse(query.as_deref().unwrap_or_default())?;
    answer(&site, &reader, &headers, &asked, true).await
}

/// Takes a question of any length.
async fn send(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let asked = Asked::parse(&body)?;
    let address = asked.address(None);
    if address.len() <= LONGEST_SHARED {
        let address = HeaderValue::from_str(&address).map_err(Error::internal)?;
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response());
    }
    answer(&site, &reader, &headers, &asked, false).await
}

/// Answers a need that is on record.
async fn show(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    if !is_id(&id) {
        return Err(Error::NotFound);
    }
    let only = Asked::parse(query.as_deref().unwrap_or_default())?.only;
    let answered = app::matches::for_need(&site.renkei, &reader.viewer, &id, MOST_ANSWERS).await?;
    let asked = Asked { only, ..Asked::of(&answered) };
    show_answers(&site, &reader, &asked, &answered, &headers, true).await
}

async fn answer(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
    asked: &Asked,
    is_shared: bool,
) -> Result<Response, Error> {
    if asked.text.is_empty() {
        let choices = choices(site, reader, asked).await?;
        return page(&AskPage::new(reader, asked, &choices));
    }
    let question =
        Question { text: asked.text.clone(), place: asked.place.clone(), sector: asked.sector.clone() };
    let answered = app::matches::for_text(&site.renkei, &reader.viewer, question, MOST_ANSWERS).await?;
    show_answers(site, reader, asked, &answered, headers, is_shared).await
}

async fn show_answers(
    site: &Site,
    reader: &Reader,
    asked: &Asked,
    answered: &Answered,
    headers: &HeaderMap,
    is_shared: bool,
) -> Result<Response, Error> {
    let choices = choices(site, reader, asked).await?;
    let packages = app::packages::of(&site.renkei, &reader.viewer, answered).await?;
    let decided = app::decisions::about(&site.renkei, &reader.viewer, answered).await?;
    let token = site.forms.token(headers);
    let deciding = Deciding { decided: &decided, token: &token };
    let answers = AnswerPage::new(reader, asked, answered, &packages, &deciding, &choices, is_shared);
    let mut response = page(&answers)?;
    if let Some(cookie) = token.cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Decides about an answer to a need on record.
async fn decide_need(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    if !is_id(&id) {
        return Err(Error::NotFound);
    }
    let asked = Asked { need: Some(id.clone()), ..Asked::default() };
    decide(&site, &reader, &headers, &body, About::Need(id), &asked).await
}

/// Decides about an answer to a question in words.
async fn decide_question(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let asked = Asked::parse(&body)?;
    let question =
        Question { text: asked.text.clone(), place: asked.place.clone(), sector: asked.sector.clone() };
    decide(&site, &reader, &headers, &body, About::Question(question), &asked).await
}

async fn decide(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
    body: &str,
    about: About,
    asked: &Asked,
) -> Result<Response, Error> {
    let sent: Vec<(String, String)> = pairs(body).collect();
    let value = |name: &str| sent.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    site.forms.check(headers, value(TOKEN).unwrap_or_default())?;
    let pressed = VERDICTS.codes.iter().find_map(|verdict| Some((*verdict, value(verdict)?)));
    let (verdict, answer) = pressed.ok_or(Error::Malformed)?;
    let reason = value(&format!("reason-{answer}")).unwrap_or_default();
    let decision = NewDecision {
        about,
        answer: answer.to_owned(),
        verdict: verdict.to_owned(),
        // A reason that was typed before another button was pressed is no reason for that.
        reason: if verdict == "rejected" { reason.to_owned() } else { String::new() },
        language: reader.language.tag().to_owned(),
    };
    let kept = app::decisions::decide(&site.renkei, &reader.viewer, &decision).await?;
    let address = format!("{}#{}", asked.address(None), kept.text("answer"));
    let address = HeaderValue::from_str(&address).map_err(Error::internal)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response())
}

async fn choices(site: &Site, reader: &Reader, asked: &Asked) -> Result<app::choices::Choices, Error> {
    let place = asked.place.as_deref();
    Ok(app::choices::all(&site.renkei, &reader.viewer, place, reader.language.tag()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;
    use askama::Template as _;

    #[test]
    fn pages_render_in_every_language_and_show_hostile_texts_as_text() {
        for language in Language::ALL {
            let reader = Reader::sample(*language);
            let asking = samples::asking(&reader).into_iter().map(|page| page.render().unwrap());
            let answers = samples::answers(&reader).into_iter().map(|page| page.render().unwrap());
            for html in asking.chain(answers) {
                assert!(!html.contains("<b>") && !html.contains("<script>alert"), "{html}");
                for missing in [">match ", ">reason ", ">why ", ">verdict ", "{ $", "style="] {
                    assert!(!html.contains(missing), "{missing}: {html}");
                }
            }
        }
    }
}
