//! The demo: loaded once, served, kept, and never mixed with an office's record.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::program::{Desk, assert_same_files, demo_files};
use crate::servers::{get, start};

#[test]
fn the_demo_is_loaded_once_and_served() {
    let desk = Desk::new();
    let first = desk.run(&["demo", "--load-only"]);
    insta::assert_snapshot!("demo-loaded", first.out);
    let begun = Instant::now();
    let (_server, address) = start(&desk, &["demo", "--port", "0"]);
    let page = get(&address, "/places/phnom-penh");
    assert!(begun.elapsed() < Duration::from_secs(15), "the second start is quick");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Phnom Penh"), "{page}");
    assert!(desk.run(&["demo", "--load-only", "--lang", "ja"]).out.contains("読み込み済み"));
}

#[test]
fn a_taken_port_moves_to_the_next_unless_it_was_asked_for() {
    let desk = Desk::with_demo();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = desk.run(&["demo", "--port", &port]);
    assert_eq!(said.code, 4, "{said:?}");
    assert!(said.err.contains(&port) && said.err.contains("--port"), "{}", said.err);
    let (_one, first) = start(&desk, &["demo"]);
    let other = Desk::with_demo();
    let (_two, second) = start(&other, &["demo"]);
    assert_ne!(first, second);
}

#[test]
fn reset_starts_anew_and_takes_nothing_else_away() {
    let desk = Desk::with_demo();
    desk.write("renkei-demo/notes.txt", "mine");
    desk.write("more/sectors.csv", "code,name_en\nfishing,Fishing\n");
    assert_eq!(desk.run(&["import", "more", "--data", "renkei-demo"]).code, 0);
    assert_eq!(desk.json(&["check", "--json"])["records"], 1542 + added());
    let said = desk.run(&["demo", "--reset", "--load-only"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(desk.json(&["check", "--json"])["records"], 1541 + added());
    assert_eq!(desk.read("renkei-demo/notes.txt"), "mine");
}

/// Rows of the demo record beyond the first 1,541: what was added to it since.
fn added() -> u64 {
    let rows: u64 = std::fs::read_dir(demo_files())
        .unwrap()
        .map(|entry| csv::Reader::from_path(entry.unwrap().path()).unwrap().into_records().count())
        .map(|rows| u64::try_from(rows).unwrap())
        .sum();
    rows - 1541
}

#[test]
fn the_demo_keeps_out_of_an_offices_record() {
    let desk = Desk::new();
    desk.write("files/sectors.csv", "code,name_en\nfishing,Fishing\n");
    assert_eq!(desk.run(&["import", "files"]).code, 0);
    for arguments in
        [&["demo", "--data", "renkei-data", "--load-only"][..], &["demo", "--data", "renkei-data", "--reset"]]
    {
        let said = desk.run(arguments);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains("renkei-data"), "{}", said.err);
    }
    assert_eq!(desk.json(&["check", "--json"])["records"], 1);
}

#[test]
fn the_export_of_the_demo_equals_its_files() {
    let desk = Desk::with_demo();
    assert_eq!(desk.run(&["export", "copy"]).code, 0);
    assert_same_files(&desk.path("copy"), &demo_files());
}
