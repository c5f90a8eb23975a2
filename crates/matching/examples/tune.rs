//! Fits the weights to labelled needs, and says how well they would do on needs that they were not fitted to.
//!
//! Usage, from the root of the project:
//! `tune` scores the weights as they are, then fits them on the needs of `NEEDS` with five folds, prints
//! the score on the part held back each time, and prints weights fitted on all. `tune --score FILE...` only scores. With
//! `--weights FILE` first, the weights of that file take the place of those that come with the program.
//! Half of the needs are asked with the sector that the asker named, half without, as both happen.
#![expect(clippy::print_stdout, reason = "a program that is run by hand")]

mod record;

use std::collections::BTreeMap;
use std::error::Error;

use matching::{Confidence, Need, Ranked, Signs, Weights};

use self::record::{Record, Row, rows};

/// What is fitted on: our own needs, those written by somebody else, and needs near the field that nothing answers.
const NEEDS: [&str; 3] = [
    "crates/matching/examples/needs.csv",
    "crates/matching/examples/needs-blind.csv",
    "crates/matching/examples/needs-unanswered.csv",
];
const FOLDS: usize = 5;
/// The signs that speak against an answer.
const AGAINST: [usize; 2] = [6, 9];
const ROUNDS: usize = 3;
const STEPS: [f64; 4] = [0.5, 0.75, 1.35, 2.0];

/// The first needs were written together with the thesaurus, so that they flatter it: in fitting they count a third.
const WRITTEN_WITH_THESAURUS: usize = 50;
const FLATTERING: f64 = 1.0 / 3.0;

/// A need with what was judged to answer it.
struct Labelled {
    /// How much it counts.
    share: f64,
    need: Need,
    offerings: BTreeMap<String, u32>,
    schemes: BTreeMap<String, u32>,
}

type Handle = fn(&mut Weights) -> &mut f64;

const OFFERINGS: &[(&str, Handle)] = &[
    ("words", |w| &mut w.words),
    ("concepts", |w| &mut w.concepts),
    ("problems", |w| &mut w.problems),
    ("sector", |w| &mut w.sector),
    ("proven", |w| &mut w.proven),
    ("place", |w| &mut w.place),
    ("precedent", |w| &mut w.precedent),
    ("form", |w| &mut w.form),
    ("limits", |w| &mut w.limits),
];

const SCHEMES: &[(&str, Handle)] = &[
    ("schemes.rules", |w| &mut w.schemes.rules),
    ("schemes.purpose", |w| &mut w.schemes.purpose),
    ("schemes.sector", |w| &mut w.schemes.sector),
    ("schemes.place", |w| &mut w.schemes.place),
    ("schemes.precedent", |w| &mut w.schemes.precedent),
    ("schemes.proven", |w| &mut w.schemes.proven),
    ("schemes.concepts", |w| &mut w.schemes.concepts),
];

fn main() -> Result<(), Box<dyn Error>> {
    let record = Record::read()?;
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut weights = Weights::default();
    if arguments.first().is_some_and(|first| first == "--weights") {
        weights = toml::from_str(&std::fs::read_to_string(arguments.get(1).ok_or("--weights FILE")?)?)?;
        arguments.drain(..2);
    }
    if arguments.first().is_some_and(|first| first == "--confidence") {
        let needs = fitted_on(&record)?;
        return confidence(&record, &needs, &weights);
    }
    if arguments.first().is_some_and(|first| first == "--score") {
        for file in arguments.iter().skip(1) {
            for hints in [true, false] {
                let needs = labelled(&record, file, |_| hints)?;
                println!("{file} {}", if hints { "with hints" } else { "without hints" });
                println!("  {}", measures(&record, &needs, &weights));
            }
        }
        return Ok(());
    }
    let needs = fitted_on(&record)?;
    println!("as they are: {}", measures(&record, &needs, &weights));
    let mut held = (0.0, 0.0, 0.0);
    for fold in 0..FOLDS {
        let inside = |keep: bool| move |(at, _): &(usize, &Labelled)| (at % FOLDS == fold) == keep;
        let part = |keep: bool| {
            needs.iter().enumerate().filter(inside(keep)).map(|(_, need)| need).collect::<Vec<_>>()
        };
        let (learn, test) = (part(false), part(true));
        let weights = fitted(&record, &learn, weights);
        let sure = silence(&record, &test, &weights);
        println!(
            "fold {fold}: offerings {:.3} schemes {:.3} silence {sure:.3}",
            offerings(&record, &test, &weights),
            schemes(&record, &test, &weights)
        );
        held.0 += offerings(&record, &test, &weights);
        held.1 += schemes(&record, &test, &weights);
        held.2 += sure;
    }
    println!(
        "held back: offerings {:.3} schemes {:.3} silence {:.3}",
        held.0 / 5.0,
        held.1 / 5.0,
        held.2 / 5.0
    );
    let all: Vec<&Labelled> = needs.iter().collect();
    let weights = fitted(&record, &all, weights);
    println!("fitted on all: {}", measures(&record, &needs, &weights));
    for (name, handle) in OFFERINGS.iter().chain(SCHEMES) {
        println!("{name} = {:.1}", *handle(&mut weights.clone()));
    }
    println!("{:#.2?}", weights.confidence);
    Ok(())
}

fn fitted_on(record: &Record) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let mut needs = Vec::new();
    for file in NEEDS {
        needs.extend(labelled(record, file, |at| at % 2 == 0)?);
    }
    Ok(needs)
}

/// Fits the confidence alone: on four folds for the fifth, then on all.
fn confidence(record: &Record, needs: &[Labelled], weights: &Weights) -> Result<(), Box<dyn Error>> {
    let (mut kept, mut silent) = ((0, 0), (0, 0));
    for fold in 0..FOLDS {
        let part = |keep: bool| {
            let inside = needs.iter().enumerate().filter(|(at, _)| (at % FOLDS == fold) == keep);
            inside.map(|(_, need)| need).collect::<Vec<_>>()
        };
        let fitted = Weights { confidence: sure(record, &part(false), weights), ..*weights };
        for need in part(true) {
            let fits = record.index.answer(&need.need, &fitted, 5).verdict.fits;
            let (count, right) =
                if need.offerings.is_empty() { (&mut silent, !fits) } else { (&mut kept, fits) };
            count.0 += i32::from(right);
            count.1 += 1;
        }
    }
    println!(
        "held back: answered {} of {}, unanswerable recognised {} of {}",
        kept.0, kept.1, silent.0, silent.1
    );
    let all: Vec<&Labelled> = needs.iter().collect();
    println!("{:#.2?}", sure(record, &all, weights));
    Ok(())
}

fn labelled(
    record: &Record,
    path: &str,
    hints: impl Fn(usize) -> bool,
) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let grades = |row: &Row, column: &str| -> BTreeMap<String, u32> {
        let cell = row.get(column).map(String::as_str).unwrap_or_default();
        let grade = |part: &str| {
            let (id, grade) = part.rsplit_once(':')?;
            Some((id.to_owned(), grade.parse().ok()?))
        };
        cell.split(';').filter_map(grade).collect()
    };
    let rows = rows(path)?;
    Ok(rows
        .iter()
        .enumerate()
        .map(|(at, row)| Labelled {
            share: if path == NEEDS[0] && at < WRITTEN_WITH_THESAURUS { FLATTERING } else { 1.0 },
            need: record.need(row, hints(at)),
            offerings: grades(row, "rel_offerings"),
            schemes: grades(row, "rel_schemes"),
        })
        .collect())
}

/// How good an order is: the gain of the first five against that of the best order.
fn ndcg(list: &[Ranked], grades: &BTreeMap<String, u32>) -> f64 {
    let gain = |grade: u32| f64::from((1_u32 << grade) - 1);
    let sum = |gains: &[f64]| -> f64 {
        gains.iter().zip(2_u32..).map(|(gain, at)| gain / f64::from(at).log2()).sum()
    };
    let got: Vec<f64> =
        list.iter().take(5).map(|one| gain(grades.get(&one.id).copied().unwrap_or(0))).collect();
    let mut best: Vec<f64> = grades.values().map(|grade| gain(*grade)).collect();
    best.sort_by(|a, b| b.total_cmp(a));
    best.truncate(5);
    sum(&got) / sum(&best)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    weighted(values.map(|value| (value, 1.0)))
}

/// A mean of values with how much each counts.
fn weighted(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, count) =
        values.fold((0.0, 0.0), |(sum, count), (value, share)| (sum + value * share, count + share));
    if count > 0.0 { sum / count } else { 0.0 }
}

fn offerings(record: &Record, needs: &[&Labelled], weights: &Weights) -> f64 {
    let judged = needs.iter().filter(|need| !need.offerings.is_empty());
    weighted(judged.map(|need| {
        (ndcg(&record.index.answer(&need.need, weights, 5).offerings, &need.offerings), need.share)
    }))
}

fn schemes(record: &Record, needs: &[&Labelled], weights: &Weights) -> f64 {
    let judged = needs.iter().filter(|need| !need.schemes.is_empty());
    weighted(
        judged.map(|need| {
            (ndcg(&record.index.answer(&need.need, weights, 5).schemes, &need.schemes), need.share)
        }),
    )
}

/// The share of needs for which silence or an answer is right; both kinds count the same.
fn silence(record: &Record, needs: &[&Labelled], weights: &Weights) -> f64 {
    let fits = |need: &&&Labelled| record.index.answer(&need.need, weights, 5).verdict.fits;
    let (full, empty): (Vec<&&Labelled>, Vec<&&Labelled>) =
        needs.iter().partition(|need| !need.offerings.is_empty());
    let kept = mean(full.iter().map(|need| f64::from(u8::from(fits(need)))));
    let silent = mean(empty.iter().map(|need| f64::from(u8::from(!fits(need)))));
    if empty.is_empty() { kept } else { (kept + silent) / 2.0 }
}

fn measures(record: &Record, needs: &[Labelled], weights: &Weights) -> String {
    let all: Vec<&Labelled> = needs.iter().collect();
    let (full, empty): (Vec<&Labelled>, Vec<&Labelled>) =
        all.iter().partition(|need| !need.offerings.is_empty());
    let fits = |need: &&Labelled| record.index.answer(&need.need, weights, 5).verdict.fits;
    let recall = mean(full.iter().filter_map(|need| {
        let wanted: Vec<&String> =
            need.offerings.iter().filter(|(_, grade)| **grade == 3).map(|(id, _)| id).collect();
        let list = record.index.answer(&need.need, weights, 5).offerings;
        let found = wanted.iter().filter(|id| list.iter().any(|one| one.id == ***id)).count();
        (!wanted.is_empty()).then(|| {
            f64::from(u32::try_from(found).unwrap_or(0)) / f64::from(u32::try_from(wanted.len()).unwrap_or(1))
        })
    }));
    format!(
        "offerings {:.3} recall {recall:.3} schemes {:.3} | unanswerable recognised {} of {} | over-cautious {} of {}",
        offerings(record, &all, weights),
        schemes(record, &all, weights),
        empty.iter().filter(|need| !fits(need)).count(),
        empty.len(),
        full.iter().filter(|need| !fits(need)).count(),
        full.len(),
    )
}

/// One weight after the other is changed as long as that helps; then the confidence is fitted.
fn fitted(record: &Record, needs: &[&Labelled], mut weights: Weights) -> Weights {
    climb(&mut weights, OFFERINGS, |weights| offerings(record, needs, weights));
    climb(&mut weights, SCHEMES, |weights| schemes(record, needs, weights));
    weights.confidence = sure(record, needs, &weights);
    weights
}

/// A step is taken only if it gains more than chance would: half a hundredth.
fn climb(weights: &mut Weights, handles: &[(&str, Handle)], score: impl Fn(&Weights) -> f64) {
    let mut best = score(weights);
    for _ in 0..ROUNDS {
        let before = best;
        for (_, handle) in handles {
            let start = *handle(weights);
            let mut kept = start;
            for step in STEPS {
                *handle(weights) = start * step;
                let found = score(weights);
                if found > best + 0.002 {
                    (best, kept) = (found, start * step);
                }
            }
            *handle(weights) = kept;
        }
        if best <= before {
            break;
        }
    }
}

/// Logistic regression by steepest descent, held near zero so that few needs do not make it too sure; both kinds of
/// needs weigh the same.
fn sure(record: &Record, needs: &[&Labelled], weights: &Weights) -> Confidence {
    let of = |signs: &Signs| {
        [
            1.0,
            signs.cover,
            signs.problem,
            signs.explained,
            signs.surest,
            signs.sector,
            signs.missing,
            signs.answered,
            signs.served,
            signs.unserved,
            signs.score,
            signs.asked,
        ]
    };
    let rows: Vec<([f64; 12], f64)> = needs
        .iter()
        .map(|need| {
            let signs = record.index.answer(&need.need, weights, 5).verdict.signs;
            (of(&signs), f64::from(u8::from(!need.offerings.is_empty())))
        })
        .collect();
    let full: f64 = rows.iter().map(|(_, label)| label).sum();
    let all = f64::from(u32::try_from(rows.len()).unwrap_or(1));
    let mut fitted = [0.0_f64; 12];
    for _ in 0..20_000 {
        let mut slope = [0.0_f64; 12];
        for (signs, label) in &rows {
            let sum: f64 = fitted.iter().zip(signs).map(|(a, b)| a * b).sum();
            let weight = if *label > 0.5 { 0.5 / full.max(1.0) } else { 0.5 / (all - full).max(1.0) };
            let error = weight * (1.0 / (1.0 + (-sum).exp()) - label);
            slope.iter_mut().zip(signs).for_each(|(slope, sign)| *slope += error * sign);
        }
        for (at, (value, slope)) in fitted.iter_mut().zip(slope).enumerate() {
            let pull = if at == 0 { 0.0 } else { 0.002 * *value };
            *value -= 2.0 * (slope + pull);
            if AGAINST.contains(&at) {
                *value = value.min(0.0);
            } else if at > 0 {
                *value = value.max(0.0);
            }
        }
    }
    let [
        constant,
        cover,
        problem,
        explained,
        surest,
        sector,
        missing,
        answered,
        served,
        unserved,
        score,
        asked,
    ] = fitted;
    Confidence {
        constant,
        cover,
        problem,
        explained,
        surest,
        sector,
        missing,
        answered,
        served,
        unserved,
        score,
        asked,
    }
}
