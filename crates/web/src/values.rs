//! Values of fields as pages show them: codes and terms as labels, references as links, dates and numbers as people
//! write them, citations with the name of the document.
//!
//! This is the one place that turns a field's shape into HTML; lists, record pages and stories all use it.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::kind::Title;
use domain::{Citation, Field, Kind, Number, Record, Shape, Unit, Value};
use language::Words;
use store::Names;

use crate::layout::Said;

/// A value of a field, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "layout/value.html")]
pub enum Shown {
    /// Nothing is on record.
    Blank,
    /// A text of the record.
    Text(Said),
    /// Words of the page's language: labels of codes and terms.
    Labels(Vec<String>),
    /// Other records.
    Links(Vec<Link>),
    /// A place outside this server.
    Outside(String),
    /// A number with its unit.
    Number {
        /// The number as people write it.
        number: String,
        /// The unit; blank if there is none.
        unit: String,
    },
    /// A date or period.
    When(String),
    /// Documents with the place in them.
    Citations(Vec<Cited>),
}

impl HtmlSafe for Shown {}
impl HtmlSafe for Link {}
impl HtmlSafe for Cited {}

/// A link to a record.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "layout/link.html")]
pub struct Link {
    /// The address of the record's page.
    pub address: String,
    /// The record's title.
    pub text: Said,
    /// The code of the sector, when the record is one: it has a hue.
    pub sector: Option<String>,
}

/// A document and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "layout/cited.html")]
pub struct Cited {
    /// The address of the source's page; `None` when no source is on record under this name.
    pub address: Option<String>,
    /// The title of the source, else the words of the citation.
    pub document: Said,
    /// The section, table, figure or page.
    pub locator: String,
}

/// How much of a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// For tables: short dates.
    Short,
    /// For the record's own page: dates with era in Japanese.
    Long,
}

impl Shown {
    /// Tells whether the value stands at the right of its column.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number { .. })
    }

    /// Tells whether the value is a date.
    #[must_use]
    pub fn is_when(&self) -> bool {
        matches!(self, Self::When(_))
    }

    /// Tells whether there is no value.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }
}

/// Shows the value that a record has in a field.
#[must_use]
pub fn shown(words: Words, names: &Names, record: &Record, field: &Field, length: Length) -> Shown {
    let Some(value) = record.get(field.name) else { return Shown::Blank };
    match (value, field.shape) {
        (Value::Text(code), Shape::Code(vocabulary)) => {
            Shown::Labels(vec![words.code(vocabulary, code).into_owned()])
        }
        (Value::Text(term), Shape::Term) => {
            Shown::Labels(vec![term_of(words, names, record, field.name, term)])
        }
        (Value::Text(text), _) if is_outside(text) => Shown::Outside(text.clone()),
        (Value::Text(text), _) => Shown::Text(Said::plain(text)),
        (Value::Texts(texts), _) => Shown::Text(Said::of(texts, words.language())),
        (Value::Many(terms), _) => {
            Shown::Labels(terms.iter().map(|term| term_label(words, field.name, term)).collect())
        }
        (Value::When(when), _) => Shown::When(match length {
            Length::Short => words.when_short(when),
            Length::Long => words.when_long(when),
        }),
        (Value::Number(number), _) => quantity(words, number, unit_of(record, field)),
        (Value::Reference(_) | Value::References(_), _) => {
            Shown::Links(value.references().iter().map(|id| link(words, names, id)).collect())
        }
        (Value::Citations(citations), _) => {
            Shown::Citations(citations.iter().map(|citation| cited(words, names, citation)).collect())
        }
    }
}

/// The unit of a number: fixed, or what another field of the record says.
#[must_use]
pub fn unit_of<'r>(record: &'r Record, field: &Field) -> &'r str {
    match field.unit {
        Unit::None => "",
        Unit::Fixed(code) => code,
        Unit::Field(name) => record.text(name),
    }
}

/// A number with its unit.
#[must_use]
pub fn quantity(words: Words, number: &Number, unit: &str) -> Shown {
    let unit = if unit.is_empty() { String::new() } else { words.unit(unit).into_owned() };
    Shown::Number { number: words.number(number), unit }
}

/// The label of a term of an open list. What kind of term it is follows from the field's name.
#[must_use]
pub fn term_label(words: Words, field: &str, term: &str) -> String {
    words.term(field, term)
}

/// The label of a term of this record: a conflict names the field or indicator that it is about.
fn term_of(words: Words, names: &Names, record: &Record, field: &str, term: &str) -> String {
    let about = (record.kind().plural == "conflicts" && field == "field").then(|| record.text("subject"));
    let named = about
        .and_then(|subject| names.get(subject))
        .and_then(|head| head.kind.field(term).map(|field| words.field(head.kind, field).into_owned()));
    match (named, about) {
        (Some(label), _) => label,
        (None, Some(_)) => words.indicator(term).into_owned(),
        (None, None) => term_label(words, field, term),
    }
}

/// The label of a value by which a list can be narrowed; ids of records by their titles.
#[must_use]
pub fn filter_label(words: Words, names: &Names, field: &Field, value: &str) -> Said {
    match field.shape {
        Shape::Code(vocabulary) => Said::plain(&words.code(vocabulary, value)),
        Shape::Reference(_) | Shape::References(_) | Shape::Citations => names
            .get(value)
            .map_or_else(|| Said::plain(value), |head| Said::of(&head.title, words.language())),
        _ => Said::plain(&term_label(words, field.name, value)),
    }
}

/// The title of a record, with terms as labels where it is called by several fields.
#[must_use]
pub fn title(words: Words, names: &Names, record: &Record) -> Said {
    let parts = match record.kind().title {
        Title::Field(_) => return Said::of(&record.title(&|_| None), words.language()),
        Title::Fields(parts) => parts,
    };
    let part = |name: &&str| match record.get(name)? {
        Value::Reference(id) => Some(link(words, names, id).text.text),
        Value::When(when) => Some(words.when_short(when)),
        Value::Texts(texts) => Some(texts.text(words.tag()).to_owned()),
        value => Some(term_of(words, names, record, name, &value.cell())),
    };
    Said::plain(&parts.iter().filter_map(part).collect::<Vec<_>>().join(" · "))
}

/// A link to a record; an id that is not on record stands as it is and leads to the page that says so.
#[must_use]
pub fn link(words: Words, names: &Names, id: &str) -> Link {
    match names.get(id) {
        Some(head) => Link {
            address: address(head.kind, id),
            text: Said::of(&head.title, words.language()),
            sector: (head.kind.plural == "sectors").then(|| id.to_owned()),
        },
        None => Link { address: format!("/r/{id}"), text: Said::plain(id), sector: None },
    }
}

/// The address of a record's page.
#[must_use]
pub fn address(kind: &Kind, id: &str) -> String {
    format!("/{}/{id}", kind.plural)
}

/// A citation with the title of its source. `names` holds sources by the name under which they are cited, too.
#[must_use]
pub fn cited(words: Words, names: &Names, citation: &Citation) -> Cited {
    let Citation { document, locator } = citation;
    match names.get(document) {
        Some(head) => Cited {
            address: Some(address(head.kind, &head.id)),
            document: Said::of(&head.title, words.language()),
            locator: locator.clone(),
        },
        None if document.is_empty() => {
            Cited { address: None, document: Said::plain(locator), locator: String::new() }
        }
        None => Cited { address: None, document: Said::plain(document), locator: locator.clone() },
    }
}

fn is_outside(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Texts;
    use language::Language;
    use store::Head;

    fn names() -> Names {
        let mut dalian = Texts::of("en", "Dalian & co");
        dalian.set("ja", "大連");
        let source = Texts::of("en", "A report");
        [
            ("dalian", Head { id: "dalian".into(), kind: domain::kind("places").unwrap(), title: dalian }),
            ("a.txt", Head { id: "src-a".into(), kind: domain::kind("sources").unwrap(), title: source }),
        ]
        .into_iter()
        .map(|(key, head)| (key.to_owned(), head))
        .collect()
    }

    fn html(language: Language, field: &str, cell: &str) -> String {
        let kind = domain::kind("projects").unwrap();
        let mut record = Record::new(kind, "prj-x");
        record.set("currency", Some(Value::Text("JPY".into())));
        let field = kind.field(field).unwrap();
        record.set(field.name, Some(Value::parse(field, cell).unwrap()));
        shown(Words::of(language), &names(), &record, field, Length::Long).to_string()
    }

    #[test]
    fn each_shape_has_its_form() {
        for (field, cell, expected) in [
            ("title", "<i>x</i>", "&#60;i&#62;x&#60;/i&#62;"),
            ("partner_place", "dalian", "<a href=\"/places/dalian\">Dalian &#38; co</a>"),
            ("partner_place", "nowhere", "<a href=\"/r/nowhere\">nowhere</a>"),
            ("amount", "1265000", "1,265,000<span class=\"unit\"> JPY</span>"),
            ("start", "1999-05", "May 1999"),
        ] {
            assert_eq!(html(Language::En, field, cell), expected, "{field}");
        }
        assert_eq!(html(Language::Ja, "partner_place", "dalian"), "<a href=\"/places/dalian\">大連</a>");
        assert!(html(Language::Ja, "start", "1999-05-12").contains("平成11年"));
    }

    #[test]
    fn titles_of_several_fields_use_labels() {
        let mut record = Record::new(domain::kind("observations").unwrap(), "obs-x");
        for (name, cell) in [("subject", "dalian"), ("indicator", "nrw_rate"), ("year", "FY2014")] {
            let field = record.kind().field(name).unwrap();
            record.set(name, Some(Value::parse(field, cell).unwrap()));
        }
        assert_eq!(title(Words::of(Language::Ja), &names(), &record).text, "無収水率 · 大連 · 2014年度");
    }

    #[test]
    fn citations_name_the_document() {
        let html = html(Language::En, "source", "a.txt: Table 1; b.txt: page <2>");
        assert!(html.contains("<a href=\"/sources/src-a\">A report</a>"), "{html}");
        assert!(html.contains("b.txt") && html.contains("page &#60;2&#62;"), "{html}");
    }

    #[test]
    fn only_web_addresses_lead_outside() {
        assert!(is_outside("https://example.org/a"));
        assert!(!is_outside("javascript:alert(1)") && !is_outside("see https://example.org"));
    }
}
