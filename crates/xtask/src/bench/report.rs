//! The figures as `docs/benchmarks.md`.

use std::fmt::Write;
use std::time::Duration;

use super::pages::Page;
use super::sizes::Size;

/// The limits that the project holds itself to.
const PAGE_MS: f64 = 20.0;
const PAGE_BYTES: u64 = 60 * 1024;
const MEMORY_MIB: f64 = 150.0;
const START_SECONDS: f64 = 1.0;
const GROWTH: f64 = 2.0;

/// Below this many milliseconds a ratio of times says more about the clock than about the record.
const NOISE_MS: f64 = 1.0;

/// The figures of both sizes.
pub struct Report {
    /// The demo record.
    pub small: Size,
    /// The copies.
    pub large: Size,
    /// How many copies.
    pub copies: u32,
    /// The day of the run.
    pub date: String,
}

impl Report {
    /// Whether every limit held.
    pub fn holds(&self) -> bool {
        self.limits().iter().all(|(_, _, holds)| *holds)
    }

    /// The document.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let copies = self.copies;
        let options = if copies == super::COPIES { String::new() } else { format!(" --copies {copies}") };
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "# Benchmarks\n\n\
             Written by `cargo xtask bench{options}`; do not edit by hand. Both records are measured in the same run, so \
             that their ratio says how the cost grows. The large record is the demo record {copies} times, with ids and \
             names of its own for each copy.\n\n\
             Day: {}. Machine: {}.\n",
            self.date,
            machine()
        );
        self.write_limits(&mut text);
        self.write_program(&mut text);
        self.write_pages(&mut text);
        text
    }

    fn write_limits(&self, text: &mut String) {
        text.push_str("\n## Limits\n\n| limit | measured | holds |\n| --- | --- | --- |\n");
        for (limit, measured, holds) in self.limits() {
            let _ = writeln!(text, "| {limit} | {measured} | {} |", if holds { "yes" } else { "**no**" });
        }
    }

    fn limits(&self) -> Vec<(String, String, bool)> {
        let slowest = most(&self.small.pages, |page| page.server.p99);
        let heaviest = self.small.pages.iter().max_by_key(|page| page.bytes);
        let bytes = heaviest.map_or(0, |page| page.bytes);
        let memory = mebibytes(self.small.resident);
        let start = self.small.start.as_secs_f64();
        let grown = self.growth();
        vec![
            (
                format!("every page within {PAGE_MS} ms of server time at p99"),
                slowest.map_or_else(String::new, |(page, ms)| format!("{ms:.1} ms ({})", page.name)),
                slowest.is_some_and(|(_, ms)| ms <= PAGE_MS),
            ),
            (
                "every page at most 60 KB compressed".to_owned(),
                heaviest.map_or_else(String::new, |page| format!("{} ({})", kilobytes(bytes), page.name)),
                bytes <= PAGE_BYTES,
            ),
            (
                format!("resident memory under {MEMORY_MIB} MiB"),
                format!("{memory:.0} MiB"),
                memory < MEMORY_MIB,
            ),
            (
                format!("first page within {START_SECONDS} s of the start"),
                format!("{start:.2} s"),
                start < START_SECONDS,
            ),
            (
                format!("no page more than {GROWTH} times as slow on {} copies (median)", self.copies),
                grown.map_or_else(String::new, |(page, ratio)| format!("{ratio:.1} times ({})", page.name)),
                grown.is_some_and(|(_, ratio)| ratio <= GROWTH),
            ),
        ]
    }

    /// The page that grows most, and by how much.
    fn growth(&self) -> Option<(&Page, f64)> {
        let pairs = self.large.pages.iter().zip(&self.small.pages);
        let ratios = pairs.map(|(large, small)| (large, ratio(large.server.p50, small.server.p50)));
        ratios.max_by(|one, other| one.1.total_cmp(&other.1))
    }

    fn write_program(&self, text: &mut String) {
        let (small, large) = (&self.small, &self.large);
        let _ = write!(text, "\n## Program\n\n| | demo | {} copies |\n| --- | ---: | ---: |\n", self.copies);
        let mut row = |name: &str, show: &dyn Fn(&Size) -> String| {
            let _ = writeln!(text, "| {name} | {} | {} |", show(small), show(large));
        };
        row("rows", &|size| size.rows.to_string());
        row("import into a new database", &|size| pace(size.rows, size.import));
        row("the same import again, nothing changes", &|size| pace(size.rows, size.import_again));
        row("export", &|size| pace(size.rows, size.export));
        row("first start after the import to first page", &|size| {
            format!("{:.2} s", size.first_start.as_secs_f64())
        });
        row("start to first page", &|size| format!("{:.2} s", size.start.as_secs_f64()));
        row("resident memory after all pages", &|size| format!("{:.0} MiB", mebibytes(size.resident)));
        row("highest memory of the server", &|size| format!("{:.0} MiB", mebibytes(size.highest)));
        row("database and index on disk", &|size| format!("{} MB", size.disk.div_ceil(1_000_000)));
    }

    fn write_pages(&self, text: &mut String) {
        let copies = self.copies;
        let _ = write!(
            text,
            "\n## Pages\n\n\
             Milliseconds, p50 / p99 of 300 requests after 10 that are not counted, one after the other on loopback; \
             fewer, at least 20, where 300 take longer than ten seconds. \
             Server time is what the header `Server-Timing` says: routing, database, search, matching, template. Wall \
             time is what the client waited, compression included. Growth is the ratio of the medians of server time; \
             times below {NOISE_MS} ms count as {NOISE_MS} ms. The weight is that of the compressed page.\n\n\
             | page | server, demo | server, {copies} copies | growth | wall, demo | wall, {copies} copies | weight, demo | weight, {copies} copies |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        );
        for (small, large) in self.small.pages.iter().zip(&self.large.pages) {
            let times = |times: super::pages::Times| format!("{:.1} / {:.1}", times.p50, times.p99);
            let _ = writeln!(
                text,
                "| {} | {} | {} | {:.1} | {} | {} | {} | {} |",
                small.name,
                times(small.server),
                times(large.server),
                ratio(large.server.p50, small.server.p50),
                times(small.wall),
                times(large.wall),
                kilobytes(small.bytes),
                kilobytes(large.bytes)
            );
        }
        text.push_str("\nAddresses:\n\n");
        for page in &self.small.pages {
            let _ = writeln!(text, "- {}: `{}`", page.name, page.address);
        }
    }
}

fn most(pages: &[Page], of: fn(&Page) -> f64) -> Option<(&Page, f64)> {
    pages.iter().map(|page| (page, of(page))).max_by(|one, other| one.1.total_cmp(&other.1))
}

fn ratio(large: f64, small: f64) -> f64 {
    large.max(NOISE_MS) / small.max(NOISE_MS)
}

fn pace(rows: u32, took: Duration) -> String {
    let seconds = took.as_secs_f64();
    format!("{seconds:.2} s, {:.0} rows/s", f64::from(rows) / seconds)
}

fn mebibytes(kibibytes: u32) -> f64 {
    f64::from(kibibytes) / 1024.0
}

/// Tenths of a KB (1,024 bytes), rounded up.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

/// The processor, its cores and the memory, as Linux tells them.
/// The machine, as Linux tells it.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
    };
    let processor =
        value(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = value(&read("/proc/meminfo"), "MemTotal");
    let memory =
        memory.and_then(|text| text.split(' ').next().and_then(|kib| kib.parse::<u64>().ok())).unwrap_or(0);
    format!("{processor}, {cores} cores, {} GiB of memory", memory.div_ceil(1024 * 1024))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::pages::Times;

    fn size(ms: f64, bytes: u64) -> Size {
        let times = Times { p50: ms, p99: ms };
        let page = Page { name: "desk", address: "/", bytes, server: times, wall: times };
        Size {
            rows: 1000,
            import: Duration::from_secs(2),
            import_again: Duration::from_secs(1),
            export: Duration::from_secs(1),
            first_start: Duration::from_millis(900),
            start: Duration::from_millis(300),
            resident: 80 * 1024,
            highest: 90 * 1024,
            disk: 1,
            pages: vec![page],
        }
    }

    #[test]
    fn limits_hold_or_not() {
        let cases = [
            (5.0, 9.0, 1000, true),
            (5.0, 11.0, 1000, false),
            (21.0, 21.0, 1000, false),
            (5.0, 5.0, 61 * 1024, false),
            (0.1, 0.9, 1000, true),
        ];
        for (small, large, bytes, expected) in cases {
            let (small, large) = (size(small, bytes), size(large, bytes));
            let report = Report { small, large, copies: 100, date: "2026-11-22".to_owned() };
            assert_eq!(report.holds(), expected, "{}", report.markdown());
        }
    }

    #[test]
    fn weights_are_rounded_up() {
        assert_eq!(kilobytes(0), "0.0 KB");
        assert_eq!(kilobytes(1), "0.1 KB");
        assert_eq!(kilobytes(60 * 1024), "60.0 KB");
    }
}
