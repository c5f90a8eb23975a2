//! What was understood of a need, each part with a way to take it away, and a form to add what was not understood.

use app::choices::Choices;
use app::matches::{Answered, MeantConcept, Part};
use app::reasons;
use language::Words;

use super::asking::{Asked, Choice, Page};
use crate::layout::Said;
use crate::values::{self, Link};

/// How many concepts and sectors of a need are shown.
const MOST_CONCEPTS: usize = 6;
const MOST_SECTORS: usize = 4;
/// How likely a sector must be to be shown.
const LEAST_LIKELIHOOD: f64 = 0.05;

/// What was understood of a need.
pub(super) struct UnderstoodShown {
    pub(super) language: String,
    pub(super) rows: Vec<RowShown>,
    /// Concepts that the text only hints at, each with the address that says it is meant.
    pub(super) perhaps: Vec<Way>,
    /// What the reader took away, each with the address that puts it back.
    pub(super) taken_away: Vec<Way>,
    /// None when the page has no address that could keep a correction.
    pub(super) correcting: Option<Correcting>,
}

/// One sort of what is understood.
pub(super) struct RowShown {
    pub(super) name: String,
    pub(super) items: Vec<ItemShown>,
    /// What is said when there is none.
    pub(super) none: String,
    /// Whether it is a gap that none was understood.
    pub(super) is_gap: bool,
}

/// One part of what is understood.
pub(super) struct ItemShown {
    pub(super) label: Said,
    pub(super) link: Option<Link>,
    /// The words that raised it, a share; blank if there is nothing to add.
    pub(super) note: String,
    /// The way to take it away.
    pub(super) away: Option<Way>,
}

/// An address with what it does.
pub(super) struct Way {
    pub(super) address: String,
    pub(super) label: String,
    /// What it does, for those who do not see where it stands.
    pub(super) told: String,
}

/// The form that adds parts.
pub(super) struct Correcting {
    pub(super) action: String,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) sectors: Vec<Choice>,
    pub(super) places: Vec<Choice>,
    /// The other parts that can be added, by the name of their group.
    pub(super) parts: Vec<(String, Vec<Choice>)>,
    /// What is said when the words for a subject led to none.
    pub(super) complaint: Option<String>,
    pub(super) is_open: bool,
}

impl UnderstoodShown {
    pub(super) fn new(
        words: Words,
        asked: &Asked,
        answered: &Answered,
        choices: &Choices,
        is_shared: bool,
    ) -> Self {
        let showing = Showing { words, asked, answered, is_shared };
        let understood = &answered.answer.understood;
        let (sure, hinted): (Vec<_>, Vec<_>) = understood
            .concepts
            .iter()
            .take(MOST_CONCEPTS)
            .partition(|meant| reasons::is_sure(answered, meant));
        let perhaps = |meant: &&MeantConcept| {
            let part = Part::Concept(meant.id.clone());
            showing.way(asked.clone().with(part.clone()), &part, "match-make-sure")
        };
        let taken = asked.corrections.without.iter();
        Self {
            language: match understood.language.as_str() {
                "und" => words.get("match-language-unknown").into_owned(),
                tag => words.language_name(tag).into_owned(),
            },
            rows: showing.rows(&sure),
            perhaps: hinted.iter().map(perhaps).collect(),
            taken_away: taken
                .map(|part| showing.way(asked.clone().restored(part), part, "match-put-back"))
                .collect(),
            correcting: is_shared.then(|| Correcting::new(words, asked, answered, choices)),
        }
    }
}

#[derive(Clone, Copy)]
struct Showing<'a> {
    words: Words,
    asked: &'a Asked,
    answered: &'a Answered,
    is_shared: bool,
}

impl Showing<'_> {
    fn way(self, to: Asked, part: &Part, key: &str) -> Way {
        let label = reasons::part(self.words, self.answered, part);
        let told = self.words.with(key, &[("part", label.as_str().into())]);
        Way { address: to.address(None), label, told }
    }

    fn item(self, part: &Part, note: String) -> ItemShown {
        let by_hand = self.asked.corrections.with.contains(part);
        let away = if by_hand {
            self.asked.clone().restored(part)
        } else {
            self.asked.clone().without(part.clone())
        };
        let names = &self.answered.names;
        let link = match part {
            Part::Sector(id) | Part::Place(id) => Some(values::link(self.words, names, id)),
            _ => None,
        };
        ItemShown {
            label: match part {
                Part::Concept(id) => {
                    let label = self.answered.concepts.get(id);
                    label.map(|label| Said::of(label, self.words.language())).unwrap_or_default()
                }
                _ => Said::plain(&reasons::part(self.words, self.answered, part)),
            },
            link,
            note: if by_hand { self.words.get("match-by-hand").into_owned() } else { note },
            away: self.is_shared.then(|| self.way(away, part, "match-take-away")),
        }
    }

    fn rows(self, sure: &[&MeantConcept]) -> Vec<RowShown> {
        let understood = &self.answered.answer.understood;
        let row = |name: &str, items: Vec<ItemShown>, none: &str| RowShown {
            name: self.words.get(name).into_owned(),
            is_gap: none == "match-no-concepts",
            none: if items.is_empty() && !none.is_empty() {
                self.words.get(none).into_owned()
            } else {
                String::new()
            },
            items,
        };
        let concepts =
            sure.iter().map(|meant| self.item(&Part::Concept(meant.id.clone()), self.from(&meant.words)));
        let sectors = understood.sectors.iter().filter(|(_, likelihood)| *likelihood >= LEAST_LIKELIHOOD);
        let sectors = sectors.take(MOST_SECTORS).map(|(code, likelihood)| {
            self.item(&Part::Sector(code.clone()), reasons::share(self.words, *likelihood))
        });
        let limits = understood.limits.iter().map(|limit| {
            let part = Part::of_limit(limit);
            let told = match limit {
                app::matches::Limit::Circumstance { words, .. }
                | app::matches::Limit::Quantity { words, .. } => words,
            };
            let mut item = self.item(&part, self.from(std::slice::from_ref(told)));
            item.label = Said::plain(&reasons::limit(self.words, self.answered, limit));
            item
        });
        let forms = understood
            .asked
            .iter()
            .map(|asked| self.item(&Part::Form(asked.form.clone()), self.from(&asked.words)));
        let askers =
            understood.askers.iter().map(|kind| self.item(&Part::Asker(kind.clone()), String::new()));
        let mut rows = vec![
            row("match-concepts", concepts.collect(), "match-no-concepts"),
            row("match-sectors", sectors.collect(), ""),
            row("match-place-short", self.place().into_iter().collect(), ""),
            row("match-limits", limits.collect(), "match-no-limits"),
            row("match-asked", forms.collect(), "match-no-asked"),
            row("match-askers", askers.collect(), "match-no-askers"),
        ];
        rows.retain(|row| !row.items.is_empty() || !row.none.is_empty());
        rows
    }

    /// The place: taken away from the address when the asker named it, else from what was understood.
    fn place(self) -> Option<ItemShown> {
        let id = self.answered.answer.understood.place.clone()?;
        let part = Part::Place(id.clone());
        let mut item = self.item(&part, String::new());
        if self.asked.place.as_ref() == Some(&id) && self.asked.need.is_none() {
            let to = Asked { place: None, ..self.asked.clone() };
            item.away = self.is_shared.then(|| self.way(to, &part, "match-take-away"));
        }
        Some(item)
    }

    /// The words of the text that raised a part.
    fn from(self, raised: &[String]) -> String {
        let quote = |word: &String| self.words.with("reason-quoted", &[("text", word.into())]);
        let quoted: Vec<String> = reasons::whole(raised).take(3).map(quote).collect();
        match quoted.as_slice() {
            [] => String::new(),
            some => {
                let quoted = some.join(&self.words.get("reason-between"));
                self.words.with("match-from", &[("words", quoted.into())])
            }
        }
    }
}

impl Correcting {
    fn new(words: Words, asked: &Asked, answered: &Answered, choices: &Choices) -> Self {
        let understood = &answered.answer.understood;
        let is_known = |part: &Part| match part {
            Part::Form(form) => understood.asked.iter().any(|one| one.form == *form),
            Part::Asker(kind) => understood.askers.contains(kind),
            part => understood.limits.iter().any(|limit| Part::of_limit(limit) == *part),
        };
        let heard: Vec<Part> = Part::heard().into_iter().filter(|part| !is_known(part)).collect();
        let group = |key: &str, is_in: fn(&Part) -> bool| {
            let choice = |part: &Part| Choice {
                id: part.to_string(),
                label: Said::plain(&reasons::part(words, answered, part)),
                is_chosen: false,
            };
            (words.get(key).into_owned(), heard.iter().filter(|part| is_in(part)).map(choice).collect())
        };
        let sector = |head: &store::Head| Choice {
            id: Part::Sector(head.id.clone()).to_string(),
            label: Said::of(&head.title, words.language()),
            is_chosen: false,
        };
        let place = |head: &store::Head| Choice {
            id: head.id.clone(),
            label: Said::of(&head.title, words.language()),
            is_chosen: asked.place.as_ref() == Some(&head.id),
        };
        let complaint = asked
            .subject
            .as_ref()
            .map(|subject| words.with("match-no-subject", &[("words", subject.into())]));
        let keeps = |(name, _): &(&'static str, String)| *name != "place";
        Self {
            action: asked.path(Page::Answers),
            hidden: asked.values().into_iter().filter(keeps).collect(),
            sectors: choices.sectors.iter().map(sector).collect(),
            places: if asked.need.is_none() {
                choices.places.iter().map(place).collect()
            } else {
                Vec::new()
            },
            parts: vec![
                group("match-add-limits", |part| matches!(part, Part::Missing(_) | Part::Present(_))),
                group("match-add-forms", |part| matches!(part, Part::Form(_))),
                group("match-add-askers", |part| matches!(part, Part::Asker(_))),
            ],
            is_open: complaint.is_some() || !asked.corrections.is_empty(),
            complaint,
        }
    }
}
