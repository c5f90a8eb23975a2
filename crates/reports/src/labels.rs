//! Where labels may stand without covering each other.

use crate::svg::Area;

/// Rows in which things stand side by side, each taking a stretch of the row.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    rows: Vec<Vec<(f64, f64)>>,
}

impl Rows {
    /// How many rows are in use.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Takes the first row that has room for one of the stretches, tried in their order; opens a row for the first
    /// stretch when none has. Gives the row and which stretch was taken; `None` without any stretch.
    pub fn take(&mut self, stretches: &[(f64, f64)], gap: f64) -> Option<(usize, usize)> {
        for (r, row) in self.rows.iter_mut().enumerate() {
            for (s, (from, to)) in stretches.iter().enumerate() {
                let free = row.iter().all(|(start, end)| to + gap <= *start || end + gap <= *from);
                if free {
                    row.push((*from, *to));
                    return Some((r, s));
                }
            }
        }
        let first = stretches.first()?;
        self.rows.push(vec![*first]);
        Some((self.rows.len() - 1, 0))
    }
}

/// Areas already taken.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    areas: Vec<Area>,
}

impl Taken {
    /// Marks an area as taken.
    pub fn add(&mut self, area: Area) {
        self.areas.push(area);
    }

    /// Tells whether nothing is there yet.
    pub fn is_free(&self, area: &Area) -> bool {
        !self.areas.iter().any(|taken| taken.meets(area))
    }

    /// Takes the first free area inside `frame`, and says which it was.
    pub fn place(&mut self, wanted: &[Area], frame: &Area) -> Option<usize> {
        let found = wanted.iter().position(|area| area.lies_in(frame) && self.is_free(area))?;
        self.areas.extend(wanted.get(found));
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_second_choice_in_the_first_row_comes_before_a_new_row() {
        let mut rows = Rows::default();
        assert_eq!(rows.take(&[(0.0, 10.0)], 2.0), Some((0, 0)));
        assert_eq!(rows.take(&[(5.0, 20.0), (12.0, 20.0)], 2.0), Some((0, 1)));
        assert_eq!(rows.take(&[(5.0, 20.0)], 2.0), Some((1, 0)));
        assert_eq!(rows.take(&[], 2.0), None);
    }

    proptest! {
        #[test]
        fn nothing_in_a_row_overlaps(stretches in prop::collection::vec((0.0..100.0, 1.0..40.0), 0..60)) {
            let mut rows = Rows::default();
            for (from, wide) in stretches {
                rows.take(&[(from, from + wide), (from - wide, from)], 1.0);
            }
            for row in &rows.rows {
                let mut row = row.clone();
                row.sort_by(|a, b| a.0.total_cmp(&b.0));
                for pair in row.windows(2) {
                    prop_assert!(pair[0].1 + 1.0 <= pair[1].0 + 1e-9);
                }
            }
        }
    }
}
