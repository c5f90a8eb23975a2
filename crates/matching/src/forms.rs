//! The form of help that something is, and how it suits what was asked for.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use crate::answers::Asked;
use crate::cards::{Card, CardKind};
use crate::understanding::{Cues, Sort};

/// Every form, in the order of the bits.
const NAMES: [&str; 8] = ["training", "visit", "expert", "plan", "money", "company", "equipment", "exchange"];

/// The sector whose offerings are there to bring firms together.
const BUSINESS: &str = "business-sme";
/// The sector whose facilities are there to be visited.
const EDUCATION: &str = "environmental-education";

/// A set of forms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    bits: u8,
    /// Whether it is of use only to those who ask for this form.
    special: bool,
    /// Whether it is a plan over several sectors.
    broad: bool,
}

impl Forms {
    fn add(&mut self, name: &str) {
        if let Some(at) = NAMES.iter().position(|known| *known == name) {
            self.bits |= 1 << at;
        }
    }

    pub(crate) fn has(self, name: &str) -> bool {
        NAMES.iter().position(|known| *known == name).is_some_and(|at| self.bits & (1 << at) != 0)
    }

    /// The names of the forms.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().filter(move |name| self.has(name))
    }

    /// How it suits what was asked for, from -1 to 1. `breadth` is how widely the need spreads over sectors, 0-1.
    ///
    /// # Source
    /// Ours: experts, visits, money and meetings help those who ask for them; a plan over several sectors helps
    /// those who want to plan several; know-how and equipment answer anybody who has the problem.
    pub(crate) fn suit(self, asked: &[Asked], breadth: f64) -> f64 {
        let any = |names: &[&str]| asked.iter().any(|one| names.contains(&one.form.as_str()));
        let shared = |name: &str| self.has(name) && any(&[name]);
        if self.broad {
            return if any(&["plan"]) { breadth } else { breadth.mul_add(0.6, -0.8) };
        }
        if ["visit", "expert", "money", "company", "exchange"].iter().any(|name| shared(name)) {
            return 1.0;
        }
        if shared("training") || shared("plan") {
            return 0.7;
        }
        if self.special {
            return -0.8;
        }
        if shared("equipment") {
            return 0.35;
        }
        if any(&["visit", "exchange", "company"]) && !any(&["training", "equipment"]) {
            return -0.4;
        }
        0.0
    }
}

/// The forms of help that a card is.
pub(crate) fn forms_of(card: &Card) -> Forms {
    let mut forms = Forms::default();
    if card.kind != CardKind::Offering {
        return forms;
    }
    let mut told: Vec<String> = Vec::new();
    for (language, text) in card.texts().take(3).flat_map(|(_, texts)| texts.iter()) {
        told.extend(Cues::known().found(text, language, &[Sort::Given]).into_iter().map(|cue| cue.code));
    }
    let says = |name: &str| told.iter().any(|code| code == name);
    let is_for = |sector: &str| card.sectors.iter().any(|known| known == sector);
    match card.form.as_str() {
        "training" => forms.add("training"),
        "planning_support" => forms.add("plan"),
        "technology" | "product" => forms.add("equipment"),
        "facility" if !is_for(EDUCATION) && !says("visit") => forms.add("equipment"),
        _ => {}
    }
    if says("training") {
        forms.add("training");
    }
    let served = matches!(card.form.as_str(), "service" | "facility");
    if served && (says("visit") || (card.form == "facility" && is_for(EDUCATION))) {
        forms.add("visit");
    }
    if served && says("expert") {
        forms.add("expert");
    }
    if served && says("money") {
        forms.add("money");
    }
    if says("exchange") {
        forms.add("exchange");
    }
    if is_for(BUSINESS) {
        forms.add("company");
    }
    forms.broad = card.form == "planning_support" && card.sectors.len() > 1;
    forms.special = ["visit", "expert", "money", "company", "exchange"].iter().any(|name| forms.has(name));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Texts;

    fn card(title: &str, form: &str, sectors: &[&str]) -> Card {
        Card {
            form: form.to_owned(),
            sectors: sectors.iter().map(|sector| (*sector).to_owned()).collect(),
            ..Card::new(CardKind::Offering, "off-a", Texts::of("en", title))
        }
    }

    fn asked(forms: &[&str]) -> Vec<Asked> {
        forms.iter().map(|form| Asked { form: (*form).to_owned(), words: Vec::new() }).collect()
    }

    #[test]
    fn special_forms_help_those_who_ask_for_them() {
        let dispatch = forms_of(&card("Dispatch of water staff", "service", &["water-supply"]));
        let method = forms_of(&card("Composting method", "technology", &["waste-management"]));
        let broad = forms_of(&card("Green city plan", "planning_support", &["urban-planning", "transport"]));
        assert!(dispatch.suit(&asked(&["expert"]), 0.0) > dispatch.suit(&asked(&[]), 0.0));
        assert!(dispatch.suit(&asked(&[]), 0.0) < method.suit(&asked(&[]), 0.0));
        assert!(broad.suit(&asked(&["plan"]), 1.0) > broad.suit(&asked(&["plan"]), 0.1));
        assert!(broad.suit(&asked(&[]), 0.2) < 0.0);
    }
}
