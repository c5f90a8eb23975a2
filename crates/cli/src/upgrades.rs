//! What comes before an upgrade of the database: a backup.

use app::backups;
use language::Words;
use store::{Address, Store};

use crate::failures::Failure;
use crate::options::{Place, now};
use crate::output;

/// Takes a backup of a record whose schema is older than this program's, and says where it is. Nothing is done for a
/// record that is new or up to date. PostgreSQL has tools of its own: there the upgrade is refused until somebody says
/// that a backup was taken.
pub(crate) async fn back_up(place: &Place, words: Words, is_wanted: bool) -> Result<(), Failure> {
    if !is_wanted || matches!(&place.database, Address::Sqlite(path) if !path.exists()) {
        return Ok(());
    }
    let store = Store::as_is(&place.database).await?;
    let schema = store.schema().await?;
    let done = if (1..store::newest_schema()).contains(&schema) {
        take(&store, place, words, schema).await
    } else {
        Ok(())
    };
    store.close().await;
    done
}

async fn take(store: &Store, place: &Place, words: Words, schema: i64) -> Result<(), Failure> {
    if matches!(place.database, Address::Postgres(_)) {
        let found = schema.to_string();
        return Err(
            Failure::usage("running-upgrade-postgres", "schema", found).hinted("running-hint-postgres")
        );
    }
    let folder = place.folder.join(backups::FOLDER);
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::unusable(format!("{}: {error}", folder.display())))?;
    let taken = now();
    let file = folder.join(format!("schema-{schema}-{}.zip", taken.strftime("%Y%m%dT%H%M%SZ")));
    backups::take(store, &place.folder, &file, taken).await?;
    output::say(words.with("running-upgrade-backup", &[("path", file.display().to_string().into())]));
    Ok(())
}
