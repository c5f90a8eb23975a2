//! The columns that go out for machines: the id, the revision, every field that the viewer may see, and behind each
//! reference the titles of what it refers to, for people to read.

use domain::{Field, Kind, Record, Shape, Unit, Viewer, Visibility};
use formats::csv::{Column, Layout};
use formats::xlsx;
use language::Words;
use store::Names;

use super::REVISION;

/// What the name of a column of titles ends in.
pub(super) const TITLES: &str = "_title";

/// One column.
#[derive(Debug, Clone)]
pub(super) enum Out {
    Id,
    Revision,
    Value(Column, &'static Field),
    Titles(&'static Field),
}

/// The columns of a kind, for records that the layout has seen.
pub(super) fn columns(kind: &'static Kind, viewer: &Viewer, layout: &Layout) -> Vec<Out> {
    let sight = widest_sight(viewer);
    let mut found = vec![Out::Id, Out::Revision];
    for column in formats::csv::columns(layout) {
        let Some(field) = column.field().and_then(|name| kind.field(name)) else { continue };
        if field.visibility < sight {
            continue;
        }
        found.push(Out::Value(column, field));
        if matches!(field.shape, Shape::Reference(_) | Shape::References(_)) {
            found.push(Out::Titles(field));
        }
    }
    found
}

/// What the viewer may see of any record, their own included.
fn widest_sight(viewer: &Viewer) -> Visibility {
    let general = viewer.general_sight();
    if viewer.own().is_empty() { general } else { general.min(Visibility::Members) }
}

impl Out {
    pub fn name(&self, kind: &Kind) -> String {
        match self {
            Self::Id => kind.id_column().to_owned(),
            Self::Revision => REVISION.to_owned(),
            Self::Value(column, _) => column.name.clone(),
            Self::Titles(field) => format!("{}{TITLES}", field.name),
        }
    }

    /// The text of a record's cell.
    pub fn text(&self, record: &Record, revision: Option<i64>, names: &Names, words: Words) -> String {
        match self {
            Self::Id => record.id().to_owned(),
            Self::Revision => revision.map(|revision| revision.to_string()).unwrap_or_default(),
            Self::Value(column, _) => column.cell(record),
            Self::Titles(field) => {
                let title = |id: &String| {
                    names.get(id).map_or_else(|| id.clone(), |head| head.title.text(words.tag()).to_owned())
                };
                record.references(field.name).iter().map(title).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// How people call the column.
    pub fn label(&self, kind: &'static Kind, words: Words) -> String {
        match self {
            Self::Id => words.get("workbook-id").into_owned(),
            Self::Revision => words.get("workbook-revision").into_owned(),
            Self::Titles(field) => {
                words.with("workbook-titles", &[("field", words.field(kind, field).into())])
            }
            Self::Value(column, field) => {
                let label = words.field(kind, field).into_owned();
                match &column.holds {
                    formats::csv::Holds::Text { language, .. } => {
                        let language = words.language_name(language).into_owned();
                        words.with(
                            "workbook-text-in",
                            &[("field", label.into()), ("language", language.into())],
                        )
                    }
                    _ => label,
                }
            }
        }
    }

    /// What the column may hold.
    pub fn help(&self, kind: &'static Kind, words: Words) -> String {
        let field = match self {
            Self::Id => return words.get("workbook-holds-id").into_owned(),
            Self::Revision | Self::Titles(_) => return words.get("workbook-holds-fixed").into_owned(),
            Self::Value(_, field) => field,
        };
        let of_kinds = |key: &str, kinds: &[&str]| {
            let named: Vec<String> = kinds
                .iter()
                .filter_map(|plural| domain::kind(plural))
                .map(|kind| words.kind(kind).into_owned())
                .collect();
            let kinds =
                if named.is_empty() { words.get("workbook-any-kind").into_owned() } else { named.join(", ") };
            words.with(key, &[("kinds", kinds.into())])
        };
        let mut help = match field.shape {
            Shape::Plain | Shape::Term => words.get("workbook-holds-text").into_owned(),
            Shape::Texts { .. } => words.get("workbook-holds-words").into_owned(),
            Shape::Code(_) => words.get("workbook-holds-code").into_owned(),
            Shape::Terms => words.get("workbook-holds-terms").into_owned(),
            Shape::Date => words.get("workbook-holds-date").into_owned(),
            Shape::Period => words.get("workbook-holds-period").into_owned(),
            Shape::Number => words.get("workbook-holds-number").into_owned(),
            Shape::Reference(kinds) => of_kinds("workbook-holds-reference", kinds),
            Shape::References(kinds) => of_kinds("workbook-holds-references", kinds),
            Shape::Citations => words.get("workbook-holds-citations").into_owned(),
        };
        let unit = match field.unit {
            Unit::None => None,
            Unit::Fixed(unit) => Some(words.unit(unit).into_owned()),
            Unit::Field(name) => Some(
                words.with("workbook-unit-in", &[("field", words.field_named(kind.plural, name).into())]),
            ),
        };
        if let Some(unit) = unit {
            help = format!("{help} {}", words.with("workbook-unit", &[("unit", unit.into())]));
        }
        if field.required {
            help = format!("{help} {}", words.get("workbook-required"));
        }
        help
    }

    /// How the column stands on a sheet; codes are chosen from the list at the place that `list` tells.
    pub fn on_sheet(
        &self,
        kind: &'static Kind,
        words: Words,
        list: impl Fn(&str) -> Option<usize>,
    ) -> xlsx::Column {
        let (holds, width) = match self {
            Self::Id => (xlsx::Holds::Text, 28),
            Self::Revision => (xlsx::Holds::Fixed, 10),
            Self::Titles(_) => (xlsx::Holds::Fixed, 24),
            Self::Value(_, field) => match field.shape {
                Shape::Number => (xlsx::Holds::Number, 14),
                Shape::Code(vocabulary) => {
                    (list(vocabulary.name).map_or(xlsx::Holds::Text, xlsx::Holds::OneOf), 18)
                }
                Shape::Date | Shape::Period => (xlsx::Holds::Text, 14),
                Shape::Texts { .. } => (xlsx::Holds::Text, 40),
                _ => (xlsx::Holds::Text, 22),
            },
        };
        xlsx::Column {
            name: self.name(kind),
            label: self.label(kind, words),
            help: self.help(kind, words),
            holds,
            width,
        }
    }
}
