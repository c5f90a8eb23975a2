//! What a form sent: its inputs, and which of its buttons was pressed.

use app::editing::{Cells, Slot};
use domain::Kind;

use super::{ID, TOKEN, names, value};
use crate::readers::pairs;

/// What the name of the input for the language of a further text ends in, and that of its text.
pub(super) const TAG: &str = ".tag";
pub(super) const TEXT: &str = ".text";

/// The names of the buttons, and of the choices between two versions.
pub(super) const MORE: &str = "form.more";
pub(super) const FIND: &str = "form.find";
pub(super) const TAKE: &str = "form.take";
pub(super) const CHOICE: &str = "form.choice";
pub(super) const BASE: &str = "form.base";

/// What a form sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Pressed {
    pub(super) token: String,
    pub(super) cells: Cells,
    /// The id that is wished for a new record.
    pub(super) wished: String,
    /// The revision from which the form was made.
    pub(super) revision: Option<i64>,
    /// The field that shall get more inputs.
    pub(super) more: Option<String>,
    /// The input for which records shall be looked for.
    pub(super) find: Option<(String, usize)>,
    /// Whether a record that was found was taken.
    pub(super) took: bool,
    /// Whether the draft shall be kept.
    pub(super) keeps_draft: bool,
    /// The inputs between whose versions there was a choice, with what was chosen.
    choices: Vec<(String, Option<Side>)>,
    /// The revision from which the versions parted.
    base: Option<i64>,
}

/// One of two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Theirs,
    Mine,
}

impl Side {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Theirs => "theirs",
            Self::Mine => "mine",
        }
    }
}

impl Pressed {
    /// Reads the body of a form, or a draft.
    pub(super) fn read(kind: &'static Kind, body: &str) -> Self {
        let sent: Vec<(String, String)> = pairs(body).collect();
        let text = |name: &str| Some(value(&sent, name).to_owned()).filter(|text| !text.is_empty());
        let mut cells = Cells::sent(kind, &sent);
        further_languages(kind, &sent, &mut cells);
        let side = |name: &str| match value(&sent, &format!("{CHOICE}.{name}")) {
            "theirs" => Some(Side::Theirs),
            "mine" => Some(Side::Mine),
            _ => None,
        };
        let chosen = sent.iter().filter(|(name, _)| name == CHOICE);
        let choices = chosen.map(|(_, name)| (name.clone(), side(name))).collect();
        let took = text(TAKE).is_some_and(|taken| take(&mut cells, &taken));
        Self {
            token: value(&sent, TOKEN).to_owned(),
            wished: value(&sent, ID).to_owned(),
            revision: text(names::REVISION).and_then(|number| number.parse().ok()),
            more: text(MORE),
            find: text(FIND).as_deref().and_then(place),
            took,
            keeps_draft: text(names::DRAFT).is_some(),
            choices,
            base: text(BASE).and_then(|number| number.parse().ok()),
            cells,
        }
    }

    /// The revision that the writer knows: while a choice is open, the one from which the versions parted, so that
    /// nothing is stored before it is made.
    pub(super) fn known(&self) -> Option<i64> {
        if self.is_open() { self.base } else { self.revision }
    }

    /// Whether a choice between two versions was not made.
    pub(super) fn is_open(&self) -> bool {
        self.choices.iter().any(|(_, side)| side.is_none())
    }

    /// What was chosen for an input.
    pub(super) fn choice(&self, name: &str) -> Option<Side> {
        self.choices.iter().find(|(chosen, _)| chosen == name).and_then(|(_, side)| *side)
    }

    /// The inputs without those of which the other version was chosen.
    pub(super) fn chosen(&self, kind: &'static Kind) -> Cells {
        let mut cells = self.cells.clone();
        let theirs = self.choices.iter().filter(|(_, side)| *side == Some(Side::Theirs));
        for slot in theirs.filter_map(|(name, _)| Slot::named(kind, name)).filter(|_| !self.is_open()) {
            cells.leave(&slot);
        }
        cells
    }
}

/// Adds the texts in further languages.
fn further_languages(kind: &'static Kind, sent: &[(String, String)], cells: &mut Cells) {
    for (name, tag) in sent {
        let Some(field) = name.strip_suffix(TAG).filter(|_| !tag.is_empty()) else { continue };
        let text = value(sent, &format!("{field}{TEXT}"));
        let column = format!("{field}_{tag}");
        if !text.is_empty() && Slot::named(kind, &column).is_some_and(|slot| slot.language.is_some()) {
            cells.set(&column, vec![text.to_owned()]);
        }
    }
}

/// Puts what was found into its input: `place:0:phnom-penh`.
fn take(cells: &mut Cells, taken: &str) -> bool {
    let mut parts = taken.splitn(3, ':');
    let (Some(name), Some(position), Some(found)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let mut texts = cells.all(name).to_vec();
    let Some(slot) = position.parse().ok().and_then(|at: usize| texts.get_mut(at)) else { return false };
    found.clone_into(slot);
    cells.set(name, texts);
    true
}

/// The input that a button belongs to: `place:0`.
fn place(text: &str) -> Option<(String, usize)> {
    let (name, position) = text.rsplit_once(':')?;
    Some((name.to_owned(), position.parse().ok()?))
}
