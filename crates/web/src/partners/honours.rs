//! Awards beside the results that were on record before them, as rows.

use app::partners::{Recognised, Step};
use domain::Record;

use crate::layout::Said;
use crate::telling::{Origin, Teller};
use crate::values::{self, Link};

use super::measures::quantity;

/// The most results of each sort that are named before a recognition.
const MOST: usize = 6;

/// The recognitions for work in one place.
pub(crate) struct Honours {
    pub(crate) place: Link,
    pub(crate) id: String,
    pub(crate) rows: Vec<Row>,
}

/// Recognitions of one date or name, with what came before.
pub(crate) struct Row {
    pub(crate) awards: Vec<Award>,
    pub(crate) values: Vec<Before>,
    pub(crate) projects: Vec<(String, Link)>,
    /// How many more results came before than are named, in words.
    pub(crate) more: Option<String>,
}

/// Recognitions of one name.
pub(crate) struct Award {
    pub(crate) years: Vec<(String, String)>,
    pub(crate) link: Link,
    /// Who was honoured, when it is not the place itself.
    pub(crate) recipient: Option<Link>,
    pub(crate) giver: Option<Link>,
    pub(crate) reason: Option<Said>,
    pub(crate) origin: Origin,
}

/// A value that was measured before.
pub(crate) struct Before {
    pub(crate) when: String,
    pub(crate) address: String,
    pub(crate) indicator: String,
    pub(crate) value: String,
    pub(crate) subject: Option<Link>,
}

impl Honours {
    pub(crate) fn new<'c>(
        teller: &Teller,
        recognised: &Recognised,
        conflicts: impl Fn(&Record) -> Vec<&'c Record>,
    ) -> Self {
        let rows = recognised.steps.iter().map(|step| row(teller, step, &recognised.place, &conflicts));
        Self {
            place: teller.link(&recognised.place),
            id: format!("recognitions-{}", recognised.place),
            rows: rows.collect(),
        }
    }
}

fn row<'c>(
    teller: &Teller,
    step: &Step,
    place: &str,
    conflicts: &impl Fn(&Record) -> Vec<&'c Record>,
) -> Row {
    let mut awards: Vec<Award> = Vec::new();
    for recognition in &step.recognitions {
        let link = teller.to(recognition);
        let year = (teller.when(recognition, "year"), link.address.clone());
        if let Some(known) = awards.iter_mut().find(|award| award.link.text == link.text) {
            known.years.push(year);
            continue;
        }
        let giver = recognition.text("giver");
        awards.push(Award {
            years: vec![year],
            recipient: Some(recognition.text("recipient"))
                .filter(|id| *id != place)
                .map(|id| teller.link(id)),
            giver: (!giver.is_empty()).then(|| teller.link(giver)),
            reason: teller.said(recognition, "reason"),
            origin: teller.origin(recognition, conflicts(recognition).into_iter()),
            link,
        });
    }
    let value = |record: &Record| Before {
        when: teller.when(record, "year"),
        address: values::address(record.kind(), record.id()),
        indicator: teller.words.indicator(record.text("indicator")).into_owned(),
        value: quantity(teller.words, record),
        subject: (record.text("subject") != place).then(|| teller.link(record.text("subject"))),
    };
    let latest = |total: usize| total.saturating_sub(MOST);
    let (values, projects) = (&step.observations, &step.projects);
    let more = latest(values.len()) + latest(projects.len());
    Row {
        awards,
        values: values.iter().skip(latest(values.len())).map(value).collect(),
        projects: projects
            .iter()
            .skip(latest(projects.len()))
            .map(|project| (teller.span(project), teller.to(project)))
            .collect(),
        more: (more > 0).then(|| teller.words.with("story-more-before", &[("count", more.into())])),
    }
}
