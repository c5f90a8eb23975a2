//! Which concepts a text means: by their names, by phrases of those who have the problem, and by the gist.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use aho_corasick::{AhoCorasick, MatchKind};
use domain::concepts::{Concept, Phrases, Thesaurus};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Analysed, Token, analyse};
use crate::postings::{Terms, count, number, position};

/// How surely a name means its concept.
///
/// # Source
/// Ours: a hidden label is a loose word, so it says less.
const NAMED: f64 = 1.0;
const NAMED_HIDDEN: f64 = 0.6;
/// What is left of it in a need when the name is a single word, which may be said in passing.
const SINGLE: f64 = 0.55;
/// How surely a whole phrase of those who have the problem means it.
const TOLD: f64 = 0.9;
/// How surely the gist of a text can mean a concept at most.
const GIST: f64 = 0.5;
/// How much of a phrase must be there.
const LEAST_OF_PHRASE: f64 = 0.45;
/// How much weight of words makes half of the surest gist.
const HALF_GIST: f64 = 15.0;
/// How little strength is reported.
const LEAST_STRENGTH: f64 = 0.12;

/// How a concept was found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignOf {
    /// By one of its names.
    Name,
    /// By signs of it.
    Symptom,
}

/// A concept found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sign {
    /// The number of the concept.
    pub concept: u32,
    /// How surely it is meant, 0-1.
    pub strength: f64,
    /// How it was found.
    pub of: SignOf,
    /// Whether it is a name of one word.
    pub single: bool,
    /// Where the words that raised it stand in the text, in bytes, in order.
    pub places: Vec<(usize, usize)>,
}

/// A name of a concept.
#[derive(Debug, Clone)]
struct Name {
    concept: u32,
    language: String,
    strength: f64,
    /// Whether it is one word, which may mean something else in another language or be said in passing.
    single: bool,
}

/// A phrase of those who have the problem.
#[derive(Debug, Clone)]
struct Told {
    concept: u32,
    weight: f64,
}

/// What sort of word a term is where it stands.
#[derive(Debug, Clone, Copy)]
enum Sort {
    Word,
    Everyday,
    Pair,
}

impl Sort {
    fn of(token: &Token) -> Self {
        match (token.pair, token.everyday) {
            (true, _) => Self::Pair,
            (_, true) => Self::Everyday,
            _ => Self::Word,
        }
    }

    /// How much of its weight counts.
    ///
    /// # Source
    /// Ours: a pair of characters is half a word; an everyday word says about a third of a word of the field.
    fn share(self) -> f64 {
        match self {
            Self::Word => 1.0,
            Self::Pair => 0.5,
            Self::Everyday => 0.35,
        }
    }
}

/// What finds concepts in texts.
#[derive(Debug, Clone)]
pub(crate) struct Recogniser {
    /// `None` only if the names are too many to be built.
    names: Option<AhoCorasick>,
    of_pattern: Vec<Vec<Name>>,
    terms: Terms,
    /// For each term, the phrases that hold it.
    phrases: Vec<Vec<u32>>,
    told: Vec<Told>,
    /// For each term, the concepts whose names or phrases hold it.
    profiles: Vec<Vec<u32>>,
    weights: Vec<f64>,
    concepts: usize,
}

impl Recogniser {
    /// Makes the names and phrases of a thesaurus ready. Concepts are numbered in the order of their ids.
    pub(crate) fn of(thesaurus: &Thesaurus) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut of_pattern: Vec<Vec<Name>> = Vec::new();
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        let mut builder = PhraseBuilder::default();
        for (at, concept) in thesaurus.concepts.values().enumerate() {
            let at = number(at);
            for (language, label, strength) in names_of(concept) {
                let analysed = analyse(label);
                builder.add(at, &analysed, false);
                // A name of which only one word is left means too much: *over-pumping* is not every pump.
                let crippled = analysed.dropped > 0 && analysed.pieces.len() < 2;
                let Some(pattern) = pattern(&analysed.canon).filter(|_| !crippled) else { continue };
                let single = is_single(&analysed);
                let name = Name { concept: at, language: language.to_owned(), strength, single };
                let slot = *known.entry(pattern.clone()).or_insert_with(|| {
                    patterns.push(pattern);
                    of_pattern.push(Vec::new());
                    patterns.len() - 1
                });
                if let Some(names) = of_pattern.get_mut(slot) {
                    names.push(name);
                }
            }
            for (_, phrase) in each(&concept.symptoms) {
                builder.add(at, &analyse(phrase), true);
            }
        }
        let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok();
        builder.finish(names, of_pattern, thesaurus.concepts.len())
    }

    /// The words of all names and phrases.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.all()
    }

    /// The concepts that a text means, strongest first; ties in the order of the concepts.
    pub(crate) fn meant(&self, text: &Analysed, language: &str) -> Vec<Sign> {
        let mut found: FxHashMap<u32, Sign> = FxHashMap::default();
        for mut sign in self.named(text, language) {
            if sign.single {
                sign.strength *= SINGLE;
            }
            join(&mut found, sign);
        }
        for sign in self.told(text) {
            join(&mut found, sign);
        }
        self.gist(text, &mut found);
        let mut signs: Vec<Sign> =
            found.into_values().filter(|sign| sign.strength >= LEAST_STRENGTH).collect();
        for sign in &mut signs {
            sign.places.sort_unstable();
            sign.places.dedup();
        }
        signs.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.concept.cmp(&b.concept)));
        signs
    }

    /// The concepts that a text calls by name.
    pub(crate) fn named(&self, text: &Analysed, language: &str) -> Vec<Sign> {
        let mut signs = Vec::new();
        for hit in self.names.iter().flat_map(|names| names.find_iter(&text.canon)) {
            let place = text.place(hit.start(), hit.end());
            for name in self.of_pattern.get(hit.pattern().as_usize()).into_iter().flatten() {
                if speaks(name, language) {
                    signs.push(Sign {
                        concept: name.concept,
                        strength: name.strength,
                        of: SignOf::Name,
                        single: name.single,
                        places: vec![place],
                    });
                }
            }
        }
        signs
    }

    /// The concepts whose phrases a sentence of the text tells, in whole or in large part.
    fn told(&self, text: &Analysed) -> Vec<Sign> {
        let mut best: FxHashMap<u32, Sign> = FxHashMap::default();
        for sentence in text.tokens.chunk_by(|a, b| a.sentence == b.sentence) {
            let mut sums: FxHashMap<u32, (f64, Vec<&Token>)> = FxHashMap::default();
            let mut seen: FxHashSet<u32> = FxHashSet::default();
            for token in sentence {
                let Some(term) = self.terms.find(&token.term).filter(|term| seen.insert(*term)) else {
                    continue;
                };
                for phrase in self.phrases.get(position(term)).into_iter().flatten() {
                    let sum = sums.entry(*phrase).or_default();
                    sum.0 += self.weight(term, Sort::of(token));
                    sum.1.push(token);
                }
            }
            for (phrase, (sum, tokens)) in sums {
                let Some(told) = self.told.get(position(phrase)) else { continue };
                let share = (sum / told.weight).min(1.0);
                let words = tokens.iter().filter(|token| !token.pair).count();
                if share < LEAST_OF_PHRASE || (words < 2 && share < 0.99) {
                    continue;
                }
                let enough = (sum / (2.0 * self.usual_weight())).min(1.0);
                let strength = TOLD * share.powf(1.5) * enough;
                let places = tokens.iter().map(|token| (token.start, token.end)).collect();
                let sign =
                    Sign { concept: told.concept, strength, of: SignOf::Symptom, single: false, places };
                let kept = best.entry(told.concept).or_insert_with(|| sign.clone());
                if (sign.strength, &sign.places) > (kept.strength, &kept.places) {
                    *kept = sign;
                }
            }
        }
        best.into_values().collect()
    }

    /// Adds the gist: how many of a concept's words the whole text holds.
    fn gist(&self, text: &Analysed, found: &mut FxHashMap<u32, Sign>) {
        let mut sums: FxHashMap<u32, (f64, Vec<(usize, usize)>)> = FxHashMap::default();
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        for token in &text.tokens {
            let Some(term) = self.terms.find(&token.term).filter(|term| seen.insert(*term)) else { continue };
            for concept in self.profiles.get(position(term)).into_iter().flatten() {
                let sum = sums.entry(*concept).or_default();
                sum.0 += self.weight(term, Sort::of(token));
                sum.1.push((token.start, token.end));
            }
        }
        for (concept, (sum, places)) in sums {
            let excess = sum - 1.5 * self.usual_weight();
            if excess > 0.0 {
                let strength = GIST * 2.0 * excess / (excess + HALF_GIST);
                join(
                    found,
                    Sign {
                        concept,
                        strength: strength.min(GIST),
                        of: SignOf::Symptom,
                        single: false,
                        places,
                    },
                );
            }
        }
    }

    fn weight(&self, term: u32, sort: Sort) -> f64 {
        self.weights.get(position(term)).copied().unwrap_or_default() * sort.share()
    }

    /// The weight of a word that one concept in thirty knows.
    fn usual_weight(&self) -> f64 {
        (1.0 + count(self.concepts) / (count(self.concepts) / 30.0).max(1.0)).ln()
    }
}

/// Collects the phrases of concepts and the words in them.
#[derive(Default)]
struct PhraseBuilder {
    terms: Terms,
    phrases: Vec<Vec<u32>>,
    told: Vec<(u32, Vec<(u32, Sort)>)>,
    profiles: Vec<Vec<u32>>,
}

impl PhraseBuilder {
    fn add(&mut self, concept: u32, phrase: &Analysed, tells: bool) {
        let mut seen = FxHashSet::default();
        let mut members = Vec::new();
        for token in &phrase.tokens {
            let term = self.terms.intern(&token.term);
            if !seen.insert(term) {
                continue;
            }
            self.phrases.resize(self.terms.len().max(self.phrases.len()), Vec::new());
            self.profiles.resize(self.terms.len().max(self.profiles.len()), Vec::new());
            members.push((term, Sort::of(token)));
            if let Some(profile) = self.profiles.get_mut(position(term))
                && profile.last() != Some(&concept)
            {
                profile.push(concept);
            }
        }
        // One word alone is no phrase; it takes part in the gist.
        if !tells || members.len() < 2 {
            return;
        }
        let phrase = number(self.told.len());
        for (term, _) in &members {
            if let Some(phrases) = self.phrases.get_mut(position(*term)) {
                phrases.push(phrase);
            }
        }
        self.told.push((concept, members));
    }

    fn finish(self, names: Option<AhoCorasick>, of_pattern: Vec<Vec<Name>>, concepts: usize) -> Recogniser {
        let weights =
            self.profiles.iter().map(|known| (1.0 + count(concepts) / count(known.len()).max(1.0)).ln());
        let mut recogniser = Recogniser {
            names,
            of_pattern,
            weights: weights.collect(),
            terms: self.terms,
            phrases: self.phrases,
            told: Vec::new(),
            profiles: self.profiles,
            concepts,
        };
        recogniser.told = self
            .told
            .into_iter()
            .map(|(concept, members)| {
                let weight = members.iter().map(|(term, sort)| recogniser.weight(*term, *sort)).sum();
                Told { concept, weight }
            })
            .collect();
        recogniser
    }
}

/// Tells whether a name is one word: one spaced word, or up to three characters of a script without spaces.
fn is_single(name: &Analysed) -> bool {
    if name.canon.starts_with(' ') { name.pieces.len() < 2 } else { name.canon.chars().nth(3).is_none() }
}

/// Joins two findings of one concept: either may be right, so the doubts multiply.
fn join(found: &mut FxHashMap<u32, Sign>, sign: Sign) {
    let Some(known) = found.get_mut(&sign.concept) else {
        found.insert(sign.concept, sign);
        return;
    };
    known.strength = if known.of == SignOf::Name && sign.of == SignOf::Name {
        known.strength.max(sign.strength)
    } else {
        1.0 - (1.0 - known.strength) * (1.0 - sign.strength)
    };
    if sign.of == SignOf::Name {
        known.of = SignOf::Name;
    }
    known.places.extend(sign.places);
}

/// Tells whether a name of one language can be meant in a text of another: a single word only within the same
/// language, as *air* is water in Indonesian; a phrase of several words anywhere.
fn speaks(name: &Name, language: &str) -> bool {
    if name.language == language || !name.single {
        return true;
    }
    match language {
        "vi" | "id" => false,
        "zh" => name.language == "ja",
        _ => name.language == "en" || name.language == "ja",
    }
}

/// The form of a name in which it is looked up; `None` if nothing is left of it.
fn pattern(canon: &str) -> Option<String> {
    let pattern = canon.trim_matches('\n');
    pattern.chars().any(char::is_alphanumeric).then(|| pattern.to_owned())
}

fn names_of(concept: &Concept) -> impl Iterator<Item = (&str, &str, f64)> {
    let preferred = concept.preferred.iter().map(|(language, label)| (language, label, NAMED));
    let alternative = each(&concept.alternative).map(|(language, label)| (language, label, NAMED));
    let hidden = each(&concept.hidden).map(|(language, label)| (language, label, NAMED_HIDDEN));
    preferred.chain(alternative).chain(hidden)
}

fn each(phrases: &Phrases) -> impl Iterator<Item = (&str, &str)> {
    phrases
        .iter()
        .flat_map(|(language, texts)| texts.iter().map(move |text| (language.as_str(), text.as_str())))
}
