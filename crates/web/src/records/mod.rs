//! The page of every record, made from its kind's definition: fields, links in both directions, sources, disagreements.

mod disputes;
mod inbound;
mod observations;

use app::records::RecordPage;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::kind::Title;
use domain::value::is_id;
use domain::{Field, Record, Shape, Texts};
use language::Words;
use store::{Head, Names};

use self::disputes::Dispute;
use self::inbound::{Citing, Group};
use self::observations::Observations;
use crate::editing::links;
use crate::errors::Error;
use crate::layout::{Frame, Said, Section, page};
use crate::readers::Reader;
use crate::values::{self, Length, Shown};
use crate::{Site, layout};

/// The addresses of records: `/{plural}/{id}`, and `/r/{id}` for an id whose kind is not known.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/r/{id}", get(find)).route("/{plural}/{id}", get(show))
}

async fn find(State(site): State<Site>, reader: Reader, Path(id): Path<String>) -> Result<Response, Error> {
    if !is_id(&id) {
        return Err(Error::NotFound);
    }
    let kind = app::records::kind_of(&site.renkei, &reader.viewer, &id).await?;
    let address = HeaderValue::from_str(&values::address(kind, &id)).map_err(Error::internal)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response())
}

async fn show(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let kind = domain::kind(&plural).filter(|_| is_id(&id)).ok_or(Error::NotFound)?;
    let found = app::records::show(&site.renkei, &reader.viewer, kind, &id).await?;
    page(&RecordShown::new(&reader, &found))
}

/// The page of one record.
#[derive(Template)]
#[template(path = "records/show.html")]
struct RecordShown {
    frame: Frame,
    kind: String,
    id: String,
    title: Said,
    /// The title in the other languages, with their tags.
    other_titles: Vec<(String, String)>,
    /// The page that tells the record's story or answers it.
    story: Option<layout::Crumb>,
    /// What the reader may do with the record.
    tools: Vec<layout::Crumb>,
    /// What the reader may add here.
    adds: Vec<layout::Crumb>,
    /// Whether it can be asked where the record stands among the answers to a need.
    is_answer: bool,
    /// Disagreements about something that is not one of the record's fields.
    disputes: Vec<Dispute>,
    facts: Vec<Fact>,
    /// The labels of the fields that are blank.
    blank: Vec<String>,
    sources: Sources,
    observations: Option<Observations>,
    inbound: Vec<Group>,
    /// What cites the record, when it is a source.
    cited_by: Vec<Citing>,
}

/// A field with its value and what sources disagree on about it.
struct Fact {
    name: &'static str,
    label: String,
    value: Shown,
    disputes: Vec<Dispute>,
}

/// Where the facts of the record come from.
enum Sources {
    /// The kind is not one that cites.
    None,
    /// The record ought to cite and does not.
    Missing,
    /// The fields with citations.
    Cited(Vec<(String, Shown)>),
}

impl RecordShown {
    fn new(reader: &Reader, found: &RecordPage) -> Self {
        let (words, record) = (reader.words(), &found.record);
        let kind = record.kind();
        let names = with_sources(found);
        let title = values::title(words, &names, record);
        let texts = match kind.title {
            Title::Field(name) => record.texts(name).cloned().unwrap_or_default(),
            Title::Fields(_) => Texts::default(),
        };
        let shown_tag = title.tag.as_deref().unwrap_or(reader.language.tag());
        let others = texts.iter().filter(|(tag, text)| *tag != shown_tag && *text != title.text);
        let mut frame = reader
            .frame("")
            .titled(&title)
            .section(Section::of(kind))
            .step(&format!("/{}", kind.plural), &words.kind(kind));
        for id in found.path.iter().rev() {
            let place = values::link(words, &names, id);
            frame = frame.step(&place.address, &place.text.text);
        }
        Self {
            frame,
            kind: words.kind_one(kind).into_owned(),
            id: record.id().to_owned(),
            other_titles: others.map(|(tag, text)| (tag.to_owned(), text.to_owned())).collect(),
            title,
            story: story(words, record),
            tools: links::tools(reader, record),
            adds: links::adds(reader, record),
            is_answer: matches!(kind.plural, "offerings" | "schemes"),
            disputes: found.other_conflicts().map(|c| Dispute::new(words, &names, record, c)).collect(),
            facts: facts(words, &names, found),
            blank: blank(words, record),
            sources: sources(words, &names, record),
            observations: Observations::new(words, &names, found),
            inbound: found.inbound.iter().map(|inbound| Group::new(words, &names, record, inbound)).collect(),
            cited_by: found.cited_by.iter().map(|citing| Citing::new(words, record, citing)).collect(),
        }
    }

    #[cfg(test)]
    fn samples(reader: &Reader) -> Vec<Self> {
        samples::pages().iter().map(|found| Self::new(reader, found)).collect()
    }
}

/// Adds the record itself to the names, and the documents under the names by which they are cited.
fn with_sources(found: &RecordPage) -> Names {
    let mut names = found.names.clone();
    let own = &found.record;
    let title = own.title(&|id| names.get(id).map(|head| head.title.clone()));
    names.insert(own.id().to_owned(), Head { id: own.id().to_owned(), kind: own.kind(), title });
    for (cited_as, source) in &found.sources {
        let title = source.title(&|_| None);
        names.insert(cited_as.clone(), Head { id: source.id().to_owned(), kind: source.kind(), title });
    }
    names
}

fn story(words: Words, record: &Record) -> Option<layout::Crumb> {
    let (address, key) = match record.kind().plural {
        "places" => (format!("/partners/{}", record.id()), "record-story"),
        "needs" => (format!("/needs/{}/matches", record.id()), "record-answers"),
        _ => return None,
    };
    Some(layout::Crumb { address, text: words.get(key).into_owned() })
}

fn facts(words: Words, names: &Names, found: &RecordPage) -> Vec<Fact> {
    let record = &found.record;
    record
        .fields()
        .filter(|(field, _)| !is_title(record, field) && !matches!(field.shape, Shape::Citations))
        .map(|(field, _)| Fact {
            name: field.name,
            label: words.field(record.kind(), field).into_owned(),
            value: values::shown(words, names, record, field, Length::Long),
            disputes: found.conflicts_at(field.name).map(|c| Dispute::new(words, names, record, c)).collect(),
        })
        .filter(|fact| !fact.value.is_blank() || !fact.disputes.is_empty())
        .collect()
}

/// The title of a record called by one field stands on top and is not repeated.
fn is_title(record: &Record, field: &Field) -> bool {
    matches!(record.kind().title, Title::Field(name) if name == field.name)
}

fn blank(words: Words, record: &Record) -> Vec<String> {
    record
        .fields()
        .filter(|(field, value)| value.is_none() && !matches!(field.shape, Shape::Citations))
        .map(|(field, _)| words.field(record.kind(), field).into_owned())
        .collect()
}

fn sources(words: Words, names: &Names, record: &Record) -> Sources {
    let mut cited = record.fields().filter(|(field, _)| matches!(field.shape, Shape::Citations)).peekable();
    if cited.peek().is_none() {
        return Sources::None;
    }
    let filled: Vec<(String, Shown)> = cited
        .filter(|(_, value)| value.is_some())
        .map(|(field, _)| {
            let label = words.field(record.kind(), field).into_owned();
            (label, values::shown(words, names, record, field, Length::Long))
        })
        .collect();
    if filled.is_empty() { Sources::Missing } else { Sources::Cited(filled) }
}

#[cfg(test)]
mod samples;

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;

    #[test]
    fn every_kind_has_a_page_in_every_language() {
        for language in Language::ALL {
            for sample in RecordShown::samples(&Reader::sample(*language)) {
                let html = sample.render().unwrap();
                assert!(html.contains("<h1"), "{html}");
                assert!(!html.contains("<script>alert"), "{html}");
                assert!(!html.contains(">record "), "a word is missing: {html}");
            }
        }
    }

    #[test]
    fn a_record_without_a_source_says_so() {
        let mut found = samples::pages().remove(2);
        found.record.set("source", None);
        let page = RecordShown::new(&Reader::sample(Language::En), &found);
        assert!(page.render().unwrap().contains("No source on record"));
    }

    #[test]
    fn a_disagreement_stands_at_its_field_or_on_top() {
        let found = samples::pages().into_iter().find(|p| p.record.kind().plural == "agreements").unwrap();
        let page = RecordShown::new(&Reader::sample(Language::En), &found);
        let at_field: Vec<&str> =
            page.facts.iter().filter(|fact| !fact.disputes.is_empty()).map(|fact| fact.name).collect();
        assert_eq!(at_field, ["signed"]);
        assert_eq!(page.disputes.len(), 1);
    }
}
