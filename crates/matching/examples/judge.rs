//! Ranks a folder of labelled needs over the record on disk, to be scored by another program.
//!
//! Usage: `judge NEEDS.csv RESULTS.csv [--no-hints] [--show ID]`, from the root of the project. Needs have the columns
//! `id`, `lang`, `place`, `sector_hint` and `text`; other columns are not read.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that is run by hand")]

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use domain::{KINDS, Record, Texts, Value};
use matching::{Answer, Index, Need, Weights, cards_of};

const RECORD: &str = "data/demo";
const THESAURUS: &str = "data/thesaurus.ttl";
const LIMIT: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let hints = !arguments.iter().any(|argument| argument == "--no-hints");
    let shown = arguments.iter().skip_while(|argument| *argument != "--show").nth(1);
    let (Some(needs), Some(results)) = (arguments.first(), arguments.get(1)) else {
        return Err("usage: judge NEEDS.csv RESULTS.csv [--no-hints] [--show ID]".into());
    };
    let records = records()?;
    let (thesaurus, problems) = formats::turtle::read(THESAURUS, &std::fs::read(THESAURUS)?);
    for problem in problems {
        eprintln!("{}:{} {} {}", problem.at.file, problem.at.line, problem.code, problem.found);
    }
    let sectors: Vec<(String, Texts)> = records
        .iter()
        .filter(|record| record.kind().plural == "sectors")
        .map(|record| (record.id().to_owned(), record.texts("name").cloned().unwrap_or_default()))
        .collect();
    let start = Instant::now();
    let index = Index::build(cards_of(&records), &sectors, &thesaurus);
    println!("{} concepts, {} cards, built in {:?}", thesaurus.concepts.len(), index.len(), start.elapsed());
    let within: BTreeMap<&str, &str> = records
        .iter()
        .filter(|record| record.kind().plural == "places")
        .map(|record| (record.id(), record.text("within")))
        .collect();
    let mut out = csv::Writer::from_path(results)?;
    out.write_record(["query_id", "kind", "rank", "id", "confident"])?;
    for row in csv::Reader::from_path(needs)?.deserialize() {
        let row: BTreeMap<String, String> = row?;
        let id = row.get("id").cloned().unwrap_or_default();
        let need = need_of(&row, &within, hints);
        let start = Instant::now();
        let answer = index.answer(&need, &Weights::default(), LIMIT);
        let taken = start.elapsed();
        if shown.is_some_and(|wanted| *wanted == id || wanted == "all") {
            println!("\n{id} {} ({taken:?})\n  {}", need.place.as_deref().unwrap_or(""), need.text);
            show(&answer);
        }
        for (kind, list) in [("offering", &answer.offerings), ("scheme", &answer.schemes)] {
            for (rank, one) in list.iter().enumerate() {
                let confident = format!("{:.3}", answer.verdict.confidence);
                out.write_record([&id, kind, &(rank + 1).to_string(), &one.id, &confident])?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn need_of(row: &BTreeMap<String, String>, within: &BTreeMap<&str, &str>, hints: bool) -> Need {
    let cell = |name: &str| row.get(name).filter(|cell| !cell.is_empty()).cloned();
    let place = cell("place");
    let ancestors =
        std::iter::successors(place.as_deref().and_then(|place| within.get(place)), |at| within.get(**at));
    Need {
        text: cell("text").unwrap_or_default(),
        language: cell("lang"),
        place_ancestors: ancestors
            .filter(|place| !place.is_empty())
            .take(8)
            .map(|place| (*place).to_owned())
            .collect(),
        place,
        sector: cell("sector_hint").filter(|_| hints),
        exclude: Vec::new(),
    }
}

fn show(answer: &Answer) {
    let concepts = answer.understood.concepts.iter();
    let concepts: Vec<String> =
        concepts.map(|one| format!("{} {:.2} {:?}", one.id, one.strength, one.words)).collect();
    println!(
        "  {} {:?}\n  concepts: {}",
        answer.understood.language,
        answer.verdict,
        concepts.join("\n    ")
    );
    println!("  sectors: {:.2?}", answer.understood.sectors.iter().take(4).collect::<Vec<_>>());
    for list in [&answer.offerings, &answer.schemes, &answer.precedents] {
        for one in list.iter().take(6) {
            let reasons = one
                .reasons
                .iter()
                .map(|reason| format!("{} {:.1}", reason.criterion.as_str(), reason.points));
            println!("  {:5.1} {} [{}]", one.score, one.id, reasons.collect::<Vec<_>>().join(", "));
        }
        println!("  --");
    }
}

/// Reads the record without judging it; a cell that cannot be read is left blank.
fn records() -> Result<Vec<Record>, Box<dyn Error>> {
    let mut records = Vec::new();
    for kind in KINDS.iter().copied() {
        let path = format!("{RECORD}/{}.csv", kind.plural);
        let mut reader = csv::Reader::from_path(path)?;
        let header = reader.headers()?.clone();
        for row in reader.records() {
            let row = row?;
            let cell =
                |name: &str| header.iter().position(|column| column == name).and_then(|at| row.get(at));
            let mut record = Record::new(kind, cell(kind.id_column()).unwrap_or_default());
            for field in kind.fields {
                let value = if matches!(field.shape, domain::Shape::Texts { .. }) {
                    texts(field.name, &cell).map(Value::Texts)
                } else {
                    cell(field.name)
                        .filter(|cell| !cell.is_empty())
                        .and_then(|cell| Value::parse(field, cell).ok())
                };
                record.set(field.name, value);
            }
            records.push(record);
        }
    }
    Ok(records)
}

fn texts<'r>(name: &str, cell: &impl Fn(&str) -> Option<&'r str>) -> Option<Texts> {
    let mut texts = Texts::default();
    for (language, column) in
        [("en", name.to_owned()), ("en", format!("{name}_en")), ("ja", format!("{name}_ja"))]
    {
        if let Some(text) = cell(&column).filter(|text| !text.is_empty()) {
            texts.set(language, text);
        }
    }
    Some(texts).filter(|texts| !texts.is_empty())
}
