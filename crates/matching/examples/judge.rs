//! Ranks a folder of labelled needs over the record on disk, to be scored by another program.
//!
//! Usage: `judge NEEDS.csv RESULTS.csv [--no-hints] [--show ID]`, from the root of the project. Needs have the columns
//! `id`, `lang`, `place`, `sector_hint` and `text`; other columns are not read.
#![expect(clippy::print_stdout, reason = "a program that is run by hand")]

mod record;

use std::error::Error;
use std::time::Instant;

use matching::{Answer, Weights};

use self::record::{Record, rows};

const LIMIT: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let hints = !arguments.iter().any(|argument| argument == "--no-hints");
    let shown = arguments.iter().skip_while(|argument| *argument != "--show").nth(1);
    let (Some(needs), Some(results)) = (arguments.first(), arguments.get(1)) else {
        return Err("usage: judge NEEDS.csv RESULTS.csv [--no-hints] [--show ID]".into());
    };
    let start = Instant::now();
    let record = Record::read()?;
    println!("{} cards, read and built in {:?}", record.index.len(), start.elapsed());
    let mut out = csv::Writer::from_path(results)?;
    out.write_record(["query_id", "kind", "rank", "id", "confident"])?;
    for row in rows(needs)? {
        let id = row.get("id").cloned().unwrap_or_default();
        let need = record.need(&row, hints);
        let start = Instant::now();
        let answer = record.index.answer(&need, &Weights::default(), LIMIT);
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
    println!("  limits: {:?}", answer.understood.limits);
    let asked: Vec<&str> = answer.understood.asked.iter().map(|asked| asked.form.as_str()).collect();
    println!("  asked: {asked:?} by {:?}", answer.understood.askers);
    println!("  sectors: {:.2?}", answer.understood.sectors.iter().take(4).collect::<Vec<_>>());
    for list in [&answer.offerings, &answer.schemes, &answer.precedents, &answer.ruled_out] {
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
