//! `renkei match`: answers to a need.

use std::process::ExitCode;

use app::matches::{self, Answered, Question};
use app::{Renkei, Settings, reasons};
use clap::Args;
use language::Words;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;

/// Answers a need: what on record can help, who pays, what happened before, and why.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei match \"half of the water we pump never reaches a paying customer\" --place phnom-penh\n  renkei match need-pp-water-loss-1993 --limit 3\n  renkei match \"夜間に配水池の水位が下がる\" --lang ja --json"
)]
pub(crate) struct Match {
    /// The problem in plain words, or the id of a need on record
    #[arg(value_name = "TEXT")]
    text: String,
    /// The place that has the problem
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// The sector, by its code
    #[arg(long, value_name = "SECTOR")]
    sector: Option<String>,
    /// How many answers of each sort
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Match {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store.close().await;
        let renkei =
            Renkei::open(Settings { database: place.database, folder: None, office, clock: now }).await?;
        let answered = self.answer(&renkei).await;
        renkei.close().await;
        let answered = answered?;
        if self.json {
            output::print_json(&as_json(&answered, words));
        } else {
            print(&answered, words);
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn answer(&self, renkei: &Renkei) -> app::Result<Answered> {
        let viewer = renkei.viewer();
        if self.text.starts_with("need-") && domain::value::is_id(&self.text) {
            return matches::for_need(renkei, &viewer, &self.text, self.limit).await;
        }
        let question =
            Question { text: self.text.clone(), place: self.place.clone(), sector: self.sector.clone() };
        matches::for_text(renkei, &viewer, question, self.limit).await
    }
}

fn print(answered: &Answered, words: Words) {
    let language = words.tag();
    output::say(reasons::verdict(words, answered));
    let concepts: Vec<&str> =
        answered.answer.understood.concepts.iter().map(|concept| concept.label.text(language)).collect();
    let understood =
        if concepts.is_empty() { words.get("cli-match-none").into_owned() } else { concepts.join(", ") };
    output::say(format_args!("{}: {understood}", words.get("cli-match-understood")));
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
            let title = answered.names.get(&one.id).map_or(one.id.as_str(), |head| head.title.text(language));
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
}

fn as_json(answered: &Answered, words: Words) -> serde_json::Value {
    let ranked = |list: &[app::matches::Ranked]| -> serde_json::Value {
        list.iter()
            .map(|one| {
                let title = answered.names.get(&one.id).map(|head| json!(head.title));
                json!({
                    "id": one.id, "title": title, "score": one.score, "why": reasons::sentence(words, answered, one),
                    "reasons": one.reasons,
                })
            })
            .collect()
    };
    json!({
        "text": answered.question.text,
        "place": answered.question.place,
        "sector": answered.question.sector,
        "understood": answered.answer.understood,
        "verdict": answered.answer.verdict,
        "offerings": ranked(&answered.answer.offerings),
        "schemes": ranked(&answered.answer.schemes),
        "precedents": ranked(&answered.answer.precedents),
    })
}
