//! Judging every card by each criterion, adding up, and saying why and how surely.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

mod evidence;

pub(crate) use evidence::{Known, worth_of};

use crate::answers::{Asked, Criterion, Evidence, Limit, Need, Ranked, Reason, Standing};
use crate::cards::{Card, CardKind};
use crate::forms::Forms;
use crate::index::Index;
use crate::limits::{Against, against};
use crate::passages::Sought;
use crate::postings::{CardNo, count, position, single};
use crate::retrieval::{CANDIDATES, Query, Values};
use crate::weights::Weights;

/// A concept that a need means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meant {
    pub concept: u32,
    pub strength: f64,
    pub named: bool,
    pub words: Vec<String>,
    /// Where these words start in the text for the first time.
    pub starts: Vec<usize>,
}

/// A word of a need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Said {
    /// Where it starts in the text for the first time.
    pub start: usize,
    /// Its number in the index, if anything on record says it.
    pub term: Option<u32>,
    /// How much it tells.
    pub weight: f64,
}

/// A need as understood, in numbers of the index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meaning {
    pub language: String,
    /// Words as written.
    pub words: Vec<String>,
    /// What the statements of problems are asked for.
    pub told: Sought,
    pub limits: Vec<Limit>,
    pub asked: Vec<Asked>,
    pub askers: Vec<String>,
    /// The place of the need: the one named by the asker, else the first one in the text.
    pub place: Option<String>,
    /// The places where help comes from that the text names: where a guest will be, or where a firm is at home.
    pub hosts: BTreeSet<String>,
    /// Terms that the index knows, with weight and a word as written.
    pub terms: Vec<(u32, f64, String)>,
    pub concepts: Vec<Meant>,
    /// Sectors with likelihood, likeliest first.
    pub sectors: Vec<(u32, f64)>,
    /// How many different words of the text raised a concept.
    pub explained: usize,
    /// The different words that carry meaning.
    pub said: Vec<Said>,
    /// How many different words carry meaning.
    pub length: usize,
}

/// How like a past need must be to count.
const LEAST_LIKENESS: f64 = 0.3;
/// How many precedents lend their answers.
const MOST_PRECEDENTS: usize = 12;
/// How many precedents are judged in full, unless more are asked for: little but their subject moves them.
const SPARE_PRECEDENTS: usize = 60;
/// How much of the points for its form a special form surely gets when asked for.
const SPECIAL_SHARE: f64 = 0.4;
/// How little a criterion must say to be named as a reason.
const LEAST_VALUE: f64 = 0.01;

/// The cards judged for one need.
pub(crate) struct Judged<'i> {
    pub(crate) index: &'i Index,
    pub(crate) meaning: &'i Meaning,
    pub(crate) need: &'i Need,
    pub(crate) weights: &'i Weights,
    pub(crate) query: Query<'i>,
    /// How the cards that may be among the best meet the need.
    values: FxHashMap<CardNo, Values>,
    /// The offerings and the precedents that may be among the best.
    offerings: Vec<CardNo>,
    past: Vec<CardNo>,
    /// For each card that a precedent lends to: the precedents with their likeness, the likest first.
    pub(crate) precedents: FxHashMap<CardNo, Vec<(CardNo, f64)>>,
    excluded: FxHashSet<CardNo>,
    /// The forms of help that are asked for.
    pub(crate) asked: Forms,
    /// The cards that were used at the place of the need or near it, in order.
    nearby: Vec<CardNo>,
}

impl Index {
    /// Judges the cards that may be among the best, at least so many of each kind.
    pub(crate) fn judge<'i>(
        &'i self,
        need: &'i Need,
        meaning: &'i Meaning,
        weights: &'i Weights,
        most: usize,
    ) -> Judged<'i> {
        let mut judged = Judged {
            index: self,
            meaning,
            need,
            weights,
            query: self.query(meaning),
            values: FxHashMap::default(),
            offerings: Vec::new(),
            past: Vec::new(),
            precedents: FxHashMap::default(),
            excluded: need.exclude.iter().filter_map(|id| self.by_id.get(id).copied()).collect(),
            asked: Forms::of(&meaning.asked),
            nearby: Vec::new(),
        };
        judged.nearby = judged.index.used_at(meaning.place.as_deref().into_iter().chain(judged.around()));
        judged.retrieve(most);
        judged
    }

    pub(crate) fn weight_of(&self, meant: &Meant) -> f64 {
        let telling = self.telling.get(position(meant.concept)).copied().unwrap_or(1.0);
        meant.strength * (0.2 + telling)
    }
}

impl Judged<'_> {
    pub(crate) fn card(&self, no: CardNo) -> Option<&Card> {
        self.index.cards.get(position(no))
    }

    /// Finds the cards that may be among the best.
    fn retrieve(&mut self, most: usize) {
        let index = self.index;
        let find = |judged: &Self, kind, most, further| {
            let wanted = (most, 2 * MOST_PRECEDENTS);
            index.contenders(&judged.query, judged.weights, kind, wanted, further, |no| judged.takes_part(no))
        };
        let past = find(self, CardKind::Precedent, most.max(SPARE_PRECEDENTS), index.scratch.sums(0));
        self.values = past.values;
        self.past = past.best;
        self.precedents = self.lend(&past.past);
        let first = index.numbers(CardKind::Offering).start;
        let mut further = index.scratch.sums(index.numbers(CardKind::Offering).len());
        let asked = self.asked;
        if asked.is_special() {
            // What is of use only to those who ask for its form may share no word with the need.
            let points = single(SPECIAL_SHARE * self.weights.form);
            for (no, sum) in (first..).zip(further.iter_mut()) {
                if index.forms.get(position(no)).is_some_and(|forms| forms.serves(asked)) {
                    *sum += points;
                }
            }
        }
        for no in self.precedents.keys() {
            if let Some(sum) = no.checked_sub(first).and_then(|at| further.get_mut(position(at))) {
                *sum += single(self.weights.precedent * self.precedent(*no));
            }
        }
        let found = find(self, CardKind::Offering, most.max(CANDIDATES), further);
        self.values.extend(found.values);
        self.offerings = found.best;
    }

    /// Whether a card may be among the answers.
    pub(crate) fn takes_part(&self, no: CardNo) -> bool {
        let later = |as_of: i16| self.card(no).and_then(|card| card.year).is_some_and(|year| year > as_of);
        !self.excluded.contains(&no) && !self.need.as_of.is_some_and(later)
    }

    /// How a card meets the need by what stands in its texts.
    fn values(&self, no: CardNo) -> Values {
        self.values.get(&no).copied().unwrap_or_else(|| self.index.values(&self.query, no))
    }

    /// How far a card is about the need at all, 0-1: what holds back evidence that would fit anything.
    pub(crate) fn topic(&self, no: CardNo) -> f64 {
        let Values { words, concepts, sector, met } = self.values(no);
        let solves = met.map_or(0.0, |met| met.value);
        1.0 - (1.0 - 0.6 * words) * (1.0 - concepts) * (1.0 - 0.3 * sector) * (1.0 - 0.8 * solves)
    }

    /// How well a statement of a problem that the card solves meets the need, 0-1.
    pub(crate) fn solves(&self, no: CardNo) -> f64 {
        self.values(no).met.map_or(0.0, |met| met.value)
    }

    /// How much of what is meant the card is about, 0-1.
    pub(crate) fn covers(&self, no: CardNo) -> f64 {
        self.values(no).concepts
    }

    /// Tells whether a card is of a form of help.
    pub(crate) fn has_form(&self, no: CardNo, form: &str) -> bool {
        self.index.forms.get(position(no)).is_some_and(|forms| forms.has(form))
    }

    /// How well the card serves a concept that is meant, by the best way to it, 0-1.
    pub(crate) fn serves(&self, meant: &Meant, no: CardNo) -> f64 {
        self.index.served.weight(meant.concept, no).map_or(0.0, f64::from)
    }

    /// The share of the need's words, rare ones most, that the card takes up: by saying them, or by being about what
    /// they mean.
    pub(crate) fn takes_up(&self, no: CardNo) -> f64 {
        let mut taken: FxHashMap<usize, f64> = FxHashMap::default();
        for meant in &self.meaning.concepts {
            let worth = self.serves(meant, no) * meant.strength.sqrt();
            for start in &meant.starts {
                let known = taken.entry(*start).or_default();
                *known = known.max(worth);
            }
        }
        let (mut sum, mut all) = (0.0, 0.0);
        for said in &self.meaning.said {
            let shared = said.term.is_some_and(|term| self.index.words.weight(term, no).is_some());
            let worth = if shared { 1.0 } else { taken.get(&said.start).copied().unwrap_or_default() };
            sum += said.weight * worth;
            all += said.weight;
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// How widely the need spreads over sectors, 0-1.
    ///
    /// # Source
    /// Ours: one sector is not wide, four are.
    fn breadth(&self) -> f64 {
        let meant = self.meaning.sectors.iter().filter(|(_, likelihood)| *likelihood >= 0.08).count();
        (count(meant.saturating_sub(1)) / 3.0).min(1.0)
    }

    /// What words, concepts, problems and sector give.
    fn base(&self, no: CardNo) -> f64 {
        let Values { words, concepts, sector, met } = self.values(no);
        self.weights.words * words
            + self.weights.concepts * concepts
            + self.weights.problems * met.map_or(0.0, |met| met.value)
            + self.weights.sector * sector
    }

    /// What past needs and projects like this one lend to the cards that answered them.
    fn lend(&self, past: &[CardNo]) -> FxHashMap<CardNo, Vec<(CardNo, f64)>> {
        let most = self.weights.words + self.weights.concepts + self.weights.sector;
        let mut alike: Vec<(f64, CardNo)> = past
            .iter()
            .filter(|no| self.topic(**no) > 0.0)
            .map(|no| ((1.6 * self.base(*no) / most.max(f64::MIN_POSITIVE)).min(1.0), *no))
            .filter(|(likeness, _)| *likeness >= LEAST_LIKENESS)
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut lent: FxHashMap<CardNo, Vec<(CardNo, f64)>> = FxHashMap::default();
        for (likeness, precedent) in alike.into_iter().take(MOST_PRECEDENTS) {
            let answers = self.card(precedent).map(|card| card.answered_by.as_slice()).unwrap_or_default();
            for answer in answers.iter().filter_map(|id| self.index.by_id.get(id)) {
                lent.entry(*answer).or_default().push((precedent, likeness));
            }
        }
        lent
    }

    pub(crate) fn precedent(&self, no: CardNo) -> f64 {
        let lent = self.precedents.get(&no).map(Vec::as_slice).unwrap_or_default();
        1.0 - lent.iter().take(3).enumerate().fold(1.0, |doubt, (rank, (_, likeness))| {
            doubt * (1.0 - likeness * if rank == 0 { 1.0 } else { 0.3 })
        })
    }

    /// The best precedents, best first; ties in the order of the ids.
    pub(crate) fn past(&self, limit: usize) -> Vec<Ranked> {
        let mut scored: Vec<Scored> = self.past.iter().filter_map(|no| self.scored(*no)).collect();
        scored.retain(|one| one.score > 0.0);
        scored.sort_by(by_score);
        scored.iter().take(limit).filter_map(|one| self.told(one)).collect()
    }

    /// The offerings that may be listed, best first, and those that a limit rules out.
    fn judged_offerings(&self) -> (Vec<Scored>, Vec<Scored>) {
        let scored = self.offerings.iter().filter_map(|no| self.scored(*no));
        let (out, mut fit): (Vec<Scored>, Vec<Scored>) = scored.partition(|one| one.ruled_out);
        fit.retain(|one| one.score > 0.0);
        fit.sort_by(by_score);
        (fit, out)
    }

    /// The best offerings, and those that would be among them if no limit ruled them out.
    pub(crate) fn offerings(&self, limit: usize) -> (Vec<Ranked>, Vec<Ranked>) {
        let (mut fit, mut out) = self.judged_offerings();
        fit.truncate(limit);
        // Without what its limits took, a thing that is ruled out must come near the last one listed.
        let least = fit.last().map_or(0.0, |last| last.score);
        out.retain(|one| one.bare() > 0.0 && one.bare() >= least);
        out.sort_by(|a, b| b.bare().total_cmp(&a.bare()).then(a.no.cmp(&b.no)));
        out.truncate(limit);
        let told =
            |list: &[Scored]| -> Vec<Ranked> { list.iter().filter_map(|one| self.told(one)).collect() };
        (told(&fit), told(&out))
    }

    /// Where a card stands in the ranking of its kind.
    pub(crate) fn standing(&self, no: CardNo) -> Option<Standing> {
        let card = self.card(no).filter(|_| self.takes_part(no))?;
        let (rank, best, ranked) = match card.kind {
            CardKind::Offering | CardKind::Precedent => {
                let list = if card.kind == CardKind::Offering {
                    self.judged_offerings().0
                } else {
                    let mut list: Vec<Scored> = self.past.iter().filter_map(|no| self.scored(*no)).collect();
                    list.retain(|one| one.score > 0.0);
                    list.sort_by(by_score);
                    list
                };
                let rank = list.iter().position(|one| one.no == no);
                (rank, list.first().and_then(|one| self.told(one)), self.told(&self.scored(no)?)?)
            }
            CardKind::Scheme => {
                let (offerings, _) = self.offerings(5);
                let list = self.schemes(&offerings, self.index.len());
                let rank = list.iter().position(|one| one.id == card.id);
                (rank, list.into_iter().next(), self.scheme(no, &self.case(&offerings))?)
            }
        };
        let points = |of: &Ranked, criterion: Criterion| -> f64 {
            of.reasons.iter().filter(|reason| reason.criterion == criterion).map(|reason| reason.points).sum()
        };
        let mut missing: Vec<(Criterion, f64)> = best
            .iter()
            .flat_map(|best| {
                Criterion::ALL.iter().map(|one| (*one, points(best, *one) - points(&ranked, *one)))
            })
            .filter(|(_, lead)| *lead > 0.0)
            .collect();
        missing.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Some(Standing { rank: rank.map(|at| at + 1), ranked, best: best.map(|best| best.id), missing })
    }

    /// What stands against an offering.
    pub(crate) fn against(&self, no: CardNo) -> Against {
        let place = self.meaning.place.as_deref();
        let is_bound = self.index.proofs.get(position(no)).is_some_and(|proof| proof.bound_to_place);
        if self.meaning.limits.is_empty() && !is_bound {
            return Against::default();
        }
        match self.card(no) {
            Some(card) if card.kind == CardKind::Offering => against(card, &self.meaning.limits, place),
            _ => Against::default(),
        }
    }

    /// The score of one card with what each criterion gives it, the strongest first.
    fn scored(&self, no: CardNo) -> Option<Scored> {
        let card = self.card(no)?;
        let against = self.against(no);
        let topic = self.topic(no);
        let Values { words, concepts, sector, met } = self.values(no);
        let value = |criterion: Criterion| match criterion {
            Criterion::Words => words,
            Criterion::Concepts => concepts,
            Criterion::Problems => met.map_or(0.0, |met| met.value),
            Criterion::Sector => sector,
            Criterion::Proven => topic * self.proven(no, card),
            Criterion::Place if self.nearby.binary_search(&no).is_ok() => {
                topic * self.place(card).map_or(0.0, |known| known.worth())
            }
            Criterion::Place => 0.0,
            Criterion::Precedent => self.precedent(no),
            Criterion::Form => self.form(no, card, topic),
            Criterion::Limits => -against.value * topic,
            Criterion::Rules | Criterion::Purpose => 0.0,
        };
        let points = Criterion::ALL.iter().filter_map(|criterion| {
            let points = self.points(card.kind, *criterion, value(*criterion))?;
            Some((*criterion, points))
        });
        Some(Scored::of(no, points.collect(), against.ruled_out))
    }

    /// A card with the facts behind its points.
    fn told(&self, scored: &Scored) -> Option<Ranked> {
        let card = self.card(scored.no)?;
        Some(scored.told(&card.id, |criterion| self.facts(criterion, scored.no, card)))
    }

    /// What a criterion gives, if it counts and says enough.
    pub(crate) fn points(&self, kind: CardKind, criterion: Criterion, value: f64) -> Option<f64> {
        let points = self.weights.of(kind, criterion) * value;
        (value.abs() >= LEAST_VALUE && points != 0.0).then_some(points)
    }

    fn facts(&self, criterion: Criterion, no: CardNo, card: &Card) -> Vec<Evidence> {
        match criterion {
            Criterion::Words => self.shared_words(no),
            Criterion::Concepts => self.shared_concepts(no),
            Criterion::Problems => self.solved(no, card),
            Criterion::Sector => self.shared_sectors(card),
            Criterion::Proven => self.proofs(card),
            Criterion::Place => self.place(card).map(Known::fact).into_iter().collect(),
            Criterion::Precedent => self.lenders(no),
            Criterion::Form => self.forms(no),
            Criterion::Limits => self.against(no).facts,
            Criterion::Rules | Criterion::Purpose => Vec::new(),
        }
    }
}

/// A card with its score and what each criterion gives it, the strongest first.
pub(crate) struct Scored {
    pub no: CardNo,
    pub score: f64,
    /// Whether a limit of the need rules it out.
    pub ruled_out: bool,
    points: Vec<(Criterion, f64)>,
}

impl Scored {
    pub(crate) fn of(no: CardNo, mut points: Vec<(Criterion, f64)>, ruled_out: bool) -> Self {
        points.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let score = points.iter().map(|(_, points)| points).sum();
        Self { no, score, ruled_out, points }
    }

    /// The score without what was taken away.
    fn bare(&self) -> f64 {
        self.points.iter().map(|(_, points)| points.max(0.0)).sum()
    }

    /// The points as reasons.
    pub(crate) fn told(&self, id: &str, facts: impl Fn(Criterion) -> Vec<Evidence>) -> Ranked {
        let reason = |(criterion, points): &(Criterion, f64)| Reason {
            criterion: *criterion,
            points: *points,
            facts: facts(*criterion),
        };
        Ranked { id: id.to_owned(), score: self.score, reasons: self.points.iter().map(reason).collect() }
    }
}

/// The best first; ties in the order of the ids, which is that of the numbers.
pub(crate) fn by_score(a: &Scored, b: &Scored) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.no.cmp(&b.no))
}
