//! The kinds of record, one file each. To add a kind: its file, a line in [`KINDS`], a migration, its labels.

pub mod activities;
pub mod agreements;
pub mod benefits;
pub mod conditions;
pub mod conflicts;
pub mod decisions;
pub mod factors;
pub mod memberships;
pub mod needs;
pub mod observations;
pub mod offerings;
pub mod organisations;
pub mod places;
pub mod policies;
pub mod problems;
pub mod profiles;
pub mod projects;
pub mod recognitions;
pub mod rules;
pub mod schemes;
pub mod sdg_links;
pub mod sectors;
pub mod sources;
pub mod spread;
pub mod traits;

use crate::kind::Kind;

/// Every kind, in the order in which people read them and in which files are imported.
pub static KINDS: &[&Kind] = &[
    &sources::KIND,
    &sectors::KIND,
    &places::KIND,
    &traits::KIND,
    &organisations::KIND,
    &memberships::KIND,
    &policies::KIND,
    &agreements::KIND,
    &needs::KIND,
    &offerings::KIND,
    &problems::KIND,
    &conditions::KIND,
    &profiles::KIND,
    &schemes::KIND,
    &rules::KIND,
    &projects::KIND,
    &decisions::KIND,
    &activities::KIND,
    &observations::KIND,
    &recognitions::KIND,
    &benefits::KIND,
    &spread::KIND,
    &sdg_links::KIND,
    &factors::KIND,
    &conflicts::KIND,
];

/// Finds a kind by its plural noun.
#[must_use]
pub fn kind(plural: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.plural == plural)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{Identity, Shape, Title, Unit};

    #[test]
    fn definitions_name_only_what_exists() {
        for kind in KINDS {
            let has = |name: &str| assert!(kind.field(name).is_some(), "{}: no field {name}", kind.plural);
            kind.list.iter().for_each(|name| has(name));
            kind.date.iter().for_each(|name| has(name));
            has(kind.sort.trim_start_matches('-'));
            match kind.title {
                Title::Field(name) => has(name),
                Title::Fields(names) => names.iter().for_each(|name| has(name)),
            }
            if let Identity::Fields { names, .. } = kind.identity {
                names.iter().for_each(|name| has(name));
            }
            for field in kind.fields {
                if let Unit::Field(name) = field.unit {
                    has(name);
                }
                if let Shape::Reference(kinds) | Shape::References(kinds) = field.shape {
                    assert!(kinds.iter().all(|plural| super::kind(plural).is_some()), "{}", kind.plural);
                }
            }
        }
    }
}
