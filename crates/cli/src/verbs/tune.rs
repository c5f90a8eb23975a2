//! `renkei tune`: weights that follow the office's decisions.

use std::process::ExitCode;

use app::decisions::tuning::{self, FEWEST_QUESTIONS, Tuned};
use app::{Renkei, Settings};
use clap::Args;
use language::Words;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;

/// Fits the weights of the ranking to the office's decisions, and writes them if they are no worse on decisions held back.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  renkei tune --dry-run\n  renkei tune --json")]
pub(crate) struct Tune {
    /// Show what would change and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Tune {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store.close().await;
        let renkei =
            Renkei::open(Settings { database: place.database, folder: None, office, clock: now }).await?;
        let tuned = tuning::tune(&renkei, &renkei.viewer(), !self.dry_run).await;
        renkei.close().await;
        let tuned = tuned?;
        if self.json {
            let json = serde_json::to_value(&tuned).map_err(Failure::internal)?;
            output::print_json(&json);
        } else {
            print(&tuned, self.dry_run, words);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(tuned: &Tuned, is_dry: bool, words: Words) {
    let counts = [("questions", tuned.questions.into()), ("pairs", tuned.pairs.into())];
    output::say(words.with("tune-from", &counts));
    let Some(compared) = tuned.held_back else {
        output::say(words.with("tune-few", &[("least", FEWEST_QUESTIONS.into())]));
        return;
    };
    let share = |value: f64| app::reasons::share(words, value);
    output::say(words.with(
        "tune-held-back",
        &[
            ("untuned", share(compared.untuned).into()),
            ("before", share(compared.before).into()),
            ("after", share(compared.after).into()),
        ],
    ));
    for (name, (before, after)) in &tuned.changes {
        output::say(format_args!("  {name}: {before:.2} → {after:.2}"));
    }
    let is_worse = compared.after < compared.before || compared.after < compared.untuned;
    output::say(match &tuned.written {
        Some(path) => words.with("tune-written", &[("path", path.display().to_string().into())]),
        None if tuned.changes.is_empty() => words.get("tune-nothing").into_owned(),
        None if is_worse => words.get("tune-worse").into_owned(),
        None if is_dry => words.get("tune-dry").into_owned(),
        None => words.get("tune-nothing").into_owned(),
    });
}
