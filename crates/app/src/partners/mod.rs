//! Partners: the cities and countries outside home with which the office works, and the story of each place.

mod account;
mod list;
mod overview;
mod recognised;
mod results;
mod story;

pub use account::{Account, Line};
pub use list::{List, ListQuery, PAGE_SIZE, SORTS, list};
pub(crate) use overview::{Cache, Tree, first_key, of, seats, subjects};
pub use overview::{
    Care, Newest, Overview, Partner, Sector, Totals, is_aim, is_expected, location, overview,
};
pub(crate) use recognised::{Evidence, about, steps};
pub use recognised::{Recognised, Step};
pub use results::{Measured, Measures, measured};
pub use story::{Answered, Given, Since, Story, show};
