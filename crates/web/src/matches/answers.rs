//! The answers as one screen: the need as understood, the verdict, and what was found, in three groups.

use app::choices::Choices;
use app::decisions::Decided;
use app::matches::{Answered, Ranked};
use app::packages::Packages;
use app::reasons;
use askama::Template;
use domain::Record;
use language::Words;

use super::asking::{Asked, Form, Sort};
use super::cards::Card;
use super::deciding::{self, Deciding, DecisionForm, DecisionShown};
use super::packages::{self, PackageShown};
use super::precedents::{self, Event};
use crate::layout::{Frame, Said, Section};
use crate::readers::Reader;
use crate::values::{self, Length, Link};

/// How many letters of a text stand above its answers.
const LONGEST_QUOTE: usize = 400;
/// How many concepts and sectors of a need are shown.
const MOST_CONCEPTS: usize = 6;
const MOST_SECTORS: usize = 4;
/// How likely a sector must be to be shown.
const LEAST_LIKELIHOOD: f64 = 0.05;
/// The least value at the right end of the bars, so that weak answers look weak.
const SHORTEST_SCALE: f64 = 60.0;

/// The answers to one need.
#[derive(Template)]
#[template(path = "matches/show.html")]
pub(super) struct AnswerPage {
    frame: Frame,
    need: NeedShown,
    understood: UnderstoodShown,
    verdict: VerdictShown,
    form: Form,
    /// None when one sort of answers is shown alone.
    packages: Vec<PackageShown>,
    decisions: Vec<DecisionShown>,
    decision_form: Option<DecisionForm>,
    jumps: Vec<Jump>,
    /// None when nothing comes near.
    groups: Vec<Group>,
}

/// The need as it was put.
struct NeedShown {
    text: Said,
    /// The page of the need, when it is on record.
    address: Option<String>,
    facts: Vec<(String, String)>,
    place: Option<Link>,
    sector: Option<Link>,
}

/// What was understood of it.
struct UnderstoodShown {
    language: String,
    concepts: Vec<ConceptShown>,
    /// Concepts that the text only hints at, in words; blank if there is none.
    perhaps: String,
    sectors: Vec<(Link, String)>,
}

struct ConceptShown {
    label: Said,
    /// The words that raised it; blank if the asker named it otherwise.
    from: String,
}

struct VerdictShown {
    fits: bool,
    title: String,
    why: String,
    /// What none of the offerings touches, in words; blank if everything is touched.
    untouched: String,
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
    cards: Vec<Card>,
    events: Vec<Event>,
    /// The address of all of them, and what it says, when only the best are shown.
    rest: Option<(String, String)>,
}

impl AnswerPage {
    pub(super) fn new(
        reader: &Reader,
        asked: &Asked,
        answered: &Answered,
        packages: &Packages,
        deciding: &Deciding<'_>,
        choices: &Choices,
        is_shared: bool,
    ) -> Self {
        let words = reader.words();
        let showing = Showing { words, asked, answered, decided: deciding.decided, is_shared };
        let mut frame = reader
            .frame(&words.get("match-title"))
            .section(Section::Needs)
            .step("/needs", &words.get("layout-needs"));
        frame = match &answered.need {
            Some(need) => {
                let title = Said::of(&need.texts("statement").cloned().unwrap_or_default(), reader.language);
                frame.step(&values::address(need.kind(), need.id()), &title.text)
            }
            None => frame.step("/matches", &words.get("match-ask")),
        };
        let is_shown =
            |sort: &Sort| !reasons::is_empty(answered) && asked.only.is_none_or(|only| only == *sort);
        let sorts = Sort::ALL.into_iter().filter(is_shown);
        Self {
            frame,
            need: showing.need(),
            understood: showing.understood(),
            verdict: showing.verdict(),
            form: Form::new(reader.language, asked, choices),
            decisions: deciding::shown(words, answered, deciding.decided),
            decision_form: DecisionForm::new(reader, asked, deciding.token, is_shared),
            packages: if asked.only.is_none() { packages::shown(words, packages) } else { Vec::new() },
            jumps: showing.jumps(),
            groups: sorts.map(|sort| showing.group(sort)).collect(),
        }
    }
}

/// What the parts of the page are made from.
#[derive(Clone, Copy)]
struct Showing<'a> {
    words: Words,
    asked: &'a Asked,
    answered: &'a Answered,
    decided: &'a Decided,
    /// Whether the page has an address that says what was asked.
    is_shared: bool,
}

impl<'a> Showing<'a> {
    fn link(self, id: &str) -> Link {
        values::link(self.words, &self.answered.names, id)
    }

    fn need(self) -> NeedShown {
        let question = &self.answered.question;
        let stored = self.answered.need.as_ref();
        let text = match stored {
            Some(need) => {
                Said::of(&need.texts("statement").cloned().unwrap_or_default(), self.words.language())
            }
            None => self.own_text(),
        };
        NeedShown {
            text,
            address: stored.map(|need| values::address(need.kind(), need.id())),
            facts: stored.map(|need| self.need_facts(need)).unwrap_or_default(),
            place: question.place.as_deref().map(|id| self.link(id)),
            sector: question.sector.as_deref().map(|id| self.link(id)),
        }
    }

    /// The text that was typed, shortened, with the language that it seems to be in.
    fn own_text(self) -> Said {
        let asked = &self.answered.question.text;
        let mut text: String = asked.chars().take(LONGEST_QUOTE).collect();
        if text.len() < asked.len() {
            text.push('…');
        }
        let tag = &self.answered.answer.understood.language;
        Said { text, tag: (tag != self.words.tag() && tag != "und").then(|| tag.clone()) }
    }

    /// When it was raised, what was measured, what must be heeded.
    fn need_facts(self, need: &Record) -> Vec<(String, String)> {
        let mut facts = Vec::new();
        let label = |field: &str| self.words.field_named("needs", field).into_owned();
        if let Some(raised) = need.when("raised") {
            facts.push((label("raised"), self.words.when_long(raised)));
        }
        if let Some(baseline) = need.number("baseline_value") {
            let indicator = self.words.indicator(need.text("indicator")).into_owned();
            facts.push((indicator, self.words.quantity(baseline, need.text("unit"))));
        }
        if let Some(constraints) = need.texts("constraints") {
            facts.push((label("constraints"), constraints.text(self.words.tag()).to_owned()));
        }
        facts
    }

    /// The words of the text that raised a concept.
    fn from(self, raised: &[String]) -> String {
        let quote = |word: &String| self.words.with("reason-quoted", &[("text", word.into())]);
        let quoted: Vec<String> = raised.iter().take(3).map(quote).collect();
        match quoted.as_slice() {
            [] => String::new(),
            some => {
                let quoted = some.join(&self.words.get("reason-between"));
                self.words.with("match-from", &[("words", quoted.into())])
            }
        }
    }

    fn understood(self) -> UnderstoodShown {
        let understood = &self.answered.answer.understood;
        let concept = |meant: &app::matches::MeantConcept| ConceptShown {
            label: Said::of(&meant.label, self.words.language()),
            from: self.from(&meant.words),
        };
        let (sure, hinted): (Vec<_>, Vec<_>) = understood
            .concepts
            .iter()
            .take(MOST_CONCEPTS)
            .partition(|meant| reasons::is_sure(self.answered, meant));
        let perhaps: Vec<&str> = hinted.iter().map(|meant| meant.label.text(self.words.tag())).collect();
        let sectors = understood.sectors.iter().filter(|(_, likelihood)| *likelihood >= LEAST_LIKELIHOOD);
        let sectors = sectors.take(MOST_SECTORS);
        UnderstoodShown {
            language: match understood.language.as_str() {
                "und" => self.words.get("match-language-unknown").into_owned(),
                tag => self.words.language_name(tag).into_owned(),
            },
            concepts: sure.into_iter().map(concept).collect(),
            perhaps: match perhaps.as_slice() {
                [] => String::new(),
                some => some.join(&self.words.get("reason-between")),
            },
            sectors: sectors
                .map(|(code, likelihood)| (self.link(code), reasons::share(self.words, *likelihood)))
                .collect(),
        }
    }

    fn verdict(self) -> VerdictShown {
        let between = self.words.get("reason-between");
        let untouched: Vec<&str> = reasons::untouched(self.answered)
            .into_iter()
            .take(MOST_CONCEPTS)
            .map(|concept| concept.label.text(self.words.tag()))
            .collect();
        VerdictShown {
            fits: self.answered.answer.verdict.fits,
            title: reasons::verdict_title(self.words, self.answered),
            why: reasons::verdict_why(self.words, self.answered),
            untouched: match untouched.as_slice() {
                [] => String::new(),
                some => self.words.with("match-untouched", &[("concepts", some.join(&between).into())]),
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
        let all = self.is_shared.then(|| Jump {
            address: self.asked.address(None),
            text: self.words.get("match-all").into_owned(),
            is_current: self.asked.only.is_none(),
        });
        let one = |sort: Sort| Jump {
            address: if self.is_shared {
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
        let is_whole = self.asked.only.is_some() || !self.is_shared;
        let shown = ranked.get(..few).filter(|_| !is_whole).unwrap_or(ranked);
        let fits = self.answered.answer.verdict.fits;
        let name = sort.name();
        let near = if fits || ranked.is_empty() { "" } else { "-near" };
        let most = self.most();
        let (mut cards, mut events) = (Vec::new(), Vec::new());
        if sort == Sort::Precedents {
            events = precedents::events(self.words, self.answered, shown);
        } else {
            cards.extend(shown.iter().enumerate().map(|(at, one)| {
                let is_open = at == 0 && sort == Sort::Offerings;
                let card = Card::new(self.words, self.answered, one, most, is_open);
                let decided = self.decided.get(&one.id);
                card.decided(decided.map(|decision| deciding::one(self.words, self.answered, decision)))
            }));
        }
        let say = |key: String| self.words.get(&key).into_owned();
        Group {
            name,
            title: say(format!("match-{name}{near}")),
            note: say(format!("match-{name}-note")),
            none: if ranked.is_empty() { say(format!("match-{name}-none")) } else { String::new() },
            cards,
            events,
            rest: (shown.len() < ranked.len()).then(|| {
                let count = ranked.len();
                let text = self.words.with(&format!("match-{name}-rest"), &[("count", count.into())]);
                (self.asked.address(Some(sort)), text)
            }),
        }
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
