//! The rule book: what each role may do with which records. Everything that reads or writes asks here, and nowhere else
//! is a right decided.
//!
//! What is not written down is not allowed. A rule reaches every record of its kinds, or only those that are the viewer's
//! own: a partner official's city with what lies in it, a company's profile with its offerings.

use crate::kind::Kind;
use crate::record::Record;
use crate::viewer::{Role, Viewer, Visibility};

/// Something that a person may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Read records, as far as their fields are open to the viewer.
    Read,
    /// Add a record.
    Create,
    /// Change a record.
    Change,
    /// Take a record away, and bring it back.
    Remove,
    /// See who changed a record, when and how.
    History,
    /// Change many records in one step: files brought in, lists changed as a whole.
    Bulk,
    /// Decide about answers to needs.
    Decide,
    /// Give and take away roles.
    People,
    /// Look after the office's settings, and see what everybody did.
    Office,
}

impl Right {
    /// Every right.
    pub const ALL: &'static [Self] = &[
        Self::Read,
        Self::Create,
        Self::Change,
        Self::Remove,
        Self::History,
        Self::Bulk,
        Self::Decide,
        Self::People,
        Self::Office,
    ];

    /// The word under which it is written down.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Change => "change",
            Self::Remove => "remove",
            Self::History => "history",
            Self::Bulk => "bulk",
            Self::Decide => "decide",
            Self::People => "people",
            Self::Office => "office",
        }
    }
}

/// How far a right goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nowhere.
    None,
    /// To the records that are the viewer's own.
    Own,
    /// To every record.
    All,
}

/// One line of the rule book.
struct Rule {
    rights: &'static [Right],
    /// The kinds; every kind when none is named.
    kinds: &'static [&'static str],
    reach: Reach,
}

const fn all(rights: &'static [Right]) -> Rule {
    Rule { rights, kinds: &[], reach: Reach::All }
}

const fn own(rights: &'static [Right], kinds: &'static [&'static str]) -> Rule {
    Rule { rights, kinds, reach: Reach::Own }
}

/// The rules of a role.
const fn rules(role: Role) -> &'static [Rule] {
    use Right::{Bulk, Change, Create, Decide, History, Office, People, Read, Remove};
    match role {
        Role::Administrator => {
            const { &[all(&[Read, Create, Change, Remove, History, Bulk, Decide, People, Office])] }
        }
        Role::Coordinator => const { &[all(&[Read, Create, Change, Remove, History, Bulk, Decide])] },
        Role::Contributor => const { &[all(&[Read, Create, Change, History, Decide])] },
        Role::Partner => {
            const {
                &[
                    all(&[Read]),
                    own(&[Create, Change], &["needs", "observations", "activities"]),
                    own(&[Change], &["places", "organisations"]),
                    own(&[History], &["needs", "observations", "activities", "places", "organisations"]),
                ]
            }
        }
        Role::Member => {
            const {
                &[
                    all(&[Read]),
                    own(&[Create, Change], &["offerings", "problems", "conditions", "profiles"]),
                    own(&[Change], &["organisations"]),
                    own(&[History], &["offerings", "problems", "conditions", "profiles", "organisations"]),
                ]
            }
        }
        Role::Reader => const { &[all(&[Read, History])] },
        Role::Public => const { &[all(&[Read])] },
    }
}

/// The fields through which a record of a kind belongs to a place or to a company. Of kinds that are not named here only
/// the record itself can be somebody's own.
const fn owning_fields(plural: &str) -> &'static [&'static str] {
    match plural.as_bytes() {
        b"needs" => &["place", "organisation"],
        b"observations" => &["subject"],
        b"activities" | b"organisations" => &["place"],
        b"offerings" => &["provider"],
        b"problems" | b"conditions" | b"profiles" => &["offering"],
        b"projects" => &["partner_place"],
        b"agreements" => &["parties"],
        b"benefits" => &["partner_place", "place_benefiting"],
        b"recognitions" => &["recipient"],
        _ => &[],
    }
}

impl Viewer {
    /// How far a right of the viewer goes for a kind; with no kind, for the office as a whole.
    #[must_use]
    pub fn reach(&self, right: Right, kind: Option<&Kind>) -> Reach {
        let fits = |rule: &&Rule| {
            rule.rights.contains(&right)
                && (rule.kinds.is_empty() || kind.is_some_and(|kind| rule.kinds.contains(&kind.plural)))
        };
        let reach = rules(self.role).iter().filter(fits).map(|rule| rule.reach).max();
        match (right, kind) {
            (Right::Read, Some(kind)) if !kind.fields.iter().any(|f| self.may_see(f.visibility)) => {
                Reach::None
            }
            _ => reach.unwrap_or(Reach::None),
        }
    }

    /// Tells whether the viewer may do this with at least some records of the kind; with no kind, in the office.
    #[must_use]
    pub fn may(&self, right: Right, kind: Option<&Kind>) -> bool {
        self.reach(right, kind) > Reach::None
    }

    /// Tells whether the viewer may do this with the record.
    #[must_use]
    pub fn may_with(&self, right: Right, record: &Record) -> bool {
        match self.reach(right, Some(record.kind())) {
            Reach::None => false,
            Reach::Own => self.owns(record),
            Reach::All => true,
        }
    }

    /// Tells whether a record is the viewer's own: their place or body, or one that belongs to it.
    #[must_use]
    pub fn owns(&self, record: &Record) -> bool {
        let is_own = |id: &str| self.own().contains(id);
        let through = || {
            let fields = owning_fields(record.kind().plural);
            fields.iter().any(|field| record.references(field).iter().any(|id| is_own(id)))
        };
        !self.own().is_empty() && (is_own(record.id()) || through())
    }

    /// What the viewer may see of a record.
    #[must_use]
    pub fn sight(&self, record: &Record) -> Visibility {
        let general = self.general_sight();
        if self.owns(record) { general.min(Visibility::Members) } else { general }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;
    use crate::viewer::OfficeId;

    fn viewer(role: Role, own: &[&str]) -> Viewer {
        Viewer::new(OfficeId::parse("demo").unwrap(), role).owning(own.iter().map(|id| (*id).to_owned()))
    }

    fn record(plural: &str, id: &str, field: &str, to: &str) -> Record {
        let mut record = Record::new(crate::kind(plural).unwrap(), id);
        record.set(field, Some(Value::Reference(to.to_owned())));
        record
    }

    #[test]
    fn the_rule_book_says_who_may_what() {
        use Reach::{All, None as No, Own};
        let kind = |plural| crate::kind(plural);
        for (role, right, plural, reach) in [
            (Role::Administrator, Right::People, "", All),
            (Role::Coordinator, Right::People, "", No),
            (Role::Coordinator, Right::Bulk, "needs", All),
            (Role::Contributor, Right::Change, "needs", All),
            (Role::Contributor, Right::Remove, "needs", No),
            (Role::Contributor, Right::Bulk, "needs", No),
            (Role::Partner, Right::Create, "needs", Own),
            (Role::Partner, Right::Create, "schemes", No),
            (Role::Partner, Right::Change, "places", Own),
            (Role::Partner, Right::Create, "places", No),
            (Role::Member, Right::Create, "offerings", Own),
            (Role::Member, Right::Change, "needs", No),
            (Role::Member, Right::Read, "decisions", No),
            (Role::Reader, Right::History, "needs", All),
            (Role::Reader, Right::Create, "needs", No),
            (Role::Public, Right::Read, "needs", All),
            (Role::Public, Right::Read, "decisions", No),
            (Role::Public, Right::History, "needs", No),
        ] {
            assert_eq!(viewer(role, &[]).reach(right, kind(plural)), reach, "{role:?} {right:?} {plural}");
        }
    }

    #[test]
    fn own_records_are_those_of_the_place_or_body() {
        let official = viewer(Role::Partner, &["phnom-penh", "org-ppwsa"]);
        for (record, is_own) in [
            (record("needs", "need-a", "place", "phnom-penh"), true),
            (record("needs", "need-b", "place", "dalian"), false),
            (record("observations", "obs-a", "subject", "org-ppwsa"), true),
            (record("places", "phnom-penh", "within", "cambodia"), true),
            (record("places", "dalian", "within", "china"), false),
            (record("activities", "act-a", "project", "phnom-penh"), false),
        ] {
            assert_eq!(official.owns(&record), is_own, "{}", record.id());
            assert_eq!(official.may_with(Right::Change, &record), is_own, "{}", record.id());
        }
        assert!(!viewer(Role::Partner, &[]).owns(&record("needs", "need-a", "place", "phnom-penh")));
    }

    #[test]
    fn fields_through_which_records_are_owned_are_references() {
        for kind in crate::KINDS {
            for name in owning_fields(kind.plural) {
                let field = kind.field(name);
                assert!(
                    field.is_some_and(|f| matches!(
                        f.shape,
                        crate::Shape::Reference(_) | crate::Shape::References(_)
                    )),
                    "{} {name}",
                    kind.plural
                );
            }
        }
    }
}
