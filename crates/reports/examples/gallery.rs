//! Renders every picture from the demo record into a folder of HTML pages, to be looked at.
//!
//! `cargo run -p reports --example gallery -- FOLDER`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a tool for the people who draw the pictures; the demo record is known to be sound"
)]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::When;
use jiff::civil::date;
use reports::bars::{Bars, Row, Segment, Stack};
use reports::map::{Map, Point, Route, Window};
use reports::series::{Comparison, Pair, Reading, Role, Series, Value};
use reports::timeline::{Key, Lane, Mark, MarkRow, MarkSort, Stage, Timeline, Work};
use reports::years::{Column, Years};
use reports::{CSS, Picture, Size, bars, map, series, timeline, years};

type Record = HashMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let record = Demo::read()?;
    let tokens = std::fs::read_to_string(root().join("crates/web/static/tokens.css"))?;
    for (name, size) in [("index", Size::Wide), ("narrow", Size::Narrow)] {
        let mut page = Page::new(&tokens);
        record.gallery(&mut page, size);
        page.save(&folder.join(format!("{name}.html")))?;
    }
    let mut page = Page::new(&tokens);
    page.text.push_str("<div class=\"pictures\">");
    for size in [Size::Wide, Size::Narrow] {
        let id = format!("both-{size:?}");
        let mut timeline = record.timeline("dalian", size, &id);
        for (lane, sector) in timeline.lanes.iter_mut().zip(&record.tables["sectors"]) {
            lane.name.clone_from(&sector["name_ja"]);
            lane.note = lane.note.replace("since ", "") + "年から";
        }
        page.text.push_str(&timeline::draw(&timeline).svg);
    }
    page.text.push_str("</div>");
    page.save(&folder.join("both.html"))?;
    println!("{}", folder.join("index.html").display());
    Ok(())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().and_then(Path::parent).unwrap()
}

struct Page {
    text: String,
}

impl Page {
    fn new(tokens: &str) -> Self {
        let body = "body{font-family:var(--family);background:var(--paper);color:var(--ink);margin:24px auto;\
                    padding:0 16px;max-width:1120px}h2{font-size:16px;margin:32px 0 8px}";
        Self {
            text: format!(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
                 content=\"width=device-width\"><style>{tokens}{CSS}{body}</style><title>Gallery</title>"
            ),
        }
    }

    fn add(&mut self, heading: &str, picture: &Picture) {
        let _ = write!(self.text, "<h2>{heading} ({} bytes)</h2>{}", picture.svg.len(), picture.svg);
    }

    fn save(&self, path: &Path) -> std::io::Result<()> {
        std::fs::write(path, &self.text)
    }
}

struct Demo {
    tables: HashMap<&'static str, Vec<Record>>,
}

impl Demo {
    fn read() -> Result<Self, Box<dyn Error>> {
        let mut tables = HashMap::new();
        for table in [
            "projects",
            "agreements",
            "recognitions",
            "activities",
            "sectors",
            "places",
            "spread",
            "observations",
        ] {
            let mut reader = csv::Reader::from_path(root().join(format!("data/demo/{table}.csv")))?;
            tables.insert(table, reader.deserialize().collect::<Result<Vec<Record>, _>>()?);
        }
        Ok(Self { tables })
    }

    fn gallery(&self, page: &mut Page, size: Size) {
        page.add("Key", &timeline::key(&key(size)));
        for place in ["dalian", "phnom-penh", "hai-phong", "surabaya", "mandalay"] {
            page.add(place, &timeline::draw(&self.timeline(place, size, place)));
        }
        let mut one = self.timeline("dalian", size, "one");
        one.lanes.truncate(0);
        one.rows.retain(|row| row.sort == MarkSort::Agreement);
        one.rows[0].marks.truncate(1);
        page.add("One fact", &timeline::draw(&one));
        page.add("Map, fitted", &map::draw(&self.map("fit", Window::Fit, size, false)));
        page.add("Spread", &map::draw(&self.map("spread", Window::Fit, size, true)));
        page.add("World", &map::draw(&self.map("world", Window::World { middle: 150.0 }, size, false)));
        page.add("Non-revenue water, Phnom Penh", &series::draw(&self.series(size)));
        page.add("Ranges, a period and a target", &series::draw(&ranges(size)));
        page.add("Non-revenue water, eight cities", &series::compare(&self.comparison(size)));
        page.add("Projects by sector", &bars::draw(&self.sectors(size)));
        page.add("Reasons", &bars::stack(&reasons(size)));
        page.add("Activities by year", &years::draw(&self.years(size, "a", 1)));
        page.add("Sparse years", &years::draw(&self.years(size, "b", 17)));
    }

    fn timeline(&self, place: &str, size: Size, id: &str) -> Timeline {
        let inside = |at: &str| at == place || self.within(at) == place;
        let lanes = self.tables["sectors"].iter().map(|sector| self.lane(sector, &inside));
        let touches = |text: &str| text.split(';').any(|part| part.contains(place));
        let agreements = self.tables["agreements"].iter().filter(|r| touches(&r["parties"]));
        let awards =
            self.tables["recognitions"].iter().filter(|r| touches(&r["id"]) || touches(&r["recipient"]));
        let visits = self.tables["activities"]
            .iter()
            .filter(|r| r["kind"] == "mayor_visit" && (inside(&r["place"]) || r["id"].contains("-hp-")))
            .filter(|r| place == "hai-phong" || !r["id"].contains("-hp-"));
        let row = |sort, name: &str, marks: Vec<Mark>| MarkRow { sort, name: name.to_owned(), marks };
        Timeline {
            id: id.to_owned(),
            title: format!("Timeline of {place}"),
            today: date(2026, 11, 22),
            today_label: "Today".to_owned(),
            undated_label: "Without a date".to_owned(),
            rows: vec![
                row(MarkSort::Agreement, "Agreements", marks(agreements, "signed", "title")),
                row(MarkSort::Recognition, "Recognitions", marks(awards, "year", "title")),
                row(MarkSort::Visit, "Visits of leaders", marks(visits, "start", "summary")),
            ],
            lanes: lanes.collect(),
            size,
        }
    }

    fn lane(&self, sector: &Record, inside: &dyn Fn(&str) -> bool) -> Lane {
        let projects = self.tables["projects"].iter().filter(|r| {
            inside(&r["partner_place"]) && r["sectors"].split(';').next() == Some(&sector["code"])
        });
        let works: Vec<Work> = projects.map(work).collect();
        let first = works.iter().filter_map(|w| Some(w.start.as_ref()?.year())).min();
        Lane {
            sector: sector["code"].clone(),
            name: sector["name_en"].clone(),
            note: first.map(|year| format!("since {year}")).unwrap_or_default(),
            works,
        }
    }

    fn within<'a>(&'a self, id: &'a str) -> &'a str {
        let place = self.tables["places"].iter().find(|r| r["id"] == id);
        match place {
            Some(place) if place["kind"] == "site" => &place["within"],
            _ => id,
        }
    }

    fn map(&self, id: &str, window: Window, size: Size, spread: bool) -> Map {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for project in &self.tables["projects"] {
            *counts.entry(self.within(&project["partner_place"])).or_default() += 1.0;
        }
        let at = |id: &str| {
            let place = self.tables["places"].iter().find(|r| r["id"] == id)?;
            Some((place["lat"].parse().ok()?, place["lon"].parse().ok()?))
        };
        let routes: Vec<Route> = self.tables["spread"]
            .iter()
            .filter(|_| spread)
            .filter_map(|r| {
                Some(Route {
                    from: at(&r["from_place"])?,
                    to: at(&r["to_place"])?,
                    fact: format!("{} to {}: {}", r["from_place"], r["to_place"], r["how"]),
                    href: Some("/spread".to_owned()),
                })
            })
            .collect();
        let used = |id: &str| {
            !spread || self.tables["spread"].iter().any(|r| r["from_place"] == id || r["to_place"] == id)
        };
        let points =
            self.tables["places"].iter().filter(|r| r["kind"] == "city" && used(&r["id"])).filter_map(|r| {
                let count = counts.get(r["id"].as_str()).copied().unwrap_or(0.0);
                let (latitude, longitude) = at(&r["id"])?;
                let home = r["id"] == "kitakyushu";
                (count > 0.0 || home || spread).then(|| Point {
                    name: r["name_en"].clone(),
                    label: if count > 0.0 { format!("{count}") } else { String::new() },
                    fact: format!("{}: {count} projects", r["name_en"]),
                    href: Some(format!("/places/{}", r["id"])),
                    latitude,
                    longitude,
                    count,
                    home,
                })
            });
        Map {
            id: id.to_owned(),
            title: "Partners".to_owned(),
            window,
            points: points.collect(),
            routes,
            credit: "Outline: Natural Earth".to_owned(),
            size,
        }
    }

    fn series(&self, size: Size) -> Series {
        let readings = self.tables["observations"]
            .iter()
            .filter(|r| r["subject"] == "phnom-penh" && r["indicator"] == "nrw_rate")
            .enumerate()
            .map(|(i, r)| Reading {
                when: When::parse(&r["year"]).unwrap(),
                value: r["value"].parse().unwrap(),
                range: None,
                role: if i == 0 { Role::Baseline } else { Role::Actual },
                label: format!("{} %", r["value"]),
                fact: format!("{} % in {}. {}", r["value"], r["year"], r["source"]),
                href: Some("/observations".to_owned()),
            });
        Series {
            id: "nrw".to_owned(),
            title: "Non-revenue water".to_owned(),
            unit: "Non-revenue water, %".to_owned(),
            readings: readings.collect(),
            size,
        }
    }

    fn comparison(&self, size: Size) -> Comparison {
        let value = |id: &str, year: &str| {
            let row = self.tables["observations"]
                .iter()
                .find(|r| r["subject"] == id && r["indicator"] == "nrw_rate" && r["year"] == year)?;
            Some(Value { value: row["value"].parse().ok()?, label: row["value"].clone() })
        };
        let places = self.tables["places"].iter().filter(|r| value(&r["id"], "2013").is_some());
        let pairs = places.map(|r| Pair {
            name: r["name_en"].clone(),
            fact: format!("{}: 2013 and 2015", r["name_en"]),
            href: Some(format!("/places/{}", r["id"])),
            before: value(&r["id"], "2013"),
            after: value(&r["id"], "2015"),
        });
        let comparison = Comparison {
            id: "cambodia".to_owned(),
            title: "Non-revenue water in eight cities".to_owned(),
            unit: "%".to_owned(),
            before_label: "2013".to_owned(),
            after_label: "2015".to_owned(),
            pairs: pairs.collect(),
            size,
        };
        comparison.sorted()
    }

    fn sectors(&self, size: Size) -> Bars {
        let rows = self.tables["sectors"].iter().map(|sector| {
            let many = self.tables["projects"]
                .iter()
                .filter(|r| r["sectors"].split(';').any(|s| s == sector["code"]));
            let many = f64::from(u32::try_from(many.count()).unwrap());
            Row {
                name: sector["name_en"].clone(),
                value: many,
                label: format!("{many}"),
                fact: format!("{}: {many} projects", sector["name_en"]),
                href: Some(format!("/projects?sector={}", sector["code"])),
                sector: sector["code"].clone(),
            }
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.sort_by(|a, b| b.value.total_cmp(&a.value));
        Bars { id: "sectors".to_owned(), title: "Projects by sector".to_owned(), rows, size }
    }

    fn years(&self, size: Size, id: &str, keep: usize) -> Years {
        let mut counts: BTreeMap<i16, u32> = BTreeMap::new();
        for activity in self.tables["activities"].iter().step_by(keep) {
            if let Ok(when) = When::parse(&activity["start"]) {
                *counts.entry(when.year()).or_default() += 1;
            }
        }
        let columns = counts.into_iter().map(|(year, many)| Column {
            year,
            value: f64::from(many),
            label: many.to_string(),
            fact: format!("{year}: {many} activities"),
            href: Some(format!("/activities?year={year}")),
        });
        Years { id: format!("years-{id}"), title: "Activities".to_owned(), columns: columns.collect(), size }
    }
}

fn marks<'a>(records: impl Iterator<Item = &'a Record>, date: &str, label: &str) -> Vec<Mark> {
    let marks = records.filter_map(|r| {
        Some(Mark {
            when: When::parse(&r[date]).ok()?,
            label: r[label].clone(),
            fact: format!("{}, {}. {}", r[label], r[date], r["source"]),
            href: Some(format!("/records/{}", r["id"])),
        })
    });
    marks.collect()
}

fn work(r: &Record) -> Work {
    Work {
        title: r["title"].clone(),
        fact: format!("{} ({}), {} to {}. {}", r["title"], r["stage"], r["start"], r["end"], r["source"]),
        href: Some(format!("/projects/{}", r["id"])),
        stage: Stage::from_code(&r["stage"]).unwrap(),
        start: When::parse(&r["start"]).ok(),
        end: When::parse(&r["end"]).ok(),
        running: matches!(r["stage"].as_str(), "implementation" | "demonstration"),
    }
}

fn key(size: Size) -> Key {
    let names = [
        "Need",
        "Feasibility",
        "Demonstration",
        "Implementation",
        "Business",
        "Completed",
        "Not implemented",
    ];
    Key {
        id: "key".to_owned(),
        title: "Key".to_owned(),
        stages: Stage::ALL.into_iter().zip(names.map(str::to_owned)).collect(),
        marks: vec![
            (MarkSort::Agreement, "Agreement".to_owned()),
            (MarkSort::Recognition, "Recognition".to_owned()),
            (MarkSort::Visit, "Visit of leaders".to_owned()),
        ],
        fading: "running, or end not stated".to_owned(),
        soft: "known to the year".to_owned(),
        size,
    }
}

fn ranges(size: Size) -> Series {
    let reading = |when: &str, value: f64, range, role, label: &str| Reading {
        when: When::parse(when).unwrap(),
        value,
        range,
        role,
        label: label.to_owned(),
        fact: format!("{label} in {when}"),
        href: None,
    };
    Series {
        id: "ranges".to_owned(),
        title: "Waste".to_owned(),
        unit: "Waste to landfill, t/d".to_owned(),
        readings: vec![
            reading("2002", 1500.0, Some((1300.0, 1700.0)), Role::Baseline, "Baseline 1,300–1,700"),
            reading("2004-2007", 1280.0, None, Role::Actual, "1,280"),
            reading("FY2009", 1150.0, Some((1100.0, 1210.0)), Role::Actual, "1,150"),
            reading("2012-06", 1000.0, None, Role::Actual, "1,000"),
            reading("2015", 900.0, None, Role::Target, "Target 900"),
        ],
        size,
    }
}

fn reasons(size: Size) -> Stack {
    let segment = |name: &str, value: f64| Segment {
        name: name.to_owned(),
        value,
        label: format!("{value:+.2}"),
        fact: format!("{name} adds {value:+.2}"),
    };
    Stack {
        id: "reasons".to_owned(),
        title: "Reasons".to_owned(),
        segments: vec![
            segment("Words in common: leakage, supply", 0.27),
            segment("Same sector", 0.15),
            segment("Proven in 9 cities", 0.18),
            segment("Worked with Phnom Penh", 0.12),
            segment("No scheme open", -0.06),
        ],
        total_name: "Score".to_owned(),
        total: "0.66".to_owned(),
        most: 1.0,
        size,
    }
}
