//! What the story pages share: links into stories, dates, amounts, and numbered sources.
//!
//! A story cites the same few documents many times. Each document gets a number there, facts carry the number with the
//! place in the document, and the list of documents stands at the end of the page.

use app::records::Sources;
use askama::Template;
use askama::filters::HtmlSafe;
use domain::{Number, Record, When};
use language::Words;
use store::Names;

use crate::layout::Said;
use crate::values::{self, Link};

/// Everything that is needed to tell of a record.
pub(crate) struct Teller<'a> {
    pub words: Words,
    pub names: &'a Names,
    sources: &'a Sources,
    /// Documents in the order of their numbers.
    documents: Vec<String>,
}

/// A place in a numbered document.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = "<a href=\"#source-{{ number }}\">[{{ number }}]</a>{% if !locator.is_empty() %} {{ locator }}{% endif %}"
)]
pub(crate) struct Ref {
    pub number: usize,
    pub locator: String,
}

impl HtmlSafe for Ref {}

/// A numbered document.
pub(crate) struct Document {
    pub number: usize,
    pub address: Option<String>,
    pub title: Said,
    /// How many of the facts on the page it states, in words.
    pub count: String,
}

/// Where the facts of a row come from, and whether sources disagree about them.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "partners/origin.html")]
pub(crate) struct Origin {
    pub refs: Vec<Ref>,
    /// What to say when no source is on record.
    pub missing: String,
    /// Where the disagreements about it are told, with the words for the link.
    pub disputes: Vec<(String, String)>,
}

impl HtmlSafe for Origin {}

impl<'a> Teller<'a> {
    /// Makes a teller; `cited` lists the documents by how often they are cited.
    pub(crate) fn new<'c>(
        words: Words,
        names: &'a Names,
        sources: &'a Sources,
        cited: impl IntoIterator<Item = &'c str>,
    ) -> Self {
        Self { words, names, sources, documents: cited.into_iter().map(str::to_owned).collect() }
    }

    /// A link to the record's own page; to the story, when it is a place.
    pub(crate) fn link(&self, id: &str) -> Link {
        let mut link = values::link(self.words, self.names, id);
        if self.names.get(id).is_some_and(|head| head.kind.plural == "places") {
            link.address = story(id);
        }
        link
    }

    pub(crate) fn links(&self, ids: &[String]) -> Vec<Link> {
        ids.iter().map(|id| self.link(id)).collect()
    }

    /// A link to a record at hand, by its title.
    pub(crate) fn to(&self, record: &Record) -> Link {
        let address = if record.kind().plural == "places" {
            story(record.id())
        } else {
            values::address(record.kind(), record.id())
        };
        Link { address, text: values::title(self.words, self.names, record), sector: None }
    }

    pub(crate) fn said(&self, record: &Record, field: &str) -> Option<Said> {
        record.texts(field).map(|texts| Said::of(texts, self.words.language()))
    }

    /// The date of a field, for tables; blank if there is none.
    pub(crate) fn when(&self, record: &Record, field: &str) -> String {
        record.when(field).map_or_else(String::new, |when| self.date(when))
    }

    pub(crate) fn date(&self, when: &When) -> String {
        self.words.when_short(when)
    }

    /// The label of a code.
    pub(crate) fn code(&self, record: &Record, field: &str) -> String {
        match (record.kind().field(field).map(|f| f.shape), record.text(field)) {
            (_, "") => String::new(),
            (Some(domain::Shape::Code(vocabulary)), code) => self.words.code(vocabulary, code).into_owned(),
            (_, text) => text.to_owned(),
        }
    }

    /// An amount with its currency; blank if there is none.
    pub(crate) fn amount(&self, record: &Record, amount: &str, currency: &str) -> String {
        record.number(amount).map_or_else(String::new, |n| self.words.money_short(n, record.text(currency)))
    }

    pub(crate) fn money(&self, amount: &Number, currency: &str) -> String {
        self.words.money_short(amount, currency)
    }

    /// From when to when a project ran, as far as is known.
    pub(crate) fn span(&self, project: &Record) -> String {
        let (start, end) = (self.when(project, "start"), self.when(project, "end"));
        let say = |key: &str| self.words.with(key, &[("start", (&start).into()), ("end", (&end).into())]);
        match (start.is_empty(), end.is_empty()) {
            (true, true) => self.words.get("story-no-date").into_owned(),
            (false, false) if start == end => start,
            (false, false) => say("story-from-to"),
            (true, false) => say("story-to"),
            (false, true) if is_running(project) => say("story-since"),
            (false, true) => say("story-from"),
        }
    }

    /// Where a record's facts come from.
    pub(crate) fn origin<'r>(&self, record: &Record, conflicts: impl Iterator<Item = &'r Record>) -> Origin {
        let refs: Vec<Ref> =
            app::records::citations(record).map(|citation| self.reference(citation)).collect();
        let missing =
            if refs.is_empty() { self.words.get("common-no-source").into_owned() } else { String::new() };
        let disagree = self.words.get("common-conflict");
        let disputes = conflicts.map(|c| (format!("#{}", c.id()), disagree.clone().into_owned())).collect();
        Origin { refs, missing, disputes }
    }

    /// The sources in one field of a record.
    pub(crate) fn refs(&self, record: &Record, field: &str) -> Vec<Ref> {
        record.citations(field).iter().map(|citation| self.reference(citation)).collect()
    }

    fn reference(&self, citation: &domain::Citation) -> Ref {
        let number = self.documents.iter().position(|document| *document == citation.document);
        Ref { number: number.map_or(0, |at| at + 1), locator: citation.locator.clone() }
    }

    /// The sources of a record in words, for pictures.
    pub(crate) fn source_words(&self, record: &Record) -> String {
        let cited = app::records::citations(record).map(|citation| {
            let document = self.document(&citation.document);
            match citation.locator.as_str() {
                "" => document.text,
                locator => format!("{}, {locator}", document.text),
            }
        });
        cited.collect::<Vec<_>>().join("; ")
    }

    fn document(&self, document: &str) -> Said {
        match self.sources.get(document) {
            Some(source) => values::title(self.words, self.names, source),
            None => Said::plain(document),
        }
    }

    /// The documents with their numbers; `counts` says how many facts each states.
    pub(crate) fn documents(&self, counts: &[(String, usize)]) -> Vec<Document> {
        let number =
            |document: &str| counts.iter().find(|(known, _)| known == document).map_or(0, |(_, n)| *n);
        let told = self.documents.iter().enumerate().map(|(at, document)| Document {
            number: at + 1,
            address: self.sources.get(document).map(|source| values::address(source.kind(), source.id())),
            title: self.document(document),
            count: self.words.with("story-facts", &[("count", number(document).into())]),
        });
        told.collect()
    }
}

/// The address of a place's story.
pub(crate) fn story(id: &str) -> String {
    format!("/partners/{id}")
}

/// Tells whether a project with no end on record still runs: works and business do, studies and trials do not.
pub(crate) fn is_running(project: &Record) -> bool {
    project.get("end").is_none() && matches!(project.text("stage"), "implementation" | "business")
}

/// The documents that records cite, by how many of them cite each, most first.
pub(crate) fn counted<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for record in records {
        if seen.contains(&record.id()) {
            continue;
        }
        seen.push(record.id());
        let mut documents: Vec<&str> =
            app::records::citations(record).map(|citation| citation.document.as_str()).collect();
        documents.dedup();
        for document in documents.into_iter().filter(|document| !document.is_empty()) {
            match counts.iter_mut().find(|(known, _)| known == document) {
                Some((_, n)) => *n += 1,
                None => counts.push((document.to_owned(), 1)),
            }
        }
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}
