//! The story of a partner at the terminal: the same facts as its page, in lines.

use app::partners::{Measured, Story};
use domain::{Record, Texts, Value};
use language::Words;
use serde_json::json;

use crate::output::say;

/// A story with the words to tell it in.
struct Telling<'s> {
    story: &'s Story,
    words: Words,
}

/// Prints a story.
pub(crate) fn print(story: &Story, words: Words) {
    let telling = Telling { story, words };
    telling.head();
    telling.dated("agreements", &story.agreements.iter().collect::<Vec<_>>());
    telling.dated("projects", &story.projects.iter().collect::<Vec<_>>());
    telling.needs();
    telling.results();
    telling.dated("benefits", &story.gained_home.iter().chain(&story.gained_partner).collect::<Vec<_>>());
    telling.dated("spread", &story.spread_from.iter().chain(&story.spread_to).collect::<Vec<_>>());
    telling.dated("recognitions", &story.honours().collect::<Vec<_>>());
    telling.dated("conflicts", &story.conflicts.iter().collect::<Vec<_>>());
}

impl Telling<'_> {
    fn name(&self, id: &str) -> String {
        let head = self.story.names.get(id);
        head.map_or_else(|| id.to_owned(), |head| head.title.text(self.words.tag()).to_owned())
    }

    fn title(&self, record: &Record) -> Texts {
        record.title(&|id| self.story.names.get(id).map(|head| head.title.clone()))
    }

    fn head(&self) {
        let (story, words) = (self.story, self.words);
        let around: Vec<String> = story.path.iter().map(|id| self.name(id)).collect();
        say(format_args!("{}  ({})", self.title(&story.place).text(words.tag()), story.place.id()));
        if !around.is_empty() {
            say(format_args!("  {}", around.join(" · ")));
        }
        if let Some(since) = &story.since {
            let since = [("when", words.when(&since.when).into()), ("what", self.name(&since.record).into())];
            say(format_args!("  {}", words.with("cli-story-since", &since)));
        }
        for sector in &story.sectors {
            let first = sector.first.as_ref().map_or_else(|| "–".to_owned(), |when| words.when(when));
            say(format_args!("    {first:<16} {} ({})", self.name(&sector.code), words.count(sector.total)));
        }
    }

    /// Prints records behind their dates, under the name of their kind.
    fn dated(&self, plural: &str, records: &[&Record]) {
        let Some(kind) = domain::kind(plural).filter(|_| !records.is_empty()) else { return };
        say(format_args!("\n{} ({})", self.words.kind(kind), self.words.count(count(records.len()))));
        for record in records {
            let stage = match record.kind().field("stage").map(|field| field.shape) {
                Some(domain::Shape::Code(stages)) => {
                    format!(" [{}]", self.words.code(stages, record.text("stage")))
                }
                _ => String::new(),
            };
            let amount = match (record.number("amount"), record.text("currency")) {
                (Some(amount), currency) if !currency.is_empty() => {
                    format!("  {}", self.words.money_short(amount, currency))
                }
                _ => String::new(),
            };
            let title = self.title(record);
            say(format_args!("  {:<16} {}{stage}{amount}", self.dates(record), title.text(self.words.tag())));
        }
    }

    fn dates(&self, record: &Record) -> String {
        let start = record.date().map(|when| self.words.when_short(when));
        let end = ["end", "term_end"]
            .iter()
            .find_map(|name| record.when(name))
            .map(|when| self.words.when_short(when));
        match (start, end) {
            (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
            (Some(start), _) => start,
            (None, Some(end)) => format!("– {end}"),
            (None, None) => "–".to_owned(),
        }
    }

    fn needs(&self) {
        let Some(kind) = domain::kind("needs").filter(|_| !self.story.needs.is_empty()) else { return };
        say(format_args!(
            "\n{} ({})",
            self.words.kind(kind),
            self.words.count(count(self.story.needs.len()))
        ));
        for answered in &self.story.needs {
            let title = self.title(&answered.need);
            say(format_args!("  {:<16} {}", self.dates(&answered.need), title.text(self.words.tag())));
            for project in &answered.projects {
                say(format_args!("  {:<16}   → {}", "", self.title(project).text(self.words.tag())));
            }
        }
    }

    fn results(&self) {
        let Some(kind) = domain::kind("observations").filter(|_| !self.story.results.is_empty()) else {
            return;
        };
        say(format_args!("\n{}", self.words.kind(kind)));
        for measured in &self.story.results {
            say(format_args!("  {}", self.words.indicator(&measured.indicator)));
            self.measured(measured);
        }
    }

    fn measured(&self, measured: &Measured) {
        for subject in &measured.subjects {
            let value = |record: &Record| {
                let amount = record
                    .number("value")
                    .map(|n| self.words.quantity(n, &measured.unit))
                    .unwrap_or_default();
                let year = record.when("year").map(|when| format!(" ({})", self.words.when_short(when)));
                amount + &year.unwrap_or_default()
            };
            let shown = match (subject.first(), subject.last()) {
                (Some(first), Some(last)) => format!("{} → {}", value(first), value(last)),
                (Some(only), None) => value(only),
                _ => continue,
            };
            say(format_args!("    {}: {shown}", self.name(&subject.subject)));
        }
    }
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The story for programs.
pub(crate) fn as_json(story: &Story) -> serde_json::Value {
    let all = |records: &[Record]| records.iter().map(Record::to_json).collect::<Vec<_>>();
    let when = |value: Option<&domain::When>| value.map(|when| Value::When(when.clone()).cell());
    json!({
        "record": story.place.to_json(),
        "within": story.path,
        "since": story.since.as_ref().map(|since| json!({ "when": since.when.written(), "record": since.record })),
        "sectors": story.sectors.iter().map(|sector| {
            json!({ "code": sector.code, "first": when(sector.first.as_ref()), "projects": sector.total })
        }).collect::<Vec<_>>(),
        "agreements": all(&story.agreements),
        "projects": all(&story.projects),
        "activities": all(&story.activities),
        "needs": story.needs.iter().map(|answered| {
            let projects: Vec<&str> = answered.projects.iter().map(Record::id).collect();
            json!({ "need": answered.need.to_json(), "answered_by": projects })
        }).collect::<Vec<_>>(),
        "observations": story.results.iter().flat_map(|m| &m.subjects).flat_map(|s| all(&s.values)).collect::<Vec<_>>(),
        "benefits": all(&story.gained_home),
        "spread": story.spread_from.iter().chain(&story.spread_to).map(Record::to_json).collect::<Vec<_>>(),
        "recognitions": story.honours().map(Record::to_json).collect::<Vec<_>>(),
        "conflicts": all(&story.conflicts),
    })
}
