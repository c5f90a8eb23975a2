//! From a concept that is meant to the concepts that would serve it.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::collections::BTreeMap;

use domain::concepts::Thesaurus;

use crate::answers::Link;
use crate::weights::link_decay;

/// A concept that serves another, with what is left of the strength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reach {
    /// The number of the concept that serves.
    pub concept: u32,
    /// What is left of the strength, 0-1.
    pub decay: f64,
    /// How the one leads to the other.
    pub link: Link,
}

/// How little strength is still followed.
const LEAST: f64 = 0.1;

/// For each concept of the thesaurus, in the order of ids, the concepts that serve it: itself first, then by
/// falling strength.
pub(crate) fn reach(thesaurus: &Thesaurus, numbers: &BTreeMap<&str, u32>) -> Vec<Vec<Reach>> {
    let graph = Graph { thesaurus, narrower: thesaurus.narrower() };
    thesaurus
        .concepts
        .keys()
        .map(|id| {
            let mut reached: Vec<Reach> = graph
                .from(id)
                .into_iter()
                .filter_map(|(to, (decay, link))| {
                    numbers.get(to).map(|number| Reach { concept: *number, decay, link })
                })
                .collect();
            reached.sort_by(|a, b| b.decay.total_cmp(&a.decay).then(a.concept.cmp(&b.concept)));
            reached
        })
        .collect()
}

struct Graph<'t> {
    thesaurus: &'t Thesaurus,
    narrower: BTreeMap<&'t str, std::collections::BTreeSet<&'t str>>,
}

type Found<'t> = BTreeMap<&'t str, (f64, Link)>;

impl<'t> Graph<'t> {
    fn from(&self, id: &'t str) -> Found<'t> {
        let mut found = Found::new();
        found.insert(id, (link_decay(Link::Same), Link::Same));
        self.answers(id, 1.0, Link::Remedy, &mut found);
        for cause in self.ids(id, |concept| &concept.causes) {
            keep(&mut found, cause, link_decay(Link::Cause), Link::Cause);
            let left = link_decay(Link::CauseRemedy) / link_decay(Link::Remedy);
            self.answers(cause, left, Link::CauseRemedy, &mut found);
        }
        for narrower in self.below(id) {
            keep(&mut found, narrower, link_decay(Link::Narrower), Link::Narrower);
            self.answers(narrower, link_decay(Link::Narrower), Link::Remedy, &mut found);
            for second in self.below(narrower) {
                keep(&mut found, second, link_decay(Link::Narrower).powi(2), Link::Narrower);
            }
        }
        for broader in self.ids(id, |concept| &concept.broader) {
            keep(&mut found, broader, link_decay(Link::Broader), Link::Broader);
            self.answers(broader, link_decay(Link::Narrower), Link::Remedy, &mut found);
        }
        for related in self.ids(id, |concept| &concept.related) {
            keep(&mut found, related, link_decay(Link::Related), Link::Related);
        }
        found
    }

    /// Follows the remedies of a concept, and what is narrower or wider than each.
    fn answers(&self, id: &'t str, left: f64, link: Link, found: &mut Found<'t>) {
        for remedy in self.ids(id, |concept| &concept.remedies) {
            let strength = left * link_decay(Link::Remedy);
            keep(found, remedy, strength, link);
            for narrower in self.below(remedy) {
                keep(found, narrower, strength * link_decay(Link::Narrower), link);
            }
            for broader in self.ids(remedy, |concept| &concept.broader) {
                keep(found, broader, strength * link_decay(Link::Broader), link);
            }
        }
    }

    fn ids(
        &self,
        id: &str,
        of: impl Fn(&'t domain::concepts::Concept) -> &'t std::collections::BTreeSet<String>,
    ) -> impl Iterator<Item = &'t str> {
        self.thesaurus.get(id).into_iter().flat_map(of).map(String::as_str)
    }

    fn below(&self, id: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.narrower.get(id).cloned().into_iter().flatten()
    }
}

fn keep<'t>(found: &mut Found<'t>, id: &'t str, strength: f64, link: Link) {
    if strength < LEAST {
        return;
    }
    let kept = found.entry(id).or_insert((strength, link));
    if strength > kept.0 {
        *kept = (strength, link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Texts;
    use domain::concepts::Concept;
    use std::collections::BTreeSet;

    fn concept(broader: &[&str], remedies: &[&str], causes: &[&str]) -> Concept {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
        Concept {
            preferred: Texts::of("en", "x"),
            broader: owned(broader),
            remedies: owned(remedies),
            causes: owned(causes),
            ..Concept::default()
        }
    }

    #[test]
    fn problems_reach_what_answers_them_and_their_causes() {
        let thesaurus = Thesaurus {
            concepts: BTreeMap::from([
                ("empty-tank".to_owned(), concept(&[], &[], &["leak"])),
                ("find-leak".to_owned(), concept(&[], &[], &[])),
                ("leak".to_owned(), concept(&[], &["find-leak"], &[])),
                ("listening-rod".to_owned(), concept(&["find-leak"], &[], &[])),
            ]),
            ..Thesaurus::default()
        };
        let numbers: BTreeMap<&str, u32> = thesaurus.concepts.keys().map(String::as_str).zip(0..).collect();
        let reached = reach(&thesaurus, &numbers);
        let links: Vec<(u32, Link)> = reached[0].iter().map(|reach| (reach.concept, reach.link)).collect();
        assert_eq!(
            links,
            [(0, Link::Same), (1, Link::CauseRemedy), (2, Link::Cause), (3, Link::CauseRemedy)]
        );
    }
}
