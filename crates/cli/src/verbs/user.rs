//! `renkei user`: the people of the office, from the machine on which the server runs.

use std::process::ExitCode;

use app::accounts::{self, Invitation, Person};
use app::{Renkei, Settings};
use clap::{Args, Subcommand};
use domain::{Role, Viewer};
use language::Words;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;

/// Looks after the people of the office: lists them, lets them in, gives and takes parts.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei user list\n  renkei user add keo@example.org --role partner --subject phnom-penh\n  renkei user link keo@example.org\n  renkei user disable keo@example.org"
)]
pub(crate) struct User {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List who has which part
    List {
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
    /// Give somebody a part, and an account if they have none; prints the link by which they come in
    Add(Part),
    /// Give somebody another part
    Role(Part),
    /// Take the part in the office away from somebody
    Remove(Who),
    /// Print a link by which somebody comes in and chooses a password
    Link(Who),
    /// Keep somebody from signing in, and end their sessions
    Disable(Who),
    /// Let somebody sign in again
    Enable(Who),
}

#[derive(Debug, Args)]
struct Who {
    /// The e-mail address
    email: String,
}

#[derive(Debug, Args)]
struct Part {
    /// The e-mail address
    email: String,
    /// administrator, coordinator, contributor, partner, member or reader
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Role,
    /// The id of a partner's place or a member's organisation
    #[arg(long, value_name = "ID", default_value = "")]
    subject: String,
}

fn role(text: &str) -> Result<Role, String> {
    let expected = "expected administrator, coordinator, contributor, partner, member or reader";
    Role::parse(text).filter(|role| *role != Role::Public).ok_or_else(|| expected.to_owned())
}

impl User {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store.close().await;
        let settings = Settings { database: place.database, folder: None, office, clock: now };
        let renkei = Renkei::open(settings).await?;
        let done = self.act(&renkei, words).await;
        renkei.close().await;
        done?;
        Ok(ExitCode::SUCCESS)
    }

    async fn act(&self, renkei: &Renkei, words: Words) -> Result<(), Failure> {
        // Whoever can read the database can do everything with it.
        let viewer = Viewer::new(renkei.office().id.clone(), Role::Administrator);
        let person = async |email: &str| -> Result<String, Failure> {
            let mut tx = renkei.store().read().await?;
            let found = store::accounts::account_of(&mut tx, email).await?;
            found.map(|account| account.id).ok_or_else(|| Failure::not_found(email))
        };
        match &self.what {
            What::List { json } => {
                let (people, _) = accounts::people(renkei, &viewer).await?;
                print(words, &people, *json);
                return Ok(());
            }
            What::Add(part) => {
                let invitation = Invitation {
                    email: part.email.clone(),
                    role: part.role,
                    subject: part.subject.clone(),
                    language: words.tag().to_owned(),
                };
                let link = accounts::invite(renkei, &viewer, &invitation).await?;
                if let Some(token) = link {
                    print_link(words, &token);
                    return Ok(());
                }
            }
            What::Role(part) => {
                let id = person(&part.email).await?;
                accounts::give(renkei, &viewer, &id, part.role, &part.subject).await?;
            }
            What::Remove(who) => accounts::take(renkei, &viewer, &person(&who.email).await?).await?,
            What::Link(who) => {
                print_link(words, &accounts::reset_door_of(renkei, &who.email).await?);
                return Ok(());
            }
            What::Disable(who) => accounts::change_account(renkei, &who.email, true).await?,
            What::Enable(who) => accounts::change_account(renkei, &who.email, false).await?,
        }
        output::say(words.get("cli-user-done"));
        Ok(())
    }
}

/// Prints the end of a link: the machine does not know under which name browsers reach the server.
fn print_link(words: Words, token: &str) {
    output::say(words.get("cli-user-link"));
    output::say(format_args!("  /doors/{token}"));
}

fn print(words: Words, people: &[Person], json: bool) {
    let state = |person: &Person| match (person.account.disabled, person.account.password.is_empty()) {
        (true, _) => "disabled",
        (false, true) => "invited",
        (false, false) => "active",
    };
    if json {
        let shown = people.iter().map(|person| {
            let (account, part) = (&person.account, &person.part);
            json!({ "email": account.email, "name": account.name, "role": part.role.as_str(), "subject": part.subject, "state": state(person) })
        });
        output::print_json(&shown.collect());
        return;
    }
    let head = ["account-email", "account-name", "account-part", "people-subject", "cli-user-state"];
    let mut table = output::table(&head.map(|key| words.get(key).into_owned()));
    for person in people {
        let (account, part) = (&person.account, &person.part);
        let role = words.get(&format!("role-{}", part.role.as_str())).into_owned();
        let state = words.get(&format!("cli-user-{}", state(person))).into_owned();
        table.add_row([account.email.clone(), account.name.clone(), role, part.subject.clone(), state]);
    }
    output::print_table(&table);
}
