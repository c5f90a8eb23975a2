//! The people of a load: readers who turn pages, writers who decide about answers, each at the pace of a person.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use ureq::Agent;

use crate::server::{agent, get};

/// With what the reason of every write begins.
pub(super) const MARK: &str = "load-";

/// Between two pages, or two writes, a person takes from one to three seconds.
const PAUSE_MS: (u64, u64) = (1_000, 2_000);

/// What readers open.
const PAGES: [&str; 12] = [
    "/",
    "/partners",
    "/partners/phnom-penh",
    "/partners/hai-phong",
    "/projects",
    "/projects?stage=completed",
    "/needs",
    "/results",
    "/search?q=water",
    "/search?q=%E6%B0%B4%E9%81%93",
    "/organisations/org-city-of-kitakyushu",
    "/needs/need-kitakyushu-waste-1980/matches",
];

/// The needs about which writers decide, and what they reject.
const NEEDS: [&str; 20] = [
    "need-kitakyushu-pollution",
    "need-kitakyushu-waste-1980",
    "need-kitakyushu-export-know-how",
    "need-kitakyushu-water-skills",
    "need-dalian-air-coal",
    "need-dalian-boilers",
    "need-dalian-factories-pollution",
    "need-dalian-leakage",
    "need-dalian-safe-supply",
    "need-dalian-nearby-leakage",
    "need-dalian-recycling",
    "need-dalian-port-nutrients",
    "need-dalian-soil",
    "need-pp-waterworks-1993",
    "need-pp-operation-1997",
    "need-pp-flow-data",
    "need-kh-regional-waterworks",
    "need-kh-nine-city-plans",
    "need-siem-reap-capacity",
    "need-pp-sewerage",
];
const ANSWER: &str = "prj-dalian-pollution-training";

/// How many people come.
pub(super) struct Crowd {
    pub(super) readers: usize,
    pub(super) writers: usize,
    /// The number of the first writer, so that writers of several crowds can be told apart.
    pub(super) first: usize,
}

/// What the crowd has seen.
#[derive(Default)]
pub(super) struct Seen {
    /// What readers waited for each page, in milliseconds.
    pub(super) pages: Vec<f64>,
    /// What writers waited until a write was acknowledged, in milliseconds.
    pub(super) writes: Vec<f64>,
    /// Requests that got no answer or a wrong one.
    pub(super) errors: usize,
    /// The first of them.
    pub(super) example: Option<String>,
    /// The reasons of the writes that were acknowledged.
    pub(super) acknowledged: BTreeSet<String>,
}

impl Seen {
    fn fail(&mut self, what: String) {
        self.errors += 1;
        self.example.get_or_insert(what);
    }

    fn add(&mut self, other: Self) {
        self.pages.extend(other.pages);
        self.writes.extend(other.writes);
        self.errors += other.errors;
        self.example = self.example.take().or(other.example);
        self.acknowledged.extend(other.acknowledged);
    }
}

impl Crowd {
    /// Lets the people at the servers, in turn, for so long; `meanwhile` is done beside them.
    ///
    /// # Errors
    /// When nobody can sign in.
    pub(super) fn come(
        &self,
        addresses: &[String],
        span: Duration,
        meanwhile: &(dyn Fn() + Sync),
    ) -> Result<Seen> {
        ensure!(!addresses.is_empty(), "no server to go to");
        let home = addresses.first().context("no server to go to")?;
        let visitor = Visitor::coordinator(home)?;
        let greeter = agent();
        for (address, page) in addresses.iter().flat_map(|address| PAGES.map(|page| (address, page))) {
            // What a server makes once, such as the index of matching, is made before anybody is timed.
            get(&greeter, &format!("{address}{page}"))?;
        }
        let end = Instant::now() + span;
        let at = |person: usize| addresses.iter().cycle().nth(person % addresses.len());
        Ok(std::thread::scope(|scope| {
            let readers = (0..self.readers).filter_map(|person| {
                at(person).map(|address| scope.spawn(move || read(address, person, end)))
            });
            let readers: Vec<_> = readers.collect();
            let writers: Vec<_> = (0..self.writers)
                .filter_map(|person| {
                    let (visitor, name) = (visitor.clone(), self.first + person);
                    at(person).map(|address| scope.spawn(move || write(address, &visitor, name, end)))
                })
                .collect();
            meanwhile();
            let mut seen = Seen::default();
            for person in readers.into_iter().chain(writers) {
                match person.join() {
                    Ok(one) => seen.add(one),
                    Err(_) => seen.fail("somebody fell over".to_owned()),
                }
            }
            seen
        }))
    }
}

fn read(address: &str, person: usize, end: Instant) -> Seen {
    let (agent, mut chance, mut seen) = (agent(), Chance::new(person), Seen::default());
    chance.rest_at_first();
    while Instant::now() < end {
        let page = PAGES.get(chance.pick(PAGES.len())).copied().unwrap_or("/");
        match get(&agent, &format!("{address}{page}")) {
            Ok(answer) if answer.status == 200 => seen.pages.push(answer.wall),
            Ok(answer) => seen.fail(format!("{page}: {}", answer.status)),
            Err(error) => seen.fail(format!("{page}: {error:#}")),
        }
        chance.rest();
    }
    seen
}

fn write(address: &str, visitor: &Visitor, name: usize, end: Instant) -> Seen {
    let (agent, mut chance, mut seen) = (agent(), Chance::new(name + 7_919), Seen::default());
    chance.rest_at_first();
    for round in 0_u32.. {
        if Instant::now() >= end {
            break;
        }
        let reason = format!("{MARK}{name}-{round}");
        let need = NEEDS.get(chance.pick(NEEDS.len())).copied().unwrap_or_default();
        let begun = Instant::now();
        match visitor.reject(&agent, address, need, &reason) {
            Ok(303) => {
                seen.writes.push(begun.elapsed().as_secs_f64() * 1000.0);
                seen.acknowledged.insert(reason);
            }
            Ok(status) => seen.fail(format!("a write: {status}")),
            Err(error) => seen.fail(format!("a write: {error:#}")),
        }
        chance.rest();
    }
    seen
}

/// Somebody who has signed in.
#[derive(Clone)]
struct Visitor {
    cookies: String,
    token: String,
}

impl Visitor {
    /// Signs in to the demo as its coordinator.
    fn coordinator(address: &str) -> Result<Self> {
        let agent = agent();
        let mut page = agent.get(format!("{address}/sign-in")).call()?;
        let form = cookie(page.headers(), "form").context("the sign-in gives no cookie")?;
        let html = page.body_mut().read_to_string()?;
        let (_, rest) = html.split_once("name=\"token\" value=\"").context("the sign-in has no token")?;
        let token = rest.split('"').next().unwrap_or_default().to_owned();
        let mut visitor = Self { cookies: form, token };
        let answer = visitor.send(&agent, &format!("{address}/demo/sign-in"), "role=coordinator")?;
        let session = cookie(answer.headers(), "session").context("the demo signs nobody in")?;
        visitor.cookies = format!("{}; {session}", visitor.cookies);
        Ok(visitor)
    }

    /// Rejects an answer to a need, and gives the status.
    fn reject(&self, agent: &Agent, address: &str, need: &str, reason: &str) -> Result<u16> {
        let form = format!("rejected={ANSWER}&reason-{ANSWER}={reason}");
        let mut answer = self.send(agent, &format!("{address}/needs/{need}/decisions"), &form)?;
        std::io::copy(&mut answer.body_mut().as_reader(), &mut std::io::sink())?;
        Ok(answer.status().as_u16())
    }

    fn send(&self, agent: &Agent, address: &str, form: &str) -> Result<ureq::http::Response<ureq::Body>> {
        let body = format!("{form}&token={}", self.token);
        let request = agent.post(address).header("cookie", &self.cookies);
        Ok(request.header("content-type", "application/x-www-form-urlencoded").send(&body)?)
    }
}

fn cookie(headers: &ureq::http::HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.filter_map(|text| text.split(';').next());
    pairs.find(|pair| pair.split_once('=').is_some_and(|(found, _)| found == name)).map(str::to_owned)
}

/// Numbers that look like chance and are the same in every run.
///
/// # Source
/// The generator xorshift64 of G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: usize) -> Self {
        let seed = u64::try_from(seed).unwrap_or(0);
        let mut chance = Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        chance.below(1);
        chance
    }

    /// A number below this.
    pub(super) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }

    fn pick(&mut self, of: usize) -> usize {
        usize::try_from(self.below(u64::try_from(of).unwrap_or(1))).unwrap_or(0)
    }

    fn rest(&mut self) {
        std::thread::sleep(Duration::from_millis(PAUSE_MS.0 + self.below(PAUSE_MS.1)));
    }

    /// Not everybody comes in the same moment.
    fn rest_at_first(&mut self) {
        std::thread::sleep(Duration::from_millis(self.below(PAUSE_MS.0)));
    }
}
