//! How good a ranking is: the usual measures over graded answers, and whether it knows when nothing fits.
//!
//! # Source
//! Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002), in the common form with the gain
//! 2^grade - 1 and the discount 1/log2(rank + 1). Grades run from 0 to 3; 3 is an answer to try first.

use std::collections::BTreeMap;

/// From which confidence on an answer counts as given.
const SURE: f64 = 0.5;

/// The grades of the answers to one need; what is not in it has grade 0.
pub type Grades = BTreeMap<String, u8>;

/// What a program answered to one need, for one kind of answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranking {
    /// The ids, best first, each once.
    pub ids: Vec<String>,
    /// Whether the program says that none of them fits, or gives none.
    pub quiet: bool,
}

/// The measures of one need.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Marks {
    /// How well the first five are ordered, 1 at best.
    pub ndcg5: Option<f64>,
    /// How well the first ten are ordered.
    pub ndcg10: Option<f64>,
    /// The share of the answers of grade 3 among the first five; none where nothing has that grade.
    pub recall: Option<f64>,
    /// One over the rank of the first answer of grade 2 or 3; none where nothing has these grades.
    pub first: Option<f64>,
    /// For a need without any answer: 1 when the ranking is quiet.
    pub unanswerable: Option<f64>,
    /// For a need with an answer of grade 2 or 3: 1 when the ranking is quiet all the same.
    pub cautious: Option<f64>,
}

/// Judges one ranking.
pub fn judge(grades: &Grades, ranking: &Ranking) -> Marks {
    let quiet = Some(if ranking.quiet { 1.0 } else { 0.0 });
    let best = grades.values().copied().max().unwrap_or(0);
    if grades.is_empty() {
        return Marks { unanswerable: quiet, ..Marks::default() };
    }
    let mut ideal: Vec<u8> = grades.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let found: Vec<u8> = ranking.ids.iter().map(|id| grades.get(id).copied().unwrap_or(0)).collect();
    let order = |first: usize| {
        let most = gain(&ideal, first);
        (most > 0.0).then(|| gain(&found, first) / most)
    };
    let wanted = grades.values().filter(|grade| **grade == 3).count();
    let got = found.iter().take(5).filter(|grade| **grade == 3).count();
    let rank = (1_u32..).zip(&found).find(|(_, grade)| **grade >= 2).map(|(rank, _)| rank);
    Marks {
        ndcg5: order(5),
        ndcg10: order(10),
        recall: (wanted > 0).then(|| share(got, wanted)),
        first: (best >= 2).then(|| rank.map_or(0.0, |rank| 1.0 / f64::from(rank))),
        unanswerable: None,
        cautious: quiet.filter(|_| best >= 2),
    }
}

/// Tells whether the word in the column `confident` says that an answer does not fit; blank says nothing.
pub fn is_unsure(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    let said = ["0", "false", "no", "low", "n", "none", "unsure"].contains(&word.as_str());
    said || word.parse::<f64>().is_ok_and(|number| number < SURE)
}

fn gain(grades: &[u8], first: usize) -> f64 {
    let ranked = (1_u32..).zip(grades.iter().take(first));
    ranked.map(|(rank, grade)| (f64::from(*grade).exp2() - 1.0) / f64::from(rank + 1).log2()).sum()
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole)
}

/// The mean of each measure over the needs that have it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Means {
    /// How many needs have some answer.
    pub answerable: u32,
    /// How many have none.
    pub unanswerable: u32,
    /// The means; for the last two, the shares.
    pub marks: Marks,
}

/// Averages the measures of several needs.
pub fn mean(all: &[Marks]) -> Means {
    let over = |of: fn(&Marks) -> Option<f64>| {
        let known: Vec<f64> = all.iter().filter_map(of).collect();
        let count = f64::from(u32::try_from(known.len()).unwrap_or(u32::MAX));
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / count)
    };
    let unanswerable = all.iter().filter(|marks| marks.unanswerable.is_some()).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Means {
        answerable: number(all.len() - unanswerable),
        unanswerable: number(unanswerable),
        marks: Marks {
            ndcg5: over(|marks| marks.ndcg5),
            ndcg10: over(|marks| marks.ndcg10),
            recall: over(|marks| marks.recall),
            first: over(|marks| marks.first),
            unanswerable: over(|marks| marks.unanswerable),
            cautious: over(|marks| marks.cautious),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grades(pairs: &[(&str, u8)]) -> Grades {
        pairs.iter().map(|(id, grade)| ((*id).to_owned(), *grade)).collect()
    }

    fn ranking(ids: &[&str], quiet: bool) -> Ranking {
        Ranking { ids: ids.iter().map(|id| (*id).to_owned()).collect(), quiet }
    }

    fn near(one: Option<f64>, other: Option<f64>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => (one - other).abs() < 1e-6,
            (one, other) => one == other,
        }
    }

    type Case<'c> = (&'c [(&'c str, u8)], &'c [&'c str], f64, Option<f64>, Option<f64>);
    type Silence<'c> = (&'c [(&'c str, u8)], bool, Option<f64>, Option<f64>);

    // Worked by hand: gains are 7, 3, 1 for the grades 3, 2, 1; discounts are 1, 1/1.5849625, 1/2, 1/2.3219281,
    // 1/2.5849625 for the ranks 1 to 5.
    #[test]
    fn measures_agree_with_those_worked_by_hand() {
        let three = [("a", 3), ("b", 2), ("c", 1)];
        let ideal = 7.0 + 3.0 / 1.584_962_5 + 0.5;
        let cases: &[Case<'_>] = &[
            (&three, &["a", "b", "c"], 1.0, Some(1.0), Some(1.0)),
            (&three, &[], 0.0, Some(0.0), Some(0.0)),
            (&three, &["x", "a"], (7.0 / 1.584_962_5) / ideal, Some(1.0), Some(0.5)),
            (&three, &["c", "x", "b"], (1.0 + 3.0 / 2.0) / ideal, Some(0.0), Some(1.0 / 3.0)),
            (&three, &["u", "v", "w", "x", "y", "a"], 0.0, Some(0.0), Some(1.0 / 6.0)),
            (&[("a", 1)], &["x", "a"], 1.0 / 1.584_962_5, None, None),
            (
                &[("a", 3), ("b", 3)],
                &["b", "x", "x2", "x3", "x4", "a"],
                7.0 / (7.0 + 7.0 / 1.584_962_5),
                Some(0.5),
                Some(1.0),
            ),
        ];
        for (known, ids, ndcg5, recall, first) in cases {
            let marks = judge(&grades(known), &ranking(ids, false));
            assert!(near(marks.ndcg5, Some(*ndcg5)), "{ids:?}: {marks:?} instead of {ndcg5}");
            assert!(near(marks.recall, *recall), "{ids:?}: {marks:?}");
            assert!(near(marks.first, *first), "{ids:?}: {marks:?}");
        }
        let late = judge(&grades(&three), &ranking(&["u", "v", "w", "x", "y", "a"], false));
        assert!(near(late.ndcg10, Some((7.0 / 7.0_f64.log2()) / ideal)), "{late:?}");
    }

    #[test]
    fn silence_is_right_only_where_nothing_answers() {
        let cases: &[Silence<'_>] = &[
            (&[], true, Some(1.0), None),
            (&[], false, Some(0.0), None),
            (&[("a", 3)], true, None, Some(1.0)),
            (&[("a", 2)], false, None, Some(0.0)),
            (&[("a", 1)], true, None, None),
        ];
        for (known, quiet, unanswerable, cautious) in cases {
            let marks = judge(&grades(known), &ranking(&["a"], *quiet));
            assert_eq!((marks.unanswerable, marks.cautious), (*unanswerable, *cautious), "{known:?} {quiet}");
        }
    }

    #[test]
    fn words_of_doubt_are_understood() {
        for (word, unsure) in [
            ("", false),
            ("0", true),
            ("No", true),
            ("low", true),
            ("0.49", true),
            ("0.5", false),
            ("yes", false),
            ("1", false),
        ] {
            assert_eq!(is_unsure(word), unsure, "{word}");
        }
    }

    #[test]
    fn means_leave_out_needs_that_lack_a_measure() {
        let all = [
            judge(&grades(&[("a", 3)]), &ranking(&["a"], false)),
            judge(&grades(&[("a", 1)]), &ranking(&["x"], false)),
            judge(&grades(&[]), &ranking(&["x"], false)),
        ];
        let means = mean(&all);
        assert_eq!((means.answerable, means.unanswerable), (2, 1));
        assert!(near(means.marks.ndcg5, Some(0.5)) && near(means.marks.recall, Some(1.0)), "{means:?}");
        assert_eq!((means.marks.unanswerable, means.marks.cautious), (Some(0.0), Some(0.0)));
        assert_eq!(mean(&[]).marks, Marks::default());
    }
}
