//! The answers as one screen: the need as understood, the verdict, and what was found, in three groups.

use app::choices::Choices;
use app::matches::{Answered, Knower, MeantConcept, Ranked};
use app::packages::Packages;
use app::reasons;
use askama::Template;
use domain::Record;
use domain::vocabularies::OFFERING_KINDS;
use jiff::civil::Date;
use language::Words;
use store::Names;

use super::asking::{Asked, Form, Page, Sort};
use super::cards::{self, Card, ObstacleShown};
use super::deciding::{self, Deciding, DecisionForm, DecisionShown};
use super::knowers::KnowersShown;
use super::packages::{self, PackageShown};
use super::precedents::{self, Event};
use super::timeline;
use super::understood::UnderstoodShown;
use crate::layout::{Frame, Said, Section};
use crate::readers::Reader;
use crate::values::{self, Length, Link};

/// How many letters of a text stand above its answers.
const LONGEST_QUOTE: usize = 400;
/// How many untouched concepts are named.
const MOST_CONCEPTS: usize = 6;
/// The least value at the right end of the bars, so that weak answers look weak.
const SHORTEST_SCALE: f64 = 60.0;

/// The answers to one need.
#[derive(Template)]
#[template(path = "matches/show.html")]
pub(super) struct AnswerPage {
    frame: Frame,
    form: Form,
    answers: Answers,
}

/// What changes when the need is typed anew: everything below the box.
#[derive(Template)]
#[template(path = "matches/answers.html")]
pub(super) struct Answers {
    frame: Frame,
    need: NeedShown,
    understood: UnderstoodShown,
    verdict: VerdictShown,
    /// Who might know, when nothing fits.
    knowers: Option<KnowersShown>,
    /// None when one sort of answers is shown alone.
    packages: Vec<PackageShown>,
    decisions: Vec<DecisionShown>,
    decision_form: Option<DecisionForm>,
    jumps: Vec<Jump>,
    /// None when nothing comes near.
    groups: Vec<Group>,
    /// What would be near and is ruled out by a limit.
    ruled_out: Vec<RuledOut>,
    /// The forms that compare two answers and that ask about any; none when the page has no address.
    further: Option<Further>,
}

/// What the answers are shown with.
pub(super) struct Around<'a> {
    pub(super) packages: &'a Packages,
    pub(super) deciding: Deciding<'a>,
    pub(super) choices: &'a Choices,
    pub(super) knowers: &'a (Vec<Knower>, Names),
    pub(super) today: Date,
    /// Whether the page has an address that says what was asked.
    pub(super) is_shared: bool,
}

/// The forms that lead on from the answers.
struct Further {
    compare: String,
    why: String,
    hidden: Vec<(&'static str, String)>,
}

/// An offering that a limit of the need rules out.
struct RuledOut {
    title: Link,
    obstacles: Vec<ObstacleShown>,
    why: Option<String>,
}

/// The need as it was put.
pub(super) struct NeedShown {
    pub(super) text: Said,
    /// The page of the need, when it is on record.
    pub(super) address: Option<String>,
    pub(super) facts: Vec<(String, String)>,
}

struct VerdictShown {
    fits: bool,
    title: String,
    why: String,
    /// What none of the offerings touches, in words; blank if everything is touched.
    untouched: String,
    /// How many near offerings a limit rules out, in words; blank if none.
    left_out: String,
}

/// A way to one sort of answers.
struct Jump {
    address: String,
    text: String,
    is_current: bool,
}

/// One sort of answers.
struct Group {
    name: &'static str,
    title: String,
    /// What to know before reading; blank if nothing.
    note: String,
    /// What is said when there is none; blank if there are some.
    none: String,
    /// Ways to one kind of offering.
    kinds: Vec<Jump>,
    cards: Vec<Card>,
    /// The events as a timeline, for wide and for narrow screens.
    pictures: Vec<String>,
    events: Vec<Event>,
    /// The address of all of them, and what it says, when only the best are shown.
    rest: Option<(String, String)>,
}

impl AnswerPage {
    pub(super) fn new(reader: &Reader, asked: &Asked, answered: &Answered, around: &Around<'_>) -> Self {
        let answers = Answers::new(reader, asked, answered, around);
        let mut form = Form::new(reader.language, asked, around.choices);
        form.is_open = answers.groups.is_empty();
        Self { frame: answers.frame.clone(), form, answers }
    }
}

impl Answers {
    pub(super) fn new(reader: &Reader, asked: &Asked, answered: &Answered, around: &Around<'_>) -> Self {
        let words = reader.words();
        let showing = Showing { words, asked, answered, around };
        let is_shown =
            |sort: &Sort| !reasons::is_empty(answered) && asked.only.is_none_or(|only| only == *sort);
        let sorts = Sort::ALL.into_iter().filter(is_shown);
        let (knowers, names) = around.knowers;
        Self {
            frame: frame(reader, answered, &words.get("match-title")),
            need: NeedShown::new(words, answered),
            understood: UnderstoodShown::new(words, asked, answered, around.choices, around.is_shared),
            verdict: showing.verdict(),
            knowers: KnowersShown::new(words, knowers, names),
            decisions: deciding::shown(words, answered, around.deciding.decided),
            decision_form: DecisionForm::new(reader, asked, around.deciding.token, around.is_shared),
            packages: if asked.only.is_none() {
                packages::shown(words, around.packages, around.deciding.decided)
            } else {
                Vec::new()
            },
            jumps: showing.jumps(),
            groups: sorts.map(|sort| showing.group(sort)).collect(),
            ruled_out: if matches!(asked.only, None | Some(Sort::Offerings)) {
                answered.answer.ruled_out.iter().map(|one| showing.ruled_out(one)).collect()
            } else {
                Vec::new()
            },
            further: around.is_shared.then(|| Further {
                compare: asked.path(Page::Compare),
                why: asked.path(Page::Why),
                hidden: asked.values(),
            }),
        }
    }
}

/// The frame of a page about one need.
pub(super) fn frame(reader: &Reader, answered: &Answered, title: &str) -> Frame {
    let words = reader.words();
    let frame = reader.frame(title).section(Section::Needs).step("/needs", &words.get("layout-needs"));
    match &answered.need {
        Some(need) => {
            let title = Said::of(&need.texts("statement").cloned().unwrap_or_default(), reader.language);
            frame.step(&values::address(need.kind(), need.id()), &title.text)
        }
        None => frame.step("/matches", &words.get("match-ask")),
    }
}

impl NeedShown {
    pub(super) fn new(words: Words, answered: &Answered) -> Self {
        let stored = answered.need.as_ref();
        let text = match stored {
            Some(need) => Said::of(&need.texts("statement").cloned().unwrap_or_default(), words.language()),
            None => own_text(words, answered),
        };
        Self {
            text,
            address: stored.map(|need| values::address(need.kind(), need.id())),
            facts: stored.map(|need| need_facts(words, need)).unwrap_or_default(),
        }
    }
}

/// The text that was typed, shortened, with the language that it seems to be in.
fn own_text(words: Words, answered: &Answered) -> Said {
    let asked = &answered.question.text;
    let mut text: String = asked.chars().take(LONGEST_QUOTE).collect();
    if text.len() < asked.len() {
        text.push('…');
    }
    let tag = &answered.answer.understood.language;
    Said { text, tag: (tag != words.tag() && tag != "und").then(|| tag.clone()) }
}

/// When it was raised, what was measured, what must be heeded.
fn need_facts(words: Words, need: &Record) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let label = |field: &str| words.field_named("needs", field).into_owned();
    if let Some(raised) = need.when("raised") {
        facts.push((label("raised"), words.when_long(raised)));
    }
    if let Some(baseline) = need.number("baseline_value") {
        let indicator = words.indicator(need.text("indicator")).into_owned();
        facts.push((indicator, words.quantity(baseline, need.text("unit"))));
    }
    if let Some(constraints) = need.texts("constraints") {
        facts.push((label("constraints"), constraints.text(words.tag()).to_owned()));
    }
    facts
}

/// What the parts of the page are made from.
#[derive(Clone, Copy)]
struct Showing<'a> {
    words: Words,
    asked: &'a Asked,
    answered: &'a Answered,
    around: &'a Around<'a>,
}

impl<'a> Showing<'a> {
    fn ruled_out(self, ranked: &Ranked) -> RuledOut {
        RuledOut {
            title: title(self.words, self.answered, &ranked.id),
            obstacles: cards::obstacles(self.words, self.answered, ranked),
            why: self.why(&ranked.id),
        }
    }

    /// The address that tells why something stands where it does.
    fn why(self, id: &str) -> Option<String> {
        self.around.is_shared.then(|| self.asked.page(Page::Why, &[("id", id)]))
    }

    fn verdict(self) -> VerdictShown {
        VerdictShown {
            fits: self.answered.answer.verdict.fits,
            title: reasons::verdict_title(self.words, self.answered),
            why: reasons::verdict_why(self.words, self.answered),
            untouched: self.concepts("match-untouched", reasons::untouched(self.answered)),
            left_out: match (self.answered.answer.ruled_out.len(), self.asked.only) {
                (0, _) | (_, Some(Sort::Schemes | Sort::Precedents)) => String::new(),
                (count, _) => self.words.with("match-left-out", &[("count", count.into())]),
            },
        }
    }

    fn ranked(self, sort: Sort) -> &'a [Ranked] {
        let answer = &self.answered.answer;
        match sort {
            Sort::Offerings => &answer.offerings,
            Sort::Schemes => &answer.schemes,
            Sort::Precedents => &answer.precedents,
        }
    }

    /// Each sort by its own address; on a page without an address, by its place on the page.
    fn jumps(self) -> Vec<Jump> {
        let all = self.around.is_shared.then(|| Jump {
            address: self.asked.address(None),
            text: self.words.get("match-all").into_owned(),
            is_current: self.asked.only.is_none(),
        });
        let one = |sort: Sort| Jump {
            address: if self.around.is_shared {
                self.asked.address(Some(sort))
            } else {
                format!("#{}", sort.name())
            },
            text: self
                .words
                .with(&format!("match-jump-{}", sort.name()), &[("count", self.ranked(sort).len().into())]),
            is_current: self.asked.only == Some(sort),
        };
        all.into_iter().chain(Sort::ALL.map(one)).collect()
    }

    fn group(self, sort: Sort) -> Group {
        let ranked = self.ranked(sort);
        let few = match sort {
            Sort::Offerings => 5,
            Sort::Schemes => 3,
            Sort::Precedents => 6,
        };
        let is_whole = self.asked.only.is_some() || !self.around.is_shared;
        let shown = ranked.get(..few).filter(|_| !is_whole).unwrap_or(ranked);
        let fits = self.answered.answer.verdict.fits;
        let name = sort.name();
        let near = if fits || ranked.is_empty() { "" } else { "-near" };
        let most = self.most();
        let (mut cards, mut events, mut pictures) = (Vec::new(), Vec::new(), Vec::new());
        if sort == Sort::Precedents {
            events = precedents::events(self.words, self.answered, shown);
            pictures = timeline::drawn(self.words, self.answered, shown, self.around.today);
        } else {
            cards.extend(shown.iter().enumerate().map(|(at, one)| {
                let is_open = at == 0 && sort == Sort::Offerings;
                self.card(Card::new(self.words, self.answered, one, most, is_open), one)
            }));
        }
        let say = |key: String| self.words.get(&key).into_owned();
        Group {
            name,
            title: say(format!("match-{name}{near}")),
            note: say(format!("match-{name}-note")),
            none: match (ranked.is_empty(), &self.asked.kind) {
                (false, _) => String::new(),
                (true, Some(_)) if sort == Sort::Offerings => say("match-kind-none".to_owned()),
                (true, _) if sort == Sort::Schemes && !self.answered.answer.verdict.pays => {
                    say("match-schemes-unasked".to_owned())
                }
                (true, _) => say(format!("match-{name}-none")),
            },
            kinds: if sort == Sort::Offerings { self.kinds() } else { Vec::new() },
            cards,
            pictures,
            events,
            rest: (shown.len() < ranked.len()).then(|| {
                let count = ranked.len();
                let text = self.words.with(&format!("match-{name}-rest"), &[("count", count.into())]);
                (self.asked.address(Some(sort)), text)
            }),
        }
    }

    /// A card with what the office decided, what it does not touch, and the ways on from it.
    fn card(self, mut card: Card, ranked: &Ranked) -> Card {
        let decided = self.around.deciding.decided.get(&ranked.id);
        card.decided = decided.map(|decision| deciding::one(self.words, self.answered, decision));
        card.why_here = self.why(&ranked.id);
        card.is_picked = self.asked.picked.contains(&ranked.id);
        if !self.answered.answer.verdict.fits && !card.is_scheme {
            let missing = reasons::untouched_by(self.answered, std::slice::from_ref(ranked));
            card.short_of = self.concepts("match-short-of", missing);
        }
        card
    }

    /// A sentence that names concepts; blank without any.
    fn concepts(self, key: &str, concepts: Vec<&MeantConcept>) -> String {
        let labels: Vec<&str> =
            concepts.into_iter().take(MOST_CONCEPTS).map(|one| one.label.text(self.words.tag())).collect();
        match labels.as_slice() {
            [] => String::new(),
            some => {
                let labels = some.join(&self.words.get("reason-between"));
                self.words.with(key, &[("concepts", labels.into())])
            }
        }
    }

    /// Each kind of offering by its own address.
    fn kinds(self) -> Vec<Jump> {
        if !self.around.is_shared {
            return Vec::new();
        }
        let only = ("only", Sort::Offerings.name());
        let all = Jump {
            address: self.asked.page(Page::Answers, &[only]),
            text: self.words.get("match-all-kinds").into_owned(),
            is_current: self.asked.kind.is_none() && self.asked.only == Some(Sort::Offerings),
        };
        let one = |code: &&str| Jump {
            address: self.asked.page(Page::Answers, &[only, ("kind", code)]),
            text: self.words.code(&OFFERING_KINDS, code).into_owned(),
            is_current: self.asked.kind.as_deref() == Some(*code),
        };
        std::iter::once(all).chain(OFFERING_KINDS.codes.iter().map(one)).collect()
    }

    /// The value at the right end of all bars.
    fn most(self) -> f64 {
        let all = Sort::ALL.into_iter().flat_map(|sort| self.ranked(sort));
        all.map(|ranked| ranked.score).fold(SHORTEST_SCALE, f64::max)
    }
}

/// The title of a record in the answer.
pub(super) fn title(words: Words, answered: &Answered, id: &str) -> Link {
    values::link(words, &answered.names, id)
}

/// A field of a record in words, if it has a value.
pub(super) fn field(words: Words, answered: &Answered, record: &Record, name: &str) -> Option<values::Shown> {
    let field = record.kind().field(name)?;
    let shown = values::shown(words, &answered.names, record, field, Length::Short);
    (!shown.is_blank()).then_some(shown)
}
