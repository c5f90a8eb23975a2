//! Backups: taken while others write, restored as a whole or not at all, refused when they are not what they say.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use zip::write::SimpleFileOptions;

use crate::program::{Desk, assert_same_files};
use crate::servers::start;

const KILLS: u32 = 12;

fn done(desk: &Desk, arguments: &[&str]) {
    let said = desk.run(arguments);
    assert_eq!(said.code, 0, "{arguments:?}: {said:?}");
}

/// A folder of an office, served or not: the demo with files of its own.
fn office() -> Desk {
    let desk = Desk::with_demo();
    std::fs::rename(desk.path("renkei-demo"), desk.path("renkei-data")).unwrap();
    desk.write("renkei-data/attachments/ab/abcd.pdf", b"%PDF-1.7 agreement");
    desk.write("renkei-data/attachments/.part", "half of a file");
    let thesaurus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/thesaurus.ttl");
    desk.write("renkei-data/thesaurus.ttl", std::fs::read(thesaurus).unwrap());
    desk
}

#[test]
fn a_backup_of_a_served_record_brings_back_the_same_export() {
    let desk = office();
    let (_server, _) = start(&desk, &["serve", "--data", "renkei-data", "--port", "0"]);
    let writes = AtomicBool::new(true);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while writes.load(Ordering::Relaxed) {
                // Two records that only one transaction changes: a torn copy would have them differ.
                let name = format!("pair/{round}/factors.csv");
                desk.write(&name, format!("id,name_en\nfac-one,Round {round}\nfac-two,Round {round}\n"));
                done(&desk, &["import", &format!("pair/{round}"), "--data", "renkei-data"]);
                round += 1;
            }
        });
        std::thread::sleep(Duration::from_millis(500));
        for name in ["one.zip", "two.zip", "three.zip"] {
            done(&desk, &["backup", name, "--data", "renkei-data"]);
        }
        writes.store(false, Ordering::Relaxed);
    });
    for name in ["one", "two", "three"] {
        done(&desk, &["restore", &format!("{name}.zip"), "--data", name]);
        assert_eq!(desk.json(&["check", "--json", "--data", name])["sound"], true);
        let export = format!("{name}-export");
        done(&desk, &["export", &export, "--data", name]);
        let factors = desk.read(&format!("{export}/factors.csv"));
        let rounds: Vec<&str> = factors
            .split("Round ")
            .skip(1)
            .map(|rest| rest.split([',', '\n']).next().unwrap().trim())
            .collect();
        assert!(rounds.windows(2).all(|pair| pair[0] == pair[1]), "{rounds:?}");
    }
    done(&desk, &["export", "before", "--data", "renkei-data"]);
    done(&desk, &["backup", "last.zip", "--data", "renkei-data"]);
    drop(_server);
    std::fs::remove_dir_all(desk.path("renkei-data")).unwrap();
    let said = desk.run(&["restore", "last.zip", "--data", "renkei-data"]);
    assert!(
        said.code == 0 && said.out.contains("thesaurus.ttl") && said.out.contains("1 attachment"),
        "{said:?}"
    );
    done(&desk, &["export", "after", "--data", "renkei-data"]);
    assert_same_files(&desk.path("before"), &desk.path("after"));
    assert_eq!(desk.read("renkei-data/attachments/ab/abcd.pdf"), "%PDF-1.7 agreement");
    assert!(!desk.path("renkei-data/attachments/.part").exists());
    assert!(!desk.path("last.zip.part").exists() && !desk.path(".renkei-data.restoring").exists());
}

#[test]
fn a_killed_restore_leaves_nothing_or_all() {
    let desk = office();
    done(&desk, &["backup", "b.zip"]);
    let records = desk.json(&["check", "--json"])["records"].clone();
    let begun = Instant::now();
    done(&desk, &["restore", "b.zip", "--data", "whole"]);
    let took = begun.elapsed();
    let mut nothing = 0;
    for kill in 0..KILLS {
        let mut restore = desk.command(&["restore", "b.zip", "--data", "target", "--replace"]);
        let mut child = restore.stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(took * kill / (KILLS - 1));
        child.kill().unwrap();
        child.wait().unwrap();
        if desk.path("target").exists() {
            let checked = desk.json(&["check", "--json", "--data", "target"]);
            assert_eq!((&checked["sound"], &checked["records"]), (&true.into(), &records), "killed {kill}");
            std::fs::remove_dir_all(desk.path("target")).unwrap();
        } else {
            nothing += 1;
        }
    }
    assert!(nothing > 0, "at least the first kill comes before the end");
    done(&desk, &["restore", "b.zip", "--data", "target"]);
    assert_eq!(desk.json(&["check", "--json", "--data", "target"])["records"], records);
}

#[test]
fn a_full_folder_is_kept_or_moved_aside_and_a_served_one_is_left_alone() {
    let desk = office();
    done(&desk, &["backup", "b.zip"]);
    let again = desk.run(&["backup", "b.zip"]);
    assert!(again.code == 4 && again.err.contains("b.zip"), "{again:?}");
    let full = desk.run(&["restore", "b.zip"]);
    assert!(full.code == 4 && full.err.contains("--replace"), "{full:?}");
    desk.write("renkei-data/notes.txt", "mine");
    {
        let (_server, _) = start(&desk, &["serve", "--data", "renkei-data", "--port", "0"]);
        let held = desk.run(&["restore", "b.zip", "--replace"]);
        assert!(held.code == 4 && held.err.contains("server"), "{held:?}");
    }
    let said = desk.run(&["restore", "b.zip", "--replace"]);
    assert_eq!(said.code, 0, "{said:?}");
    let (_, aside) = said.out.split_once(".before-").unwrap();
    let aside = format!("renkei-data.before-{}", aside.split_whitespace().next().unwrap());
    assert_eq!(desk.read(&format!("{aside}/notes.txt")), "mine");
    assert!(!desk.path("renkei-data/notes.txt").exists());
    done(&desk, &["check"]);
}

/// The parts of an archive, to be written again with faults.
fn parts(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut entry = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The archive with a manifest that was tampered with.
fn told(parts: &[(String, Vec<u8>)], tamper: impl Fn(&mut Value)) -> Vec<(String, Vec<u8>)> {
    let mut parts = parts.to_vec();
    let (_, manifest) = parts.iter_mut().find(|(name, _)| name == "manifest.json").unwrap();
    let mut value: Value = serde_json::from_slice(manifest).unwrap();
    tamper(&mut value);
    *manifest = serde_json::to_vec(&value).unwrap();
    parts
}

#[test]
fn archives_that_are_not_what_they_say_are_refused_and_leave_nothing() {
    let desk = office();
    done(&desk, &["backup", "good.zip"]);
    let whole = std::fs::read(desk.path("good.zip")).unwrap();
    let good = parts(&desk.path("good.zip"));
    let with = |name: &str| {
        let mut more = told(&good, |manifest| {
            let part = serde_json::json!({ "name": name, "bytes": 4, "sha256": "00" });
            manifest["parts"].as_array_mut().unwrap().push(part);
        });
        more.push((name.to_owned(), b"evil".to_vec()));
        packed(&more)
    };
    let unlisted = [good.clone(), vec![("attachments/more".to_owned(), b"x".to_vec())]].concat();
    let without =
        |gone: &str| packed(&good.iter().filter(|(name, _)| name != gone).cloned().collect::<Vec<_>>());
    let swapped: Vec<_> = good
        .iter()
        .map(|(name, bytes)| match name.ends_with(".pdf") {
            true => (name.clone(), b"%PDF-1.7 forgery".to_vec()),
            false => (name.clone(), bytes.clone()),
        })
        .collect();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x40;
    let letter = "Dear mayor, this is no backup. ".repeat(50).into_bytes();
    let other = packed(&[("letter.txt".to_owned(), letter.clone())]);
    let counted = told(&good, |manifest| manifest["offices"]["demo"]["needs"] = 1.into());
    let grown = told(&good, |manifest| manifest["parts"][0]["bytes"] = 7.into());
    let schema = packed(&told(&good, |manifest| manifest["schema"] = 9_999.into()));
    let form = packed(&told(&good, |manifest| manifest["form"] = 2.into()));
    for (name, bytes, code, says) in [
        ("letter", letter, 1, "no backup"),
        ("empty", Vec::new(), 1, "no backup"),
        ("other", other, 1, "no backup"),
        ("half", whole[..whole.len() / 2].to_vec(), 1, "cut off"),
        ("short", whole[..whole.len() - 1].to_vec(), 1, "cut off"),
        ("flipped", flipped, 1, "damaged"),
        ("swapped", packed(&swapped), 1, "damaged"),
        ("missing", without("renkei.db"), 1, "renkei.db"),
        ("counted", packed(&counted), 1, "renkei.db"),
        ("grown", packed(&grown), 1, "damaged"),
        ("schema", schema, 4, "newer"),
        ("form", form, 4, "newer"),
        ("unlisted", packed(&unlisted), 1, "attachments/more"),
        ("up", with("../evil.txt"), 1, "../evil.txt"),
        ("inner", with("attachments/../../evil.txt"), 1, "evil.txt"),
        ("root", with("/evil.txt"), 1, "evil.txt"),
        ("strange", with("renkei.db-wal"), 1, "renkei.db-wal"),
    ] {
        desk.write(&format!("{name}.zip"), bytes);
        let said = desk.run(&["restore", &format!("{name}.zip"), "--data", "target"]);
        assert_eq!(said.code, code, "{name}: {said:?}");
        assert!(said.err.contains(says), "{name}: {}", said.err);
        assert!(!desk.path("target").exists() && !desk.path(".target.restoring").exists(), "{name}");
        assert!(!desk.path("evil.txt").exists(), "{name}");
    }
    assert_eq!(desk.run(&["restore", "nowhere.zip", "--data", "target"]).code, 4);
}

#[test]
fn an_upgrade_takes_a_backup_first_and_says_where() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("renkei-data")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = desk.path("renkei-data/renkei.db");
    runtime.block_on(testkit::older_database(&database, 5));
    assert_eq!(desk.run(&["check"]).code, 4, "an older database is not read");
    let said = desk.run(&["migrate"]);
    assert_eq!(said.code, 0, "{said:?}");
    let folder = desk.path("renkei-data/backups");
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    assert!(said.out.contains(file.file_name().unwrap().to_str().unwrap()), "{}", said.out);
    done(&desk, &["check"]);
    let restored = desk.run(&["restore", file.to_str().unwrap(), "--data", "old"]);
    assert!(restored.code == 0 && restored.out.contains("renkei migrate"), "{restored:?}");
    assert_eq!(desk.run(&["check", "--data", "old"]).code, 4, "the older schema came back");
    done(&desk, &["migrate", "--data", "old", "--no-backup"]);
    assert!(!desk.path("old/backups").exists());
    done(&desk, &["migrate"]);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "an upgrade that changes nothing takes none");
}

#[test]
fn on_postgresql_its_own_tools_are_named() {
    let desk = Desk::new();
    let database = "postgres://renkei@127.0.0.1:1/renkei";
    for verb in [&["backup", "b.zip"][..], &["restore", "b.zip"]] {
        let said = desk.run(&[verb, &["--database", database]].concat());
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("pg_dump") && said.err.contains("pg_restore"), "{}", said.err);
    }
}
