//! Fills that tell the stages apart without colour, and the masks that let uncertain ends fade.

use super::Stage;
use super::dates::Extent;
use crate::svg::{Area, Svg, n};

/// Shares of half a bar over which it may fade; each has a mask for either end.
const FADES: [(f64, &str); 5] = [(0.12, "12"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1.0, "100")];

/// How a stage is drawn.
struct Fill {
    class: &'static str,
    /// The pattern, when the fill is not flat.
    pattern: Option<&'static str>,
}

fn fill(stage: Stage) -> Fill {
    let (class, pattern) = match stage {
        Stage::Need => ("stage-need", None),
        Stage::Feasibility => ("stage-feasibility", Some("dots")),
        Stage::Demonstration => ("stage-demonstration", Some("hatch")),
        Stage::Implementation => ("stage-implementation", None),
        Stage::Business => ("stage-business", None),
        Stage::Completed => ("stage-completed", None),
        Stage::NotImplemented => ("stage-not-implemented", None),
    };
    Fill { class, pattern }
}

/// What letters on a bar have behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// Letters must be light.
    Dark,
    /// Letters stand as they are.
    Light,
    /// Letters need a clear space around them.
    Patterned,
}

pub(super) fn ground(stage: Stage) -> Ground {
    match stage {
        Stage::Implementation | Stage::Business => Ground::Dark,
        Stage::Need | Stage::Completed => Ground::Light,
        Stage::Feasibility | Stage::Demonstration | Stage::NotImplemented => Ground::Patterned,
    }
}

/// Writes the definitions that were used.
pub(super) fn define(svg: &mut Svg) {
    let wanted = svg.take_wanted();
    if wanted.is_empty() {
        return;
    }
    svg.open("defs", &[]);
    for name in &wanted {
        match name.as_str() {
            "dots" => {
                open_pattern(svg, name, 5.0, "");
                svg.rect("ground", Area::new(0.0, 0.0, 5.0, 5.0));
                svg.circle("dot", 1.3, 1.3, 0.8);
                svg.circle("dot", 3.8, 3.8, 0.8);
                svg.close();
            }
            "hatch" => {
                open_pattern(svg, name, 6.0, "rotate(45)");
                svg.rect("ground", Area::new(0.0, 0.0, 6.0, 6.0));
                svg.rect("dot", Area::new(0.0, 0.0, 1.8, 6.0));
                svg.close();
            }
            fading => {
                let least = if fading.ends_with("open") { ".03" } else { ".3" };
                let found = FADES.iter().find(|(_, share)| fading.split('-').nth(1) == Some(share));
                let share = found.map_or(1.0, |(share, _)| *share);
                let (empty, full) = if fading.starts_with("in") { ("0", share) } else { ("1", 1.0 - share) };
                fade(svg, fading, least, (empty, full));
            }
        }
    }
    svg.close();
}

fn open_pattern(svg: &mut Svg, name: &str, side: f64, transform: &str) {
    let (id, side) = (svg.name(name), n(side));
    let mut attributes =
        vec![("id", id.as_str()), ("width", &side), ("height", &side), ("patternUnits", "userSpaceOnUse")];
    if !transform.is_empty() {
        attributes.push(("patternTransform", transform));
    }
    svg.open("pattern", &attributes);
}

/// A mask that grows from little at one end to full at `full`, both as shares of the masked shape.
fn fade(svg: &mut Svg, name: &str, least: &str, (empty, full): (&str, f64)) {
    let gradient = format!("{name}-g");
    let full = format!("{full:.2}");
    let (id, units) = (svg.name(&gradient), "userSpaceOnUse");
    svg.open(
        "linearGradient",
        &[("id", &id), ("gradientUnits", units), ("x1", empty), ("x2", &full), ("y1", "0"), ("y2", "0")],
    );
    svg.leaf("stop", &[("stop-color", "#fff"), ("stop-opacity", least)]);
    svg.leaf("stop", &[("offset", "1"), ("stop-color", "#fff")]);
    svg.close();
    svg.open("mask", &[("id", &svg.name(name)), ("maskContentUnits", "objectBoundingBox")]);
    // The outline stands half outside of the shape, so the mask reaches further than the shape.
    let fill = format!("url(#{})", svg.name(&gradient));
    svg.leaf("rect", &[("x", "-1"), ("y", "-1"), ("width", "3"), ("height", "3"), ("fill", &fill)]);
    svg.close();
}

/// Draws a bar between two heights.
pub(super) fn bar(svg: &mut Svg, stage: Stage, at: Extent, y: f64, high: f64) {
    // On half units the outline is crisp where a unit is a pixel.
    let y = y.round() + 0.5;
    let middle = (at.from + at.to) / 2.0;
    if at.soft_start <= 0.0 && at.soft_end <= 0.0 {
        shape(svg, stage, &closed(at.from, at.to, y, high));
        extras(svg, stage, (at.from, at.to), y, high);
        return;
    }
    half(svg, stage, (middle + 1.0, at.from), ("in", at.soft_start, at.open_start), y, high);
    half(svg, stage, (middle - 1.0, at.to), ("out", at.soft_end, at.open_end), y, high);
}

/// One half of a bar, open towards the middle, fading towards its end.
fn half(
    svg: &mut Svg,
    stage: Stage,
    (middle, end): (f64, f64),
    (side, soft, open): (&str, f64, bool),
    y: f64,
    high: f64,
) {
    let length = (end - middle).abs().max(1.0);
    let share = soft / length;
    let fade = FADES.iter().find(|(most, _)| *most >= share - 0.01).map_or("100", |(_, name)| name);
    if soft > 0.0 {
        let mask = svg.reference(&format!("{side}-{fade}{}", if open { "-open" } else { "" }));
        svg.open("g", &[("mask", &mask)]);
    }
    let d = format!("M{} {}H{}V{}H{}", n(middle), n(y), n(end), n(y + high), n(middle));
    shape(svg, stage, &d);
    extras(svg, stage, (middle.min(end), middle.max(end)), y, high);
    if soft > 0.0 {
        svg.close();
    }
}

fn shape(svg: &mut Svg, stage: Stage, d: &str) {
    let fill = fill(stage);
    let class = format!("bar {}", fill.class);
    match fill.pattern.map(|name| svg.reference(name)) {
        Some(pattern) => svg.leaf("path", &[("class", &class), ("fill", &pattern), ("d", d)]),
        None => svg.path(&class, d),
    }
}

/// Lines that belong to a stage: two light ones for business, one through the bar for what was given up.
fn extras(svg: &mut Svg, stage: Stage, (from, to): (f64, f64), y: f64, high: f64) {
    match stage {
        Stage::Business => {
            for foot in [y + 2.5, y + high - 2.5] {
                svg.line("stripe", (from, foot), (to, foot));
            }
        }
        Stage::NotImplemented => {
            let foot = y + high / 2.0;
            svg.line("struck", (from, foot), (to, foot));
        }
        _ => {}
    }
}

fn closed(from: f64, to: f64, y: f64, high: f64) -> String {
    format!("M{} {}H{}V{}H{}Z", n(from), n(y), n(to), n(y + high), n(from))
}
