//! The question: what the address or the form says, the form itself, and the page that has nothing else.

use app::Expected;
use app::choices::Choices;
use app::matches::{About, Answered, Corrections, Part, Question, Refinement};
use askama::Template;
use domain::Texts;
use language::Language;
use store::Head;

use crate::errors::Error;
use crate::layout::{Frame, Said, Section};
use crate::readers::{Reader, pairs};

/// The sorts of answers, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Offerings,
    Schemes,
    Precedents,
}

impl Sort {
    pub(super) const ALL: [Self; 3] = [Self::Offerings, Self::Schemes, Self::Precedents];
    const NAMES: [&'static str; 3] = ["offerings", "schemes", "precedents"];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Offerings => "offerings",
            Self::Schemes => "schemes",
            Self::Precedents => "precedents",
        }
    }
}

/// A question as it was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) text: String,
    pub(super) place: Option<String>,
    pub(super) sector: Option<String>,
    /// The sort of answers to be shown alone.
    pub(super) only: Option<Sort>,
    /// The need on record that is asked about.
    pub(super) need: Option<String>,
    /// What is put right in what was understood.
    pub(super) corrections: Corrections,
    /// The kind of offering that is shown alone.
    pub(super) kind: Option<String>,
    /// Words for a subject that is to be added.
    pub(super) subject: Option<String>,
    /// The answers that are picked, or the one that is asked about.
    pub(super) picked: Vec<String>,
}

/// How parts of what was understood are written in an address.
const PARTS: [&str; 8] =
    ["concept:…", "sector:…", "missing:…", "present:…", "amount:…", "form:…", "asker:…", "place:…"];

/// The pages of one question, by the end of their address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Answers,
    Why,
    Compare,
}

impl Asked {
    /// Reads a query or a form. The last of several values counts, blank ones do not.
    pub(super) fn parse(query: &str) -> Result<Self, Error> {
        let mut asked = Self::default();
        for (name, value) in pairs(query) {
            let value = value.trim();
            let some = Some(value.to_owned()).filter(|value| !value.is_empty());
            match name.as_str() {
                "text" => value.clone_into(&mut asked.text),
                "place" => asked.place = some,
                "sector" => asked.sector = some,
                "only" if value.is_empty() => asked.only = None,
                "only" => {
                    let known = Sort::ALL.into_iter().find(|sort| sort.name() == value);
                    let expected = || Error::parameter("only", value, Expected::OneOf(Sort::NAMES.to_vec()));
                    asked.only = Some(known.ok_or_else(expected)?);
                }
                "kind" => asked.kind = some,
                "subject" => asked.subject = some,
                "pick" | "id" => asked.picked.extend(some.filter(|id| !asked.picked.contains(id))),
                // What comes later counts, as hidden values of a form stand before what is chosen in it.
                "not" if !value.is_empty() => asked = asked.without(part("not", value)?),
                "add" if !value.is_empty() => asked = asked.with(part("add", value)?),
                _ => {}
            }
        }
        Ok(asked)
    }

    /// The question with a part of what is understood taken away.
    pub(super) fn without(mut self, part: Part) -> Self {
        self.corrections.with.remove(&part);
        self.corrections.without.insert(part);
        self
    }

    /// The question with a part added.
    pub(super) fn with(mut self, part: Part) -> Self {
        self.corrections.without.remove(&part);
        self.corrections.with.insert(part);
        self
    }

    /// The question with a part as it was understood at first.
    pub(super) fn restored(mut self, part: &Part) -> Self {
        self.corrections.without.remove(part);
        self.corrections.with.remove(part);
        self
    }

    pub(super) fn about(&self) -> About {
        match &self.need {
            Some(need) => About::Need(need.clone()),
            None => About::Question(Question {
                text: self.text.clone(),
                place: self.place.clone(),
                sector: self.sector.clone(),
            }),
        }
    }

    pub(super) fn refinement(&self) -> Refinement {
        Refinement { corrections: self.corrections.clone(), kind: self.kind.clone() }
    }

    /// With the words, place and sector of the need on record that it is about, so that it can be asked in other words.
    pub(super) fn worded(mut self, answered: &Answered) -> Self {
        if let Some(need) = &answered.need {
            let statement = need.texts("statement").map(|texts| texts.text(domain::text::PLAIN_LANGUAGE));
            statement.unwrap_or_default().clone_into(&mut self.text);
            self.place.clone_from(&answered.question.place);
            self.sector.clone_from(&answered.question.sector);
        }
        self
    }

    /// The names and values that ask the question again; of a need on record only how it is put right.
    pub(super) fn values(&self) -> Vec<(&'static str, String)> {
        let mut values = Vec::new();
        if self.need.is_none() {
            values.push(("text", self.text.clone()));
            values.extend(self.place.clone().map(|place| ("place", place)));
            values.extend(self.sector.clone().map(|sector| ("sector", sector)));
        }
        values.extend(self.corrections.without.iter().map(|part| ("not", part.to_string())));
        values.extend(self.corrections.with.iter().map(|part| ("add", part.to_string())));
        values
    }

    /// The address of a page of this question without its values.
    pub(super) fn path(&self, page: Page) -> String {
        match (&self.need, page) {
            (Some(id), Page::Answers) => format!("/needs/{id}/matches"),
            (Some(id), Page::Why) => format!("/needs/{id}/why"),
            (Some(id), Page::Compare) => format!("/needs/{id}/compare"),
            (None, Page::Answers) => "/matches".to_owned(),
            (None, Page::Why) => "/matches/why".to_owned(),
            (None, Page::Compare) => "/matches/compare".to_owned(),
        }
    }

    /// The address of a page of this question, with further values.
    pub(super) fn page(&self, page: Page, further: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.values());
        query.extend_pairs(further);
        let path = self.path(page);
        match query.finish() {
            query if query.is_empty() => path,
            query => format!("{path}?{query}"),
        }
    }

    /// The address of the answers, of all sorts or of one.
    pub(super) fn address(&self, only: Option<Sort>) -> String {
        match only {
            Some(only) => self.page(Page::Answers, &[("only", only.name())]),
            None => self.page(Page::Answers, &[]),
        }
    }
}

fn part(parameter: &str, value: &str) -> Result<Part, Error> {
    Part::parse(value).ok_or_else(|| Error::parameter(parameter, value, Expected::OneOf(PARTS.to_vec())))
}

/// The box with its two choices.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) text: String,
    /// How the answer is put right, as names and values.
    pub(super) hidden: Vec<(&'static str, String)>,
    /// Whether the answers follow what is typed, where scripts run.
    pub(super) follows: bool,
    /// Whether it is open above its answers.
    pub(super) is_open: bool,
    pub(super) places: Vec<Choice>,
    pub(super) sectors: Vec<Choice>,
}

/// One value that can be chosen.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) label: Said,
    pub(super) is_chosen: bool,
}

impl Form {
    pub(super) fn new(language: Language, asked: &Asked, choices: &Choices) -> Self {
        let of = |heads: &[Head], chosen: Option<&String>| {
            let choice = |head: &Head| Choice {
                id: head.id.clone(),
                label: label(&head.title, language),
                is_chosen: chosen == Some(&head.id),
            };
            heads.iter().map(choice).collect()
        };
        let put_right = |(name, _): &(&'static str, String)| matches!(*name, "not" | "add");
        Self {
            text: asked.text.clone(),
            hidden: asked.values().into_iter().filter(put_right).collect(),
            follows: asked.need.is_none(),
            is_open: false,
            places: of(&choices.places, asked.place.as_ref()),
            sectors: of(&choices.sectors, asked.sector.as_ref()),
        }
    }
}

fn label(title: &Texts, language: Language) -> Said {
    Said::of(title, language)
}

/// The box alone, with how to use it and three needs to try.
#[derive(Template)]
#[template(path = "matches/ask.html")]
pub(super) struct AskPage {
    frame: Frame,
    form: Form,
    examples: Vec<Example>,
}

struct Example {
    text: String,
    address: String,
}

impl AskPage {
    pub(super) fn new(reader: &Reader, asked: &Asked, choices: &Choices) -> Self {
        let words = reader.words();
        let example = |number: u8| {
            let text = words.get(&format!("match-example-{number}")).into_owned();
            let address = Asked { text: text.clone(), ..Asked::default() }.address(None);
            Example { text, address }
        };
        Self {
            frame: reader
                .frame(&words.get("match-ask"))
                .section(Section::Needs)
                .step("/needs", &words.get("layout-needs")),
            form: Form::new(reader.language, asked, choices),
            examples: [1, 2, 3].map(example).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_values_do_not_count_and_the_last_of_several_does() {
        let asked =
            Asked::parse("text=+a+b+&place=&sector=x&sector=water-supply&only=schemes&lang=ja").unwrap();
        assert_eq!(asked.text, "a b");
        assert_eq!((asked.place.as_deref(), asked.sector.as_deref()), (None, Some("water-supply")));
        assert_eq!(asked.only, Some(Sort::Schemes));
        assert_eq!(asked.address(None), "/matches?text=a+b&sector=water-supply");
        assert_eq!(
            asked.address(Some(Sort::Precedents)),
            "/matches?text=a+b&sector=water-supply&only=precedents"
        );
        assert!(Asked::parse("only=all").is_err());
    }

    #[test]
    fn what_is_put_right_stays_in_the_address_and_the_later_word_counts() {
        let asked = Asked::parse("text=a&not=concept:x&add=missing:land&add=&not=amount:t/day&add=concept:x");
        let asked = asked.unwrap();
        assert_eq!(
            asked.address(None),
            "/matches?text=a&not=amount%3At%2Fday&add=concept%3Ax&add=missing%3Aland"
        );
        let back = asked.restored(&Part::Concept("x".to_owned())).without(Part::Missing("land".to_owned()));
        assert_eq!(
            back.page(Page::Why, &[("id", "off-a")]),
            "/matches/why?text=a&not=missing%3Aland&not=amount%3At%2Fday&id=off-a"
        );
        assert!(Asked::parse("not=leaks").is_err());
    }
}
