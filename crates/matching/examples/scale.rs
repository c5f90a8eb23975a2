//! How matching grows with the record: builds the index from a folder of CSV files and answers many different needs.
//!
//! Usage: `scale RECORD THESAURUS.ttl BATCH NEEDS.csv ...`. BATCH says how many needs the batch on all cores has. Needs
//! have the columns `id`, `lang`, `place`, `sector_hint` and `text`. Prints a line of JSON for the building of the index,
//! one for needs asked one by one, one for the batch. Times of one need are from one thread, the
//! quickest of three rounds behind one that is not counted, the plain query of the index in turns with the whole judgement, so
//! that both meet the same machine.
//! The plain query is measured twice: from the text on, and as the bare walk of its terms.
#![expect(clippy::print_stdout, reason = "a program that is run by hand")]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use domain::{Record, Texts, kind};
use matching::{Index, Need, Surroundings, Weights, cards_of};

/// The kinds that take part in matching.
const KINDS: &[&str] = &[
    "sectors",
    "places",
    "traits",
    "organisations",
    "needs",
    "offerings",
    "problems",
    "conditions",
    "profiles",
    "schemes",
    "rules",
    "projects",
    "spread",
];

/// How many of each sort are asked for.
const LIMIT: usize = 10;

/// How often each need is timed; the quickest counts, as other work on the machine only ever makes it longer.
const ROUNDS: usize = 3;

/// How many different needs are timed one by one.
const DIFFERENT: usize = 400;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [record, thesaurus, many, needs @ ..] = words.as_slice() else {
        return Err("usage: scale RECORD THESAURUS.ttl BATCH NEEDS.csv ...".into());
    };
    let many: usize = many.parse()?;
    let start = Instant::now();
    let records = read(Path::new(record))?;
    let reading = start.elapsed();
    let (thesaurus, _) = formats::turtle::read(thesaurus, &std::fs::read(thesaurus)?);
    let start = Instant::now();
    let cards = cards_of(&records);
    let making = start.elapsed();
    let sectors = records.iter().filter(|record| record.kind().plural == "sectors");
    let sectors: Vec<(String, Texts)> = sectors
        .map(|record| (record.id().to_owned(), record.texts("name").cloned().unwrap_or_default()))
        .collect();
    let start = Instant::now();
    let surroundings = Surroundings::of(&records);
    let surrounding = start.elapsed();
    let (read_records, made_cards) = (records.len(), cards.len());
    let mut read_needs = needs_of(needs, &surroundings)?;
    read_needs.extend(mixed(&read_needs, DIFFERENT.saturating_sub(read_needs.len())));
    drop(records);
    let start = Instant::now();
    let index = Index::build(cards, &sectors, &thesaurus).with_surroundings(surroundings);
    let building = start.elapsed();
    let whole = (making + surrounding + building).as_secs_f64();
    let number = |count: usize| u32::try_from(count).map(f64::from);
    println!(
        "{{\"records\": {read_records}, \"cards\": {made_cards}, \"read_s\": {:.2}, \"cards_s\": {:.2}, \
         \"surroundings_s\": {:.2}, \"build_s\": {:.2}, \"records_per_s\": {:.0}, \"cards_per_s\": {:.0}}}",
        reading.as_secs_f64(),
        making.as_secs_f64(),
        surrounding.as_secs_f64(),
        building.as_secs_f64(),
        number(read_records)? / whole,
        number(made_cards)? / whole
    );
    let one = one_by_one(&index, &read_needs);
    println!(
        "{{\"needs\": {}, \"p50_ms\": {:.3}, \"p99_ms\": {:.3}, \"plain_p50_ms\": {:.3}, \"walk_p50_ms\": {:.3}, \"ratio_plain\": {:.2}, \"ratio_walk\": {:.2}}}",
        read_needs.len(),
        at(&one.whole, 50),
        at(&one.whole, 99),
        at(&one.plain, 50),
        at(&one.walk, 50),
        at(&one.to_plain, 50),
        at(&one.to_walk, 50)
    );
    let batch = batch(&index, &read_needs, many);
    println!(
        "{{\"batch\": {many}, \"batch_s\": {:.2}, \"batch_cores\": {:.2}, \"highest_mib\": {}}}",
        batch.took.as_secs_f64(),
        batch.busy,
        highest_mib()
    );
    Ok(())
}

/// Sorted times in milliseconds, and their ratios.
struct Times {
    /// The whole answer.
    whole: Vec<f64>,
    /// The plain query, from the text to the ranking.
    plain: Vec<f64>,
    /// The part of it that walks the index.
    walk: Vec<f64>,
    to_plain: Vec<f64>,
    to_walk: Vec<f64>,
}

fn one_by_one(index: &Index, needs: &[Need]) -> Times {
    let weights = Weights::default();
    let mut best = vec![[f64::INFINITY; 3]; needs.len()];
    for round in 0..=ROUNDS {
        for (need, best) in needs.iter().zip(&mut best) {
            let start = Instant::now();
            let query = index.plain_query(black_box(need));
            let read = milliseconds(start.elapsed());
            black_box(index.ask_plainly(black_box(&query), LIMIT));
            let plain = milliseconds(start.elapsed());
            let start = Instant::now();
            black_box(index.answer(black_box(need), &weights, LIMIT));
            let whole = milliseconds(start.elapsed());
            if round > 0 {
                for (known, time) in best.iter_mut().zip([whole, plain, plain - read]) {
                    *known = known.min(time);
                }
            }
        }
    }
    let sorted = |value: fn(&[f64; 3]) -> f64| {
        let mut values: Vec<f64> = best.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    Times {
        whole: sorted(|[whole, _, _]| *whole),
        plain: sorted(|[_, plain, _]| *plain),
        walk: sorted(|[_, _, walk]| *walk),
        to_plain: sorted(|[whole, plain, _]| whole / plain),
        to_walk: sorted(|[whole, _, walk]| whole / walk),
    }
}

struct Batch {
    took: Duration,
    /// The processor time of the batch per second of it, in cores.
    busy: f64,
}

/// Answers many needs on all cores.
fn batch(index: &Index, needs: &[Need], many: usize) -> Batch {
    let many = mixed(needs, many);
    let next = AtomicUsize::new(0);
    let weights = Weights::default();
    let work = || {
        while let Some(need) = many.get(next.fetch_add(1, Ordering::Relaxed)) {
            black_box(index.answer(need, &weights, LIMIT));
        }
    };
    let (start, used) = (Instant::now(), processor_seconds());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(work);
        }
    });
    let took = start.elapsed();
    Batch { took, busy: (processor_seconds() - used) / took.as_secs_f64() }
}

/// So many needs, each made of two of those given, so that no two are alike.
fn mixed(needs: &[Need], wanted: usize) -> Vec<Need> {
    let count = needs.len().max(1);
    let made = (0..wanted).filter_map(|number| {
        let (one, other) =
            (needs.get(number % count)?, needs.get((number / count * 7 + number + 1) % count)?);
        let half = other.text.char_indices().nth(other.text.chars().count() / 2).map_or(0, |(at, _)| at);
        let text = format!("{} {}", one.text, other.text.get(half..).unwrap_or_default());
        Some(Need { text, ..one.clone() })
    });
    made.collect()
}

/// The records of the kinds that take part.
fn read(folder: &Path) -> Outcome<Vec<Record>> {
    let mut records = Vec::new();
    for plural in KINDS {
        let kind = kind(plural).ok_or("an unknown kind")?;
        let name = format!("{plural}.csv");
        let file = std::fs::File::open(folder.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        let rows = formats::csv::Reader::open(&name, kind, file).map_err(|problem| format!("{problem:?}"))?;
        for row in rows {
            let row = row.map_err(|problem| format!("{problem:?}"))?;
            records.push(row.record.map_err(|problems| format!("{name}, line {}: {problems:?}", row.line))?);
        }
    }
    Ok(records)
}

fn needs_of(files: &[String], surroundings: &Surroundings) -> Outcome<Vec<Need>> {
    let mut needs = Vec::new();
    for file in files {
        for row in csv::Reader::from_path(file)?.deserialize() {
            let row: BTreeMap<String, String> = row?;
            let cell = |name: &str| row.get(name).filter(|cell| !cell.is_empty()).cloned();
            let place = cell("place");
            let path = place.as_deref().map(|place| surroundings.path(place)).unwrap_or_default();
            needs.push(Need {
                text: cell("text").unwrap_or_default(),
                language: cell("lang"),
                place_ancestors: path.iter().skip(1).cloned().collect(),
                place,
                sector: cell("sector_hint"),
                ..Need::default()
            });
        }
    }
    Ok(needs)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The value that so many of a hundred do not exceed.
fn at(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// The processor time of this process so far, as Linux tells it; hundredths of a second are its usual tick.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |place: usize| rest.split_whitespace().nth(place).and_then(|word| word.parse::<f64>().ok());
    (ticks(11).unwrap_or_default() + ticks(12).unwrap_or_default()) / 100.0
}

/// The highest memory of this process so far, as Linux tells it.
fn highest_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}
