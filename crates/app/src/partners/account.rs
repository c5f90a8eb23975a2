//! The account of what came back: benefits of the home side by partner.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::Number;
use store::BenefitShare;

use super::Tree;

/// What the home side gained.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// A line for each partner, most benefits first.
    pub lines: Vec<Line>,
    /// The kinds of benefit, most first.
    pub kinds: Vec<String>,
}

/// What the home side gained through one partner.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The partner place; blank when none is named.
    pub partner: String,
    /// How many benefits of each kind.
    pub kinds: BTreeMap<String, u64>,
    /// How many in all.
    pub total: u64,
    /// Sums of the amounts by currency, ranges as ranges.
    pub amounts: BTreeMap<String, Number>,
}

impl Account {
    /// Adds up the shares of those at home.
    pub(super) fn of(tree: &Tree, shares: Vec<BenefitShare>) -> Self {
        let mut lines: BTreeMap<String, Line> = BTreeMap::new();
        let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
        for share in shares.into_iter().filter(|share| tree.is_home(&share.benefiting)) {
            let line = lines.entry(share.partner.clone()).or_insert_with(|| Line {
                partner: share.partner.clone(),
                kinds: BTreeMap::new(),
                total: 0,
                amounts: BTreeMap::new(),
            });
            line.add(&share);
            *line.kinds.entry(share.kind.clone()).or_default() += share.total;
            *kinds.entry(share.kind).or_default() += share.total;
        }
        let mut lines: Vec<Line> = lines.into_values().collect();
        lines.sort_by(|a, b| (b.total, &a.partner).cmp(&(a.total, &b.partner)));
        let mut kinds: Vec<(String, u64)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, total)| Reverse(*total));
        Self { lines, kinds: kinds.into_iter().map(|(kind, _)| kind).collect() }
    }
}

impl Line {
    fn add(&mut self, share: &BenefitShare) {
        self.total += share.total;
        let Some(amount) = &share.amount else { return };
        for _ in 0..share.total {
            let sum = match self.amounts.get(&share.currency) {
                Some(sum) => sum.plus(amount),
                None => Some(amount.clone()),
            };
            if let Some(sum) = sum {
                self.amounts.insert(share.currency.clone(), sum);
            }
        }
    }
}
