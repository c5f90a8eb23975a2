//! Ways between places: curved, with an arrow at the end.

use super::projections::Projection;
use super::{Disc, Map, Route};
use crate::facts::{Fact, mark};
use crate::svg::{Svg, n};

/// How far a way swings out, as a share of its length; ways there and back part by it.
const SWING: f64 = 0.16;

/// Draws the ways; an end stops at the edge of the disc that stands there.
pub(super) fn draw(svg: &mut Svg, map: &Map, routes: &[&Route], projection: &Projection, discs: &[Disc]) {
    let scale = map.size.pick(1.0, 1.6);
    for route in routes {
        let from = projection.at(route.from.0, route.from.1);
        let to = projection.at(route.to.0, route.to.1);
        let edge = |(x, y): (f64, f64)| {
            let here = discs.iter().filter(|d| (d.x - x).hypot(d.y - y) < 1.0);
            here.map(|d| d.r).fold(0.0, f64::max)
        };
        let Some(way) = Way::of(from, to, edge(from), edge(to) + 2.0) else { continue };
        let fact = Fact {
            text: &route.fact,
            href: route.href.as_deref(),
            labelled: false,
            top: (way.turn.0, way.turn.1.min(from.1).min(to.1)),
        };
        mark(svg, map.size, &fact, |svg| {
            let d = way.path();
            svg.path("route-reach", &d);
            svg.path("route", &d);
            svg.path("route-head", &way.head(8.0 * scale));
        });
    }
}

struct Way {
    from: (f64, f64),
    turn: (f64, f64),
    to: (f64, f64),
}

impl Way {
    /// `None` when the places are too close for a line to be seen between them.
    fn of(from: (f64, f64), to: (f64, f64), start: f64, stop: f64) -> Option<Self> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length < start + stop + 6.0 {
            return None;
        }
        let turn = ((from.0 + to.0) / 2.0 + dy * SWING, (from.1 + to.1) / 2.0 - dx * SWING);
        let towards = |a: (f64, f64), reach: f64| {
            let (tx, ty) = (turn.0 - a.0, turn.1 - a.1);
            let far = tx.hypot(ty).max(f64::EPSILON);
            (a.0 + tx / far * reach, a.1 + ty / far * reach)
        };
        Some(Self { from: towards(from, start), turn, to: towards(to, stop) })
    }

    fn path(&self) -> String {
        format!(
            "M{} {}Q{} {} {} {}",
            n(self.from.0),
            n(self.from.1),
            n(self.turn.0),
            n(self.turn.1),
            n(self.to.0),
            n(self.to.1)
        )
    }

    fn head(&self, long: f64) -> String {
        let (dx, dy) = (self.to.0 - self.turn.0, self.to.1 - self.turn.1);
        let far = dx.hypot(dy).max(f64::EPSILON);
        let (ux, uy) = (dx / far, dy / far);
        let (bx, by) = (self.to.0 - ux * long, self.to.1 - uy * long);
        let half = long * 0.42;
        format!(
            "M{} {}L{} {}L{} {}Z",
            n(self.to.0),
            n(self.to.1),
            n(bx - uy * half),
            n(by + ux * half),
            n(bx + uy * half),
            n(by - ux * half)
        )
    }
}
