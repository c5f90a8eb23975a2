//! The figures of the server in the text form of Prometheus.
//!
//! # Source
//! Prometheus, "Exposition formats", text-based format version 0.0.4: <https://prometheus.io/docs/instrumenting/exposition_formats/>.
//! Names of figures after "Metric and label naming" there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use app::condition::Condition;
use axum::http::Method;

/// The upper ends of the classes of times, in seconds.
///
/// # Source
/// The default buckets of the client libraries of Prometheus, with finer ones below: our pages take milliseconds.
const CLASSES: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Counts of requests since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    counts: Mutex<Counts>,
    in_flight: AtomicU64,
}

#[derive(Debug, Default)]
struct Counts {
    /// By route, method and status.
    requests: BTreeMap<(String, &'static str, u16), u64>,
    /// By route.
    times: BTreeMap<String, Times>,
}

#[derive(Debug, Default)]
struct Times {
    classes: [u64; CLASSES.len()],
    count: u64,
    seconds: f64,
}

/// A request under way; counted until dropped, also when its client goes away.
pub(crate) struct Flight<'a>(&'a AtomicU64);

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    pub(super) fn begin(&self) -> Flight<'_> {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        Flight(&self.in_flight)
    }

    pub(super) fn count(&self, method: &Method, route: String, status: u16, took: Duration) {
        let seconds = took.as_secs_f64();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.requests.entry((route.clone(), known(method), status)).or_default() += 1;
        let times = counts.times.entry(route).or_default();
        times.count += 1;
        times.seconds += seconds;
        let fitting = times.classes.iter_mut().zip(CLASSES).filter(|(_, most)| seconds <= *most);
        fitting.for_each(|(class, _)| *class += 1);
    }

    /// All figures. What the database says is left out when it says nothing.
    pub(super) fn text(&self, condition: Option<&Condition>, memory: Option<u64>) -> String {
        let mut page = Page::default();
        self.write_requests(&mut page);
        let in_flight = self.in_flight.load(Ordering::Relaxed);
        page.figure("renkei_http_requests_in_flight", "gauge", "Requests under way.");
        page.line("renkei_http_requests_in_flight", &[], in_flight);
        if let Some(memory) = memory {
            page.figure("process_resident_memory_bytes", "gauge", "Resident memory of the program.");
            page.line("process_resident_memory_bytes", &[], memory);
        }
        page.figure("renkei_build_info", "gauge", "The version of the program; always 1.");
        page.line("renkei_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
        page.figure("renkei_ready", "gauge", "Whether the database answered when this was asked.");
        page.line("renkei_ready", &[], u8::from(condition.is_some()));
        if let Some(condition) = condition {
            write_condition(&mut page, condition);
        }
        page.0
    }

    fn write_requests(&self, page: &mut Page) {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        page.figure("renkei_http_requests_total", "counter", "Requests that were answered.");
        for ((route, method, status), count) in &counts.requests {
            let status = status.to_string();
            let labels = [("method", *method), ("route", route.as_str()), ("status", status.as_str())];
            page.line("renkei_http_requests_total", &labels, *count);
        }
        let name = "renkei_http_request_duration_seconds";
        page.figure(name, "histogram", "Time from the head of a request to the head of its answer.");
        for (route, times) in &counts.times {
            let route = route.as_str();
            for (most, count) in CLASSES.iter().zip(times.classes) {
                let most = most.to_string();
                page.line(&format!("{name}_bucket"), &[("route", route), ("le", &most)], count);
            }
            page.line(&format!("{name}_bucket"), &[("route", route), ("le", "+Inf")], times.count);
            page.line(&format!("{name}_sum"), &[("route", route)], times.seconds);
            page.line(&format!("{name}_count"), &[("route", route)], times.count);
        }
    }
}

fn write_condition(page: &mut Page, condition: &Condition) {
    page.figure("renkei_database_connections", "gauge", "Connections to the database, by state.");
    for pool in &condition.connections {
        let busy = pool.open.saturating_sub(pool.idle);
        page.line("renkei_database_connections", &[("pool", pool.pool), ("state", "busy")], busy);
        page.line("renkei_database_connections", &[("pool", pool.pool), ("state", "idle")], pool.idle);
    }
    page.figure("renkei_database_connections_max", "gauge", "Connections that there may be.");
    for pool in &condition.connections {
        page.line("renkei_database_connections_max", &[("pool", pool.pool)], pool.most);
    }
    page.figure("renkei_feed_position", "counter", "The number of the last change of the record.");
    page.line("renkei_feed_position", &[], condition.feed);
    if let Some(index) = condition.index {
        page.figure("renkei_index_position", "counter", "The last change that this node's index has.");
        page.line("renkei_index_position", &[], index.seq);
        page.figure("renkei_index_behind", "gauge", "Changes that this node's index does not have yet.");
        page.line("renkei_index_behind", &[], condition.behind());
        page.figure("renkei_index_records", "gauge", "Records in this node's index.");
        page.line("renkei_index_records", &[], index.records);
    }
}

/// The methods that are told apart: anybody can send others, and each would be kept for ever.
fn known(method: &Method) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        .into_iter()
        .find(|known| *known == method.as_str())
        .unwrap_or("other")
}

/// The text in the making.
#[derive(Default)]
struct Page(String);

impl Page {
    fn figure(&mut self, name: &str, sort: &str, help: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {sort}");
    }

    fn line(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let escape = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let labels: Vec<String> =
            labels.iter().map(|(label, text)| format!("{label}=\"{}\"", escape(text))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_told_by_route_and_status_with_their_times_in_classes() {
        let metrics = Metrics::default();
        let flight = metrics.begin();
        metrics.count(&Method::GET, "/needs/{id}".to_owned(), 200, Duration::from_millis(2));
        metrics.count(&Method::GET, "/needs/{id}".to_owned(), 404, Duration::from_millis(40));
        metrics.count(&Method::from_bytes(b"PURGE").unwrap(), "a\"b\\".to_owned(), 405, Duration::ZERO);
        let text = metrics.text(None, Some(7));
        for line in [
            "renkei_http_requests_total{method=\"GET\",route=\"/needs/{id}\",status=\"200\"} 1",
            "renkei_http_requests_total{method=\"GET\",route=\"/needs/{id}\",status=\"404\"} 1",
            "renkei_http_requests_total{method=\"other\",route=\"a\\\"b\\\\\",status=\"405\"} 1",
            "renkei_http_request_duration_seconds_bucket{route=\"/needs/{id}\",le=\"0.001\"} 0",
            "renkei_http_request_duration_seconds_bucket{route=\"/needs/{id}\",le=\"0.0025\"} 1",
            "renkei_http_request_duration_seconds_bucket{route=\"/needs/{id}\",le=\"0.05\"} 2",
            "renkei_http_request_duration_seconds_bucket{route=\"/needs/{id}\",le=\"+Inf\"} 2",
            "renkei_http_request_duration_seconds_count{route=\"/needs/{id}\"} 2",
            "renkei_http_requests_in_flight 1",
            "process_resident_memory_bytes 7",
            "renkei_ready 0",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
        drop(flight);
        assert!(metrics.text(None, None).contains("\nrenkei_http_requests_in_flight 0\n"));
    }

    #[test]
    fn every_figure_is_declared_before_its_lines() {
        let metrics = Metrics::default();
        metrics.count(&Method::GET, "/".to_owned(), 200, Duration::ZERO);
        let mut declared = std::collections::BTreeSet::new();
        for line in metrics.text(None, Some(1)).lines() {
            if let Some(rest) = line.strip_prefix("# TYPE ") {
                assert!(
                    declared.insert(rest.split(' ').next().unwrap().to_owned()),
                    "declared twice: {line}"
                );
            } else if !line.starts_with('#') {
                let name = line.split(['{', ' ']).next().unwrap();
                let is_known = declared.iter().any(|figure| {
                    name.strip_prefix(figure.as_str())
                        .is_some_and(|end| ["", "_bucket", "_sum", "_count"].contains(&end))
                });
                assert!(is_known, "{line}");
            }
        }
    }
}
