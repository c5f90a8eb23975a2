//! Pictures of the record: SVG made on the server, the same on pages and on paper.
//!
//! Every picture is a function from a plain struct to a [`Picture`]. Words come from the caller, already in the reader's
//! language; nothing here looks up a catalogue, a clock or a file. Every mark carries its whole fact as a `<title>`,
//! leads to the record's page where the caller gives an address, and shows the fact in a box while it has the focus.
//!
//! | picture | input | says |
//! |---|---|---|
//! | [`timeline::draw`] | [`timeline::Timeline`] | a lane per sector, bars for projects by stage, marks above |
//! | [`timeline::key`] | [`timeline::Key`] | what the bars and marks of a timeline mean |
//! | [`map::draw`] | [`map::Map`] | places by size, arrows for the way a practice went |
//! | [`series::draw`] | [`series::Series`] | one indicator of one place: baseline, later values, target, ranges |
//! | [`series::compare`] | [`series::Comparison`] | one indicator of several places, before and after |
//! | [`bars::draw`] | [`bars::Bars`] | counts or amounts by name |
//! | [`bars::stack`] | [`bars::Stack`] | reasons that add up to a score |
//! | [`years::draw`] | [`years::Years`] | counts by year |
//!
//! Pictures are styled by [`CSS`], which the site serves; it wants the tokens `--ink`, `--paper`, `--indigo`,
//! `--vermilion`, `--moss`, `--ochre`, `--rule`, `--muted` and `--sector-CODE` for each sector. A page may hold a
//! picture twice, [`Size::Wide`] and [`Size::Narrow`] with different `id`s; the style sheet shows the one that fits
//! the screen when both are direct children of an element of class `pictures`.
//!
//! Deliberately not here: tables (pages have them behind each picture), PDF, colours in code.

pub mod bars;
#[cfg(test)]
mod checks;
mod facts;
mod labels;
mod letters;
pub mod map;
mod scales;
pub mod series;
mod svg;
pub mod timeline;
pub mod years;

/// The classes of every picture, for light and dark screens and for print.
pub const CSS: &str = include_str!("../assets/pictures.css");

/// A finished picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// One `<svg>` element, ready to stand in a page.
    pub svg: String,
    /// Nominal width in CSS pixels; the style sheet lets it shrink.
    pub width: f64,
    /// Nominal height in CSS pixels.
    pub height: f64,
}

/// For which screen a picture is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// A page on a desk or on paper.
    #[default]
    Wide,
    /// A telephone: fewer units across and larger letters.
    Narrow,
}

impl Size {
    /// Base size of letters, in units of the picture.
    pub(crate) fn font(self) -> f64 {
        self.pick(12.5, 21.0)
    }

    /// Size of letters of class `small`, which the style sheet sets to the same share.
    pub(crate) fn small(self) -> f64 {
        self.font() * 0.88
    }

    /// Width of a picture that takes the whole column.
    pub(crate) fn full(self) -> f64 {
        self.pick(1120.0, 640.0)
    }

    pub(crate) fn pick(self, wide: f64, narrow: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }

    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// The classes of a sector by its code; codes without a hue in the style sheet are drawn muted.
pub(crate) fn sector_class(code: &str) -> String {
    let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain && !code.is_empty() { format!("sector sector-{code}") } else { "sector".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sector_of_the_record_has_a_hue_in_the_style_sheet() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/demo/sectors.csv");
        let mut sectors = csv::Reader::from_path(path).unwrap();
        let codes: Vec<String> = sectors.records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert_eq!(codes.len(), 21);
        for code in codes {
            assert_eq!(sector_class(&code), format!("sector sector-{code}"));
            assert!(CSS.contains(&format!(".sector-{code} {{ fill: var(--sector-{code}); }}")), "{code}");
        }
    }

    #[test]
    fn a_code_that_is_not_plain_becomes_no_class() {
        for code in ["", "a b", "x\"y", "水道"] {
            assert_eq!(sector_class(code), "sector");
        }
    }
}
