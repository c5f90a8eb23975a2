//! People and offices at the command line.

use crate::program::Desk;

#[test]
fn people_are_added_listed_and_taken_away() {
    let desk = Desk::new();
    desk.write("files/places.csv", "id,name_en,kind\nphnom-penh,Phnom Penh,city\n");
    assert_eq!(desk.run(&["import", "files"]).code, 0);
    let added = desk.run(&["user", "add", "keo@example.org", "--role", "partner", "--subject", "phnom-penh"]);
    assert!(added.code == 0 && added.out.contains("/doors/"), "{added:?}");
    let again = desk.run(&["user", "link", "Keo@example.org"]);
    assert!(again.code == 0 && again.out.contains("/doors/") && again.out != added.out, "{again:?}");
    let boss = desk.run(&["user", "add", "boss@example.org", "--role", "administrator"]);
    assert_eq!(boss.code, 0, "{boss:?}");
    assert_eq!(desk.run(&["user", "disable", "keo@example.org"]).code, 0);
    let listed = desk.json(&["user", "list", "--json"]);
    let facts =
        |at: usize| ["email", "role", "subject", "state"].map(|key| listed[at][key].as_str().unwrap());
    assert_eq!(facts(0), ["boss@example.org", "administrator", "", "invited"]);
    assert_eq!(facts(1), ["keo@example.org", "partner", "phnom-penh", "disabled"]);
    for (arguments, code, said) in [
        (&["user", "add", "keo", "--role", "reader"][..], 1, "not an e-mail address"),
        (&["user", "add", "x@example.org", "--role", "king"], 2, "administrator, coordinator"),
        (&["user", "role", "keo@example.org", "--role", "member"], 1, "organisation"),
        (&["user", "remove", "boss@example.org"], 1, "only administrator"),
        (&["user", "link", "nobody@example.org"], 3, "nobody@example.org"),
    ] {
        let refused = desk.run(arguments);
        assert!(refused.code == code && refused.err.contains(said), "{arguments:?}: {refused:?}");
    }
    assert_eq!(desk.run(&["user", "remove", "keo@example.org"]).code, 0);
    assert_eq!(desk.json(&["user", "list", "--json"]).as_array().unwrap().len(), 1);
    assert!(desk.run(&["user", "list", "--lang", "ja"]).out.contains("管理者"));
}

#[test]
fn offices_are_added_and_named() {
    let desk = Desk::new();
    desk.write("files/sectors.csv", "code,name_en\nfishing,Fishing\n");
    assert_eq!(desk.run(&["import", "files"]).code, 0);
    assert_eq!(desk.run(&["office", "add", "dalian", "--name", "Dalian", "--home", "china"]).code, 0);
    assert_eq!(desk.run(&["office", "add", "dalian"]).code, 1);
    assert_eq!(desk.run(&["office", "add", "Da lian"]).code, 2);
    assert_eq!(desk.run(&["office", "set", "--office", "dalian", "--name", "大連", "--lang", "ja"]).code, 0);
    assert_eq!(desk.run(&["office", "set", "--office", "none", "--home", "x"]).code, 3);
    let listed = desk.run(&["office", "list"]).out;
    assert!(listed.contains("Dalian") && listed.contains("china") && listed.contains("office"), "{listed}");
    assert!(desk.run(&["office", "list", "--lang", "ja"]).out.contains("大連"));
}
