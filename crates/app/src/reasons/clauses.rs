//! One short sentence why something fits, from its strongest reasons.

use language::Words;

use super::{Telling, link_key, whole};
use crate::matches::{Answered, Criterion, Evidence, Link, Ranked, Reason};

/// Why something fits, in one sentence: what it is about, then what speaks for it. Blank when there is no reason.
///
/// # Source
/// Ours: a subject first, because that is what people ask about; then at most two of experience with the like, with the
/// place and of results, in the order of their points.
#[must_use]
pub fn sentence(words: Words, answered: &Answered, ranked: &Ranked) -> String {
    let telling = Telling { words, answered };
    let (subject, backing): (Vec<&Reason>, Vec<&Reason>) =
        ranked.reasons.iter().partition(|reason| is_subject(reason.criterion));
    let mut chosen: Vec<&Reason> = subject.iter().take(1).copied().collect();
    chosen.extend(backing.iter().take(2));
    if let (1, Some(second)) = (chosen.len(), subject.get(1)) {
        chosen.push(second);
    }
    let clauses: Vec<String> = chosen.into_iter().filter_map(|reason| telling.clause(reason)).collect();
    if clauses.is_empty() {
        return String::new();
    }
    let clauses = capitalised(&clauses.join(&words.get("why-apart")));
    words.with("why-sentence", &[("clauses", clauses.into())])
}

fn is_subject(criterion: Criterion) -> bool {
    matches!(
        criterion,
        Criterion::Words | Criterion::Concepts | Criterion::Sector | Criterion::Problems | Criterion::Purpose
    )
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Telling<'_> {
    fn clause(self, reason: &Reason) -> Option<String> {
        let count = reason.facts.len();
        let first = reason.facts.first()?;
        Some(match first {
            Evidence::Words { words } => {
                let quoted = self.quoted(words, 3);
                let count = whole(words).count();
                self.words.with("why-words", &[("count", count.into()), ("words", quoted.into())])
            }
            Evidence::Concept { id, from, link } => self.subject(reason, id, from, *link),
            Evidence::Sector { code, .. } => {
                self.words.with("why-sector", &[("sector", self.name(code).into())])
            }
            Evidence::Result { .. } => self.words.with("why-proven", &[("count", count.into())]),
            Evidence::Place { id, same } => {
                let key = if *same { "why-place" } else { "why-wider" };
                self.words.with(key, &[("place", self.name(id).into())])
            }
            Evidence::Precedent { .. } => self.words.with("why-precedent", &[("count", count.into())]),
            Evidence::Problem { text, .. } => {
                let text = text.text(self.words.tag()).trim_end_matches(['.', '。']);
                self.words.with("why-problem", &[("problem", text.into())])
            }
            Evidence::Form { form, .. } => self.words.with("why-form", &[("form", self.form(form).into())]),
            Evidence::Condition { .. } => self.words.with("why-limits", &[("count", count.into())]),
            Evidence::Rule { .. } => {
                let open = reason.facts.iter().filter(|fact| {
                    matches!(fact, Evidence::Rule { verdict: matching::eligibility::Verdict::Unknown, .. })
                });
                self.words.with("why-rules", &[("open", open.count().into())])
            }
            Evidence::Purpose { purpose } => {
                self.words.with("why-purpose", &[("purpose", self.purpose(purpose).into())])
            }
        })
    }

    /// What it is about: the strongest concept, with a second one when both are meant as such.
    fn subject(self, reason: &Reason, id: &str, from: &str, link: Link) -> String {
        if link == Link::Same {
            let second = reason.facts.get(1).and_then(|fact| match fact {
                Evidence::Concept { id, link: Link::Same, .. } => Some(id),
                _ => None,
            });
            if let Some(second) = second {
                let both = [("one", self.concept(id).into()), ("other", self.concept(second).into())];
                return self.words.with("why-link-both", &both);
            }
        }
        let ends = [("to", self.concept(id).into()), ("from", self.concept(from).into())];
        self.words.with(&format!("why-link-{}", link_key(link)), &ends)
    }
}
