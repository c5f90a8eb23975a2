//! Telling the language of a text: by script where that decides, else by a trained model.

use whatlang::{Detector, Lang};

use super::scripts::{Script, script_of};

/// The tag of a text whose language cannot be told.
const UNKNOWN: &str = "und";

/// How many characters are looked at; more would not change the answer.
const SAMPLE: usize = 2_000;

/// The BCP 47 tag of the language in which a text is written.
pub(crate) fn language_of(text: &str) -> &'static str {
    let (mut kana, mut han, mut latin, mut other) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut local: Option<&'static str> = None;
    for c in text.chars().take(SAMPLE) {
        match script_of(c) {
            Script::Hiragana | Script::Katakana => kana += 1,
            Script::Han => han += 1,
            Script::Latin => latin += 1,
            Script::Thai => local = local.or(Some("th")),
            Script::Lao => local = local.or(Some("lo")),
            Script::Khmer => local = local.or(Some("km")),
            Script::Myanmar => local = local.or(Some("my")),
            Script::Hangul => local = local.or(Some("ko")),
            Script::Other => other += u32::from(c.is_alphabetic()),
        }
    }
    if let Some(local) = local {
        return local;
    }
    // A Chinese character says about as much as three Latin letters.
    if (kana + han) * 3 > latin && kana + han > 0 {
        return if kana > 0 { "ja" } else { "zh" };
    }
    if latin >= other && latin > 0 { latin_language(text) } else { UNKNOWN }
}

fn latin_language(text: &str) -> &'static str {
    let sample: String = text.chars().take(SAMPLE).collect();
    let allowed = vec![Lang::Eng, Lang::Vie, Lang::Ind, Lang::Fra, Lang::Spa, Lang::Por, Lang::Deu];
    match Detector::with_allowlist(allowed).detect_lang(&sample) {
        Some(Lang::Vie) => "vi",
        Some(Lang::Ind) => "id",
        Some(Lang::Fra) if !sample.is_ascii() => "fr",
        Some(Lang::Spa) if !sample.is_ascii() => "es",
        Some(Lang::Por) if !sample.is_ascii() => "pt",
        Some(Lang::Deu) if !sample.is_ascii() => "de",
        Some(_) => "en",
        None => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told() {
        for (text, language) in [
            ("The water pressure falls every night and nobody knows why.", "en"),
            ("夜になると水圧が下がります", "ja"),
            ("夜间水压下降，无人知道原因", "zh"),
            ("Áp lực nước giảm mỗi đêm mà không ai biết vì sao", "vi"),
            ("Tekanan air turun setiap malam dan tidak ada yang tahu sebabnya", "id"),
            ("សម្ពាធទឹកធ្លាក់ចុះ", "km"),
            ("ရေဖိအား ကျဆင်း", "my"),
            ("แรงดันน้ำลดลง", "th"),
            ("🙂 12", "und"),
            ("", "und"),
        ] {
            assert_eq!(language_of(text), language, "{text}");
        }
    }
}
