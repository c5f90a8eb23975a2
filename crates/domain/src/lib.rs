//! What Renkei knows of the world: record kinds with their fields, partial dates, numbers, texts, vocabularies, rights.
//!
//! Pure: nothing here reads a clock, a file, the environment or a database, and nothing here writes SQL or HTML.

pub mod concepts;
pub mod kind;
pub mod kinds;
pub mod number;
pub mod problem;
pub mod record;
pub mod rights;
pub mod text;
pub mod units;
pub mod value;
pub mod viewer;
pub mod vocabularies;
pub mod when;

pub use kind::{Field, Kind, Shape, Unit};
pub use kinds::{KINDS, kind};
pub use number::Number;
pub use problem::{At, Code, Problem};
pub use record::Record;
pub use rights::{Reach, Right};
pub use text::{Texts, fold};
pub use value::{Citation, Value};
pub use viewer::{OfficeId, Role, Viewer, Visibility};
pub use when::When;
