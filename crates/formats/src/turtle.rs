//! The thesaurus as Turtle: SKOS with a few properties of our own for how people tell a problem.
//!
//! Read and written by line, so that a faulty thesaurus is refused with its line. Comments and the order of the file
//! are not kept by writing.
//!
//! # Source
//! SKOS Simple Knowledge Organization System Reference, W3C Recommendation 2009-08-18; RDF 1.1 Turtle, W3C
//! Recommendation 2014-02-25. The properties under [`TERMS`] are ours.

use std::collections::BTreeMap;

use domain::concepts::{Concept, Contradiction, DEFAULT_BASE, Phrases, Thesaurus};
use domain::text::PLAIN_LANGUAGE;
use domain::{At, Code, Problem, Texts};
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxttl::{TurtleParser, TurtleSerializer};

/// The start of the address of our own properties.
pub const TERMS: &str = "urn:renkei:term:";

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// Properties of the standard that say nothing the thesaurus keeps.
const PASSED_OVER: &[&str] = &["inScheme", "topConceptOf", "hasTopConcept", "note", "scopeNote", "notation"];

/// A statement with the line on which it ends.
struct Stated {
    line: u64,
    triple: Triple,
}

/// Reads a thesaurus. `file` is the name under which problems name it.
///
/// What could be read comes back even when there are problems; the caller refuses it if any [`Problem::is_error`].
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> (Thesaurus, Vec<Problem>) {
    let mut reader =
        Reader { file, thesaurus: Thesaurus::default(), lines: BTreeMap::new(), problems: Vec::new() };
    let stated = reader.statements(bytes);
    let scheme =
        stated.iter().find(|one| is_a(&one.triple, "ConceptScheme")).map(|one| address(&one.triple.subject));
    reader.thesaurus.base = scheme.clone().unwrap_or_else(|| DEFAULT_BASE.to_owned());
    for one in &stated {
        reader.state(one, scheme.as_deref());
    }
    reader.thesaurus.relate_both_ways();
    // Of a text that breaks off, what is missing says nothing.
    if !reader.problems.iter().any(|problem| problem.code == Code::UnreadableTurtle) {
        reader.contradictions();
    }
    reader.problems.sort_by_key(|problem| (problem.at.line, problem.code));
    (reader.thesaurus, reader.problems)
}

/// Writes a thesaurus, concepts in the order of their ids. Reading it back gives an equal thesaurus, provided that
/// `related` holds both ways.
#[must_use]
pub fn write(thesaurus: &Thesaurus) -> String {
    let prefixes = [("", thesaurus.base.as_str()), ("skos", SKOS), ("dcterms", DCTERMS), ("r", TERMS)];
    let mut serializer = TurtleSerializer::new();
    for (name, start) in prefixes {
        // A base that is no address is written in full instead.
        serializer = serializer.clone().with_prefix(name, start).unwrap_or(serializer);
    }
    let mut writer = serializer.for_writer(Vec::new());
    for triple in triples(thesaurus) {
        // Writing to memory does not fail.
        if writer.serialize_triple(&triple).is_err() {
            break;
        }
    }
    writer.finish().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

struct Reader<'f> {
    file: &'f str,
    thesaurus: Thesaurus,
    /// The first line of each concept.
    lines: BTreeMap<String, u64>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, code: Code, line: u64, column: &str, found: &str, expected: &str) {
        let at = At { file: self.file.to_owned(), line, column: column.to_owned() };
        self.problems.push(Problem::new(code, at, found, expected, None));
    }

    /// Every statement with its line, up to where the text stops being Turtle.
    fn statements(&mut self, bytes: &[u8]) -> Vec<Stated> {
        let mut parser = TurtleParser::new().low_level();
        let mut stated = Vec::new();
        let mut line = 0;
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
        loop {
            match lines.next() {
                Some(text) => {
                    line += 1;
                    parser.extend_from_slice(text);
                }
                None => parser.end(),
            }
            while let Some(next) = parser.parse_next() {
                match next {
                    Ok(triple) => stated.push(Stated { line, triple }),
                    Err(error) => {
                        let line = error.location().start.line + 1;
                        let at = usize::try_from(error.location().start.line).unwrap_or(usize::MAX);
                        let text = bytes.split(|byte| *byte == b'\n').nth(at).unwrap_or_default();
                        let found = String::from_utf8_lossy(text);
                        self.problem(Code::UnreadableTurtle, line, "", found.trim(), error.message());
                        return stated;
                    }
                }
            }
            if parser.is_end() {
                return stated;
            }
        }
    }

    fn state(&mut self, stated: &Stated, scheme: Option<&str>) {
        let subject = address(&stated.triple.subject);
        let property = stated.triple.predicate.as_str();
        if Some(subject.as_str()) == scheme {
            if let ("title", Term::Literal(text)) =
                (property.strip_prefix(DCTERMS).unwrap_or_default(), &stated.triple.object)
            {
                self.thesaurus.title.set(&language(text), text.value());
            }
            return;
        }
        let id = self.id(&subject);
        self.lines.entry(id.clone()).or_insert(stated.line);
        if property == TYPE {
            self.thesaurus.concepts.entry(id).or_default();
            return;
        }
        if let Some(narrower) = property
            .strip_prefix(SKOS)
            .filter(|name| *name == "narrower")
            .and_then(|_| named(&stated.triple.object))
        {
            let narrower = self.id(narrower);
            self.thesaurus.concepts.entry(narrower).or_default().broader.insert(id);
            return;
        }
        let kept = match &stated.triple.object {
            Term::NamedNode(node) => {
                let other = self.id(node.as_str());
                link(self.thesaurus.concepts.entry(id.clone()).or_default(), property, other)
            }
            Term::Literal(text) => {
                let concept = self.thesaurus.concepts.entry(id.clone()).or_default();
                if property.strip_prefix(SKOS) == Some("prefLabel")
                    && concept.preferred.get(&language(text)).is_some()
                {
                    self.problem(Code::RepeatedLabel, stated.line, &id, text.value(), "");
                    true
                } else {
                    say(concept, property, text)
                }
            }
            Term::BlankNode(_) => false,
        };
        let passed_over = property.strip_prefix(SKOS).is_some_and(|name| PASSED_OVER.contains(&name));
        if !kept && !passed_over {
            self.problem(Code::UnknownProperty, stated.line, &id, property, "");
        }
    }

    fn id(&self, address: &str) -> String {
        address.strip_prefix(&self.thesaurus.base).unwrap_or(address).to_owned()
    }

    fn contradictions(&mut self) {
        for contradiction in self.thesaurus.contradictions() {
            let line = |concept: &String| self.lines.get(concept).copied().unwrap_or_default();
            match contradiction {
                Contradiction::Missing { concept, names } => {
                    self.problem(Code::UnknownReference, line(&concept), &concept, &names, "");
                }
                Contradiction::Circular { concept } => {
                    self.problem(Code::CircularConcept, line(&concept), &concept, &concept, "");
                }
                Contradiction::Unlabelled { concept } => {
                    self.problem(Code::MissingValue, line(&concept), &concept, "", "skos:prefLabel");
                }
            }
        }
    }
}

/// Keeps a link to another concept; tells whether the property is one that is kept.
fn link(concept: &mut Concept, property: &str, other: String) -> bool {
    let links = match (property.strip_prefix(SKOS), property.strip_prefix(TERMS)) {
        (Some("broader"), _) => &mut concept.broader,
        (Some("related"), _) => &mut concept.related,
        (_, Some("cause")) => &mut concept.causes,
        (_, Some("remedy")) => &mut concept.remedies,
        _ => return false,
    };
    links.insert(other);
    true
}

/// Keeps a text; tells whether the property is one that is kept.
fn say(concept: &mut Concept, property: &str, text: &Literal) -> bool {
    let tag = language(text);
    let phrases = match (property.strip_prefix(SKOS), property.strip_prefix(TERMS)) {
        (Some("prefLabel"), _) => {
            concept.preferred.set(&tag, text.value());
            return true;
        }
        (Some("definition"), _) => {
            concept.definition.set(&tag, text.value());
            return true;
        }
        (Some("altLabel"), _) => &mut concept.alternative,
        (Some("hiddenLabel"), _) => &mut concept.hidden,
        (_, Some("symptom")) => &mut concept.symptoms,
        (_, Some(name)) => {
            let codes = match name {
                "sector" => &mut concept.sectors,
                "purpose" => &mut concept.purposes,
                "target" => &mut concept.targets,
                "indicator" => &mut concept.indicators,
                _ => return false,
            };
            codes.insert(text.value().to_owned());
            return true;
        }
        _ if property.strip_prefix(DCTERMS) == Some("source") => {
            concept.sources.insert(text.value().to_owned());
            return true;
        }
        _ => return false,
    };
    phrases.entry(tag).or_default().insert(text.value().to_owned());
    true
}

fn is_a(triple: &Triple, class: &str) -> bool {
    triple.predicate.as_str() == TYPE
        && named(&triple.object).and_then(|node| node.strip_prefix(SKOS)) == Some(class)
}

fn named(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

fn address(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// The tag of a text, written as people write it: `zh-Hant`, `pt-BR`; English if the text has none.
fn language(text: &Literal) -> String {
    let Some(tag) = text.language() else { return PLAIN_LANGUAGE.to_owned() };
    let parts = tag.split('-').enumerate().map(|(place, part)| match (place, part.len()) {
        (0, _) => part.to_ascii_lowercase(),
        (_, 2) => part.to_ascii_uppercase(),
        (_, 4) => {
            part.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect()
        }
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("-")
}

fn triples(thesaurus: &Thesaurus) -> Vec<Triple> {
    let node = |id: &str| {
        let own = NamedNode::new(format!("{}{id}", thesaurus.base));
        if id.contains(':') { NamedNode::new(id).or(own) } else { own }
    };
    let Ok(scheme) = NamedNode::new(&thesaurus.base) else { return Vec::new() };
    let mut out = Statements { out: Vec::new(), subject: scheme.clone() };
    out.link(TYPE, "", &class("ConceptScheme"));
    out.texts(DCTERMS, "title", &thesaurus.title);
    for (id, concept) in &thesaurus.concepts {
        let Ok(subject) = node(id) else { continue };
        out.subject = subject;
        out.link(TYPE, "", &class("Concept"));
        out.link(SKOS, "inScheme", &scheme);
        out.texts(SKOS, "prefLabel", &concept.preferred);
        out.phrases(SKOS, "altLabel", &concept.alternative);
        out.phrases(SKOS, "hiddenLabel", &concept.hidden);
        out.texts(SKOS, "definition", &concept.definition);
        out.phrases(TERMS, "symptom", &concept.symptoms);
        for (start, name, ids) in [
            (SKOS, "broader", &concept.broader),
            (SKOS, "related", &concept.related),
            (TERMS, "cause", &concept.causes),
            (TERMS, "remedy", &concept.remedies),
        ] {
            for other in ids.iter().filter_map(|id| node(id).ok()) {
                out.link(start, name, &other);
            }
        }
        for (start, name, codes) in [
            (TERMS, "sector", &concept.sectors),
            (TERMS, "purpose", &concept.purposes),
            (TERMS, "target", &concept.targets),
            (TERMS, "indicator", &concept.indicators),
            (DCTERMS, "source", &concept.sources),
        ] {
            for code in codes {
                out.say(start, name, Literal::new_simple_literal(code));
            }
        }
    }
    out.out
}

fn class(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SKOS}{name}"))
}

struct Statements {
    out: Vec<Triple>,
    subject: NamedNode,
}

impl Statements {
    fn say(&mut self, start: &str, name: &str, object: impl Into<Term>) {
        let property = NamedNode::new_unchecked(format!("{start}{name}"));
        self.out.push(Triple::new(self.subject.clone(), property, object));
    }

    fn link(&mut self, start: &str, name: &str, other: &NamedNode) {
        self.say(start, name, NamedNodeRef::from(other).into_owned());
    }

    fn texts(&mut self, start: &str, name: &str, texts: &Texts) {
        for (language, text) in texts.iter() {
            self.say(start, name, literal(language, text));
        }
    }

    fn phrases(&mut self, start: &str, name: &str, phrases: &Phrases) {
        for (language, texts) in phrases {
            for text in texts {
                self.say(start, name, literal(language, text));
            }
        }
    }
}

/// A text with its language; one whose tag is no language is written without.
fn literal(language: &str, text: &str) -> Literal {
    Literal::new_language_tagged_literal(text, language).unwrap_or_else(|_| Literal::new_simple_literal(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEAD: &str = "@prefix : <urn:renkei:concept:> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
        @prefix r: <urn:renkei:term:> .\n";

    fn read_after_head(text: &str) -> (Thesaurus, Vec<Problem>) {
        read("thesaurus.ttl", format!("{HEAD}{text}").as_bytes())
    }

    #[test]
    fn a_concept_is_read_with_its_languages_and_links() {
        let (thesaurus, problems) = read_after_head(
            ":leak a skos:Concept ; skos:prefLabel \"leakage\"@en, \"漏水\"@ja ; skos:altLabel \"漏水\"@zh-hant ;\n\
             r:symptom \"water in the street\"@en ; r:remedy :block ; r:sector \"water-supply\" ; skos:related :block .\n\
             :block skos:prefLabel \"blocks\" ; skos:narrower :meter . :meter skos:prefLabel \"meter\"@en .",
        );
        assert_eq!(problems, []);
        let leak = thesaurus.get("leak").unwrap();
        assert_eq!(leak.preferred.get("ja"), Some("漏水"));
        assert!(leak.alternative.contains_key("zh-Hant"));
        assert!(leak.remedies.contains("block") && leak.sectors.contains("water-supply"));
        assert!(thesaurus.get("block").unwrap().related.contains("leak"));
        assert_eq!(thesaurus.get("block").unwrap().preferred.get("en"), Some("blocks"));
        assert!(thesaurus.get("meter").unwrap().broader.contains("block"));
    }

    #[test]
    fn faults_name_the_line_and_what_was_found() {
        for (text, code, line, found) in [
            (
                ":a skos:prefLabel \"a\"@en .\n:b skos:prefLabel \"b .",
                Code::UnreadableTurtle,
                5,
                ":b skos:prefLabel \"b .",
            ),
            (":a skos:prefLabel \"a\"@en ;\n  skos:broader :x .", Code::UnknownReference, 4, "x"),
            (":a skos:prefLabel \"a\"@en,\n \"b\"@en .", Code::RepeatedLabel, 5, "b"),
            (":a skos:prefLabel \"a\"@en ; skos:broader :a .", Code::CircularConcept, 4, "a"),
            ("\n:a skos:altLabel \"a\"@en .", Code::MissingValue, 5, ""),
            (
                ":a skos:prefLabel \"a\"@en ; r:colour \"red\" .",
                Code::UnknownProperty,
                4,
                "urn:renkei:term:colour",
            ),
        ] {
            let (_, problems) = read_after_head(text);
            let first = problems.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!((first.code, first.at.line, first.found.as_str()), (code, line, found), "{text}");
            assert_eq!(first.at.file, "thesaurus.ttl");
        }
    }

    #[test]
    fn a_thesaurus_of_another_base_keeps_it() {
        let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://example.org/t/> a skos:ConceptScheme .\n\
            <http://example.org/t/a> skos:prefLabel \"a\"@en ; skos:note \"kept elsewhere\" .";
        let (thesaurus, problems) = read("t.ttl", text.as_bytes());
        assert_eq!((thesaurus.base.as_str(), problems), ("http://example.org/t/", vec![]));
        assert!(thesaurus.get("a").is_some());
        assert_eq!(read("t.ttl", write(&thesaurus).as_bytes()).0, thesaurus);
    }

    fn phrases() -> impl Strategy<Value = Phrases> {
        let texts = proptest::collection::btree_set("\\PC{1,12}", 1..3);
        proptest::collection::btree_map("(en|ja|vi|zh-Hant)", texts, 0..3)
    }

    fn concepts() -> impl Strategy<Value = Thesaurus> {
        let one = ("\\PC{1,12}", phrases(), phrases(), phrases(), "[0-9]{0,5}");
        proptest::collection::vec(one, 0..6).prop_map(|many| {
            let mut thesaurus = Thesaurus::default();
            for (at, (label, alternative, hidden, symptoms, code)) in many.into_iter().enumerate() {
                let mut concept = Concept { alternative, hidden, symptoms, ..Concept::default() };
                concept.preferred.set("en", &label);
                if at > 0 {
                    concept.broader.insert(format!("c{}", at - 1));
                    concept.remedies.insert("c0".to_owned());
                    concept.related.insert("c0".to_owned());
                }
                concept.purposes.insert(code);
                thesaurus.concepts.insert(format!("c{at}"), concept);
            }
            thesaurus.relate_both_ways();
            thesaurus
        })
    }

    proptest! {
        #[test]
        fn writing_and_reading_gives_an_equal_thesaurus(thesaurus in concepts()) {
            let text = write(&thesaurus);
            let (again, problems) = read("t.ttl", text.as_bytes());
            prop_assert_eq!(problems, vec![], "{}", text);
            prop_assert_eq!(again, thesaurus);
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read("t.ttl", &bytes);
        }
    }
}
