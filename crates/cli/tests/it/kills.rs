//! Killed at any moment of import or start, the database opens and is either before or after.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::program::{Desk, demo_files};

/// How often the program is killed, at moments spread over a whole run.
const KILLS: u32 = 12;

fn records(desk: &Desk) -> u64 {
    let checked = desk.json(&["check", "--json"]);
    assert_eq!(checked["sound"], true, "{checked}");
    checked["records"].as_u64().unwrap()
}

fn killed_after(desk: &Desk, arguments: &[&str], wait: Duration) {
    let mut child = desk.command(arguments).stdout(std::process::Stdio::null()).spawn().unwrap();
    sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_killed_import_leaves_the_record_before_or_after() {
    let copies = tempfile::TempDir::new().unwrap();
    let rows = testkit::copy_record(&demo_files(), copies.path(), 3).unwrap();
    let files = copies.path().to_str().unwrap();
    let whole = Desk::new();
    let begun = Instant::now();
    assert_eq!(whole.run(&["import", files]).code, 0);
    let took = begun.elapsed();
    assert_eq!(records(&whole), rows);
    let mut before = 0;
    for kill in 0..KILLS {
        let desk = Desk::new();
        desk.write("files/factors.csv", "id,name_en\nfac-trust,Trust\n");
        assert_eq!(desk.run(&["import", "files"]).code, 0);
        killed_after(&desk, &["import", files], took * kill / (KILLS - 1));
        let left = records(&desk);
        assert!(left == 1 || left == rows + 1, "killed {kill}: {left}");
        before += u32::from(left == 1);
        assert_eq!(desk.run(&["import", files]).code, 0, "the import can be run again");
        assert_eq!(records(&desk), rows + 1);
    }
    assert!(before > 0, "at least the first kill comes before the end");
}

#[test]
fn a_killed_start_of_the_demo_can_be_started_again() {
    let whole = Desk::new();
    let begun = Instant::now();
    assert_eq!(whole.run(&["demo", "--load-only"]).code, 0);
    let took = begun.elapsed();
    let rows = records(&whole);
    for kill in 0..KILLS {
        let desk = Desk::new();
        killed_after(&desk, &["demo", "--port", "0"], took * 2 * kill / (KILLS - 1));
        let said = desk.run(&["demo", "--load-only"]);
        assert_eq!(said.code, 0, "killed {kill}: {said:?}");
        assert_eq!(records(&desk), rows);
    }
}
