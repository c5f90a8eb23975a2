//! What each column of a sheet stands for.

use std::collections::BTreeMap;

use domain::value::nearest;
use domain::{At, Code, Field, Kind, Problem};
use formats::csv::{Column, Holds, Layout, columns};
use formats::xlsx::address;

use super::columns::TITLES;
use super::incoming::SheetStart;
use super::{REVISION, Refusal};

/// What the cells of a column stand for.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Id,
    Revision,
    Field {
        name: String,
        field: &'static Field,
        language: Option<String>,
    },
    /// For people to read; says nothing.
    Passed,
}

impl PartialEq for Target {
    /// Columns are the same when they would be called the same.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field { name, .. }, Self::Field { name: other, .. }) => name == other,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }
}

/// The columns of a sheet by their places.
#[derive(Debug, Default)]
pub(super) struct Targets {
    found: BTreeMap<u32, Target>,
}

impl Targets {
    /// Reads a header. With any refusal, no row of the sheet can be taken.
    pub fn read(start: &SheetStart) -> Result<Self, Vec<Refusal>> {
        let kind = start.kind;
        let mut targets = Self::default();
        let mut refusals = Vec::new();
        let mut refuse = |place: u32, code: Code, found: &str, expected: &str, hint: Option<String>| {
            let at = At { file: start.name.clone(), line: u64::from(start.line), column: found.to_owned() };
            let cell = if start.line > 0 { address(place, start.line) } else { String::new() };
            refusals.push(Refusal { cell, problem: Problem::new(code, at, found, expected, hint) });
        };
        for (place, name) in start.header.iter().filter(|(_, name)| !name.is_empty()) {
            let Some(target) = target(kind, name) else {
                let known = columns(&Layout::new(kind));
                let names = || known.iter().map(|column| column.name.as_str());
                let expected = names().collect::<Vec<_>>().join(", ");
                refuse(*place, Code::UnknownColumn, name, &expected, nearest(name, names()));
                continue;
            };
            if target != Target::Passed && targets.found.values().any(|before| *before == target) {
                refuse(*place, Code::RepeatedColumn, name, "", None);
            }
            targets.found.insert(*place, target);
        }
        let has_id = targets.found.values().any(|target| *target == Target::Id);
        let needs_id = matches!(kind.identity, domain::kind::Identity::Column { .. });
        if start.line == 0 || (needs_id && !has_id) {
            refuse(0, Code::MissingColumn, "", kind.id_column(), None);
        }
        if refusals.is_empty() { Ok(targets) } else { Err(refusals) }
    }

    /// What the cells of a column stand for; `None` for columns without a name.
    pub fn at(&self, place: u32) -> Option<&Target> {
        self.found.get(&place)
    }

    /// The columns that hold values, with their places.
    pub fn fields(&self) -> impl Iterator<Item = (u32, &str, &'static Field, Option<&str>)> {
        self.found.iter().filter_map(|(place, target)| match target {
            Target::Field { name, field, language } => {
                Some((*place, name.as_str(), *field, language.as_deref()))
            }
            _ => None,
        })
    }

    /// Tells whether the sheet has a column of revisions.
    pub fn have_revisions(&self) -> bool {
        self.found.values().any(|target| *target == Target::Revision)
    }

    /// The place and name of the column of a field, for telling where something is missing.
    pub fn place_of(&self, name: &str) -> Option<(u32, &str)> {
        self.fields().find(|(_, _, field, _)| field.name == name).map(|(place, column, ..)| (place, column))
    }
}

fn target(kind: &'static Kind, name: &str) -> Option<Target> {
    if name.eq_ignore_ascii_case(REVISION) {
        return Some(Target::Revision);
    }
    if let Some(column) = Column::named(kind, name) {
        return Some(match column.holds {
            Holds::Id => Target::Id,
            Holds::Value { field } => {
                Target::Field { name: column.name, field: kind.field(field)?, language: None }
            }
            Holds::Text { field, language } => {
                Target::Field { name: column.name, field: kind.field(field)?, language: Some(language) }
            }
        });
    }
    let of_titles = name.strip_suffix(TITLES).and_then(|field| kind.field(field));
    of_titles.map(|_| Target::Passed)
}
