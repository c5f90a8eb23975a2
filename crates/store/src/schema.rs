//! The table of a record kind, as it follows from the kind's definition.
//!
//! Migrations are written once and then stand; a test holds them against the definitions. To write the migration of a new
//! kind: `cargo run -p store --example table KIND`.

use std::fmt::Write as _;

use domain::{Field, Kind, Shape};

/// The column that sorts a field whose own text does not sort as people expect; `None` when its own text does.
#[must_use]
pub fn key_column(field: &Field) -> Option<(String, &'static str)> {
    match field.shape {
        Shape::Texts { .. } if !field.is_sortable() => None,
        Shape::Texts { .. } | Shape::Date | Shape::Period => Some((format!("{}_key", field.name), "TEXT")),
        Shape::Number => Some((format!("{}_key", field.name), "DOUBLE PRECISION")),
        _ => None,
    }
}

/// The column by which a list is sorted when it is sorted by this field.
#[must_use]
pub fn sort_column(field: &Field) -> String {
    key_column(field).map_or_else(|| field.name.to_owned(), |(name, _)| name)
}

/// The columns of a kind's table behind `office` and `id`, with their types.
#[must_use]
pub fn columns(kind: &Kind) -> Vec<(String, &'static str)> {
    kind.fields
        .iter()
        .flat_map(|field| std::iter::once((field.name.to_owned(), "TEXT")).chain(key_column(field)))
        .collect()
}

/// The statements that make the table of a kind and its indexes.
#[must_use]
pub fn create(kind: &Kind) -> String {
    let table = kind.plural;
    let mut sql = format!("CREATE TABLE {table} (\n    office TEXT NOT NULL,\n    id TEXT NOT NULL,\n");
    for (name, sort) in columns(kind) {
        let _ = writeln!(sql, "    \"{name}\" {sort},");
    }
    sql.push_str(
        "    PRIMARY KEY (office, id),\n    FOREIGN KEY (office, id) REFERENCES records (office, id)\n);\n",
    );
    for field in kind.fields.iter().filter(|field| is_indexed(field)) {
        let column = sort_column(field);
        let _ =
            writeln!(sql, "CREATE INDEX {table}_by_{} ON {table} (office, \"{column}\", id);", field.name);
    }
    sql
}

fn is_indexed(field: &Field) -> bool {
    field.is_sortable() && !matches!(field.shape, Shape::Plain)
}
