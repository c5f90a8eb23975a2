//! Names of places in texts, however many names there are.

use rustc_hash::FxHashMap;

/// How many bytes of a name are looked at first.
const BEGINNING: usize = 3;

/// Folded names, each of one place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    known: FxHashMap<String, String>,
    /// The lengths of the names that begin alike, the longest first.
    lengths: FxHashMap<Vec<u8>, Vec<usize>>,
}

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<'n> {
    /// Where it starts, in bytes.
    pub at: usize,
    /// The name.
    pub name: &'n str,
    /// The id of the place.
    pub place: &'n str,
}

impl Names {
    /// Adds a name, unless it is another place's already.
    pub(crate) fn add(&mut self, name: String, place: &str) {
        if name.is_empty() || self.known.contains_key(&name) {
            return;
        }
        let beginning: Vec<u8> = name.bytes().take(BEGINNING).collect();
        let lengths = self.lengths.entry(beginning).or_default();
        if let Err(at) = lengths.binary_search_by(|known| name.len().cmp(known)) {
            lengths.insert(at, name.len());
        }
        self.known.insert(name, place.to_owned());
    }

    /// Every name that stands in a folded text, wherever it does, from the left; of those that start together the
    /// longest first.
    pub(crate) fn within<'n>(&'n self, text: &'n str) -> impl Iterator<Item = Found<'n>> {
        text.char_indices().flat_map(move |(at, _)| {
            let rest = text.get(at..).unwrap_or_default();
            let lengths = (1..=BEGINNING.min(rest.len())).rev().filter_map(|length| {
                let beginning = rest.as_bytes().get(..length)?;
                self.lengths.get(beginning)
            });
            let names = lengths.flatten().filter_map(|length| self.known.get_key_value(rest.get(..*length)?));
            names.map(move |(name, place)| Found { at, name, place })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_wherever_they_stand() {
        let mut names = Names::default();
        for (name, place) in [
            ("hue", "hue"),
            ("hue city", "hue"),
            ("hueco", "x"),
            ("門司", "moji"),
            ("司", "y"),
            ("hue", "z"),
            ("", "none"),
        ] {
            names.add(name.to_owned(), place);
        }
        let found = |text| -> Vec<(usize, String, String)> {
            names
                .within(text)
                .map(|found| (found.at, found.name.to_owned(), found.place.to_owned()))
                .collect()
        };
        let expected = |list: &[(usize, &str, &str)]| -> Vec<(usize, String, String)> {
            list.iter().map(|(at, name, place)| (*at, (*name).to_owned(), (*place).to_owned())).collect()
        };
        assert_eq!(found("in hue city"), expected(&[(3, "hue city", "hue"), (3, "hue", "hue")]));
        assert_eq!(found("門司区"), expected(&[(0, "門司", "moji"), (3, "司", "y")]));
        assert_eq!(found("h"), []);
        assert_eq!(found(""), []);
    }
}
