//! Records for tests: every kind with hostile texts, with and without what surrounds it.

use app::records::{Inbound, RecordPage, Sources};
use domain::{KINDS, Kind, Record, Shape, Texts, Value};
use store::{Head, Names};

pub(super) fn pages() -> Vec<RecordPage> {
    KINDS
        .iter()
        .map(|kind| around(record(kind, "sample")))
        .chain(KINDS.iter().map(|kind| alone(kind)))
        .collect()
}

fn alone(kind: &'static Kind) -> RecordPage {
    let mut found = around(Record::new(kind, "bare"));
    found.inbound.clear();
    found.observations.clear();
    found.conflicts.clear();
    found
}

fn around(record: Record) -> RecordPage {
    let of = |plural: &str| domain::kind(plural).unwrap();
    let title = Texts::of("en", "Dalian <script>alert(1)</script>");
    let names =
        Names::from([("dalian".to_owned(), Head { id: "dalian".to_owned(), kind: of("places"), title })]);
    let conflict = |field: &str| {
        let mut conflict = self::record(of("conflicts"), "con-a");
        conflict.set("field", Some(Value::Text(field.to_owned())));
        conflict
    };
    let activities = Inbound {
        kind: of("activities"),
        field: "place",
        total: 25,
        records: vec![self::record(of("activities"), "act-a"), Record::new(of("activities"), "act-b")],
    };
    RecordPage {
        record,
        names,
        path: vec!["dalian".to_owned()],
        inbound: vec![activities],
        observations: vec![
            self::record(of("observations"), "obs-a"),
            self::record(of("observations"), "obs-b"),
        ],
        conflicts: vec![conflict("signed"), conflict("<b>award name</b>")],
        sources: Sources::from([("a.txt".to_owned(), self::record(of("sources"), "src-a"))]),
        cited_by: vec![store::Inbound { kind: of("needs"), field: "source", total: 12 }],
    }
}

fn record(kind: &'static Kind, id: &str) -> Record {
    let mut record = Record::new(kind, id);
    for field in kind.fields {
        let cell = match field.shape {
            Shape::Code(vocabulary) => vocabulary.codes[0],
            Shape::Date | Shape::Period => "1999-05",
            Shape::Number => "1265000",
            Shape::Reference(_) => "dalian",
            Shape::References(_) => "dalian;unknown",
            Shape::Terms => "a;b",
            Shape::Citations => "a.txt: <script>alert(1)</script>; b.txt: page 2",
            _ => "<script>alert(1)</script>",
        };
        record.set(field.name, Value::parse(field, cell).ok());
    }
    record
}
