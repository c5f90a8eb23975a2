//! Why one offering or scheme stands where it does, listed or not, and finding the one that is meant.

use app::Head;
use app::matches::eligibility::Verdict;
use app::matches::{Answered, Standing};
use app::reasons;
use askama::Template;

use super::answers::{NeedShown, frame};
use super::asking::{Asked, Page};
use super::cards::Card;
use crate::layout::{Frame, Said};
use crate::readers::Reader;

/// The least value at the right end of the bars.
const SHORTEST_SCALE: f64 = 60.0;

/// Why something stands where it does.
#[derive(Template)]
#[template(path = "matches/why.html")]
pub(super) struct WhyPage {
    frame: Frame,
    need: NeedShown,
    back: String,
    action: String,
    hidden: Vec<(&'static str, String)>,
    /// What was asked for.
    called: String,
    /// Records that are called so, each with the address that explains it; none when one is explained.
    choices: Vec<(String, Said)>,
    explained: Option<Explained>,
}

/// One record explained.
struct Explained {
    /// Whether it is listed and no rule forbids it.
    is_well: bool,
    standing: String,
    /// In what it is behind the best.
    behind: Option<String>,
    /// The address that compares it with the best.
    compare: Option<String>,
    /// Why nothing of its kind is listed; blank if some are.
    unlisted: String,
    card: Card,
}

impl WhyPage {
    pub(super) fn new(
        reader: &Reader,
        asked: &Asked,
        answered: &Answered,
        standing: Option<&Standing>,
        called: &str,
        choices: &[Head],
    ) -> Self {
        let words = reader.words();
        let back = asked.page(Page::Answers, &[]);
        let choice = |head: &Head| {
            (asked.page(Page::Why, &[("id", &head.id)]), Said::of(&head.title, reader.language))
        };
        let titled = |standing: &Standing| {
            let title = super::answers::title(words, answered, &standing.ranked.id).text.text;
            words.with("match-standing-of", &[("title", title.into())])
        };
        let heading = standing.map_or_else(|| words.get("match-standing-ask").into_owned(), titled);
        Self {
            frame: frame(reader, answered, &heading).step(&back, &words.get("match-title")),
            need: NeedShown::new(words, answered),
            back,
            action: asked.path(Page::Why),
            hidden: asked.values(),
            called: called.to_owned(),
            choices: choices.iter().map(choice).collect(),
            explained: standing.map(|standing| Explained::new(reader, asked, answered, standing)),
        }
    }
}

impl Explained {
    fn new(reader: &Reader, asked: &Asked, answered: &Answered, standing: &Standing) -> Self {
        let words = reader.words();
        let most = standing.ranked.score.max(SHORTEST_SCALE);
        let card = Card::new(words, answered, &standing.ranked, most, true);
        let best = standing.best.as_deref().filter(|best| *best != standing.ranked.id);
        let is_unlisted = card.is_scheme && !answered.answer.verdict.pays;
        let forbids = |ruling: &reasons::Ruling| ruling.verdict == Verdict::Fail;
        Self {
            is_well: standing.rank.is_some() && !reasons::rulings(&standing.ranked).iter().any(forbids),
            standing: reasons::standing(words, answered, standing),
            behind: reasons::behind(words, answered, standing),
            compare: best
                .map(|best| asked.page(Page::Compare, &[("pick", &standing.ranked.id), ("pick", best)])),
            unlisted: if is_unlisted {
                words.get("match-schemes-unasked").into_owned()
            } else {
                String::new()
            },
            card,
        }
    }
}
