//! A database that is missing, newer, damaged, or a disk that is full.

use std::process::Command;

use crate::program::{Desk, Said, assert_same_files, demo_files};

#[test]
fn without_a_record_the_way_to_one_is_told() {
    let desk = Desk::new();
    for verb in [&["check"][..], &["export", "copy"], &["show", "dalian"], &["match", "water"]] {
        let said = desk.run(verb);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains("renkei demo") && said.err.contains("--data"), "{}", said.err);
    }
    assert_eq!(desk.run(&["import", "nowhere"]).code, 1);
    assert!(!desk.path("renkei-data").exists());
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let desk = Desk::new();
    let letter = "Dear mayor, this is not a database. ".repeat(200);
    desk.write("renkei-data/renkei.db", &letter);
    for verb in [&["check"][..], &["migrate"], &["serve"]] {
        assert_eq!(desk.run(verb).code, 4);
    }
    assert_eq!(desk.read("renkei-data/renkei.db"), letter);
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let desk = Desk::new();
    desk.write("files/sectors.csv", "code,name_en\nfishing,Fishing\n");
    assert_eq!(desk.run(&["import", "files"]).code, 0);
    let size = std::fs::metadata(desk.path("renkei-data/renkei.db")).unwrap().len();
    // A limit on the size of files stands for a full disk: writing beyond it fails in the same place.
    let blocks = size / 512 + 64;
    let import = desk.command(&["import", demo_files().to_str().unwrap()]);
    let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut limited = Command::new("sh");
    limited.current_dir(desk.path("")).args(["-c", &line]).arg(import.get_program()).args(import.get_args());
    let said = Said::from(limited.output().unwrap());
    assert_eq!(said.code, 4, "{said:?}");
    assert!(said.err.contains("disk is full"), "{}", said.err);
    let checked = desk.json(&["check", "--json"]);
    assert_eq!((&checked["sound"], &checked["records"]), (&true.into(), &1.into()));
    assert_eq!(desk.run(&["import", demo_files().to_str().unwrap()]).code, 0);
}

#[test]
fn check_finds_what_is_damaged() {
    let desk = Desk::with_demo();
    assert_eq!(desk.run(&["check"]).code, 0);
    let database = desk.path("renkei-demo/renkei.db");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(testkit::run_on_file(
        &database,
        "UPDATE projects SET start = 'soon' WHERE id = 'prj-hp-bcf-vinh-bao'",
    ));
    runtime.block_on(testkit::run_on_file(
        &database,
        "UPDATE links SET to_id = 'atlantis' WHERE from_id = 'site-vinh-bao-wtp' OR to_id = 'hue'",
    ));
    let said = desk.run(&["check"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("projects/prj-hp-bcf-vinh-bao: start"), "{}", said.out);
    assert_eq!(desk.json(&["check", "--json"])["sound"], false);
}

#[test]
fn a_migrated_database_keeps_its_record() {
    let desk = Desk::with_demo();
    let said = desk.run(&["migrate", "--data", "renkei-demo"]);
    assert_eq!(said.code, 0);
    assert_eq!(desk.run(&["export", "copy"]).code, 0);
    assert_same_files(&desk.path("copy"), &demo_files());
}
