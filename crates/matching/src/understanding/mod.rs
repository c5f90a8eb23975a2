//! What a need tells beside its subject: limits, amounts, the form of help that is asked for, and who asks.

mod cues;
mod quantities;

pub(crate) use cues::{Cue, Cues, Sort};
pub(crate) use quantities::quantities_in;

use crate::answers::{Asked, Limit};

/// The limits that a text tells: each circumstance once, then its amounts.
pub(crate) fn limits_in(text: &str, cues: &[Cue]) -> Vec<Limit> {
    let mut limits: Vec<Limit> = Vec::new();
    for cue in cues {
        let present = match cue.sort {
            Sort::Lack | Sort::Without => false,
            Sort::With => true,
            _ => continue,
        };
        let known = |limit: &Limit| matches!(limit, Limit::Circumstance { code, .. } if *code == cue.code);
        if !limits.iter().any(known) {
            limits.push(Limit::Circumstance { code: cue.code.clone(), present, words: cue.words.clone() });
        }
    }
    limits.extend(quantities_in(text));
    limits
}

/// The forms of help that a text asks for, in the order of the text; then those that two different hints stand for. A
/// firm of the country where help comes from wants business, whatever else it asks for.
pub(crate) fn asked_in(cues: &[Cue], is_at_home: bool) -> Vec<Asked> {
    let mut asked = gathered(cues, Sort::Form);
    let firm = cues.iter().find(|cue| cue.sort == Sort::Asker && cue.code == "company");
    if let Some(firm) = firm.filter(|_| is_at_home && !asked.iter().any(|known| known.form == "company")) {
        asked.push(Asked { form: "company".to_owned(), words: vec![firm.words.clone()] });
    }
    for hinted in gathered(cues, Sort::Hint) {
        let is_known = asked.iter().any(|known| known.form == hinted.form);
        if !is_known && hinted.words.iter().any(|words| Some(words) != hinted.words.first()) {
            asked.push(hinted);
        }
    }
    asked
}

fn gathered(cues: &[Cue], sort: Sort) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    for cue in cues.iter().filter(|cue| cue.sort == sort) {
        match found.iter_mut().find(|known| known.form == cue.code) {
            Some(known) => known.words.push(cue.words.clone()),
            None => found.push(Asked { form: cue.code.clone(), words: vec![cue.words.clone()] }),
        }
    }
    found
}

/// The kinds of organisation that a text says are asking.
pub(crate) fn askers_in(cues: &[Cue]) -> Vec<String> {
    let mut askers: Vec<String> = Vec::new();
    for cue in cues.iter().filter(|cue| cue.sort == Sort::Asker) {
        if !askers.contains(&cue.code) {
            askers.push(cue.code.clone());
        }
    }
    askers
}
