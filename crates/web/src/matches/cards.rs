//! An offering or a scheme as a card: what it is, why it is named, what must be heeded.

use app::matches::eligibility::Verdict;
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
    pub(super) is_scheme: bool,
    /// What of the need it does not touch, in words; blank if nothing or if something fits.
    pub(super) short_of: String,
    /// The conditions that stand against it.
    pub(super) obstacles: Vec<ObstacleShown>,
    /// The rules of a scheme.
    pub(super) rules: Option<Rules>,
    /// The address that tells why it stands where it does.
    pub(super) why_here: Option<String>,
    /// Whether it is ticked to be compared.
    pub(super) is_picked: bool,
    /// What ticking it does, for those who do not see where it stands.
    pub(super) pick: String,
}

/// A condition that stands against an answer, with the words of the need and its source.
pub(super) struct ObstacleShown {
    pub(super) rules_out: bool,
    pub(super) text: Said,
    pub(super) from: String,
    pub(super) address: Option<String>,
    pub(super) source: Option<Shown>,
}

/// The rules of a scheme with their verdicts.
pub(super) struct Rules {
    /// How many are met, open and not met.
    pub(super) count: String,
    pub(super) list: Vec<RuleShown>,
}

pub(super) struct RuleShown {
    /// The name of a class for the verdict.
    pub(super) class: &'static str,
    pub(super) verdict: String,
    pub(super) text: Said,
    pub(super) address: String,
    pub(super) source: Option<Shown>,
}

/// What stands against an answer.
pub(super) fn obstacles(words: Words, answered: &Answered, ranked: &Ranked) -> Vec<ObstacleShown> {
    let one = |obstacle: reasons::Obstacle| ObstacleShown {
        rules_out: obstacle.rules_out,
        text: Said::of(&obstacle.text, words.language()),
        from: obstacle.from,
        source: obstacle.record.as_deref().and_then(|id| source(words, answered, id)),
        address: obstacle.record.map(|id| values::link(words, &answered.names, &id).address),
    };
    reasons::obstacles(words, answered, ranked).into_iter().map(one).collect()
}

/// Where a condition or rule is stated.
fn source(words: Words, answered: &Answered, id: &str) -> Option<Shown> {
    field(words, answered, answered.records.get(id)?, "source")
}

impl Rules {
    /// The rules of a scheme; none for an offering.
    pub(super) fn of(words: Words, answered: &Answered, ranked: &Ranked) -> Option<Self> {
        let is_scheme = answered.names.get(&ranked.id).is_some_and(|head| head.kind.plural == "schemes");
        let rulings = reasons::rulings(ranked);
        let count = |verdict: Verdict| rulings.iter().filter(|ruling| ruling.verdict == verdict).count();
        let counts = [
            ("met", count(Verdict::Pass).into()),
            ("open", count(Verdict::Unknown).into()),
            ("failed", count(Verdict::Fail).into()),
        ];
        let one = |ruling: &reasons::Ruling| RuleShown {
            class: match ruling.verdict {
                Verdict::Pass => "good",
                Verdict::Unknown => "",
                Verdict::Fail => "attention",
            },
            verdict: reasons::ruling(words, ruling.verdict),
            text: Said::of(&ruling.text, words.language()),
            address: values::link(words, &answered.names, &ruling.record).address,
            source: source(words, answered, &ruling.record),
        };
        is_scheme.then(|| Self {
            count: if rulings.is_empty() {
                words.get("match-rules-none").into_owned()
            } else {
                words.with("match-rules-count", &counts)
            },
            list: rulings.iter().map(one).collect(),
        })
    }
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
            is_scheme,
            short_of: String::new(),
            obstacles: obstacles(words, answered, ranked),
            rules: Rules::of(words, answered, ranked),
            why_here: None,
            is_picked: false,
            pick: {
                let title = title(words, answered, &ranked.id).text.text;
                words.with("match-compare-pick", &[("title", title.into())])
            },
        }
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
pub(super) fn bars(words: Words, answered: &Answered, ranked: &Ranked, most: f64) -> String {
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
