//! Tokens for programs at the command line: made, listed, ended.

use crate::program::Desk;

#[test]
fn a_token_is_made_once_listed_without_its_secret_and_ended() {
    let desk = Desk::with_demo();
    let add = ["token", "add", "--as", "reader", "--name", "nightly copy"];
    let made = desk.run(&add);
    assert_eq!(made.code, 0, "{made:?}");
    let token = made.out.lines().find(|line| line.starts_with("renkei_")).unwrap();
    assert_eq!(token.len(), "renkei_".len() + 16 + 1 + 64);
    let list = desk.json(&["token", "list", "--email", "reader@demo.invalid", "--json"]);
    assert_eq!(
        (&list[0]["name"], &list[0]["scope"], &list[0]["used"]),
        (&"nightly copy".into(), &"read".into(), &0.into())
    );
    assert!(!list.to_string().contains(token.rsplit('_').next().unwrap()));
    let id = list[0]["id"].as_str().unwrap();
    assert!(token.contains(id));
    assert!(desk.run(&["token", "list", "--as", "reader"]).out.contains("nightly copy"));
    assert_eq!(desk.run(&["token", "end", id, "--as", "coordinator"]).code, 3, "not theirs");
    assert_eq!(desk.run(&["token", "end", id, "--as", "reader"]).code, 0);
    assert_eq!(desk.run(&["token", "end", id, "--as", "reader"]).code, 3, "ended before");
    assert!(
        desk.run(&["token", "list", "--as", "reader", "--lang", "ja"]).out.contains("トークンはありません")
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let desk = Desk::with_demo();
    for (arguments, code) in [
        (&["token", "add", "--email", "nobody@example.org", "--name", "x"][..], 3),
        (&["token", "add", "--as", "reader", "--name", " "], 2),
        (&["token", "add", "--as", "reader", "--name", "x", "--days", "1000"], 2),
        (&["token", "add", "--as", "reader", "--name", "x", "--scope", "all"], 2),
        (&["token", "add", "--as", "mayor", "--name", "x"], 2),
        (&["token", "add", "--name", "x"], 2),
        (&["token"], 2),
    ] {
        let said = desk.run(arguments);
        assert_eq!(said.code, code, "{arguments:?}: {said:?}");
        assert!(!said.err.is_empty());
    }
}
