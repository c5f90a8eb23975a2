//! Deciding about answers: one form on the page, whose buttons stand at the answers.

use app::decisions::Decided;
use app::matches::Answered;
use domain::vocabularies::VERDICTS;
use domain::{Record, Right, Role};
use language::Words;

use super::asking::Asked;
use crate::accounts;
use crate::forms::{TOKEN, Token};
use crate::layout::Said;
use crate::readers::Reader;
use crate::values::{self, Link};

/// What a page needs for deciding: what was decided, and the token of its form.
pub(super) struct Deciding<'a> {
    pub(super) decided: &'a Decided,
    pub(super) token: &'a Token,
}

/// The form.
pub(super) struct DecisionForm {
    pub(super) action: String,
    pub(super) hidden: Vec<(&'static str, String)>,
}

/// A decision that was taken.
pub(super) struct DecisionShown {
    pub(super) answer: Link,
    pub(super) address: String,
    pub(super) verdict: String,
    pub(super) code: String,
    pub(super) reason: Option<Said>,
    pub(super) by: String,
}

impl DecisionForm {
    /// The form, unless the reader may not decide or the question is too long for a form.
    pub(super) fn new(reader: &Reader, asked: &Asked, token: &Token, is_shared: bool) -> Option<Self> {
        if !is_shared || !reader.viewer.may(Right::Decide, None) {
            return None;
        }
        let mut hidden = vec![(TOKEN, token.text.clone())];
        let action = match &asked.need {
            Some(need) => format!("/needs/{need}/decisions"),
            None => "/matches/decisions".to_owned(),
        };
        hidden.extend(asked.values());
        Some(Self { action, hidden })
    }
}

/// The decisions, the chosen first.
pub(super) fn shown(words: Words, answered: &Answered, decided: &Decided) -> Vec<DecisionShown> {
    let order = |decision: &&Record| match decision.text("verdict") {
        "chosen" => 0,
        "shortlisted" => 1,
        _ => 2,
    };
    let mut all: Vec<&Record> = decided.values().collect();
    all.sort_by_key(order);
    all.into_iter().map(|decision| one(words, answered, decision)).collect()
}

pub(super) fn one(words: Words, answered: &Answered, decision: &Record) -> DecisionShown {
    let verdict = decision.text("verdict");
    let by = decision.text("by");
    let by = Role::parse(by).map_or_else(|| by.to_owned(), |role| accounts::role(words, role));
    let date = decision.when("decided").map(|date| words.when_short(date)).unwrap_or_default();
    DecisionShown {
        answer: values::link(words, &answered.names, decision.text("answer")),
        address: values::address(decision.kind(), decision.id()),
        verdict: words.code(&VERDICTS, verdict).into_owned(),
        code: verdict.to_owned(),
        reason: decision.texts("reason").map(|reason| Said::of(reason, words.language())),
        by: words.with("decisions-by", &[("by", by.into()), ("date", date.into())]),
    }
}
