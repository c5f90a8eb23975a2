//! The index: cards and thesaurus made ready, and the way from a need to an answer.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::collections::BTreeMap;

use domain::Texts;
use domain::concepts::Thesaurus;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Analysed, Token, analyse, language_of};
use crate::answers::{Answer, MeantConcept, Need, Standing, Understood};
use crate::building::{
    Proof, Reading, best_served, names_as_thesaurus, served_by, telling_of, used_at_places, with_statements,
};
use crate::cards::Card;
use crate::concepts::{Reach, Recogniser, SignOf, reach};
use crate::forms::Forms;
use crate::judging::{Meaning, Meant, Said};
use crate::passages::Passages;
use crate::postings::{CardNo, Postings, Terms, count, number, position};
use crate::rule_sets::RuleSets;
use crate::scratch::Scratch;
use crate::sectors::Sectors;
use crate::spelling::Spelling;
use crate::surroundings::Surroundings;
use crate::understanding::{Cues, Sort, asked_in, askers_in, limits_in};
use crate::weights::Weights;

/// How many concepts of a need are followed.
const MOST_CONCEPTS: usize = 16;

/// How much of the sector likelihood a sector named by the asker gets.
///
/// # Source
/// Ours: people name the sector nearest to them, which is right more often than not.
const HINT_SHARE: f64 = 0.6;

/// Cards and thesaurus made ready to answer needs.
///
/// Holds everything it needs and can be shared between threads. A change of cards or thesaurus means a new index.
#[derive(Debug, Clone)]
pub struct Index {
    pub(crate) cards: Vec<Card>,
    pub(crate) by_id: FxHashMap<String, CardNo>,
    pub(crate) thesaurus: Thesaurus,
    pub(crate) concept_ids: Vec<String>,
    pub(crate) reach: Vec<Vec<Reach>>,
    /// Terms to cards, with what the term adds to a match (BM25).
    pub(crate) words: Postings,
    /// Concepts to the cards that are about them, with how much, 0-1.
    pub(crate) about: Postings,
    /// Concepts that a need may mean to the cards that serve it, with how well, 0-1.
    pub(crate) served: Postings,
    /// The sectors of each card.
    pub(crate) sectors: Sectors,
    pub(crate) sector_codes: Vec<String>,
    /// The problems that offerings solve.
    pub(crate) passages: Passages,
    /// The forms of help of each card.
    pub(crate) forms: Vec<Forms>,
    /// What the results of each card are worth, and whether it was answered, if it is a precedent.
    pub(crate) proofs: Vec<Proof>,
    /// For each concept, how well any offering serves it, 0-1.
    pub(crate) best_served: Vec<f32>,
    /// Places to the cards that were used there, in order.
    used: FxHashMap<String, Vec<CardNo>>,
    /// What the schemes ask for.
    pub(crate) rule_sets: RuleSets,
    pub(crate) surroundings: Surroundings,
    pub(crate) scratch: Scratch,
    spelling: Spelling,
    recogniser: Recogniser,
    sector_names: Recogniser,
    terms: Terms,
    /// For each term, how rare it is.
    rarity: Vec<f64>,
    /// How rare the rarest term is.
    rarest: f64,
    /// For each concept, how much it tells things apart, 0-1.
    pub(crate) telling: Vec<f64>,
}

impl Index {
    /// Builds the index. Sectors come with their names; cards of one id twice count as the first.
    #[must_use]
    pub fn build(mut cards: Vec<Card>, sectors: &[(String, Texts)], thesaurus: &Thesaurus) -> Self {
        let mut thesaurus = thesaurus.clone();
        thesaurus.relate_both_ways();
        cards.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
        cards.dedup_by(|a, b| a.kind == b.kind && a.id == b.id);
        let concept_ids: Vec<String> = thesaurus.concepts.keys().cloned().collect();
        let numbers: BTreeMap<&str, u32> = concept_ids.iter().map(String::as_str).zip(0..).collect();
        let reach = reach(&thesaurus, &numbers);
        let recogniser = Recogniser::of(&with_statements(&thesaurus, &cards));
        let reading = Reading::of(&cards, &recogniser, &numbers);
        let words = reading.words();
        let about = reading.about(concept_ids.len());
        let passages = Passages::build(&cards, &reading, |id| numbers.get(id).copied());
        let spelling = Spelling::of(reading.terms.all().chain(recogniser.words()));
        let by_id = cards.iter().zip(0..).map(|(card, at)| (card.id.clone(), at)).collect();
        let sector_codes: Vec<String> = sectors.iter().map(|(code, _)| code.clone()).collect();
        let telling = telling_of(&cards, &about, &reach);
        let served = served_by(&about, &reach, cards.len());
        let rarest = words.rarity.iter().copied().fold(0.0, f64::max);
        Self {
            sectors: Sectors::of(&cards, &sector_codes),
            forms: reading.forms(),
            proofs: reading.proofs(),
            best_served: best_served(&cards, &served),
            used: used_at_places(&cards),
            rule_sets: RuleSets::of(&cards),
            passages,
            surroundings: Surroundings::default(),
            scratch: Scratch::default(),
            spelling,
            sector_names: Recogniser::of(&names_as_thesaurus(sectors)),
            cards,
            by_id,
            thesaurus,
            concept_ids,
            reach,
            words: words.postings,
            about,
            served,
            sector_codes,
            recogniser,
            terms: reading.terms,
            rarity: words.rarity,
            rarest,
            telling,
        }
    }

    /// Adds the places of the record, so that rules that ask about places can be judged.
    #[must_use]
    pub fn with_surroundings(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// Answers a need: at most `limit` offerings, schemes and precedents each, best first.
    #[must_use]
    pub fn answer(&self, need: &Need, weights: &Weights, limit: usize) -> Answer {
        let meaning = self.understand(need);
        let judged = self.judge(need, &meaning, weights, limit);
        let (offerings, ruled_out) = judged.offerings(limit);
        let verdict = judged.verdict(&offerings);
        let schemes = if verdict.pays { judged.schemes(&offerings, limit) } else { Vec::new() };
        Answer {
            offerings,
            ruled_out,
            schemes,
            precedents: judged.past(limit),
            verdict,
            understood: self.understood(meaning),
        }
    }

    /// Where one record stands among the answers to a need, and what it lacks beside the best; `None` if it is not
    /// among the cards, or must not take part.
    #[must_use]
    pub fn explain(&self, need: &Need, weights: &Weights, id: &str) -> Option<Standing> {
        let no = *self.by_id.get(id)?;
        let meaning = self.understand(need);
        self.judge(need, &meaning, weights, usize::MAX).standing(no)
    }

    /// The number of cards in the index.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Tells whether there is nothing to answer with.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// The words of a need with their language, typing errors put right.
    fn read(&self, need: &Need) -> (Analysed, String) {
        let mut analysed = analyse(&need.text);
        let language = match need.language.as_deref() {
            Some(tag) if !tag.is_empty() => tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase(),
            _ => language_of(&need.text).to_owned(),
        };
        if language == "en" {
            for token in &mut analysed.tokens {
                if let Some(corrected) = self.spelling.corrected(&token.term) {
                    corrected.clone_into(&mut token.term);
                }
            }
        }
        (analysed, language)
    }

    /// The terms of a need that the index knows, with weight and a word as written.
    pub(crate) fn terms_of(&self, need: &Need) -> Vec<(u32, f64, String)> {
        let (analysed, language) = self.read(need);
        self.query_terms(&analysed.tokens, &language, &need.text)
    }

    pub(crate) fn understand(&self, need: &Need) -> Meaning {
        let (analysed, language) = self.read(need);
        let firsts = firsts_of(&analysed.tokens);
        let first = |start: usize| firsts.get(&start).copied().unwrap_or(start);
        let mut signs = self.recogniser.meant(&analysed, &language);
        signs.retain(|sign| !self.is_dropped(need, sign.concept));
        let word = |(start, end): &(usize, usize)| need.text.get(*start..*end).unwrap_or_default().to_owned();
        let added = self.added_concepts(need);
        let kept = signs.iter().filter(|sign| !added.iter().any(|meant| meant.concept == sign.concept));
        let understood = kept.take(MOST_CONCEPTS).map(|sign| Meant {
            concept: sign.concept,
            strength: sign.strength,
            named: sign.of == SignOf::Name,
            words: distinct(sign.places.iter().map(word)),
            starts: sign.places.iter().map(|place| first(place.0)).collect(),
        });
        let concepts: Vec<Meant> = added.iter().cloned().chain(understood).collect();
        let explained: FxHashSet<usize> = signs
            .iter()
            .take(MOST_CONCEPTS)
            .flat_map(|sign| sign.places.iter().map(|place| first(place.0)))
            .collect();
        // A text that says the same again means no more.
        let once = |token: &&Token| !token.pair && first(token.start) == token.start;
        let whole: Vec<&Token> = analysed.tokens.iter().filter(once).collect();
        let sectors = self.likely_sectors(need, &analysed, &language, &concepts);
        let sectors = self.corrected_sectors(need, sectors);
        let means: Vec<(u32, f64)> = concepts.iter().map(|meant| (meant.concept, meant.strength)).collect();
        let asking = [Sort::Lack, Sort::Without, Sort::With, Sort::Form, Sort::Hint, Sort::Asker];
        let cues = Cues::known().found(&need.text, &language, &asking);
        let place = need.place.clone().or_else(|| self.surroundings.named(&need.text).map(str::to_owned));
        let is_at_home = place.as_deref().is_some_and(|place| self.surroundings.is_at_home(place));
        Meaning {
            hosts: self.surroundings.hosts(&need.text, place.as_deref()),
            told: self.passages.sought(&analysed.tokens, &self.terms, &means, borrows_only(&language)),
            limits: need.corrections.limits(limits_in(&need.text, &cues)),
            asked: need.corrections.asked(asked_in(&cues, is_at_home)),
            askers: need.corrections.askers(askers_in(&cues)),
            place: need.corrections.place(place),
            terms: self.query_terms(&analysed.tokens, &language, &need.text),
            words: distinct(whole.iter().map(|token| word(&(token.start, token.end)))),
            explained: whole.iter().filter(|token| explained.contains(&token.start)).count(),
            said: whole.iter().map(|token| self.said(token)).collect(),
            length: whole.len(),
            language,
            concepts,
            sectors,
        }
    }

    fn said(&self, token: &Token) -> Said {
        let term = self.terms.find(&token.term);
        let rarity = term.map_or(self.rarest, |term| self.rarity(term));
        Said { start: token.start, term, weight: if token.everyday { 0.35 } else { 1.0 } * rarity }
    }

    /// The terms of a need that the index knows, with weight and a word as written.
    fn query_terms(&self, tokens: &[Token], language: &str, text: &str) -> Vec<(u32, f64, String)> {
        // Short words of these languages look like English ones but mean something else, as *air* is water.
        let borrowed_only = borrows_only(language);
        let mut known: BTreeMap<u32, (f64, &Token)> = BTreeMap::new();
        for token in tokens {
            if borrowed_only && token.term.chars().nth(4).is_none() {
                continue;
            }
            if let Some(term) = self.terms.find(&token.term) {
                known.entry(term).or_insert((0.0, token)).0 += 1.0;
            }
        }
        known
            .into_iter()
            .map(|(term, (times, token))| {
                let weight = 1.0 + f64::ln(times);
                (term, weight, text.get(token.start..token.end).unwrap_or_default().to_owned())
            })
            .collect()
    }

    /// The likelihood of each sector, from the concepts, the sectors' own names and the asker's word.
    fn likely_sectors(
        &self,
        need: &Need,
        analysed: &Analysed,
        language: &str,
        concepts: &[Meant],
    ) -> Vec<(u32, f64)> {
        let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
        let number_of = |code: &str| self.sector_codes.iter().position(|known| known == code).map(number);
        for meant in concepts {
            let codes = self.sectors_of_concept(meant.concept);
            for sector in codes.iter().filter_map(|code| number_of(code)) {
                *sums.entry(sector).or_default() += meant.strength / count(codes.len());
            }
        }
        for sign in self.sector_names.named(analysed, language) {
            *sums.entry(sign.concept).or_default() += sign.strength;
        }
        // Half a concept's worth of doubt remains, so that weak signs do not make a sector certain.
        let total: f64 = sums.values().sum::<f64>() + 0.5;
        let hint = need.sector.as_deref().and_then(number_of);
        let share = if hint.is_some() { 1.0 - HINT_SHARE } else { 1.0 };
        let mut likely: BTreeMap<u32, f64> =
            sums.into_iter().map(|(sector, sum)| (sector, share * sum / total)).collect();
        if let Some(hint) = hint {
            *likely.entry(hint).or_default() += HINT_SHARE;
        }
        let mut likely: Vec<(u32, f64)> = likely.into_iter().collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likely
    }

    /// The sectors of a concept: its own, else those of the concepts above it.
    fn sectors_of_concept(&self, concept: u32) -> Vec<&str> {
        let mut open: Vec<&str> =
            self.concept_ids.get(position(concept)).map(String::as_str).into_iter().collect();
        let mut seen = FxHashSet::default();
        while let Some(id) = open.pop() {
            let Some(concept) = self.thesaurus.get(id).filter(|_| seen.insert(id)) else { continue };
            if !concept.sectors.is_empty() {
                return concept.sectors.iter().map(String::as_str).collect();
            }
            open.extend(concept.broader.iter().map(String::as_str));
        }
        Vec::new()
    }

    /// The cards that were used at one of some places, in order.
    pub(crate) fn used_at<'a>(&'a self, places: impl Iterator<Item = &'a str>) -> Vec<CardNo> {
        let mut cards: Vec<CardNo> =
            places.filter_map(|place| self.used.get(place)).flatten().copied().collect();
        cards.sort_unstable();
        cards
    }

    /// How rare a term is among the cards.
    pub(crate) fn rarity(&self, term: u32) -> f64 {
        self.rarity.get(position(term)).copied().unwrap_or_default()
    }

    fn understood(&self, meaning: Meaning) -> Understood {
        let concepts = meaning.concepts.into_iter().filter_map(|meant| {
            let id = self.concept_ids.get(position(meant.concept))?;
            let label = self.thesaurus.get(id).map(|concept| concept.preferred.clone()).unwrap_or_default();
            let (strength, words, named) = (meant.strength, meant.words, meant.named);
            Some(MeantConcept { id: id.clone(), label, strength, words, named })
        });
        let sectors = meaning.sectors.into_iter().filter_map(|(sector, likelihood)| {
            self.sector_codes.get(position(sector)).map(|code| (code.clone(), likelihood))
        });
        Understood {
            concepts: concepts.collect(),
            sectors: sectors.collect(),
            language: meaning.language,
            terms: meaning.words,
            limits: meaning.limits,
            asked: meaning.asked,
            askers: meaning.askers,
            place: meaning.place,
        }
    }
}

/// Tells whether short words of a language look like English ones but mean something else.
fn borrows_only(language: &str) -> bool {
    matches!(language, "vi" | "id")
}

/// For each word of a text where the same word stands for the first time.
fn firsts_of(tokens: &[Token]) -> FxHashMap<usize, usize> {
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    tokens.iter().map(|token| (token.start, *known.entry(&token.term).or_insert(token.start))).collect()
}

/// Each word once, in the order of the first time.
fn distinct(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    words.filter(|word| !word.is_empty() && seen.insert(domain::fold(word))).collect()
}
