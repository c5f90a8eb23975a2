//! Two versions of a record side by side, field by field, each with a choice.

use app::editing::{Cells, LOCATOR, Overtaken, Slot, open_fields};
use askama::Template;
use domain::{Record, Shape};
use language::Words;
use store::Names;

use super::pressed::{BASE, CHOICE, Pressed, Side};
use super::{About, names, telling};
use crate::forms::{TOKEN, Token};
use crate::layout::{Frame, Said, Section};
use crate::readers::Reader;
use crate::values::{self, Length, Shown};

/// The page on which two versions become one.
#[derive(Template)]
#[template(path = "editing/merge.html")]
pub(super) struct MergePage {
    frame: Frame,
    kind: String,
    title: Said,
    action: String,
    back: String,
    /// Who changed the record, and when.
    who: String,
    /// Whether choices were left open when the page was sent.
    is_open: bool,
    hidden: Vec<(String, String)>,
    choice: &'static str,
    rows: Vec<Row>,
}

/// One input in which the versions differ.
struct Row {
    name: String,
    label: String,
    base: Shown,
    theirs: Shown,
    mine: Shown,
    is_theirs: bool,
    is_mine: bool,
    /// Whether both writers changed it.
    is_contested: bool,
}

impl MergePage {
    pub(super) fn new(
        reader: &Reader,
        about: &About,
        both: &Overtaken,
        pressed: &Pressed,
        known: &Names,
        token: &Token,
    ) -> Self {
        let words = reader.words();
        let (kind, viewer) = (about.kind, &reader.viewer);
        let cells = |record: &Record| Cells::of(record, viewer.sight(record));
        let (theirs, mine) = (cells(&both.theirs), cells(&both.mine));
        let base = both.base.as_ref().map(cells);
        let mut rows = Vec::new();
        let mut hidden = vec![
            (TOKEN.to_owned(), token.text.clone()),
            (names::REVISION.to_owned(), both.revision.to_string()),
            (BASE.to_owned(), pressed.known().map(|number| number.to_string()).unwrap_or_default()),
        ];
        for field in open_fields(kind, viewer, &both.theirs) {
            let mut slots = theirs.slots(kind, field);
            let further = mine.slots(kind, field).into_iter();
            for slot in further {
                if slots.iter().all(|known| known.name != slot.name) {
                    slots.push(slot);
                }
            }
            for slot in slots.iter().filter(|slot| parts(&theirs, slot) != parts(&mine, slot)) {
                hidden.push((CHOICE.to_owned(), slot.name.clone()));
                hidden.extend(sent(&mine, slot));
                rows.push(Row::new(
                    words,
                    known,
                    both,
                    base.as_ref().map(|base| (base, &theirs, &mine)),
                    slot,
                    pressed,
                ));
            }
        }
        let title = values::title(words, known, &both.theirs);
        let change = both.change.as_ref();
        let who = change.map(|change| telling::actor(words, &both.people, &change.actor)).unwrap_or_default();
        let at = change.map(|change| telling::moment(words, &change.at)).unwrap_or_default();
        Self {
            frame: reader
                .frame(&words.get("merge"))
                .section(Section::of(kind))
                .step(&format!("/{}", kind.plural), &words.kind(kind))
                .step(&about.back(), &title.text),
            kind: words.kind(kind).into_owned(),
            title,
            action: about.address(),
            back: about.back(),
            who: words.with("merge-who", &[("who", who.into()), ("at", at.into())]),
            is_open: pressed.is_open(),
            hidden,
            choice: CHOICE,
            rows,
        }
    }
}

impl Row {
    fn new(
        words: Words,
        known: &Names,
        both: &Overtaken,
        cells: Option<(&Cells, &Cells, &Cells)>,
        slot: &Slot,
        pressed: &Pressed,
    ) -> Self {
        let shown = |record: &Record| shown(words, known, record, slot);
        let (by_them, by_me) = cells.map_or((true, true), |(base, theirs, mine)| {
            (parts(base, slot) != parts(theirs, slot), parts(base, slot) != parts(mine, slot))
        });
        let chosen = pressed.choice(&slot.name).or(match (by_them, by_me) {
            (true, false) => Some(Side::Theirs),
            (false, true) => Some(Side::Mine),
            _ => None,
        });
        let label = words.field(both.theirs.kind(), slot.field).into_owned();
        let label = match &slot.language {
            Some(tag) => format!("{label} ({})", words.language_name(tag)),
            None => label,
        };
        Self {
            name: slot.name.clone(),
            label,
            base: both.base.as_ref().map_or(Shown::Blank, shown),
            theirs: shown(&both.theirs),
            mine: shown(&both.mine),
            is_theirs: chosen == Some(Side::Theirs),
            is_mine: chosen == Some(Side::Mine),
            is_contested: by_them && by_me,
        }
    }
}

/// What stands in the inputs of a slot.
fn parts(cells: &Cells, slot: &Slot) -> Vec<String> {
    sent(cells, slot).into_iter().map(|(_, text)| text).filter(|text| !text.is_empty()).collect()
}

/// The inputs of a slot as a form sends them; a blank one when there are none, so that the field is known to be blank.
fn sent(cells: &Cells, slot: &Slot) -> Vec<(String, String)> {
    let texts = cells.all(&slot.name);
    let places = cells.all(&format!("{}{LOCATOR}", slot.name));
    let mut sent = Vec::new();
    for (position, text) in texts.iter().enumerate() {
        sent.push((slot.name.clone(), text.clone()));
        if matches!(slot.field.shape, Shape::Citations) {
            let place = places.get(position).cloned().unwrap_or_default();
            sent.push((format!("{}{LOCATOR}", slot.name), place));
        }
    }
    if sent.is_empty() {
        sent.push((slot.name.clone(), String::new()));
    }
    sent
}

fn shown(words: Words, known: &Names, record: &Record, slot: &Slot) -> Shown {
    match (&slot.language, record.texts(slot.field.name)) {
        (Some(tag), Some(texts)) => match texts.get(tag) {
            Some(text) => {
                Shown::Text(Said { text: text.to_owned(), tag: (tag != words.tag()).then(|| tag.clone()) })
            }
            None => Shown::Blank,
        },
        _ => values::shown(words, known, record, slot.field, Length::Long),
    }
}

impl MergePage {
    fn sides(&self) -> [&'static str; 2] {
        [Side::Theirs, Side::Mine].map(Side::name)
    }

    fn is_mine(&self, side: &str) -> bool {
        side == Side::Mine.name()
    }

    fn side(&self, row: &Row, side: &str) -> bool {
        if self.is_mine(side) { row.is_mine } else { row.is_theirs }
    }

    fn version<'r>(&self, row: &'r Row, side: &str) -> &'r Shown {
        if self.is_mine(side) { &row.mine } else { &row.theirs }
    }
}
