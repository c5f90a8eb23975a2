//! Places: what each lies in, its country, what it is like, and where it is named in a text.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Record, When, fold};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::cities::country_of;
use crate::eligibility::{Location, traits_at};
use crate::names::{Found, Names};
use crate::records::with_ancestors;

/// The shortest name that is looked for in a text, in characters; shorter ones are words too often.
const SHORTEST_NAME: usize = 4;

/// How many characters of a text are searched for places.
const LONGEST_SEARCHED: usize = 2_000;

/// The places of a record.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    places: FxHashMap<String, Place>,
    /// What is known of each place.
    traits: FxHashMap<String, Vec<Record>>,
    names: Names,
    /// When the rules on record were last looked at: the day for which they are judged if none is named.
    as_it_stands: Option<When>,
    /// The country in which most of those who give are at home: it is named in passing, as where help comes from.
    home: Option<String>,
}

#[derive(Debug, Clone)]
struct Place {
    path: Vec<String>,
    /// The path and the code of the country.
    within: BTreeSet<String>,
    exact: bool,
    /// Whether it is a part of a country.
    is_part: bool,
}

impl Place {
    /// The code of the country.
    fn country(&self) -> Option<&str> {
        self.within.iter().map(String::as_str).find(|id| id.chars().all(|c| c.is_ascii_uppercase()))
    }
}

/// A Japanese name of a place without the word for city, ward or prefecture at its end.
fn without_rank(name: &str) -> Option<&str> {
    let short = name.strip_suffix(['市', '都', '府', '県', '区'])?;
    short.chars().nth(1).map(|_| short)
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_suffix(word);
    rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
}

impl Surroundings {
    /// Reads the places, their traits, and the day up to which rules were looked at. Other records take no part.
    #[must_use]
    pub fn of(records: &[Record]) -> Self {
        let of_kind =
            |plural: &'static str| records.iter().filter(move |record| record.kind().plural == plural);
        let cell = |name: &'static str| -> BTreeMap<&str, &str> {
            of_kind("places").map(|place| (place.id(), place.text(name))).collect()
        };
        let (within, country) = (cell("within"), cell("country_iso2"));
        let mut made = Self::default();
        for record in of_kind("places") {
            let path = with_ancestors(record.id(), &within);
            let code = path.iter().find_map(|id| country.get(id.as_str()).filter(|code| !code.is_empty()));
            let within = path.iter().cloned().chain(code.map(|code| (*code).to_owned())).collect();
            let exact = !matches!(record.text("kind"), "country" | "region" | "continent" | "province");
            for (_, name) in record.texts("name").into_iter().flat_map(domain::Texts::iter) {
                let name = name.split(" (").next().unwrap_or(name);
                if name.chars().count() >= SHORTEST_NAME || !name.is_ascii() {
                    made.names.add(fold(name), record.id());
                }
                if let Some(short) = without_rank(name) {
                    made.names.add(fold(short), record.id());
                }
            }
            let is_part = record.text("kind") != "country";
            made.places.insert(record.id().to_owned(), Place { path, within, exact, is_part });
        }
        made.home = made.commonest_home(records);
        for one in of_kind("traits") {
            made.traits.entry(one.text("place").to_owned()).or_default().push(one.clone());
        }
        made.as_it_stands = of_kind("rules")
            .filter_map(|rule| rule.when("checked"))
            .max_by_key(|date| date.latest())
            .cloned();
        made
    }

    fn commonest_home(&self, records: &[Record]) -> Option<String> {
        let place_of: FxHashMap<&str, &str> = records
            .iter()
            .filter(|record| record.kind().plural == "organisations")
            .map(|record| (record.id(), record.text("place")))
            .collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for record in records.iter().filter(|record| record.kind().plural == "offerings") {
            let place = place_of.get(record.text("provider")).copied().unwrap_or_default();
            if let Some(country) = self.places.get(place).and_then(Place::country) {
                *counts.entry(country).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(country, _)| country.to_owned())
    }

    /// A place with all in which it lies; nothing if it is not on record.
    #[must_use]
    pub fn location(&self, place: &str) -> Location {
        let found = self.places.get(place);
        found.map(|place| Location { within: place.within.clone(), exact: place.exact }).unwrap_or_default()
    }

    /// A place and what it lies in, the nearest first.
    #[must_use]
    pub fn path(&self, place: &str) -> &[String] {
        self.places.get(place).map(|place| place.path.as_slice()).unwrap_or_default()
    }

    /// What a place is like at a date.
    pub(crate) fn traits(&self, place: &str, date: Option<&When>) -> BTreeMap<String, String> {
        let path = self.path(place);
        let near: Vec<Record> =
            path.iter().filter_map(|place| self.traits.get(place)).flatten().cloned().collect();
        traits_at(&near, path, date)
    }

    /// The day for which rules are judged: the year asked for, else when they were last looked at.
    pub(crate) fn date(&self, as_of: Option<i16>) -> Option<When> {
        match as_of {
            Some(year) => When::parse(&year.to_string()).ok(),
            None => self.as_it_stands.clone(),
        }
    }

    /// Tells whether a place lies within the country where help comes from.
    pub(crate) fn is_at_home(&self, place: &str) -> bool {
        let found = self.places.get(place);
        let country = found.and_then(Place::country);
        country.is_some() && country == self.home.as_deref() && found.is_some_and(|found| found.is_part)
    }

    /// Tells whether a place is the country where help comes from, or lies in it.
    pub(crate) fn is_in_home_country(&self, place: &str) -> bool {
        let country = self.places.get(place).and_then(Place::country);
        country.is_some() && country == self.home.as_deref()
    }

    /// The place whose rules count: the one told, else its country if the record does not hold it, else the one that the
    /// text names.
    pub(crate) fn resolved<'a>(&'a self, told: Option<&'a str>, text: &str) -> Option<&'a str> {
        let on_record = |place: &&str| self.places.contains_key(*place);
        let country = || told.and_then(country_of).filter(on_record);
        told.filter(on_record).or_else(country).or_else(|| self.named(text))
    }

    /// The places of the country where help comes from that a text names, with the cities in which they lie: where a guest
    /// will be, or where a firm is at home. What is named only to be left out does not count.
    pub(crate) fn hosts(&self, text: &str, place: Option<&str>) -> BTreeSet<String> {
        let at_home = |id: &str| self.is_at_home(id);
        let folded = fold(&text.chars().take(LONGEST_SEARCHED).collect::<String>());
        let found = self.names.within(&folded).filter(|found| at_home(found.place));
        let mut found: Vec<(usize, usize, &str)> =
            found.map(|found| (found.at, found.name.len(), found.place)).collect();
        // A longer name goes before a shorter one within it.
        found.sort_by(|a, b| b.1.cmp(&a.1).then(a.cmp(b)));
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let mut hosts: Vec<&str> = place.into_iter().filter(|place| at_home(place)).collect();
        for (at, length, id) in found {
            if taken.iter().any(|(from, to)| at < *to && *from < at + length) {
                continue;
            }
            taken.push((at, at + length));
            let before = folded.get(..at).unwrap_or_default().trim_end();
            if !["no", "not", "not in", "outside"].iter().any(|denial| ends_with_word(before, denial)) {
                hosts.push(id);
            }
        }
        let exact = |id: &&String| self.places.get(*id).is_some_and(|place| place.exact);
        let within = hosts.iter().flat_map(|id| self.path(id).iter().skip(1).filter(exact)).cloned();
        within.chain(hosts.iter().map(|id| (*id).to_owned())).collect()
    }

    /// The first place on record that a text names, outside the country where help comes from; a city goes before a
    /// country.
    pub(crate) fn named(&self, text: &str) -> Option<&str> {
        let folded = fold(&text.chars().take(LONGEST_SEARCHED).collect::<String>());
        let mut best: Option<(bool, usize, &str)> = None;
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for Found { at, name, place: id } in
            self.names.within(&folded).filter(|found| seen.insert(found.name))
        {
            if self.home.is_some() && self.places.get(id).and_then(Place::country) == self.home.as_deref() {
                continue;
            }
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let before = folded.get(..at).and_then(|text| text.chars().next_back());
            let after = folded.get(at + name.len()..).and_then(|text| text.chars().next());
            let wide = !self.places.get(id).is_some_and(|place| place.exact);
            let better = best.is_none_or(|known| (wide, at, id) < known);
            if better && !is_letter(before) && !is_letter(after) {
                best = Some((wide, at, id));
            }
        }
        best.and_then(|(_, _, id)| self.places.get_key_value(id)).map(|(id, _)| id.as_str())
    }
}
