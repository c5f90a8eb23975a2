//! The first row of a file: which column holds what.

use domain::kind::Identity;
use domain::value::nearest;
use domain::{At, Code, Kind, Problem, Shape};

use super::cells::{Cells, Split};
use super::columns::{Column, Layout, columns};

/// The header of a file as understood.
#[derive(Debug)]
pub(super) struct Header {
    /// The names as the file has them, trimmed.
    pub names: Vec<String>,
    /// What each column holds; `None` for columns that are not understood and for those without a name.
    pub columns: Vec<Option<Column>>,
    /// What keeps every row from being read.
    pub faults: Vec<Problem>,
}

impl Header {
    /// Reads the header; a file without any row has none.
    pub fn read(file: &str, kind: &'static Kind, split: Option<Split>) -> Self {
        let split = split.unwrap_or_default();
        let at =
            |column: &str| At { file: file.to_owned(), line: split.line.max(1), column: column.to_owned() };
        let mut names = names(&split.cells);
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let mut header = Self { columns: Vec::with_capacity(names.len()), names, faults: Vec::new() };
        if let Some(broken) = split.broken {
            header.faults.push(Problem::new(broken.code, at(""), &header.names.join(","), "", None));
            return header;
        }
        for name in &header.names {
            let column = Column::named(kind, name);
            if column.is_none() && !name.is_empty() {
                header.faults.push(unknown(kind, name, at(name)));
            }
            if let Some(column) = &column
                && header.columns.iter().flatten().any(|before| before == column)
            {
                header.faults.push(Problem::new(Code::RepeatedColumn, at(name), name, "", None));
            }
            header.columns.push(column);
        }
        let missing = missing(kind, &header.columns);
        header.faults.extend(
            missing.into_iter().map(|name| Problem::new(Code::MissingColumn, at(&name), "", &name, None)),
        );
        header
    }

    /// The name of the column in which a reader of the file looks for this field.
    pub fn name_for(&self, kind: &'static Kind, field: &str) -> String {
        let known = self.columns.iter().flatten().find(|column| column.field() == Some(field));
        known.map_or_else(|| usual_name(kind, field), |column| column.name.clone())
    }

    /// Tells whether the file has a column for ids.
    pub fn has_id(&self) -> bool {
        self.columns.iter().flatten().any(|column| column.field().is_none())
    }
}

fn names(cells: &Cells) -> Vec<String> {
    cells
        .iter()
        .map(|name| name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned())
        .collect()
}

fn unknown(kind: &'static Kind, name: &str, at: At) -> Problem {
    let known = columns(&Layout::new(kind));
    let hint = nearest(name, known.iter().map(|column| column.name.as_str()));
    let expected = known.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
    Problem::new(Code::UnknownColumn, at, name, &expected, hint)
}

/// The columns that every record needs and the header does not have.
fn missing(kind: &'static Kind, found: &[Option<Column>]) -> Vec<String> {
    let holds = |field: Option<&str>| found.iter().flatten().any(|column| column.field() == field);
    let id = matches!(kind.identity, Identity::Column { .. }) && !holds(None);
    let fields = kind.fields.iter().filter(|field| field.required && !holds(Some(field.name)));
    id.then(|| kind.id_column().to_owned())
        .into_iter()
        .chain(fields.map(|field| usual_name(kind, field.name)))
        .collect()
}

fn usual_name(kind: &'static Kind, field: &str) -> String {
    match kind.field(field).map(|field| field.shape) {
        Some(Shape::Texts { by_language: true }) => format!("{field}_en"),
        _ => field.to_owned(),
    }
}
