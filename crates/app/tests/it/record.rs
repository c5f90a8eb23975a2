//! The demo record in a throwaway database.

use app::{Renkei, Settings};
use domain::Viewer;

/// The day of the tests.
pub fn clock() -> jiff::Timestamp {
    "2026-04-01T09:00:00Z".parse().unwrap()
}

/// The application over the demo record. The folder must live as long as it is used.
pub async fn demo() -> (testkit::Database, Renkei, Viewer) {
    let database = testkit::sqlite().await;
    let outcome = app::demo::load(database.store(), clock, &mut |_| {}).await.unwrap().unwrap();
    assert!(outcome.stored, "{outcome:?}");
    let settings = Settings {
        database: database.address().clone(),
        folder: None,
        office: app::demo::office().unwrap(),
        clock,
    };
    let renkei = Renkei::open(settings).await.unwrap();
    let viewer = renkei.viewer();
    (database, renkei, viewer)
}
