//! `renkei match`: answers to a need.

use std::process::ExitCode;

use app::matches::{self, About, Answered, Corrections, Part, Question, Refinement};
use app::packages::{self, Packages};
use app::{Renkei, Settings, reasons, replay};
use clap::Args;
use clap::builder::ArgPredicate;
use language::Words;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;
use crate::verbs::batch::{self, Batch};
use crate::verbs::standings;

/// Answers a need: what on record can help, who pays, what happened before, and why.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei match \"half of the water we pump never reaches a paying customer\" --place phnom-penh\n  renkei match need-pp-waterworks-1993 --limit 3\n  renkei match \"夜間に配水池の水位が下がる\" --lang ja --json\n  renkei match need-pp-waterworks-1993 --as-of 1993\n  renkei match \"our tank empties at night\" --why off-telemetering\n  renkei match \"our tank empties at night\" --add missing:capital_budget --not sector:energy-smart-community\n  renkei match --batch needs.csv --out ranked.csv"
)]
pub(crate) struct Match {
    /// The problem in plain words, or the id of a need on record
    #[arg(
        value_name = "TEXT",
        required_unless_present = "batch",
        default_value = "",
        hide_default_value = true
    )]
    text: String,
    /// The place that has the problem
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// The sector, by its code
    #[arg(long, value_name = "SECTOR")]
    sector: Option<String>,
    /// How many answers of each sort; 10 in a batch
    #[arg(
        long,
        value_name = "N",
        default_value_t = 5,
        default_value_if("batch", ArgPredicate::IsPresent, "10")
    )]
    limit: usize,
    /// Answer with only what was known at the end of that year
    #[arg(long, value_name = "YEAR", conflicts_with = "batch", value_parser = clap::value_parser!(i16).range(1900..2100))]
    as_of: Option<i16>,
    /// Tell why an offering, scheme or past case stands where it does, listed or not
    #[arg(long, value_name = "ID", conflicts_with_all = ["batch", "as_of"])]
    why: Option<String>,
    /// Take away what was understood wrongly: concept:ID, sector:CODE, missing:CODE, present:CODE, amount:UNIT,
    /// form:CODE, asker:CODE or place:ID
    #[arg(long = "not", value_name = "PART", conflicts_with_all = ["batch", "as_of"], value_parser = part)]
    without: Vec<Part>,
    /// Add what was not understood, in the same words
    #[arg(long = "add", value_name = "PART", conflicts_with_all = ["batch", "as_of"], value_parser = part)]
    with: Vec<Part>,
    #[command(flatten)]
    batch: Batch,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

/// How many answers of each sort packages are made from, however few are listed.
const LOOKED_AT: usize = 12;

impl Match {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        if let Some(files) = self.batch.files() {
            return batch::run(common, files, self.limit, self.json).await;
        }
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store.close().await;
        let renkei =
            Renkei::open(Settings { database: place.database, folder: None, office, clock: now }).await?;
        if let Some(id) = &self.why {
            let told =
                standings::tell(&renkei, words, &self.about(), &self.refinement(), id, self.json).await;
            renkei.close().await;
            return Ok(told.map(|()| ExitCode::SUCCESS)?);
        }
        let answered = self.answer(&renkei).await;
        renkei.close().await;
        let (answered, packages) = answered?;
        if self.json {
            output::print_json(&reasons::as_json(words, &answered, &packages));
        } else {
            print(&answered, words);
            print_packages(&packages, words);
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn answer(&self, renkei: &Renkei) -> app::Result<(Answered, Packages)> {
        let mut answered = self.answered(renkei, self.limit.max(LOOKED_AT)).await?;
        // Packages are made for today: who and under which agreement is not told of an earlier year.
        let packages = match self.as_of {
            Some(_) => Packages::default(),
            None => packages::of(renkei, &renkei.viewer(), &answered).await?,
        };
        let answer = &mut answered.answer;
        for ranked in [&mut answer.offerings, &mut answer.schemes, &mut answer.precedents] {
            ranked.truncate(self.limit);
        }
        Ok((answered, packages))
    }

    async fn answered(&self, renkei: &Renkei, limit: usize) -> app::Result<Answered> {
        let viewer = renkei.viewer();
        match (self.as_of, self.about()) {
            (Some(year), About::Need(id)) => replay::as_of(renkei, &viewer, Ok(&id), year, limit).await,
            (Some(year), About::Question(asked)) => {
                replay::as_of(renkei, &viewer, Err(asked), year, limit).await
            }
            (None, about) => matches::ask(renkei, &viewer, &about, &self.refinement(), limit).await,
        }
    }

    fn about(&self) -> About {
        if self.text.starts_with("need-") && domain::value::is_id(&self.text) {
            return About::Need(self.text.clone());
        }
        About::Question(Question {
            text: self.text.clone(),
            place: self.place.clone(),
            sector: self.sector.clone(),
        })
    }

    fn refinement(&self) -> Refinement {
        let without = self.without.iter().cloned().collect();
        let with = self.with.iter().cloned().collect();
        Refinement { corrections: Corrections { without, with }, kind: None }
    }
}

fn part(text: &str) -> Result<Part, String> {
    Part::parse(text)
        .ok_or_else(|| "expected a part such as concept:leakage or missing:electricity".to_owned())
}

fn print(answered: &Answered, words: Words) {
    let language = words.tag();
    output::say(reasons::verdict(words, answered));
    let concepts: Vec<&str> =
        answered.answer.understood.concepts.iter().map(|concept| concept.label.text(language)).collect();
    let understood =
        if concepts.is_empty() { words.get("cli-match-none").into_owned() } else { concepts.join(", ") };
    output::say(format_args!("{}: {understood}", words.get("cli-match-understood")));
    let limits = &answered.answer.understood.limits;
    if !limits.is_empty() {
        let limits: Vec<String> = limits.iter().map(|limit| reasons::limit(words, answered, limit)).collect();
        output::say(format_args!("{}: {}", words.get("match-limits"), limits.join(" · ")));
    }
    for (head, ranked) in [
        ("cli-match-offerings", &answered.answer.offerings),
        ("cli-match-schemes", &answered.answer.schemes),
        ("cli-match-precedents", &answered.answer.precedents),
    ] {
        if ranked.is_empty() {
            continue;
        }
        output::say(format_args!("\n{}", words.get(head)));
        for (at, one) in ranked.iter().enumerate() {
            let title = standings::title(words, answered, one);
            output::say(format_args!("{:>3}. {title}  ({})  {:.1}", at + 1, one.id, one.score));
            for reason in &one.reasons {
                output::say(format_args!(
                    "       {:+6.1}  {}",
                    reason.points,
                    reasons::reason(words, answered, reason)
                ));
            }
        }
    }
    let ruled_out = &answered.answer.ruled_out;
    if !ruled_out.is_empty() {
        output::say(format_args!("\n{}", words.get("match-ruled-out")));
    }
    for one in ruled_out {
        output::say(format_args!("   - {}  ({})", standings::title(words, answered, one), one.id));
        standings::print_obstacles(words, answered, one);
    }
}

fn print_packages(packages: &Packages, words: Words) {
    let language = words.tag();
    if !packages.list.is_empty() {
        output::say(format_args!("\n{}", words.get("packages")));
    }
    for (at, package) in packages.list.iter().enumerate() {
        let told = packages::told(words, packages, package);
        output::say(format_args!("{:>3}. {}", at + 1, told.what.text(language)));
        for row in &told.rows {
            let lines: Vec<String> = row.lines.iter().map(|line| line.text(language)).collect();
            output::say(format_args!("       {}: {}", row.label, lines.join(" · ")));
        }
        output::say(format_args!("       {}:", words.get("package-steps")));
        for (at, step) in told.steps.iter().enumerate() {
            output::say(format_args!("         {}. {}", at + 1, step.text(language)));
        }
    }
}
