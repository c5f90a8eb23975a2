//! One rule of a scheme: who may ask for its money, for what, where, when and how much.
//!
//! A rule says only what a document states. What no document states is a rule too, with the test `unstated`: it tells
//! the office what to ask the funder.

use crate::kind::{Field, FieldFault, Identity, Kind, Title, Unit};
use crate::problem::Code;
use crate::record::{Record, needs_partner};
use crate::vocabularies::{
    COUNTRIES, CRITERIA, CURRENCIES, ORGANISATION_KINDS, PURPOSES, RULE_TESTS, STAGES, Vocabulary,
};
use crate::when::When;

/// The kind of record.
///
/// `values` are read by the criterion: kinds of organisation for `applicant` and `counterpart`, countries or ids of
/// places for `country`, `home` and `product_of`, codes of sectors, purposes or stages, `trait=value` for `trait`, one
/// date for a `window`. `in_force` is the time in which the rule binds; blank when it binds as far as is known.
pub static KIND: Kind = Kind {
    plural: "rules",
    identity: Identity::Column { name: "id", prefix: "rul-" },
    title: Title::Field("statement"),
    fields: &[
        Field::reference("scheme", &["schemes"]).required().public(),
        Field::code("criterion", &CRITERIA).required().public(),
        Field::code("test", &RULE_TESTS).required().public(),
        Field::terms("values").public(),
        Field::number("limit", Unit::Field("currency")).public(),
        Field::code("currency", &CURRENCIES).public(),
        Field::period("in_force").public(),
        Field::texts("statement").required().public(),
        Field::date("checked").public(),
        Field::citations("source").public(),
    ],
    list: &["scheme", "criterion", "test", "values", "limit", "currency"],
    date: None,
    sort: "scheme",
    check,
};

fn check(record: &Record) -> Vec<FieldFault> {
    let mut faults = needs_partner(record, "limit", "currency");
    faults.extend(has_what_its_test_needs(record));
    faults.extend(has_known_values(record));
    faults
}

/// A test for values needs some, a test for an amount needs one, and a rule that nobody states has neither.
fn has_what_its_test_needs(record: &Record) -> Vec<FieldFault> {
    let missing =
        |field| vec![FieldFault { field, fault: Code::MissingPartner, expected: "test".to_owned() }];
    let values = record.terms("values");
    match record.text("test") {
        "at_least" | "at_most" if record.number("limit").is_none() => missing("limit"),
        "one_of" | "none_of" | "includes" | "unclear_for" if values.is_empty() => missing("values"),
        "from" | "until" => match values {
            [] => missing("values"),
            [date] if When::parse(date).is_ok() => Vec::new(),
            _ => vec![FieldFault {
                field: "values",
                fault: Code::UnreadableDate,
                expected: "1999, 1999-05, 1999-05-12".to_owned(),
            }],
        },
        _ => Vec::new(),
    }
}

/// Codes of closed lists are checked; sectors and places are records, and checked where rules are used.
fn has_known_values(record: &Record) -> Vec<FieldFault> {
    let unknown = |expected: &str| {
        vec![FieldFault { field: "values", fault: Code::UnknownCode, expected: expected.to_owned() }]
    };
    let values = record.terms("values");
    let all_in = |list: &Vocabulary| values.iter().all(|value| list.holds(value));
    match record.text("criterion") {
        "applicant" | "counterpart" if !all_in(&ORGANISATION_KINDS) => unknown(ORGANISATION_KINDS.name),
        "purpose" if !all_in(&PURPOSES) => unknown(PURPOSES.name),
        "stage" if !all_in(&STAGES) => unknown(STAGES.name),
        "country" | "home" | "product_of" if !values.iter().all(|value| is_place(value)) => {
            unknown(COUNTRIES.name)
        }
        "trait" if !values.iter().all(|value| value.split_once('=').is_some()) => unknown("oda_eligible=yes"),
        _ => Vec::new(),
    }
}

/// Ids of places are never written in capitals, so that capitals mean a country.
fn is_place(value: &str) -> bool {
    !value.chars().all(|letter| letter.is_ascii_uppercase()) || COUNTRIES.holds(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;
    use crate::value::Value;

    #[test]
    fn a_rule_needs_what_its_test_looks_at() {
        for (criterion, test, values, limit, faults) in [
            ("country", "one_of", "ID;surabaya", "", vec![]),
            ("country", "none_of", "", "", vec!["values"]),
            ("country", "one_of", "XX", "", vec!["values"]),
            ("applicant", "one_of", "company;ngo", "", vec![]),
            ("applicant", "one_of", "firms", "", vec!["values"]),
            ("purpose", "includes", "study;works", "", vec![]),
            ("purpose", "includes", "holiday", "", vec!["values"]),
            ("country", "unclear_for", "CN", "", vec![]),
            ("country", "unclear_for", "", "", vec!["values"]),
            ("stage", "one_of", "early", "", vec!["values"]),
            ("trait", "one_of", "oda_eligible=yes", "", vec![]),
            ("trait", "one_of", "oda_eligible", "", vec!["values"]),
            ("amount", "at_most", "", "100000000", vec![]),
            ("amount", "at_least", "", "", vec!["limit"]),
            ("window", "from", "2018-04", "", vec![]),
            ("window", "until", "soon", "", vec!["values"]),
            ("window", "until", "", "", vec!["values"]),
            ("sector", "one_of", "water-supply", "", vec![]),
            ("amount", "unstated", "", "", vec![]),
        ] {
            let mut record = Record::new(&KIND, "rul-a");
            record.set("criterion", Some(Value::Text(criterion.to_owned())));
            record.set("test", Some(Value::Text(test.to_owned())));
            let values: Vec<String> = values.split_terminator(';').map(str::to_owned).collect();
            record.set("values", Some(Value::Many(values)));
            record.set("limit", Number::parse(limit).ok().map(Value::Number));
            record.set("currency", Some(Value::Text("JPY".to_owned())));
            let found: Vec<_> = check(&record).iter().map(|fault| fault.field).collect();
            assert_eq!(found, faults, "{criterion} {test}");
        }
    }

    #[test]
    fn an_amount_needs_its_currency() {
        let mut record = Record::new(&KIND, "rul-a");
        record.set("test", Some(Value::Text("at_most".to_owned())));
        record.set("limit", Number::parse("5").ok().map(Value::Number));
        assert_eq!(check(&record).iter().map(|fault| fault.field).collect::<Vec<_>>(), ["currency"]);
    }
}
