//! The words on the screen: every label that code asks for is in the catalogue, in each language, and none lies idle.

use std::collections::{BTreeMap, BTreeSet};

use super::{Complaint, File, Tree};

/// The language whose catalogue is complete by definition.
const FIRST: &str = "en";

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let catalogues = catalogues(tree);
    let Some(first) = catalogues.get(FIRST) else { return Vec::new() };
    let mut complaints = differing(first, &catalogues);
    let code: Vec<&File> = tree.files.iter().filter(|file| is_code(file)).collect();
    for file in &code {
        for (line, text) in file.lines() {
            for key in asked(text).filter(|key| !first.contains_key(key)) {
                let advice = format!("the label `{key}` is in no catalogue: add it to each language");
                complaints.push(Complaint::new(file, line, advice));
            }
        }
    }
    let built = built(&code);
    for (key, (file, line)) in first {
        let derived = built.iter().any(|start| key.starts_with(start));
        if !derived && !code.iter().any(|file| names(file, key)) && !cited(first, key) {
            complaints.push(Complaint::new(
                file,
                *line,
                format!("nothing shows the label `{key}`: remove it"),
            ));
        }
    }
    complaints
}

/// Labels with the place where each is defined.
type Catalogue<'a> = BTreeMap<&'a str, (&'a File, usize)>;

/// The catalogues by language, which is the name of a folder or a file under `crates/language/`.
fn catalogues(tree: &Tree) -> BTreeMap<String, Catalogue<'_>> {
    let mut catalogues: BTreeMap<String, Catalogue<'_>> = BTreeMap::new();
    for file in tree.ending("ftl") {
        let mut parts: Vec<&str> = file.path.split('/').collect();
        parts.pop();
        let folder = parts.pop().unwrap_or_default();
        let language = if folder.len() == 2 || folder.contains('-') { folder } else { file.stem() };
        let catalogue = catalogues.entry(language.to_owned()).or_default();
        for (line, text) in file.lines() {
            if let Some(key) = defined(text) {
                catalogue.insert(key, (file, line));
            }
        }
    }
    catalogues
}

fn defined(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    (key.starts_with(|letter: char| letter.is_ascii_lowercase()) && is_key(key)).then_some(key)
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
}

fn differing(first: &Catalogue<'_>, catalogues: &BTreeMap<String, Catalogue<'_>>) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (language, catalogue) in catalogues {
        for (key, (file, line)) in first.iter().filter(|(key, _)| !catalogue.contains_key(*key)) {
            complaints.push(Complaint::new(
                file,
                *line,
                format!("`{key}` is missing in {language}: translate it"),
            ));
        }
        for (key, (file, line)) in catalogue.iter().filter(|(key, _)| !first.contains_key(*key)) {
            complaints.push(Complaint::new(
                file,
                *line,
                format!("`{key}` is not in {FIRST}: add or remove it"),
            ));
        }
    }
    complaints
}

fn is_code(file: &File) -> bool {
    let screen = ["crates/web/", "crates/cli/", "crates/app/", "crates/language/", "crates/reports/"];
    (file.is("rs") || file.is("html")) && screen.iter().any(|start| file.path.starts_with(start))
}

/// Labels that a line asks for by a literal: `words.get("…")`, `frame.say("…")`.
fn asked(text: &str) -> impl Iterator<Item = &str> {
    let calls = [
        "w.get(\"",
        "words.get(\"",
        "words().get(\"",
        "w.with(\"",
        "words.with(\"",
        "words().with(\"",
        ".say(\"",
    ];
    let keys: BTreeSet<&str> = calls
        .iter()
        .flat_map(|call| text.split(call).skip(1))
        .filter_map(|rest| rest.split_once('"').map(|(key, _)| key))
        .filter(|key| is_key(key))
        .collect();
    keys.into_iter()
}

/// Beginnings of labels that code puts together, such as `"kind-{plural}"`.
fn built<'a>(code: &[&'a File]) -> BTreeSet<&'a str> {
    let literals = code.iter().flat_map(|file| file.text.split('"'));
    let starts = literals.filter_map(|literal| literal.split_once('{').map(|(start, _)| start));
    starts.filter(|start| start.ends_with('-') && is_key(start)).collect()
}

/// Whether a file has the label as a whole literal anywhere, so that tables of labels count as uses; or what stands
/// before its last hyphen, as with the months.
fn names(file: &File, key: &str) -> bool {
    let literal = |text: &str| file.text.contains(&format!("\"{text}\""));
    literal(key) || key.rsplit_once('-').is_some_and(|(family, _)| literal(family))
}

/// Whether another label is built from this one.
fn cited(catalogue: &Catalogue<'_>, key: &str) -> bool {
    let reference = format!("{{ {key} }}");
    catalogue.values().any(|(file, _)| file.text.contains(&reference))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advices(english: &str, japanese: &str, template: &str) -> Vec<String> {
        let files = [
            ("crates/language/locales/en/main.ftl", english),
            ("crates/language/locales/ja/main.ftl", japanese),
            ("crates/web/templates/a.html", template),
        ];
        check(&Tree::of(&files)).into_iter().map(|complaint| complaint.advice).collect()
    }

    #[test]
    fn labels_and_their_uses_agree() {
        let cases: &[(&str, &str, &str, &[&str])] = &[
            ("desk = Desk", "desk = デスク", "{{ w.get(\"desk\") }}", &[]),
            ("desk = Desk", "", "{{ w.get(\"desk\") }}", &["`desk` is missing in ja"]),
            ("", "desk = デスク", "", &["`desk` is not in en"]),
            ("", "", "{{ words.with(\"desk\", 1) }}", &["the label `desk` is in no catalogue"]),
            ("desk = Desk", "desk = デスク", "", &["nothing shows the label `desk`"]),
            ("desk = Desk\nfront = { desk }", "desk = 1\nfront = 2", "\"front\"", &[]),
            ("kind-needs = Needs", "kind-needs = 要望", "format!(\"kind-{plural}\")", &[]),
            ("month-5 = May\nmonth-x = x", "month-5 = 5月\nmonth-x = x", "\"month\"", &[]),
            ("# note = none\ndesk =\n    .title = x", "desk = x", "\"desk\"", &[]),
        ];
        for (english, japanese, template, expected) in cases {
            let found = advices(english, japanese, template);
            let agree = found.len() == expected.len()
                && found.iter().zip(*expected).all(|(advice, start)| advice.starts_with(start));
            assert!(agree, "{english} | {japanese} | {template}: {found:?}");
        }
    }
}
