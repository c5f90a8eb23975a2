//! The framework: an agreement that covers place and sector, else a wider one, else the kind to conclude.

use std::cmp::Reverse;

use domain::{Record, When};
use jiff::civil::Date;
use serde::Serialize;

use super::{Material, Who};
use crate::matches::Answered;

/// Under what a package can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Framework {
    /// An agreement in force covers the place and the sector.
    Covered {
        /// The agreement.
        agreement: String,
        /// Whether the record states until when it runs.
        has_term: bool,
    },
    /// An agreement in force binds both sides, but names other sectors.
    Wider {
        /// The agreement.
        agreement: String,
        /// The kind of agreement to conclude below it.
        conclude: &'static str,
    },
    /// An agreement covered the place and the sector, and is past its term.
    Ended {
        /// The agreement.
        agreement: String,
    },
    /// No agreement between the sides is on record.
    Missing {
        /// The kind to conclude.
        conclude: &'static str,
    },
}

impl Framework {
    /// The agreement on record, if there is one.
    #[must_use]
    pub fn agreement(&self) -> Option<&str> {
        match self {
            Self::Covered { agreement, .. } | Self::Wider { agreement, .. } | Self::Ended { agreement } => {
                Some(agreement)
            }
            Self::Missing { .. } => None,
        }
    }

    /// The kind of agreement to conclude, if one is needed.
    #[must_use]
    pub fn conclude(&self) -> Option<&'static str> {
        match self {
            Self::Wider { conclude, .. } | Self::Missing { conclude } => Some(conclude),
            Self::Covered { .. } | Self::Ended { .. } => None,
        }
    }
}

pub(super) fn framework(answered: &Answered, material: &Material, offering: &str, who: &Who) -> Framework {
    let offered = material.get(offering).map(|record| record.references("sectors")).unwrap_or_default();
    let likeliest = answered.answer.understood.sectors.first().map(|(sector, _)| sector);
    let covers = |agreement: &Record| {
        agreement.references("sectors").iter().any(|sector| {
            offered.first() == Some(sector) || (likeliest == Some(sector) && offered.contains(sector))
        })
    };
    let today = When::parse(&material.today).ok().and_then(|today| today.earliest());
    let mut known: Vec<_> = material
        .agreements
        .iter()
        .filter(|agreement| binds(material, agreement, who))
        .map(|agreement| {
            let rank = match (is_in_force(agreement, today), covers(agreement)) {
                (true, true) => 0,
                (true, false) => 1,
                (false, true) => 2,
                (false, false) => 3,
            };
            let signed = agreement.when("signed").and_then(When::earliest);
            (rank, Reverse(is_here(material, agreement, who)), Reverse(signed), agreement)
        })
        .collect();
    known.sort_by(|a, b| (a.0, a.1, a.2, a.3.id()).cmp(&(b.0, b.1, b.2, b.3.id())));
    let conclude = conclude(material, who);
    match known.first().map(|(rank, _, _, agreement)| (rank, agreement.id().to_owned(), agreement)) {
        Some((0, agreement, record)) => {
            Framework::Covered { agreement, has_term: record.when("term_end").is_some() }
        }
        Some((1, agreement, _)) => {
            // Where one that covered the matter has ended, renewing it is nearer than a new one.
            let ended = known.iter().find(|(rank, here, _, _)| *rank == 2 && here.0);
            match ended {
                Some((_, _, _, record)) => Framework::Ended { agreement: record.id().to_owned() },
                None => Framework::Wider { agreement, conclude },
            }
        }
        Some((2, agreement, _)) => Framework::Ended { agreement },
        _ => Framework::Missing { conclude },
    }
}

/// Tells whether an agreement is signed and not past its term. Without a stated term it counts as in force.
fn is_in_force(agreement: &Record, today: Option<Date>) -> bool {
    let Some(today) = today else { return true };
    let begun = agreement.when("signed").and_then(When::earliest).is_none_or(|day| day <= today);
    let over = agreement.when("term_end").and_then(When::latest).is_some_and(|last| last < today);
    begun && !over
}

/// Tells whether both sides are parties: the giver with its city or country, and the partner with theirs.
fn binds(material: &Material, agreement: &Record, who: &Who) -> bool {
    let home: Vec<&str> = who.lead.iter().flat_map(|lead| material.around_organisation(lead)).collect();
    let home = if home.is_empty() { material.home.iter().map(String::as_str).collect() } else { home };
    let within = |party: &str, places: &[&str], own: Option<&str>| {
        let at = material.get(party).map(|record| record.text("place")).unwrap_or_default();
        Some(party) == own || places.contains(&party) || (!at.is_empty() && places.contains(&at))
    };
    let near: Vec<&str> = material.near_places().collect();
    let parties = agreement.references("parties");
    let theirs = parties.iter().any(|party| within(party, &near, who.partner.as_deref()));
    theirs
        && parties
            .iter()
            .any(|party| within(party, &home, who.lead.as_deref()) && !near.contains(&party.as_str()))
}

/// Tells whether a party is of the very place, rather than of its country.
fn is_here(material: &Material, agreement: &Record, who: &Who) -> bool {
    let place = material.places.first();
    agreement.references("parties").iter().any(|party| {
        Some(party) == place
            || Some(party) == who.partner.as_ref()
            || material
                .get(party)
                .is_some_and(|record| place.is_some_and(|place| record.text("place") == place))
    })
}

/// The kind of agreement to conclude.
///
/// # Source
/// Ours, after the demonstration record: first contacts begin with a letter of intent, a company with a business
/// agreement, and bureaus or utilities that know each other with a memorandum of understanding.
fn conclude(material: &Material, who: &Who) -> &'static str {
    let lead = who.lead.as_deref().and_then(|lead| material.get(lead)).map(|lead| lead.text("kind"));
    let worked = material
        .projects
        .iter()
        .any(|project| material.places.first().is_some_and(|place| project.text("partner_place") == place));
    match (lead, worked) {
        (Some("company"), _) => "business_agreement",
        (_, true) => "mou",
        (_, false) => "letter_of_intent",
    }
}
