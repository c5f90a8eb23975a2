//! Printing: tables on a terminal, JSON for programs, progress of long work, the log.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use tracing_subscriber::EnvFilter;

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum LogForm {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

/// Starts the log on standard error: warnings, and every request when a form is asked for. `RENKEI_LOG` says otherwise.
pub(crate) fn start_log(form: Option<LogForm>) {
    let usual = if form.is_some() { "warn,renkei::requests=info" } else { "warn" };
    let filter = EnvFilter::try_from_env("RENKEI_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let _ = match form {
        Some(LogForm::Json) => log.json().flatten_event(true).try_init(),
        Some(LogForm::Text) | None => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
}

/// Prints a line. A reader who has gone away, as `head` does, ends the program quietly; anything else that keeps the line
/// from being written ends it with the code of an unusable file.
pub(crate) fn say(line: impl std::fmt::Display) {
    if let Err(error) = writeln!(std::io::stdout().lock(), "{line}") {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            std::process::exit(0);
        }
        eprintln!("{error}");
        std::process::exit(4);
    }
}

/// A table without frames, as wide as the terminal; 100 characters where there is none.
pub(crate) fn table(head: &[String]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if !std::io::stdout().is_terminal() {
        table.set_width(100);
    }
    if !head.is_empty() {
        table.set_header(head);
    }
    table
}

/// Prints a table without spaces at the ends of lines.
pub(crate) fn print_table(table: &Table) {
    for line in table.to_string().lines() {
        say(line.trim_end());
    }
}

/// Prints a value as JSON.
pub(crate) fn print_json(value: &serde_json::Value) {
    say(format_args!("{value:#}"));
}

/// A bar for work whose end is known, on standard error; silent where that is no terminal.
pub(crate) fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
