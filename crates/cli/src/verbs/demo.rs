//! `renkei demo`: the demo record, loaded and served.

use std::path::Path;
use std::process::ExitCode;

use app::{Renkei, Settings};
use clap::Args;
use language::Words;
use store::{Address, Store};

use crate::failures::Failure;
use crate::options::{Common, DEMO_FOLDER, Place, now};
use crate::output;
use crate::server::Listen;

/// Loads the demo record into a folder of its own and serves it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei demo\n  renkei demo --port 9000 --lang ja\n  renkei demo --reset"
)]
pub(crate) struct Demo {
    /// Take the demo record away first and load it anew
    #[arg(long)]
    reset: bool,
    /// Load and print, but do not serve
    #[arg(long)]
    load_only: bool,
    #[command(flatten)]
    listen: Listen,
}

impl Demo {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.place(DEMO_FOLDER)?;
        if self.reset {
            reset(&place).await?;
        }
        std::fs::create_dir_all(&place.folder)
            .map_err(|error| Failure::unusable(format!("{}: {error}", place.folder.display())))?;
        crate::upgrades::back_up(&place, words, true).await?;
        let store = Store::migrate(&place.database).await?;
        refuse_office(&store, &place).await?;
        load(&store, words).await?;
        store.close().await;
        if self.load_only {
            return Ok(ExitCode::SUCCESS);
        }
        let listener = self.listen.bind().await?;
        let address = listener.local_addr().map_err(Failure::internal)?;
        let settings = Settings {
            database: place.database,
            folder: Some(place.folder),
            office: app::demo::office()?,
            clock: now,
        };
        let renkei = Renkei::open(settings).await?;
        output::say(words.with("cli-serving", &[("address", format!("http://{address}/").into())]));
        for (key, path) in [
            ("cli-try-partner", "partners/phnom-penh"),
            ("cli-try-match", "matches?text=half+of+the+water+we+pump+is+never+paid+for&place=phnom-penh"),
            ("cli-try-search", "search?q=%E7%84%A1%E5%8F%8E%E6%B0%B4"),
        ] {
            output::say(format_args!("  {}\n    http://{address}/{path}", words.get(key)));
        }
        self.listen.serve(renkei, listener, words).await?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn load(store: &Store, words: Words) -> Result<(), Failure> {
    let Some(outcome) = app::demo::load(store, now, &mut |_| {}).await? else {
        output::say(words.get("cli-demo-kept"));
        return Ok(());
    };
    if let Some(problem) = outcome.problems.first() {
        return Err(Failure::internal(words.problem(problem)));
    }
    output::say(words.with("cli-demo-loaded", &[("count", outcome.added().into())]));
    let mut table = output::table(&[]);
    for kind in &outcome.kinds {
        table.add_row([format!("  {}", words.kind(kind.kind)), words.count(kind.added)]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    output::print_table(&table);
    Ok(())
}

/// The demo never mixes with an office's record.
async fn refuse_office(store: &Store, place: &Place) -> Result<(), Failure> {
    let mut tx = store.read().await?;
    if store::offices(&mut tx).await?.iter().any(|office| !office.demo) {
        let folder = place.folder.display().to_string();
        return Err(Failure::input("cli-demo-in-office", "path", folder).hinted("cli-hint-demo-folder"));
    }
    Ok(())
}

/// Takes the demo record away, and nothing else: a folder that holds something other than a demo is refused.
async fn reset(place: &Place) -> Result<(), Failure> {
    let Address::Sqlite(path) = &place.database else {
        return Err(Failure::usage("cli-demo-reset-elsewhere", "path", "postgres"));
    };
    if !path.exists() {
        return Ok(());
    }
    let store = Store::migrate(&place.database).await?;
    refuse_office(&store, place).await?;
    store.close().await;
    let gone = |path: &Path| {
        let done = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        match done {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Failure::unusable(format!("{}: {error}", path.display())))
            }
            _ => Ok(()),
        }
    };
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        gone(Path::new(&name))?;
    }
    gone(&place.folder.join("search"))
}
