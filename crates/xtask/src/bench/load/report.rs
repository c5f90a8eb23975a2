//! The figures of a load as `docs/benchmarks-load.md`.

use std::fmt::Write as _;

use super::{Kills, Load};
use crate::bench::pages::Times;
use crate::bench::report::machine;

/// The limit that the project holds itself to: what 99 of 100 pages stay within, in milliseconds.
const PAGE_MS: f64 = 100.0;

/// The figures of one run.
pub(super) struct Report {
    pub(super) readers: usize,
    pub(super) writers: usize,
    pub(super) seconds: u64,
    pub(super) loads: Vec<Load>,
    pub(super) kills: Kills,
    pub(super) date: String,
}

impl Report {
    /// Whether nothing failed, nothing was lost, and pages came in time.
    pub(super) fn holds(&self) -> bool {
        let is_good = |load: &Load| {
            load.seen.errors == 0
                && load.lost == 0
                && load.is_sound
                && Times::of(load.seen.pages.clone()).p99 < PAGE_MS
        };
        self.loads.iter().all(is_good) && self.kills.lost == 0 && self.kills.unsound == 0
    }

    /// The document.
    pub(super) fn markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "# Many people at once\n\n\
             Written by `cargo xtask bench load`; do not edit by hand. {} people read the demo record and {} write in it for \
             {} s, each a page or a write every one to three seconds, with what the client waits measured on loopback. \
             Clients, servers and databases share the machine. PostgreSQL runs without waiting for the disk, as in the \
             tests.\n\nDay: {}. Machine: {}.\n\n## Load\n\n\
             | | pages | p50 | p99 | writes | p50 | p99 | errors | lost writes | record and index sound |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n",
            self.readers,
            self.writers,
            self.seconds,
            self.date,
            machine(),
        );
        for load in &self.loads {
            let seen = &load.seen;
            let (pages, writes) = (Times::of(seen.pages.clone()), Times::of(seen.writes.clone()));
            let _ = writeln!(
                text,
                "| {} | {} | {:.1} ms | {:.1} ms | {} | {:.1} ms | {:.1} ms | {} | {} | {} |",
                load.name,
                seen.pages.len(),
                pages.p50,
                pages.p99,
                seen.writes.len(),
                writes.p50,
                writes.p99,
                seen.errors,
                load.lost,
                if load.is_sound { "yes" } else { "**no**" },
            );
        }
        for load in &self.loads {
            if let Some(example) = &load.seen.example {
                let _ = writeln!(text, "\nAn error on {}: {example}", load.name);
            }
        }
        let kills = &self.kills;
        let _ = write!(
            text,
            "\nLimit: 99 of 100 pages within {PAGE_MS} ms, no error, no lost write: {}.\n\n## Kills\n\n\
             The server on SQLite killed with -9 at a moment between 0.3 and 2.5 s under load, {} times, with the record \
             checked after each. Acknowledged writes: {}. Lost: {}. Checks of record and index that found a fault: {}.\n",
            if self.holds() { "holds" } else { "**does not hold**" },
            kills.kills,
            kills.acknowledged,
            kills.lost,
            kills.unsound,
        );
        text
    }
}
