//! People: let in by links, signed in, slowed down, given and denied parts.

use std::sync::atomic::{AtomicI64, Ordering};

use app::accounts::{self, Attempt, Invitation, Limits, Newcomer, Refusal};
use app::{Error, Renkei};
use domain::{Reach, Right, Role, Viewer, kind};
use store::Writing;
use testkit::{Database, NOW, databases, record};

const PASSWORD: &str = "blocks flow telemeter";

/// Seconds that have gone by since the tests began; only one test lets time pass.
static LATER: AtomicI64 = AtomicI64::new(0);

fn now() -> jiff::Timestamp {
    NOW.parse().unwrap()
}

fn later() -> jiff::Timestamp {
    now() + jiff::SignedDuration::from_secs(LATER.load(Ordering::Relaxed))
}

async fn opened(database: &Database, clock: app::Clock) -> Renkei {
    let office = testkit::office();
    let settings = app::Settings { database: database.address().clone(), folder: None, office, clock };
    let renkei = Renkei::open(settings).await.unwrap();
    let viewer = renkei.viewer();
    let mut writing = Writing::begin(renkei.store(), &viewer, "test", NOW).await.unwrap();
    for one in [
        record("places", "cambodia", &[("name", "Cambodia"), ("kind", "country")]),
        record("places", "phnom-penh", &[("name", "Phnom Penh"), ("kind", "city"), ("within", "cambodia")]),
        record("places", "pump", &[("name", "Pump"), ("kind", "site"), ("within", "phnom-penh")]),
        record(
            "organisations",
            "org-ppwsa",
            &[("name", "PPWSA"), ("kind", "utility"), ("place", "phnom-penh")],
        ),
        record("organisations", "org-maker", &[("name", "Maker"), ("kind", "company")]),
        record(
            "offerings",
            "off-valve",
            &[("title", "Valve"), ("kind", "technology"), ("provider", "org-maker")],
        ),
        record("projects", "prj-a", &[("title", "Blocks"), ("stage", "need"), ("partner_place", "pump")]),
    ] {
        writing.put(one.kind(), &[one]).await.unwrap();
    }
    writing.commit().await.unwrap();
    renkei
}

fn refusal<T: std::fmt::Debug>(result: app::Result<T>) -> Refusal {
    match result {
        Err(Error::Account(refusal)) => refusal,
        other => unreachable!("{other:?}"),
    }
}

fn newcomer(email: &str) -> Newcomer {
    Newcomer {
        email: email.to_owned(),
        name: "Sato Yuki".to_owned(),
        password: PASSWORD.to_owned(),
        language: "ja".to_owned(),
        ..Newcomer::default()
    }
}

async fn viewer(renkei: &Renkei, token: &str) -> Option<Viewer> {
    let found = accounts::signed_in(renkei, Limits::default(), token).await.unwrap();
    found.map(|one| one.viewer.clone())
}

/// The first administrator, by the link of the first start.
async fn administrator(renkei: &Renkei) -> (Viewer, String) {
    let door = accounts::first_door(renkei).await.unwrap().unwrap();
    let token = accounts::enter(renkei, &door, &newcomer("sato@example.org")).await.unwrap();
    (viewer(renkei, &token).await.unwrap(), token)
}

fn attempt(email: &str, password: &str, address: &str) -> Attempt {
    Attempt {
        email: email.to_owned(),
        password: password.to_owned(),
        address: address.to_owned(),
        ..Attempt::default()
    }
}

fn invitation(email: &str, role: Role, subject: &str) -> Invitation {
    Invitation { email: email.to_owned(), role, subject: subject.to_owned(), language: "en".to_owned() }
}

#[tokio::test]
async fn the_first_administrator_comes_by_a_link_that_is_good_once() {
    for database in databases().await {
        let renkei = opened(&database, now).await;
        let old = accounts::first_door(&renkei).await.unwrap().unwrap();
        let door = accounts::first_door(&renkei).await.unwrap().unwrap();
        assert_eq!(refusal(accounts::look_at(&renkei, &old).await), Refusal::Link, "a later one was made");
        for bad in ["", "x", &"0".repeat(64)] {
            assert_eq!(refusal(accounts::look_at(&renkei, bad).await), Refusal::Link);
        }
        for (email, name, password, expected) in [
            ("sato", "Sato", PASSWORD, Refusal::Email),
            ("sato@example.org", " ", PASSWORD, Refusal::Name),
            ("sato@example.org", "Sato", "short", Refusal::Length),
            ("sato@example.org", "Sato", "sato-example", Refusal::Weak),
        ] {
            let said = Newcomer { name: name.to_owned(), password: password.to_owned(), ..newcomer(email) };
            assert_eq!(refusal(accounts::enter(&renkei, &door, &said).await), expected);
        }
        let token = accounts::enter(&renkei, &door, &newcomer("sato@example.org")).await.unwrap();
        let found = viewer(&renkei, &token).await.unwrap();
        assert_eq!((found.role, found.office.as_str()), (Role::Administrator, "test"));
        assert_eq!(refusal(accounts::enter(&renkei, &door, &newcomer("x@example.org")).await), Refusal::Link);
        assert_eq!(accounts::first_door(&renkei).await.unwrap(), None, "the office has one");
    }
}

#[tokio::test]
async fn signing_in_tells_nobody_who_has_an_account() {
    for database in databases().await {
        let renkei = opened(&database, now).await;
        let (_, first) = administrator(&renkei).await;
        for (email, password) in [
            ("sato@example.org", "wrong"),
            ("nobody@example.org", PASSWORD),
            ("", ""),
            ("sato@example.org", &"x".repeat(5_000)),
        ] {
            let tried = accounts::sign_in(&renkei, &attempt(email, password, "192.0.2.9")).await;
            assert_eq!(refusal(tried), Refusal::Wrong, "{email}");
        }
        let again =
            Attempt { before: Some(first.clone()), ..attempt("SATO@example.org", PASSWORD, "192.0.2.1") };
        let token = accounts::sign_in(&renkei, &again).await.unwrap();
        assert!(token != first && viewer(&renkei, &first).await.is_none(), "the session before ends");
        let found = viewer(&renkei, &token).await.unwrap();
        for (bad, is_in) in [(token.as_str(), true), ("", false), (&"0".repeat(64), false)] {
            assert_eq!(viewer(&renkei, bad).await.is_some(), is_in);
        }
        accounts::end_session(&renkei, &found, &accounts::key_of(&token)).await.unwrap();
        assert!(viewer(&renkei, &token).await.is_none());
    }
}

#[tokio::test]
async fn a_guesser_waits_and_the_owner_elsewhere_does_not() {
    for database in databases().await {
        let renkei = opened(&database, now).await;
        administrator(&renkei).await;
        let mut waits = 0;
        for _ in 0..12 {
            let tried = accounts::sign_in(&renkei, &attempt("sato@example.org", "guess", "192.0.2.9")).await;
            waits += usize::from(matches!(refusal(tried), Refusal::Wait(1..=900)));
        }
        assert_eq!(waits, 7, "five attempts are free");
        let right = attempt("sato@example.org", PASSWORD, "192.0.2.9");
        assert!(matches!(refusal(accounts::sign_in(&renkei, &right).await), Refusal::Wait(_)));
        accounts::sign_in(&renkei, &attempt("sato@example.org", PASSWORD, "192.0.2.1")).await.unwrap();
    }
}

#[tokio::test]
async fn sessions_end_when_idle_and_when_old() {
    let database = testkit::sqlite().await;
    let renkei = opened(&database, later).await;
    let (_, token) = administrator(&renkei).await;
    let limits = Limits { idle: 1_000, absolute: 3_000 };
    for (seconds, is_in) in [(900, true), (1_800, true), (2_700, true), (2_999, true), (3_000, false)] {
        LATER.store(seconds, Ordering::Relaxed);
        let found = accounts::signed_in(&renkei, limits, &token).await.unwrap();
        assert_eq!(found.is_some(), is_in, "{seconds}");
    }
    let token = accounts::sign_in(&renkei, &attempt("sato@example.org", PASSWORD, "")).await.unwrap();
    LATER.store(4_000, Ordering::Relaxed);
    assert!(accounts::signed_in(&renkei, limits, &token).await.unwrap().is_none(), "idle");
}

#[tokio::test]
async fn an_invited_partner_has_their_place_and_what_is_in_it() {
    for database in databases().await {
        let renkei = opened(&database, now).await;
        let (administrator, _) = administrator(&renkei).await;
        for (role, subject) in [(Role::Partner, "org-maker"), (Role::Member, ""), (Role::Public, "")] {
            let wrong = invitation("keo@example.org", role, subject);
            let wrong = accounts::invite(&renkei, &administrator, &wrong).await;
            assert_eq!(refusal(wrong), Refusal::Subject, "{role:?}");
        }
        let keo = invitation("keo@example.org", Role::Partner, "phnom-penh");
        let door = accounts::invite(&renkei, &administrator, &keo).await.unwrap().unwrap();
        let seen = accounts::look_at(&renkei, &door).await.unwrap();
        assert_eq!(seen.email, "keo@example.org");
        let token = accounts::enter(&renkei, &door, &newcomer("ignored@example.org")).await.unwrap();
        let partner = viewer(&renkei, &token).await.unwrap();
        assert_eq!(partner.own().iter().collect::<Vec<_>>(), ["org-ppwsa", "phnom-penh", "prj-a", "pump"]);
        assert_eq!(partner.reach(Right::Create, kind("needs")), Reach::Own);
        let refused = accounts::invite(&renkei, &partner, &keo).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        assert!(matches!(accounts::people(&renkei, &partner).await, Err(Error::Forbidden)));

        let account = partner.account().unwrap().to_owned();
        accounts::give(&renkei, &administrator, &account, Role::Member, "org-maker").await.unwrap();
        let member = viewer(&renkei, &token).await.unwrap();
        assert_eq!(member.own().iter().collect::<Vec<_>>(), ["off-valve", "org-maker"]);
        assert_eq!(accounts::invite(&renkei, &administrator, &keo).await.unwrap(), None, "has a password");
        accounts::take(&renkei, &administrator, &account).await.unwrap();
        let nobody = viewer(&renkei, &token).await.unwrap();
        assert_eq!((nobody.role, nobody.account()), (Role::Public, Some(account.as_str())));
        let told = accounts::recent(&renkei, &administrator).await.unwrap();
        assert!(told.iter().any(|event| event.what == "part-taken" && event.account == account));
    }
}

#[tokio::test]
async fn an_office_keeps_an_administrator() {
    let database = testkit::sqlite().await;
    let renkei = opened(&database, now).await;
    let (administrator, _) = administrator(&renkei).await;
    let own = administrator.account().unwrap();
    assert_eq!(refusal(accounts::take(&renkei, &administrator, own).await), Refusal::LastAdministrator);
    let lower = accounts::give(&renkei, &administrator, own, Role::Reader, "").await;
    assert_eq!(refusal(lower), Refusal::LastAdministrator);
    let other = invitation("other@example.org", Role::Administrator, "");
    accounts::invite(&renkei, &administrator, &other).await.unwrap();
    accounts::give(&renkei, &administrator, own, Role::Reader, "").await.unwrap();
}

#[tokio::test]
async fn passwords_are_changed_by_the_owner_or_by_a_link() {
    let database = testkit::sqlite().await;
    let renkei = opened(&database, now).await;
    let (administrator, first) = administrator(&renkei).await;
    let second = accounts::sign_in(&renkei, &attempt("sato@example.org", PASSWORD, "")).await.unwrap();
    let (session, new) = (accounts::key_of(&second), "seventy valves in a row");
    let change = |old: &'static str, new: &'static str| {
        accounts::change_password(&renkei, &administrator, &session, old, new)
    };
    assert_eq!(refusal(change("wrong", new).await), Refusal::Wrong);
    assert_eq!(refusal(change(PASSWORD, "password12").await), Refusal::Weak);
    change(PASSWORD, new).await.unwrap();
    assert!(viewer(&renkei, &first).await.is_none() && viewer(&renkei, &second).await.is_some());

    let account = administrator.account().unwrap();
    let door = accounts::reset_door(&renkei, &administrator, account).await.unwrap();
    accounts::enter(&renkei, &door, &newcomer("")).await.unwrap();
    assert!(viewer(&renkei, &second).await.is_none(), "every session ends");
    let tried = accounts::sign_in(&renkei, &attempt("sato@example.org", new, "")).await;
    assert_eq!(refusal(tried), Refusal::Wrong);
    accounts::sign_in(&renkei, &attempt("sato@example.org", PASSWORD, "")).await.unwrap();

    let elsewhere = store::Office { id: domain::OfficeId::parse("other").unwrap(), ..testkit::office() };
    store::set_office(renkei.store(), &elsewhere).await.unwrap();
    let part =
        accounts::Part { account: account.to_owned(), role: Role::Reader, subject: String::new(), given: 0 };
    store::accounts::set_part(renkei.store(), &elsewhere.id, &part).await.unwrap();
    let refused = accounts::reset_door(&renkei, &administrator, account).await;
    assert_eq!(refusal(refused), Refusal::Elsewhere, "another office trusts this account too");
    accounts::reset_door_of(&renkei, "sato@example.org").await.unwrap();
    accounts::change_account(&renkei, "sato@example.org", true).await.unwrap();
    let tried = accounts::sign_in(&renkei, &attempt("sato@example.org", PASSWORD, "")).await;
    assert_eq!(refusal(tried), Refusal::Wrong, "disabled");
}

#[tokio::test]
async fn only_the_demonstration_lets_anybody_be_somebody() {
    let database = testkit::sqlite().await;
    let renkei = opened(&database, now).await;
    let tried = accounts::sign_in_as(&renkei, Role::Administrator, "", None).await;
    assert!(matches!(tried, Err(Error::NotFound(_))), "{tried:?}");
}
