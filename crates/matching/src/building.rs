//! Making the index: the texts of all cards read once, on all cores; what is made does not depend on how many.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use domain::Texts;
use domain::concepts::Thesaurus;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::analyse;
use crate::cards::{Card, CardKind, FieldWeight};
use crate::concepts::{Reach, Recogniser};
use crate::forms::{Forms, forms_of};
use crate::judging::worth_of;
use crate::passages::{Shares, shares_of};
use crate::postings::{CardNo, Entries, Postings, Terms, count, position, single};
use crate::weights::part_weight;

/// How soon more of the same word stops counting (k1 of BM25).
///
/// # Source
/// Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.5: usual value.
const SATURATION: f64 = 1.2;
/// How much long texts are held back (b of BM25).
///
/// # Source
/// Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.5: usual values lie
/// between 0.5 and 0.8.
const LENGTH_PENALTY: f64 = 0.6;

/// How much a card is about the concept of one problem that it solves; several add up.
///
/// # Source
/// Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.
const ABOUT_SOLVED: f64 = 0.6;

/// How many statements of problems teach the recogniser how one concept is said in one language.
///
/// # Source
/// Ours: twice as many as any concept of the demo record has; more of them say the same again.
const STATEMENTS_HEARD: usize = 24;

/// Into how many parts the work of one core is cut.
const PARTS: usize = 4;

/// Below this many cards one core reads them all.
const WORTH_SHARING: usize = 2_000;

/// The texts of cards, read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) terms: Terms,
    cards: Vec<CardRead>,
}

#[derive(Debug)]
struct CardRead {
    /// How much of each term it has, by part.
    counts: Vec<(u32, f32)>,
    length: f64,
    about: Vec<(u32, f32)>,
    /// For each problem its statements.
    statements: Vec<Vec<Shares>>,
    forms: Forms,
    proof: Proof,
}

/// What speaks for a card whatever the need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proof {
    /// What all its results together are worth.
    pub worth: f64,
    /// Whether it is a past need or project that something answered.
    pub answered: bool,
    /// Whether a condition names the places where it works.
    pub bound_to_place: bool,
}

/// Words to cards, and how rare each word is.
pub(crate) struct Words {
    pub(crate) postings: Postings,
    pub(crate) rarity: Vec<f64>,
}

impl Reading {
    /// Reads the texts of all cards.
    pub(crate) fn of(cards: &[Card], recogniser: &Recogniser, concepts: &BTreeMap<&str, u32>) -> Self {
        let cores = if cards.len() < WORTH_SHARING { 1 } else { cores() };
        let parts = in_parts(cards, cores, |part| Self::of_part(part, recogniser, concepts));
        // Terms are numbered as if all cards had been read in turn.
        parts.into_iter().reduce(Self::followed_by).unwrap_or_default()
    }

    fn of_part(cards: &[Card], recogniser: &Recogniser, concepts: &BTreeMap<&str, u32>) -> Self {
        let mut read = Self::default();
        for card in cards {
            let one = CardRead::of(card, recogniser, concepts, &mut read.terms);
            read.cards.push(one);
        }
        read
    }

    fn followed_by(mut self, next: Self) -> Self {
        let renumbered = self.terms.extend(next.terms);
        let renumber = |term: &mut u32| *term = renumbered.get(position(*term)).copied().unwrap_or(*term);
        self.cards.extend(next.cards.into_iter().map(|mut card| {
            card.counts.iter_mut().for_each(|(term, _)| renumber(term));
            card.statements.iter_mut().flatten().flatten().for_each(|(term, _)| renumber(term));
            card
        }));
        self
    }

    /// What the words of all cards add to a match.
    pub(crate) fn words(&self) -> Words {
        let mut holders = vec![0_u32; self.terms.len()];
        for (term, _) in self.cards.iter().flat_map(|card| &card.counts) {
            if let Some(known) = holders.get_mut(position(*term)) {
                *known += 1;
            }
        }
        let all = count(self.cards.len());
        let rarity: Vec<f64> = holders
            .iter()
            .map(|holders| (1.0 + (all - f64::from(*holders) + 0.5) / (f64::from(*holders) + 0.5)).ln())
            .collect();
        let usual = (self.cards.iter().map(|card| card.length).sum::<f64>() / all.max(1.0)).max(1.0);
        let mut entries = Entries::of(&holders);
        for (card, at) in self.cards.iter().zip(0..) {
            let norm = SATURATION * (1.0 - LENGTH_PENALTY + LENGTH_PENALTY * card.length / usual);
            for (term, times) in &card.counts {
                let rare = rarity.get(position(*term)).copied().unwrap_or_default();
                let times = f64::from(*times);
                entries.add(*term, at, single(rare * times * (SATURATION + 1.0) / (times + norm)));
            }
        }
        Words { postings: entries.finish(), rarity }
    }

    /// What each card is about.
    pub(crate) fn about(&self, concepts: usize) -> Postings {
        let entries = self.cards.iter().zip(0..);
        let entries = entries
            .flat_map(|(card, at)| card.about.iter().map(move |(concept, much)| (*concept, at, *much)));
        Postings::build(concepts, entries.collect())
    }

    /// The forms of help of each card.
    pub(crate) fn forms(&self) -> Vec<Forms> {
        self.cards.iter().map(|card| card.forms).collect()
    }

    /// What speaks for each card whatever the need.
    pub(crate) fn proofs(&self) -> Vec<Proof> {
        self.cards.iter().map(|card| card.proof).collect()
    }

    /// For each problem of a card its statements, with the share of each of their words.
    pub(crate) fn statements(&self, card: CardNo) -> &[Vec<Shares>] {
        self.cards.get(position(card)).map(|card| card.statements.as_slice()).unwrap_or_default()
    }
}

impl CardRead {
    /// Reads one card.
    ///
    /// # Source
    /// Ours: a concept in the name is what the card is about; elsewhere it may be said in passing. A problem that an
    /// offering solves is what it is about nearly as much.
    fn of(card: &Card, recogniser: &Recogniser, concepts: &BTreeMap<&str, u32>, terms: &mut Terms) -> Self {
        let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
        let mut length = 0.0;
        let mut about: FxHashMap<u32, f64> = FxHashMap::default();
        let mut statements = Vec::new();
        for (part, texts) in card.texts() {
            let weight = part_weight(part);
            let mut told = Vec::new();
            for (language, text) in texts.iter() {
                let analysed = analyse(text);
                for token in &analysed.tokens {
                    *counts.entry(terms.intern(&token.term)).or_default() += single(weight);
                    length += weight;
                }
                if part == FieldWeight::Problem {
                    told.push(shares_of(&analysed.tokens, terms));
                    continue;
                }
                for sign in recogniser.named(&analysed, language) {
                    *about.entry(sign.concept).or_default() += sign.strength * weight / 1.5;
                }
            }
            if part == FieldWeight::Problem {
                statements.push(told);
            }
        }
        for concept in card.problems.iter().filter_map(|problem| concepts.get(problem.concept.as_deref()?)) {
            *about.entry(*concept).or_default() += ABOUT_SOLVED;
        }
        Self {
            counts: counts.into_iter().collect(),
            length,
            about: about.into_iter().map(|(concept, sum)| (concept, single(sum.min(1.0)))).collect(),
            statements,
            forms: forms_of(card),
            proof: Proof {
                worth: card.results.iter().map(worth_of).sum(),
                answered: !card.answered_by.is_empty(),
                bound_to_place: card.conditions.iter().any(|condition| condition.circumstance == "place"),
            },
        }
    }
}

/// For each concept that a need may mean, the cards that serve it, with how well: the best way from the one to the
/// other.
pub(crate) fn served_by(about: &Postings, reach: &[Vec<Reach>], cards: usize) -> Postings {
    let cores = if cards < WORTH_SHARING { 1 } else { cores() };
    let parts = in_parts(reach, cores, |part| {
        let mut best: Vec<f32> = vec![0.0; cards];
        let mut touched: Vec<CardNo> = Vec::new();
        let mut lists = Vec::new();
        for ways in part {
            for to in ways {
                let decay = single(to.decay);
                for (card, much) in about.of(to.concept) {
                    if let Some(best) = best.get_mut(position(card)).filter(|best| decay * much > **best) {
                        if *best == 0.0 {
                            touched.push(card);
                        }
                        *best = decay * much;
                    }
                }
            }
            touched.sort_unstable();
            let mut list = Vec::with_capacity(touched.len());
            for card in touched.drain(..) {
                if let Some(best) = best.get_mut(position(card)) {
                    list.push((card, std::mem::take(best)));
                }
            }
            lists.push(list);
        }
        lists
    });
    Postings::of_lists(parts.into_iter().flatten())
}

/// For each concept that a need may mean, how well any offering serves it.
pub(crate) fn best_served(cards: &[Card], served: &Postings) -> Vec<f32> {
    let offerings = cards.partition_point(|card| card.kind == CardKind::Offering);
    let of = |concept: u32| {
        let cards = served.of(concept).take_while(|(card, _)| position(*card) < offerings);
        cards.map(|(_, much)| much).fold(0.0, f32::max)
    };
    (0..served.keys()).map(of).collect()
}

/// Places to the cards that were used there.
pub(crate) fn used_at_places(cards: &[Card]) -> FxHashMap<String, Vec<CardNo>> {
    let mut used: FxHashMap<String, Vec<CardNo>> = FxHashMap::default();
    for (card, no) in cards.iter().zip(0..) {
        for place in &card.places {
            if let Some(cards) = used.get_mut(place) {
                cards.push(no);
            } else {
                used.insert(place.clone(), vec![no]);
            }
        }
    }
    used
}

/// How much each concept tells offerings apart: 1 when none or one serves it, falling to 0 when all do.
pub(crate) fn telling_of(cards: &[Card], about: &Postings, reach: &[Vec<Reach>]) -> Vec<f64> {
    let is_offering =
        |card: CardNo| cards.get(position(card)).is_some_and(|card| card.kind == CardKind::Offering);
    let offerings = cards.iter().filter(|card| card.kind == CardKind::Offering).count();
    let all = (1.0 + count(offerings)).ln();
    let mut seen: Vec<u32> = vec![0; cards.len()];
    reach
        .iter()
        .zip(1..)
        .map(|(reached, turn)| {
            let mut serving = 0;
            for to in reached.iter().filter(|to| to.decay >= 0.5) {
                for (card, _) in about.of(to.concept).take_while(|(card, _)| is_offering(*card)) {
                    if let Some(seen) = seen.get_mut(position(card)).filter(|seen| **seen != turn) {
                        *seen = turn;
                        serving += 1;
                    }
                }
            }
            if all > 0.0 { ((1.0 + count(offerings)) / (1.0 + count(serving))).ln() / all } else { 1.0 }
        })
        .collect()
}

/// The thesaurus with what offerings' problems tell of its concepts: whoever states a problem tells how it is said.
/// Of very many statements about one concept some are heard, from all over the record.
pub(crate) fn with_statements(thesaurus: &Thesaurus, cards: &[Card]) -> Thesaurus {
    let mut told: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for problem in cards.iter().flat_map(|card| &card.problems) {
        let Some(concept) = problem.concept.as_deref() else { continue };
        for (language, text) in problem.text.iter() {
            told.entry((concept, language)).or_default().push(text);
        }
    }
    let mut thesaurus = thesaurus.clone();
    for ((concept, language), mut texts) in told {
        let Some(concept) = thesaurus.concepts.get_mut(concept) else { continue };
        let mut seen = FxHashSet::default();
        texts.retain(|text| seen.insert(*text));
        let step = texts.len().div_ceil(STATEMENTS_HEARD).max(1);
        let heard = texts.into_iter().step_by(step).map(str::to_owned);
        concept.symptoms.entry(language.to_owned()).or_default().extend(heard);
    }
    thesaurus
}

/// The sectors as if they were concepts, so that their names are found in the same way.
pub(crate) fn names_as_thesaurus(sectors: &[(String, Texts)]) -> Thesaurus {
    // The ids keep the order of the sectors, as the recogniser numbers concepts by id.
    let concepts = sectors.iter().enumerate().map(|(at, (_, names))| {
        let concept = domain::concepts::Concept { preferred: names.clone(), ..Default::default() };
        (format!("{at:08}"), concept)
    });
    Thesaurus { concepts: concepts.collect(), ..Thesaurus::default() }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Works on neighbouring parts of a list on so many cores, and gives the results in the order of the parts.
pub(crate) fn in_parts<I: Sync, O: Send>(
    list: &[I],
    cores: usize,
    work: impl Fn(&[I]) -> O + Sync,
) -> Vec<O> {
    if cores < 2 {
        return if list.is_empty() { Vec::new() } else { vec![work(list)] };
    }
    // Parts differ in weight, so there are several for each core.
    let parts: Vec<&[I]> = list.chunks(list.len().div_ceil(PARTS * cores).max(1)).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(part) = parts.get(at)
        {
            done.push((at, work(part)));
        }
        done
    };
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let begun: Vec<_> = (0..cores).map(|_| scope.spawn(take)).collect();
        let ended = begun.into_iter().map(|one| match one.join() {
            Ok(done) => done,
            Err(fault) => std::panic::resume_unwind(fault),
        });
        ended.flatten().collect()
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, one)| one).collect()
}

/// Works on neighbouring parts of a list on all cores, if it is long.
pub(crate) fn shared_out<I: Sync, O: Send>(list: &[I], work: impl Fn(&[I]) -> Vec<O> + Sync) -> Vec<O> {
    let cores = if list.len() < WORTH_SHARING { 1 } else { cores() };
    in_parts(list, cores, work).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards() -> Vec<Card> {
        let names = ["leak of water", "water pump", "leak pump tank", "tank of oil", "oil and water"];
        let card = |(at, name): (usize, &&str)| {
            Card::new(CardKind::Offering, &format!("off-{at}"), Texts::of("en", name))
        };
        names.iter().enumerate().map(card).collect()
    }

    #[test]
    fn what_is_read_does_not_depend_on_the_number_of_cores() {
        let cards = cards();
        let recogniser = Recogniser::of(&Thesaurus::default());
        let read = |cores| {
            let parts = in_parts(&cards, cores, |part| Reading::of_part(part, &recogniser, &BTreeMap::new()));
            let read = parts.into_iter().reduce(Reading::followed_by).unwrap();
            let words = read.words();
            let list = |term: &str| {
                let term = read.terms.find(term).unwrap();
                (term, words.postings.of(term).collect::<Vec<_>>())
            };
            ["leak", "water", "pump", "tank", "oil"].map(list)
        };
        let one = read(1);
        assert_eq!(one[1].1.len(), 3);
        for cores in [2, 3, 5, 9] {
            assert_eq!(read(cores), one, "{cores} cores");
        }
    }

    #[test]
    fn many_statements_of_one_concept_are_heard_from_all_over() {
        let mut thesaurus = Thesaurus::default();
        thesaurus.concepts.insert("leakage".to_owned(), domain::concepts::Concept::default());
        let stated = |number: usize| crate::cards::Statement {
            id: format!("pbm-{number}"),
            text: Texts::of("en", &format!("tap {number} drips")),
            concept: Some("leakage".to_owned()),
        };
        for (many, heard) in
            [(3, 3), (STATEMENTS_HEARD, STATEMENTS_HEARD), (10 * STATEMENTS_HEARD, STATEMENTS_HEARD)]
        {
            let card = Card::new(CardKind::Offering, "off-a", Texts::of("en", "x"));
            let card = Card { problems: (0..many).map(stated).collect(), ..card };
            let symptoms = &with_statements(&thesaurus, &[card]).concepts["leakage"].symptoms["en"];
            assert_eq!(symptoms.len(), heard, "{many}");
            assert!(symptoms.contains("tap 0 drips"));
        }
    }
}
