//! How wide a text will be, and how to shorten or wrap it.
//!
//! The reader's font is not known here, so widths are estimates on the wide side.

use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Where lines may break, in Latin and in scripts that write no spaces.
///
/// # Source
/// Unicode Standard Annex 14, as `icu_segmenter` implements it.
static BREAKS: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// The width of a text at a font size, in the same unit as the font size.
///
/// # Source
/// Ours: the widths of common sans-serif faces rounded up; a wide East Asian character is one em.
pub(crate) fn width(text: &str, font: f64) -> f64 {
    text.chars().map(ems).sum::<f64>() * font
}

fn ems(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.27,
        ' ' | '!' | ',' | '.' | ':' | ';' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '`' | 'f' | 't'
        | 'I' => 0.35,
        'r' => 0.41,
        'w' | '+' | '<' | '>' | '=' | '~' => 0.77,
        'm' | '%' => 0.91,
        'M' | 'W' | '@' => 0.97,
        'A'..='Z' | '&' => 0.69,
        ' '..='~' => 0.56,
        '…' => 0.9,
        _ => match c.width() {
            Some(2) => 1.0,
            Some(1) => 0.63,
            _ => 0.0,
        },
    }
}

/// How much wider bold letters are; multiply the font size by it.
pub(crate) const BOLD: f64 = 1.06;

/// The text itself when it fits, else its beginning and an ellipsis; empty when not even that fits.
pub(crate) fn shorten(text: &str, font: f64, room: f64) -> String {
    if width(text, font) <= room {
        return text.to_owned();
    }
    let room = room - width("…", font);
    let mut used = 0.0;
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        used += width(grapheme, font);
        if used > room {
            break;
        }
        kept.push_str(grapheme);
    }
    let kept =
        kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '-' | '、'));
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// The text broken into at most `most` lines; what does not fit the last is shortened.
pub(crate) fn wrap(text: &str, font: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<&str> = Vec::new();
    let (mut start, mut end) = (0, 0);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    for stop in BREAKS.segment_str(text).skip(1) {
        let full = width(part(start, stop).trim_end(), font) > room;
        if full && end > start && lines.len() + 1 < most {
            lines.push(part(start, end));
            start = end;
        }
        end = stop;
    }
    lines.push(part(start, text.len()));
    lines.iter().map(|line| shorten(line.trim(), font, room)).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kanji_is_one_em_wide_and_a_combining_mark_has_no_width() {
        assert_eq!(width("水道", 10.0), 20.0);
        assert_eq!(width("e\u{301}", 10.0), width("e", 10.0));
    }

    #[test]
    fn a_shortened_text_fits_and_says_so() {
        let short = shorten("Water technical exchange with Dalian", 10.0, 80.0);
        assert!(short.ends_with('…') && width(&short, 10.0) <= 80.0, "{short}");
        assert_eq!(shorten("Water", 10.0, 80.0), "Water");
        assert_eq!(shorten("Water", 10.0, 5.0), "");
    }

    #[test]
    fn lines_fit_and_are_few() {
        for text in [
            "Sewerage, sanitation and drainage",
            "産業公害対策・クリーナープロダクション",
            "Donaudampfschifffahrtsgesellschaft",
        ] {
            let lines = wrap(text, 12.0, 100.0, 3);
            assert!(!lines.is_empty() && lines.len() <= 3, "{lines:?}");
            assert!(lines.iter().all(|l| width(l, 12.0) <= 100.0), "{lines:?}");
        }
        assert_eq!(wrap("Water supply", 12.0, 200.0, 3), ["Water supply"]);
        assert!(wrap("", 12.0, 200.0, 3).is_empty());
        assert_eq!(wrap("a b (c d)", 10.0, 22.0, 3), ["a b", "(c d)"]);
    }
}
