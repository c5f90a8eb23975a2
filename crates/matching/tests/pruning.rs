//! What is pruned is not missed: the first answers are those of judging every card.

#[cfg(test)]
mod pruning {
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::path::{Path, PathBuf};

    use domain::{KINDS, Record, Texts};
    use matching::{Answer, Card, Index, Need, Weights, cards_of};

    fn place(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
    }

    fn records() -> Vec<Record> {
        let mut records = Vec::new();
        for kind in KINDS.iter().copied() {
            let name = format!("{}.csv", kind.plural);
            let Ok(file) = File::open(place("data/demo").join(&name)) else { continue };
            let rows = formats::csv::Reader::open(&name, kind, file).unwrap();
            records.extend(rows.map(|row| row.unwrap().record.unwrap()));
        }
        records
    }

    fn sectors(records: &[Record]) -> Vec<(String, Texts)> {
        let sectors = records.iter().filter(|record| record.kind().plural == "sectors");
        sectors
            .map(|record| (record.id().to_owned(), record.texts("name").cloned().unwrap_or_default()))
            .collect()
    }

    /// How many answers of each sort are compared.
    const FIRST: usize = 10;

    /// The text of a card without every word whose turn it is, so that no two copies are alike.
    fn thinned(texts: &Texts, copy: usize) -> Texts {
        let mut made = Texts::default();
        for (language, text) in texts.iter() {
            let words = text.split_inclusive(' ').enumerate();
            let kept: String = words
                .filter(|(at, _)| copy == 0 || (at + 1) % (copy + 2) != 0)
                .map(|(_, word)| word)
                .collect();
            made.set(language, &kept);
        }
        made
    }

    /// The cards of the demo record, so many times, each copy in other words.
    fn cards(copies: usize) -> Vec<Card> {
        let cards = cards_of(&records());
        let marked = |id: &String, copy: usize| if copy == 0 { id.clone() } else { format!("{id}-c{copy}") };
        let copied = |copy: usize| {
            cards.iter().map(move |card| {
                let mut made = card.clone();
                made.id = marked(&card.id, copy);
                made.title = thinned(&card.title, copy);
                made.words.iter_mut().for_each(|(_, texts)| *texts = thinned(texts, copy));
                made.problems.iter_mut().for_each(|problem| problem.text = thinned(&problem.text, copy));
                made.answered_by.iter_mut().for_each(|id| *id = marked(id, copy));
                made
            })
        };
        (0..copies).flat_map(copied).collect()
    }

    /// The needs of the demo record and those written for measurements.
    fn needs() -> Vec<Need> {
        let mut needs = Vec::new();
        for record in records().iter().filter(|record| record.kind().plural == "needs") {
            let text = ["statement", "constraints"].map(|field| {
                record
                    .texts(field)
                    .and_then(|texts| texts.iter().next())
                    .map_or("", |(_, text)| text)
                    .to_owned()
            });
            let place = Some(record.text("place").to_owned()).filter(|place| !place.is_empty());
            let exclude = vec![record.id().to_owned()];
            needs.push(Need { text: text.join(". "), place, exclude, ..Need::default() });
        }
        let written = place("crates/matching/examples/needs.csv");
        for row in csv::Reader::from_path(written).unwrap().deserialize() {
            let row: BTreeMap<String, String> = row.unwrap();
            let language = row.get("lang").cloned();
            needs.push(Need { text: row["text"].clone(), language, ..Need::default() });
        }
        needs
    }

    #[test]
    fn first_answers_are_those_of_judging_every_card() {
        let file = place("data/thesaurus.ttl");
        let (thesaurus, _) = formats::turtle::read("thesaurus.ttl", &std::fs::read(file).unwrap());
        for copies in [1, 8] {
            let index = Index::build(cards(copies), &sectors(&records()), &thesaurus);
            for need in needs() {
                let pruned = index.answer(&need, &Weights::default(), FIRST);
                let every = index.answer(&need, &Weights::default(), usize::MAX);
                let first = |answer: &Answer| {
                    [&answer.offerings, &answer.schemes, &answer.precedents]
                        .map(|list| list.iter().take(FIRST).cloned().collect::<Vec<_>>())
                };
                assert_eq!(first(&pruned), first(&every), "{copies} copies: {}", need.text);
                assert_eq!(pruned.verdict, every.verdict, "{copies} copies: {}", need.text);
            }
        }
    }
}
