//! Which columns the file of a kind has, and what each holds.

use std::collections::BTreeSet;

use domain::kind::Identity;
use domain::text::PLAIN_LANGUAGE;
use domain::{Field, Kind, Record, Shape, Value};

use super::ids::Ids;

/// The languages whose columns names always have, also when no record has a name in them.
const NAME_LANGUAGES: [&str; 2] = ["en", "ja"];

/// One column of the file of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in the header, in its usual spelling.
    pub name: String,
    /// What the cells below hold.
    pub holds: Holds,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// The id of the record.
    Id,
    /// The value of a field.
    Value {
        /// The name of the field.
        field: &'static str,
    },
    /// The text of a field in one language.
    Text {
        /// The name of the field.
        field: &'static str,
        /// BCP 47 tag.
        language: String,
    },
}

impl Column {
    /// Finds the column that a header names, whatever the case of its letters.
    #[must_use]
    pub fn named(kind: &'static Kind, header: &str) -> Option<Self> {
        let header = header.trim();
        if header.eq_ignore_ascii_case(kind.id_column()) {
            return Some(Self { name: kind.id_column().to_owned(), holds: Holds::Id });
        }
        kind.fields.iter().find_map(|field| match field.shape {
            Shape::Texts { by_language } => text_column(field, by_language, header),
            _ => header.eq_ignore_ascii_case(field.name).then(|| value_column(field)),
        })
    }

    /// The field whose value stands here, `None` for the id.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self.holds {
            Holds::Id => None,
            Holds::Value { field } | Holds::Text { field, .. } => Some(field),
        }
    }

    /// The text of a record's cell in this column; blank when the record has nothing there.
    #[must_use]
    pub fn cell(&self, record: &Record) -> String {
        match &self.holds {
            Holds::Id => record.id().to_owned(),
            Holds::Value { field } => record.get(field).map(Value::cell).unwrap_or_default(),
            Holds::Text { field, language } => {
                record.texts(field).and_then(|texts| texts.get(language)).unwrap_or_default().to_owned()
            }
        }
    }
}

/// What the columns of a file depend on besides the kind: the languages of each text, and whether ids have to be
/// written that usually follow from the fields.
///
/// Show it the records in the order in which they will be written.
#[derive(Debug)]
pub struct Layout {
    kind: &'static Kind,
    languages: Vec<BTreeSet<String>>,
    with_id: bool,
    ids: Ids,
}

impl Layout {
    /// The layout of a file without records.
    #[must_use]
    pub fn new(kind: &'static Kind) -> Self {
        let languages = kind.fields.iter().map(usual_languages).collect();
        let with_id = matches!(kind.identity, Identity::Column { .. });
        Self { kind, languages, with_id, ids: Ids::default() }
    }

    /// Makes room for what this record holds.
    pub fn see(&mut self, record: &Record) {
        for ((_, value), known) in record.fields().zip(&mut self.languages) {
            let Some(Value::Texts(texts)) = value else { continue };
            for (language, _) in texts.iter() {
                if !known.contains(language) {
                    known.insert(language.to_owned());
                }
            }
        }
        if !self.with_id {
            let derived = record.id_from_fields().map(|id| self.ids.give(id));
            self.with_id = derived.as_deref() != Some(record.id());
        }
    }
}

/// The columns of a file of this layout, in the order of the kind's fields.
#[must_use]
pub fn columns(layout: &Layout) -> Vec<Column> {
    let mut columns = Vec::new();
    if layout.with_id {
        columns.push(Column { name: layout.kind.id_column().to_owned(), holds: Holds::Id });
    }
    for (field, languages) in layout.kind.fields.iter().zip(&layout.languages) {
        let Shape::Texts { by_language } = field.shape else {
            columns.push(value_column(field));
            continue;
        };
        let (usual, further): (Vec<_>, Vec<_>) =
            languages.iter().partition(|language| NAME_LANGUAGES.contains(&language.as_str()));
        columns.extend(usual.into_iter().chain(further).map(|l| language_column(field, by_language, l)));
    }
    columns
}

fn usual_languages(field: &Field) -> BTreeSet<String> {
    match field.shape {
        Shape::Texts { by_language: true } => NAME_LANGUAGES.map(str::to_owned).into(),
        Shape::Texts { by_language: false } => [PLAIN_LANGUAGE.to_owned()].into(),
        _ => BTreeSet::new(),
    }
}

fn value_column(field: &'static Field) -> Column {
    Column { name: field.name.to_owned(), holds: Holds::Value { field: field.name } }
}

fn language_column(field: &'static Field, by_language: bool, language: &str) -> Column {
    let name = if !by_language && language == PLAIN_LANGUAGE {
        field.name.to_owned()
    } else {
        format!("{}_{language}", field.name)
    };
    Column { name, holds: Holds::Text { field: field.name, language: language.to_owned() } }
}

fn text_column(field: &'static Field, by_language: bool, header: &str) -> Option<Column> {
    if !by_language && header.eq_ignore_ascii_case(field.name) {
        return Some(language_column(field, false, PLAIN_LANGUAGE));
    }
    let (name, tag) = header.split_at_checked(field.name.len())?;
    let tag = name.eq_ignore_ascii_case(field.name).then_some(tag)?.strip_prefix('_')?;
    Some(language_column(field, by_language, &language_tag(tag)?))
}

/// Reads a language tag in any case and with either joint (`ZH_hans`) and writes it as is usual (`zh-Hans`).
///
/// # Source
/// BCP 47 (RFC 5646) 2.1.1: language in lower case, script in title case, region in upper case.
fn language_tag(written: &str) -> Option<String> {
    let mut parts = written.split(['-', '_']);
    let language = parts.next()?;
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    if !(2..=3).contains(&language.len()) || !letters(language) {
        return None;
    }
    let mut tag = language.to_ascii_lowercase();
    for part in parts {
        if !(2..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        let mut part = part.to_ascii_lowercase();
        match part.len() {
            2 => part.make_ascii_uppercase(),
            4 if letters(&part) => {
                if let Some(first) = part.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
            }
            _ => {}
        }
        tag.push_str(&part);
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::kinds::{conflicts, memberships, places, projects};

    #[test]
    fn headers_name_columns_in_any_case_and_language() {
        for (kind, header, name) in [
            (&places::KIND, " ID ", Some("id")),
            (&places::KIND, "Name_EN", Some("name_en")),
            (&places::KIND, "name_ZH_hans", Some("name_zh-Hans")),
            (&places::KIND, "name_pt-br", Some("name_pt-BR")),
            (&places::KIND, "name", None),
            (&places::KIND, "name_english", None),
            (&projects::KIND, "title", Some("title")),
            (&projects::KIND, "title_en", Some("title")),
            (&projects::KIND, "title_ja", Some("title_ja")),
            (&conflicts::KIND, "value_a", Some("value_a")),
            (&conflicts::KIND, "value_a_ja", Some("value_a_ja")),
            (&conflicts::KIND, "value_c", None),
            (&memberships::KIND, "id", Some("id")),
            (&memberships::KIND, "é", None),
        ] {
            assert_eq!(Column::named(kind, header).map(|c| c.name).as_deref(), name, "{header}");
        }
    }

    #[test]
    fn layouts_grow_with_the_languages_and_ids_of_records() {
        let names = |layout: &Layout| columns(layout).into_iter().map(|c| c.name).collect::<Vec<_>>();
        let mut layout = Layout::new(&memberships::KIND);
        assert_eq!(names(&layout), ["member", "group", "from", "to", "note", "source"]);

        let mut record = Record::new(&memberships::KIND, "mem-dalian-org-oeaed");
        record.set("member", Some(Value::Reference("dalian".to_owned())));
        record.set("group", Some(Value::Reference("org-oeaed".to_owned())));
        layout.see(&record);
        assert_eq!(names(&layout).first().unwrap(), "member");

        record.set_id("mem-other".to_owned());
        record.set("note", Some(Value::Texts(domain::Texts::of("ja", "会員"))));
        layout.see(&record);
        assert_eq!(names(&layout), ["id", "member", "group", "from", "to", "note", "note_ja", "source"]);
    }
}
