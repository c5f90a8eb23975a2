//! Tokens of programs on both databases.

use domain::OfficeId;
use store::Token;
use store::accounts::{self, Account};
use testkit::databases;

fn token(id: &str, account: &str, created: i64) -> Token {
    Token {
        id: id.to_owned(),
        account: account.to_owned(),
        name: "Nightly".to_owned(),
        writes: created % 2 == 0,
        hash: "abc".to_owned(),
        created,
        until: created + 100,
        used: 0,
        ended: false,
    }
}

#[tokio::test]
async fn tokens_are_of_an_account_and_end() {
    for database in databases().await {
        let (store, office) = (database.store(), testkit::office().id);
        for id in ["acc-1", "acc-2"] {
            let account = Account {
                id: id.to_owned(),
                email: format!("{id}@example.org"),
                name: String::new(),
                language: "en".to_owned(),
                password: String::new(),
                disabled: false,
                created: 1,
            };
            accounts::add_account(store, &account).await.unwrap();
        }
        for (id, account, created) in [("a", "acc-1", 1), ("b", "acc-1", 2), ("c", "acc-2", 3)] {
            store::add_token(store, &office, &token(id, account, created)).await.unwrap();
        }
        store::see_token(store, &office, "a", 60).await.unwrap();
        assert!(!store::end_token(store, &office, "acc-2", "b").await.unwrap(), "not their own");
        assert!(store::end_token(store, &office, "acc-1", "b").await.unwrap());
        assert!(!store::end_token(store, &office, "acc-1", "b").await.unwrap(), "ended before");
        let mut tx = store.read().await.unwrap();
        let seen = Token { used: 60, ..token("a", "acc-1", 1) };
        assert_eq!(store::tokens_of(&mut tx, &office, "acc-1").await.unwrap(), [seen]);
        let ended = Token { ended: true, ..token("b", "acc-1", 2) };
        assert_eq!(store::token(&mut tx, &office, "b").await.unwrap(), Some(ended));
        let other = OfficeId::parse("other").unwrap();
        assert_eq!(store::token(&mut tx, &other, "a").await.unwrap(), None);
    }
}
