//! Many people at once: 200 who read and 20 who write, on SQLite and on two nodes with one PostgreSQL; and the server
//! killed under that load, again and again. Everything stays on loopback and ends by itself.
//!
//! A write counts as acknowledged when the browser has been sent on to the page that shows it. Each has a reason of its
//! own, by which it is looked for in the export afterwards.

mod people;
mod report;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use self::people::{Crowd, Seen};
use self::report::Report;
use super::Scratch;
use crate::databases::Postgres;
use crate::programs::succeed;
use crate::server::{Server, renkei};
use crate::workspace::Workspace;

/// What a run is asked to do.
struct Options {
    readers: usize,
    writers: usize,
    seconds: u64,
    kills: u32,
    program: Option<PathBuf>,
    date: Option<String>,
}

impl Options {
    fn read(words: &[&str]) -> Result<Self> {
        let mut options =
            Self { readers: 200, writers: 20, seconds: 60, kills: 50, program: None, date: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = *words.next().with_context(|| format!("{word} needs a value"))?;
            let number = || value.parse::<u32>().with_context(|| format!("{word} takes a number"));
            match *word {
                "--readers" => options.readers = usize::try_from(number()?)?,
                "--writers" => options.writers = usize::try_from(number()?)?,
                "--seconds" => options.seconds = u64::from(number()?),
                "--kills" => options.kills = number()?,
                "--program" => options.program = Some(PathBuf::from(value)),
                "--date" => options.date = Some(value.to_owned()),
                other => bail!("no such option: {other}"),
            }
        }
        ensure!(
            options.readers <= 1_000 && options.writers <= 200,
            "that many people are too many for one machine"
        );
        ensure!(options.seconds <= 600 && options.kills <= 1_000, "that would take too long");
        ensure!(options.writers > 0, "somebody has to write");
        Ok(options)
    }
}

/// One load on one database.
pub(super) struct Load {
    name: &'static str,
    seen: Seen,
    lost: usize,
    is_sound: bool,
}

/// What was found by killing the server.
#[derive(Default)]
pub(super) struct Kills {
    kills: u32,
    acknowledged: usize,
    lost: usize,
    unsound: u32,
}

/// Measures and writes `docs/benchmarks-load.md`; says whether nothing failed and every limit held.
///
/// # Errors
/// When the program does not build or a server does not start.
pub fn run(words: &[&str]) -> Result<bool> {
    let options = Options::read(words)?;
    let workspace = Workspace::open()?;
    let program = match &options.program {
        Some(program) => std::path::absolute(program)?,
        None => {
            println!("building ...");
            succeed(workspace.cargo().args(["build", "--locked", "--release", "--bin", "renkei"]))?;
            workspace.target.join("release/renkei")
        }
    };
    let scratch = Scratch(std::env::temp_dir().join(format!("renkei-load-{}", std::process::id())));
    std::fs::create_dir(&scratch.0)?;
    let crowd = Crowd { readers: options.readers, writers: options.writers, first: 0 };
    println!("SQLite, {} s ...", options.seconds);
    let folder = scratch.0.join("sqlite");
    let sqlite = load("SQLite", &program, &options, &crowd, &[&["--data", text(&folder)?]])?;
    println!("PostgreSQL with two nodes, {} s ...", options.seconds);
    let postgres = {
        let server = Postgres::start()?;
        let (one, two) = (scratch.0.join("one"), scratch.0.join("two"));
        let url = server.url();
        let node = |folder| Ok::<_, anyhow::Error>(["--database", url.as_str(), "--data", text(folder)?]);
        load("PostgreSQL, two nodes", &program, &options, &crowd, &[&node(&one)?, &node(&two)?])?
    };
    println!("{} kills ...", options.kills);
    let kills = kill(&program, &options, &scratch.0.join("killed"))?;
    let date = match &options.date {
        Some(date) => date.clone(),
        None => super::last_commit(&workspace)?,
    };
    let report = Report {
        readers: options.readers,
        writers: options.writers,
        seconds: options.seconds,
        loads: vec![sqlite, postgres],
        kills,
        date,
    };
    let text = report.markdown();
    std::fs::write(workspace.root.join("docs/benchmarks-load.md"), &text)?;
    println!("{text}");
    Ok(report.holds())
}

/// Starts a server for each list of arguments, lets the crowd at them, and looks for every acknowledged write.
fn load(
    name: &'static str,
    program: &Path,
    options: &Options,
    crowd: &Crowd,
    nodes: &[&[&str]],
) -> Result<Load> {
    let servers = nodes
        .iter()
        .map(|arguments| Server::start(program, &[&["demo"][..], arguments].concat()))
        .collect::<Result<Vec<_>>>()?;
    let addresses: Vec<String> = servers.iter().map(Server::address).collect();
    let seen = crowd.come(&addresses, Duration::from_secs(options.seconds), &|| {})?;
    // What was written last has to be in every index.
    std::thread::sleep(Duration::from_secs(3));
    let first = nodes.first().context("a load needs a server")?;
    let (lost, is_sound) = look(program, first, &seen.acknowledged)?;
    Ok(Load { name, seen, lost, is_sound })
}

/// Kills the server under load at moments that differ, and looks at the record after each.
fn kill(program: &Path, options: &Options, folder: &Path) -> Result<Kills> {
    let arguments = ["--data", text(folder)?];
    let start = [&["demo"][..], &arguments].concat();
    let mut found = Kills { kills: options.kills, ..Kills::default() };
    let mut acknowledged = BTreeSet::new();
    let mut moments = people::Chance::new(2026);
    for kill in 0..options.kills {
        let server = std::sync::Mutex::new(Some(Server::start(program, &start)?));
        let address = server.lock().map_or_else(
            |_| String::new(),
            |server| server.as_ref().map(Server::address).unwrap_or_default(),
        );
        let wait = Duration::from_millis(300 + moments.below(2_200));
        let first = usize::try_from(kill)? * options.writers;
        let crowd = Crowd { readers: options.readers.min(40), writers: options.writers, first };
        let strike = || {
            std::thread::sleep(wait);
            // Dropping a server kills it as `kill -9` does.
            drop(server.lock().map(|mut server| server.take()));
        };
        let seen = crowd.come(&[address], wait + Duration::from_millis(200), &strike)?;
        acknowledged.extend(seen.acknowledged);
        let (lost, is_sound) = look(program, &arguments, &acknowledged)?;
        found.lost += lost;
        found.unsound += u32::from(!is_sound);
    }
    // Once more up, so that the index has everything and can be held against the record.
    drop(Server::start(program, &start)?);
    let (_, is_sound) = look(program, &arguments, &acknowledged)?;
    found.unsound += u32::from(!is_sound);
    found.acknowledged = acknowledged.len();
    Ok(found)
}

/// Counts the acknowledged writes that are not in the record, and says whether the record and its index are sound.
fn look(program: &Path, arguments: &[&str], acknowledged: &BTreeSet<String>) -> Result<(usize, bool)> {
    let copy = std::env::temp_dir().join(format!("renkei-load-copy-{}", std::process::id()));
    let _gone = Scratch(copy.clone());
    succeed(renkei(program).arg("export").arg(&copy).args(arguments))?;
    let mut reasons = BTreeSet::new();
    let file = copy.join("decisions.csv");
    // Kinds of which nothing is on record have no file.
    if file.exists() {
        for row in csv::Reader::from_path(file)?.records() {
            reasons.extend(row?.iter().filter(|cell| cell.starts_with(people::MARK)).map(str::to_owned));
        }
    }
    let lost = acknowledged.difference(&reasons).count();
    let checked = renkei(program).args(["check", "--json"]).args(arguments).output()?;
    let told: serde_json::Value = serde_json::from_slice(&checked.stdout)?;
    let is_true =
        |value: Option<&serde_json::Value>| value.and_then(serde_json::Value::as_bool) == Some(true);
    let index = told.get("index").and_then(|index| index.get("sound"));
    Ok((lost, checked.status.success() && is_true(told.get("sound")) && is_true(index)))
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the temporary folder has a name that is not UTF-8")
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_are_read_within_bounds_or_refused() {
        let options = Options::read(&["--seconds", "5", "--kills", "0", "--program", "renkei"]).unwrap();
        assert_eq!((options.readers, options.writers, options.seconds, options.kills), (200, 20, 5, 0));
        for words in [
            &["--readers", "100000"][..],
            &["--writers", "0"],
            &["--seconds", "3600"],
            &["--kills", "many"],
            &["--kills"],
            &["--nodes", "3"],
        ] {
            assert!(Options::read(words).is_err(), "{words:?}");
        }
    }
}
