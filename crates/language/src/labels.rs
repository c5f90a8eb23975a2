//! Labels of what the record defines: kinds, fields, codes, units, indicators, problems.

use std::borrow::Cow;

use domain::text::slug;
use domain::units::UNITS;
use domain::vocabularies::{CURRENCIES, Vocabulary};
use domain::{At, Field, Kind, Problem};

use crate::argument::Argument;
use crate::words::{Words, readable};

impl Words {
    /// The name of a kind in the plural: "Projects".
    #[must_use]
    pub fn kind(self, kind: &Kind) -> Cow<'static, str> {
        self.label(&format!("kind-{}", hyphened(kind.plural)), kind.plural)
    }

    /// The name of one record of a kind: "Project".
    #[must_use]
    pub fn kind_one(self, kind: &Kind) -> Cow<'static, str> {
        self.label(&format!("kind-{}-one", hyphened(kind.plural)), kind.plural)
    }

    /// How many records of a kind: "3 projects".
    #[must_use]
    pub fn counted(self, kind: &Kind, count: u64) -> String {
        self.with(&format!("count-{}", hyphened(kind.plural)), &[("count", count.into())])
    }

    /// The label of a field, as it is called on this kind.
    #[must_use]
    pub fn field(self, kind: &Kind, field: &Field) -> Cow<'static, str> {
        self.field_named(kind.plural, field.name)
    }

    /// The label of a field by the names of kind and field.
    #[must_use]
    pub fn field_named(self, kind: &str, field: &str) -> Cow<'static, str> {
        let name = hyphened(field);
        self.find(&format!("field-{}-{name}", hyphened(kind)))
            .unwrap_or_else(|| self.label(&format!("field-{name}"), field))
    }

    /// The label of a code of a closed list.
    #[must_use]
    pub fn code(self, vocabulary: &Vocabulary, code: &str) -> Cow<'static, str> {
        self.label(&format!("code-{}-{}", vocabulary.name, hyphened(code)), code)
    }

    /// The label of a unit as written in files or in UCUM: "t/day". An unknown unit stays as it is.
    #[must_use]
    pub fn unit(self, unit: &str) -> Cow<'static, str> {
        if CURRENCIES.holds(unit) {
            return self.currency(unit);
        }
        self.find(&format!("unit-{}", unit_slug(unit))).unwrap_or_else(|| Cow::Owned(unit.to_owned()))
    }

    /// The label of an indicator; an unknown one in a readable form.
    #[must_use]
    pub fn indicator(self, indicator: &str) -> Cow<'static, str> {
        self.label(&format!("indicator-{}", hyphened(indicator)), indicator)
    }

    /// The label of a term of an open list. What kind of term it is follows from the field's name.
    #[must_use]
    pub fn term(self, field: &str, term: &str) -> String {
        match field {
            "indicator" => self.indicator(term).into_owned(),
            "unit" => self.unit(term).into_owned(),
            "language" | "languages" => self.language_name(term).into_owned(),
            "tables" => {
                domain::kind(term).map_or_else(|| term.to_owned(), |kind| self.kind(kind).into_owned())
            }
            _ => term.replace('_', " "),
        }
    }

    /// The name of a language of texts, by its BCP 47 tag; an unknown tag stays as it is.
    #[must_use]
    pub fn language_name(self, tag: &str) -> Cow<'static, str> {
        self.find(&format!("language-{tag}")).unwrap_or_else(|| Cow::Owned(tag.to_owned()))
    }

    /// A problem in words: what was found, what was expected, what to do.
    #[must_use]
    pub fn problem(self, problem: &Problem) -> String {
        let hint = problem.hint.as_deref().unwrap_or_default();
        let asks = if problem.expected.is_empty() { "no" } else { "yes" };
        let arguments: [(&str, Argument<'_>); 4] = [
            ("found", problem.found.as_str().into()),
            ("expected", problem.expected.as_str().into()),
            ("asks", asks.into()),
            ("hint", hint.into()),
        ];
        let text = self.with(&format!("problem-{}", problem.code.as_str()), &arguments);
        if hint.is_empty() {
            return text;
        }
        self.with("problem-hint", &[("text", text.into()), ("hint", hint.into())])
    }

    /// The place of a problem in words: "projects.csv, line 12, column stage".
    #[must_use]
    pub fn problem_place(self, at: &At) -> String {
        let line = at.line.to_string();
        let arguments: [(&str, Argument<'_>); 3] = [
            ("file", at.file.as_str().into()),
            ("line", line.as_str().into()),
            ("column", at.column.as_str().into()),
        ];
        let key = match (at.line, at.column.is_empty()) {
            (0, true) => "problem-at-file",
            (0, false) => "problem-at-column",
            (_, true) => "problem-at-line",
            (_, false) => "problem-at-cell",
        };
        self.with(key, &arguments)
    }

    fn label(self, key: &str, code: &str) -> Cow<'static, str> {
        self.find(key).unwrap_or_else(|| Cow::Owned(readable(code)))
    }
}

/// The middle of a label key: `m3/day` and its UCUM code `m3/d` both become `m3-day`.
pub(crate) fn unit_slug(unit: &str) -> String {
    // These two codes stand for more than one text of the table, and the first there is the narrower.
    let text = match unit {
        "%" => return "percent".to_owned(),
        "deg" => return "deg".to_owned(),
        "a" => "years",
        written => UNITS
            .iter()
            .find(|(text, _)| *text == written)
            .or_else(|| UNITS.iter().find(|(_, code)| *code == written))
            .map_or(written, |(text, _)| *text),
    };
    slug(text)
}

fn hyphened(name: &str) -> String {
    name.replace('_', "-")
}
