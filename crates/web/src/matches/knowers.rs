//! Who might know when nothing on record fits: networks with their members in the field.

use app::matches::Knower;
use language::Words;
use store::Names;

use crate::values::{self, Link};

/// The networks that might know.
pub(super) struct KnowersShown {
    pub(super) note: String,
    pub(super) list: Vec<KnowerShown>,
}

/// One network.
pub(super) struct KnowerShown {
    pub(super) network: Link,
    /// How many members work in the field, with the first of them; blank if none is known.
    pub(super) members: String,
}

impl KnowersShown {
    /// None when no network is on record.
    pub(super) fn new(words: Words, knowers: &[Knower], names: &Names) -> Option<Self> {
        let first = knowers.first()?;
        let member = |id: &String| match names.get(id) {
            Some(head) => head.title.text(words.tag()).to_owned(),
            None => id.clone(),
        };
        let one = |knower: &Knower| {
            let members: Vec<String> = knower.members.iter().map(member).collect();
            let members = members.join(&words.get("reason-between"));
            let told = [("count", knower.count.into()), ("members", members.into())];
            KnowerShown {
                network: values::link(words, names, &knower.network),
                members: if knower.count > 0 {
                    words.with("match-knower-members", &told)
                } else {
                    String::new()
                },
            }
        };
        let key = if first.count > 0 { "match-knowers-note" } else { "match-knowers-home" };
        Some(Self { note: words.get(key).into_owned(), list: knowers.iter().map(one).collect() })
    }
}
