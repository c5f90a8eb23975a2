//! Results over all places, and one indicator side by side.

mod compare;

use app::partners::Line;
use app::results::{Contract, Results};
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::Record;
use domain::value::is_id;
use domain::vocabularies::BENEFIT_KINDS;

use self::compare::ComparedPage;
use crate::Site;
use crate::errors::Error;
use crate::layout::{Frame, Said, Section, page};
use crate::partners::Honours;
use crate::readers::{LANG, Reader, pairs};
use crate::telling::{Document, Origin, Teller, counted};
use crate::values::Link;

/// The addresses of the results.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/results", get(show)).route("/results/{indicator}", get(compare))
}

async fn show(State(site): State<Site>, reader: Reader) -> Result<Response, Error> {
    let results = app::results::show(&site.renkei, &reader.viewer).await?;
    page(&ResultsPage::new(&reader, &results))
}

async fn compare(
    State(site): State<Site>,
    reader: Reader,
    Path(indicator): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let mut within = None;
    for (name, value) in pairs(query.as_deref().unwrap_or_default()) {
        match (name.as_str(), value.trim()) {
            (LANG, _) | (_, "") => {}
            ("within", id) if is_id(id) => within = Some(id.to_owned()),
            ("within", found) => {
                return Err(Error::parameter(
                    "within",
                    found,
                    app::Expected::Id(&domain::kinds::places::KIND),
                ));
            }
            (other, found) => {
                return Err(Error::parameter(other, found, app::Expected::Name(vec!["within"])));
            }
        }
    }
    let compared = app::results::compare(&site.renkei, &reader.viewer, &indicator, within.as_deref()).await?;
    page(&ComparedPage::new(&reader, &compared))
}

/// The page of all results.
#[derive(Template)]
#[template(path = "results/show.html")]
struct ResultsPage {
    frame: Frame,
    lead: String,
    indicators: Vec<Indicator>,
    contracts: Vec<ContractRow>,
    more_contracts: bool,
    account: Vec<LineRow>,
    more_lines: bool,
    honours: Vec<Honours>,
    documents: Vec<Document>,
}

struct Indicator {
    address: String,
    label: String,
    count: String,
}

struct ContractRow {
    what: Link,
    companies: Vec<Link>,
    /// Who leads the project, when no company is named.
    lead: Option<Link>,
    place: Option<Link>,
    when: String,
    amount: String,
    note: Option<Said>,
    /// What a document says of the amount, such as that it is rounded.
    amount_note: Option<Said>,
    origins: Vec<Origin>,
}

struct LineRow {
    partner: Option<Link>,
    /// The list of the partner's benefits.
    total: String,
    /// Kinds of benefit with how many of each, and the list of them.
    kinds: Vec<(String, String, String)>,
    amounts: Vec<String>,
}

impl ResultsPage {
    fn new(reader: &Reader, results: &Results) -> Self {
        let words = reader.words();
        let contracts = results.contracts.iter().flat_map(|one| &one.records);
        let steps = results.recognitions.iter().flat_map(|one| &one.steps);
        let counts = counted(contracts.chain(steps.flat_map(|step| &step.recognitions)));
        let documents: Vec<&str> = counts.iter().map(|(document, _)| document.as_str()).collect();
        let teller = Teller::new(words, &results.names, &results.sources, documents);
        Self {
            frame: reader.frame(&words.get("layout-results")).section(Section::Results),
            lead: words.with("results-lead", &[("count", results.values.into())]),
            indicators: results
                .indicators
                .iter()
                .map(|(indicator, total)| Indicator {
                    address: format!("/results/{indicator}"),
                    label: words.indicator(indicator).into_owned(),
                    count: words.count(*total),
                })
                .collect(),
            contracts: results.contracts.iter().map(|one| ContractRow::new(&teller, one)).collect(),
            more_contracts: results.more_contracts,
            account: results.account.iter().map(|line| LineRow::new(&teller, line, &results.kinds)).collect(),
            more_lines: results.more_lines,
            honours: results
                .recognitions
                .iter()
                .map(|one| Honours::new(&teller, one, |_| Vec::new()))
                .collect(),
            documents: teller.documents(&counts),
        }
    }
}

impl ContractRow {
    fn new(teller: &Teller, contract: &Contract) -> Self {
        let nothing = std::iter::empty::<&Record>;
        let told = contract.project.as_ref().or_else(|| contract.records.first());
        let note = |field: &str| contract.records.iter().find_map(|record| teller.said(record, field));
        let lead = contract.project.as_ref().map(|project| project.text("lead")).filter(|id| !id.is_empty());
        Self {
            what: told.map_or_else(|| teller.link(""), |record| teller.to(record)),
            companies: teller.links(&contract.companies),
            place: (!contract.place.is_empty()).then(|| teller.link(&contract.place)),
            when: contract.when().map(|when| teller.date(when)).unwrap_or_default(),
            amount: contract
                .amount
                .as_ref()
                .map(|(n, currency)| teller.money(n, currency))
                .unwrap_or_default(),
            note: note("summary"),
            amount_note: note("note"),
            lead: lead.filter(|_| contract.companies.is_empty()).map(|id| teller.link(id)),
            origins: contract.records.iter().map(|record| teller.origin(record, nothing())).collect(),
        }
    }
}

impl LineRow {
    fn new(teller: &Teller, line: &Line, kinds: &[String]) -> Self {
        let list = format!("/benefits?partner_place={}", line.partner);
        let of_kind = |kind: &String| {
            let total = teller.words.count(*line.kinds.get(kind)?);
            let label = teller.words.code(&BENEFIT_KINDS, kind).into_owned();
            Some((label, total, format!("{list}&kind={kind}")))
        };
        let partner = (!line.partner.is_empty()).then(|| {
            let mut link = teller.link(&line.partner);
            link.address.push_str("#benefits");
            link
        });
        Self {
            partner,
            total: teller.words.count(line.total),
            kinds: kinds.iter().filter_map(of_kind).collect(),
            amounts: line.amounts.iter().map(|(currency, sum)| teller.money(sum, currency)).collect(),
        }
    }
}
