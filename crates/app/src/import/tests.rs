//! Importing on each database that is at hand.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use domain::{Role, kind};
use testkit::{Database, NOW, coordinator, databases, sqlite};

use super::*;

fn demo() -> Files {
    Files::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo"))
}

fn memory(files: &[(&str, &str)]) -> Files {
    let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), Cow::Owned(text.as_bytes().to_vec()));
    Files::Memory(files.iter().map(owned).collect())
}

fn strict() -> Options {
    Options { dry_run: false, tolerant: None, actor: "tests".to_owned(), at: NOW.to_owned() }
}

fn tolerant(folder: &Path) -> Options {
    Options { tolerant: Some(folder.to_owned()), ..strict() }
}

async fn import(database: &Database, files: &Files, options: &Options) -> Outcome {
    fn is_send<F: Future + Send>(future: F) -> F {
        future
    }
    is_send(folder(database.store(), &coordinator(), files, options, &mut |_| {})).await.unwrap()
}

/// Added, changed, unchanged and refused rows over all kinds.
fn counts(outcome: &Outcome) -> [u64; 4] {
    [outcome.added(), outcome.changed(), outcome.unchanged(), outcome.refused_rows()]
}

/// Code, place as `file:line:column`, and hint.
fn told(problems: &[Problem]) -> Vec<(Code, String, Option<&str>)> {
    let place = |p: &Problem| format!("{}:{}:{}", p.at.file, p.at.line, p.at.column);
    problems.iter().map(|p| (p.code, place(p), p.hint.as_deref())).collect()
}

async fn latest_change(database: &Database) -> i64 {
    let mut tx = database.store().read().await.unwrap();
    store::latest_change(&mut tx, &coordinator().office).await.unwrap()
}

async fn cell(database: &Database, plural: &str, id: &str, field: &str) -> Option<String> {
    let mut tx = database.store().read().await.unwrap();
    let record = store::find(&mut tx, &coordinator(), kind(plural).unwrap(), id).await.unwrap()?;
    Some(record.get(field).map(domain::Value::cell).unwrap_or_default())
}

async fn exported(database: &Database) -> PathBuf {
    let folder = database.folder().join("export");
    crate::export::folder(database.store(), &coordinator(), &folder, &mut |_| {}).await.unwrap();
    folder
}

fn assert_same_files(one: &Path, other: &Path) {
    for kind in domain::KINDS {
        let name = format!("{}.csv", kind.plural);
        let [one, other] = [one, other].map(|folder| std::fs::read_to_string(folder.join(&name)).ok());
        assert_eq!(one, other, "{name}");
    }
}

const PLACES: &str = "id,name_en,kind,within\nasia,Asia,region,\njapan,Japan,country,asia\n";
const SOURCES: &str = "id,title_en,cited_as\nsrc-plan,The plan,plan.txt\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_export_of_the_imported_demo_record_equals_it() {
    let Files::Path(folder) = demo() else { unreachable!() };
    for database in databases().await {
        let outcome = import(&database, &demo(), &strict()).await;
        assert_eq!(told(&outcome.problems), []);
        assert!(outcome.stored && outcome.is_sound());
        // The office's decisions are the one kind that the demonstration has none of.
        assert_eq!(outcome.kinds.len(), domain::KINDS.len() - 1);
        assert!(outcome.added() > 1_500, "{}", outcome.added());
        assert_same_files(&exported(&database).await, &folder);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn importing_twice_changes_nothing() {
    for database in databases().await {
        let first = import(&database, &demo(), &strict()).await;
        let change = latest_change(&database).await;
        let second = import(&database, &demo(), &strict()).await;
        assert_eq!(counts(&second), [0, 0, first.added(), 0]);
        assert!(second.stored);
        assert_eq!(latest_change(&database).await, change);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_cell_changes_one_record() {
    for database in databases().await {
        let outcome = import(&database, &memory(&[("places.csv", PLACES)]), &strict()).await;
        assert_eq!(counts(&outcome), [2, 0, 0, 0]);
        assert_eq!(outcome.kinds[0].first_added, ["asia", "japan"]);
        let changed = memory(&[("places.csv", &PLACES.replace("Japan", "日本"))]);

        let dry = import(&database, &changed, &Options { dry_run: true, ..strict() }).await;
        assert_eq!((counts(&dry), dry.stored), ([0, 1, 1, 0], false));
        assert_eq!(dry.kinds[0].first_changed, ["japan"]);
        assert_eq!(cell(&database, "places", "japan", "name").await.unwrap(), "Japan");

        let done = import(&database, &changed, &strict()).await;
        assert_eq!((counts(&done), done.stored), ([0, 1, 1, 0], true));
        assert_eq!(cell(&database, "places", "japan", "name").await.unwrap(), "日本");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_files_are_told_in_full_and_nothing_is_stored() {
    for database in databases().await {
        let files = memory(&[
            ("places.csv", &format!("{PLACES}kyoto,Kyoto,city,japn\nkyoto,Kyoto,city,\ntaken,T,city,\n")),
            ("sectors.csv", "code,name_en\nwater,Water\ntaken,Taken\n"),
            (
                "projects.csv",
                "id,title,stage,partner_place,sectors,schemes\n\
                 prj-a,A,need,kyoto,water,\n\
                 prj-b,B,need,water,japan,sch-none\n\
                 prj-c,C,nead,nowhere,,\n\
                 prj-d,D,need,,,\n",
            ),
        ]);
        let outcome = import(&database, &files, &strict()).await;
        assert_eq!(
            told(&outcome.problems),
            [
                (Code::UnknownReference, "places.csv:4:within".to_owned(), Some("japan")),
                (Code::RepeatedId, "places.csv:5:id".to_owned(), None),
                (Code::TakenId, "places.csv:6:id".to_owned(), None),
                (Code::WrongReferenceKind, "projects.csv:3:partner_place".to_owned(), None),
                (Code::WrongReferenceKind, "projects.csv:3:sectors".to_owned(), None),
                (Code::UnknownReference, "projects.csv:3:schemes".to_owned(), None),
                (Code::UnknownCode, "projects.csv:4:stage".to_owned(), Some("need")),
            ]
        );
        assert!(!outcome.stored && outcome.refused.is_none());
        assert_eq!(outcome.refused_rows(), 5);
        assert_eq!(cell(&database, "places", "japan", "name").await, None);
        assert_eq!(latest_change(&database).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn references_may_run_forwards_and_across_files_but_not_in_a_circle() {
    for database in databases().await {
        let forwards = "id,name_en,kind,within\nkobe,Kobe,city,japan\njapan,Japan,country,\n";
        assert!(import(&database, &memory(&[("places.csv", forwards)]), &strict()).await.stored);

        let circle = "id,name_en,kind,within\nport,Port,site,kobe\njapan,Japan,country,port\n";
        let outcome = import(&database, &memory(&[("places.csv", circle)]), &strict()).await;
        assert_eq!(
            told(&outcome.problems),
            [
                (Code::CircularPlace, "places.csv:2:within".to_owned(), None),
                (Code::CircularPlace, "places.csv:3:within".to_owned(), None),
            ]
        );
        assert_eq!(cell(&database, "places", "japan", "within").await.unwrap(), "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_fault_is_told_once_and_not_for_all_that_refer_to_it() {
    let database = sqlite().await;
    for (places, expected) in [
        ("id,name_en,kind,within\njapan,Japan,cuontry,\nkobe,Kobe,city,japan\n", Code::UnknownCode),
        ("id,name_en,kind,within\njapan,Japan,country,azia\nkobe,Kobe,city,japan\n", Code::UnknownReference),
        ("id,name_en,kind,withn\njapan,Japan,country,\nkobe,Kobe,city,japan\n", Code::UnknownColumn),
    ] {
        let projects = "id,title,stage,partner_place\nprj-a,A,need,kobe\nprj-b,B,need,japan\n";
        let files = memory(&[("places.csv", places), ("projects.csv", projects)]);
        let outcome = import(&database, &files, &strict()).await;
        let codes: Vec<_> = outcome.problems.iter().map(|problem| problem.code).collect();
        assert_eq!((codes, outcome.stored), (vec![expected], false));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tolerant_import_stores_the_sound_rows_and_hands_the_others_back_for_mending() {
    for database in databases().await {
        let files = memory(&[
            ("places.csv", &format!("{PLACES}kyoto,Kyoto,city,japn\nuji,\"Uji\n, a city\",city,kyoto\n")),
            (
                "observations.csv",
                "subject,indicator,unit,year,value\n\
                 japan,trainees,people,2001,5\njapan,trainees,people,2001,six\njapan,trainees,people,2001,7\n",
            ),
        ]);
        let outcome = import(&database, &files, &tolerant(database.folder())).await;
        assert_eq!(
            told(&outcome.problems),
            [
                (Code::UnknownReference, "places.csv:4:within".to_owned(), Some("japan")),
                (Code::UnknownReference, "places.csv:5:within".to_owned(), None),
                (Code::UnreadableNumber, "observations.csv:3:value".to_owned(), None),
            ]
        );
        assert_eq!((counts(&outcome), outcome.stored), ([4, 0, 0, 3], true));
        let folder = outcome.refused.unwrap();
        assert_eq!(folder, database.folder().join("refused-1"));
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(
            read("places.csv"),
            "\u{feff}id,name_en,kind,within\nkyoto,Kyoto,city,japn\nuji,\"Uji\n, a city\",city,kyoto\n"
        );
        assert_eq!(
            read("observations.csv"),
            "\u{feff}id,subject,indicator,unit,year,value\n\
             obs-japan-trainees-2001-2,japan,trainees,people,2001,six\n"
        );
        assert_eq!(
            read("faults.csv"),
            "\u{feff}file,line,column,problem,found,expected,did_you_mean,line_here\n\
             places.csv,4,within,unknown-reference,japn,places,japan,2\n\
             places.csv,5,within,unknown-reference,kyoto,places,,3\n\
             observations.csv,3,value,unreadable-number,six,\"12, 12.5, 11-20\",,2\n"
        );

        let unmended = import(&database, &Files::Path(folder.clone()), &tolerant(database.folder())).await;
        assert_eq!(counts(&unmended), [0, 0, 0, 3]);
        assert_eq!(unmended.refused.unwrap(), database.folder().join("refused-2"));

        std::fs::write(folder.join("places.csv"), read("places.csv").replace("japn", "japan")).unwrap();
        std::fs::write(folder.join("observations.csv"), read("observations.csv").replace("six", "6"))
            .unwrap();
        let mended = import(&database, &Files::Path(folder), &strict()).await;
        assert_eq!((counts(&mended), mended.stored), ([3, 0, 0, 0], true), "{:?}", mended.problems);
        assert_eq!(cell(&database, "observations", "obs-japan-trainees-2001-2", "value").await.unwrap(), "6");
        assert_eq!(cell(&database, "observations", "obs-japan-trainees-2001", "value").await.unwrap(), "5");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_change_leaves_the_record_as_it_was_for_those_that_refer_to_it() {
    for database in databases().await {
        assert!(import(&database, &memory(&[("places.csv", PLACES)]), &strict()).await.stored);
        let before = latest_change(&database).await;
        let changed = "id,name_en,kind,within\njapan,Nippon,country,nowhere\nkobe,Kobe,city,japan\n";
        let outcome =
            import(&database, &memory(&[("places.csv", changed)]), &tolerant(database.folder())).await;
        assert_eq!(
            told(&outcome.problems),
            [(Code::UnknownReference, "places.csv:2:within".to_owned(), None)]
        );
        assert_eq!(counts(&outcome), [1, 0, 0, 1]);
        assert_eq!(cell(&database, "places", "japan", "name").await.unwrap(), "Japan");
        assert_eq!(cell(&database, "places", "kobe", "within").await.unwrap(), "japan");
        assert_eq!(latest_change(&database).await, before + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_of_a_tolerant_import_writes_nothing_anywhere() {
    let database = sqlite().await;
    let files = memory(&[("places.csv", &format!("{PLACES}kyoto,Kyoto,city,japn\n"))]);
    let options = Options { dry_run: true, ..tolerant(database.folder()) };
    let outcome = import(&database, &files, &options).await;
    assert_eq!((counts(&outcome), outcome.stored), ([2, 0, 0, 1], false));
    assert!(outcome.refused.is_none() && !database.folder().join("refused-1").exists());
    assert_eq!(latest_change(&database).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_that_are_no_sources_are_remarked() {
    let database = sqlite().await;
    let places = "id,name_en,kind,source\n\
                  a,A,city,plan.txt: 1\nb,B,city,src-plan: 1\nc,C,city,paln.txt: 1\nd,D,city,a letter\ne,E,city,\n";
    let files = memory(&[("places.csv", places), ("sources.csv", SOURCES)]);
    let outcome = import(&database, &files, &strict()).await;
    assert!(outcome.stored);
    assert_eq!(
        told(&outcome.remarks),
        [
            (Code::NoSource, "places.csv:6:source".to_owned(), None),
            (Code::UnknownDocument, "places.csv:4:source".to_owned(), Some("plan.txt")),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_of_records_is_passed_over_and_told() {
    let database = sqlite().await;
    let outcome = import(&database, &memory(&[("plases.csv", PLACES)]), &strict()).await;
    assert_eq!(told(&outcome.remarks), [(Code::IgnoredFile, "plases.csv:0:".to_owned(), Some("places.csv"))]);
    assert_eq!(told(&outcome.problems), [(Code::NothingToImport, ":0:".to_owned(), None)]);
    assert!(!outcome.stored);

    let nowhere = Files::Path(database.folder().join("nowhere"));
    let error = folder(database.store(), &coordinator(), &nowhere, &strict(), &mut |_| {}).await.unwrap_err();
    assert!(matches!(error, Error::File { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_stops_even_a_tolerant_import() {
    let database = sqlite().await;
    let input = database.folder().join("in");
    std::fs::create_dir(&input).unwrap();
    std::fs::write(input.join("places.csv"), PLACES).unwrap();
    std::os::unix::fs::symlink(input.join("gone"), input.join("sectors.csv")).unwrap();
    let outcome = import(&database, &Files::Path(input), &tolerant(database.folder())).await;
    assert_eq!(told(&outcome.problems), [(Code::UnreadableFile, "sectors.csv:0:".to_owned(), None)]);
    assert!(!outcome.stored && outcome.refused.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_may_not_write_are_refused() {
    let database = sqlite().await;
    for role in [Role::Partner, Role::Member, Role::Reader, Role::Public] {
        let viewer = Viewer::new(coordinator().office, role);
        let files = memory(&[("places.csv", PLACES)]);
        let result = folder(database.store(), &viewer, &files, &strict(), &mut |_| {}).await;
        assert!(matches!(result, Err(Error::NotFound(_))), "{role:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_problems_are_counted_and_the_first_kept() {
    let database = sqlite().await;
    let rows: String = (0..2_500).map(|n| format!("p-{n},P,city,nowhere\n")).collect();
    let places = format!("id,name_en,kind,within\n{rows}asia,Asia,region,\n");
    let outcome = import(&database, &memory(&[("places.csv", &places)]), &tolerant(database.folder())).await;
    assert_eq!((outcome.problem_total, outcome.problems.len()), (2_500, MOST_PROBLEMS));
    assert_eq!(counts(&outcome), [1, 0, 0, 2_500]);
    let refused = std::fs::read_to_string(outcome.refused.unwrap().join("faults.csv")).unwrap();
    assert_eq!(refused.lines().count(), 2_501);
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_reaches_the_end_of_the_files() {
    let database = sqlite().await;
    let mut last = Progress::default();
    let mut steps = Vec::new();
    let mut watch = |progress: &Progress| {
        steps.push(progress.step);
        if progress.step == Step::Loading {
            last = progress.clone();
        }
    };
    let files = memory(&[("places.csv", PLACES), ("sources.csv", SOURCES)]);
    folder(database.store(), &coordinator(), &files, &strict(), &mut watch).await.unwrap();
    let size = u64::try_from(PLACES.len() + SOURCES.len()).unwrap();
    assert_eq!((last.bytes, last.total_bytes, last.rows), (size, size, 3));
    assert_eq!(steps, [Step::Loading, Step::Loading, Step::Checking]);
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_keep_languages_and_ids_that_do_not_follow_from_fields() {
    for database in databases().await {
        let files = memory(&[
            ("places.csv", "id,name_en,name_vi,kind\ndalian,Dalian,Đại Liên,city\n"),
            ("organisations.csv", "id,name_en,kind,place\norg-a,A,network,dalian\n"),
            ("memberships.csv", "id,member,group,note_ja\nmem-x,dalian,org-a,会員\n"),
        ]);
        let outcome = import(&database, &files, &strict()).await;
        assert_eq!(told(&outcome.problems), []);
        let folder = exported(&database).await;
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(read("places.csv").starts_with("id,name_en,name_ja,name_vi,kind,"));
        assert_eq!(
            read("memberships.csv"),
            "id,member,group,from,to,note,note_ja,source\nmem-x,dalian,org-a,,,,会員,\n"
        );
        assert!(!folder.join("needs.csv").exists());
        let again = import(&database, &Files::Path(folder.clone()), &strict()).await;
        assert_eq!(counts(&again), [0, 0, 3, 0], "{:?}", again.problems);
        let hidden = std::fs::read_dir(&folder).unwrap();
        assert!(hidden.flatten().all(|entry| !entry.file_name().to_string_lossy().starts_with('.')));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_cannot_be_written_leaves_what_was_there() {
    let database = sqlite().await;
    assert!(import(&database, &memory(&[("places.csv", PLACES)]), &strict()).await.stored);
    let folder = database.folder().join("export");
    std::fs::create_dir_all(folder.join(".projects.csv.part")).unwrap();
    std::fs::write(folder.join("places.csv"), "as it was").unwrap();
    let result = crate::export::folder(database.store(), &coordinator(), &folder, &mut |_| {}).await;
    let error = result.unwrap_err().to_string();
    assert!(error.contains(".projects.csv.part"), "{error}");
    assert_eq!(std::fs::read_to_string(folder.join("places.csv")).unwrap(), "as it was");
    assert!(!folder.join(".places.csv.part").exists());
}
