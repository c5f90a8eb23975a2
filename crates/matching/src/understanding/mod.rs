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

/// The forms of help that a text asks for, in the order of the text.
pub(crate) fn asked_in(cues: &[Cue]) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for cue in cues.iter().filter(|cue| cue.sort == Sort::Form) {
        match asked.iter_mut().find(|known| known.form == cue.code) {
            Some(known) => known.words.push(cue.words.clone()),
            None => asked.push(Asked { form: cue.code.clone(), words: vec![cue.words.clone()] }),
        }
    }
    asked
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
