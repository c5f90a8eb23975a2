//! A file of needs answered into a file of rankings.

use crate::program::Desk;

const NEEDS: &str = "id,lang,place,sector_hint,text,note\n\
    leaks,en,phnom-penh,water-supply,\"half of the water we pump never reaches a paying customer, at night the tank empties\",x\n\
    生ごみ,ja,surabaya,,市場の生ごみを埋立地に運ぶ費用が高い。堆肥にしたい。,\n\
    nothing,en,,,the orchestra needs a new conductor for the opera season,\n";

#[test]
fn needs_are_ranked_in_their_order_whatever_the_encoding() {
    let desk = Desk::with_demo();
    desk.write("needs.csv", NEEDS);
    let said = desk.run(&["match", "--batch", "needs.csv", "--out", "ranked.csv"]);
    assert_eq!(said.code, 0, "{said:?}");
    let ranked = desk.read("ranked.csv");
    let mut lines = ranked.lines();
    assert_eq!(lines.next(), Some("query_id,kind,rank,id,score,confident"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let queries: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let mut order = queries.clone();
    order.dedup();
    assert_eq!(order, ["leaks", "生ごみ", "nothing"]);
    for query in order {
        for kind in ["offering", "scheme"] {
            let of_kind: Vec<_> = rows.iter().filter(|row| row[0] == query && row[1] == kind).collect();
            assert!((1..=10).contains(&of_kind.len()), "{query} {kind}: {of_kind:?}");
            for (row, rank) in of_kind.iter().zip(1..) {
                assert!(row[2].is_empty() && row[3].is_empty() || row[2] == rank.to_string(), "{row:?}");
            }
        }
    }
    let sure = |query: &str| rows.iter().find(|row| row[0] == query).unwrap()[5].parse::<f64>().unwrap();
    assert!(sure("leaks") >= 0.5 && sure("nothing") < 0.5, "{ranked}");
    assert!(!desk.path("ranked.csv.part").exists());

    let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(NEEDS);
    assert!(!lost);
    desk.write("cp932.csv", cp932);
    desk.write("marked.csv", format!("\u{feff}{NEEDS}"));
    for name in ["cp932", "marked"] {
        let (needs, out) = (format!("{name}.csv"), format!("{name}-ranked.csv"));
        assert_eq!(desk.run(&["match", "--batch", &needs, "--out", &out]).code, 0);
        assert_eq!(desk.read(&out), ranked, "{name}");
    }
}

#[test]
fn many_needs_keep_their_order_and_their_answers() {
    let desk = Desk::with_demo();
    let mut needs = "id,text\n".to_owned();
    for number in 0..1500 {
        let text = ["pipes leak at night", "smoke from the factory", "compost from market waste"][number % 3];
        needs.push_str(&format!("n{number},{text}\n"));
    }
    desk.write("needs.csv", needs);
    let said = desk.json(&["match", "--batch", "needs.csv", "--out", "ranked.csv", "--limit", "1", "--json"]);
    assert_eq!((&said["answered"], &said["problem_total"]), (&1500.into(), &0.into()));
    let ranked = desk.read("ranked.csv");
    let rows: Vec<Vec<&str>> = ranked.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let expected = (0..1500).flat_map(|number| [(number, "offering"), (number, "scheme")]);
    assert_eq!(rows.len(), 3000);
    for (row, (number, kind)) in rows.iter().zip(expected) {
        assert_eq!((row[0], row[1]), (format!("n{number}").as_str(), kind));
        assert_eq!(row[2..], rows[number % 3 * 2 + usize::from(kind == "scheme")][2..], "{row:?}");
    }
}

#[test]
fn faults_are_told_and_the_sound_rows_answered() {
    let desk = Desk::with_demo();
    desk.write(
        "needs.csv",
        "id,place,sector_hint,text\na,Bac Ninh,water-suply,pipes leak at night\n,,,no name\na,,,again\n\
         b,hue,,\nc,,,too,many\n",
    );
    for language in ["en", "ja"] {
        let said = desk.run(&["match", "--batch", "needs.csv", "--out", "ranked.csv", "--lang", language]);
        assert_eq!(said.code, 1);
        insta::assert_snapshot!(format!("batch-faults-{language}"), said.out);
    }
    let ranked = desk.read("ranked.csv");
    assert!(ranked.contains("\nb,offering,,,,0.000\nb,scheme,,,,0.000\n"), "{ranked}");
    assert!(!ranked.contains("\nc,"));
}

#[test]
fn a_file_that_is_no_table_of_needs_writes_nothing() {
    let desk = Desk::with_demo();
    desk.write("needs.csv", "name,statement\na,pipes leak\n");
    let said = desk.run(&["match", "--batch", "needs.csv", "--out", "ranked.csv"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!("batch-no-columns", said.out);
    assert!(!desk.path("ranked.csv").exists());

    desk.write("needs.csv", NEEDS);
    for (arguments, code) in [
        (&["match", "--batch", "absent.csv", "--out", "ranked.csv"][..], 1),
        (&["match", "--batch", "needs.csv", "--out", "needs.csv"], 2),
        (&["match", "--batch", "needs.csv", "--out", "absent/ranked.csv"], 4),
        (&["match", "--batch", "needs.csv"], 2),
        (&["match", "water", "--batch", "needs.csv", "--out", "ranked.csv"], 2),
        (&["match"], 2),
    ] {
        assert_eq!(desk.run(arguments).code, code, "{arguments:?}");
    }
    assert_eq!(desk.read("needs.csv"), NEEDS);
}
