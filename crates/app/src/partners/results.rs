//! Measured values put in order: by indicator, then by what was measured, then by date.

use domain::Record;

use super::overview::{first_key, is_aim, is_expected};

/// The values of one indicator in one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The indicator.
    pub indicator: String,
    /// The unit.
    pub unit: String,
    /// What was measured, each with its values.
    pub subjects: Vec<Measures>,
}

/// The values of one indicator about one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// The record.
    pub subject: String,
    /// The observations in the order of their dates, those without one last.
    pub values: Vec<Record>,
}

impl Measures {
    /// The values with a date, in order.
    pub fn dated(&self) -> impl Iterator<Item = &Record> {
        self.values.iter().filter(|value| value.date().is_some())
    }

    /// The first measured value with a date, which later ones are held against; the first of all if none has one.
    #[must_use]
    pub fn first(&self) -> Option<&Record> {
        self.dated().find(|value| !is_expected(value)).or_else(|| self.values.first())
    }

    /// The last measured value with a date, when it is another than the first.
    #[must_use]
    pub fn last(&self) -> Option<&Record> {
        let last = self.dated().filter(|value| !is_expected(value)).last();
        last.filter(|last| Some(last.id()) != self.first().map(Record::id))
    }
}

impl Measured {
    /// Tells whether something was measured at two dates at least, so that a course can be drawn.
    #[must_use]
    pub fn has_course(&self) -> bool {
        self.subjects.iter().any(|subject| subject.dated().nth(1).is_some())
    }

    /// Tells whether the values are aims and not results.
    #[must_use]
    pub fn is_aim(&self) -> bool {
        is_aim(&self.indicator)
    }

    /// How many values there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.subjects.iter().map(|subject| subject.values.len()).sum()
    }
}

/// Puts observations in order: indicators with a course first, then by the number of values; aims last. Subjects stand
/// in the order of `first`, others behind by id.
#[must_use]
pub fn measured(observations: Vec<Record>, first: &[String]) -> Vec<Measured> {
    let mut all: Vec<Measured> = Vec::new();
    for record in observations {
        let (indicator, unit) = (record.text("indicator"), record.text("unit"));
        let at = all.iter().position(|m| m.indicator == indicator && m.unit == unit);
        let group = match at.and_then(|at| all.get_mut(at)) {
            Some(group) => group,
            None => {
                all.push(Measured {
                    indicator: indicator.to_owned(),
                    unit: unit.to_owned(),
                    subjects: Vec::new(),
                });
                let Some(group) = all.last_mut() else { continue };
                group
            }
        };
        let subject = record.text("subject").to_owned();
        match group.subjects.iter_mut().find(|known| known.subject == subject) {
            Some(known) => known.values.push(record),
            None => group.subjects.push(Measures { subject, values: vec![record] }),
        }
    }
    let place = |id: &str| first.iter().position(|one| one == id).unwrap_or(usize::MAX);
    for group in &mut all {
        for subject in &mut group.subjects {
            subject.values.sort_by_cached_key(|value| (first_key(value.date()), value.id().to_owned()));
        }
        group.subjects.sort_by_cached_key(|subject| (place(&subject.subject), subject.subject.clone()));
    }
    all.sort_by_cached_key(|group| {
        let total = std::cmp::Reverse(group.total());
        (group.is_aim(), !group.has_course(), total, group.indicator.clone(), group.unit.clone())
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::record;

    fn value(id: &str, indicator: &str, subject: &str, year: &str) -> Record {
        let mut cells = vec![("indicator", indicator), ("subject", subject), ("unit", "%"), ("value", "1")];
        if !year.is_empty() {
            cells.push(("year", year));
        }
        record("observations", id, &cells)
    }

    #[test]
    fn courses_come_first_and_aims_last() {
        let values = vec![
            value("obs-a", "coverage_target", "dalian", "2020"),
            value("obs-b", "area", "dalian", ""),
            value("obs-c", "nrw_rate", "site-b", "2003"),
            value("obs-d", "nrw_rate", "dalian", ""),
            value("obs-e", "nrw_rate", "dalian", "2008"),
            value("obs-f", "nrw_rate", "dalian", "1993"),
        ];
        let told: Vec<String> = measured(values, &["dalian".to_owned()])
            .iter()
            .flat_map(|m| m.subjects.iter().map(|s| (m.indicator.clone(), s.clone())))
            .map(|(indicator, s)| {
                let ids: Vec<&str> = s.values.iter().map(Record::id).collect();
                format!("{indicator} {} {} last {:?}", s.subject, ids.join(" "), s.last().map(Record::id))
            })
            .collect();
        assert_eq!(
            told,
            [
                "nrw_rate dalian obs-f obs-e obs-d last Some(\"obs-e\")",
                "nrw_rate site-b obs-c last None",
                "area dalian obs-b last None",
                "coverage_target dalian obs-a last None",
            ]
        );
    }
}
