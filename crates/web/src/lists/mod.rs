//! The list of every kind, made from its definition: counts, filters, order, pages, and the same as a file.

mod addresses;
mod columns;
mod files;
mod filters;

use app::lists::{ListPage, ListQuery};
use app::workbooks::Shape;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Kind;

use self::columns::{Column, Row};
use self::filters::{Chip, Filters};
use crate::Site;
use crate::editing::links;
use crate::errors::Error;
use crate::layout::{Crumb, Frame, Section, page};
use crate::readers::{Reader, pairs};

/// The addresses of the lists: `/{plural}`, and `.xlsx`, `-print.xlsx` and `.csv` behind it.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/{plural}", get(show))
}

async fn show(
    State(site): State<Site>,
    reader: Reader,
    Path(plural): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let (plural, file) = files::asked(&plural);
    let kind = domain::kind(plural).ok_or(Error::NotFound)?;
    let asked: Vec<(String, String)> = pairs(query.as_deref().unwrap_or_default()).collect();
    let query = ListQuery::parse(kind, &asked)?;
    if let Some(shape) = file {
        return files::show(&site, &reader, &query, shape).await;
    }
    // A form sends its blank fields too; the address to share is the one without them.
    if asked.iter().any(|(name, value)| value.trim().is_empty() && name != crate::readers::LANG) {
        let tidy = HeaderValue::from_str(&addresses::of(&query)).map_err(Error::internal)?;
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, tidy)]).into_response());
    }
    let list = app::lists::show(&site.renkei, &reader.viewer, &query).await?;
    page(&ListShown::new(&reader, &list))
}

/// The page of a list.
#[derive(Template)]
#[template(path = "lists/show.html")]
struct ListShown {
    frame: Frame,
    kind: &'static Kind,
    /// How many records there are, in words.
    count: String,
    filters: Filters,
    chips: Vec<Chip>,
    /// The whole list.
    whole: String,
    /// The form of a new record, for those who may add one.
    new: Option<Crumb>,
    /// The same list as files.
    files: [String; 3],
    /// Whether the reader may bring files back.
    brings: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    paging: Paging,
}

/// The way to the other pages of a list.
struct Paging {
    before: Option<String>,
    after: Option<String>,
    /// Pages by number; `None` stands for left-out ones.
    pages: Vec<Option<PageLink>>,
}

struct PageLink {
    number: u64,
    address: String,
    is_current: bool,
}

impl ListShown {
    fn new(reader: &Reader, list: &ListPage) -> Self {
        let words = reader.words();
        let kind = list.query.kind;
        let counted = |count: u64| words.counted(kind, count);
        let chips = filters::chips(words, list);
        let count = if chips.is_empty() {
            counted(list.all)
        } else {
            words.with("list-narrowed", &[("shown", list.total.into()), ("all", counted(list.all).into())])
        };
        Self {
            frame: reader.frame(&words.kind(kind)).section(Section::of(kind)).at_desk(),
            kind,
            count,
            filters: Filters::new(words, list),
            chips,
            whole: format!("/{}", kind.plural),
            new: links::new(reader, kind),
            files: [Shape::Machine, Shape::Print, Shape::Csv]
                .map(|shape| addresses::of_file(&list.query, shape)),
            brings: app::workbooks::may_bring(&reader.viewer),
            columns: columns::heads(words, list),
            rows: columns::rows(words, list),
            paging: Paging::new(list),
        }
    }

    #[cfg(test)]
    fn samples(reader: &Reader) -> Vec<Self> {
        samples::pages().iter().map(|list| Self::new(reader, list)).collect()
    }
}

impl Paging {
    fn new(list: &ListPage) -> Self {
        let (current, last) = (list.query.page, list.pages);
        let to = |page: u64| addresses::of(&ListQuery { page, ..list.query.clone() });
        let mut pages = Vec::new();
        let mut before = 0;
        for number in (1..=last).filter(|n| *n == 1 || *n == last || n.abs_diff(current) <= 2) {
            if number > before + 1 {
                pages.push(None);
            }
            pages.push(Some(PageLink { number, address: to(number), is_current: number == current }));
            before = number;
        }
        Self {
            before: (current > 1).then(|| to(current - 1)),
            after: (current < last).then(|| to(current + 1)),
            pages,
        }
    }

    fn is_needed(&self) -> bool {
        self.pages.len() > 1
    }
}

#[cfg(test)]
mod samples;

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;

    #[test]
    fn every_kind_has_a_list_in_every_language() {
        for language in Language::ALL {
            for sample in ListShown::samples(&Reader::sample(*language)) {
                let html = sample.render().unwrap();
                assert!(html.contains("<h1>") && !html.contains("<script>alert"), "{html}");
                assert!(!html.contains(">list "), "a word is missing: {html}");
            }
        }
    }

    #[test]
    fn pages_far_from_the_current_one_are_left_out() {
        let mut list = samples::pages().remove(0);
        list.query.page = 10;
        list.pages = 20;
        let numbers: Vec<u64> =
            Paging::new(&list).pages.iter().map(|page| page.as_ref().map_or(0, |p| p.number)).collect();
        assert_eq!(numbers, [1, 0, 8, 9, 10, 11, 12, 0, 20]);
    }
}
