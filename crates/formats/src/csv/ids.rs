//! Ids that follow from the fields of a record, told apart by a counter in the order of the file.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ids given so far. A million ids cost some tens of megabytes, as only their hashes are kept.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: HashMap<u64, u32>,
}

impl Ids {
    /// Gives the id itself the first time, then `-2`, `-3` and so on behind it.
    pub fn give(&mut self, id: String) -> String {
        let base = hash(&id);
        let Some(count) = self.given.get(&base).copied() else {
            self.given.insert(base, 1);
            return id;
        };
        let mut count = count;
        loop {
            count = count.saturating_add(1);
            let numbered = format!("{id}-{count}");
            if self.given.contains_key(&hash(&numbered)) && count < u32::MAX {
                continue;
            }
            self.given.insert(hash(&numbered), 1);
            self.given.insert(base, count);
            return numbered;
        }
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_ids_are_counted_and_never_meet_another() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["a", "a", "a-3", "a", "b", "a-2"].map(|id| ids.give(id.to_owned())).into();
        assert_eq!(given, ["a", "a-2", "a-3", "a-4", "b", "a-2-2"]);
    }
}
