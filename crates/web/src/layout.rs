//! The frame of every page: head with five words, path, foot; and the texts of the record inside pages.

use std::borrow::Cow;
use std::fmt;

use askama::Template;
use askama::filters::{Html, HtmlSafe, escape};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::{KINDS, Kind, Right, Texts};
use language::{Argument, Language, Words};

use crate::accounts;
use crate::assets::{ASSETS, Assets};
use crate::errors::Error;
use crate::readers::Reader;

/// What stands around the content of a page. Every page struct holds one as `frame`.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The title of the page, also the last step of the path.
    pub title: String,
    /// The title's language, where it is not the page's.
    pub title_language: Option<String>,
    /// The language of the page.
    pub language: Language,
    /// The steps of the path between the desk and this page.
    pub trail: Vec<Crumb>,
    /// The word of the head under which the page is found.
    pub section: Section,
    /// The text in the search box.
    pub search: String,
    /// Whether the record is the demonstration.
    pub demo: bool,
    /// The person who is signed in.
    pub(crate) person: Option<PersonShown>,
    /// The token for the form that signs out.
    pub(crate) token: String,
    /// The kinds that the reader may read.
    readable: Vec<&'static Kind>,
    /// Whether the reader may see what was done in the office.
    sees_activity: bool,
    is_at_desk: bool,
    here: String,
}

/// The person who is signed in, as the head of a page shows them.
#[derive(Debug, Clone)]
pub(crate) struct PersonShown {
    /// How they are called; their e-mail address where they have not said it.
    pub(crate) name: String,
    /// What they are to the office.
    pub(crate) role: String,
    /// Whether they look after people.
    pub(crate) has_people: bool,
}

/// One step of the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Where it leads.
    pub address: String,
    /// What it says.
    pub text: String,
}

/// The words of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Section {
    /// No word: search, errors.
    #[default]
    None,
    /// The desk of the office.
    Desk,
    /// Partner places and their stories.
    Partners,
    /// What partners need, and answers to it.
    Needs,
    /// Projects.
    Projects,
    /// Results.
    Results,
    /// A kind of record under More.
    More(&'static str),
}

/// One entry of the head.
pub(crate) struct Entry {
    pub(crate) address: String,
    pub(crate) text: String,
    pub(crate) current: bool,
}

impl Frame {
    /// A frame with a title; the path and the section are set by the builders below.
    #[must_use]
    pub fn new(reader: &Reader, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            title_language: None,
            language: reader.language,
            trail: Vec::new(),
            section: Section::None,
            search: String::new(),
            demo: reader.demo,
            person: reader.person.as_ref().map(|person| PersonShown {
                name: accounts::name_of(reader.words(), reader.demo, person),
                role: accounts::role(reader.words(), person.viewer.role),
                has_people: person.viewer.may(Right::People, None),
            }),
            token: reader.token.clone(),
            sees_activity: reader.viewer.may(Right::History, None),
            readable: KINDS
                .iter()
                .copied()
                .filter(|kind| reader.viewer.may(Right::Read, Some(kind)))
                .collect(),
            is_at_desk: false,
            here: reader.here.clone(),
        }
    }

    /// Sets the word of the head under which the page is found.
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.section = section;
        self
    }

    /// Shows the path even when the page lies right under the desk.
    #[must_use]
    pub fn at_desk(mut self) -> Self {
        self.is_at_desk = true;
        self
    }

    /// Adds a step to the path.
    #[must_use]
    pub fn step(mut self, address: &str, text: &str) -> Self {
        self.trail.push(Crumb { address: address.to_owned(), text: text.to_owned() });
        self
    }

    /// Takes the title from a text of the record, with the language that it is really in.
    #[must_use]
    pub fn titled(mut self, title: &Said) -> Self {
        self.title.clone_from(&title.text);
        self.title_language.clone_from(&title.tag);
        self
    }

    /// The words of the page's language.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// The message of this key.
    #[must_use]
    pub fn say(&self, key: &str) -> Cow<'static, str> {
        self.words().get(key)
    }

    /// The message of this key with one argument.
    #[must_use]
    pub fn say_with<'a>(&self, key: &str, name: &str, value: impl Into<Argument<'a>>) -> String {
        self.words().with(key, &[(name, value.into())])
    }

    pub(crate) fn assets(&self) -> &'static Assets {
        &ASSETS
    }

    pub(crate) fn has_path(&self) -> bool {
        self.is_at_desk || !self.trail.is_empty()
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        [
            ("/", "layout-desk", Section::Desk),
            ("/partners", "layout-partners", Section::Partners),
            ("/needs", "layout-needs", Section::Needs),
            ("/projects", "layout-projects", Section::Projects),
            ("/results", "layout-results", Section::Results),
        ]
        .into_iter()
        .map(|(address, key, section)| Entry {
            address: address.to_owned(),
            text: self.say(key).into_owned(),
            current: section == self.section,
        })
        .collect()
    }

    pub(crate) fn more(&self) -> Vec<Entry> {
        let words = self.words();
        let page = |name: &'static str| Entry {
            address: format!("/{name}"),
            text: words.get(name).into_owned(),
            current: self.section == Section::More(name),
        };
        self.readable
            .iter()
            .filter(|kind| matches!(Section::of(kind), Section::More(_)))
            .map(|kind| Entry {
                address: format!("/{}", kind.plural),
                text: words.kind(kind).into_owned(),
                current: self.section == Section::More(kind.plural),
            })
            .chain(std::iter::once(page("replay")))
            .chain(self.sees_activity.then(|| page("activity")))
            .collect()
    }

    /// The address of the sign-in, which comes back here.
    pub(crate) fn sign_in(&self) -> String {
        accounts::sign_in_address(&self.here)
    }

    pub(crate) fn is_under_more(&self) -> bool {
        matches!(self.section, Section::More(_))
    }

    /// The other languages, each with the address that switches to it and comes back here.
    pub(crate) fn tongues(&self) -> Vec<(&'static str, &'static str, String)> {
        let back: String = form_urlencoded::byte_serialize(self.here.as_bytes()).collect();
        Language::ALL
            .iter()
            .filter(|language| **language != self.language)
            .map(|language| {
                let tag = language.tag();
                (tag, language.native_name(), format!("/language/{tag}?back={back}"))
            })
            .collect()
    }
}

impl Section {
    /// The word under which the records of a kind are found.
    #[must_use]
    pub fn of(kind: &'static Kind) -> Self {
        match kind.plural {
            "needs" => Self::Needs,
            "projects" => Self::Projects,
            other => Self::More(other),
        }
    }
}

/// A text of the record as a page shows it: escaped, and marked with its language where that is not the page's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// The text itself.
    pub text: String,
    /// The BCP 47 tag, where it is not the page's language.
    pub tag: Option<String>,
}

impl Said {
    /// A text in the page's own language.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), tag: None }
    }

    /// The text for a reader of this language, or the next best.
    #[must_use]
    pub fn of(texts: &Texts, language: Language) -> Self {
        texts.read(language.tag()).map_or_else(Self::default, |(tag, text)| Self {
            text: text.to_owned(),
            tag: (tag != language.tag()).then(|| tag.to_owned()),
        })
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = escape(&self.text, Html).map_err(|_| fmt::Error)?;
        match &self.tag {
            None => write!(f, "{text}"),
            Some(tag) => {
                let tag = escape(tag, Html).map_err(|_| fmt::Error)?;
                write!(f, "<span lang=\"{tag}\">{text}</span>")
            }
        }
    }
}

impl HtmlSafe for Said {}

/// Renders a page.
///
/// # Errors
/// [`Error::Internal`] when the template fails, which it does only when a value's own display does.
pub fn page(template: &impl Template) -> Result<Response, Error> {
    let html = template.render()?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::VARY, HeaderValue::from_static("Accept-Language, Cookie")),
    ];
    Ok((headers, html).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_marked_with_their_language() {
        let mut name = Texts::of("en", "<b>Dalian</b>");
        assert_eq!(Said::of(&name, Language::En).to_string(), "&#60;b&#62;Dalian&#60;/b&#62;");
        assert_eq!(
            Said::of(&name, Language::Ja).to_string(),
            "<span lang=\"en\">&#60;b&#62;Dalian&#60;/b&#62;</span>"
        );
        name.set("ja", "大連");
        assert_eq!(Said::of(&name, Language::Ja).to_string(), "大連");
    }
}
