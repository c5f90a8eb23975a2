//! Answers to a need: the box for a problem in plain words, and one screen that can be shown to the partner.
//!
//! The box sends its text in the body, so that a long letter fits; a text that fits into an address is answered at that
//! address, which can be shared. Reasons are worded in [`app::reasons`], as on the command line.
//!
//! What was understood can be put right by values of the address, so that a corrected question can be shared as well.

mod answers;
mod asking;
mod cards;
mod comparing;
mod deciding;
mod knowers;
mod packages;
mod precedents;
#[cfg(test)]
mod samples;
mod standings;
mod timeline;
mod understood;

use app::Expected;
use app::decisions::NewDecision;
use app::matches::{Answered, LONGEST_TEXT, Part, explain};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::value::is_id;
use domain::vocabularies::VERDICTS;

use self::answers::{AnswerPage, Answers, Around};
use self::asking::{AskPage, Asked};
use self::comparing::{COMPARED, ComparePage};
use self::deciding::Deciding;
use self::standings::WhyPage;
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
        .route("/matches/part", post(refresh).layer(DefaultBodyLimit::max(LARGEST_QUESTION)))
        .route("/matches/why", get(why_question))
        .route("/matches/compare", get(compare_question))
        .route("/needs/{id}/matches", get(show))
        .route("/needs/{id}/why", get(why_need))
        .route("/needs/{id}/compare", get(compare_need))
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
        return see(&address);
    }
    answer(&site, &reader, &headers, &asked, false).await
}

/// Answers what is in the box while it is typed, without the page around; nothing while it is blank.
async fn refresh(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let asked = Asked::parse(&body)?;
    if asked.text.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let address = asked.address(None);
    let is_shared = address.len() <= LONGEST_SHARED;
    let answered = answered(&site, &reader, &asked).await?;
    let part = |around: &Around<'_>| page(&Answers::new(&reader, &asked, &answered, around));
    let mut response = shown(&site, &reader, &asked, &answered, &headers, is_shared, part).await?;
    if is_shared {
        let address = HeaderValue::from_str(&address).map_err(Error::internal)?;
        response.headers_mut().insert(header::CONTENT_LOCATION, address);
    }
    Ok(response)
}

/// Answers a need that is on record.
async fn show(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let asked = asked_of_need(id, query.as_deref())?;
    answer(&site, &reader, &headers, &asked, true).await
}

/// A question about a need on record.
fn asked_of_need(id: String, query: Option<&str>) -> Result<Asked, Error> {
    if !is_id(&id) {
        return Err(Error::NotFound);
    }
    Ok(Asked { need: Some(id), ..Asked::parse(query.unwrap_or_default())? })
}

async fn answered(site: &Site, reader: &Reader, asked: &Asked) -> Result<Answered, Error> {
    let (about, refinement) = (asked.about(), asked.refinement());
    Ok(app::matches::ask(&site.renkei, &reader.viewer, &about, &refinement, MOST_ANSWERS).await?)
}

async fn answer(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
    asked: &Asked,
    is_shared: bool,
) -> Result<Response, Error> {
    if asked.need.is_none() && asked.text.is_empty() {
        let choices = choices(site, reader, asked).await?;
        return page(&AskPage::new(reader, asked, &choices));
    }
    if let Some(words) = &asked.subject {
        let found = app::matches::subject(&site.renkei, &reader.viewer, words).await?;
        if let Some(concept) = found {
            return see(&asked.clone().with(Part::Concept(concept)).address(asked.only));
        }
    }
    let answered = answered(site, reader, asked).await?;
    let asked = &asked.clone().worded(&answered);
    let whole = |around: &Around<'_>| page(&AnswerPage::new(reader, asked, &answered, around));
    shown(site, reader, asked, &answered, headers, is_shared, whole).await
}

/// Gathers what stands around an answer, and shows it.
async fn shown(
    site: &Site,
    reader: &Reader,
    asked: &Asked,
    answered: &Answered,
    headers: &HeaderMap,
    is_shared: bool,
    show: impl Fn(&Around<'_>) -> Result<Response, Error>,
) -> Result<Response, Error> {
    let choices = choices(site, reader, asked).await?;
    let packages = app::packages::of(&site.renkei, &reader.viewer, answered).await?;
    let decided = app::decisions::about(&site.renkei, &reader.viewer, answered).await?;
    let knowers = if answered.answer.verdict.fits {
        Default::default()
    } else {
        app::matches::who_may_know(&site.renkei, &reader.viewer, answered).await?
    };
    let token = site.forms.token(headers);
    let around = Around {
        packages: &packages,
        deciding: Deciding { decided: &decided, token: &token },
        choices: &choices,
        knowers: &knowers,
        today: site.renkei.today(),
        is_shared,
    };
    let mut response = show(&around)?;
    if let Some(cookie) = token.cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Tells why something stands where it does among the answers to a question in words.
async fn why_question(
    State(site): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    why(&site, &reader, &Asked::parse(query.as_deref().unwrap_or_default())?).await
}

/// Tells why something stands where it does among the answers to a need on record.
async fn why_need(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    why(&site, &reader, &asked_of_need(id, query.as_deref())?).await
}

async fn why(site: &Site, reader: &Reader, asked: &Asked) -> Result<Response, Error> {
    need_text(asked)?;
    let called = asked.picked.last().cloned().unwrap_or_default();
    let language = reader.language.tag();
    let choices = app::matches::those_called(&site.renkei, &reader.viewer, &called, language).await?;
    let meant: Vec<String> = match choices.as_slice() {
        [one] => vec![one.id.clone()],
        _ => Vec::new(),
    };
    let (about, refinement) = (asked.about(), asked.refinement());
    let (answered, standings) =
        explain(&site.renkei, &reader.viewer, &about, &refinement, &meant, MOST_ANSWERS).await?;
    page(&WhyPage::new(reader, asked, &answered, standings.first(), &called, &choices))
}

/// Holds two answers to a question in words beside each other.
async fn compare_question(
    State(site): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    compare(&site, &reader, &Asked::parse(query.as_deref().unwrap_or_default())?).await
}

/// Holds two answers to a need on record beside each other.
async fn compare_need(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    compare(&site, &reader, &asked_of_need(id, query.as_deref())?).await
}

async fn compare(site: &Site, reader: &Reader, asked: &Asked) -> Result<Response, Error> {
    need_text(asked)?;
    let (about, refinement) = (asked.about(), asked.refinement());
    let picked: &[String] = if asked.picked.len() == COMPARED { &asked.picked } else { &[] };
    let compared = app::comparisons::of(&site.renkei, &reader.viewer, &about, &refinement, picked).await?;
    page(&ComparePage::new(reader, asked, &compared))
}

/// A page about answers needs a question.
fn need_text(asked: &Asked) -> Result<(), Error> {
    if asked.need.is_none() && asked.text.is_empty() {
        return Err(Error::parameter("text", "", Expected::Given));
    }
    Ok(())
}

fn see(address: &str) -> Result<Response, Error> {
    let address = HeaderValue::from_str(address).map_err(Error::internal)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response())
}

/// Decides about an answer to a need on record.
async fn decide_need(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let asked = asked_of_need(id, Some(&body))?;
    decide(&site, &reader, &headers, &body, &asked).await
}

/// Decides about an answer to a question in words.
async fn decide_question(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    decide(&site, &reader, &headers, &body, &Asked::parse(&body)?).await
}

async fn decide(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
    body: &str,
    asked: &Asked,
) -> Result<Response, Error> {
    let sent: Vec<(String, String)> = pairs(body).collect();
    let value = |name: &str| sent.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    site.forms.check(headers, value(TOKEN).unwrap_or_default())?;
    let pressed = VERDICTS.codes.iter().find_map(|verdict| Some((*verdict, value(verdict)?)));
    let (verdict, answer) = pressed.ok_or(Error::Malformed)?;
    let reason = value(&format!("reason-{answer}")).unwrap_or_default();
    let decision = NewDecision {
        about: asked.about(),
        answer: answer.to_owned(),
        verdict: verdict.to_owned(),
        // A reason that was typed before another button was pressed is no reason for that.
        reason: if verdict == "rejected" { reason.to_owned() } else { String::new() },
        language: reader.language.tag().to_owned(),
    };
    let kept = app::decisions::decide(&site.renkei, &reader.viewer, &decision).await?;
    see(&format!("{}#{}", asked.address(None), kept.text("answer")))
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
            let (standings, comparisons) = samples::standings(&reader);
            let standings = standings.into_iter().map(|page| page.render().unwrap());
            let comparisons = comparisons.into_iter().map(|page| page.render().unwrap());
            for html in asking.chain(answers).chain(standings).chain(comparisons) {
                assert!(!html.contains("<b>") && !html.contains("<script>alert"), "{html}");
                for missing in
                    [">match ", ">reason ", ">why ", ">verdict ", ">standing ", ">limit ", "{ $", "style="]
                {
                    assert!(!html.contains(missing), "{missing}: {html}");
                }
            }
        }
    }
}
