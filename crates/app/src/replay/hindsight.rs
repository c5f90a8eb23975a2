//! Taking hindsight away: the record as it was known in a year.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Record, Texts, Value, When};

use super::year_of;

/// The name under which notes of the field are cited: knowledge without a date of its own.
const FIELD_NOTES: &str = "renkei-field-notes";

/// The records as they were known at the end of a year. `unknown` are the ids of projects that are hidden whatever their
/// date, such as those that answer the very need that is asked.
///
/// # Source
/// Ours: a project counts from its start, its results from its end; a clause without a year counts when the thing had
/// been used by then; a problem counts from its oldest evidence.
#[must_use]
pub fn known_then(records: &[Record], year: i16, with_notes: bool, unknown: &BTreeSet<&str>) -> Vec<Record> {
    let dates: BTreeMap<&str, i16> =
        records.iter().filter_map(|record| Some((record.id(), begun(record)?))).collect();
    let is_known = |record: &Record| {
        !unknown.contains(record.id()) && dates.get(record.id()).is_some_and(|begun| *begun <= year)
    };
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for record in records.iter().filter(|record| is_known(record)) {
        match record.kind().plural {
            "projects" => used.extend(record.references("offerings").iter().map(String::as_str)),
            "spread" => {
                used.insert(record.text("offering_or_project"));
            }
            _ => {}
        }
    }
    let keep = |record: &Record| match record.kind().plural {
        "projects" | "needs" | "spread" | "observations" => is_known(record).then(|| then(record, year)),
        "offerings" => Some(offering(record, year, used.contains(record.id()))),
        "problems" => {
            let evidence = record.references("evidence").iter().chain(record.terms("evidence"));
            let oldest =
                evidence.map(|id| if unknown.contains(id.as_str()) { None } else { dates.get(id.as_str()) });
            let dated: Vec<i16> = oldest.clone().flatten().copied().collect();
            let is_told = match (oldest.count(), dated.iter().min()) {
                (0, _) => with_notes,
                (_, Some(oldest)) => *oldest <= year,
                (_, None) => false,
            };
            is_told.then(|| record.clone())
        }
        "conditions" | "profiles" => (with_notes || !is_note(record)).then(|| record.clone()),
        _ => Some(record.clone()),
    };
    records.iter().filter_map(keep).collect()
}

/// The year from which a record is known; of projects without a start the end.
fn begun(record: &Record) -> Option<i16> {
    year_of(record).or_else(|| record.when("end").map(When::year))
}

/// Tells whether a record rests on notes of the field.
fn is_note(record: &Record) -> bool {
    record.citations("source").iter().any(|citation| citation.document == FIELD_NOTES)
}

/// A dated record without what came later: the end and the results of projects that were still under way.
fn then(record: &Record, year: i16) -> Record {
    let mut record = record.clone();
    if record.kind().plural == "projects" {
        let is_over = record.when("end").is_some_and(|end| end.year() <= year);
        if !is_over {
            record.set("end", None);
            record.set("stage", Some(Value::Text("need".to_owned())));
        }
        shorten(&mut record, "summary", year, is_over);
    }
    record
}

fn offering(record: &Record, year: i16, was_used: bool) -> Record {
    let mut record = record.clone();
    shorten(&mut record, "evidence", year, was_used);
    for field in ["description", "conditions"] {
        shorten(&mut record, field, year, true);
    }
    record
}

/// Takes away the clauses of a text that name a later year, and those without a year unless they are known by then.
fn shorten(record: &mut Record, field: &str, year: i16, keeps_undated: bool) {
    let Some(texts) = record.texts(field) else { return };
    let mut kept = Texts::default();
    for (tag, text) in texts.iter() {
        kept.set(tag, &clauses_known(text, year, keeps_undated));
    }
    record.set(field, (!kept.is_empty()).then_some(Value::Texts(kept)));
}

fn clauses_known(text: &str, year: i16, keeps_undated: bool) -> String {
    let clauses = text.split_inclusive([';', '；', '。']);
    let is_known = |clause: &&str| match years(clause).max() {
        Some(latest) => latest <= year,
        None => keeps_undated,
    };
    clauses.filter(is_known).collect::<String>().trim().trim_end_matches([';', '；']).to_owned()
}

/// The years that a text names: numbers of four digits from 1900 to 2099.
fn years(text: &str) -> impl Iterator<Item = i16> {
    let numbers = text.split(|letter: char| !letter.is_ascii_digit());
    numbers
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1900..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use testkit::record;

    use super::*;

    fn then_of(records: &[Record], year: i16, with_notes: bool) -> Vec<Record> {
        known_then(records, year, with_notes, &BTreeSet::new())
    }

    #[test]
    fn clauses_of_later_years_are_hidden() {
        for (text, year, undated, known) in [
            (
                "losses fell from 72% (1993) to 6.2% (2008); Hai Phong chose it in 2011",
                2009,
                false,
                "losses fell from 72% (1993) to 6.2% (2008)",
            ),
            ("losses fell from 72% (1993) to 6.2% (2008)", 2000, true, ""),
            ("complete in 2002; helped cut losses", 2005, false, "complete in 2002"),
            ("complete in 2002; helped cut losses", 2001, true, "helped cut losses"),
            ("over 19,000 households 2004-2009", 2004, true, ""),
            ("2004年に導入。2010年に拡大。", 2005, false, "2004年に導入。"),
            ("", 2005, true, ""),
        ] {
            assert_eq!(clauses_known(text, year, undated), known, "{text} {year}");
        }
    }

    #[test]
    fn what_is_dated_later_is_not_known() {
        let records = [
            record(
                "projects",
                "prj-old",
                &[
                    ("title", "x"),
                    ("start", "1993"),
                    ("end", "1996"),
                    ("stage", "completed"),
                    ("offerings", "off-a"),
                ],
            ),
            record("projects", "prj-undated", &[("title", "x"), ("stage", "completed")]),
            record("needs", "need-a", &[("raised", "2001")]),
            record("offerings", "off-a", &[("evidence", "half the cost; 5% in 1999")]),
            record("problems", "prb-dated", &[("evidence", "prj-old")]),
            record("problems", "prb-note", &[("source", FIELD_NOTES)]),
            record("profiles", "pro-note", &[("source", FIELD_NOTES)]),
        ];
        let ids = |year, notes| -> Vec<String> {
            then_of(&records, year, notes).iter().map(|one| one.id().to_owned()).collect()
        };
        assert_eq!(ids(1990, false), ["off-a"]);
        assert_eq!(ids(1990, true), ["off-a", "prb-note", "pro-note"]);
        assert_eq!(ids(1994, false), ["prj-old", "off-a", "prb-dated"]);
        assert_eq!(ids(2001, false), ["prj-old", "need-a", "off-a", "prb-dated"]);
        let own = BTreeSet::from(["prj-old"]);
        let hidden: Vec<String> =
            known_then(&records, 2001, false, &own).iter().map(|one| one.id().to_owned()).collect();
        assert_eq!(
            hidden,
            ["need-a", "off-a"],
            "what answered the need itself is not known, nor what rests on it"
        );
        let stage = |year| then_of(&records, year, false)[0].text("stage").to_owned();
        assert_eq!((stage(1994), stage(1996)), ("need".to_owned(), "completed".to_owned()));
        let evidence = |year, at: usize| {
            let known = then_of(&records, year, false);
            known[at].texts("evidence").map(|texts| texts.text("en").to_owned())
        };
        assert_eq!(evidence(1990, 0), None, "not used by then");
        assert_eq!(evidence(1994, 1).as_deref(), Some("half the cost"));
    }
}
