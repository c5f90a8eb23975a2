//! The form of help that something is, and how it suits what was asked for.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use crate::answers::Asked;
use crate::cards::{Card, CardKind};
use crate::understanding::{Cues, Sort};

/// Every form, in the order of the bits.
const NAMES: [&str; 8] = ["training", "visit", "expert", "plan", "money", "company", "equipment", "exchange"];

/// The forms that are of use only to those who ask for them.
const SPECIAL: [&str; 5] = ["visit", "expert", "money", "company", "exchange"];

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

    /// The forms that were asked for.
    pub(crate) fn of(asked: &[Asked]) -> Self {
        let mut forms = Self::default();
        for one in asked {
            forms.add(&one.form);
        }
        forms
    }

    fn only(names: &[&str]) -> Self {
        let mut forms = Self::default();
        for name in names {
            forms.add(name);
        }
        forms
    }

    /// Tells whether it holds a form that is of use only to those who ask for it.
    pub(crate) fn is_special(self) -> bool {
        self.shares(Self::only(&SPECIAL))
    }

    fn shares(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }

    /// Tells whether it is of use only to those who ask for its form, and the form was asked for.
    pub(crate) fn serves(self, asked: Self) -> bool {
        self.special && Self { bits: self.bits & asked.bits, ..self }.shares(Self::only(&SPECIAL))
    }

    /// How it suits what was asked for, from -1 to 1. `breadth` is how widely the need spreads over sectors, 0-1.
    ///
    /// # Source
    /// Ours: experts, visits, money and meetings help those who ask for them, and visits only those who come by; a plan
    /// over several sectors helps those who want to plan several; know-how and equipment answer anybody who has the
    /// problem.
    pub(crate) fn suit(self, asked: Self, breadth: f64, hosting: Hosting) -> f64 {
        if self.broad {
            return if asked.has("plan") { breadth } else { breadth.mul_add(0.6, -0.8) };
        }
        if self.serves(asked) {
            let is_visit = self.has("visit") && asked.has("visit");
            return match hosting {
                Hosting::There => 1.0,
                Hosting::Untold => 0.85,
                Hosting::Elsewhere if is_visit => -0.4,
                Hosting::Elsewhere => 0.4,
            };
        }
        if (self.has("training") && asked.has("training")) || (self.has("plan") && asked.has("plan")) {
            return 0.7;
        }
        if self.special {
            return -0.8;
        }
        if self.has("equipment") && asked.has("equipment") {
            return 0.35;
        }
        let meets = Self::only(&["visit", "exchange", "company"]);
        if asked.shares(meets) && !asked.shares(Self::only(&["training", "equipment"])) {
            return -0.4;
        }
        0.0
    }
}

/// Whether something is given where the guest will be or where the firm is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hosting {
    /// The text does not say.
    Untold,
    /// It is.
    There,
    /// The text names another place.
    Elsewhere,
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
    forms.special = forms.shares(Forms::only(&SPECIAL));
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

    fn suit(forms: Forms, asked: &[&str], breadth: f64) -> f64 {
        forms.suit(Forms::only(asked), breadth, Hosting::Untold)
    }

    #[test]
    fn special_forms_help_those_who_ask_for_them() {
        let dispatch = forms_of(&card("Dispatch of water staff", "service", &["water-supply"]));
        let method = forms_of(&card("Composting method", "technology", &["waste-management"]));
        let broad = forms_of(&card("Green city plan", "planning_support", &["urban-planning", "transport"]));
        assert!(suit(dispatch, &["expert"], 0.0) > suit(dispatch, &[], 0.0));
        assert!(suit(dispatch, &[], 0.0) < suit(method, &[], 0.0));
        assert!(suit(broad, &["plan"], 1.0) > suit(broad, &["plan"], 0.1));
        assert!(suit(broad, &[], 0.2) < 0.0);
        let museum = forms_of(&card("Museum", "facility", &["environmental-education"]));
        let visit = Forms::only(&["visit"]);
        assert!(museum.suit(visit, 0.0, Hosting::There) > museum.suit(visit, 0.0, Hosting::Elsewhere));
    }
}
