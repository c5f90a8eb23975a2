//! Several nodes on one PostgreSQL: what one writes the others show and find, also when one is killed while it writes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::program::Desk;
use crate::servers::{Person, Server, get, soon, start};

const NEED: &str = "need-kitakyushu-waste-1980";
const ANSWER: &str = "prj-dalian-pollution-training";

fn node(desk: &Desk, database: &str, folder: &str) -> (Server, String) {
    start(desk, &["demo", "--port", "0", "--database", database, "--data", folder])
}

fn is_found(person: &Person, word: &str) -> bool {
    // The words that were looked for stand in the box; a hit shows the reason.
    person.get(&format!("/search?q={word}")).contains("/decisions/")
}

#[test]
fn what_one_node_writes_the_other_shows_and_finds_also_when_one_is_killed() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(database) = runtime.block_on(testkit::empty_postgres()) else { return };
    let desk = Desk::new();
    let (mut first, one) = node(&desk, &database, "one");
    let (_second, two) = node(&desk, &database, "two");
    let here = Person::coordinator(&one);
    let there = here.at(&two);
    let asked = format!("/needs/{NEED}/matches");

    assert!(here.reject(NEED, ANSWER, "quincunx already tried"), "{}", here.get(&asked));
    assert!(there.get(&asked).contains("quincunx"), "the other node shows it at once, to the same session");
    soon("the other node finds it", || is_found(&there, "quincunx"));

    let goes_on = AtomicBool::new(true);
    let acknowledged = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut last = None;
            for round in 0_u32.. {
                if !here.reject(NEED, ANSWER, &format!("zeugma{round} is the reason")) {
                    break;
                }
                last = Some(round);
            }
            last
        });
        let reader = scope.spawn(|| {
            let mut pages = 0_u32;
            while goes_on.load(Ordering::Relaxed) {
                assert!(get(&two, "/projects").starts_with("HTTP/1.1 200"));
                pages += 1;
            }
            pages
        });
        std::thread::sleep(Duration::from_secs(2));
        first.kill();
        let last = writer.join().unwrap().expect("some writes were acknowledged");
        assert!(there.reject(NEED, ANSWER, "hapax of the other node"), "the other node goes on writing");
        goes_on.store(false, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 0);
        last
    });

    soon("the last acknowledged write is found", || is_found(&there, &format!("zeugma{acknowledged}")));
    soon("what the other node wrote is found", || is_found(&there, "hapax"));
    let (_again, one) = node(&desk, &database, "one");
    let back = there.at(&one);
    soon("the node that was killed finds both", || {
        is_found(&back, &format!("zeugma{acknowledged}")) && is_found(&back, "hapax")
    });
    let checked = desk.json(&["check", "--json", "--database", &database, "--data", "two"]);
    assert_eq!((&checked["sound"], &checked["index"]["sound"]), (&true.into(), &true.into()), "{checked}");
}
