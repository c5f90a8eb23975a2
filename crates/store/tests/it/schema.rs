//! The tables that migrations make are those that the definitions ask for.

use std::collections::BTreeSet;
use std::path::Path;

use testkit::databases;

#[tokio::test]
async fn tables_are_those_of_the_definitions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/migrations");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let text: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let made: BTreeSet<&str> = text.lines().map(str::trim).collect();
    for kind in domain::KINDS {
        for line in store::schema::create(kind).lines() {
            assert!(
                made.contains(line.trim()),
                "{}: no migration makes `{}`; see `cargo run -p store --example table {}`",
                kind.plural,
                line.trim(),
                kind.plural
            );
        }
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    for database in databases().await {
        database.run("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', TRUE, '00', 0)").await;
        let refused = store::Store::open(database.address()).await;
        assert!(matches!(refused, Err(store::Error::Newer { found: 9999, .. })), "{refused:?}");
        let refused = store::Store::migrate(database.address()).await;
        assert!(matches!(refused, Err(store::Error::Newer { .. } | store::Error::Backend(_))), "{refused:?}");
    }
}
