//! Building statements: text of ours, values as numbered parameters.

use std::fmt::Write as _;

use domain::{Field, Kind, Record, Shape, Value, Viewer, fold};

use crate::engine::{Param, Row};
use crate::{Error, Result, schema};

/// The most values that one statement is given; SQLite takes 32,766 and PostgreSQL 65,535.
pub(crate) const MOST_PARAMS: usize = 30_000;

/// A statement in the making.
#[derive(Debug, Default)]
pub(crate) struct Sql {
    pub(crate) text: String,
    pub(crate) params: Vec<Param>,
}

impl Sql {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), params: Vec::new() }
    }

    /// Adds text of ours.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds one value as a parameter.
    pub(crate) fn bind(&mut self, value: impl Into<Param>) -> &mut Self {
        self.params.push(value.into());
        let _ = write!(self.text, "${}", self.params.len());
        self
    }

    /// Adds `($1, $2, …)`; nothing is in an empty list.
    pub(crate) fn list<'v>(&mut self, values: impl IntoIterator<Item = &'v str>) -> &mut Self {
        self.push("(");
        let before = self.params.len();
        for value in values {
            if self.params.len() > before {
                self.push(", ");
            }
            self.bind(value);
        }
        if self.params.len() == before {
            self.push("NULL");
        }
        self.push(")")
    }
}

/// `id` and the columns of a kind's fields, each behind the alias.
pub(crate) fn field_columns(kind: &Kind, alias: &str) -> String {
    kind.fields.iter().fold(format!("{alias}.id"), |mut text, field| {
        let _ = write!(text, ", {alias}.\"{}\"", field.name);
        text
    })
}

/// Reads the row that [`field_columns`] asks for.
pub(crate) fn record(kind: &'static Kind, row: &Row, viewer: &Viewer) -> Result<Record> {
    let mut record = Record::new(kind, &row.word(0)?);
    for (at, field) in kind.fields.iter().enumerate() {
        if let Some(stored) = row.text(at + 1)? {
            let value = Value::from_stored(field, &stored).ok_or_else(|| Error::Corrupt {
                table: kind.plural.to_owned(),
                column: field.name.to_owned(),
                row: record.id().to_owned(),
            })?;
            record.set(field.name, Some(value));
        }
    }
    Ok(record.for_viewer(viewer))
}

/// The values of a record's columns, in the order of [`schema::columns`].
pub(crate) fn column_values(record: &Record) -> Vec<Param> {
    let mut params = Vec::new();
    for (field, value) in record.fields() {
        params.push(Param::Text(value.map(Value::stored)));
        if schema::key_column(field).is_some() {
            params.push(key(field, value));
        }
    }
    params
}

/// The longest sort key of a text, in characters.
const LONGEST_KEY: usize = 80;

/// What a list is sorted by where it is sorted by a field that has a column for it.
pub(crate) fn key(field: &Field, value: Option<&Value>) -> Param {
    match (field.shape, value) {
        (Shape::Number, Some(Value::Number(number))) => Param::Real(Some(number.approximate())),
        (Shape::Number, _) => Param::Real(None),
        (_, Some(Value::When(when))) => Param::Text(Some(when.sort_key())),
        (_, Some(Value::Texts(texts))) => Param::Text(Some(
            fold(texts.text(domain::text::PLAIN_LANGUAGE)).chars().take(LONGEST_KEY).collect(),
        )),
        _ => Param::Text(None),
    }
}
