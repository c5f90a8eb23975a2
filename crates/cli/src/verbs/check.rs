//! `renkei check`: whether the record is sound.

use std::process::ExitCode;

use clap::Args;
use domain::Viewer;
use serde_json::json;
use store::{Store, Trouble};

use crate::failures::Failure;
use crate::options::Common;
use crate::output;

/// Checks the database, every stored value and reference, what is kept twice, and the search index. Exit code 1 when
/// something is wrong.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  renkei check\n  renkei check --data /srv/renkei --json")]
pub(crate) struct Check {
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        let report = app::check::run(&store, &place.folder, &Viewer::local(office.id)).await?;
        store.close().await;
        let code = if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::from(1) };
        if self.json {
            let reference = |r: &store::Misdirected| json!({ "from": r.from_id, "field": r.field, "to": r.to_id, "to_kind": r.to_kind });
            output::print_json(&json!({
                "sound": report.is_sound(),
                "records": report.records,
                "database": report.database,
                "damaged": report.damaged,
                "references": report.references.iter().map(reference).collect::<Vec<_>>(),
                "circular_places": report.circular,
                "disagreeing": report.troubles.iter().map(told).collect::<Vec<_>>(),
                "refused_files": report.knowledge.iter().map(|fault| fault.told(words)).collect::<Vec<_>>(),
                "undescribed_documents": report.undescribed,
                "feed": report.feed,
                "index": report.index.map(|index| json!({
                    "position": index.seq, "records": index.records, "sound": !report.is_index_wrong(),
                })),
            }));
            return Ok(code);
        }
        output::say(words.with("cli-check-read", &[("count", report.records.into())]));
        for line in &report.database {
            output::say(words.with("cli-check-database", &[("what", line.as_str().into())]));
        }
        for (table, column, row) in &report.damaged {
            output::say(format_args!(
                "{}",
                words.with("cli-check-damaged", &[("what", format!("{table}/{row}: {column}").into())])
            ));
        }
        for reference in &report.references {
            let what = format!(
                "{}/{} {} → {}",
                reference.from_kind, reference.from_id, reference.field, reference.to_id
            );
            output::say(words.with("cli-check-reference", &[("what", what.into())]));
        }
        for place in &report.circular {
            output::say(words.with("cli-check-circular", &[("what", place.as_str().into())]));
        }
        for trouble in &report.troubles {
            output::say(words.with("running-check-trouble", &[("what", told(trouble).into())]));
        }
        for fault in &report.knowledge {
            output::say(fault.told(words));
        }
        if report.is_index_wrong() {
            output::say(words.get("running-check-index"));
        }
        for document in &report.undescribed {
            output::say(words.with("running-check-document", &[("what", document.as_str().into())]));
        }
        output::say(words.get(if report.is_sound() { "cli-check-sound" } else { "cli-check-faulty" }));
        Ok(code)
    }
}

/// Names two things that do not agree, by tables and keys: this is for who mends a database.
fn told(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Feed { said, last, count } => {
            format!("offices.feed = {said}, changes: {count}, last {last}")
        }
        Trouble::Tally { kind, field, value, said, count } => {
            format!("tallies {kind} {field}={value}: {said}, counted {count}")
        }
        Trouble::Missing { kind, id } => format!("records {kind}/{id}: not in {kind}"),
        Trouble::Part { account } => format!("roles: no account {account}"),
    }
}
