//! Where the record is kept: both databases behind one code path, the generic record store and the search index.
//!
//! Every read takes a transaction and a [`domain::Viewer`]; what the viewer may not see is not returned. Every key begins
//! with the office. Differences between the two databases live in [`engine`] and nowhere else.

pub mod accounts;
mod changes;
mod drafts;
mod engine;
mod error;
mod history;
mod links;
mod lists;
mod migrations;
mod offices;
mod places;
mod records;
mod revisions;
pub mod schema;
pub mod search;
mod shares;
mod soundness;
mod sql;
mod tallies;
mod tokens;
mod writing;

pub use changes::{Action, Change, changes_after, latest_change};
pub use drafts::{Draft, LOCAL, actor, draft, drop_draft, keep_draft};
pub use engine::{Address, Connections, Store, Tx};
pub use error::Error;
pub use history::{Run, State, Wanted, activity, actors, as_of, first_kind, history, revision};
pub use links::{Inbound, Misdirected, citing, dangling, inbound, misdirected, referring};
pub use lists::{Filter, Mark, Query, Sort, count, facet, page, settled};
pub use migrations::newest_schema;
pub use offices::{Office, office, offices, set_office};
pub use places::{circular_places, path, within};
pub use records::{Head, Names, by_ids, existing, find, heads, in_order, nearest_id, titled};
pub use revisions::{earlier, revisions};
pub use shares::{BenefitShare, SectorShare, Share, benefit_shares, sector_shares, shares};
pub use soundness::{Trouble, counted, troubles, undescribed};
pub use tallies::{totals, values};
pub use tokens::{Token, add_token, end_token, see_token, token, tokens_of};
pub use writing::{Outcome, Saved, Writing};

/// What reads and writes return.
pub type Result<T> = std::result::Result<T, Error>;
