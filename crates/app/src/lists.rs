//! The list of a kind: narrowed, sorted, counted, by page, with an address that can be shared.

use domain::{Field, Kind, Record, Right, Shape, Viewer};
use store::{Filter, Mark, Names, Query, Sort, Tx};

use crate::{BadParameter, Error, Expected, Renkei, Result};

/// How many records stand on one page.
pub const PAGE_SIZE: u32 = 50;
/// How many values of a field are offered for narrowing.
pub const FACET_SIZE: u32 = 60;
/// The longest text that a list is searched for, in characters.
pub const LONGEST_TEXT: usize = 200;
/// The longest narrowed list whose records are counted anew for each value; counting longer ones would cost more than
/// it tells.
const MOST_COUNTED: u32 = 1_000;
/// How many records a text search in a list finds at most.
const MOST_FOUND: usize = 5_000;
/// The value that asks for records in which a field is blank.
pub const BLANK: &str = "-";

/// What a list is asked for, as its address says it.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// The kind.
    pub kind: &'static Kind,
    /// Field and value, in the order of the address. A place stands for all places within it.
    pub filters: Vec<(&'static Field, String)>,
    /// The first year of the kind's date.
    pub from: Option<i16>,
    /// The last year of the kind's date.
    pub to: Option<i16>,
    /// The kind of which no record refers to the records of the list, such as needs without projects.
    pub without: Option<&'static Kind>,
    /// Words to look for.
    pub text: String,
    /// The order.
    pub sort: Sort,
    /// The page, from 1.
    pub page: u64,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct ListPage {
    /// What was asked.
    pub query: ListQuery,
    /// The records on the page.
    pub rows: Vec<Record>,
    /// How many records the list has on all pages.
    pub total: u64,
    /// How many records the kind has without any narrowing.
    pub all: u64,
    /// How many pages there are; at least 1.
    pub pages: u64,
    /// The values by which the list can be narrowed further, with how many records each would leave.
    pub facets: Vec<Facet>,
    /// What the references in rows, facets and filters stand for.
    pub names: Names,
}

/// The values of one field in a list.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The field.
    pub field: &'static Field,
    /// Values with how many records have each, most first.
    pub values: Vec<(String, u64)>,
    /// Whether the counts are those of the list as it is narrowed, rather than of all records of the kind.
    pub is_of_list: bool,
}

impl ListQuery {
    /// The whole list of a kind in its first order.
    #[must_use]
    pub fn of(kind: &'static Kind) -> Self {
        let sort = Query::of(kind).sort;
        Self {
            kind,
            filters: Vec::new(),
            from: None,
            to: None,
            without: None,
            text: String::new(),
            sort,
            page: 1,
        }
    }

    /// Reads the parameters of an address: fields by name, `from`, `to`, `without`, `q`, `sort` (a leading `-`
    /// reverses), `page`.
    /// Blank values are passed over.
    ///
    /// # Errors
    /// [`Error::BadParameter`] for a name that the kind does not have, a code that its list does not have, a year,
    /// page or order that cannot be read, or a text that is too long.
    pub fn parse(kind: &'static Kind, parameters: &[(String, String)]) -> Result<Self> {
        let mut query = Self::of(kind);
        for (name, value) in parameters {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let bad = |expected| {
                Err(Error::BadParameter(BadParameter {
                    parameter: name.clone(),
                    found: value.to_owned(),
                    expected,
                }))
            };
            match name.as_str() {
                "q" if value.chars().count() > LONGEST_TEXT => return bad(Expected::Shorter(LONGEST_TEXT)),
                "q" => value.clone_into(&mut query.text),
                "page" => match value.parse() {
                    Ok(page) if page > 0 => query.page = page,
                    _ => return bad(Expected::Page(u64::MAX)),
                },
                "sort" => match order(kind, value) {
                    Some(sort) => query.sort = sort,
                    None => return bad(Expected::OneOf(sortable(kind))),
                },
                // Some kinds have fields of these names; there the fields win, and years are not asked for.
                "from" | "to" if kind.field(name).is_none() && kind.date.is_some() => {
                    let year =
                        value.parse().ok().filter(|year| (1..=9998).contains(year) && value.len() == 4);
                    let Some(year) = year else { return bad(Expected::Year) };
                    *if name == "from" { &mut query.from } else { &mut query.to } = Some(year);
                }
                "without" => match referring(kind).find(|other| other.plural == value) {
                    Some(other) => query.without = Some(other),
                    None => return bad(Expected::OneOf(referring(kind).map(|other| other.plural).collect())),
                },
                "lang" => {}
                _ => match kind.field(name).filter(|field| narrows(field)) {
                    None => return bad(Expected::Name(parameters_of(kind))),
                    Some(field) => match field.shape {
                        Shape::Code(vocabulary) if !vocabulary.holds(value) && value != BLANK => {
                            return bad(Expected::OneOf(vocabulary.codes.to_vec()));
                        }
                        _ => query.filters.push((field, value.to_owned())),
                    },
                },
            }
        }
        Ok(query)
    }
}

/// Shows one page of a list.
///
/// # Errors
/// [`Error::Forbidden`] when the kind is closed to the viewer, [`Error::BadParameter`] when the page lies behind the last,
/// [`Error::Store`] when the record cannot be read.
pub async fn show(renkei: &Renkei, viewer: &Viewer, query: &ListQuery) -> Result<ListPage> {
    let mut tx = renkei.store().read().await?;
    let asked = asked(&mut tx, renkei, viewer, query).await?;
    let total = store::count(&mut tx, viewer, &asked).await?;
    let pages = total.div_ceil(u64::from(PAGE_SIZE)).max(1);
    if query.page > pages {
        return Err(Error::BadParameter(BadParameter {
            parameter: "page".to_owned(),
            found: query.page.to_string(),
            expected: Expected::Page(pages),
        }));
    }
    let rows = store::page(&mut tx, viewer, &asked).await?;
    let all = store::count(&mut tx, viewer, &Query::of(query.kind)).await?;
    // What no record refers to is found by looking at each, so it is looked for once and not for every field again.
    let asked = match query.without {
        Some(_) => store::settled(&mut tx, viewer, &asked, MOST_COUNTED).await?,
        _ => asked,
    };
    let mut facets = Vec::new();
    for field in query.kind.fields.iter().filter(|f| f.is_filter() && viewer.may_see(f.visibility)) {
        if matches!(field.shape, Shape::Terms) {
            continue;
        }
        // Beside a chosen value stand the others, with what choosing them instead would leave.
        let is_chosen = query.filters.iter().any(|(narrowed, _)| narrowed.name == field.name);
        let mut wider = query.clone();
        wider.filters.retain(|(narrowed, _)| narrowed.name != field.name);
        let mut counted =
            if is_chosen { self::asked(&mut tx, renkei, viewer, &wider).await? } else { asked.clone() };
        let is_of_list = counted.filters.is_empty() || total <= u64::from(MOST_COUNTED);
        if !is_of_list {
            counted = Query::of(query.kind);
        }
        let values = store::facet(&mut tx, viewer, &counted, field.name, FACET_SIZE).await?;
        facets.push(Facet { field, values, is_of_list });
    }
    let names = names(&mut tx, viewer, query, &rows, &facets).await?;
    Ok(ListPage { query: query.clone(), rows, total, all, pages, facets, names })
}

/// Reads the rows of a list behind a number of rows already read, for downloads that stream all pages.
///
/// # Errors
/// [`Error::Forbidden`] when the kind is closed to the viewer, [`Error::Store`] when the record cannot be read.
pub async fn rows(
    renkei: &Renkei,
    viewer: &Viewer,
    query: &ListQuery,
    offset: u64,
    limit: u32,
) -> Result<(Vec<Record>, Names)> {
    let mut tx = renkei.store().read().await?;
    let mut asked = asked(&mut tx, renkei, viewer, query).await?;
    asked.offset = offset;
    asked.limit = limit;
    let rows = store::page(&mut tx, viewer, &asked).await?;
    let names = names(&mut tx, viewer, query, &rows, &[]).await?;
    Ok((rows, names))
}

/// A stretch of a list, for programs that walk through it.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// The records.
    pub records: Vec<Record>,
    /// The place behind which the list goes on; `None` at its end.
    pub next: Option<Mark>,
    /// How many records the list has in all.
    pub total: u64,
}

/// Reads a stretch of a list behind a place. Records that come and go meanwhile do not move the others.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not read records of the kind, [`Error::NotFound`] when the list is narrowed
/// or sorted by a field that the viewer may not see, [`Error::Store`] when the record cannot be read.
pub async fn stretch(
    renkei: &Renkei,
    viewer: &Viewer,
    query: &ListQuery,
    behind: Option<Mark>,
    limit: u32,
) -> Result<Stretch> {
    let mut tx = renkei.store().read().await?;
    let mut asked = asked(&mut tx, renkei, viewer, query).await?;
    let total = store::count(&mut tx, viewer, &asked).await?;
    (asked.behind, asked.offset, asked.limit) = (behind, 0, limit.saturating_add(1));
    let mut records = store::page(&mut tx, viewer, &asked).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = records.len() > most;
    records.truncate(most);
    let next = records.last().filter(|_| is_more).map(|last| Mark::of(last, query.sort));
    Ok(Stretch { records, next, total })
}

pub(crate) async fn asked(tx: &mut Tx, renkei: &Renkei, viewer: &Viewer, query: &ListQuery) -> Result<Query> {
    if !viewer.may(Right::Read, Some(query.kind)) {
        return Err(Error::Forbidden);
    }
    let mut filters: Vec<Filter> = Vec::new();
    let sorted = query.kind.field(query.sort.field).filter(|field| !viewer.may_see(field.visibility));
    if let Some(field) = sorted.filter(|_| query.sort != Query::of(query.kind).sort) {
        return Err(Error::NotFound(field.name.to_owned()));
    }
    for (field, value) in &query.filters {
        if !viewer.may_see(field.visibility) {
            return Err(Error::NotFound(field.name.to_owned()));
        }
        if value == BLANK {
            filters.push(Filter::Blank { field: field.name });
            continue;
        }
        if matches!(field.shape, Shape::Citations) {
            let sources = domain::kind("sources").into_iter();
            let mut documents = vec![value.clone()];
            for kind in sources {
                let source = store::find(tx, viewer, kind, value).await?;
                documents.extend(source.iter().flat_map(crate::records::names_of));
            }
            filters.push(Filter::Cites { field: field.name, documents });
            continue;
        }
        let values = match field.shape {
            Shape::Reference(kinds) | Shape::References(kinds)
                if kinds.is_empty() || kinds.contains(&"places") =>
            {
                let mut within = store::within(tx, viewer, value).await?;
                if within.is_empty() {
                    within.push(value.clone());
                }
                within
            }
            _ => vec![value.clone()],
        };
        match filters.iter_mut().find_map(|filter| match filter {
            Filter::Is { field: name, any_of } if *name == field.name => Some(any_of),
            _ => None,
        }) {
            Some(any_of) => any_of.extend(values),
            None => filters.push(Filter::Is { field: field.name, any_of: values }),
        }
    }
    if let (Some(date), true) = (query.kind.date, query.from.is_some() || query.to.is_some()) {
        filters.push(Filter::Years { field: date, from: query.from, to: query.to });
    }
    for (by, field) in query.without.into_iter().flat_map(|by| references(by, query.kind)) {
        filters.push(Filter::NotReferredTo { by, field });
    }
    if !query.text.is_empty() {
        let found = renkei.index()?.find(viewer, &query.text, Some(query.kind), MOST_FOUND)?;
        filters.push(Filter::Ids(found.hits.into_iter().map(|hit| hit.id).collect()));
    }
    let offset = (query.page - 1).saturating_mul(u64::from(PAGE_SIZE));
    Ok(Query { kind: query.kind, filters, sort: query.sort, behind: None, offset, limit: PAGE_SIZE })
}

pub(crate) async fn names(
    tx: &mut Tx,
    viewer: &Viewer,
    query: &ListQuery,
    rows: &[Record],
    facets: &[Facet],
) -> Result<Names> {
    let is_reference =
        |field: &Field| matches!(field.shape, Shape::Reference(_) | Shape::References(_) | Shape::Citations);
    let mut ids: Vec<String> =
        rows.iter().flat_map(|r| r.links().map(|(_, id)| id.to_owned()).collect::<Vec<_>>()).collect();
    for facet in facets.iter().filter(|facet| is_reference(facet.field)) {
        ids.extend(facet.values.iter().map(|(id, _)| id.clone()));
    }
    ids.extend(query.filters.iter().filter(|(field, _)| is_reference(field)).map(|(_, id)| id.clone()));
    Ok(store::heads(tx, viewer, ids).await?)
}

/// The fields of a kind that can refer to records of another kind, with the plural of the first.
fn references(by: &'static Kind, to: &Kind) -> impl Iterator<Item = (&'static str, &'static str)> {
    let plural = to.plural;
    let can = move |field: &&Field| match field.shape {
        Shape::Reference(kinds) | Shape::References(kinds) => kinds.is_empty() || kinds.contains(&plural),
        _ => false,
    };
    by.fields.iter().filter(can).map(|field| (by.plural, field.name))
}

/// The kinds whose records can refer to records of this kind.
pub fn referring(to: &'static Kind) -> impl Iterator<Item = &'static Kind> {
    domain::KINDS.iter().copied().filter(move |by| references(by, to).next().is_some())
}

/// Tells whether a list can be narrowed by the field: by its values, or by the source that it cites.
#[must_use]
pub fn narrows(field: &Field) -> bool {
    field.is_filter() || matches!(field.shape, Shape::Citations)
}

fn order(kind: &'static Kind, text: &str) -> Option<Sort> {
    let descending = text.starts_with('-');
    let field = kind.field(text.trim_start_matches('-')).filter(|field| field.is_sortable())?;
    Some(Sort { field: field.name, descending })
}

/// The names of the fields by which a list can be sorted.
#[must_use]
pub fn sortable(kind: &'static Kind) -> Vec<&'static str> {
    kind.fields.iter().filter(|field| field.is_sortable()).map(|field| field.name).collect()
}

fn parameters_of(kind: &'static Kind) -> Vec<&'static str> {
    let fields = kind.fields.iter().filter(|field| narrows(field)).map(|field| field.name);
    let years = if kind.date.is_some() { &["from", "to"][..] } else { &[] };
    fields.chain(years.iter().copied()).chain(["without", "q", "sort", "page"]).collect()
}
