//! Accounts on both databases.

use domain::{OfficeId, Role};
use store::accounts::{self, Account, Event, Link, Part, Purpose, Session};
use testkit::databases;

fn account(id: &str, email: &str) -> Account {
    Account {
        id: id.to_owned(),
        email: email.to_owned(),
        name: "Keo Chanthou".to_owned(),
        language: "en".to_owned(),
        password: String::new(),
        disabled: false,
        created: 1_000,
    }
}

fn office() -> OfficeId {
    testkit::office().id
}

fn session(key: &str, account: &str, created: i64) -> Session {
    Session {
        key: key.to_owned(),
        account: account.to_owned(),
        office: office(),
        agent: "a browser".to_owned(),
        created,
        seen: created,
        revoked: false,
    }
}

#[tokio::test]
async fn an_address_has_one_account_and_an_office_gives_it_one_part() {
    for database in databases().await {
        let store = database.store();
        let keo = account("acc-1", "Keo@Example.org ");
        assert!(accounts::add_account(store, &keo).await.unwrap());
        assert!(!accounts::add_account(store, &account("acc-2", " keo@example.ORG")).await.unwrap());
        assert!(accounts::add_account(store, &account("acc-3", "kéo@example.org")).await.unwrap());
        let changed = Account { password: "$argon2id$".to_owned(), disabled: true, ..keo.clone() };
        accounts::set_account(store, &changed).await.unwrap();

        let official = Part {
            account: "acc-1".to_owned(),
            role: Role::Partner,
            subject: "phnom-penh".to_owned(),
            given: 5,
        };
        accounts::set_part(store, &office(), &official).await.unwrap();
        let reader = Part { role: Role::Reader, subject: String::new(), given: 6, ..official };
        accounts::set_part(store, &office(), &reader).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let found = accounts::account_of(&mut tx, "KEO@example.org").await.unwrap().unwrap();
        assert_eq!((found.id.as_str(), found.email.as_str()), ("acc-1", "Keo@Example.org"));
        assert!(found.disabled && found.password == "$argon2id$");
        assert_eq!(accounts::account(&mut tx, "acc-2").await.unwrap(), None);
        assert_eq!(accounts::accounts(&mut tx).await.unwrap().len(), 2);
        assert_eq!(accounts::parts(&mut tx, &office()).await.unwrap(), [(reader.clone(), found)]);
        assert_eq!(accounts::offices_of(&mut tx, "acc-1").await.unwrap(), ["test"]);
        let other = OfficeId::parse("other").unwrap();
        assert_eq!(accounts::part(&mut tx, &other, "acc-1").await.unwrap(), None);
        drop(tx);
        accounts::take_part(store, &office(), "acc-1").await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert_eq!(accounts::part(&mut tx, &office(), "acc-1").await.unwrap(), None);
    }
}

#[tokio::test]
async fn sessions_end_one_by_one_or_all_but_one() {
    for database in databases().await {
        let store = database.store();
        for (id, email) in [("acc-1", "a@example.org"), ("acc-2", "b@example.org")] {
            accounts::add_account(store, &account(id, email)).await.unwrap();
        }
        for (key, of, created) in
            [("k1", "acc-1", 1), ("k2", "acc-1", 2), ("k3", "acc-1", 3), ("k4", "acc-2", 4)]
        {
            accounts::add_session(store, &session(key, of, created)).await.unwrap();
        }
        assert!(!accounts::revoke_session(store, "acc-2", "k1").await.unwrap(), "not their own");
        assert!(accounts::revoke_session(store, "acc-1", "k1").await.unwrap());
        accounts::see_session(store, "k1", 60).await.unwrap();
        accounts::see_session(store, "k2", 60).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let ended = accounts::session(&mut tx, "k1").await.unwrap().unwrap();
        assert!(ended.revoked && ended.seen == 1);
        let open = accounts::sessions(&mut tx, "acc-1").await.unwrap();
        assert_eq!(
            open.iter().map(|s| (s.key.as_str(), s.seen)).collect::<Vec<_>>(),
            [("k3", 3), ("k2", 60)]
        );
        assert_eq!(accounts::session(&mut tx, "k9").await.unwrap(), None);
        drop(tx);
        assert_eq!(accounts::revoke_sessions(store, "acc-1", "k2").await.unwrap(), 1);
        let mut tx = store.read().await.unwrap();
        assert_eq!(accounts::sessions(&mut tx, "acc-1").await.unwrap().len(), 1);
        assert_eq!(accounts::sessions(&mut tx, "acc-2").await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_link_is_good_once_in_time_and_until_the_next() {
    for database in databases().await {
        let store = database.store();
        let link = |key: &str, made| Link {
            key: key.to_owned(),
            purpose: Purpose::Reset,
            account: "acc-1".to_owned(),
            office: office(),
            made,
            until: made + 100,
            used: false,
        };
        accounts::add_link(store, &link("old", 10)).await.unwrap();
        accounts::add_link(store, &link("new", 20)).await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert!(accounts::link(&mut tx, "old").await.unwrap().unwrap().used);
        assert_eq!(accounts::link(&mut tx, "new").await.unwrap(), Some(link("new", 20)));
        assert_eq!(accounts::link(&mut tx, "none").await.unwrap(), None);
        drop(tx);
        assert!(!accounts::use_link(store, "new", 120).await.unwrap(), "too late");
        let both = tokio::join!(accounts::use_link(store, "new", 30), accounts::use_link(store, "new", 30));
        assert!(both.0.unwrap() ^ both.1.unwrap(), "once");
        assert!(!accounts::use_link(store, "old", 30).await.unwrap());
    }
}

#[tokio::test]
async fn guessing_gets_slower_until_a_success() {
    for database in databases().await {
        let store = database.store();
        let mut now = 1_000;
        let mut pauses = Vec::new();
        for _ in 0..16 {
            assert_eq!(accounts::attempt(store, "pair", 3, now).await.unwrap(), None);
            let wait = accounts::attempt(store, "pair", 99, now).await.unwrap();
            pauses.push(wait.unwrap_or(0));
            now += wait.unwrap_or(0);
        }
        // Where there is no pause, the second question of a round counts as an attempt too.
        assert_eq!(pauses[..3], [0, 1, 2]);
        assert_eq!(pauses[10..], [512, 900, 900, 900, 900, 900]);
        assert_eq!(accounts::attempt(store, "other", 3, now).await.unwrap(), None);
        accounts::forgive(store, "pair").await.unwrap();
        assert_eq!(accounts::attempt(store, "pair", 3, now).await.unwrap(), None);
        assert_eq!(accounts::attempt(store, "pair", 3, now).await.unwrap(), None);
        let later = now + 100_000;
        accounts::attempt(store, "new", 3, later).await.unwrap();
        assert_eq!(accounts::attempt(store, "pair", 1, later).await.unwrap(), None, "forgotten after a day");
    }
}

#[tokio::test]
async fn events_are_told_the_latest_first_and_to_their_office_only() {
    for database in databases().await {
        let store = database.store();
        for (id, at) in [("b", 1), ("a", 2), ("c", 2)] {
            let event = Event {
                id: id.to_owned(),
                at,
                account: "acc-1".to_owned(),
                actor: String::new(),
                what: "signed-in".to_owned(),
                detail: String::new(),
            };
            accounts::add_event(store, &office(), &event).await.unwrap();
        }
        let mut tx = store.read().await.unwrap();
        let told = accounts::events(&mut tx, &office(), 2).await.unwrap();
        assert_eq!(told.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["c", "a"]);
        let other = OfficeId::parse("other").unwrap();
        assert_eq!(accounts::events(&mut tx, &other, 2).await.unwrap(), []);
    }
}
