//! Finding the record that somebody means by its id or title.

use domain::value::is_id;
use domain::{At, Code, Field, KINDS, Kind, Problem, Right, Shape, Value, Viewer, fold};
use store::{Head, Tx};

use super::{Cells, Fault};
use crate::{Error, Renkei, Result};

/// How many records or terms are suggested.
pub const MOST_SUGGESTED: usize = 12;

/// How many terms in use are looked through for a suggestion.
const TERMS: u32 = 2_000;

/// The longest text for which something is suggested, in characters.
const LONGEST_PART: usize = 100;

/// Something that could stand in an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// A record.
    Record(Head),
    /// A document, under the name by which it is cited.
    Document(String, Head),
    /// A term that is in use, or a known unit.
    Term(String),
}

/// The kinds of the records to which a field can refer and which the viewer may read.
#[must_use]
pub fn allowed(viewer: &Viewer, field: &Field) -> Vec<&'static Kind> {
    let named: &[&str] = match field.shape {
        Shape::Reference(kinds) | Shape::References(kinds) => kinds,
        Shape::Citations => &["sources"],
        _ => return Vec::new(),
    };
    let fits = |kind: &&Kind| named.is_empty() || named.contains(&kind.plural);
    KINDS.iter().copied().filter(fits).filter(|kind| viewer.may(Right::Read, Some(kind))).collect()
}

/// Suggests what could stand in the inputs of a field, for part of a title, an id or a term.
///
/// # Errors
/// [`Error::NotFound`] when the kind has no such field, or the viewer may neither add nor change records of the kind,
/// [`Error::Store`] when the record cannot be read.
pub async fn suggest(
    renkei: &Renkei,
    viewer: &Viewer,
    kind: &'static Kind,
    field: &str,
    part: &str,
) -> Result<Vec<Suggestion>> {
    let may = viewer.may(Right::Create, Some(kind)) || viewer.may(Right::Change, Some(kind));
    let found = kind.field(field).filter(|_| may);
    let field = found.ok_or_else(|| Error::NotFound(format!("{}.{field}", kind.plural)))?;
    let part: String = part.chars().take(LONGEST_PART).collect();
    let mut tx = renkei.store().read().await?;
    if let Shape::Term | Shape::Terms = field.shape {
        return terms(&mut tx, viewer, kind, field, &part).await;
    }
    let heads = store::titled(&mut tx, viewer, &allowed(viewer, field), &part, MOST_SUGGESTED).await?;
    if !matches!(field.shape, Shape::Citations) {
        return Ok(heads.into_iter().map(Suggestion::Record).collect());
    }
    let mut documents = Vec::with_capacity(heads.len());
    for head in heads {
        if let Some(source) = store::find(&mut tx, viewer, head.kind, &head.id).await? {
            documents.push(Suggestion::Document(source.text("cited_as").to_owned(), head));
        }
    }
    Ok(documents)
}

async fn terms(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &'static Kind,
    field: &Field,
    part: &str,
) -> Result<Vec<Suggestion>> {
    let mut found: Vec<String> =
        store::values(tx, viewer, kind, field.name, TERMS).await?.into_iter().map(|(term, _)| term).collect();
    if field.name == "unit" {
        found.extend(domain::units::UNITS.iter().map(|(unit, _)| (*unit).to_owned()));
    }
    let part = fold(part.trim()).replace(' ', "_");
    let mut fitting: Vec<Suggestion> = Vec::new();
    for term in found {
        let term = Suggestion::Term(term);
        let fits = matches!(&term, Suggestion::Term(text) if fold(text).replace(' ', "_").contains(&part));
        if fits && !fitting.contains(&term) {
            fitting.push(term);
        }
    }
    fitting.truncate(MOST_SUGGESTED);
    Ok(fitting)
}

/// Puts the ids of the records that are meant into the inputs of a field in place of what was typed: an id, a title, or
/// a title with the id in brackets. What is on record already is not looked up again.
pub(super) async fn settle(
    tx: &mut Tx,
    viewer: &Viewer,
    field: &'static Field,
    cells: &mut Cells,
    old: Option<&Value>,
) -> Result<Vec<Fault>> {
    let kinds = allowed(viewer, field);
    let known = old.map_or(&[][..], Value::references);
    let mut faults = Vec::new();
    let mut settled = Vec::new();
    for (position, text) in cells.all(field.name).to_vec().into_iter().enumerate() {
        let typed = bracketed(text.trim());
        if typed.is_empty() || known.iter().any(|id| id == typed) {
            settled.push(typed.to_owned());
            continue;
        }
        match meant(tx, viewer, &kinds, typed).await? {
            Meant::One(id) => settled.push(id),
            Meant::Unclear(code, hint, matches) => {
                let at = At { column: field.name.to_owned(), ..At::default() };
                let expected = kinds.iter().map(|kind| kind.plural).collect::<Vec<_>>().join(", ");
                let problem = Problem::new(code, at, text.trim(), &expected, hint);
                faults.push(Fault { input: field.name.to_owned(), position, problem, matches });
                settled.push(text);
            }
        }
    }
    if faults.is_empty() {
        cells.set(field.name, settled);
    }
    Ok(faults)
}

/// Puts the names under which documents are cited into the inputs of citations, where somebody typed a title or an id
/// in brackets. Other words stay: a citation may be words only.
pub(super) async fn settle_documents(
    tx: &mut Tx,
    viewer: &Viewer,
    field: &'static Field,
    cells: &mut Cells,
) -> Result<()> {
    let kinds = allowed(viewer, field);
    let mut settled = Vec::new();
    for text in cells.all(field.name).to_vec() {
        let typed = bracketed(text.trim());
        let is_a_name = !typed.contains(char::is_whitespace) && typed == text.trim();
        let found = match is_a_name {
            true => None,
            false => match meant(tx, viewer, &kinds, typed).await? {
                Meant::One(id) => match kinds.first() {
                    Some(kind) => store::find(tx, viewer, kind, &id).await?,
                    None => None,
                },
                Meant::Unclear(..) => None,
            },
        };
        settled.push(found.map_or(text, |source| source.text("cited_as").to_owned()));
    }
    cells.set(field.name, settled);
    Ok(())
}

enum Meant {
    One(String),
    Unclear(Code, Option<String>, Vec<Head>),
}

async fn meant(tx: &mut Tx, viewer: &Viewer, kinds: &[&'static Kind], typed: &str) -> Result<Meant> {
    if is_id(typed)
        && let Some(head) = store::heads(tx, viewer, [typed]).await?.remove(typed)
        && viewer.may(Right::Read, Some(head.kind))
    {
        return Ok(match kinds.contains(&head.kind) {
            true => Meant::One(head.id),
            false => Meant::Unclear(Code::WrongReferenceKind, None, Vec::new()),
        });
    }
    let mut found = store::titled(tx, viewer, kinds, typed, MOST_SUGGESTED).await?;
    let folded = fold(typed);
    let is_exact = |head: &Head| head.title.iter().any(|(_, title)| fold(title) == folded);
    let exact: Vec<Head> = found.iter().filter(|head| is_exact(head)).cloned().collect();
    match exact.as_slice() {
        [one] => return Ok(Meant::One(one.id.clone())),
        [] => {}
        _ => found = exact,
    }
    let plurals: Vec<&str> = kinds.iter().map(|kind| kind.plural).collect();
    let hint = match found.is_empty() {
        true => store::nearest_id(tx, &viewer.office, &plurals, &domain::text::slug(typed)).await?,
        false => None,
    };
    Ok(Meant::Unclear(Code::UnknownReference, hint, found))
}

/// The id in `Phnom Penh [phnom-penh]`, else the whole text.
fn bracketed(text: &str) -> &str {
    let id = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).map(|(_, id)| id.trim());
    id.filter(|id| is_id(id)).unwrap_or(text)
}
