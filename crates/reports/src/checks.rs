//! What every picture must satisfy, for the tests of all of them.

use std::collections::HashSet;

use proptest::prelude::*;
use roxmltree::{Document, Node};

use crate::svg::Area;
use crate::{Picture, letters};

/// Checks that a picture is one well-formed element without script, inline style or loose references.
pub(crate) fn sound(picture: &Picture) {
    let document = Document::parse(&picture.svg).unwrap_or_else(|e| panic!("{e}: {}", picture.svg));
    assert!(picture.width > 0.0 && picture.height > 0.0);
    let mut ids = HashSet::new();
    let mut wanted = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(KNOWN.contains(&name), "element {name}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(name != "style" && !name.starts_with("on"), "attribute {name}");
            assert!(!value.contains("NaN") && !value.contains("inf "), "{name}={value}");
            match name {
                "id" => assert!(ids.insert(value.to_owned()), "{value} twice"),
                "href" => assert!(crate::svg::safe_href(value).is_some(), "{value}"),
                _ => {}
            }
            if let Some(id) = value.strip_prefix("url(#").filter(|_| name != "aria-label" && name != "class")
            {
                wanted.push(id.trim_end_matches(')').to_owned());
            }
        }
    }
    for id in wanted {
        assert!(ids.contains(&id), "{id} is not defined");
    }
}

const KNOWN: [&str; 15] = [
    "svg",
    "g",
    "a",
    "title",
    "text",
    "rect",
    "path",
    "circle",
    "defs",
    "pattern",
    "mask",
    "linearGradient",
    "stop",
    "line",
    "desc",
];

/// The texts that are always shown, with the space that each takes.
pub(crate) fn texts(picture: &Picture) -> Vec<(Area, String)> {
    let document = Document::parse(&picture.svg).unwrap();
    let base: f64 = document.root_element().attribute("font-size").unwrap().parse().unwrap();
    let number = |node: &Node, name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
    let shown = document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter(|node| !node.ancestors().any(|above| above.attribute("class") == Some("fact")));
    shown
        .map(|node| {
            let small = node.attribute("class").is_some_and(|class| class.contains("small"));
            let font = if small { base * 0.88 } else { base };
            let text = node.text().unwrap_or_default().to_owned();
            let wide = letters::width(&text, font);
            let x = match node.attribute("text-anchor") {
                Some("middle") => number(&node, "x") - wide / 2.0,
                Some("end") => number(&node, "x") - wide,
                _ => number(&node, "x"),
            };
            // From the height of capitals to the foot; what hangs below rarely meets what stands there.
            (Area::new(x, number(&node, "y") - font * 0.72, wide, font * 0.72), text)
        })
        .collect()
}

/// Checks that no two shown texts cover each other and that all lie in the picture.
pub(crate) fn readable(picture: &Picture) {
    let texts = texts(picture);
    let frame = Area::new(-0.5, -0.5, picture.width + 1.0, picture.height + 1.0);
    for (i, (area, text)) in texts.iter().enumerate() {
        assert!(area.lies_in(&frame), "{text} at {area:?} leaves {}x{}", picture.width, picture.height);
        for (other, next) in texts.iter().skip(i + 1) {
            assert!(!area.meets(other), "{text} covers {next}: {area:?} {other:?}");
        }
    }
}

/// How many elements carry all these classes.
pub(crate) fn classed(picture: &Picture, classes: &str) -> usize {
    let document = Document::parse(&picture.svg).unwrap();
    let has = |node: &Node, class: &str| {
        node.attribute("class").is_some_and(|found| found.split(' ').any(|one| one == class))
    };
    document.descendants().filter(|node| classes.split(' ').all(|class| has(node, class))).count()
}

/// How many elements of this name there are.
pub(crate) fn tagged(picture: &Picture, name: &str) -> usize {
    let document = Document::parse(&picture.svg).unwrap();
    document.descendants().filter(|node| node.has_tag_name(name)).count()
}

/// Texts that try to leave their place: markup, quotes, control characters, wide and combining letters.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("</text><script>alert(1)</script>".to_owned()),
        Just("\"><img src=x onerror=alert(1)>".to_owned()),
        Just("' onclick='x".to_owned()),
        Just("]]>&lt;&#60;&amp".to_owned()),
        Just("\u{0}\u{1}\u{b}\u{fffe}\u{ffff}\u{7f}".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just("水道\u{200d}👩‍🚒\u{202e}ភ្នំពេញ".to_owned()),
        any::<String>(),
        "[a-z /#]{0,30}",
    ];
    prop::collection::vec(pieces, 0..4).prop_map(|pieces| pieces.concat())
}
