//! `renkei show`: one record, or the story of a partner.

use std::process::ExitCode;

use app::records::{self, RecordPage};
use app::{Renkei, Settings};
use clap::Args;
use domain::{Field, Shape, Unit, Value};
use language::Words;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;
use crate::verbs::stories;

/// Shows a record by its id; of a place, the story of the partnership.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei show phnom-penh\n  renkei show off-u-bcf --lang ja\n  renkei show agr-kitakyushu-hai-phong-water-2009 --json"
)]
pub(crate) struct Show {
    /// The id of the record
    #[arg(value_name = "ID")]
    id: String,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store.close().await;
        let renkei =
            Renkei::open(Settings { database: place.database, folder: None, office, clock: now }).await?;
        let done = self.print(&renkei, words).await;
        renkei.close().await;
        done.map(|()| ExitCode::SUCCESS)
    }

    async fn print(&self, renkei: &Renkei, words: Words) -> Result<(), Failure> {
        let viewer = renkei.viewer();
        let kind = records::kind_of(renkei, &viewer, &self.id).await?;
        if kind.plural == "places" {
            let story = app::partners::show(renkei, &viewer, &self.id).await?;
            if self.json {
                output::print_json(&stories::as_json(&story));
            } else {
                stories::print(&story, words);
            }
            return Ok(());
        }
        let page = records::show(renkei, &viewer, kind, &self.id).await?;
        if self.json {
            output::print_json(&as_json(&page));
        } else {
            print(&page, words);
        }
        Ok(())
    }
}

fn print(page: &RecordPage, words: Words) {
    let language = words.tag();
    let title = page.record.title(&|id| page.names.get(id).map(|head| head.title.clone()));
    output::say(format_args!(
        "{}  ({}, {})\n",
        title.text(language),
        words.kind_one(page.record.kind()),
        page.record.id()
    ));
    let mut table = output::table(&[]);
    for (field, value) in page.record.fields() {
        if let Some(value) = value {
            let label = words.field(page.record.kind(), field).into_owned();
            table.add_row([label, shown(page, field, value, words)]);
        }
    }
    output::print_table(&table);
    for inbound in &page.inbound {
        output::say(format_args!(
            "\n{} ({})",
            words.kind(inbound.kind),
            words.field_named(inbound.kind.plural, inbound.field)
        ));
        for record in &inbound.records {
            let title = record.title(&|id| page.names.get(id).map(|head| head.title.clone()));
            output::say(format_args!("  {}  ({})", title.text(language), record.id()));
        }
        let more = inbound.total.saturating_sub(u64::try_from(inbound.records.len()).unwrap_or(0));
        if more > 0 {
            output::say(format_args!("  {}", words.with("cli-show-more", &[("count", more.into())])));
        }
    }
}

fn shown(page: &RecordPage, field: &Field, value: &Value, words: Words) -> String {
    let language = words.tag();
    let name = |id: &String| match page.names.get(id) {
        Some(head) => format!("{} ({id})", head.title.text(language)),
        None => id.clone(),
    };
    match (value, field.shape) {
        (Value::Texts(texts), _) => texts.text(language).to_owned(),
        (Value::Text(code), Shape::Code(vocabulary)) => words.code(vocabulary, code).into_owned(),
        (Value::When(when), _) => words.when_long(when),
        (Value::Number(number), _) => match field.unit {
            Unit::None => words.number(number),
            Unit::Fixed(unit) => words.quantity(number, unit),
            Unit::Field(name) => words.quantity(number, page.record.text(name)),
        },
        (Value::Reference(id), _) => name(id),
        (Value::References(ids), _) => ids.iter().map(name).collect::<Vec<_>>().join("; "),
        (Value::Citations(citations), _) => {
            let source = |document: &str| {
                page.sources.get(document).and_then(|s| s.texts("title")).map(|t| t.text(language).to_owned())
            };
            let one = |c: &domain::Citation| match source(&c.document) {
                Some(title) => format!("{title}: {}", c.locator),
                None => c.cell(),
            };
            citations.iter().map(one).collect::<Vec<_>>().join("; ")
        }
        (other, _) => other.cell(),
    }
}

fn as_json(page: &RecordPage) -> serde_json::Value {
    let inbound = page.inbound.iter().map(|inbound| {
        json!({
            "kind": inbound.kind.plural, "field": inbound.field, "total": inbound.total,
            "ids": inbound.records.iter().map(domain::Record::id).collect::<Vec<_>>(),
        })
    });
    json!({
        "record": page.record.to_json(),
        "referred_to_by": inbound.collect::<Vec<_>>(),
        "observations": page.observations.iter().map(domain::Record::to_json).collect::<Vec<_>>(),
        "conflicts": page.conflicts.iter().map(domain::Record::to_json).collect::<Vec<_>>(),
    })
}
