//! What the full text of a database makes of needs: the texts of offerings and schemes in an FTS5 table of SQLite or a
//! `tsvector` column of PostgreSQL, asked with the words of each need.
//!
//! Usage: `fulltext sqlite-fts5|postgresql RECORD NEEDS.csv RANKED.csv`. RECORD is a folder of CSV files; PostgreSQL is
//! the server that `RENKEI_TEST_POSTGRES` names. Needs have the columns `id`, `sector_hint` and `text`. The ranking has
//! the columns `query_id`, `kind`, `rank` and `id`; figures are printed as one line of JSON.
//!
//! Both are asked as their manuals advise: any word may match, stems of English words, titles count double, and the
//! database's own rank decides.
#![expect(clippy::print_stdout, reason = "a program that is run by hand")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _, SqliteConnection};

/// How many of each kind are ranked.
const LIMIT: i64 = 10;

const KINDS: [(&str, &str, &[&str]); 2] = [
    ("offering", "offerings", &["title", "title_en", "title_ja"]),
    ("scheme", "schemes", &["name", "name_en", "name_ja"]),
];

/// Columns whose cells are no words for a search.
const NO_WORDS: &[&str] =
    &["id", "source", "provider", "funder", "scheme", "offering", "concept", "evidence"];

type Outcome<T> = Result<T, Box<dyn Error>>;
type Table = Vec<BTreeMap<String, String>>;

/// What can be found.
struct Document {
    id: String,
    kind: &'static str,
    title: String,
    body: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [engine, record, needs, ranked] = words.as_slice() else {
        return Err("usage: fulltext sqlite-fts5|postgresql RECORD NEEDS.csv RANKED.csv".into());
    };
    let documents = documents(Path::new(record))?;
    let start = Instant::now();
    let mut full_text = FullText::load(engine, &documents).await?;
    let loading = start.elapsed();
    let sectors = sectors(Path::new(record))?;
    let mut out = csv::Writer::from_path(ranked)?;
    out.write_record(["query_id", "kind", "rank", "id"])?;
    let mut times = Vec::new();
    for row in table(Path::new(needs))? {
        let cell = |name: &str| row.get(name).map(String::as_str).unwrap_or_default();
        let hint = sectors.get(cell("sector_hint")).map(String::as_str).unwrap_or_default();
        let query = format!("{} {hint}", cell("text"));
        let start = Instant::now();
        for (kind, _, _) in KINDS {
            for (id, rank) in full_text.ask(kind, &query).await?.iter().zip(1..) {
                out.write_record([cell("id"), kind, &i32::to_string(&rank), id])?;
            }
        }
        times.push(start.elapsed());
    }
    out.flush()?;
    times.sort();
    println!(
        "{{\"documents\": {}, \"load_ms\": {:.0}, \"needs\": {}, \"p50_ms\": {:.3}, \"p99_ms\": {:.3}}}",
        documents.len(),
        loading.as_secs_f64() * 1000.0,
        times.len(),
        at(&times, 50),
        at(&times, 99)
    );
    Ok(())
}

/// A table of texts in one of the databases.
enum FullText {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl FullText {
    async fn load(engine: &str, documents: &[Document]) -> Outcome<Self> {
        match engine {
            "sqlite-fts5" => {
                let mut db = SqliteConnection::connect("sqlite::memory:").await?;
                db.execute(
                    "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, kind UNINDEXED, title, body, \
                     tokenize = 'porter unicode61 remove_diacritics 2')",
                )
                .await?;
                let mut tx = db.begin().await?;
                for document in documents {
                    let insert = sqlx::query("INSERT INTO docs VALUES (?, ?, ?, ?)");
                    let insert = insert.bind(&document.id).bind(document.kind).bind(&document.title);
                    insert.bind(&document.body).execute(&mut *tx).await?;
                }
                tx.commit().await?;
                db.execute("INSERT INTO docs(docs) VALUES ('optimize')").await?;
                Ok(Self::Sqlite(db))
            }
            "postgresql" => {
                let mut db = PgConnection::connect(&std::env::var("RENKEI_TEST_POSTGRES")?).await?;
                db.execute(
                    "CREATE TEMPORARY TABLE docs (id text, kind text, words tsvector); \
                     CREATE INDEX docs_words ON docs USING gin (words)",
                )
                .await?;
                let mut tx = db.begin().await?;
                for document in documents {
                    let insert = sqlx::query(
                        "INSERT INTO docs VALUES ($1, $2, setweight(to_tsvector('english', $3), 'A') || \
                         setweight(to_tsvector('english', $4), 'B'))",
                    );
                    let insert = insert.bind(&document.id).bind(document.kind).bind(&document.title);
                    insert.bind(&document.body).execute(&mut *tx).await?;
                }
                tx.commit().await?;
                db.execute("ANALYZE docs").await?;
                Ok(Self::Postgres(db))
            }
            other => Err(format!("no such database: {other}").into()),
        }
    }

    async fn ask(&mut self, kind: &str, query: &str) -> Outcome<Vec<String>> {
        match self {
            Self::Sqlite(db) => {
                let words: Vec<String> = query
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(|word| format!("\"{word}\""))
                    .collect();
                if words.is_empty() {
                    return Ok(Vec::new());
                }
                let sql = "SELECT id FROM docs WHERE docs MATCH ? AND kind = ? \
                           ORDER BY bm25(docs, 0.0, 0.0, 2.0, 1.0), id LIMIT ?";
                let rows = sqlx::query(sql).bind(words.join(" OR ")).bind(kind).bind(LIMIT);
                let rows = rows.fetch_all(&mut *db).await?;
                Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
            }
            Self::Postgres(db) => {
                let sql = "SELECT id FROM docs, \
                           (SELECT replace(plainto_tsquery('english', $1)::text, ' & ', ' | ')::tsquery AS asked) q \
                           WHERE words @@ asked AND kind = $2 \
                           ORDER BY ts_rank('{0, 0, 0.5, 1}', words, asked, 1) DESC, id LIMIT $3";
                let rows = sqlx::query(AssertSqlSafe(sql)).bind(query).bind(kind).bind(LIMIT);
                let rows = rows.fetch_all(&mut *db).await?;
                Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
            }
        }
    }
}

/// The offerings and schemes of a record with all their words, those of the problems that offerings solve included.
fn documents(record: &Path) -> Outcome<Vec<Document>> {
    let mut solved: BTreeMap<String, String> = BTreeMap::new();
    let problems = record.join("problems.csv");
    for row in if problems.exists() { table(&problems)? } else { Table::new() } {
        let offering = row.get("offering").cloned().unwrap_or_default();
        let words = solved.entry(offering).or_default();
        words.push_str(&words_of(&row, &[]));
    }
    let mut documents = Vec::new();
    for (kind, plural, titles) in KINDS {
        for row in table(&record.join(format!("{plural}.csv")))? {
            let id = row.get("id").cloned().unwrap_or_default();
            let title: Vec<&str> =
                titles.iter().filter_map(|name| row.get(*name)).map(String::as_str).collect();
            let solved = solved.get(&id).map(String::as_str).unwrap_or_default();
            let body = words_of(&row, titles) + solved;
            documents.push(Document { title: title.join("\n"), body, id, kind });
        }
    }
    Ok(documents)
}

fn words_of(row: &BTreeMap<String, String>, without: &[&str]) -> String {
    let mut words = String::new();
    for (column, cell) in row {
        let evidence = column == "evidence" && row.contains_key("description");
        if (evidence || !NO_WORDS.contains(&column.as_str())) && !without.contains(&column.as_str()) {
            words.push_str(&cell.replace(['_', '-'], " "));
            words.push('\n');
        }
    }
    words
}

/// The names of sectors in all languages, by code.
fn sectors(record: &Path) -> Outcome<BTreeMap<String, String>> {
    let rows = table(&record.join("sectors.csv"))?;
    let name = |row: &BTreeMap<String, String>| {
        let names = row.iter().filter(|(column, _)| column.starts_with("name"));
        names.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" ")
    };
    Ok(rows.iter().filter_map(|row| Some((row.get("code")?.clone(), name(row)))).collect())
}

fn table(file: &Path) -> Outcome<Table> {
    let mut reader = csv::Reader::from_path(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(reader.deserialize().collect::<Result<_, _>>()?)
}

/// The time in milliseconds that so many of a hundred do not exceed.
fn at(sorted: &[Duration], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
