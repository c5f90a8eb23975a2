//! The manual: what each verb says of itself.

use crate::program::Desk;

#[test]
fn every_verb_tells_what_it_does_with_examples() {
    let desk = Desk::new();
    insta::assert_snapshot!("help", desk.run(&["--help"]).out);
    for verb in [
        "demo", "serve", "import", "export", "match", "replay", "tune", "show", "token", "user", "office",
        "check", "backup", "restore", "migrate",
    ] {
        let said = desk.run(&[verb, "--help"]);
        assert_eq!(said.code, 0);
        assert!(said.out.contains("Examples:"), "{verb}: {}", said.out);
        insta::assert_snapshot!(format!("help-{verb}"), said.out);
    }
}

#[test]
fn wrong_use_is_refused_with_code_2() {
    let desk = Desk::new();
    for arguments in
        [&["dance"][..], &["show"], &["match", "x", "--limit", "many"], &["check", "--lang", "xx"]]
    {
        let said = desk.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {said:?}");
        assert!(!said.err.is_empty());
    }
}
