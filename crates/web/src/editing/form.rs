//! The page of a form.

use app::editing::{Opened, is_chosen, open_fields};
use askama::Template;
use domain::{KINDS, Right};
use store::Names;

use super::inputs::{Control, Input, Maker, input_id};
use super::{FormState, telling};
use crate::forms::Token;
use crate::layout::{Frame, Said, Section};
use crate::readers::Reader;
use crate::values;

/// What a form says before its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notice {
    /// The token is old or another browser's; nothing was stored.
    Stale,
    /// There is a draft of this moment that could be opened.
    DraftOffered(String),
    /// The inputs are those of a draft of this moment.
    DraftOpened(String),
    /// The draft was kept.
    DraftKept,
    /// The record with this id was taken away meanwhile.
    Gone(String),
}

/// The form of a record.
#[derive(Template)]
#[template(path = "editing/form.html")]
pub(super) struct FormPage {
    frame: Frame,
    /// The record's title; `None` for a new one.
    title: Option<Said>,
    action: String,
    draft: String,
    back: String,
    token: String,
    revision: String,
    notice: Option<NoticeShown>,
    faults: Vec<Listed>,
    /// The id that is wished, for kinds whose ids can be chosen.
    id: Option<IdInput>,
    inputs: Vec<Input>,
}

struct NoticeShown {
    text: String,
    /// Where the draft is opened.
    opens: Option<String>,
    /// Where the history of the record is.
    history: Option<String>,
}

/// A fault in the summary, with the address of its input.
struct Listed {
    address: String,
    label: String,
    text: String,
}

struct IdInput {
    value: String,
    faults: Vec<String>,
}

impl FormPage {
    pub(super) fn new(
        reader: &Reader,
        opened: &Opened,
        state: &FormState<'_>,
        known: &Names,
        token: &Token,
    ) -> Self {
        let (words, about) = (reader.words(), state.about);
        let kind = about.kind;
        let one = words.kind_one(kind).into_owned();
        let title = about.id.as_ref().map(|_| values::title(words, known, &opened.record));
        let heading = match &title {
            Some(_) => words.with("edit-change", &[("kind", one.as_str().into())]),
            None => words.with("edit-new", &[("kind", one.as_str().into())]),
        };
        let mut frame = reader
            .frame(&heading)
            .section(Section::of(kind))
            .step(&format!("/{}", kind.plural), &words.kind(kind));
        if let (Some(id), Some(title)) = (&about.id, &title) {
            frame = frame.step(&values::address(kind, id), &title.text);
        }
        let addable = KINDS.iter().copied().filter(|kind| reader.viewer.may(Right::Create, Some(kind)));
        let maker = Maker { words, kind, cells: &opened.cells, known, state, addable: addable.collect() };
        let inputs: Vec<Input> = match about.id {
            Some(_) => {
                open_fields(kind, &reader.viewer, &opened.record).map(|field| maker.input(field)).collect()
            }
            None => {
                let own =
                    reader.viewer.may_see(domain::Visibility::Members) || !reader.viewer.own().is_empty();
                let sight = if own {
                    reader.viewer.general_sight().min(domain::Visibility::Members)
                } else {
                    reader.viewer.general_sight()
                };
                let open = kind.fields.iter().filter(|field| field.visibility >= sight);
                open.map(|field| maker.input(field)).collect()
            }
        };
        let faults_of = |name: &str| {
            let at = state.faults.iter().filter(|fault| fault.input == name);
            at.map(|fault| telling::fault(words, kind, fault)).collect::<Vec<_>>()
        };
        Self {
            title,
            action: about.address(),
            draft: about.draft(),
            back: about.back(),
            token: token.text.clone(),
            revision: opened.revision.map(|number| number.to_string()).unwrap_or_default(),
            notice: state.notice.as_ref().map(|notice| NoticeShown::new(reader, state, notice)),
            faults: listed(reader, state),
            id: (about.id.is_none() && is_chosen(kind))
                .then(|| IdInput { value: state.wished.clone(), faults: faults_of("id") }),
            inputs,
            frame,
        }
    }
}

impl NoticeShown {
    fn new(reader: &Reader, state: &FormState<'_>, notice: &Notice) -> Self {
        let words = reader.words();
        let plain = |key: &str| Self { text: words.get(key).into_owned(), opens: None, history: None };
        let dated = |key: &str, at: &str| {
            let at = telling::moment(words, at);
            Self { text: words.with(key, &[("at", at.into())]), opens: None, history: None }
        };
        match notice {
            Notice::Stale => plain("edit-stale"),
            Notice::DraftKept => plain("edit-draft-kept"),
            Notice::DraftOpened(at) => dated("edit-draft-opened", at),
            Notice::DraftOffered(at) => {
                let opens = format!("{}?form.draft=open", state.about.address());
                Self { opens: Some(opens), ..dated("edit-draft-offered", at) }
            }
            Notice::Gone(id) => {
                let history = format!("/{}/{id}/history", state.about.kind.plural);
                Self { history: Some(history), ..plain("edit-gone") }
            }
        }
    }
}

fn listed(reader: &Reader, state: &FormState<'_>) -> Vec<Listed> {
    let (words, kind) = (reader.words(), state.about.kind);
    let one = |fault: &app::editing::Fault| {
        let slot = app::editing::Slot::named(kind, &fault.input);
        let label = match &slot {
            Some(slot) => words.field(kind, slot.field).into_owned(),
            None if fault.input.is_empty() => words.kind_one(kind).into_owned(),
            None => words.get("record-id").into_owned(),
        };
        let address = match fault.input.as_str() {
            "" => "#form".to_owned(),
            name => format!("#{}", input_id(name, fault.position)),
        };
        Listed { address, label, text: telling::fault(words, kind, fault) }
    };
    state.faults.iter().map(one).collect()
}
