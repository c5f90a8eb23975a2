//! Time and weight of pages, asked for one after the other on one connection.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use ureq::Agent;

use crate::server::{Server, agent, get};

/// Requests before the measurement, so that it sees the server at work and not at start.
const WARM_UP: usize = 10;

/// Requests that are measured for each page.
const REQUESTS: usize = 300;

/// A page so slow that its requests take longer than this is measured by fewer, but never by less than `FEWEST`.
const LONGEST: Duration = Duration::from_secs(10);
const FEWEST: usize = 20;

/// The pages that are measured, with the names that the report gives them.
const PAGES: &[(&str, &str)] = &[
    ("desk", "/"),
    ("partners", "/partners"),
    ("partner", "/partners/phnom-penh"),
    ("partner, long record", "/partners/dalian"),
    ("projects", "/projects"),
    ("list, filtered", "/projects?stage=completed"),
    ("list of places", "/places"),
    ("list of observations", "/observations"),
    ("record: project", "/projects/prj-dalian-pollution-training"),
    ("record: organisation", "/organisations/org-city-of-kitakyushu"),
    ("record: need", "/needs/need-kitakyushu-waste-1980"),
    ("results", "/results"),
    ("search, a word", "/search?q=water"),
    ("search, a name", "/search?q=phnom+penh"),
    ("search, Japanese", "/search?q=%E6%B0%B4%E9%81%93"),
    ("search, a typo", "/search?q=kitakyusu"),
    ("match, a need on record", "/needs/need-kitakyushu-waste-1980/matches"),
    ("match, free text", "/matches?text=half+of+the+water+we+pump+never+reaches+a+paying+customer"),
];

/// One page measured.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The name in the report.
    pub name: &'static str,
    /// Its address.
    pub address: &'static str,
    /// Bytes of the compressed page, without styles and pictures.
    pub bytes: u64,
    /// What the server says it spent.
    pub server: Times,
    /// What the client waited, compression and transfer included.
    pub wall: Times,
}

/// Milliseconds that half of the requests, and 99 in a hundred, stayed within.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The median.
    pub p50: f64,
    /// The 99th percentile.
    pub p99: f64,
}

impl Times {
    /// The times in a list, in any order.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |hundredths: usize| {
            let rank = (values.len() * hundredths).div_ceil(100).max(1) - 1;
            values.get(rank).copied().unwrap_or(f64::NAN)
        };
        Self { p50: at(50), p99: at(99) }
    }
}

/// Measures every page of a server.
///
/// # Errors
/// When a page answers with anything but 200, or does not say what it took.
pub fn measure(server: &Server) -> Result<Vec<Page>> {
    let agent = agent();
    PAGES.iter().map(|(name, address)| page(&agent, server, name, address)).collect()
}

fn page(agent: &Agent, server: &Server, name: &'static str, address: &'static str) -> Result<Page> {
    let url = format!("{}{address}", server.address());
    let (mut server, mut wall, mut bytes) = (Vec::new(), Vec::new(), 0);
    let start = Instant::now();
    for request in 0..WARM_UP + REQUESTS {
        if wall.len() >= FEWEST && start.elapsed() > LONGEST {
            break;
        }
        let answer = get(agent, &url)?;
        ensure!(answer.status == 200, "{address} answers with {}", answer.status);
        if request >= WARM_UP {
            server.push(answer.server.with_context(|| format!("{address} has no Server-Timing"))?);
            wall.push(answer.wall);
            bytes = answer.bytes;
        }
    }
    Ok(Page { name, address, bytes, server: Times::of(server), wall: Times::of(wall) })
}

#[cfg(test)]
mod tests {
    use super::Times;

    #[test]
    fn percentiles_are_values_that_were_seen() {
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        let times = Times::of(hundred);
        assert_eq!((times.p50, times.p99), (50.0, 99.0));
        let one = Times::of(vec![7.0]);
        assert_eq!((one.p50, one.p99), (7.0, 7.0));
    }
}
