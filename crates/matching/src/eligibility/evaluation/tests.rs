use domain::{Number, Texts};
use proptest::prelude::*;

use super::*;

fn set(text: &str) -> BTreeSet<String> {
    text.split_terminator(',').map(str::to_owned).collect()
}

fn location(text: &str) -> Location {
    Location {
        within: set(text.trim_start_matches("in:")),
        exact: !text.is_empty() && !text.starts_with("in:"),
    }
}

fn rule(line: &str) -> Rule {
    let mut cells = line.split(' ');
    let mut next = || cells.next().unwrap_or_default();
    let (criterion, test, values, more) = (next(), next(), next(), next());
    Rule {
        id: "rul-a".to_owned(),
        scheme: "sch-a".to_owned(),
        criterion: Criterion::of(criterion).unwrap(),
        test: Test::of(test).unwrap(),
        values: values.split_terminator(',').map(str::to_owned).collect(),
        limit: Number::parse(values).ok().map(|amount| (amount, more.to_owned())),
        in_force: When::parse(more).ok(),
        statement: Texts::default(),
    }
}

/// A case from `key=value` words; values are lists, but for places, likelihoods, amounts and dates.
fn case(words: &str) -> Case {
    let mut case = Case::default();
    for word in words.split_whitespace() {
        let (key, value) = word.split_once('=').unwrap();
        match key {
            "applicant" => case.applicants = set(value),
            "counterpart" => case.counterparts = set(value),
            "home" => case.home = location(value),
            "place" => case.place = location(value),
            "made" => case.made_in = location(value),
            "purpose" => case.purposes = set(value),
            "stage" => case.stages = set(value),
            "amount" => {
                let (amount, currency) = value.split_at(value.len() - 3);
                case.amount = Number::parse(amount).ok().map(|amount| (amount, currency.to_owned()));
            }
            "date" => case.date = When::parse(value).ok(),
            sector if value.parse::<f64>().is_ok() => {
                case.sectors.insert(sector.to_owned(), value.parse().unwrap());
            }
            name => {
                case.traits.insert(name.to_owned(), value.to_owned());
            }
        }
    }
    case
}

#[test]
fn each_rule_gives_its_verdict() {
    use Verdict::{Fail, Pass, Unknown};
    for (line, words, expected) in [
        ("applicant one_of company,ngo", "applicant=company", Pass),
        ("applicant one_of company", "applicant=utility,company", Pass),
        ("applicant one_of company", "applicant=utility", Fail),
        ("applicant one_of company", "applicant=other", Unknown),
        ("applicant one_of company", "", Unknown),
        ("applicant none_of company", "applicant=company", Fail),
        ("applicant none_of company", "applicant=company,ngo", Pass),
        ("applicant none_of company", "applicant=company,other", Unknown),
        ("applicant includes company", "applicant=ngo", Unknown),
        ("applicant includes company", "applicant=company", Pass),
        ("counterpart one_of ministry", "counterpart=utility", Fail),
        ("country one_of ID,VN", "place=surabaya,indonesia,ID", Pass),
        ("country one_of ID,VN", "place=dalian,china,CN", Fail),
        ("country one_of ID,VN", "place=in:southeast-asia", Unknown),
        ("country one_of ID,VN", "", Unknown),
        ("country one_of surabaya", "place=surabaya,indonesia,ID", Pass),
        ("country one_of surabaya", "place=bandung,indonesia,ID", Fail),
        ("country one_of surabaya", "place=in:indonesia,ID", Unknown),
        ("country none_of CN", "place=dalian,china,CN", Fail),
        ("country none_of CN", "place=in:indonesia,ID", Pass),
        ("country none_of CN", "", Unknown),
        ("country none_of CN 2019/..", "place=dalian,china,CN date=1999", Pass),
        ("country none_of CN 2019/..", "place=dalian,china,CN date=2020", Fail),
        ("country none_of CN 2019-04/..", "place=dalian,china,CN date=2019", Unknown),
        ("country none_of CN 2019/..", "place=dalian,china,CN", Unknown),
        ("country none_of CN 2019/..", "place=surabaya,indonesia,ID", Pass),
        ("country unclear_for CN", "place=dalian,china,CN", Unknown),
        ("country unclear_for CN", "place=in:indonesia,ID", Pass),
        ("country unclear_for CN", "", Unknown),
        ("home one_of kitakyushu", "home=kitakyushu,japan,JP", Pass),
        ("home one_of kitakyushu", "home=tokyo,japan,JP", Fail),
        ("product_of one_of JP", "made=in:france,FR", Fail),
        ("trait one_of oda_eligible=yes", "oda_eligible=yes", Pass),
        ("trait one_of oda_eligible=yes", "oda_eligible=no", Fail),
        ("trait one_of oda_eligible=yes", "asean_member=yes", Unknown),
        ("trait none_of income_group=high", "income_group=high", Fail),
        ("trait none_of income_group=high", "income_group=low", Pass),
        ("sector one_of water", "water=0.7 waste=0.2", Pass),
        ("sector one_of water", "water=0.05 waste=0.9", Fail),
        ("sector one_of water", "waste=0.9", Fail),
        ("sector one_of water", "water=0.3 waste=0.6", Unknown),
        ("sector one_of water", "waste=0.4", Unknown),
        ("sector one_of water", "", Unknown),
        ("sector includes water", "waste=0.9", Unknown),
        ("sector none_of water", "waste=0.9", Pass),
        ("sector none_of water", "water=0.9", Fail),
        ("purpose one_of study,plan", "purpose=plan,works", Pass),
        ("purpose one_of study,plan", "purpose=works", Fail),
        ("purpose one_of study,plan", "purpose=solution", Unknown),
        ("stage one_of feasibility", "stage=business", Fail),
        ("stage one_of feasibility", "stage=feasibility", Pass),
        ("amount at_most 100 JPY", "amount=100JPY", Pass),
        ("amount at_most 100 JPY", "amount=101JPY", Fail),
        ("amount at_most 100 JPY", "amount=90-110JPY", Unknown),
        ("amount at_most 100 JPY", "amount=5USD", Unknown),
        ("amount at_most 100 JPY", "", Unknown),
        ("amount at_least 100 JPY", "amount=100JPY", Pass),
        ("amount at_least 100 JPY", "amount=99JPY", Fail),
        ("window from 2018-04", "date=2018-04-01", Pass),
        ("window from 2018-04", "date=2018-03-31", Fail),
        ("window from 2018-04", "date=2018", Unknown),
        ("window until 2018", "date=2018-12", Pass),
        ("window until 2018", "date=2019", Fail),
        ("window until 2018", "date=FY2018", Unknown),
        ("amount unstated", "amount=5JPY", Unknown),
        ("amount one_of 5", "amount=5JPY", Unknown),
        ("sector at_least 5", "water=0.9", Unknown),
    ] {
        assert_eq!(evaluate(&rule(line), &case(words)).verdict, expected, "{line} | {words}");
    }
}

#[test]
fn what_decided_is_told() {
    let strings = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    for (line, words, why) in [
        ("country one_of ID,VN", "place=surabaya,ID", Why::Among(strings(&["ID"]))),
        ("country one_of ID,VN", "place=dalian,CN", Why::NotAmong(strings(&["CN"]))),
        ("applicant none_of company", "applicant=company,ngo", Why::NotAmong(strings(&["ngo"]))),
        ("trait one_of jcm_partner=yes", "jcm_partner=no", Why::NotAmong(strings(&["jcm_partner=no"]))),
        ("sector one_of water", "waste=0.9", Why::NotAmong(strings(&["waste"]))),
        ("amount at_most 100 JPY", "amount=150JPY", Why::Compared("150 JPY".to_owned())),
        ("window from 2018", "date=2017-05", Why::Compared("2017-05".to_owned())),
        ("window unstated", "date=2017-05", Why::RuleUnstated),
        ("purpose one_of study", "", Why::CaseSilent),
        ("country none_of CN 2019/..", "place=dalian,CN date=1999", Why::NotInForce),
        ("window one_of 2018", "date=2018", Why::Unreadable),
    ] {
        assert_eq!(evaluate(&rule(line), &case(words)).why, why, "{line} | {words}");
    }
}

#[test]
fn one_failing_rule_decides_and_silence_is_not_consent() {
    use Verdict::{Fail, Pass, Unknown};
    let case = case("applicant=company place=surabaya,ID");
    let (pass, fail, unknown) = ("country one_of ID", "applicant one_of ngo", "window unstated");
    for (lines, expected) in [
        (vec![pass], Pass),
        (vec![pass, unknown], Unknown),
        (vec![unknown, fail, pass], Fail),
        (vec![pass, fail], Fail),
        (vec![], Unknown),
    ] {
        let rules: Vec<Rule> = lines.iter().map(|line| rule(line)).collect();
        let found = assess(&rules, &case);
        assert_eq!(found.verdict, expected, "{lines:?}");
        let order: Vec<_> = found.outcomes.iter().map(|outcome| outcome.criterion).collect();
        assert_eq!(order, rules.iter().map(|rule| rule.criterion).collect::<Vec<_>>());
    }
}

/// # Source
/// Ours: a rule for each test and each way in which facts are compared.
const RULES: &[&str] = &[
    "applicant one_of company,ngo",
    "applicant none_of company",
    "applicant includes ngo",
    "counterpart one_of utility",
    "home one_of kitakyushu",
    "home none_of JP",
    "country one_of ID,VN",
    "country none_of ID",
    "country one_of surabaya",
    "country none_of surabaya",
    "country none_of ID 2010/2015",
    "country includes ID 2010/..",
    "country unclear_for CN,surabaya",
    "product_of one_of JP",
    "trait one_of oda_eligible=yes,asean_member=yes",
    "trait none_of oda_eligible=no",
    "sector one_of water",
    "sector none_of water,waste",
    "sector includes waste",
    "purpose one_of study",
    "purpose none_of study",
    "stage one_of feasibility",
    "amount at_most 100 JPY",
    "amount at_least 50-100 JPY",
    "window from 2012-04",
    "window until 2012",
    "amount unstated",
];

/// For each fact the ways to learn it, each from less to more: a later step tells all that the earlier ones tell.
///
/// # Source
/// Ours: steps at which an office learns of a case.
const FACTS: &[&[&[&str]]] = &[
    &[
        &["", "applicant=other", "applicant=company,other", "applicant=company,ngo"],
        &["", "applicant=other", "applicant=company"],
    ],
    &[&["", "counterpart=other", "counterpart=utility"], &["", "counterpart=ministry"]],
    &[
        &["", "home=in:japan,JP", "home=kitakyushu,japan,JP"],
        &["", "home=in:japan,JP", "home=tokyo,japan,JP"],
    ],
    &[
        &["", "place=in:asia", "place=in:asia,indonesia,ID", "place=surabaya,asia,indonesia,ID"],
        &["", "place=in:asia", "place=in:asia,indonesia,ID", "place=bandung,asia,indonesia,ID"],
        &["", "place=in:asia", "place=dalian,asia,china,CN"],
    ],
    &[&["", "made=in:japan,JP"], &["", "made=in:france,FR"]],
    &[
        &["", "oda_eligible=yes", "oda_eligible=yes asean_member=no"],
        &["", "oda_eligible=no", "oda_eligible=no asean_member=yes"],
    ],
    &[
        &["", "water=0.4 waste=0.4", "water=0.6 waste=0.4", "water=0.9 waste=0.05"],
        &["", "water=0.3 air=0.3", "water=0.3 air=0.6", "water=0.02 air=0.9"],
    ],
    &[&["", "purpose=solution", "purpose=study"], &["", "purpose=solution", "purpose=works"]],
    &[&["", "stage=business"], &["", "stage=feasibility"]],
    &[
        &["", "amount=1-1000JPY", "amount=40-60JPY", "amount=45JPY"],
        &["", "amount=1-1000JPY", "amount=100-120JPY", "amount=110JPY"],
    ],
    &[
        &["", "date=2010/2019", "date=2012", "date=2012-03"],
        &["", "date=2010/2019", "date=2016/2019", "date=2018"],
    ],
];

proptest! {
    /// However much more is learnt of a case, a verdict of pass or fail stays; only unknown may change.
    #[test]
    fn learning_more_changes_only_what_was_unknown(
        line in prop::sample::select(RULES),
        known in prop::collection::vec((0..3_usize, 0..4_usize, 0..4_usize), FACTS.len()),
    ) {
        let words = |more: usize| {
            let told = FACTS.iter().zip(&known).map(|(ways, (way, step, further))| {
                let steps = ways[way % ways.len()];
                steps[(step + more * further).min(steps.len() - 1)]
            });
            told.collect::<Vec<_>>().join(" ")
        };
        let (rule, less, more) = (rule(line), words(0), words(1));
        let before = evaluate(&rule, &case(&less)).verdict;
        if before != Verdict::Unknown {
            let after = evaluate(&rule, &case(&more)).verdict;
            prop_assert_eq!(after, before, "{} | {} | {}", line, less, more);
        }
    }
}
