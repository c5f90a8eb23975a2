//! Cities that the record does not hold, with their countries.
//!
//! # Source
//! Common knowledge, kept in `data/cities.tsv`.

use std::sync::LazyLock;

use domain::fold;
use rustc_hash::FxHashMap;

static KNOWN: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/cities.tsv").lines().filter(|line| !line.starts_with('#'));
    let cells = lines.filter_map(|line| line.split_once('\t'));
    cells.flat_map(|(country, names)| names.split('|').map(move |name| (key(name), country))).collect()
});

/// The id of the country in which a city lies, by the city's name or by an id made from it.
pub(crate) fn country_of(city: &str) -> Option<&'static str> {
    KNOWN.get(&key(city)).copied()
}

/// A name as it is compared: without case, marks, hyphens and the word for city or province.
fn key(name: &str) -> String {
    let folded = fold(name.trim()).replace('-', " ");
    let short = folded.strip_suffix(" city").or_else(|| folded.strip_suffix(" province"));
    short.unwrap_or(&folded).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_are_known_by_their_usual_spellings() {
        for (city, country) in [
            ("Luang Prabang", Some("laos")),
            ("luang-prabang", Some("laos")),
            ("Bạc Liêu", Some("viet-nam")),
            ("Iloilo City", Some("philippines")),
            ("川口市", Some("japan")),
            ("Atlantis", None),
        ] {
            assert_eq!(country_of(city), country, "{city}");
        }
    }
}
