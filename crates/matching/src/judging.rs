//! Judging every card by each criterion, adding up, and saying why and how surely.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::answers::{Criterion, Evidence, Link, Need, Ranked, Reason, Verdict, Why};
use crate::cards::{Card, CardKind};
use crate::index::Index;
use crate::postings::{CardNo, count, number, position};
use crate::weights::Weights;

/// A concept that a need means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meant {
    pub concept: u32,
    pub strength: f64,
    pub named: bool,
    pub words: Vec<String>,
}

/// A need as understood, in numbers of the index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meaning {
    pub language: String,
    /// Words as written.
    pub words: Vec<String>,
    /// Terms that the index knows, with weight and a word as written.
    pub terms: Vec<(u32, f64, String)>,
    pub concepts: Vec<Meant>,
    /// Sectors with likelihood, likeliest first.
    pub sectors: Vec<(u32, f64)>,
    /// How many words of the text raised a concept.
    pub explained: usize,
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
/// How little a criterion must say to be named as a reason.
const LEAST_VALUE: f64 = 0.01;

/// All cards judged for one need. Vectors are by card number; values are 0-1.
pub(crate) struct Judged<'i> {
    index: &'i Index,
    meaning: &'i Meaning,
    need: &'i Need,
    weights: &'i Weights,
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
        let excluded = need.exclude.iter().filter_map(|id| self.by_id.get(id).copied()).collect();
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

    fn weight_of(&self, meant: &Meant) -> f64 {
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
    fn card(&self, no: CardNo) -> Option<&Card> {
        self.index.cards.get(position(no))
    }

    fn at(values: &[f64], no: CardNo) -> f64 {
        values.get(position(no)).copied().unwrap_or_default()
    }

    /// How far a card is about the need at all, 0-1: what holds back evidence that would fit anything.
    fn topic(&self, no: CardNo) -> f64 {
        let words = Self::at(&self.words, no);
        let concepts = Self::at(&self.concepts, no);
        let sector = Self::at(&self.sector, no);
        1.0 - (1.0 - 0.6 * words) * (1.0 - concepts) * (1.0 - 0.3 * sector)
    }

    /// What words, concepts and sector give.
    fn base(&self, no: CardNo) -> f64 {
        self.weights.words * Self::at(&self.words, no)
            + self.weights.concepts * Self::at(&self.concepts, no)
            + self.weights.sector * Self::at(&self.sector, no)
    }

    fn of_kind(&self, kind: CardKind) -> impl Iterator<Item = CardNo> {
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

    fn precedent(&self, no: CardNo) -> f64 {
        let lent = self.precedents.get(&no).map(Vec::as_slice).unwrap_or_default();
        1.0 - lent.iter().take(3).enumerate().fold(1.0, |doubt, (rank, (_, likeness))| {
            doubt * (1.0 - likeness * if rank == 0 { 1.0 } else { 0.3 })
        })
    }

    /// The best of one kind, best first; ties in the order of the ids.
    pub(crate) fn ranked(&self, kind: CardKind, limit: usize) -> Vec<Ranked> {
        let mut candidates: Vec<(f64, CardNo)> = self
            .of_kind(kind)
            .map(|no| (self.base(no) + self.weights.precedent * self.precedent(no), no))
            .filter(|(score, _)| *score > 0.0)
            .collect();
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        candidates.truncate(limit.saturating_add(SPARE_CANDIDATES));
        let mut ranked: Vec<Ranked> =
            candidates.iter().filter_map(|(_, no)| self.explain(*no)).filter(|one| one.score > 0.0).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        ranked.truncate(limit);
        ranked
    }

    /// The score of one card as the sum of its reasons.
    fn explain(&self, no: CardNo) -> Option<Ranked> {
        let card = self.card(no)?;
        let mut reasons: Vec<Reason> = Criterion::ALL
            .iter()
            .filter_map(|criterion| {
                let (value, facts) = self.by(*criterion, no, card);
                let points = self.weights.of(*criterion) * value;
                (value >= LEAST_VALUE && points != 0.0).then_some(Reason {
                    criterion: *criterion,
                    points,
                    facts,
                })
            })
            .collect();
        reasons.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.criterion.cmp(&b.criterion)));
        let score = reasons.iter().map(|reason| reason.points).sum();
        Some(Ranked { id: card.id.clone(), score, reasons })
    }

    fn by(&self, criterion: Criterion, no: CardNo, card: &Card) -> (f64, Vec<Evidence>) {
        match criterion {
            Criterion::Words => (Self::at(&self.words, no), self.shared_words(no)),
            Criterion::Concepts => (Self::at(&self.concepts, no), self.shared_concepts(no)),
            Criterion::Sector => (Self::at(&self.sector, no), self.shared_sectors(card)),
            Criterion::Proven => self.proven(no, card),
            Criterion::Place => self.place(no, card),
            Criterion::Precedent => {
                let lent = self.precedents.get(&no).map(Vec::as_slice).unwrap_or_default();
                let facts = lent.iter().filter_map(|(precedent, likeness)| {
                    let record = self.card(*precedent)?.id.clone();
                    Some(Evidence::Precedent { record, likeness: *likeness })
                });
                (self.precedent(no), facts.collect())
            }
        }
    }

    fn shared_words(&self, no: CardNo) -> Vec<Evidence> {
        let mut shared: Vec<(f64, &str)> = self
            .meaning
            .terms
            .iter()
            .filter_map(|(term, weight, word)| {
                self.index.words.weight(*term, no).map(|adds| (weight * f64::from(adds), word.as_str()))
            })
            .collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let words: Vec<String> = shared.into_iter().map(|(_, word)| word.to_owned()).collect();
        if words.is_empty() { Vec::new() } else { vec![Evidence::Words { words }] }
    }

    fn shared_concepts(&self, no: CardNo) -> Vec<Evidence> {
        let name = |concept: u32| self.index.concept_ids.get(position(concept)).cloned().unwrap_or_default();
        let mut facts: Vec<(f64, Evidence)> = Vec::new();
        for meant in &self.meaning.concepts {
            let ways = self.index.reach.get(position(meant.concept)).into_iter().flatten();
            let best = ways
                .filter_map(|to| {
                    let about = self.index.about.weight(to.concept, no)?;
                    Some((to.decay * f64::from(about), to.concept, to.link))
                })
                .fold(None, |best: Option<(f64, u32, Link)>, way| match best {
                    Some(best) if best.0 >= way.0 => Some(best),
                    _ => Some(way),
                });
            if let Some((covers, concept, link)) = best {
                let fact = Evidence::Concept { id: name(concept), from: name(meant.concept), link };
                facts.push((covers * self.index.weight_of(meant), fact));
            }
        }
        facts.sort_by(|a, b| b.0.total_cmp(&a.0));
        facts.into_iter().map(|(_, fact)| fact).collect()
    }

    fn shared_sectors(&self, card: &Card) -> Vec<Evidence> {
        self.meaning
            .sectors
            .iter()
            .filter_map(|(sector, likelihood)| {
                let code = self.index.sector_codes.get(position(*sector))?;
                let shared = card.sectors.contains(code) && *likelihood >= LEAST_VALUE;
                shared.then(|| Evidence::Sector { code: code.clone(), likelihood: *likelihood })
            })
            .collect()
    }

    /// More results count more, results with figures most; and only as far as the card is about the need.
    fn proven(&self, no: CardNo, card: &Card) -> (f64, Vec<Evidence>) {
        let worth: f64 = card
            .results
            .iter()
            .map(|fact| if fact.text.iter().any(|(_, text)| has_figure(text)) { 0.5 } else { 0.25 })
            .sum();
        let facts = card.results.iter().map(|fact| Evidence::Result {
            text: fact.text.clone(),
            record: fact.record.clone(),
            year: fact.year,
        });
        (self.topic(no) * (1.0 - (-worth).exp()), facts.collect())
    }

    /// Work in the very place counts in full, in its country a third.
    fn place(&self, no: CardNo, card: &Card) -> (f64, Vec<Evidence>) {
        let Some(place) = self.need.place.as_deref() else { return (0.0, Vec::new()) };
        if card.places.iter().any(|known| known == place) {
            let fact = Evidence::Place { id: place.to_owned(), same: true };
            return (self.topic(no), vec![fact]);
        }
        // The widest ancestors, such as a continent, say nothing; the nearest shared one within two steps does.
        match self.need.place_ancestors.iter().take(2).find(|wider| card.places.contains(wider)) {
            Some(wider) => {
                let fact = Evidence::Place { id: wider.clone(), same: false };
                (self.topic(no) / 3.0, vec![fact])
            }
            None => (0.0, Vec::new()),
        }
    }

    /// How far to trust the answer: how surely the text means something of the field, and how well the best
    /// offering covers it.
    pub(crate) fn verdict(&self, weights: &Weights) -> Verdict {
        let strengths: f64 = self.meaning.concepts.iter().map(|meant| meant.strength).sum();
        let surest = self.meaning.concepts.iter().map(|meant| meant.strength).fold(0.0, f64::max);
        let explained = count(self.meaning.explained) / count(self.meaning.length).max(1.0);
        let (best_cover, best_words) =
            self.of_kind(CardKind::Offering).fold((0.0_f64, 0.0_f64), |best, no| {
                (best.0.max(Self::at(&self.concepts, no)), best.1.max(Self::at(&self.words, no)))
            });
        let in_field = (0.5 * surest + 0.2 * (strengths / 2.0).min(1.0) + 0.6 * explained.min(0.5)).min(1.0);
        let covered = (best_cover * 1.6 + 0.2 * best_words).min(1.0);
        let confidence = if self.meaning.length == 0 { 0.0 } else { (in_field * covered).sqrt() };
        let fits = confidence >= weights.fits_from;
        let why = match () {
            () if self.meaning.length == 0 => Why::NoText,
            () if fits => Why::Fits,
            () if self.meaning.length < 2 => Why::TooShort,
            () if in_field < 0.35 => Why::OutsideField,
            () if best_cover < 0.15 => Why::NothingOnRecord,
            () => Why::OnlyNear,
        };
        Verdict { confidence, fits, why }
    }
}

fn has_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}
