//! A list as a file for machines: CSV in UTF-8 with a byte order mark, one datum a cell, names of fields in the head.
//!
//! The rows are those of all pages of the list, in its order; the columns are those that the list shows, codes and ids as
//! stored, with a column `<field>_title` in the reader's language behind each reference and the unit behind each number
//! that has one in another field.

use app::lists::ListQuery;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::kind::Title;
use domain::{Field, Kind, Number, Record, Shape, Unit};
use language::Words;
use store::Names;

use super::columns;
use crate::Site;
use crate::errors::Error;
use crate::readers::Reader;

/// How many rows are read at a time.
const BATCH: u32 = 1_000;

/// Sends the file.
pub(super) async fn show(site: &Site, reader: &Reader, query: &ListQuery) -> Result<Response, Error> {
    let columns = columns(query.kind);
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record(columns.iter().map(Cell::name)).map_err(Error::internal)?;
    let mut offset = 0;
    loop {
        let (rows, names) = app::lists::rows(&site.renkei, &reader.viewer, query, offset, BATCH).await?;
        for record in &rows {
            let cells = columns.iter().map(|column| tame(column.text(reader.words(), &names, record)));
            writer.write_record(cells).map_err(Error::internal)?;
        }
        offset += u64::from(BATCH);
        if rows.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            break;
        }
    }
    let body = writer.into_inner().map_err(Error::internal)?;
    let name = format!("attachment; filename=\"{}.csv\"", query.kind.plural);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Error::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::VARY, HeaderValue::from_static("Accept-Language, Cookie")),
    ];
    Ok((headers, body).into_response())
}

/// One column of the file.
enum Cell {
    /// The id of the record.
    Id,
    /// The title of the record, of kinds called by several fields.
    Title,
    /// The value of a field as stored; texts in the reader's language.
    Value(&'static Field),
    /// The titles of the records that a field refers to.
    Titles(&'static Field),
}

fn columns(kind: &'static Kind) -> Vec<Cell> {
    let mut cells = vec![Cell::Id];
    match kind.title {
        Title::Field(name) => cells.extend(kind.field(name).map(Cell::Value)),
        Title::Fields(_) => cells.push(Cell::Title),
    }
    for field in columns::fields(kind) {
        cells.push(Cell::Value(field));
        if matches!(field.shape, Shape::Reference(_) | Shape::References(_)) {
            cells.push(Cell::Titles(field));
        }
        if let Unit::Field(unit) = field.unit
            && !kind.list.contains(&unit)
        {
            cells.extend(kind.field(unit).map(Cell::Value));
        }
    }
    cells
}

impl Cell {
    fn name(&self) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Title => "title".to_owned(),
            Self::Value(field) => field.name.to_owned(),
            Self::Titles(field) => format!("{}_title", field.name),
        }
    }

    fn text(&self, words: Words, names: &Names, record: &Record) -> String {
        let name_of = |id: &str| names.get(id).map(|head| head.title.clone());
        match self {
            Self::Id => record.id().to_owned(),
            Self::Title => record.title(&name_of).text(words.tag()).to_owned(),
            Self::Value(field) => match (record.texts(field.name), record.get(field.name)) {
                (Some(texts), _) => texts.text(words.tag()).to_owned(),
                (None, Some(value)) => value.cell(),
                (None, None) => String::new(),
            },
            Self::Titles(field) => {
                let title =
                    |id: &String| name_of(id).map_or_else(|| id.clone(), |t| t.text(words.tag()).to_owned());
                record.references(field.name).iter().map(title).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// Keeps spreadsheets from running a cell as a formula: one that starts with `=`, `+`, `-`, `@`, a tab or a line break
/// and is not a number gets an apostrophe in front.
///
/// # Source
/// OWASP, "CSV Injection". Ours: numbers stay as they are, so that programs can read negative ones.
fn tame(cell: String) -> String {
    let is_risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if is_risky && Number::parse(&cell).is_err() { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_tamed_and_numbers_are_not() {
        for (cell, tamed) in [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("+81 93", "'+81 93"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("\t=1", "'\t=1"),
            ("-7.26", "-7.26"),
            ("72", "72"),
            ("11-20", "11-20"),
            ("水 = water", "水 = water"),
            ("", ""),
        ] {
            assert_eq!(tame(cell.to_owned()), tamed);
        }
    }

    #[test]
    fn columns_are_those_of_the_list_with_titles_and_units() {
        let names = |plural: &str| {
            columns(domain::kind(plural).unwrap()).iter().map(Cell::name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            names("projects"),
            "id title partner_place partner_place_title sectors sectors_title stage start end"
        );
        assert_eq!(
            names("benefits"),
            "id summary kind place_benefiting place_benefiting_title partner_place partner_place_title year amount currency"
        );
        assert_eq!(names("observations"), "id title value unit year note");
    }
}
