//! Two answers side by side, row by row.

use app::comparisons::Compared;
use app::matches::{Criterion, Standing};
use app::reasons;
use askama::Template;
use domain::Record;
use language::Words;

use super::answers::{NeedShown, field, frame, title};
use super::asking::{Asked, Page};
use super::cards::{ObstacleShown, Rules, obstacles};
use super::packages::{LineShown, line_of};
use crate::layout::Frame;
use crate::readers::Reader;
use crate::values::{self, Length, Link, Shown};

/// How many answers are compared.
pub(super) const COMPARED: usize = 2;

/// Two answers side by side.
#[derive(Template)]
#[template(path = "matches/compare.html")]
pub(super) struct ComparePage {
    frame: Frame,
    need: NeedShown,
    back: String,
    sides: Vec<Side>,
    parts: Vec<Part>,
}

/// One of the answers.
struct Side {
    title: Link,
    standing: String,
    why: String,
}

/// Rows that belong together.
struct Part {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    cells: Vec<Cell>,
}

enum Cell {
    Blank,
    Number(String),
    Value(Shown),
    Words(String),
    Lines(Vec<LineShown>),
    Obstacles(Vec<ObstacleShown>),
}

impl Cell {
    fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Lines(lines) => lines.is_empty(),
            Self::Obstacles(obstacles) => obstacles.is_empty(),
            Self::Number(_) | Self::Value(_) | Self::Words(_) => false,
        }
    }
}

impl ComparePage {
    pub(super) fn new(reader: &Reader, asked: &Asked, compared: &Compared) -> Self {
        let words = reader.words();
        let answered = &compared.answered;
        let showing = Showing { words, compared };
        let side = |standing: &Standing| Side {
            title: title(words, answered, &standing.ranked.id),
            standing: reasons::standing(words, answered, standing),
            why: asked.page(Page::Why, &[("id", &standing.ranked.id)]),
        };
        let mut parts = vec![showing.points(), showing.facts(), showing.package()];
        parts.retain(|part| !part.rows.is_empty());
        let back = asked.page(Page::Answers, &[]);
        Self {
            frame: frame(reader, answered, &words.get("match-compare"))
                .step(&back, &words.get("match-title")),
            need: NeedShown::new(words, answered),
            back,
            sides: compared.standings.iter().map(side).collect(),
            parts,
        }
    }
}

#[derive(Clone, Copy)]
struct Showing<'a> {
    words: Words,
    compared: &'a Compared,
}

impl<'a> Showing<'a> {
    /// A row with a cell for each answer; none when all are blank.
    fn row(self, label: String, cell: impl Fn(&Standing) -> Cell) -> Option<Row> {
        let cells: Vec<Cell> = self.compared.standings.iter().map(cell).collect();
        (!cells.iter().all(Cell::is_blank)).then_some(Row { label, cells })
    }

    fn part(self, key: &str, rows: Vec<Option<Row>>) -> Part {
        Part { title: self.words.get(key).into_owned(), rows: rows.into_iter().flatten().collect() }
    }

    fn points(self) -> Part {
        let total = |standing: &Standing| Cell::Number(reasons::points(&standing.ranked).0);
        let mut rows = vec![self.row(self.words.get("match-compare-score").into_owned(), total)];
        rows.extend(Criterion::ALL.iter().map(|criterion| {
            self.row(reasons::criterion(self.words, *criterion), |standing| {
                reasons::points_of(&standing.ranked, *criterion).map_or(Cell::Blank, Cell::Number)
            })
        }));
        self.part("match-compare-reasons", rows)
    }

    fn facts(self) -> Part {
        let (words, answered) = (self.words, &self.compared.answered);
        let own = |plural: &'static str, name: &'static str| {
            self.row(words.field_named(plural, name).into_owned(), move |standing| {
                let record = answered.records.get(&standing.ranked.id);
                let record = record.filter(|record| record.kind().plural == plural);
                record
                    .and_then(|record| field(words, answered, record, name))
                    .map_or(Cell::Blank, Cell::Value)
            })
        };
        let outline = |name: &'static str| {
            self.row(words.field_named("profiles", name).into_owned(), move |standing| {
                let profile = self.profile(&standing.ranked.id);
                profile.and_then(|record| self.value(record, name)).map_or(Cell::Blank, Cell::Value)
            })
        };
        let against = |standing: &Standing| Cell::Obstacles(obstacles(words, answered, &standing.ranked));
        let rules = |standing: &Standing| {
            Rules::of(words, answered, &standing.ranked).map_or(Cell::Blank, |rules| Cell::Words(rules.count))
        };
        let say = |key: &str| words.get(key).into_owned();
        let rows = vec![
            self.row(say("match-why"), |standing| {
                Cell::Words(reasons::sentence(words, answered, &standing.ranked))
            }),
            own("offerings", "kind"),
            own("offerings", "provider"),
            own("offerings", "description"),
            own("offerings", "evidence"),
            own("offerings", "conditions"),
            own("schemes", "instrument"),
            own("schemes", "funder"),
            own("schemes", "for_what"),
            own("schemes", "who_may_apply"),
            self.row(say("match-rules"), rules),
            self.row(say("match-against"), against),
            outline("cost_class"),
            outline("scale_from"),
            outline("scale_to"),
            outline("setup"),
            outline("skills"),
            outline("languages"),
        ];
        self.part("match-compare-facts", rows)
    }

    fn profile(self, offering: &str) -> Option<&'a Record> {
        self.compared.profiles.iter().find(|profile| profile.text("offering") == offering)
    }

    fn value(self, record: &Record, name: &str) -> Option<Shown> {
        let field = record.kind().field(name)?;
        let names = &self.compared.answered.names;
        let shown = values::shown(self.words, names, record, field, Length::Short);
        (!shown.is_blank()).then_some(shown)
    }

    fn package(self) -> Part {
        let packages = &self.compared.packages;
        let told: Vec<(&String, app::packages::Told)> = packages
            .list
            .iter()
            .filter_map(|package| {
                Some((package.offerings.first()?, app::packages::told(self.words, packages, package)))
            })
            .collect();
        let labels = told.first().map(|(_, told)| told.rows.iter().map(|row| row.label.clone()).collect());
        let labels: Vec<String> = labels.unwrap_or_default();
        let rows = labels.into_iter().enumerate().map(|(at, label)| {
            self.row(label, |standing| {
                let found = told.iter().find(|(id, _)| **id == standing.ranked.id);
                let lines = found.and_then(|(_, told)| told.rows.get(at)).map(|row| row.lines.iter());
                let line = |line| line_of(self.words, packages, line);
                lines.map_or(Cell::Blank, |lines| Cell::Lines(lines.map(line).collect()))
            })
        });
        self.part("match-compare-package", rows.collect())
    }
}
