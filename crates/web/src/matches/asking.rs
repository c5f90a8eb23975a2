//! The question: what the address or the form says, the form itself, and the page that has nothing else.

use app::Expected;
use app::choices::Choices;
use app::matches::Answered;
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
                _ => {}
            }
        }
        Ok(asked)
    }

    /// The question that a need on record stands for, so that it can be asked in other words.
    pub(super) fn of(answered: &Answered) -> Self {
        let Some(need) = &answered.need else { return Self::default() };
        let statement = need.texts("statement").map(|texts| texts.text(domain::text::PLAIN_LANGUAGE));
        Self {
            text: statement.unwrap_or_default().to_owned(),
            place: answered.question.place.clone(),
            sector: answered.question.sector.clone(),
            only: None,
            need: Some(need.id().to_owned()),
        }
    }

    /// The address of the answers, of all sorts or of one.
    pub(super) fn address(&self, only: Option<Sort>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.need.is_none() {
            query.append_pair("text", &self.text);
            for (name, value) in [("place", &self.place), ("sector", &self.sector)] {
                if let Some(value) = value {
                    query.append_pair(name, value);
                }
            }
        }
        if let Some(only) = only {
            query.append_pair("only", only.name());
        }
        let path = match &self.need {
            Some(id) => format!("/needs/{id}/matches"),
            None => "/matches".to_owned(),
        };
        match query.finish() {
            query if query.is_empty() => path,
            query => format!("{path}?{query}"),
        }
    }
}

/// The box with its two choices.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) text: String,
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
        Self {
            text: asked.text.clone(),
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
}
