//! Awards beside the results that were on record before them. Dates only: what came before is not said to be the cause.

use std::collections::BTreeMap;

use domain::{Record, Viewer, kind};
use store::Tx;

use super::overview::{Overview, first_key, is_expected, seats};
use crate::Result;

/// The recognitions of a place for work in one place, with the results there.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The place whose results are looked at.
    pub place: String,
    /// Recognitions in the order of dates, with the results that came between.
    pub steps: Vec<Step>,
}

/// Recognitions of one date, and the results on record before it and not before an earlier step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The recognitions; of several dates when nothing came between and they are called the same.
    pub recognitions: Vec<Record>,
    /// Values measured before.
    pub observations: Vec<Record>,
    /// Completed projects that ended before; where no end is on record, that began before.
    pub projects: Vec<Record>,
}

/// Results that can stand before a recognition.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Measured values.
    pub observations: Vec<Record>,
    /// Projects of all stages.
    pub projects: Vec<Record>,
}

/// Finds for each recognition the place whose results it may be about: the giver's, when that is a partner with
/// projects and the recipient is at home; else the recipient's, as `own` gives it.
pub(crate) async fn about(
    tx: &mut Tx,
    viewer: &Viewer,
    overview: &Overview,
    recognitions: Vec<Record>,
    own: impl Fn(&Record) -> (String, bool),
) -> Result<BTreeMap<String, Vec<Record>>> {
    let mut givers = Vec::new();
    if let Some(kind) = kind("organisations") {
        let ids: Vec<String> = recognitions.iter().map(|r| r.text("giver").to_owned()).collect();
        givers = store::by_ids(tx, viewer, kind, &ids).await?;
        givers.retain(|giver| !super::overview::BEYOND.contains(&giver.text("kind")));
    }
    let seats = seats(tx, viewer, givers.iter().map(|giver| giver.id().to_owned()).collect()).await?;
    let mut by_place: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for recognition in recognitions {
        let (own, is_home) = own(&recognition);
        let giver = seats.get(recognition.text("giver")).filter(|place| {
            is_home && overview.partner(place).is_some_and(|partner| partner.totals.projects > 0)
        });
        by_place.entry(giver.cloned().unwrap_or(own)).or_default().push(recognition);
    }
    Ok(by_place)
}

/// Puts recognitions in order, each beside what came before it.
pub(crate) fn steps(mut recognitions: Vec<Record>, evidence: &Evidence) -> Vec<Step> {
    recognitions.sort_by_cached_key(|record| (first_key(record.date()), record.id().to_owned()));
    let mut steps: Vec<Step> = Vec::new();
    for recognition in recognitions {
        let day = recognition.date().and_then(domain::When::earliest);
        let told = |id: &str| {
            let known = |records: &[Record]| records.iter().any(|record| record.id() == id);
            steps.iter().any(|step| known(&step.observations) || known(&step.projects))
        };
        let before = |record: &Record, field: &str| {
            let latest = record.when(field).and_then(domain::When::latest);
            matches!((latest, day), (Some(latest), Some(day)) if latest < day) && !told(record.id())
        };
        let observations: Vec<Record> = evidence
            .observations
            .iter()
            .filter(|record| !is_expected(record) && before(record, "year"))
            .cloned()
            .collect();
        let done = |record: &&Record| matches!(record.text("stage"), "completed" | "business");
        let projects: Vec<Record> = evidence
            .projects
            .iter()
            .filter(done)
            .filter(|record| before(record, if record.get("end").is_some() { "end" } else { "start" }))
            .cloned()
            .collect();
        let nothing_new = observations.is_empty() && projects.is_empty();
        match steps.last_mut().filter(|last| nothing_new && last.takes(&recognition)) {
            Some(last) => last.recognitions.push(recognition),
            None => steps.push(Step { recognitions: vec![recognition], observations, projects }),
        }
    }
    steps
}

impl Step {
    /// Whether a recognition with nothing new before it is told together with these: of the same date, or of the same
    /// name.
    fn takes(&self, other: &Record) -> bool {
        self.recognitions.iter().any(|one| {
            let same_date =
                one.date().map(domain::When::sort_key) == other.date().map(domain::When::sort_key);
            same_date || one.texts("title") == other.texts("title")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::record;

    #[test]
    fn results_stand_at_the_first_recognition_after_them() {
        let award = |id: &str, title: &str, year: &str| {
            let mut cells = vec![("recipient", "surabaya"), ("title", title)];
            if !year.is_empty() {
                cells.push(("year", year));
            }
            record("recognitions", id, &cells)
        };
        let value = |id: &str, indicator: &str, year: &str| {
            let cells = [
                ("subject", "surabaya"),
                ("indicator", indicator),
                ("unit", "%"),
                ("year", year),
                ("value", "1"),
            ];
            record("observations", id, &cells)
        };
        let project = |id: &str, stage: &str, start: &str, end: &str| {
            let mut cells = vec![("title", "x"), ("stage", stage), ("start", start)];
            if !end.is_empty() {
                cells.push(("end", end));
            }
            record("projects", id, &cells)
        };
        let evidence = Evidence {
            observations: vec![
                value("obs-a", "waste", "2005"),
                value("obs-b", "waste", "2005-2010"),
                value("obs-c", "waste_target", "2001"),
            ],
            projects: vec![
                project("prj-a", "completed", "2000", "2001"),
                project("prj-b", "completed", "2004", ""),
                project("prj-c", "feasibility", "1999", "2000"),
                project("prj-d", "completed", "2004", "2006"),
            ],
        };
        let awards = vec![
            award("rec-d", "Adipura", "2007"),
            award("rec-e", "Adipura", "2012"),
            award("rec-f", "Other", ""),
            award("rec-c", "Adipura", "2006"),
            award("rec-b", "Honours", "1992"),
            award("rec-a", "Adipura", "1992"),
        ];
        let ids = |records: &[Record]| records.iter().map(Record::id).collect::<Vec<_>>().join(" ");
        let told: Vec<String> = steps(awards, &evidence)
            .iter()
            .map(|s| format!("{} | {} | {}", ids(&s.recognitions), ids(&s.observations), ids(&s.projects)))
            .collect();
        assert_eq!(
            told,
            [
                "rec-a rec-b |  | ",
                "rec-c | obs-a | prj-a prj-b",
                "rec-d |  | prj-d",
                "rec-e | obs-b | ",
                "rec-f |  | ",
            ]
        );
    }
}
