//! Judging every card by each criterion, adding up, and saying why and how surely.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

mod evidence;

use crate::answers::{Asked, Criterion, Evidence, Limit, Need, Ranked, Reason, Standing};
use crate::cards::{Card, CardKind};
use crate::forms::Forms;
use crate::index::Index;
use crate::limits::{Against, against};
use crate::passages::Met;
use crate::postings::{CardNo, count, number, position};
use crate::weights::Weights;

/// A concept that a need means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meant {
    pub concept: u32,
    pub strength: f64,
    pub named: bool,
    pub words: Vec<String>,
    /// Where these words start in the text.
    pub starts: Vec<usize>,
}

/// A word of a need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Said {
    /// Where it starts in the text.
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
    /// How the problems that offerings solve meet it.
    pub met: FxHashMap<CardNo, Met>,
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
    /// How many words of the text raised a concept.
    pub explained: usize,
    /// The words that carry meaning.
    pub said: Vec<Said>,
    /// How many words carry meaning.
    pub length: usize,
}

/// How much weight of shared words makes half of a full match.
const HALF_MATCH: f64 = 12.0;
/// How much weight of concepts makes a text that surely means something; a text with less cannot be covered in full.
const FULL_MEANING: f64 = 1.0;
/// How like a past need must be to count.
const LEAST_LIKENESS: f64 = 0.3;
/// How many precedents lend their answers.
const MOST_PRECEDENTS: usize = 12;
/// How many cards are judged in full beyond those asked for.
const SPARE_CANDIDATES: usize = 50;
/// How much of the points for its form a special form surely gets when asked for.
const SPECIAL_SHARE: f64 = 0.4;
/// How little a criterion must say to be named as a reason.
const LEAST_VALUE: f64 = 0.01;

/// All cards judged for one need. Vectors are by card number; values are 0-1.
pub(crate) struct Judged<'i> {
    pub(crate) index: &'i Index,
    pub(crate) meaning: &'i Meaning,
    pub(crate) need: &'i Need,
    pub(crate) weights: &'i Weights,
    words: Vec<f64>,
    concepts: Vec<f64>,
    sector: Vec<f64>,
    /// For each card that a precedent lends to: the precedents with their likeness, the likest first.
    precedents: FxHashMap<CardNo, Vec<(CardNo, f64)>>,
    excluded: FxHashSet<CardNo>,
}

impl Index {
    /// Judges every card.
    pub(crate) fn judge<'i>(
        &'i self,
        need: &'i Need,
        meaning: &'i Meaning,
        weights: &'i Weights,
    ) -> Judged<'i> {
        let mut excluded: FxHashSet<CardNo> =
            need.exclude.iter().filter_map(|id| self.by_id.get(id).copied()).collect();
        if let Some(as_of) = need.as_of {
            let later = |(_, card): &(u32, &Card)| card.year.is_some_and(|year| year > as_of);
            excluded.extend((0..).zip(&self.cards).filter(later).map(|(no, _)| no));
        }
        let mut judged = Judged {
            index: self,
            meaning,
            need,
            weights,
            words: self.word_match(meaning),
            concepts: self.coverage(meaning),
            sector: self.sector_match(meaning),
            precedents: FxHashMap::default(),
            excluded,
        };
        judged.precedents = judged.lend();
        judged
    }

    fn word_match(&self, meaning: &Meaning) -> Vec<f64> {
        let mut sums = vec![0.0; self.len()];
        for (term, weight, _) in &meaning.terms {
            for (card, adds) in self.words.of(*term) {
                if let Some(sum) = sums.get_mut(position(card)) {
                    *sum += weight * f64::from(adds);
                }
            }
        }
        // A long text shares some words with everything, so it must share more.
        let asked: f64 = meaning.terms.iter().map(|(term, weight, _)| weight * self.rarity(*term)).sum();
        let half = HALF_MATCH.max(0.25 * asked);
        for sum in &mut sums {
            *sum /= *sum + half;
        }
        sums
    }

    /// How much of what is meant each card is about: for each concept the best way to the card, weighted by how
    /// surely the concept is meant and how much it tells things apart.
    fn coverage(&self, meaning: &Meaning) -> Vec<f64> {
        let mut sums = vec![0.0; self.len()];
        let mut best: Vec<f64> = vec![0.0; self.len()];
        let mut touched: Vec<CardNo> = Vec::new();
        let total: f64 = meaning.concepts.iter().map(|meant| self.weight_of(meant)).sum();
        for meant in &meaning.concepts {
            for to in self.reach.get(position(meant.concept)).into_iter().flatten() {
                for (card, about) in self.about.of(to.concept) {
                    let covers = to.decay * f64::from(about);
                    if let Some(best) = best.get_mut(position(card)).filter(|best| covers > **best) {
                        if *best == 0.0 {
                            touched.push(card);
                        }
                        *best = covers;
                    }
                }
            }
            let share = self.weight_of(meant) / total.max(FULL_MEANING);
            for card in touched.drain(..) {
                if let (Some(sum), Some(best)) = (sums.get_mut(position(card)), best.get_mut(position(card)))
                {
                    *sum += share * *best;
                    *best = 0.0;
                }
            }
        }
        sums
    }

    pub(crate) fn weight_of(&self, meant: &Meant) -> f64 {
        let telling = self.telling.get(position(meant.concept)).copied().unwrap_or(1.0);
        meant.strength * (0.2 + telling)
    }

    fn sector_match(&self, meaning: &Meaning) -> Vec<f64> {
        let mut values: Vec<f64> = vec![0.0; self.len()];
        for (sector, likelihood) in &meaning.sectors {
            for (card, share) in self.sectors.of(*sector) {
                if let Some(value) = values.get_mut(position(card)) {
                    *value = value.max(likelihood * f64::from(share));
                }
            }
        }
        values
    }
}

impl Judged<'_> {
    pub(crate) fn card(&self, no: CardNo) -> Option<&Card> {
        self.index.cards.get(position(no))
    }

    pub(crate) fn at(values: &[f64], no: CardNo) -> f64 {
        values.get(position(no)).copied().unwrap_or_default()
    }

    /// How far a card is about the need at all, 0-1: what holds back evidence that would fit anything.
    pub(crate) fn topic(&self, no: CardNo) -> f64 {
        let words = Self::at(&self.words, no);
        let concepts = Self::at(&self.concepts, no);
        let sector = Self::at(&self.sector, no);
        1.0 - (1.0 - 0.6 * words) * (1.0 - concepts) * (1.0 - 0.3 * sector) * (1.0 - 0.8 * self.solves(no))
    }

    /// How well a statement of a problem that the card solves meets the need, 0-1.
    pub(crate) fn solves(&self, no: CardNo) -> f64 {
        self.meaning.met.get(&no).map_or(0.0, |met| met.value)
    }

    /// How much of what is meant the card is about, 0-1.
    pub(crate) fn covers(&self, no: CardNo) -> f64 {
        Self::at(&self.concepts, no)
    }

    /// How well the card shares the words of the need, 0-1.
    pub(crate) fn shares(&self, no: CardNo) -> f64 {
        Self::at(&self.words, no)
    }

    /// The share of the need's words, rare ones most, that the card takes up: by saying them, or by being about what
    /// they mean.
    pub(crate) fn takes_up(&self, no: CardNo) -> f64 {
        let about = |meant: &Meant| {
            let ways = self.index.reach.get(position(meant.concept)).into_iter().flatten();
            ways.filter_map(|to| Some(to.decay * f64::from(self.index.about.weight(to.concept, no)?)))
                .fold(0.0, f64::max)
        };
        let mut taken: FxHashMap<usize, f64> = FxHashMap::default();
        for meant in &self.meaning.concepts {
            let worth = about(meant) * meant.strength.sqrt();
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
        self.weights.words * Self::at(&self.words, no)
            + self.weights.concepts * Self::at(&self.concepts, no)
            + self.weights.problems * self.solves(no)
            + self.weights.sector * Self::at(&self.sector, no)
    }

    pub(crate) fn of_kind(&self, kind: CardKind) -> impl Iterator<Item = CardNo> {
        let start = self.index.cards.partition_point(|card| card.kind < kind);
        let end = self.index.cards.partition_point(|card| card.kind <= kind);
        (number(start)..number(end)).filter(|no| !self.excluded.contains(no))
    }

    /// What past needs and projects like this one lend to the cards that answered them.
    fn lend(&self) -> FxHashMap<CardNo, Vec<(CardNo, f64)>> {
        let most = self.weights.words + self.weights.concepts + self.weights.sector;
        let mut alike: Vec<(f64, CardNo)> = self
            .of_kind(CardKind::Precedent)
            .filter(|no| self.card(*no).is_some_and(|card| !card.answered_by.is_empty()))
            .filter(|no| self.topic(*no) > 0.0)
            .map(|no| ((1.6 * self.base(no) / most.max(f64::MIN_POSITIVE)).min(1.0), no))
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

    /// The cards of one kind that may be among the best, in no order.
    fn candidates(&self, kind: CardKind, limit: usize) -> Vec<CardNo> {
        let asked = Forms::of(&self.meaning.asked);
        // What is of use only to those who ask for its form may share no word with the need.
        let special = |no: CardNo| {
            let meets = self.index.forms.get(position(no)).is_some_and(|forms| forms.serves(asked));
            if meets { SPECIAL_SHARE * self.weights.form } else { 0.0 }
        };
        let mut scored: Vec<(f64, CardNo)> = self
            .of_kind(kind)
            .map(|no| (self.base(no) + self.weights.precedent * self.precedent(no) + special(no), no))
            .filter(|(score, _)| *score > 0.0)
            .collect();
        let most = limit.saturating_add(SPARE_CANDIDATES);
        if scored.len() > most {
            scored.select_nth_unstable_by(most, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            scored.truncate(most);
        }
        scored.into_iter().map(|(_, no)| no).collect()
    }

    /// The best of one kind, best first; ties in the order of the ids.
    pub(crate) fn ranked(&self, kind: CardKind, limit: usize) -> Vec<Ranked> {
        let candidates = self.candidates(kind, limit).into_iter();
        let mut ranked: Vec<Ranked> =
            candidates.filter_map(|no| self.explain(no)).filter(|one| one.score > 0.0).collect();
        sort(&mut ranked);
        ranked.truncate(limit);
        ranked
    }

    /// The best offerings, and those that would be among them if no limit ruled them out.
    pub(crate) fn offerings(&self, limit: usize) -> (Vec<Ranked>, Vec<Ranked>) {
        let mut fit = Vec::new();
        let mut out = Vec::new();
        for no in self.candidates(CardKind::Offering, limit) {
            let Some(ranked) = self.explain(no) else { continue };
            if self.against(no).ruled_out {
                out.push(ranked);
            } else if ranked.score > 0.0 {
                fit.push(ranked);
            }
        }
        sort(&mut fit);
        fit.truncate(limit);
        // Without what its limits took, a thing that is ruled out must come near the last one listed.
        let bare =
            |ranked: &Ranked| -> f64 { ranked.reasons.iter().map(|reason| reason.points.max(0.0)).sum() };
        let least = fit.last().map_or(0.0, |last| last.score);
        out.retain(|ranked| bare(ranked) > 0.0 && bare(ranked) >= least);
        out.sort_by(|a, b| bare(b).total_cmp(&bare(a)).then_with(|| a.id.cmp(&b.id)));
        out.truncate(limit);
        (fit, out)
    }

    /// Where a card stands in the ranking of its kind.
    pub(crate) fn standing(&self, no: CardNo) -> Option<Standing> {
        let card = self.card(no).filter(|_| !self.excluded.contains(&no))?;
        let (list, ranked) = match card.kind {
            CardKind::Offering => (self.offerings(self.index.len()).0, self.explain(no)?),
            CardKind::Precedent => (self.ranked(card.kind, self.index.len()), self.explain(no)?),
            CardKind::Scheme => {
                let (offerings, _) = self.offerings(5);
                (self.schemes(&offerings, self.index.len()), self.scheme(no, &self.case(&offerings))?)
            }
        };
        let rank = list.iter().position(|one| one.id == ranked.id).map(|at| at + 1);
        let best = list.into_iter().next();
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
        Some(Standing { rank, ranked, best: best.map(|best| best.id), missing })
    }

    /// What stands against an offering.
    pub(crate) fn against(&self, no: CardNo) -> Against {
        let place = self.meaning.place.as_deref();
        match self.card(no) {
            Some(card) if card.kind == CardKind::Offering => against(card, &self.meaning.limits, place),
            _ => Against::default(),
        }
    }

    /// The score of one card as the sum of its reasons.
    pub(crate) fn explain(&self, no: CardNo) -> Option<Ranked> {
        let card = self.card(no)?;
        let reasons = Criterion::ALL.iter().filter_map(|criterion| {
            let (value, facts) = self.by(*criterion, no, card);
            self.reason(card.kind, *criterion, value, facts)
        });
        Some(ranked(&card.id, reasons.collect()))
    }

    /// A reason, if the criterion counts and says enough.
    pub(crate) fn reason(
        &self,
        kind: CardKind,
        criterion: Criterion,
        value: f64,
        facts: Vec<Evidence>,
    ) -> Option<Reason> {
        let points = self.weights.of(kind, criterion) * value;
        (value.abs() >= LEAST_VALUE && points != 0.0).then_some(Reason { criterion, points, facts })
    }

    fn by(&self, criterion: Criterion, no: CardNo, card: &Card) -> (f64, Vec<Evidence>) {
        match criterion {
            Criterion::Words => (self.shares(no), self.shared_words(no)),
            Criterion::Concepts => (self.covers(no), self.shared_concepts(no)),
            Criterion::Problems => (self.solves(no), self.solved(no, card)),
            Criterion::Sector => (Self::at(&self.sector, no), self.shared_sectors(card)),
            Criterion::Proven => self.proven(no, card),
            Criterion::Place => self.place(no, card),
            Criterion::Precedent => (self.precedent(no), self.lenders(no)),
            Criterion::Form => self.form(no, card),
            Criterion::Limits => {
                let against = self.against(no);
                (-against.value * self.topic(no), against.facts)
            }
            Criterion::Rules | Criterion::Purpose => (0.0, Vec::new()),
        }
    }
}

/// Reasons as a score, the strongest first.
pub(crate) fn ranked(id: &str, mut reasons: Vec<Reason>) -> Ranked {
    reasons.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.criterion.cmp(&b.criterion)));
    let score = reasons.iter().map(|reason| reason.points).sum();
    Ranked { id: id.to_owned(), score, reasons }
}

/// The best first; ties in the order of the ids.
pub(crate) fn sort(ranked: &mut [Ranked]) {
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
}
