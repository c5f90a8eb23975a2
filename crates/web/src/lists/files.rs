//! A list as a file: the rows of all its pages, in its order, as workbook or CSV.

use app::lists::ListQuery;
use app::workbooks::Shape;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::Site;
use crate::errors::Error;
use crate::readers::Reader;

/// The endings of addresses that give files, the longest first.
const ENDINGS: [(&str, Shape); 3] =
    [("-print.xlsx", Shape::Print), (".xlsx", Shape::Machine), (".csv", Shape::Csv)];

/// What an address asks for: the name of the kind, and the file when it is one.
pub(super) fn asked(name: &str) -> (&str, Option<Shape>) {
    let mut found =
        ENDINGS.iter().filter_map(|(ending, shape)| Some((name.strip_suffix(ending)?, Some(*shape))));
    found.next().unwrap_or((name, None))
}

/// The ending of the address that gives a list in this shape.
pub(super) fn ending(shape: Shape) -> &'static str {
    ENDINGS.iter().find(|(_, known)| *known == shape).map_or("", |(ending, _)| ending)
}

/// Sends the file.
pub(super) async fn show(
    site: &Site,
    reader: &Reader,
    query: &ListQuery,
    shape: Shape,
) -> Result<Response, Error> {
    let body = app::workbooks::list(&site.renkei, &reader.viewer, reader.words(), query, shape).await?;
    let media = match shape {
        Shape::Csv => "text/csv; charset=utf-8; header=present",
        Shape::Machine | Shape::Print => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let name = format!("attachment; filename=\"{}{}\"", query.kind.plural, ending(shape));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Error::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::VARY, HeaderValue::from_static("Accept-Language, Cookie")),
    ];
    Ok((headers, body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_files_from_lists() {
        for (name, kind, shape) in [
            ("needs", "needs", None),
            ("needs.csv", "needs", Some(Shape::Csv)),
            ("needs.xlsx", "needs", Some(Shape::Machine)),
            ("needs-print.xlsx", "needs", Some(Shape::Print)),
            ("needs.pdf", "needs.pdf", None),
        ] {
            assert_eq!(asked(name), (kind, shape));
        }
    }
}
