//! Asking as of a year, asking past needs again, learning from decisions.

use crate::program::Desk;

/// A record of one office with a need of 2001, what answered it, and a thing that only came later.
fn small() -> Desk {
    let desk = Desk::new();
    desk.write("files/sectors.csv", "code,name_en\nwater-supply,Water supply\n");
    desk.write(
        "files/places.csv",
        "id,name_en,kind,within\njapan,Japan,country,\ncambodia,Cambodia,country,\n",
    );
    desk.write(
        "files/needs.csv",
        "id,place,sector,raised,statement\nneed-a,cambodia,water-supply,2001,water leaks from old pipes\nneed-b,cambodia,water-supply,,undated\n",
    );
    desk.write(
        "files/offerings.csv",
        "id,title,kind,sectors,description\noff-leaks,Leak prevention in pipes,know_how,water-supply,finds leaks in pipes\noff-music,Music lessons,training,water-supply,songs\n",
    );
    desk.write(
        "files/projects.csv",
        "id,title,partner_place,stage,start,related_need,offerings\nprj-a,Leak work,cambodia,completed,2002,need-a,off-leaks\n",
    );
    let said = desk.run(&["import", "files", "--data", "office"]);
    assert_eq!(said.code, 0, "{said:?}");
    desk
}

#[test]
fn past_needs_are_asked_again_and_counted() {
    let desk = small();
    let json = desk.json(&["replay", "--data", "office", "--json"]);
    assert_eq!(
        (&json["asked"], &json["found"], &json["undated"]),
        (&1.into(), &1.into(), &1.into()),
        "{json}"
    );
    assert_eq!(json["rows"][0]["used"][0], "off-leaks");
    for (language, said) in [("en", "Of 1 past needs"), ("ja", "過去のニーズ1件のうち")] {
        let shown = desk.run(&["replay", "--data", "office", "--lang", language, "--without-notes"]);
        assert!(shown.code == 0 && shown.out.contains(said), "{shown:?}");
    }
}

#[test]
fn an_earlier_year_knows_nothing_later() {
    let desk = small();
    let then = desk.json(&["match", "need-a", "--as-of", "2001", "--data", "office", "--json"]);
    assert_eq!(then["precedents"], serde_json::json!([]));
    assert_eq!(then["packages"], serde_json::json!([]));
    let wrong = desk.run(&["match", "need-a", "--as-of", "93", "--data", "office"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert_eq!(desk.run(&["match", "need-none", "--as-of", "2001", "--data", "office"]).code, 3);
    assert_eq!(
        desk.run(&["match", "x", "--place", "atlantis", "--as-of", "2001", "--data", "office"]).code,
        2
    );
}

#[test]
fn too_few_decisions_are_said_and_broken_weights_do_not_stop_answers() {
    let desk = small();
    let tuned = desk.json(&["tune", "--data", "office", "--json"]);
    assert_eq!((&tuned["questions"], &tuned["written"]), (&0.into(), &serde_json::Value::Null), "{tuned}");
    let said = desk.run(&["tune", "--data", "office", "--lang", "en"]);
    assert!(said.out.contains("Too few to learn from"), "{said:?}");
    desk.write("office/weights.toml", "words = many\n");
    let said = desk.run(&["match", "leaks in pipes", "--data", "office"]);
    assert!(said.code == 0 && said.err.contains("weights.toml"), "{said:?}");
}
