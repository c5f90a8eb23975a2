//! The story of a workbook: out, changed outside and inside, looked at, stored, and brought back once more.

use std::collections::BTreeMap;
use std::io::Cursor;

use domain::{Code, OfficeId, Record, Role, Viewer};
use formats::xlsx::{Book, Column, Holds, Row, Sheet, Workbook};
use language::{Language, Words};
use store::{Store, Writing};
use testkit::{coordinator, databases, record};

use super::*;

/// The sheets of a workbook as texts: name, then rows of cells.
type Sheets = BTreeMap<String, Vec<Vec<String>>>;

async fn stored(store: &Store, records: &[Record]) {
    let mut writing = Writing::begin(store, &coordinator(), "colleague", testkit::NOW).await.unwrap();
    for record in records {
        writing.put(record.kind(), std::slice::from_ref(record)).await.unwrap();
    }
    writing.commit().await.unwrap();
}

fn kinds(plurals: &[&str]) -> Vec<&'static domain::Kind> {
    plurals.iter().map(|plural| domain::kind(plural).unwrap()).collect()
}

async fn exported(store: &Store, viewer: &Viewer, plurals: &[&str]) -> Sheets {
    let mut out = Cursor::new(Vec::new());
    let words = Words::of(Language::Ja);
    whole(store, viewer, words, &kinds(plurals), 1_700_000_000, &mut out).await.unwrap();
    let mut book = Workbook::open(Cursor::new(out.into_inner())).unwrap();
    let names: Vec<String> = book.sheets().map(|info| info.name.clone()).collect();
    let mut sheets = Sheets::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| plurals.contains(&name.as_str())) {
        let mut rows = book.rows(at).unwrap();
        let mut found = Vec::new();
        let mut row = Row::default();
        while rows.next(&mut row).unwrap() {
            let mut cells = vec![String::new(); 40];
            row.cells
                .iter()
                .for_each(|cell| cells[usize::try_from(cell.column).unwrap()] = cell.datum.text());
            found.push(cells);
        }
        sheets.insert(name.clone(), found);
    }
    sheets
}

/// The sheets as a workbook that came back.
fn book(sheets: &Sheets) -> Source {
    let mut book = Book::new(1_700_000_000, Vec::new()).unwrap();
    for (name, rows) in sheets {
        let column = |name: &String| Column {
            name: name.clone(),
            label: String::new(),
            help: String::new(),
            holds: Holds::Text,
            width: 9,
        };
        let columns = rows[0].iter().filter(|name| !name.is_empty()).map(column).collect();
        book.sheet(&Sheet { name: name.clone(), columns }).unwrap();
        rows.iter().skip(1).for_each(|row| book.row(row).unwrap());
    }
    let mut out = Cursor::new(Vec::new());
    book.finish(&[], &mut out).unwrap();
    Source::memory("back.xlsx", out.into_inner())
}

/// Sets the cell of a record in a column.
fn set(sheets: &mut Sheets, sheet: &str, id: &str, column: &str, text: &str) {
    let rows = sheets.get_mut(sheet).unwrap();
    let at = rows[0].iter().position(|name| name == column).unwrap();
    let row = rows.iter_mut().find(|row| row[0] == id).unwrap();
    row[at] = text.to_owned();
}

fn add(sheets: &mut Sheets, sheet: &str, cells: &[(&str, &str)]) {
    let rows = sheets.get_mut(sheet).unwrap();
    let mut row = vec![String::new(); 40];
    for (column, text) in cells {
        row[rows[0].iter().position(|name| name == column).unwrap()] = (*text).to_owned();
    }
    rows.push(row);
}

fn ids(changes: &[RowChange]) -> Vec<&str> {
    changes.iter().map(|change| change.record.id()).collect()
}

fn cells(change: &RowChange) -> Vec<(&str, &str, &str, bool)> {
    change.cells.iter().map(|c| (c.column.as_str(), c.old.as_str(), c.new.as_str(), c.is_overtaken)).collect()
}

fn refusals(refused: &[Refusal]) -> Vec<(Code, &str, u64, &str)> {
    refused
        .iter()
        .map(|r| (r.problem.code, r.cell.as_str(), r.problem.at.line, r.problem.at.column.as_str()))
        .collect()
}

async fn look(store: &Store, viewer: &Viewer, source: &Source) -> Preview {
    preview(store, viewer, source, Options::default()).await.unwrap()
}

async fn take(store: &Store, source: &Source, groups: &[Group]) -> Applied {
    let choice =
        |_: &RowChange, group: Group| if groups.contains(&group) { Choice::Take } else { Choice::Leave };
    let options = Options::default();
    apply(store, &coordinator(), source, options, testkit::NOW, false, &choice).await.unwrap()
}

fn basis() -> Vec<Record> {
    vec![
        record("places", "asia", &[("name", "Asia"), ("kind", "region")]),
        record(
            "places",
            "dalian",
            &[("name", "Dalian"), ("kind", "city"), ("within", "asia"), ("population", "0.50")],
        ),
        record("places", "hue", &[("name", "Hue"), ("kind", "city"), ("within", "asia")]),
        record(
            "observations",
            "obs-dalian-trainees-1999",
            &[
                ("subject", "dalian"),
                ("indicator", "trainees"),
                ("unit", "people"),
                ("year", "1999"),
                ("value", "5"),
            ],
        ),
    ]
}

#[tokio::test]
async fn what_went_out_and_was_not_touched_changes_nothing() {
    for database in databases().await {
        let store = database.store();
        stored(store, &basis()).await;
        let sheets = exported(store, &coordinator(), &["places", "observations"]).await;
        assert_eq!(sheets["places"][0][..4], ["id", "_revision", "name_en", "name_ja"]);
        let found = look(store, &coordinator(), &book(&sheets)).await;
        assert_eq!(
            (found.unchanged, found.is_empty(), found.refused.len()),
            (4, true, 0),
            "{:?}",
            found.refused
        );
    }
}

#[tokio::test]
async fn cells_changed_outside_are_told_stored_and_stored_once() {
    for database in databases().await {
        let store = database.store();
        stored(store, &basis()).await;
        let mut sheets = exported(store, &coordinator(), &["places", "observations"]).await;
        set(&mut sheets, "places", "dalian", "name_ja", "大連");
        set(&mut sheets, "places", "dalian", "population", "[clear]");
        set(&mut sheets, "places", "hue", "name_en", "");
        add(
            &mut sheets,
            "places",
            &[("id", "danang"), ("name_en", "=Da Nang"), ("kind", "city"), ("within", "asia")],
        );
        add(
            &mut sheets,
            "observations",
            &[
                ("subject", "danang"),
                ("indicator", "trainees"),
                ("unit", "people"),
                ("year", "平成11年"),
                ("value", "7"),
            ],
        );
        let source = book(&sheets);
        let found = look(store, &coordinator(), &source).await;
        assert_eq!(ids(&found.added), ["obs-danang-trainees-1999", "danang"]);
        assert_eq!(ids(&found.changed), ["dalian"]);
        assert_eq!(
            cells(&found.changed[0]),
            [("name_ja", "", "大連", false), ("population", "0.50", "", false)]
        );
        assert_eq!((found.unchanged, found.conflicts.len(), found.refused.len()), (3, 0, 0));

        let done = take(store, &source, &[Group::Added, Group::Changed]).await;
        assert_eq!((done.added, done.changed, done.unchanged, done.left), (2, 1, 3, 0));
        let mut tx = store.read().await.unwrap();
        let dalian =
            store::find(&mut tx, &coordinator(), domain::kind("places").unwrap(), "dalian").await.unwrap();
        let dalian = dalian.unwrap();
        assert_eq!((dalian.texts("name").unwrap().get("ja"), dalian.get("population")), (Some("大連"), None));
        let before = store::latest_change(&mut tx, &coordinator().office).await.unwrap();
        drop(tx);

        let again = take(store, &source, &[Group::Added, Group::Changed, Group::Conflict]).await;
        assert_eq!((again.added, again.changed, again.unchanged, again.left), (0, 0, 6, 0), "{again:?}");
        let mut tx = store.read().await.unwrap();
        assert_eq!(store::latest_change(&mut tx, &coordinator().office).await.unwrap(), before);
    }
}

#[tokio::test]
async fn newer_changes_are_kept_and_only_the_same_cell_is_a_conflict() {
    for database in databases().await {
        let store = database.store();
        stored(store, &basis()).await;
        let mut sheets = exported(store, &coordinator(), &["places"]).await;
        // Meanwhile a colleague changes both cities, and takes nothing from the region.
        let newer = |id: &str, name: &str| {
            record("places", id, &[("name", name), ("kind", "city"), ("within", "asia"), ("population", "9")])
        };
        stored(store, &[newer("dalian", "Dalian city"), newer("hue", "Huế")]).await;
        set(&mut sheets, "places", "hue", "name_ja", "フエ");
        set(&mut sheets, "places", "dalian", "name_en", "DALIAN");
        let source = book(&sheets);
        let found = look(store, &coordinator(), &source).await;
        assert_eq!(
            (ids(&found.changed), ids(&found.conflicts), found.unchanged),
            (vec!["hue"], vec!["dalian"], 1)
        );
        assert_eq!(cells(&found.changed[0]), [("name_ja", "", "フエ", false)]);
        assert_eq!(cells(&found.conflicts[0]), [("name_en", "Dalian city", "DALIAN", true)]);

        let done = take(store, &source, &[Group::Added, Group::Changed]).await;
        assert_eq!((done.changed, done.left), (1, 1));
        let places = domain::kind("places").unwrap();
        let mut tx = store.read().await.unwrap();
        let hue = store::find(&mut tx, &coordinator(), places, "hue").await.unwrap().unwrap();
        assert_eq!(
            (hue.texts("name").unwrap().get("en"), hue.texts("name").unwrap().get("ja")),
            (Some("Huế"), Some("フエ"))
        );
        assert_eq!(hue.number("population").unwrap().written(), "9");
        drop(tx);
        let done = take(store, &source, &[Group::Conflict]).await;
        assert_eq!(done.changed, 1);
        let mut tx = store.read().await.unwrap();
        let dalian = store::find(&mut tx, &coordinator(), places, "dalian").await.unwrap().unwrap();
        assert_eq!(dalian.texts("name").unwrap().get("en"), Some("DALIAN"));
        assert_eq!(dalian.number("population").unwrap().written(), "9");
    }
}

#[tokio::test]
async fn what_was_taken_away_comes_back_only_when_it_was_changed_outside_and_chosen() {
    for database in databases().await {
        let store = database.store();
        stored(store, &basis()).await;
        let mut sheets = exported(store, &coordinator(), &["observations"]).await;
        let untouched = book(&sheets);
        let mut writing = Writing::begin(store, &coordinator(), "colleague", testkit::NOW).await.unwrap();
        let id = "obs-dalian-trainees-1999".to_owned();
        writing.remove(domain::kind("observations").unwrap(), std::slice::from_ref(&id)).await.unwrap();
        writing.commit().await.unwrap();
        let found = look(store, &coordinator(), &untouched).await;
        assert_eq!((found.is_empty(), found.unchanged), (true, 1), "{found:?}");
        set(&mut sheets, "observations", &id, "value", "6");
        let found = look(store, &coordinator(), &book(&sheets)).await;
        assert_eq!((ids(&found.conflicts), found.added.len()), (vec![id.as_str()], 0));
        assert_eq!(found.conflicts[0].record.number("value").unwrap().written(), "6");
        assert_eq!(found.conflicts[0].record.text("unit"), "people");
    }
}

#[tokio::test]
async fn blank_cells_clear_only_when_asked() {
    let database = testkit::sqlite().await;
    let store = database.store();
    stored(store, &basis()).await;
    let csv = "id,population,name_ja\ndalian,,\nhue,,\n";
    let source = Source::memory("C:\\files\\places (1).csv", csv.as_bytes().to_vec());
    let found = look(store, &coordinator(), &source).await;
    assert_eq!((found.is_empty(), found.unchanged), (true, 2));
    let options = Options { blanks_clear: true };
    let found = preview(store, &coordinator(), &source, options).await.unwrap();
    assert_eq!(ids(&found.changed), ["dalian"]);
    assert_eq!(cells(&found.changed[0]), [("population", "0.50", "", false)]);
}

#[tokio::test]
async fn wrong_cells_rows_and_sheets_are_refused_at_their_place() {
    let database = testkit::sqlite().await;
    let store = database.store();
    stored(store, &basis()).await;
    for (name, csv, expected) in [
        ("places.csv", "id,kind\ndalian,citty\n", vec![(Code::UnknownCode, "B2", 2, "kind")]),
        ("places.csv", "id,population\ndalian,many\n", vec![(Code::UnreadableNumber, "B2", 2, "population")]),
        ("places.csv", "id,within\ndalian,nowhere\n", vec![(Code::UnknownReference, "", 2, "within")]),
        (
            "places.csv",
            "id,within\ndalian,obs-dalian-trainees-1999\n",
            vec![(Code::WrongReferenceKind, "", 2, "within")],
        ),
        ("places.csv", "id,nmae_en\ndalian,x\n", vec![(Code::UnknownColumn, "B1", 1, "nmae_en")]),
        ("places.csv", "id,kind,KIND\ndalian,city,city\n", vec![(Code::RepeatedColumn, "C1", 1, "KIND")]),
        ("places.csv", "kind\ncity\n", vec![(Code::MissingColumn, "A1", 1, "")]),
        ("places.csv", "id,kind\n,city\n", vec![(Code::MissingValue, "", 2, "id")]),
        ("places.csv", "id,kind\nnew,city\n", vec![(Code::MissingValue, "", 2, "name")]),
        ("places.csv", "id,kind\nDa Nang,city\n", vec![(Code::MalformedId, "", 2, "id")]),
        ("places.csv", "id,population\ndalian,1\ndalian,2\n", vec![(Code::RepeatedId, "", 3, "id")]),
        (
            "places.csv",
            "id,name_en,kind\nobs-dalian-trainees-1999,x,city\n",
            vec![(Code::TakenId, "", 2, "id")],
        ),
        ("projects.csv", "id,title,stage\nx,x,need\n", vec![(Code::WrongPrefix, "", 2, "id")]),
        ("places.csv", "id,population\ndalian,\"1\n", vec![(Code::OpenQuote, "", 2, "population")]),
        ("plases.csv", "id\n", vec![(Code::NothingToImport, "", 0, "")]),
        ("back.xlsx", "id\n", vec![(Code::NotAWorkbook, "", 0, "")]),
    ] {
        let source = Source::memory(name, csv.as_bytes().to_vec());
        let found = look(store, &coordinator(), &source).await;
        let wrong: Vec<_> =
            found.changed.iter().chain(&found.added).filter(|_| !csv.contains("dalian,1")).collect();
        assert!(wrong.is_empty(), "{csv}");
        assert_eq!(refusals(&found.refused), expected, "{csv}");
    }
}

#[tokio::test]
async fn a_circle_of_places_stores_nothing() {
    for database in databases().await {
        let store = database.store();
        stored(store, &basis()).await;
        let source = Source::memory("places.csv", b"id,within,name_ja\nasia,dalian,\nhue,,H\n".to_vec());
        let done = take(store, &source, &[Group::Changed]).await;
        assert_eq!(
            (done.changed, done.refused.first().map(|r| r.problem.code)),
            (0, Some(Code::CircularPlace))
        );
        let mut tx = store.read().await.unwrap();
        let hue = store::find(&mut tx, &coordinator(), domain::kind("places").unwrap(), "hue")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(hue.texts("name").unwrap().get("ja"), None);
    }
}

#[tokio::test]
async fn a_row_whose_new_record_is_left_out_is_not_stored() {
    let database = testkit::sqlite().await;
    let store = database.store();
    stored(store, &basis()).await;
    let csv = "id,name_en,kind,within\nvietnam,Viet Nam,country,asia\nhue,,,vietnam\n";
    let source = Source::memory("places.csv", csv.as_bytes().to_vec());
    let done = take(store, &source, &[Group::Changed]).await;
    assert_eq!((done.added, done.changed, done.left, ids(&done.overtaken)), (0, 0, 1, vec!["hue"]));
    let done = take(store, &source, &[Group::Changed, Group::Added]).await;
    assert_eq!((done.added, done.changed), (1, 1));
}

#[tokio::test]
async fn nobody_brings_back_more_than_they_may_change() {
    for database in databases().await {
        let store = database.store();
        stored(store, &basis()).await;
        let office = || OfficeId::parse("test").unwrap();
        let csv = "id,population\ndalian,1\nhue,2\n";
        let source = Source::memory("places.csv", csv.as_bytes().to_vec());
        for role in [Role::Reader, Role::Public, Role::Contributor] {
            let refused = preview(store, &Viewer::new(office(), role), &source, Options::default()).await;
            assert!(matches!(refused, Err(crate::Error::Forbidden)), "{role:?}");
        }
        let official = Viewer::new(office(), Role::Partner).owning(["hue".to_owned()]);
        let found = look(store, &official, &source).await;
        assert_eq!(ids(&found.changed), ["hue"]);
        assert_eq!(refusals(&found.refused), [(Code::NotAllowed, "", 2, "id")]);
        let schemes = Source::memory("schemes.csv", b"id,name_en\nsch-x,x\n".to_vec());
        let found = look(store, &official, &schemes).await;
        assert_eq!(refusals(&found.refused), [(Code::NotAllowed, "", 0, "")]);
        // A need of another city cannot be made one's own, nor one's own given away.
        stored(store, &[record("sectors", "water", &[("name", "Water")])]).await;
        let needs = "id,statement,place,sector\nneed-x,Water,dalian,water\nneed-y,Water,hue,water\n";
        let found = look(store, &official, &Source::memory("needs.csv", needs.as_bytes().to_vec())).await;
        assert_eq!(ids(&found.added), ["need-y"], "{:?}", found.refused);
    }
}

#[tokio::test]
async fn merged_cells_and_formulas_refuse_their_rows() {
    let database = testkit::sqlite().await;
    let store = database.store();
    stored(store, &basis()).await;
    let print = formats::xlsx::Print {
        name: "places".to_owned(),
        title: "Places".to_owned(),
        heads: ["id", "population"]
            .map(|label| formats::xlsx::Head { label: label.to_owned(), group: None, width: 9 })
            .into(),
        notes: vec!["asia".to_owned()],
        ..formats::xlsx::Print::default()
    };
    let rows = [vec![formats::xlsx::Printed::Text("hue".to_owned()), formats::xlsx::Printed::Number(7.0, 0)]];
    let mut out = Cursor::new(Vec::new());
    formats::xlsx::print(&print, &rows, &mut out).unwrap();
    let found = look(store, &coordinator(), &Source::memory("p.xlsx", out.into_inner())).await;
    assert_eq!(ids(&found.changed), ["hue"]);
    assert_eq!(refusals(&found.refused), [(Code::MergedCells, "A4", 4, "")]);
}
