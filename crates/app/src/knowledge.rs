//! What the office knows of the field and how it weighs it: the thesaurus and the weights that come with the program,
//! or those in the office's own folder.
//!
//! The files `thesaurus.ttl` and `weights.toml` of the folder are looked at on each use and read again when they have
//! changed. A file with faults is refused as a whole: the last good one stays in use, and the faults are told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::SystemTime;

use domain::Problem;
use domain::concepts::Thesaurus;
use language::{Language, Words};
use matching::Weights;

use crate::{Error, Result};

/// The file of weights in the office's folder.
pub const WEIGHTS: &str = "weights.toml";
/// The file of the thesaurus in the office's folder.
pub const THESAURUS: &str = "thesaurus.ttl";

/// What is in use at one moment.
#[derive(Debug, Clone)]
pub struct Known {
    /// How much each criterion counts.
    pub weights: Weights,
    /// The concepts of the field.
    pub thesaurus: Arc<Thesaurus>,
    /// Grows when the thesaurus changes, so that what was made from an earlier one is made anew.
    pub generation: u64,
}

/// A fault of a file of the office's folder, for which the file is not in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name of the file.
    pub file: String,
    /// The line, from 1 on, where it can be told.
    pub line: Option<u64>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A problem with words in every language.
    Problem(Box<Problem>),
    /// What the reader of the file, or the system, says.
    Said(String),
}

impl Fault {
    /// The fault in the words of a language, with file and line.
    #[must_use]
    pub fn told(&self, words: Words) -> String {
        let what = match &self.what {
            What::Problem(problem) => words.problem(problem),
            What::Said(said) => said.clone(),
        };
        let line = self.line.map(|line| line.to_string()).unwrap_or_default();
        let key = if line.is_empty() { "desk-fault-file" } else { "desk-fault-line" };
        words.with(key, &[("file", self.file.as_str().into()), ("line", line.into()), ("what", what.into())])
    }
}

/// The files of one office's folder as they were last read.
#[derive(Debug)]
pub(crate) struct Knowledge {
    folder: Option<PathBuf>,
    state: RwLock<State>,
}

#[derive(Debug)]
struct State {
    weights: Kept<Weights>,
    thesaurus: Kept<Arc<Thesaurus>>,
    generation: u64,
}

/// What stands for a file: when it was changed and how long it is; `None` when it is not there.
type Stamp = Option<(Option<SystemTime>, u64)>;

#[derive(Debug)]
struct Kept<T> {
    stamp: Stamp,
    value: T,
    faults: Vec<Fault>,
}

/// The thesaurus of the field that comes with the program.
#[must_use]
pub fn thesaurus() -> &'static Arc<Thesaurus> {
    static READ: OnceLock<Arc<Thesaurus>> = OnceLock::new();
    READ.get_or_init(|| {
        let (thesaurus, problems) =
            formats::turtle::read(THESAURUS, include_bytes!("../../../data/thesaurus.ttl"));
        for problem in &problems {
            tracing::error!(?problem, "the thesaurus that comes with the program has a fault");
        }
        Arc::new(thesaurus)
    })
}

impl Knowledge {
    pub(crate) fn of(folder: Option<PathBuf>) -> Self {
        let weights = Kept { stamp: None, value: Weights::default(), faults: Vec::new() };
        let thesaurus = Kept { stamp: None, value: Arc::clone(thesaurus()), faults: Vec::new() };
        Self { folder, state: RwLock::new(State { weights, thesaurus, generation: 0 }) }
    }

    /// What is in use now.
    pub(crate) fn known(&self) -> Known {
        self.refresh();
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        Known {
            weights: state.weights.value,
            thesaurus: Arc::clone(&state.thesaurus.value),
            generation: state.generation,
        }
    }

    /// The faults for which files of the folder are not in use.
    pub(crate) fn faults(&self) -> Vec<Fault> {
        self.refresh();
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.weights.faults.iter().chain(&state.thesaurus.faults).cloned().collect()
    }

    /// Writes the office's weights, whole or not at all.
    pub(crate) fn keep(&self, weights: &Weights) -> Result<PathBuf> {
        let missing =
            || Error::File { path: WEIGHTS.to_owned(), reason: "the record has no folder".to_owned() };
        let folder = self.folder.as_ref().ok_or_else(missing)?;
        let path = folder.join(WEIGHTS);
        let failed = |reason: String| Error::File { path: path.display().to_string(), reason };
        let text = toml::to_string(weights).map_err(|error| failed(error.to_string()))?;
        let part = folder.join(format!(".{WEIGHTS}.part"));
        std::fs::write(&part, text).map_err(|error| failed(error.to_string()))?;
        std::fs::rename(&part, &path).map_err(|error| failed(error.to_string()))?;
        Ok(path)
    }

    fn refresh(&self) {
        let Some(folder) = &self.folder else { return };
        let (weights, thesaurus) = (stamp(&folder.join(WEIGHTS)), stamp(&folder.join(THESAURUS)));
        {
            let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
            if state.weights.stamp == weights && state.thesaurus.stamp == thesaurus {
                return;
            }
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if state.weights.stamp != weights {
            state.weights.take(weights, folder, WEIGHTS, Weights::default(), read_weights);
        }
        if state.thesaurus.stamp != thesaurus {
            state.thesaurus.take(thesaurus, folder, THESAURUS, Arc::clone(self::thesaurus()), read_thesaurus);
            state.generation += 1;
        }
    }
}

impl<T> Kept<T> {
    /// Takes a file that has changed: its value if it is sound, the one that comes with the program if it is gone.
    fn take(
        &mut self,
        stamp: Stamp,
        folder: &Path,
        name: &str,
        own: T,
        read: fn(&[u8]) -> std::result::Result<T, Vec<Fault>>,
    ) {
        self.stamp = stamp;
        self.faults.clear();
        if stamp.is_none() {
            self.value = own;
            return;
        }
        let said = |error: std::io::Error| {
            vec![Fault { file: name.to_owned(), line: None, what: What::Said(error.to_string()) }]
        };
        match std::fs::read(folder.join(name)).map_err(said).and_then(|bytes| read(&bytes)) {
            Ok(value) => {
                tracing::info!(file = name, "a file of the office's folder is in use");
                self.value = value;
            }
            Err(faults) => {
                for fault in &faults {
                    tracing::error!("refused: {}", fault.told(Words::of(Language::En)));
                }
                self.faults = faults;
            }
        }
    }
}

fn stamp(path: &Path) -> Stamp {
    let found = std::fs::metadata(path).ok()?;
    Some((found.modified().ok(), found.len()))
}

fn read_weights(bytes: &[u8]) -> std::result::Result<Weights, Vec<Fault>> {
    let fault = |line, what: String| vec![Fault { file: WEIGHTS.to_owned(), line, what: What::Said(what) }];
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        fault(Some(line_after(before)), error.to_string())
    })?;
    let weights: Weights = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.as_bytes().get(..span.start));
        fault(before.map(line_after), error.message().to_owned())
    })?;
    let wrong = figures(&weights)
        .into_iter()
        .find(|(name, figure)| !figure.is_finite() || *figure < 0.0 && !name.starts_with("confidence."));
    if let Some((name, figure)) = wrong {
        let key = name.rsplit('.').next().unwrap_or_default();
        let line =
            text.lines().position(|line| line.split('=').next().is_some_and(|found| found.trim() == key));
        let line = line.and_then(|at| u64::try_from(at + 1).ok());
        return Err(fault(line, format!("{name} = {figure}; expected 0 or more")));
    }
    Ok(weights)
}

fn read_thesaurus(bytes: &[u8]) -> std::result::Result<Arc<Thesaurus>, Vec<Fault>> {
    let (thesaurus, problems) = formats::turtle::read(THESAURUS, bytes);
    if !problems.iter().any(Problem::is_error) {
        return Ok(Arc::new(thesaurus));
    }
    let fault = |problem: Problem| Fault {
        file: THESAURUS.to_owned(),
        line: Some(problem.at.line),
        what: What::Problem(Box::new(problem)),
    };
    Err(problems.into_iter().map(fault).collect())
}

/// Every figure of the weights by name, those of a part behind its name and a dot.
#[must_use]
pub fn figures(weights: &Weights) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    let Ok(serde_json::Value::Object(parts)) = serde_json::to_value(weights) else { return found };
    for (name, value) in &parts {
        match value {
            serde_json::Value::Object(inner) => {
                let inner =
                    inner.iter().filter_map(|(key, value)| Some((format!("{name}.{key}"), value.as_f64()?)));
                found.extend(inner);
            }
            other => {
                // A figure that is no number of JSON is not finite.
                found.insert(name.clone(), other.as_f64().unwrap_or(f64::NAN));
            }
        }
    }
    found
}

/// The weights with one figure changed; unchanged when there is none of this name.
#[must_use]
pub fn with_figure(weights: &Weights, name: &str, figure: f64) -> Weights {
    let changed = || {
        let mut value = serde_json::to_value(weights).ok()?;
        let pointer = format!("/{}", name.replace('.', "/"));
        *value.pointer_mut(&pointer)? = serde_json::Value::from(figure);
        serde_json::from_value(value).ok()
    };
    changed().unwrap_or(*weights)
}

/// The number of the line that comes after these bytes.
fn line_after(before: &[u8]) -> u64 {
    1 + before.iter().filter(|byte| **byte == b'\n').map(|_| 1).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder; the database in it lies elsewhere in it and is not looked at.
    async fn folder() -> (testkit::Database, Knowledge) {
        let database = testkit::sqlite().await;
        let folder = database.folder().join("office");
        std::fs::create_dir(&folder).unwrap();
        (database, Knowledge::of(Some(folder)))
    }

    fn write(knowledge: &Knowledge, name: &str, text: &str) {
        std::fs::write(knowledge.folder.as_ref().unwrap().join(name), text).unwrap();
    }

    fn weighing(words: f64) -> Weights {
        with_figure(&Weights::default(), "words", words)
    }

    #[tokio::test]
    async fn weights_of_the_folder_are_used_and_read_again_when_changed() {
        let (_database, knowledge) = folder().await;
        assert_eq!(knowledge.known().weights, Weights::default());
        knowledge.keep(&weighing(7.5)).unwrap();
        assert_eq!(knowledge.known().weights, weighing(7.5));
        knowledge.keep(&weighing(11.25)).unwrap();
        assert_eq!(knowledge.known().weights, weighing(11.25));
        std::fs::remove_file(knowledge.folder.as_ref().unwrap().join(WEIGHTS)).unwrap();
        assert_eq!(knowledge.known().weights, Weights::default());
    }

    #[tokio::test]
    async fn broken_files_are_refused_with_their_line_and_the_last_good_ones_stay() {
        let (_database, knowledge) = folder().await;
        knowledge.keep(&weighing(7.5)).unwrap();
        let good = std::fs::read_to_string(knowledge.folder.as_ref().unwrap().join(WEIGHTS)).unwrap();
        assert_eq!(knowledge.known().weights, weighing(7.5));
        let nonsense = format!("# one\n# two\n{}", good.replacen("words = 7.5", "words = many", 1));
        for (text, line) in [
            (nonsense.as_str(), Some(3)),
            ("words = \"7\"", Some(1)),
            ("# the office\nwords = -3\n", None),
            ("no_such_weight = 1\n", Some(1)),
        ] {
            write(&knowledge, WEIGHTS, text);
            assert_eq!(knowledge.known().weights, weighing(7.5), "{text}");
            let faults = knowledge.faults();
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert_eq!(faults[0].file, WEIGHTS);
            if line.is_some() {
                assert_eq!(faults[0].line, line, "{faults:?}");
            }
        }
        knowledge.keep(&weighing(9.0)).unwrap();
        assert_eq!((knowledge.known().weights, knowledge.faults()), (weighing(9.0), Vec::new()));
    }

    #[tokio::test]
    async fn a_broken_thesaurus_is_refused_and_a_sound_one_makes_a_new_generation() {
        let (_database, knowledge) = folder().await;
        let before = knowledge.known();
        write(
            &knowledge,
            THESAURUS,
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<a> skos:prefLabel oops",
        );
        assert_eq!(knowledge.known().thesaurus.concepts.len(), before.thesaurus.concepts.len());
        let faults = knowledge.faults();
        assert!(matches!(faults.as_slice(), [Fault { line: Some(2), .. }, ..]), "{faults:?}");
        write(&knowledge, THESAURUS, include_str!("../../../data/thesaurus.ttl"));
        let after = knowledge.known();
        assert!(after.generation > before.generation && knowledge.faults().is_empty());
    }

    #[test]
    fn one_figure_can_be_changed_by_name() {
        let changed = with_figure(&Weights::default(), "words", 3.5);
        assert!((figures(&changed)["words"] - 3.5).abs() < 1e-12);
        assert_eq!(with_figure(&changed, "no.such", 1.0), changed);
        assert!(figures(&Weights::default()).values().all(|figure| figure.is_finite()));
    }
}
