//! What stands in the inputs of a form, and the values that it means.
//!
//! Inputs are named as the columns of files are: `stage`, `title`, `title_ja`. Lists have several inputs of one name;
//! places in documents stand beside them, under the name with `.at` behind. A field without any input stays as it was.

use std::collections::BTreeMap;

use domain::value::CellFault;
use domain::{Citation, Code, Field, Kind, Record, Shape, Texts, Value, Viewer, Visibility};
use formats::csv::{Column, Holds};
use language::typed;

/// What the name of the input for the place in a document ends in.
pub const LOCATOR: &str = ".at";

/// The most characters of one input.
pub const LONGEST_CELL: usize = 50_000;

/// The most inputs of one list.
pub const MOST_PARTS: usize = 300;

/// The languages whose inputs every text has.
const LANGUAGES: [&str; 2] = ["en", "ja"];

/// One input of a form, or several of one name: a field, of texts the part in one language.
#[derive(Debug, Clone)]
pub struct Slot {
    /// The name of the input.
    pub name: String,
    /// The field.
    pub field: &'static Field,
    /// The BCP 47 tag, for texts.
    pub language: Option<String>,
}

impl Slot {
    /// Finds the input of this name.
    #[must_use]
    pub fn named(kind: &'static Kind, name: &str) -> Option<Self> {
        let column = Column::named(kind, name).filter(|column| column.name == name)?;
        let (field, language) = match column.holds {
            Holds::Id => return None,
            Holds::Value { field } => (field, None),
            Holds::Text { field, language } => (field, Some(language)),
        };
        Some(Self { name: column.name, field: kind.field(field)?, language })
    }

    fn of_text(kind: &'static Kind, field: &'static Field, language: &str) -> Option<Self> {
        Self::named(kind, &format!("{}_{language}", field.name)).or_else(|| {
            Self::named(kind, field.name).filter(|slot| slot.language.as_deref() == Some(language))
        })
    }
}

/// The texts in the inputs of a form, by the names of the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells(BTreeMap<String, Vec<String>>);

impl Cells {
    /// The inputs of a record, as far as its fields may be seen.
    #[must_use]
    pub fn of(record: &Record, sight: Visibility) -> Self {
        let mut cells = Self::default();
        for (field, value) in record.fields().filter(|(field, _)| field.visibility >= sight) {
            cells.fill(record.kind(), field, value);
        }
        cells
    }

    /// Takes what belongs to fields of the kind out of what a form sent or an address says; the rest is passed over.
    #[must_use]
    pub fn sent(kind: &'static Kind, pairs: &[(String, String)]) -> Self {
        let mut cells = Self::default();
        for (name, text) in pairs {
            let plain = name.strip_suffix(LOCATOR).unwrap_or(name);
            let known = Slot::named(kind, plain).is_some_and(|slot| {
                plain.len() == name.len() || matches!(slot.field.shape, Shape::Citations)
            });
            if known {
                let parts = cells.0.entry(name.clone()).or_default();
                if parts.len() < MOST_PARTS {
                    parts.push(text.clone());
                }
            }
        }
        cells
    }

    /// The texts in the inputs of a name.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The text in the only input of a name; blank when there is none.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// Tells whether there is an input of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Sets the texts in the inputs of a name.
    pub fn set(&mut self, name: &str, texts: Vec<String>) {
        self.0.insert(name.to_owned(), texts);
    }

    /// Takes the inputs of a name away, so that the field stays as it is on record.
    pub fn leave(&mut self, slot: &Slot) {
        self.0.remove(&slot.name);
        self.0.remove(&format!("{}{LOCATOR}", slot.name));
    }

    /// Every name with its texts, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(name, texts)| (name.as_str(), texts.as_slice()))
    }

    /// The inputs of a field: of texts one for each language that it usually has or has here.
    #[must_use]
    pub fn slots(&self, kind: &'static Kind, field: &'static Field) -> Vec<Slot> {
        if !matches!(field.shape, Shape::Texts { .. }) {
            return vec![Slot { name: field.name.to_owned(), field, language: None }];
        }
        let usual = LANGUAGES.iter().filter_map(|language| Slot::of_text(kind, field, language));
        let mut slots: Vec<Slot> = usual.collect();
        let others = self.0.keys().filter_map(|name| Slot::named(kind, name));
        for slot in others.filter(|slot| slot.field.name == field.name) {
            if slots.iter().all(|known| known.name != slot.name) {
                slots.push(slot);
            }
        }
        slots
    }

    fn fill(&mut self, kind: &'static Kind, field: &'static Field, value: Option<&Value>) {
        match value {
            Some(Value::Texts(texts)) => {
                for (language, text) in texts.iter() {
                    if let Some(slot) = Slot::of_text(kind, field, language) {
                        self.set(&slot.name, vec![text.to_owned()]);
                    }
                }
            }
            Some(Value::Many(parts) | Value::References(parts)) => self.set(field.name, parts.clone()),
            Some(Value::Citations(citations)) => {
                self.set(field.name, citations.iter().map(|one| one.document.clone()).collect());
                let places = citations.iter().map(|one| one.locator.clone()).collect();
                self.set(&format!("{}{LOCATOR}", field.name), places);
            }
            Some(value) => self.set(field.name, vec![value.cell()]),
            None if matches!(field.shape, Shape::Texts { .. }) => {}
            None => self.set(field.name, Vec::new()),
        }
        for slot in self.slots(kind, field) {
            self.0.entry(slot.name).or_default();
        }
    }

    /// The value that the inputs of a field mean, where the field had the value `old` when the form was made. What was
    /// not touched stays letter for letter as it was.
    ///
    /// # Errors
    /// The name of the input with what is wrong in it.
    pub(super) fn value(
        &self,
        kind: &'static Kind,
        field: &'static Field,
        old: Option<&Value>,
    ) -> Result<Option<Value>, (String, CellFault)> {
        let mut before = Self::default();
        before.fill(kind, field, old);
        let slots = self.slots(kind, field).into_iter().filter(|slot| self.has(&slot.name));
        let touched: Vec<Slot> = slots.filter(|slot| self.plain(slot) != before.plain(slot)).collect();
        if touched.is_empty() {
            return Ok(old.cloned());
        }
        let too_long = touched
            .iter()
            .find(|slot| self.all(&slot.name).iter().any(|text| text.chars().count() > LONGEST_CELL));
        if let Some(slot) = too_long {
            let expected = format!("≤ {LONGEST_CELL}");
            return Err((slot.name.clone(), CellFault { code: Code::CellTooLong, expected, hint: None }));
        }
        if let Shape::Texts { .. } = field.shape {
            let mut texts = match old {
                Some(Value::Texts(texts)) => texts.clone(),
                _ => Texts::default(),
            };
            for slot in &touched {
                texts.set(slot.language.as_deref().unwrap_or_default(), &plain(self.one(&slot.name)));
            }
            return Ok((!texts.is_empty()).then_some(Value::Texts(texts)));
        }
        let Some(slot) = touched.first() else { return Ok(old.cloned()) };
        let cell = self.plain(slot);
        if cell.is_empty() {
            return Ok(None);
        }
        parse(field, &cell).map(Some).map_err(|fault| (slot.name.clone(), fault))
    }

    /// What stands in the inputs of a name as the text of one cell, without what nobody sees: blanks at the ends,
    /// the way in which lines end.
    fn plain(&self, slot: &Slot) -> String {
        let texts = self.all(&slot.name).iter().map(|text| plain(text));
        match slot.field.shape {
            Shape::Texts { .. } => texts.collect(),
            Shape::Terms | Shape::References(_) => {
                texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(";")
            }
            Shape::Citations => {
                let places = self.all(&format!("{}{LOCATOR}", slot.name));
                let places = places.iter().map(|text| line(text)).chain(std::iter::repeat(String::new()));
                let pairs = texts.map(|text| line(&text)).zip(places);
                let cited = pairs.map(|(document, locator)| Citation { document, locator }.cell());
                cited.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")
            }
            _ => texts.map(|text| line(&text)).collect(),
        }
    }
}

/// Reads the text of one cell as people type it.
fn parse(field: &Field, cell: &str) -> Result<Value, CellFault> {
    let notation = match field.shape {
        Shape::Date | Shape::Period => typed::when(cell).ok().map(|when| when.written().to_owned()),
        Shape::Number => typed::number(cell).ok().map(|number| number.written().to_owned()),
        _ => None,
    };
    Value::parse(field, notation.as_deref().unwrap_or(cell))
}

/// A text without signs that nobody sees, and with lines that end in one way.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    shown.trim().to_owned()
}

/// A text as an input of one line holds it.
fn line(text: &str) -> String {
    plain(text).replace('\n', " ")
}

/// The fields of a record that the viewer may fill in and see.
pub fn open_fields(
    kind: &'static Kind,
    viewer: &Viewer,
    record: &Record,
) -> impl Iterator<Item = &'static Field> + use<> {
    let sight = viewer.sight(record);
    kind.fields.iter().filter(move |field| field.visibility >= sight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(query: &[(&str, &str)]) -> Vec<(String, String)> {
        query.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn read(plural: &str, field: &str, sent: &[(&str, &str)]) -> Result<Option<String>, (String, Code)> {
        let kind = domain::kind(plural).unwrap();
        let cells = Cells::sent(kind, &pairs(sent));
        let value = cells.value(kind, kind.field(field).unwrap(), None);
        value.map(|value| value.map(|value| value.stored())).map_err(|(name, fault)| (name, fault.code))
    }

    #[test]
    fn inputs_mean_what_people_type() {
        for (plural, field, sent, stored) in [
            ("projects", "start", vec![("start", "平成11年5月")], Some("1999-05")),
            ("projects", "start", vec![("start", " May 1999 ")], Some("1999-05")),
            ("projects", "amount", vec![("amount", "1,265,000")], Some("1265000")),
            ("projects", "title", vec![("title", " A ")], Some(r#"{"en":"A"}"#)),
            ("projects", "title", vec![("title_ja", "案"), ("title", "")], Some(r#"{"ja":"案"}"#)),
            ("projects", "title", vec![("title_vi", "a\r\nb\0")], Some(r#"{"vi":"a\nb"}"#)),
            (
                "places",
                "name",
                vec![("name_en", "Hue"), ("name_ja", "フエ")],
                Some(r#"{"en":"Hue","ja":"フエ"}"#),
            ),
            ("projects", "sectors", vec![("sectors", "a"), ("sectors", ""), ("sectors", " b ")], Some("a;b")),
            ("projects", "sectors", vec![("sectors", "")], None),
            (
                "projects",
                "source",
                vec![("source", "a.txt"), ("source.at", "Table 1"), ("source", ""), ("source.at", "")],
                Some("a.txt: Table 1"),
            ),
            (
                "projects",
                "source",
                vec![("source", "a.txt"), ("source.at", ""), ("source", "b.txt"), ("source.at", "page 2")],
                Some("a.txt; b.txt: page 2"),
            ),
            ("projects", "stage", vec![("stage", "need")], Some("need")),
            ("projects", "stage", vec![], None),
            ("projects", "stage", vec![("stage.at", "need"), ("token", "x"), ("Stage", "need")], None),
        ] {
            assert_eq!(read(plural, field, &sent), Ok(stored.map(str::to_owned)), "{field} {sent:?}");
        }
    }

    #[test]
    fn faults_name_their_input() {
        for (field, sent, code) in [
            ("start", vec![("start", "soon")], Code::UnreadableDate),
            ("start", vec![("start", "1999 to 2001")], Code::PeriodNotDate),
            ("amount", vec![("amount", "1,2")], Code::GroupedNumber),
            ("stage", vec![("stage", "begun")], Code::UnknownCode),
        ] {
            assert_eq!(read("projects", field, &sent), Err((field.to_owned(), code)));
        }
        let long = "x".repeat(LONGEST_CELL + 1);
        let found = read("projects", "title", &[("title", ""), ("title_ja", &long)]);
        assert_eq!(found, Err(("title_ja".to_owned(), Code::CellTooLong)));
    }

    #[test]
    fn what_was_not_touched_stays_letter_for_letter() {
        let kind = domain::kind("projects").unwrap();
        let field = kind.field("summary").unwrap();
        let mut texts = Texts::of("en", " two \r\n lines ");
        texts.set("vi", "x");
        let old = Value::Texts(texts);
        let mut cells = Cells::default();
        cells.fill(kind, field, Some(&old));
        assert_eq!(cells.value(kind, field, Some(&old)), Ok(Some(old.clone())));
        assert_eq!(Cells::default().value(kind, field, Some(&old)), Ok(Some(old.clone())));
        cells.set("summary_vi", vec![String::new()]);
        let Ok(Some(Value::Texts(left))) = cells.value(kind, field, Some(&old)) else { panic!() };
        assert_eq!(left, Texts::of("en", " two \r\n lines "));
    }
}
