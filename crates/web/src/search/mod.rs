//! Search over the whole record: hits by kind, the words that met marked.

use app::search::Found;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::Kind;
use store::search::{Marker, Piece};

use crate::errors::Error;
use crate::layout::{Frame, page};
use crate::readers::{Reader, pairs};
use crate::{Site, values};

/// The address of the search.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/search", get(show))
}

async fn show(
    State(site): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let asked = pairs(query.as_deref().unwrap_or_default());
    let text = asked.filter(|(name, _)| name == "q").last().map(|(_, text)| text).unwrap_or_default();
    let text = text.trim();
    if text.is_empty() {
        return page(&SearchPage::blank(&reader));
    }
    let found = app::search::find(&site.renkei, &reader.viewer, text, reader.language.tag()).await?;
    page(&SearchPage::new(&reader, &found))
}

/// The page of a search.
#[derive(Template)]
#[template(path = "search/show.html")]
struct SearchPage {
    frame: Frame,
    /// What was asked; blank before anything was.
    text: String,
    /// How many records were found, in words.
    summary: String,
    /// Whether only some of the words met.
    loosened: bool,
    groups: Vec<GroupShown>,
}

struct GroupShown {
    plural: &'static str,
    title: String,
    total: String,
    /// The list of the kind narrowed to the same words, when it holds more than is shown here.
    rest: Option<String>,
    hits: Vec<HitShown>,
}

struct HitShown {
    address: String,
    title: Vec<Piece>,
    title_tag: Option<String>,
    passage: Vec<Piece>,
    passage_tag: Option<String>,
}

impl SearchPage {
    fn blank(reader: &Reader) -> Self {
        Self {
            frame: reader.frame(&reader.words().get("find-title")),
            text: String::new(),
            summary: String::new(),
            loosened: false,
            groups: Vec::new(),
        }
    }

    fn new(reader: &Reader, found: &Found) -> Self {
        let words = reader.words();
        let title = words.with("find-title-of", &[("text", (&found.text).into())]);
        let mut frame = reader.frame(&title);
        frame.search.clone_from(&found.text);
        let marker = Marker::new(&found.text);
        let hit = |hit| HitShown::new(reader, found, &marker, hit);
        let groups = found.groups.iter().map(|group| {
            let shown = u64::try_from(group.hits.len()).unwrap_or(u64::MAX);
            GroupShown {
                plural: group.kind.plural,
                title: words.kind(group.kind).into_owned(),
                total: words.count(group.total),
                rest: (group.total > shown).then(|| list_address(group.kind, &found.text)),
                hits: group.hits.iter().map(hit).collect(),
            }
        });
        Self {
            frame,
            text: found.text.clone(),
            summary: words.with("find-summary", &[("count", found.total.into())]),
            loosened: found.loosened,
            groups: groups.collect(),
        }
    }

    #[cfg(test)]
    fn samples(reader: &Reader) -> Vec<Self> {
        let piece = |text: &str, marked| Piece { text: text.to_owned(), marked };
        let kind = domain::kind("projects").unwrap();
        let mut record = domain::Record::new(kind, "prj-x");
        record.set("title", Some(domain::Value::Texts(domain::Texts::of("en", "Water <loss>"))));
        let hit = app::search::Hit {
            record,
            passage: vec![piece("無収水", true), piece("を減らす", false)],
            passage_language: "ja".into(),
        };
        let group = app::search::Group { kind, total: 9, hits: vec![hit] };
        let mut found = Found {
            text: "<loss> & 水".into(),
            groups: vec![group],
            total: 9,
            loosened: true,
            names: store::Names::new(),
        };
        let full = Self::new(reader, &found);
        found.groups.clear();
        found.total = 0;
        vec![full, Self::new(reader, &found), Self::blank(reader)]
    }
}

impl HitShown {
    fn new(reader: &Reader, found: &Found, marker: &Marker, hit: &app::search::Hit) -> Self {
        let title = values::title(reader.words(), &found.names, &hit.record);
        let foreign = |tag: &str| (!tag.is_empty() && tag != reader.language.tag()).then(|| tag.to_owned());
        Self {
            address: values::address(hit.record.kind(), hit.record.id()),
            title: marker.mark(&title.text),
            title_tag: title.tag,
            passage: hit.passage.clone(),
            passage_tag: foreign(&hit.passage_language),
        }
    }
}

fn list_address(kind: &Kind, text: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
    format!("/{}?{query}", kind.plural)
}

#[cfg(test)]
mod tests {
    use super::*;
    use language::Language;

    #[test]
    fn pages_render_in_every_language_and_escape_what_was_asked() {
        for language in Language::ALL {
            for sample in SearchPage::samples(&Reader::sample(*language)) {
                let html = sample.render().unwrap();
                assert!(!html.contains("<loss>") && !html.contains(">find "), "{html}");
                assert_eq!(html.contains("&#60;<mark>loss</mark>"), !sample.groups.is_empty());
            }
        }
    }
}
