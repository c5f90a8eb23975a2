//! What can be added from the page of a record, with what is known filled in.

use domain::{Kind, Record, Right, Viewer};

/// A form of a new record with inputs filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The kind of the new record.
    pub kind: &'static Kind,
    /// The names of inputs with what stands in them.
    pub given: Vec<(&'static str, String)>,
}

/// What can be added from where: the kind of the page, the kind to add, the field that refers to the page's record, and
/// fields that are taken over from it.
type Line = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const LINES: &[Line] = &[
    ("places", "needs", "place", &[]),
    ("places", "agreements", "parties", &[]),
    ("places", "projects", "partner_place", &[]),
    ("places", "activities", "place", &[]),
    ("places", "observations", "subject", &[]),
    ("organisations", "offerings", "provider", &[]),
    ("organisations", "memberships", "member", &[]),
    ("organisations", "agreements", "parties", &[]),
    ("organisations", "observations", "subject", &[]),
    ("needs", "projects", "related_need", &[("partner_place", "place"), ("sectors", "sector")]),
    ("offerings", "profiles", "offering", &[]),
    ("offerings", "problems", "offering", &[]),
    ("offerings", "conditions", "offering", &[]),
    ("schemes", "rules", "scheme", &[]),
    ("schemes", "projects", "schemes", &[]),
    ("agreements", "projects", "agreement", &[("sectors", "sectors")]),
    ("projects", "activities", "project", &[("place", "partner_place")]),
    ("projects", "observations", "subject", &[]),
    ("projects", "benefits", "project", &[("partner_place", "partner_place")]),
];

/// What the viewer can add from the page of a record.
#[must_use]
pub fn starts(viewer: &Viewer, record: &Record) -> Vec<Start> {
    let from = LINES.iter().filter(|(page, ..)| *page == record.kind().plural);
    let started = from.filter_map(|(_, plural, field, taken)| {
        let kind = domain::kind(plural).filter(|kind| viewer.may(Right::Create, Some(kind)))?;
        let mut given = vec![(*field, record.id().to_owned())];
        for (to, from) in *taken {
            given.extend(record.references(from).iter().map(|id| (*to, id.clone())));
        }
        let mut new = Record::new(kind, "");
        for (name, id) in &given {
            new.set(name, Some(domain::Value::References(vec![id.clone()])));
        }
        viewer.may_with(Right::Create, &new).then_some(Start { kind, given })
    });
    started.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{OfficeId, Role};

    #[test]
    fn lines_name_only_fields_that_there_are() {
        for (page, plural, field, taken) in LINES {
            let (page, kind) = (domain::kind(page).unwrap(), domain::kind(plural).unwrap());
            assert!(kind.field(field).is_some(), "{plural}.{field}");
            for (to, from) in *taken {
                assert!(kind.field(to).is_some() && page.field(from).is_some(), "{plural}: {to} {from}");
            }
        }
    }

    #[test]
    fn what_can_be_added_is_what_the_viewer_may_add() {
        let office = OfficeId::parse("demo").unwrap();
        let place = Record::new(domain::kind("places").unwrap(), "phnom-penh");
        let kinds = |viewer: Viewer| {
            starts(&viewer, &place).iter().map(|start| start.kind.plural).collect::<Vec<_>>()
        };
        let all = ["needs", "agreements", "projects", "activities", "observations"];
        assert_eq!(kinds(Viewer::new(office.clone(), Role::Contributor)), all);
        let official = Viewer::new(office.clone(), Role::Partner);
        assert_eq!(
            kinds(official.clone().owning(["phnom-penh".to_owned()])),
            ["needs", "activities", "observations"]
        );
        assert!(kinds(official.owning(["dalian".to_owned()])).is_empty());
        assert!(kinds(Viewer::new(office, Role::Reader)).is_empty());
    }
}
