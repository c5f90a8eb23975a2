//! `renkei replay`: past needs asked again as they were known then.

use std::process::ExitCode;

use app::replay::{self, Replay, Row};
use app::{Renkei, Settings};
use clap::Args;
use language::Words;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;

/// Asks every past need again with only what was known then: is what was really used among the first five?
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  renkei replay\n  renkei replay --without-notes --json")]
pub(crate) struct Replaying {
    /// Leave out notes of the field, which have no date
    #[arg(long)]
    without_notes: bool,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Replaying {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store.close().await;
        let renkei =
            Renkei::open(Settings { database: place.database, folder: None, office, clock: now }).await?;
        let replay = replay::run(&renkei, &renkei.viewer(), !self.without_notes).await;
        renkei.close().await;
        let replay = replay?;
        if self.json {
            let json = serde_json::to_value(&*replay).map_err(Failure::internal)?;
            output::print_json(&json);
        } else {
            print(&replay, words);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(replay: &Replay, words: Words) {
    let title = |id: &str| match replay.names.get(id) {
        Some(head) => head.title.text(words.tag()).to_owned(),
        None => id.to_owned(),
    };
    let titles = |ids: &[String]| ids.iter().map(|id| title(id)).collect::<Vec<_>>().join("; ");
    let head = ["replay-year", "replay-need", "replay-used", "replay-rank", "replay-proposed"];
    let mut table = output::table(&head.map(|key| words.get(key).into_owned()));
    for row in &replay.rows {
        table.add_row([
            row.year.to_string(),
            title(&row.need),
            titles(&row.used),
            rank(words, row),
            titles(row.proposed.get(..2).unwrap_or(&row.proposed)),
        ]);
    }
    output::print_table(&table);
    output::say("");
    let mut table = output::table(&["replay-sector", "replay-share"].map(|key| words.get(key).into_owned()));
    for line in &replay.sectors {
        let counts = [("found", line.found.into()), ("asked", line.asked.into())];
        table.add_row([title(&line.sector), words.with("replay-of", &counts)]);
    }
    output::print_table(&table);
    let counts = [("found", replay.found.into()), ("asked", replay.asked.into())];
    output::say(format_args!("\n{}", words.with("replay-found", &counts)));
    let notes = if replay.with_notes { "replay-with-notes" } else { "replay-without-notes" };
    output::say(words.get(notes));
    if replay.undated > 0 {
        output::say(words.with("replay-undated", &[("count", replay.undated.into())]));
    }
}

fn rank(words: Words, row: &Row) -> String {
    match row.rank {
        Some(rank) => rank.to_string(),
        None if row.used.is_empty() => words.get("replay-none-used").into_owned(),
        None => words.get("replay-not-listed").into_owned(),
    }
}
