//! The outline of the land, cut to the window.

use std::sync::LazyLock;

use super::projections::Projection;
use crate::svg::{Area, Svg, n};

/// Outline of land and borders; the file says where it comes from and how it was made.
static OUTLINE: LazyLock<Outline> = LazyLock::new(|| read(include_str!("../../data/land-110m.txt")));

/// Paths of land are written in whole tenths of a unit.
const TENTHS: &str = "scale(.1)";

/// A line or ring of (longitude, latitude) in degrees.
type Line = Vec<(f64, f64)>;

struct Outline {
    rings: Vec<Line>,
    borders: Vec<Line>,
}

fn read(text: &str) -> Outline {
    let mut outline = Outline { rings: Vec::new(), borders: Vec::new() };
    for line in text.lines() {
        if let Some(steps) = line.strip_prefix('L') {
            outline.rings.push(points(steps));
        } else if let Some(steps) = line.strip_prefix('B') {
            outline.borders.push(points(steps));
        }
    }
    outline
}

/// Reads steps such as `1408 455-3 2 10-4`: pairs of whole numbers, where a minus also parts two of them.
fn points(steps: &str) -> Line {
    let parted = steps.replace('-', " -");
    let mut numbers = parted.split_ascii_whitespace().filter_map(|number| number.parse::<i32>().ok());
    let (mut x, mut y) = (0, 0);
    let mut line = Line::new();
    while let (Some(dx), Some(dy)) = (numbers.next(), numbers.next()) {
        x += dx;
        y += dy;
        line.push((f64::from(x) / 10.0, f64::from(y) / 10.0));
    }
    line
}

/// Draws sea, land and borders, cut at the edge of the picture.
pub(super) fn draw(svg: &mut Svg, projection: &Projection) {
    svg.open(
        "svg",
        &[("width", &n(projection.width)), ("height", &n(projection.height)), ("overflow", "hidden")],
    );
    if projection.world {
        svg.leaf("path", &[("class", "sea"), ("d", &globe(projection)), ("transform", TENTHS)]);
    } else {
        svg.rect("sea", Area::new(0.0, 0.0, projection.width, projection.height));
    }
    let (mut land, mut borders) = (String::new(), String::new());
    // The outline runs once around; a window may lie one turn further in either direction.
    for turn in [-360.0, 0.0, 360.0] {
        for ring in &OUTLINE.rings {
            let cut = cut_ring(ring, turn, projection);
            trace(&mut land, &cut, projection, true);
        }
        for border in &OUTLINE.borders {
            for piece in cut_line(border, turn, projection) {
                trace(&mut borders, &piece, projection, false);
            }
        }
    }
    svg.leaf("path", &[("class", "land"), ("d", &land), ("transform", TENTHS)]);
    svg.leaf("path", &[("class", "border"), ("d", &borders), ("transform", TENTHS)]);
    svg.close();
}

/// The edge of the world: down one side and up the other.
fn globe(projection: &Projection) -> String {
    let steps = 24_u8;
    let share = |i: u8| f64::from(i) / f64::from(steps);
    let latitude = |i: u8| projection.north + (projection.south - projection.north) * share(i);
    let down = (0..=steps).map(|i| (projection.east, latitude(i)));
    let up = (0..=steps).rev().map(|i| (projection.west, latitude(i)));
    let mut d = String::new();
    trace(&mut d, &down.chain(up).collect::<Line>(), projection, true);
    d
}

/// Adds a line to a path in tenths of a unit and relative steps, which keeps the world small.
fn trace(d: &mut String, line: &[(f64, f64)], projection: &Projection, closed: bool) {
    let mut places: Vec<(f64, f64)> = Vec::with_capacity(line.len());
    for (longitude, latitude) in line {
        let (x, y) = projection.at_exactly(*latitude, *longitude);
        let at = ((x * 10.0).round(), (y * 10.0).round());
        if places.last() != Some(&at) {
            places.push(at);
        }
    }
    if places.len() < if closed { 3 } else { 2 } {
        return;
    }
    let (mut x, mut y) = (0.0, 0.0);
    for (i, at) in places.iter().enumerate() {
        let (dx, dy) = (at.0 - x, at.1 - y);
        // The first place is absolute; what follows an absolute place in the same command would be too.
        let start = match i {
            0 => "M",
            1 => "l",
            _ if dx < 0.0 => "",
            _ => " ",
        };
        let gap = if dy < 0.0 { "" } else { " " };
        d.push_str(&format!("{start}{}{gap}{}", n(dx), n(dy)));
        (x, y) = *at;
    }
    if closed {
        d.push('z');
    }
}

/// One side of the window: which coordinate, where, and whether what is kept lies above it.
#[derive(Clone, Copy)]
struct Side {
    longitude: bool,
    at: f64,
    above: bool,
}

impl Side {
    fn keeps(&self, point: (f64, f64)) -> bool {
        let value = if self.longitude { point.0 } else { point.1 };
        if self.above { value >= self.at } else { value <= self.at }
    }

    fn crossing(&self, a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
        let (from, to) = if self.longitude { (a.0, b.0) } else { (a.1, b.1) };
        let share = (self.at - from) / (to - from);
        (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)
    }
}

/// Cuts a ring to the window.
///
/// # Source
/// I. Sutherland and G. Hodgman, "Reentrant polygon clipping", CACM 17(1), 1974.
fn cut_ring(ring: &[(f64, f64)], turn: f64, projection: &Projection) -> Line {
    let mut kept: Line = ring.iter().map(|(x, y)| (x + turn, *y)).collect();
    for side in sides(projection) {
        let Some(last) = kept.last().copied() else { break };
        let mut before = last;
        let mut next = Line::with_capacity(kept.len());
        for point in kept {
            match (side.keeps(before), side.keeps(point)) {
                (true, true) => next.push(point),
                (true, false) => next.push(side.crossing(before, point)),
                (false, true) => next.extend([side.crossing(before, point), point]),
                (false, false) => {}
            }
            before = point;
        }
        kept = next;
    }
    kept
}

/// The pieces of a line that touch the window; what little lies outside is cut by the picture's own edge.
fn cut_line(line: &[(f64, f64)], turn: f64, projection: &Projection) -> Vec<Line> {
    let inside = |(x, y): (f64, f64)| {
        x >= projection.west && x <= projection.east && y >= projection.south && y <= projection.north
    };
    let mut pieces = Vec::new();
    let mut piece = Line::new();
    for pair in line.windows(2) {
        let [a, b] = pair else { continue };
        let (a, b) = ((a.0 + turn, a.1), (b.0 + turn, b.1));
        if inside(a) || inside(b) {
            if piece.is_empty() {
                piece.push(a);
            }
            piece.push(b);
        } else if !piece.is_empty() {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces
}

fn sides(projection: &Projection) -> [Side; 4] {
    // A little more than the window, so that its edge does not show as a coast.
    let more = if projection.world { 0.0 } else { 0.5 };
    [
        Side { longitude: true, at: projection.west - more, above: true },
        Side { longitude: true, at: projection.east + more, above: false },
        Side { longitude: false, at: projection.south - more, above: true },
        Side { longitude: false, at: projection.north + more, above: false },
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Window;
    use super::*;
    use crate::Size;

    #[test]
    fn the_outline_is_read_whole() {
        assert!(OUTLINE.rings.len() > 100 && OUTLINE.borders.len() > 100);
        for (x, y) in OUTLINE.rings.iter().chain(&OUTLINE.borders).flatten() {
            assert!(x.abs() <= 200.0 && y.abs() <= 90.0, "{x} {y}");
        }
        assert_eq!(points("1408 455-3 2 10-4"), [(140.8, 45.5), (140.5, 45.7), (141.5, 45.3)]);
    }

    #[test]
    fn cut_land_stays_in_its_window() {
        let places = [(33.9, 130.8), (11.6, 104.9)];
        let window = Projection::of(Window::Fit, &places, Size::Wide);
        let kept: Vec<Line> = OUTLINE.rings.iter().map(|ring| cut_ring(ring, 0.0, &window)).collect();
        assert!(kept.iter().any(|ring| !ring.is_empty()));
        for (x, y) in kept.iter().flatten() {
            assert!(*x >= window.west - 0.6 && *x <= window.east + 0.6, "{x}");
            assert!(*y >= window.south - 0.6 && *y <= window.north + 0.6, "{y}");
        }
    }
}
