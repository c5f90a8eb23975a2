//! A small writer of SVG: escapes every text, rounds every number, closes what it opened.
//!
//! Styling is by class only, because pages forbid inline style.

use std::collections::BTreeSet;

use crate::{Picture, Size};

/// One attribute: its name, known here, and its value, escaped when written.
pub(crate) type Attribute<'a> = (&'static str, &'a str);

/// Where a text is held: at its start, its middle or its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture being written.
pub(crate) struct Svg {
    out: String,
    open: Vec<&'static str>,
    width: f64,
    id: String,
    wanted: BTreeSet<String>,
}

/// What the root element says about the picture.
pub(crate) struct Head<'a> {
    /// The class of this sort of picture, such as `timeline`.
    pub sort: &'static str,
    /// Made unique on the page by the caller.
    pub id: &'a str,
    /// What a screen reader says first.
    pub title: &'a str,
    /// Whether there are links inside; a picture without them is one image to a screen reader.
    pub linked: bool,
    pub width: f64,
    pub size: Size,
}

/// The place of the height in the text while it is not known yet.
const HEIGHT: &str = "\u{1}";

impl Svg {
    /// Starts a picture whose height is not known yet.
    pub fn begin(head: &Head) -> Self {
        let mut svg = Self::part(head);
        let width = n(head.width);
        svg.out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        svg.attributes(&[
            ("class", &format!("picture picture-{} {}", head.sort, head.size.class())),
            ("role", if head.linked { "group" } else { "img" }),
            ("aria-label", head.title),
            ("width", &width),
        ]);
        svg.out.push_str(&format!(" height=\"{HEIGHT}\" viewBox=\"0 0 {width} {HEIGHT}\""));
        svg.attributes(&[("font-size", &n(head.size.font()))]);
        svg.out.push('>');
        svg.open.push("svg");
        svg
    }

    /// A part of a picture, to be appended to it later.
    pub fn part(head: &Head) -> Self {
        let wanted = BTreeSet::new();
        Self { out: String::new(), open: Vec::new(), width: head.width, id: slug(head.id), wanted }
    }

    /// Appends a part.
    pub fn append(&mut self, mut part: Self) {
        while !part.open.is_empty() {
            part.close();
        }
        self.out.push_str(&part.out);
        self.wanted.append(&mut part.wanted);
    }

    /// Ends the picture.
    pub fn end(mut self, height: f64) -> Picture {
        while !self.open.is_empty() {
            self.close();
        }
        let svg = self.out.replace(HEIGHT, &n(height));
        Picture { svg, width: self.width, height }
    }

    /// The name of a definition inside this picture, unique on the page.
    pub fn name(&self, local: &str) -> String {
        format!("{}-{local}", self.id)
    }

    /// A reference to a definition, as `fill` and `mask` want it; the definition is then wanted.
    pub fn reference(&mut self, local: &str) -> String {
        self.wanted.insert(local.to_owned());
        format!("url(#{})", self.name(local))
    }

    /// The definitions that were referred to and are not yet written.
    pub fn take_wanted(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.wanted)
    }

    pub fn width(&self) -> f64 {
        self.width
    }

    pub fn open(&mut self, tag: &'static str, attributes: &[Attribute]) {
        self.start(tag, attributes);
        self.out.push('>');
        self.open.push(tag);
    }

    pub fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(tag);
            self.out.push('>');
        }
    }

    pub fn leaf(&mut self, tag: &'static str, attributes: &[Attribute]) {
        self.start(tag, attributes);
        self.out.push_str("/>");
    }

    /// An element that holds only text.
    pub fn said(&mut self, tag: &'static str, attributes: &[Attribute], text: &str) {
        self.start(tag, attributes);
        self.out.push('>');
        escape(text, &mut self.out);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    pub fn rect(&mut self, class: &str, area: Area) {
        self.leaf(
            "rect",
            &[
                ("class", class),
                ("x", &n(area.x)),
                ("y", &n(area.y)),
                ("width", &n(area.width.max(0.0))),
                ("height", &n(area.height.max(0.0))),
            ],
        );
    }

    pub fn circle(&mut self, class: &str, x: f64, y: f64, r: f64) {
        self.leaf("circle", &[("class", class), ("cx", &n(x)), ("cy", &n(y)), ("r", &n(r))]);
    }

    pub fn path(&mut self, class: &str, d: &str) {
        self.leaf("path", &[("class", class), ("d", d)]);
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.path(class, &format!("M{} {}L{} {}", n(from.0), n(from.1), n(to.0), n(to.1)));
    }

    /// A text whose foot stands on `y`.
    pub fn text(&mut self, class: &str, anchor: Anchor, x: f64, y: f64, text: &str) {
        let (x, y) = (n(x), n(y));
        let mut attributes = vec![("x", x.as_str()), ("y", y.as_str())];
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", "middle")),
            Anchor::End => attributes.push(("text-anchor", "end")),
        }
        if !class.is_empty() {
            attributes.push(("class", class));
        }
        self.said("text", &attributes, text);
    }

    fn start(&mut self, tag: &'static str, attributes: &[Attribute]) {
        self.out.push('<');
        self.out.push_str(tag);
        self.attributes(attributes);
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }
}

/// A rectangle, in units of the picture, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// Tells whether two areas share more than an edge.
    pub fn meets(&self, other: &Area) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Tells whether this area lies wholly inside `other`.
    pub fn lies_in(&self, other: &Area) -> bool {
        self.x >= other.x
            && self.y >= other.y
            && self.x + self.width <= other.x + other.width
            && self.y + self.height <= other.y + other.height
    }
}

/// A number as the picture writes it: to a tenth, without needless zeros; what is not a number becomes 0.
pub(crate) fn n(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    // Rounded before it is written: writing the shortest form is many times faster than writing a fixed one.
    let tenths = (value * 10.0).round_ties_even() / 10.0;
    if tenths == 0.0 { "0".to_owned() } else { tenths.to_string() }
}

/// How many, as a length.
pub(crate) fn count(many: usize) -> f64 {
    u32::try_from(many).map_or(f64::from(u32::MAX), f64::from)
}

/// A link that may be followed: within the site, or to a web address; other schemes are dropped.
pub(crate) fn safe_href(href: &str) -> Option<&str> {
    let scheme = href.split_once(':').map(|(scheme, _)| scheme);
    let local = scheme.is_none_or(|s| s.contains(['/', '?', '#']));
    let web = scheme.is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"));
    let plain = !href.chars().any(|c| c.is_control() || c.is_whitespace());
    (plain && !href.is_empty() && (local || web)).then_some(href)
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

fn slug(id: &str) -> String {
    let kept: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    if kept.starts_with(|c: char| c.is_ascii_alphabetic()) { kept } else { format!("p{kept}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in
            [(1.0, "1"), (1.25, "1.2"), (-0.01, "0"), (f64::NAN, "0"), (f64::INFINITY, "0"), (12.34, "12.3")]
        {
            assert_eq!(n(value), text);
        }
    }

    #[test]
    fn only_local_and_web_links_are_kept() {
        for (href, kept) in [
            ("/projects/prj-a", true),
            ("#table", true),
            ("?year=2010:2012", true),
            ("https://example.org/", true),
            ("javascript:alert(1)", false),
            ("JavaScript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("data:text/html,x", false),
            ("", false),
        ] {
            assert_eq!(safe_href(href).is_some(), kept, "{href}");
        }
    }

    #[test]
    fn control_characters_do_not_reach_the_picture() {
        let mut out = String::new();
        escape("a\u{0}\u{1}\u{8}<b>", &mut out);
        assert_eq!(out, "a\u{FFFD}\u{FFFD}\u{FFFD}&lt;b&gt;");
    }

    #[test]
    fn areas_that_share_an_edge_do_not_meet() {
        let left = Area::new(0.0, 0.0, 10.0, 10.0);
        assert!(!left.meets(&Area::new(10.0, 0.0, 5.0, 10.0)));
        assert!(left.meets(&Area::new(9.0, 9.0, 5.0, 10.0)));
    }
}
