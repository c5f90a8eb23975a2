//! One record of any kind.

use crate::kind::{Field, FieldFault, Identity, Kind, Shape, Title};
use crate::problem::Code;
use crate::text::{PLAIN_LANGUAGE, Texts, slug};
use crate::value::{Citation, Value};
use crate::viewer::Viewer;
use crate::when::When;

/// One record: its kind, its id, and a value for each field that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    kind: &'static Kind,
    id: String,
    values: Vec<Option<Value>>,
}

impl Record {
    /// Makes a record without values.
    #[must_use]
    pub fn new(kind: &'static Kind, id: &str) -> Self {
        Self { kind, id: id.to_owned(), values: vec![None; kind.fields.len()] }
    }

    /// The kind of the record.
    #[must_use]
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// The id, unique in the office's whole record.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Gives the record another id.
    pub fn set_id(&mut self, id: String) {
        self.id = id;
    }

    /// The value of a field by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.kind.position(name).and_then(|at| self.values.get(at)).and_then(Option::as_ref)
    }

    /// Sets the value of a field by name; an unknown name is passed over.
    pub fn set(&mut self, name: &str, value: Option<Value>) {
        if let Some(slot) = self.kind.position(name).and_then(|at| self.values.get_mut(at)) {
            *slot = value;
        }
    }

    /// Every field with its value, in the order of the kind.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, Option<&Value>)> {
        self.kind.fields.iter().zip(self.values.iter().map(Option::as_ref))
    }

    /// The text of a plain, code, term or reference field; blank if there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Value::Text(text) | Value::Reference(text)) => text,
            _ => "",
        }
    }

    /// The languages of a text field.
    #[must_use]
    pub fn texts(&self, name: &str) -> Option<&Texts> {
        match self.get(name) {
            Some(Value::Texts(texts)) => Some(texts),
            _ => None,
        }
    }

    /// The date or period of a field.
    #[must_use]
    pub fn when(&self, name: &str) -> Option<&When> {
        match self.get(name) {
            Some(Value::When(when)) => Some(when),
            _ => None,
        }
    }

    /// The number of a field.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<&crate::number::Number> {
        match self.get(name) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// The ids to which a field refers.
    #[must_use]
    pub fn references(&self, name: &str) -> &[String] {
        self.get(name).map_or(&[], Value::references)
    }

    /// The terms of a list field.
    #[must_use]
    pub fn terms(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(Value::Many(many)) => many,
            _ => &[],
        }
    }

    /// The citations of a field.
    #[must_use]
    pub fn citations(&self, name: &str) -> &[Citation] {
        match self.get(name) {
            Some(Value::Citations(citations)) => citations,
            _ => &[],
        }
    }

    /// The date that places the record in time.
    #[must_use]
    pub fn date(&self) -> Option<&When> {
        self.kind.date.and_then(|name| self.when(name))
    }

    /// How the record is called. `name_of` gives the title of another record, for kinds called by those they join.
    #[must_use]
    pub fn title(&self, name_of: &dyn Fn(&str) -> Option<Texts>) -> Texts {
        let names = match self.kind.title {
            Title::Field(name) => {
                return self.texts(name).cloned().unwrap_or_else(|| Texts::of(PLAIN_LANGUAGE, &self.id));
            }
            Title::Fields(names) => names,
        };
        let parts: Vec<Texts> = names.iter().filter_map(|name| self.title_part(name, name_of)).collect();
        let mut title = Texts::default();
        for language in [PLAIN_LANGUAGE, "ja"] {
            let words: Vec<&str> = parts.iter().map(|part| part.text(language)).collect();
            title.set(language, &words.join(" · "));
        }
        if title.get("ja") == title.get(PLAIN_LANGUAGE) {
            title.set("ja", "");
        }
        title
    }

    fn title_part(&self, name: &str, name_of: &dyn Fn(&str) -> Option<Texts>) -> Option<Texts> {
        Some(match self.get(name)? {
            Value::Reference(id) => name_of(id).unwrap_or_else(|| Texts::of(PLAIN_LANGUAGE, id)),
            Value::Texts(texts) => texts.clone(),
            other => Texts::of(PLAIN_LANGUAGE, &other.cell().replace('_', " ")),
        })
    }

    /// The id that follows from the record's own fields, without a counter behind it; `None` for kinds whose files
    /// have a column for it.
    #[must_use]
    pub fn id_from_fields(&self) -> Option<String> {
        let Identity::Fields { prefix, names } = self.kind.identity else { return None };
        let parts: Vec<String> =
            names.iter().filter_map(|name| self.get(name)).map(|value| slug(&value.cell())).collect();
        let mut id = format!("{prefix}{}", parts.join("-"));
        id.truncate(crate::value::LONGEST_ID - 8);
        Some(id)
    }

    /// Checks what can be known from the record alone: required fields and the kind's own checks.
    #[must_use]
    pub fn check(&self) -> Vec<FieldFault> {
        let missing =
            self.fields().filter(|(field, value)| field.required && value.is_none()).map(|(field, _)| {
                FieldFault { field: field.name, fault: Code::MissingValue, expected: String::new() }
            });
        missing.chain((self.kind.check)(self)).collect()
    }

    /// Takes away what the viewer may not see.
    #[must_use]
    pub fn for_viewer(mut self, viewer: &Viewer) -> Self {
        let sight = viewer.sight(&self);
        for (field, value) in self.kind.fields.iter().zip(self.values.iter_mut()) {
            if field.visibility < sight {
                *value = None;
            }
        }
        self
    }

    /// Every id to which the record refers, with the field.
    pub fn links(&self) -> impl Iterator<Item = (&'static Field, &str)> {
        self.fields().flat_map(|(field, value)| {
            value.into_iter().flat_map(Value::references).map(move |id| (field, id.as_str()))
        })
    }

    /// The record as JSON: ids and codes as text, texts by language, numbers and dates as written.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let mut object = serde_json::Map::new();
        object.insert("kind".to_owned(), self.kind.plural.into());
        object.insert("id".to_owned(), self.id.as_str().into());
        for (field, value) in self.fields() {
            object.insert(field.name.to_owned(), value.map_or(serde_json::Value::Null, |v| json(field, v)));
        }
        object.into()
    }
}

fn json(field: &Field, value: &Value) -> serde_json::Value {
    match value {
        Value::Texts(texts) => serde_json::json!(texts),
        Value::Many(many) | Value::References(many) => serde_json::json!(many),
        Value::Citations(citations) => citations
            .iter()
            .map(|c| serde_json::json!({ "document": c.document, "locator": c.locator }))
            .collect(),
        Value::Number(number) if !number.is_range() && matches!(field.shape, Shape::Number) => {
            serde_json::from_str(number.written()).unwrap_or_else(|_| number.written().into())
        }
        other => other.cell().into(),
    }
}

/// The end of a span must not come before its start: a check that several kinds share.
#[must_use]
pub fn starts_before_ends(record: &Record, start: &'static str, end: &'static str) -> Vec<FieldFault> {
    let first = record.when(start).and_then(When::earliest);
    let last = record.when(end).and_then(When::latest);
    match (first, last) {
        (Some(first), Some(last)) if last < first => {
            vec![FieldFault { field: end, fault: Code::PeriodReversed, expected: format!("≥ {first}") }]
        }
        _ => Vec::new(),
    }
}

/// A value means nothing without the field that says what it counts: a check that several kinds share.
#[must_use]
pub fn needs_partner(record: &Record, field: &'static str, partner: &'static str) -> Vec<FieldFault> {
    if record.get(field).is_some() && record.get(partner).is_none() {
        vec![FieldFault { field: partner, fault: Code::MissingPartner, expected: field.to_owned() }]
    } else {
        Vec::new()
    }
}
