//! Lists for tests: every kind with a row whose texts are hostile, and an empty one.

use app::lists::{Facet, ListPage, ListQuery};
use domain::{KINDS, Record, Shape, Texts, Value};
use store::{Head, Names};

pub(super) fn pages() -> Vec<ListPage> {
    let mut pages: Vec<ListPage> = KINDS.iter().map(|kind| page(kind)).collect();
    let needs = domain::kind("needs").unwrap();
    let asked =
        [("sector", "water-supply"), ("q", "\"><script>alert(1)</script>"), ("from", "1990"), ("to", "1980")];
    let asked = asked.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let query = ListQuery::parse(needs, &asked).unwrap();
    pages.push(ListPage {
        query,
        rows: Vec::new(),
        total: 0,
        all: 56,
        pages: 1,
        facets: Vec::new(),
        names: Names::new(),
    });
    pages
}

fn page(kind: &'static domain::Kind) -> ListPage {
    let mut record = Record::new(kind, "sample");
    for field in kind.fields {
        let cell = match field.shape {
            Shape::Code(vocabulary) => vocabulary.codes[0],
            Shape::Date | Shape::Period => "1999-05",
            Shape::Number => "1265000",
            Shape::Reference(_) => "dalian",
            Shape::References(_) => "dalian;unknown",
            Shape::Terms => "a;b",
            _ => "<script>alert(1)</script>",
        };
        record.set(field.name, Value::parse(field, cell).ok());
    }
    let places = domain::kind("places").unwrap();
    let title = Texts::of("en", "Dalian <script>alert(1)</script>");
    let names = Names::from([("dalian".to_owned(), Head { id: "dalian".to_owned(), kind: places, title })]);
    let facets = kind.fields.iter().filter(|field| field.is_filter()).map(|field| {
        let value = record.get(field.name).map(|value| field.filter_values(value)[0].to_owned());
        Facet {
            field,
            values: vec![(value.unwrap_or_default(), 1_200), ("other".to_owned(), 3)],
            is_of_list: true,
        }
    });
    let facets = facets.collect();
    ListPage { query: ListQuery::of(kind), rows: vec![record], total: 1, all: 1, pages: 1, facets, names }
}
