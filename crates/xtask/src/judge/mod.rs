//! How good the answers are: labelled needs through the program's own batch, over the demo record, against the grades.

mod measures;
mod rivals;
mod sets;
mod tables;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::programs::succeed;
use crate::server::renkei;
use crate::workspace::Workspace;

use measures::{Marks, judge, mean};
pub use rivals::{Rival, all as rivals};
use sets::{KINDS, Rankings, Set};
use tables::{Judged, Row};

struct Options {
    place: PathBuf,
    json: Option<PathBuf>,
    compare: bool,
}

impl Options {
    fn read(words: &[&str]) -> Result<Self> {
        let (mut place, mut json, mut compare) = (None, None, false);
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--compare" => compare = true,
                "--json" => {
                    json = Some(PathBuf::from(words.next().context("--json needs the name of a file")?))
                }
                other if other.starts_with('-') => bail!("no such option: {other}"),
                folder if place.is_none() => place = Some(PathBuf::from(folder)),
                other => bail!("one folder is judged at a time; what is {other:?}?"),
            }
        }
        let place = place.context("name a folder with labelled needs")?;
        Ok(Self { place, json, compare })
    }
}

/// A folder that is gone when dropped.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Judges every labelled set of a folder, with the hints of sectors as given and without them, and prints the measures.
///
/// # Errors
/// When the folder holds no labelled needs, or the program does not build or run.
pub fn run(words: &[&str]) -> Result<bool> {
    let options = Options::read(words)?;
    let sets = sets::read(&options.place)?;
    let workspace = Workspace::open()?;
    println!("building ...");
    succeed(workspace.cargo().args(["build", "--locked", "--release", "--bin", "renkei"]))?;
    let scratch = Scratch(std::env::temp_dir().join(format!("renkei-judge-{}", std::process::id())));
    std::fs::create_dir(&scratch.0)?;
    let program = workspace.target.join("release/renkei");
    succeed(renkei(&program).args(["demo", "--load-only"]).current_dir(&scratch.0))?;
    let mut rivals = if options.compare { rivals::all(&workspace)? } else { Vec::new() };
    let mut judged = Vec::new();
    for set in &sets {
        for hints in [true, false] {
            let needs = scratch.0.join("needs.csv");
            set.write(&needs, hints)?;
            let ranked = scratch.0.join("ranked.csv");
            answer(&program, &scratch.0, &needs, &ranked)?;
            judged.push(score(set, "renkei", hints, &sets::rankings(&ranked)?));
            for rival in &mut rivals {
                let speed = rival.answer(&workspace, &workspace.root.join("data/demo"), &needs, &ranked)?;
                let scored = score(set, rival.name, hints, &sets::rankings(&ranked)?);
                judged.push(Judged { speed: Some(speed), ..scored });
            }
        }
    }
    print!("{}", tables::text(&judged));
    if let Some(file) = &options.json {
        std::fs::write(file, format!("{:#}\n", tables::json(&judged)))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(true)
}

/// How right the answers of a system are.
pub struct Compared {
    /// Its name.
    pub system: &'static str,
    /// Whether it saw the sectors that the askers named.
    pub hints: bool,
    /// The nDCG@5 of offerings and of schemes, over all languages.
    pub ndcg5: [Option<f64>; 2],
}

/// Judges the ranking of the index of matching over the demo record, as its example `judge` makes it, and that of full
/// text, on one labelled file.
///
/// # Errors
/// When a file cannot be read, or a program fails.
pub fn own_needs(
    workspace: &Workspace,
    folder: &Path,
    labelled: &Path,
    rivals: &mut [Rival],
) -> Result<Vec<Compared>> {
    let (needs, ranked) = (folder.join("needs.csv"), folder.join("ranked.csv"));
    let demo = workspace.root.join("data/demo");
    let mut compared = Vec::new();
    for set in &sets::read(labelled)? {
        for hints in [true, false] {
            set.write(&needs, hints)?;
            let mut own = Command::new(workspace.target.join("release/examples/judge"));
            succeed(own.arg(&needs).arg(&ranked).current_dir(&workspace.root))?;
            compared.push(overall(&score(set, "this program", hints, &sets::rankings(&ranked)?)));
            for rival in rivals.iter_mut() {
                rival.answer(workspace, &demo, &needs, &ranked)?;
                compared.push(overall(&score(set, rival.name, hints, &sets::rankings(&ranked)?)));
            }
        }
    }
    Ok(compared)
}

fn overall(judged: &Judged) -> Compared {
    let of = |kind: &str| {
        let row = judged.rows.iter().find(|row| row.kind == kind && row.language == "all")?;
        row.means.marks.ndcg5
    };
    Compared { system: judged.system, hints: judged.hints, ndcg5: [of(KINDS[0].0), of(KINDS[1].0)] }
}

fn answer(program: &Path, folder: &Path, needs: &Path, ranked: &Path) -> Result<()> {
    let mut command = renkei(program);
    command.args(["match", "--limit", "10", "--batch"]).arg(needs).arg("--out").arg(ranked);
    succeed(command.current_dir(folder)).map(|_| ())
}

fn score(set: &Set, system: &'static str, hints: bool, rankings: &Rankings) -> Judged {
    let mut rows = Vec::new();
    let mut languages: Vec<(usize, &str)> = Vec::new();
    for need in &set.needs {
        match languages.iter_mut().find(|(_, language)| *language == need.language()) {
            Some((count, _)) => *count += 1,
            None => languages.push((1, need.language())),
        }
    }
    languages.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    for (of, (kind, _)) in KINDS.iter().enumerate() {
        let marks: Vec<(&str, Marks)> = set
            .needs
            .iter()
            .filter_map(|need| {
                let ranking = rankings.get(&(need.id().to_owned(), of)).cloned().unwrap_or_else(quiet);
                Some((need.language(), judge(need.grades.get(of)?, &ranking)))
            })
            .collect();
        let names = languages.iter().map(|(_, language)| Some(*language)).chain([None]);
        for name in names {
            let of_language = marks.iter().filter(|(language, _)| name.is_none_or(|name| name == *language));
            let marks: Vec<Marks> = of_language.map(|(_, marks)| *marks).collect();
            let language = name.unwrap_or("all").to_owned();
            rows.push(Row { kind, language, means: mean(&marks) });
        }
    }
    Judged { set: set.name.clone(), system, hints, rows, speed: None }
}

/// The ranking of a need that a program passed over.
fn quiet() -> measures::Ranking {
    measures::Ranking { ids: Vec::new(), quiet: true }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_are_read_or_refused() {
        let options = Options::read(&["needs", "--json", "out.json", "--compare"]).unwrap();
        assert_eq!((options.place.to_str(), options.compare), (Some("needs"), true));
        assert_eq!(options.json.unwrap().to_str(), Some("out.json"));
        for wrong in [&[][..], &["--json"], &["a", "b"], &["a", "--fast"]] {
            assert!(Options::read(wrong).is_err(), "{wrong:?}");
        }
    }
}
