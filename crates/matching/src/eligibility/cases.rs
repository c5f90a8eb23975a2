//! What is asked of schemes: who would apply, with whom, where, for what, how much and when.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Number, Record, When};

/// A case as far as it is known. What is blank is not known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// The kinds of the organisations that could apply; one that may is enough. `other` says nothing.
    pub applicants: BTreeSet<String>,
    /// Where the applicant is at home.
    pub home: Location,
    /// The kinds of the organisations on the partner's side; one that may is enough. `other` says nothing.
    pub counterparts: BTreeSet<String>,
    /// The partner's place.
    pub place: Location,
    /// What the partner's place is like, by trait.
    pub traits: BTreeMap<String, String>,
    /// The sectors with their likelihoods, 0-1. A sector that is not named has likelihood 0, unless none is.
    pub sectors: BTreeMap<String, f64>,
    /// What is asked for; one that is paid is enough. `solution` leaves the form open.
    pub purposes: BTreeSet<String>,
    /// The steps that the work would reach; one that is paid is enough.
    pub stages: BTreeSet<String>,
    /// Where the product is made.
    pub made_in: Location,
    /// The money needed, with its currency.
    pub amount: Option<(Number, String)>,
    /// When the work would start.
    pub date: Option<When>,
}

/// A place with all that it lies in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Location {
    /// The ids of the place and of all that it lies in, and the ISO 3166 code of its country. Blank if not known.
    pub within: BTreeSet<String>,
    /// Whether the place is a city or a site. A country or region leaves open which city is meant.
    pub exact: bool,
}

/// What a place is like at a date, from the records of traits. `places` are the place and all that it lies in, the
/// nearest first: a city's own trait goes before that of its country, and the latest before earlier ones.
///
/// Without a date only traits that have not ended count.
#[must_use]
pub fn traits_at(traits: &[Record], places: &[String], date: Option<&When>) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, (usize, &Record)> = BTreeMap::new();
    for record in traits.iter().filter(|record| holds_at(record.when("year"), date)) {
        let Some(distance) = places.iter().position(|place| place == record.text("place")) else { continue };
        let start = |record: &Record| record.when("year").and_then(When::earliest);
        let better = found.get(record.text("trait")).is_none_or(|(known, before)| {
            distance < *known || (distance == *known && start(record) > start(before))
        });
        if better {
            found.insert(record.text("trait").to_owned(), (distance, record));
        }
    }
    found.into_iter().map(|(name, (_, record))| (name, record.text("value").to_owned())).collect()
}

/// Tells whether a span covers a date as far as both are known; a span without dates always does.
fn holds_at(span: Option<&When>, date: Option<&When>) -> bool {
    let Some(span) = span else { return true };
    let Some(date) = date else { return span.latest().is_none() };
    let starts = span.earliest().is_none_or(|first| date.latest().is_none_or(|day| first <= day));
    let ends = span.latest().is_none_or(|last| date.earliest().is_none_or(|day| day <= last));
    starts && ends
}

#[cfg(test)]
mod tests {
    use domain::{Value, kind};

    use super::*;

    fn record(place: &str, name: &str, value: &str, year: &str) -> Record {
        let mut record = Record::new(kind("traits").unwrap(), "trt-a");
        record.set("place", Some(Value::Reference(place.to_owned())));
        record.set("trait", Some(Value::Text(name.to_owned())));
        record.set("value", Some(Value::Text(value.to_owned())));
        record.set("year", When::parse(year).ok().map(Value::When));
        record
    }

    #[test]
    fn the_nearest_and_latest_trait_in_force_counts() {
        let traits = [
            record("laos", "least_developed", "yes", "1971/2026-11-24"),
            record("laos", "least_developed", "no", "2026-11-25/.."),
            record("laos", "climate_zone", "tropical", ""),
            record("vientiane", "climate_zone", "temperate", ""),
            record("laos", "asean_member", "yes", "1997-07-23/.."),
            record("japan", "income_group", "high", ""),
        ];
        let places = ["vientiane".to_owned(), "laos".to_owned()];
        for (date, name, value) in [
            ("2010", "least_developed", Some("yes")),
            ("2027", "least_developed", Some("no")),
            ("", "least_developed", Some("no")),
            ("1990", "asean_member", None),
            ("1998", "asean_member", Some("yes")),
            ("2010", "climate_zone", Some("temperate")),
            ("2010", "income_group", None),
        ] {
            let found = traits_at(&traits, &places, When::parse(date).ok().as_ref());
            assert_eq!(found.get(name).map(String::as_str), value, "{date} {name}");
        }
    }
}
