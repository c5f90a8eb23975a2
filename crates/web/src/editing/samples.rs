//! Pages for tests: every kind with hostile texts, faults at every input, two versions, old states.

use app::editing::{Cells, Fault, Opened, Overtaken, Suggestion};
use app::history::{Activity, ActivityQuery, Difference, History, People, Told};
use askama::Template as _;
use domain::{At, Code, KINDS, Kind, Problem, Record, Shape, Texts, Value};
use store::{Action, Change, Head, Names, Run, State};

use super::activity::ActivityPage;
use super::form::{FormPage, Notice};
use super::history::HistoryPage;
use super::merging::MergePage;
use super::pressed::Pressed;
use super::removing::RemovePage;
use super::{About, FormState};
use crate::forms::Token;
use crate::readers::Reader;

const HOSTILE: &str = "<script>alert(1)</script>";

fn token() -> Token {
    Token { text: "0123".to_owned(), cookie: None }
}

fn names() -> Names {
    let title = Texts::of("en", &format!("Dalian {HOSTILE}"));
    let kind = domain::kind("places").unwrap();
    Names::from([("dalian".to_owned(), Head { id: "dalian".to_owned(), kind, title })])
}

pub(super) fn record(kind: &'static Kind, text: &str) -> Record {
    let mut record = Record::new(kind, "sample");
    for field in kind.fields {
        let cell = match field.shape {
            Shape::Code(vocabulary) => vocabulary.codes[0],
            Shape::Date | Shape::Period => "1999-05",
            Shape::Number => "1265000",
            Shape::Reference(_) => "dalian",
            Shape::References(_) => "dalian;unknown",
            Shape::Terms => "a;b",
            Shape::Citations => "a.txt: <script>alert(1)</script>; b.txt: page 2",
            _ => text,
        };
        let mut value = Value::parse(field, cell).unwrap();
        if let Value::Texts(texts) = &mut value {
            texts.set("vi", HOSTILE);
        }
        record.set(field.name, Some(value));
    }
    record
}

fn change(action: Action) -> Change {
    Change {
        seq: 7,
        id: "sample".to_owned(),
        kind: "needs".to_owned(),
        action,
        at: "2026-04-01T09:00:00Z".to_owned(),
        actor: HOSTILE.to_owned(),
    }
}

fn faults(kind: &'static Kind, is_new: bool) -> Vec<Fault> {
    let fault = |input: &str, code| Fault {
        input: input.to_owned(),
        position: 0,
        problem: Problem::new(
            code,
            At::default(),
            HOSTILE,
            "places, organisations",
            Some(HOSTILE.to_owned()),
        ),
        matches: names().into_values().collect(),
    };
    let codes = [Code::UnknownReference, Code::UnreadableDate, Code::MissingValue];
    let first = |field| Cells::default().slots(kind, field).remove(0).name;
    let inputs = kind.fields.iter().map(first).chain([String::new()]);
    let id = (is_new && app::editing::is_chosen(kind)).then(|| "id".to_owned());
    inputs.chain(id).zip(codes.into_iter().cycle()).map(|(input, code)| fault(&input, code)).collect()
}

/// The form of a kind: a new record or one on record, with and without faults.
pub(super) fn form(reader: &Reader, kind: &'static Kind, is_new: bool, notice: Option<Notice>) -> String {
    let about = About { kind, id: (!is_new).then(|| "sample".to_owned()) };
    let record = if is_new { Record::new(kind, "") } else { record(kind, HOSTILE) };
    let cells = Cells::of(&record, domain::Visibility::Office);
    let opened = Opened { record, revision: (!is_new).then_some(7), cells };
    let first = kind.fields[0].name.to_owned();
    let state = FormState {
        faults: if notice.is_some() { faults(kind, is_new) } else { Vec::new() },
        found: Some((first.clone(), 0, vec![Suggestion::Record(names().remove("dalian").unwrap())])),
        more: Some(first),
        wished: HOSTILE.to_owned(),
        notice,
        about: &about,
    };
    FormPage::new(reader, &opened, &state, &names(), &token()).render().unwrap()
}

/// Two versions of a record of the kind.
pub(super) fn merge(reader: &Reader, kind: &'static Kind) -> String {
    let about = About { kind, id: Some("sample".to_owned()) };
    let both = Overtaken {
        base: Some(Record::new(kind, "sample")),
        theirs: record(kind, "theirs"),
        revision: 8,
        change: Some(change(Action::Changed)),
        people: People::new(),
        mine: record(kind, HOSTILE),
    };
    MergePage::new(reader, &about, &both, &Pressed::default(), &names(), &token()).render().unwrap()
}

/// Every other page, with hostile texts in it.
pub(super) fn others(reader: &Reader) -> Vec<String> {
    let mut pages = Vec::new();
    for kind in KINDS {
        let sample = record(kind, HOSTILE);
        let inbound = [store::Inbound { kind, field: kind.fields[0].name, total: 3 }];
        for (inbound, notice) in [(&inbound[..], Some("remove-overtaken")), (&[][..], None)] {
            let page = RemovePage::new(reader, &sample, 7, inbound, &names(), &token(), notice);
            pages.push(page.render().unwrap());
        }
        let difference = |field| Difference { field, before: None, after: sample.get(field.name).cloned() };
        let told = |(seq, action)| Told {
            state: State {
                change: Change { seq, ..change(action) },
                before: Some(sample.clone()),
                after: None,
            },
            fields: kind.fields.iter().map(difference).collect(),
            restorable: true,
        };
        for revision in [None, Some(9)] {
            let history = History {
                record: sample.clone(),
                revision,
                states: [(9, Action::Removed), (8, Action::Changed), (7, Action::Added)].map(told).into(),
                names: names(),
                people: People::new(),
            };
            let page = HistoryPage::new(reader, &history, &token(), vec![HOSTILE.to_owned()]);
            pages.push(page.render().unwrap());
        }
    }
    let run = Run {
        first: 1,
        at: "2026-04-01T09:00:00Z".to_owned(),
        actor: HOSTILE.to_owned(),
        kind: KINDS[0],
        counts: vec![(Action::Added, 3), (Action::Removed, 1)],
        named: vec![(change(Action::Added), Some(Texts::of("en", HOSTILE))), (change(Action::Removed), None)],
    };
    for runs in [vec![run], Vec::new()] {
        let activity = Activity {
            query: ActivityQuery { day: "2026-04-01".parse().ok(), ..ActivityQuery::default() },
            runs,
            actors: vec![HOSTILE.to_owned(), "local".to_owned()],
            people: People::new(),
            next: Some(1),
        };
        pages.push(ActivityPage::new(reader, &activity).render().unwrap());
    }
    pages
}
