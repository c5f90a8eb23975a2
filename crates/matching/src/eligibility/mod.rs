//! Whether the rules of a scheme allow a case: pass, fail or unknown, rule by rule, with what decided.
//!
//! A rule that nobody states, and a case that says nothing about what a rule asks, give *unknown*: the office learns what
//! to ask. Once a verdict is pass or fail, learning more about the same case does not change it.
//!
//! Deliberately not here: which scheme is best, exchange rates (an amount in another currency is unknown), and whether a
//! city lies in a country (the case brings its places with all that they lie in).

mod cases;
mod contradictions;
mod evaluation;
mod rules;

pub use cases::{Case, Location, traits_at};
pub use contradictions::{Contradiction, Quarrel, contradictions};
pub use evaluation::{Eligibility, LIKELY, Outcome, UNLIKELY, Verdict, Why, assess, evaluate};
pub use rules::{Criterion, Rule, Test};

#[cfg(test)]
mod tests;
