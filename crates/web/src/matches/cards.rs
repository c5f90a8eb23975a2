//! An offering or a scheme as a card: what it is, why it is named, what must be heeded.

use app::matches::{Answered, Ranked};
use app::reasons;
use language::Words;
use reports::Size;
use reports::bars::{Segment, Stack, stack};

use super::answers::{field, title};
use super::deciding::DecisionShown;
use crate::layout::Said;
use crate::values::{self, Link, Shown};

/// One answer.
pub(super) struct Card {
    pub(super) id: String,
    pub(super) title: Link,
    /// What kind of thing it is, and who gives it.
    pub(super) kicker: Vec<Shown>,
    pub(super) what: Option<Shown>,
    pub(super) why: String,
    /// What it achieved, as the record has it.
    pub(super) evidence: Option<Shown>,
    /// What must be heeded: the label and the words.
    pub(super) heed: Option<(String, Shown)>,
    /// The reasons as bars.
    pub(super) picture: String,
    pub(super) reasons: Reasons,
    /// Whether the reasons are open from the start.
    pub(super) is_open: bool,
    /// What the office decided about it.
    pub(super) decided: Option<DecisionShown>,
}

/// The reasons of an answer with their points and facts.
pub(super) struct Reasons {
    pub(super) total: String,
    pub(super) lines: Vec<ReasonShown>,
}

pub(super) struct ReasonShown {
    pub(super) name: String,
    pub(super) points: String,
    pub(super) facts: Vec<FactShown>,
    /// How many further facts there are, in words; blank if none.
    pub(super) more: String,
}

pub(super) struct FactShown {
    pub(super) text: Said,
    pub(super) note: String,
    pub(super) address: Option<String>,
}

impl Card {
    pub(super) fn new(words: Words, answered: &Answered, ranked: &Ranked, most: f64, is_open: bool) -> Self {
        let record = answered.records.get(&ranked.id);
        let of = |name: &str| record.and_then(|record| field(words, answered, record, name));
        let label = |name: &str| {
            let plural = record.map(|record| record.kind().plural).unwrap_or_default();
            words.field_named(plural, name).into_owned()
        };
        let is_scheme = record.is_some_and(|record| record.kind().plural == "schemes");
        let (kicker, what, heed) = if is_scheme {
            (["instrument", "funder"], "for_what", "who_may_apply")
        } else {
            (["kind", "provider"], "description", "conditions")
        };
        Self {
            id: ranked.id.clone(),
            title: title(words, answered, &ranked.id),
            kicker: kicker.into_iter().filter_map(of).collect(),
            what: of(what),
            why: reasons::sentence(words, answered, ranked),
            evidence: if is_scheme { None } else { of("evidence") },
            heed: of(heed).map(|shown| (label(heed), shown)),
            picture: bars(words, answered, ranked, most),
            reasons: Reasons::new(words, answered, ranked),
            is_open,
            decided: None,
        }
    }

    /// Adds what the office decided about it.
    pub(super) fn decided(mut self, decided: Option<DecisionShown>) -> Self {
        self.decided = decided;
        self
    }
}

impl Reasons {
    pub(super) fn new(words: Words, answered: &Answered, ranked: &Ranked) -> Self {
        let (total, points) = reasons::points(ranked);
        let line = |(reason, points): (&app::matches::Reason, String)| {
            let told = reasons::told(words, answered, reason);
            let fact = |fact: reasons::ToldFact| FactShown {
                text: Said::of(&fact.text, words.language()),
                note: fact.note,
                address: fact
                    .record
                    .filter(|record| *record != ranked.id)
                    .map(|record| values::link(words, &answered.names, &record).address),
            };
            ReasonShown {
                name: told.name,
                points,
                facts: told.facts.into_iter().map(fact).collect(),
                more: match told.more {
                    0 => String::new(),
                    more => words.with("reason-more", &[("count", more.into())]),
                },
            }
        };
        Self { total, lines: ranked.reasons.iter().zip(points).map(line).collect() }
    }
}

/// The reasons as bars that add up. Laid out for a narrow column on every screen.
fn bars(words: Words, answered: &Answered, ranked: &Ranked, most: f64) -> String {
    let (total, points) = reasons::points(ranked);
    let segment = |(reason, label): (&app::matches::Reason, String)| Segment {
        name: reasons::criterion(words, reason.criterion),
        value: reason.points,
        label,
        fact: reasons::reason(words, answered, reason),
    };
    let title = words.with("match-bar", &[("points", total.as_str().into())]);
    let picture = Stack {
        id: format!("why-{}", ranked.id),
        title,
        segments: ranked.reasons.iter().zip(points).map(segment).collect(),
        total_name: words.get("match-sum").into_owned(),
        total,
        most,
        size: Size::Narrow,
    };
    stack(&picture).svg
}
