//! Packages in words, for pages and the command line alike.

use domain::vocabularies::AGREEMENT_KINDS;
use domain::{Record, Texts};
use language::{Argument, Words};
use matching::eligibility::Verdict;

use super::{Framework, Package, Packages, Step};

/// A package in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is: the offerings.
    pub what: Line,
    /// Who, money, framework, precedent, in this order.
    pub rows: Vec<Row>,
    /// What to do first.
    pub steps: Vec<Line>,
}

/// One side of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name: "Who".
    pub label: String,
    /// What there is to say.
    pub lines: Vec<Line>,
}

/// A sentence with records in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of the reader's language.
    Words(String),
    /// A record by its id, with its title.
    Record(String, Texts),
    /// A text of the record.
    Said(Texts),
}

impl Line {
    /// The sentence as text in a language.
    #[must_use]
    pub fn text(&self, language: &str) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Record(_, title) | Piece::Said(title) => title.text(language).to_owned(),
        };
        self.0.iter().map(piece).collect()
    }
}

/// Stands in a sentence where a record comes; no text of ours or of a record has it.
const FIRST_MARK: u32 = 0xE000;

/// Tells a package.
#[must_use]
pub fn told(words: Words, packages: &Packages, package: &Package) -> Told {
    let telling = Telling { words, packages };
    let row = |key: &str, lines: Vec<Line>| Row { label: words.get(key).into_owned(), lines };
    Told {
        what: telling.what(package),
        rows: vec![
            row("package-who", telling.who(package)),
            row("package-money", telling.money(package)),
            row("package-framework", vec![telling.framework(package)]),
            row("package-precedent", telling.precedent(package)),
        ],
        steps: package.steps.iter().map(|step| telling.step(package, step)).collect(),
    }
}

#[derive(Clone, Copy)]
struct Telling<'a> {
    words: Words,
    packages: &'a Packages,
}

impl<'a> Telling<'a> {
    fn record(self, id: &str) -> Piece {
        let known = self.packages.names.get(id).map(|head| head.title.clone());
        let own = || self.get(id).map(|record| record.title(&|_| None));
        Piece::Record(id.to_owned(), known.or_else(own).unwrap_or_else(|| Texts::of("en", id)))
    }

    fn get(self, id: &str) -> Option<&'a Record> {
        self.packages.material.get(id)
    }

    /// A sentence of the catalogue with records in it.
    fn line(self, key: &str, pieces: &[(&str, Piece)], plain: &[(&str, Argument<'_>)]) -> Line {
        let marks: Vec<String> =
            (FIRST_MARK..).take(pieces.len()).filter_map(char::from_u32).map(String::from).collect();
        let marked = pieces.iter().zip(&marks).map(|((name, _), mark)| (*name, mark.as_str().into()));
        let arguments: Vec<(&str, Argument<'_>)> = marked.chain(plain.iter().cloned()).collect();
        let text = self.words.with(key, &arguments);
        let mut line = Vec::new();
        let mut rest = text.as_str();
        while let Some((at, found)) =
            rest.char_indices().find(|(_, letter)| marks.iter().any(|mark| mark.starts_with(*letter)))
        {
            if at > 0 {
                line.push(Piece::Words(rest.get(..at).unwrap_or_default().to_owned()));
            }
            let number = marks.iter().position(|mark| mark.starts_with(found));
            line.extend(number.and_then(|number| pieces.get(number)).map(|(_, piece)| piece.clone()));
            rest = rest.get(at + found.len_utf8()..).unwrap_or_default();
        }
        if !rest.is_empty() {
            line.push(Piece::Words(rest.to_owned()));
        }
        Line(line)
    }

    fn what(self, package: &Package) -> Line {
        match package.offerings.as_slice() {
            [first, second, ..] => {
                self.line("package-two", &[("one", self.record(first)), ("other", self.record(second))], &[])
            }
            [first] => Line(vec![self.record(first)]),
            [] => Line::default(),
        }
    }

    fn who(self, package: &Package) -> Vec<Line> {
        let who = &package.who;
        let mut lines = Vec::new();
        match &who.lead {
            Some(lead) => lines.push(self.line("package-lead", &[("who", self.record(lead))], &[])),
            None => lines.push(self.line("package-no-lead", &[], &[])),
        }
        match &who.partner {
            Some(partner) => lines.push(self.line("package-partner", &[("who", self.record(partner))], &[])),
            None => lines.push(self.line("package-no-partner", &[], &[])),
        }
        if let Some(company) = &who.company {
            let count = who.delivered.len().into();
            lines.push(self.line("package-company", &[("who", self.record(company))], &[("count", count)]));
        }
        if let Some(network) = &who.network {
            let key = if who.links_both { "package-network-both" } else { "package-network" };
            lines.push(self.line(key, &[("who", self.record(network))], &[]));
        }
        lines
    }

    fn money(self, package: &Package) -> Vec<Line> {
        let mut lines = Vec::new();
        match &package.money.best {
            Some(paying) => {
                let key = match (paying.verdict, paying.passed) {
                    (Verdict::Pass, _) => "package-scheme-pass",
                    (_, 0) if paying.unknown.is_empty() => "package-scheme-unruled",
                    _ => "package-scheme-unknown",
                };
                let counts = [("passed", paying.passed.into()), ("unknown", paying.unknown.len().into())];
                lines.push(self.line(key, &[("scheme", self.record(&paying.scheme))], &counts));
                if let Some(project) = &paying.paid_for {
                    lines.push(self.line("package-paid", &[("project", self.record(project))], &[]));
                }
                if let Some(statement) = paying.unknown.first().and_then(|open| self.statement(&open.rule)) {
                    lines.push(self.line("package-unknown-rule", &[("rule", statement)], &[]));
                }
            }
            None if package.money.is_sought => lines.push(self.line("package-no-scheme", &[], &[])),
            None => lines.push(self.line("match-schemes-unasked", &[], &[])),
        }
        if package.money.best.is_none() {
            for refusal in &package.money.refused {
                if let Some(rule) = self.statement(&refusal.rule) {
                    let scheme = self.record(&refusal.scheme);
                    lines.push(self.line("package-refused", &[("scheme", scheme), ("rule", rule)], &[]));
                }
            }
        }
        lines
    }

    /// The words of a rule or condition.
    fn statement(self, id: &str) -> Option<Piece> {
        let statement = self.get(id)?.texts("statement")?;
        let mut unstopped = Texts::default();
        for (tag, text) in statement.iter() {
            unstopped.set(tag, text.trim_end_matches(['.', '。']));
        }
        Some(Piece::Said(unstopped))
    }

    fn framework(self, package: &Package) -> Line {
        let kind = |code: &str| self.words.code(&AGREEMENT_KINDS, code).into_owned();
        match &package.framework {
            Framework::Covered { agreement, has_term } => {
                let term =
                    self.get(agreement).and_then(|record| record.when("term_end")).filter(|_| *has_term);
                match term {
                    Some(term) => self.line(
                        "package-covered-until",
                        &[("agreement", self.record(agreement))],
                        &[("until", self.words.when(term).into())],
                    ),
                    None => self.line("package-covered", &[("agreement", self.record(agreement))], &[]),
                }
            }
            Framework::Wider { agreement, conclude } => self.line(
                "package-wider",
                &[("agreement", self.record(agreement))],
                &[("kind", kind(conclude).into())],
            ),
            Framework::Ended { agreement } => {
                self.line("package-ended", &[("agreement", self.record(agreement))], &[])
            }
            Framework::Missing { conclude } => {
                self.line("package-missing", &[], &[("kind", kind(conclude).into())])
            }
        }
    }

    fn precedent(self, package: &Package) -> Vec<Line> {
        let Some(precedent) = &package.precedent else {
            return vec![self.line("package-no-precedent", &[], &[])];
        };
        let project = self.get(&precedent.project);
        let place = project.map(|one| one.text("partner_place")).filter(|place| !place.is_empty());
        let place = place.map_or(Piece::Words(String::new()), |place| self.record(place));
        let date = |field: &str| {
            project
                .and_then(|one| one.when(field))
                .map(|when| self.words.when_short(when))
                .unwrap_or_default()
        };
        let (start, end) = (date("start"), date("end"));
        let key = match (start.is_empty(), end.is_empty() || start == end) {
            (true, _) => "package-project-undated",
            (false, true) => "package-project-since",
            (false, false) => "package-project",
        };
        let plain = [
            ("start", start.into()),
            ("end", end.into()),
            ("years", usize::try_from(precedent.years.unwrap_or(0)).unwrap_or(0).into()),
        ];
        let mut lines =
            vec![self.line(key, &[("project", self.record(&precedent.project)), ("place", place)], &plain)];
        if let Some(change) = &precedent.change {
            lines.push(self.change(change));
        } else if let Some(summary) = project.and_then(|one| one.texts("summary")) {
            lines.push(Line(vec![Piece::Said(summary.clone())]));
        }
        lines
    }

    fn change(self, change: &super::Change) -> Line {
        let measured = |id: &str| {
            let record = self.get(id)?;
            let (value, date) = match record.kind().plural {
                "needs" => (record.number("baseline_value")?, record.when("raised")),
                _ => (record.number("value")?, record.date()),
            };
            let value = self.words.quantity(value, record.text("unit"));
            let date = date.map(|date| self.words.when_short(date)).unwrap_or_default();
            Some((value, date))
        };
        let indicator = self.words.indicator(&change.indicator).into_owned();
        let (after, year) = measured(&change.after).unwrap_or_default();
        match change.before.as_deref().and_then(measured) {
            Some((before, first)) => self.line(
                "package-change",
                &[],
                &[
                    ("indicator", indicator.into()),
                    ("before", before.into()),
                    ("first", first.into()),
                    ("after", after.into()),
                    ("year", year.into()),
                ],
            ),
            None => self.line(
                "package-measured",
                &[],
                &[("indicator", indicator.into()), ("after", after.into()), ("year", year.into())],
            ),
        }
    }

    fn step(self, package: &Package, step: &Step) -> Line {
        match step {
            Step::Contact { organisation, offering } => self.line(
                "step-contact",
                &[("who", self.record(organisation)), ("offering", self.record(offering))],
                &[],
            ),
            Step::FindProvider { offering } => {
                self.line("step-provider", &[("offering", self.record(offering))], &[])
            }
            Step::AskFunder { scheme, rule } => {
                let rule = self.statement(rule).unwrap_or_else(|| Piece::Words(String::new()));
                let funder = self.get(scheme).map(|record| record.text("funder")).filter(|id| !id.is_empty());
                match funder {
                    Some(funder) => {
                        self.line("step-funder", &[("funder", self.record(funder)), ("rule", rule)], &[])
                    }
                    None => self.line("step-scheme", &[("scheme", self.record(scheme)), ("rule", rule)], &[]),
                }
            }
            Step::Settle { scheme, rule } => {
                let rule = self.statement(rule).unwrap_or_else(|| Piece::Words(String::new()));
                self.line("step-settle", &[("scheme", self.record(scheme)), ("rule", rule)], &[])
            }
            Step::FindMoney => self.line("step-money", &[], &[]),
            Step::Measure { indicator } => {
                let indicator = self.words.indicator(indicator).into_owned();
                self.line("step-measure", &[], &[("indicator", indicator.into())])
            }
            Step::AgreeMeasure => self.line("step-agree-measure", &[], &[]),
            Step::Renew { agreement } => {
                self.line("step-renew", &[("agreement", self.record(agreement))], &[])
            }
            Step::Conclude { kind } => {
                let kind = self.words.code(&AGREEMENT_KINDS, kind).into_owned();
                match (&package.who.lead, &package.who.partner) {
                    (Some(lead), Some(partner)) => self.line(
                        "step-conclude-between",
                        &[("lead", self.record(lead)), ("partner", self.record(partner))],
                        &[("kind", kind.into())],
                    ),
                    _ => self.line("step-conclude", &[], &[("kind", kind.into())]),
                }
            }
            Step::CheckCondition { condition } => {
                let condition = self.statement(condition).unwrap_or_else(|| Piece::Words(String::new()));
                self.line("step-condition", &[("condition", condition)], &[])
            }
            Step::AskPrecedent { project, organisation } => self.line(
                "step-precedent",
                &[("who", self.record(organisation)), ("project", self.record(project))],
                &[],
            ),
        }
    }
}
