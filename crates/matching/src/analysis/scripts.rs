//! The script of a character, as far as words are cut and languages told by it.

/// A script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Script {
    /// Chinese characters.
    Han,
    /// The round Japanese syllables.
    Hiragana,
    /// The square Japanese syllables.
    Katakana,
    /// Thai.
    Thai,
    /// Lao.
    Lao,
    /// Khmer.
    Khmer,
    /// Burmese.
    Myanmar,
    /// Korean syllables.
    Hangul,
    /// Latin letters.
    Latin,
    /// Anything else.
    Other,
}

impl Script {
    /// Tells whether words are written without spaces between them.
    pub(crate) fn is_unspaced(self) -> bool {
        !matches!(self, Self::Latin | Self::Hangul | Self::Other)
    }
}

/// The script of a character.
///
/// # Source
/// The Unicode Standard, Blocks.txt.
pub(crate) fn script_of(c: char) -> Script {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Script::Katakana,
        '々' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Script::Han,
        '\u{20000}'..='\u{3ffff}' => Script::Han,
        '\u{e00}'..='\u{e7f}' => Script::Thai,
        '\u{e80}'..='\u{eff}' => Script::Lao,
        '\u{1780}'..='\u{17ff}' => Script::Khmer,
        '\u{1000}'..='\u{109f}' | '\u{aa60}'..='\u{aa7f}' => Script::Myanmar,
        '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => Script::Hangul,
        _ => Script::Other,
    }
}

/// Tells whether a text holds a script that is written without spaces.
pub(crate) fn is_unspaced_text(text: &str) -> bool {
    text.chars().any(|c| script_of(c).is_unspaced())
}
