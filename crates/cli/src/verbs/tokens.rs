//! `renkei token`: tokens by which programs act for a person.

use std::process::ExitCode;

use app::tokens::{self, Token, Wish};
use app::{Renkei, Settings, accounts};
use clap::{Args, Subcommand};
use domain::Role;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;

/// Makes, lists and ends the tokens by which programs act for a person.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei token add --email sato@example.org --name \"nightly copy\"\n  renkei token add --email sato@example.org --name forms --scope write --days 30\n  renkei token list --email sato@example.org --json\n  renkei token end 0123456789abcdef --email sato@example.org"
)]
pub(crate) struct Tokens {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a token and show it, once
    Add {
        #[command(flatten)]
        whose: Whose,
        /// What it is called
        #[arg(long, value_name = "NAME")]
        name: String,
        /// What it is for
        #[arg(long, value_name = "SCOPE", default_value = "read", value_parser = tokens::SCOPES.to_vec())]
        scope: String,
        /// For how many days it is good
        #[arg(long, value_name = "DAYS", default_value = "90", value_parser = tokens::DAYS.to_vec())]
        days: String,
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
    /// List the tokens of a person
    List {
        #[command(flatten)]
        whose: Whose,
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
    /// End a token
    End {
        /// The id of the token, as the list shows it
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        whose: Whose,
    },
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Whose {
    /// The e-mail address of the person
    #[arg(long, value_name = "EMAIL")]
    email: Option<String>,
    /// The person of the demo with this part in the office
    #[arg(long = "as", value_name = "ROLE", value_parser = role)]
    role: Option<Role>,
}

fn role(text: &str) -> Result<Role, String> {
    let known = || accounts::PERSONAS.iter().map(|(role, _)| *role);
    let names = || known().map(Role::as_str).collect::<Vec<_>>().join(", ");
    known().find(|role| role.as_str() == text).ok_or_else(|| format!("expected one of {}", names()))
}

impl Whose {
    /// The e-mail address of the account.
    async fn email(&self, renkei: &Renkei) -> app::Result<String> {
        match (&self.email, self.role) {
            (Some(email), _) => Ok(email.clone()),
            (None, Some(role)) => accounts::persona(renkei, role).await.map(|account| account.email),
            (None, None) => Err(app::Error::Forbidden),
        }
    }
}

impl Tokens {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store.close().await;
        let renkei =
            Renkei::open(Settings { database: place.database, folder: None, office, clock: now }).await?;
        let done = self.done(&renkei, common).await;
        renkei.close().await;
        Ok(done.map(|()| ExitCode::SUCCESS)?)
    }

    async fn done(&self, renkei: &Renkei, common: &Common) -> app::Result<()> {
        let words = common.words();
        match &self.what {
            What::Add { whose, name, scope, days, json } => {
                let email = whose.email(renkei).await?;
                let wish = Wish { name: name.clone(), scope: scope.clone(), days: days.clone() };
                let token = tokens::make_at(renkei, &email, &wish).await?;
                if *json {
                    output::print_json(&json!({ "email": email, "scope": scope, "token": token }));
                } else {
                    output::say(words.with("cli-token-made", &[("email", email.as_str().into())]));
                    output::say(token);
                }
            }
            What::List { whose, json } => {
                let found = tokens::list_at(renkei, &whose.email(renkei).await?).await?;
                if *json {
                    output::print_json(&found.iter().map(told).collect());
                } else if found.is_empty() {
                    output::say(words.get("cli-token-none"));
                } else {
                    let heads = ["tokens-name", "tokens-scope", "tokens-until", "tokens-used"];
                    let mut head = vec!["ID".to_owned()];
                    head.extend(heads.iter().map(|key| words.get(key).into_owned()));
                    let mut table = output::table(&head);
                    for token in &found {
                        let used = if token.used == 0 {
                            words.get("tokens-never").into_owned()
                        } else {
                            day(token.used)
                        };
                        let (id, name) = (token.id.clone(), token.name.clone());
                        table.add_row([id, name, scope(token).to_owned(), day(token.until), used]);
                    }
                    output::print_table(&table);
                }
            }
            What::End { id, whose } => {
                tokens::end_at(renkei, &whose.email(renkei).await?, id).await?;
                output::say(words.get("cli-token-ended"));
            }
        }
        Ok(())
    }
}

fn scope(token: &Token) -> &'static str {
    if token.writes { "write" } else { "read" }
}

/// A moment as a day, in UTC.
fn day(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds)
        .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
        .unwrap_or_default()
}

fn told(token: &Token) -> serde_json::Value {
    json!({
        "id": token.id, "name": token.name, "scope": scope(token), "created": token.created, "until": token.until,
        "used": token.used,
    })
}
