//! Importing from the command line: what is told, what is stored, what is handed back.

use crate::program::{Desk, assert_same_files, demo_files};

const PLACES: &str = "id,name_en,kind,within\nasia,Asia,region,\ncambodia,Cambodia,country,asia\n";

#[test]
fn a_folder_is_imported_and_a_second_time_changes_nothing() {
    let desk = Desk::new();
    let files = demo_files();
    let first = desk.json(&["import", files.to_str().unwrap(), "--json"]);
    assert_eq!((&first["stored"], &first["problem_total"]), (&true.into(), &0.into()));
    let second = desk.json(&["import", files.to_str().unwrap(), "--json"]);
    for kind in second["kinds"].as_array().unwrap() {
        assert_eq!((&kind["added"], &kind["changed"]), (&0.into(), &0.into()), "{kind}");
    }
    assert_eq!(desk.run(&["export", "copy"]).code, 0);
    assert_same_files(&desk.path("copy"), &files);
}

#[test]
fn faults_are_told_with_file_row_column_and_hint_in_both_languages() {
    let desk = Desk::new();
    desk.write("files/places.csv", format!("{PLACES}hue,Hue,town,viet-nam\n"));
    desk.write(
        "files/agreements.csv",
        "id,title,kind,parties,signed\nagr-a,A,sister city,cambodia,2019-02-30\n",
    );
    for language in ["en", "ja"] {
        let said = desk.run(&["import", "files", "--lang", language]);
        assert_eq!(said.code, 1);
        insta::assert_snapshot!(format!("import-faults-{language}"), said.out);
    }
    assert_eq!(desk.json(&["check", "--json"])["records"], 0);
}

#[test]
fn tolerant_import_hands_refused_rows_back_for_mending() {
    let desk = Desk::new();
    desk.write("files/places.csv", format!("{PLACES}hue,Hue,town,asia\n"));
    let said = desk.json(&["import", "files", "--tolerant", "--json"]);
    assert_eq!(said["stored"], true);
    let folder = said["refused_folder"].as_str().unwrap().to_owned();
    let refused = format!("{folder}/places.csv");
    assert_eq!(desk.read(&refused), "\u{feff}id,name_en,kind,within\nhue,Hue,town,asia\n");
    desk.write(&refused, desk.read(&refused).replace("town", "city"));
    let said = desk.json(&["import", &folder, "--json"]);
    assert_eq!((&said["stored"], &said["kinds"][0]["added"]), (&true.into(), &1.into()));
}

#[test]
fn a_dry_run_tells_and_stores_nothing() {
    let desk = Desk::new();
    desk.write("files/places.csv", PLACES);
    let said = desk.run(&["import", "files", "--dry-run"]);
    insta::assert_snapshot!("import-dry-run", said.out);
    assert_eq!(desk.json(&["check", "--json"])["records"], 0);
}

#[test]
fn a_cell_of_ten_megabytes_is_refused_with_its_place() {
    let desk = Desk::new();
    let cell = "x".repeat(10_000_000);
    desk.write(
        "files/places.csv",
        format!("id,name_en,kind,note\nasia,Asia,region,\nhue,{cell},city,\n")
            .replace(",note", "")
            .replace(",\n", "\n"),
    );
    let said = desk.json(&["import", "files", "--json"]);
    let problem = &said["problems"][0];
    assert_eq!(problem["code"], "cell-too-long", "{problem}");
    assert_eq!((&problem["line"], &problem["column"]), (&3.into(), &"name_en".into()));
    assert!(problem["found"].as_str().unwrap().len() < 400);
}
