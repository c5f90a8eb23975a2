//! Parts of what was understood, what stands against an answer, and where one record stands, in words.

use domain::vocabularies::{CIRCUMSTANCES, ORGANISATION_KINDS};
use domain::{Number, Texts};
use language::Words;

use super::{Telling, criterion, points};
use crate::matches::eligibility::Verdict;
use crate::matches::{Answered, Criterion, Evidence, Limit, Part, Ranked, Standing};

/// How many criteria are named in which something is behind the best.
const MOST_BEHIND: usize = 3;

/// A condition against which a limit of the need stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The condition, in the reader's language or as the record has it.
    pub text: Texts,
    /// The words of the need that tell the limit, quoted.
    pub from: String,
    /// The id of the record that states it; none for size and price.
    pub record: Option<String>,
    /// Whether it rules the thing out, rather than warns.
    pub rules_out: bool,
}

/// A rule of a scheme with its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The rule as the record has it.
    pub text: Texts,
    /// The id of the record that states it.
    pub record: String,
    /// Whether it allows the case.
    pub verdict: Verdict,
}

/// A part of what was understood: "no reliable electricity", "training".
#[must_use]
pub fn part(words: Words, answered: &Answered, part: &Part) -> String {
    let telling = Telling { words, answered };
    let circumstance = |key: &str, code: &str| {
        words.with(key, &[("what", words.code(&CIRCUMSTANCES, code).into_owned().into())])
    };
    match part {
        Part::Concept(id) => telling.concept(id),
        Part::Sector(id) | Part::Place(id) => telling.name(id),
        Part::Missing(code) => circumstance("limit-missing", code),
        Part::Present(code) => circumstance("limit-present", code),
        Part::Amount(unit) => words.with("limit-amount", &[("unit", words.unit(unit).into_owned().into())]),
        Part::Form(form) => telling.form(form),
        Part::Asker(kind) => words.code(&ORGANISATION_KINDS, kind).into_owned(),
    }
}

/// A limit that a need tells: "Land: missing", "15 t/day".
#[must_use]
pub fn limit(words: Words, answered: &Answered, limit: &Limit) -> String {
    if let Limit::Quantity { value, unit, .. } = limit
        && let Ok(number) = Number::parse(format!("{value:.3}").trim_end_matches('0').trim_end_matches('.'))
    {
        return words.quantity(&number, unit);
    }
    part(words, answered, &Part::of_limit(limit))
}

/// The words of the need that tell a limit, quoted; what was put in by hand has none.
#[must_use]
pub fn told_by(words: Words, answered: &Answered, told: &str) -> String {
    if told.is_empty() {
        return words.get("limit-by-hand").into_owned();
    }
    let text = match answered.names.get(told) {
        Some(head) => head.title.text(words.tag()),
        None => told,
    };
    words.with("reason-quoted", &[("text", text.into())])
}

/// The words of a need without those that stand within another of them: "compost baskets" says "baskets" too.
pub fn whole(words: &[String]) -> impl Iterator<Item = &String> {
    let within = |word: &String| words.iter().any(|other| other != word && other.contains(word.as_str()));
    words.iter().filter(move |word| !word.is_empty() && !within(word))
}

/// What stands against an answer: what rules it out first, then what warns.
#[must_use]
pub fn obstacles(words: Words, answered: &Answered, ranked: &Ranked) -> Vec<Obstacle> {
    let facts = ranked.reasons.iter().flat_map(|reason| &reason.facts);
    let obstacle = |fact: &Evidence| match fact {
        Evidence::Condition { record, text, words: told, rules_out } => Some(Obstacle {
            text: if text.is_empty() {
                Texts::of(words.tag(), &words.get("reason-scale"))
            } else {
                text.clone()
            },
            from: told_by(words, answered, told),
            record: Some(record.clone()).filter(|record| !record.is_empty()),
            rules_out: *rules_out,
        }),
        _ => None,
    };
    let mut obstacles: Vec<Obstacle> = facts.filter_map(obstacle).collect();
    obstacles.sort_by_key(|one| !one.rules_out);
    obstacles
}

/// The rules of a scheme, what forbids first, then what is not known, then what allows.
#[must_use]
pub fn rulings(ranked: &Ranked) -> Vec<Ruling> {
    let facts = ranked.reasons.iter().flat_map(|reason| &reason.facts);
    let ruling = |fact: &Evidence| match fact {
        Evidence::Rule { record, text, verdict } => {
            Some(Ruling { text: text.clone(), record: record.clone(), verdict: *verdict })
        }
        _ => None,
    };
    facts.filter_map(ruling).collect()
}

/// The name of a verdict: "met", "not met", "not known".
#[must_use]
pub fn ruling(words: Words, verdict: Verdict) -> String {
    words.get(&format!("reason-rule-{}", super::rule_key(verdict))).into_owned()
}

/// Where a record stands among the answers of its kind, in a sentence.
#[must_use]
pub fn standing(words: Words, answered: &Answered, standing: &Standing) -> String {
    let forbids = rulings(&standing.ranked).iter().any(|ruling| ruling.verdict == Verdict::Fail);
    let rules_out = obstacles(words, answered, &standing.ranked).iter().any(|one| one.rules_out);
    match standing.rank {
        Some(rank) if forbids => words.with("standing-forbidden", &[("rank", rank.into())]),
        Some(rank) => {
            let sort = answered.names.get(&standing.ranked.id).map_or("", |head| head.kind.plural);
            let sort = if matches!(sort, "offerings" | "schemes") { sort } else { "precedents" };
            words.with(&format!("standing-rank-{sort}"), &[("rank", rank.into())])
        }
        None if rules_out => words.get("standing-ruled-out").into_owned(),
        None if forbids => words.get("standing-shut").into_owned(),
        None if standing.ranked.reasons.is_empty() => words.get("standing-nothing").into_owned(),
        None => words.get("standing-against").into_owned(),
    }
}

/// In what a record is behind the best of its kind; `None` for the best itself.
#[must_use]
pub fn behind(words: Words, answered: &Answered, standing: &Standing) -> Option<String> {
    let best = standing.best.as_ref().filter(|best| **best != standing.ranked.id)?;
    let missing: Vec<String> = standing
        .missing
        .iter()
        .take(MOST_BEHIND)
        .map(|(of, lead)| {
            let note = format!("{lead:.1}");
            let name = criterion(words, *of);
            words.with("reason-noted", &[("text", name.into()), ("note", note.into())])
        })
        .collect();
    if missing.is_empty() {
        return None;
    }
    let best = Telling { words, answered }.name(best);
    let missing = missing.join(&words.get("reason-between"));
    Some(words.with("standing-behind", &[("best", best.into()), ("criteria", missing.into())]))
}

/// The points of one criterion as they are shown; `None` if it says nothing.
#[must_use]
pub fn points_of(ranked: &Ranked, criterion: Criterion) -> Option<String> {
    let (_, shown) = points(ranked);
    let at = ranked.reasons.iter().position(|reason| reason.criterion == criterion)?;
    shown.into_iter().nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_others_are_not_repeated() {
        for (words, expected) in [
            (vec!["compost", "compost baskets", "baskets"], vec!["compost baskets"]),
            (vec!["補助", "補助制度", "助制"], vec!["補助制度"]),
            (vec!["night", "pipes", ""], vec!["night", "pipes"]),
        ] {
            let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            assert_eq!(whole(&words).collect::<Vec<_>>(), expected);
        }
    }
}
