//! Places on a map, as large as what happened there, and the way a practice went from one to the next.
//!
//! A fitted window shows the places at hand; a world shows all land. Windows are plate carrée with true lengths at
//! their middle latitude; the world is drawn in the Equal Earth projection, so that areas compare.

mod lands;
mod projections;
mod routes;

use self::projections::Projection;
use crate::facts::{Fact, credit, mark};
use crate::labels::Taken;
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Area, Head, Svg};
use crate::{Picture, Size};

/// What a map shows.
#[derive(Debug, Clone)]
pub struct Map {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// Which part of the world.
    pub window: Window,
    /// The places. One outside of -90 to 90 or -180 to 180 degrees is left out.
    pub points: Vec<Point>,
    /// The ways between places.
    pub routes: Vec<Route>,
    /// Where the outline comes from, in small letters.
    pub credit: String,
    /// For which screen.
    pub size: Size,
}

/// Which part of the world a map shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Window {
    /// All points and routes with some land around; the world when they span most of it.
    Fit,
    /// All land but Antarctica, with this longitude in the middle (150 puts the Pacific there).
    World {
        /// Degrees east.
        middle: f64,
    },
}

/// A place.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its name.
    pub name: String,
    /// The number as people read it, written after the name; may be empty.
    pub label: String,
    /// The whole fact in words.
    pub fact: String,
    /// The place's page.
    pub href: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What the area of the disc stands for.
    pub count: f64,
    /// Whether it is the office's own place, which gets a ring and is always named first.
    pub home: bool,
}

/// A way from one place to another.
#[derive(Debug, Clone)]
pub struct Route {
    /// Latitude and longitude of the start.
    pub from: (f64, f64),
    /// Latitude and longitude of the end, where the arrow points.
    pub to: (f64, f64),
    /// The whole fact in words.
    pub fact: String,
    /// The page of the record.
    pub href: Option<String>,
}

/// A place that can be drawn.
struct Disc<'a> {
    point: &'a Point,
    x: f64,
    y: f64,
    r: f64,
}

/// Draws a map.
#[must_use]
pub fn draw(map: &Map) -> Picture {
    let size = map.size;
    let points: Vec<&Point> =
        map.points.iter().filter(|point| is_on_earth((point.latitude, point.longitude))).collect();
    let routes: Vec<&Route> =
        map.routes.iter().filter(|route| is_on_earth(route.from) && is_on_earth(route.to)).collect();
    let ends = routes.iter().flat_map(|route| [route.from, route.to]);
    let all: Vec<(f64, f64)> = points.iter().map(|p| (p.latitude, p.longitude)).chain(ends).collect();
    let projection = Projection::of(map.window, &all, size);
    let linked = points.iter().any(|p| p.href.is_some()) || routes.iter().any(|r| r.href.is_some());
    let head = Head { sort: "map", id: &map.id, title: &map.title, linked, width: projection.width, size };
    let mut svg = Svg::begin(&head);
    lands::draw(&mut svg, &projection);
    let discs = discs(&points, &projection, size);
    routes::draw(&mut svg, map, &routes, &projection, &discs);
    draw_discs(&mut svg, map, &discs, &projection);
    let at = (projection.width - 6.0, projection.height - 6.0);
    credit(&mut svg, size, &map.credit, at);
    svg.end(projection.height)
}

fn is_on_earth((latitude, longitude): (f64, f64)) -> bool {
    latitude.abs() <= 90.0 && longitude.abs() <= 180.0
}

/// The discs, the largest first, so that small ones lie on top.
fn discs<'a>(points: &[&'a Point], projection: &Projection, size: Size) -> Vec<Disc<'a>> {
    let most = points.iter().map(|p| p.count).filter(|c| c.is_finite()).fold(1.0, f64::max);
    let (least, largest) = (size.pick(3.5, 6.0), size.pick(17.0, 26.0));
    let mut discs: Vec<Disc> = points
        .iter()
        .map(|point| {
            let (x, y) = projection.at(point.latitude, point.longitude);
            let share = (point.count.max(0.0) / most).sqrt();
            Disc { point, x, y, r: (largest * share).max(least) }
        })
        .collect();
    discs.sort_by(|a, b| b.r.total_cmp(&a.r));
    discs
}

fn draw_discs(svg: &mut Svg, map: &Map, discs: &[Disc], projection: &Projection) {
    let size = map.size;
    let font = size.font();
    let frame = Area::new(2.0, 2.0, projection.width - 4.0, projection.height - font * 1.8);
    let mut taken = Taken::default();
    for disc in discs {
        taken.add(Area::new(disc.x - disc.r, disc.y - disc.r, disc.r * 2.0, disc.r * 2.0));
    }
    let mut names = vec![None; discs.len()];
    let mut order: Vec<usize> = (0..discs.len()).collect();
    order.sort_by_key(|i| !discs.get(*i).is_some_and(|disc| disc.point.home));
    for i in order {
        let Some(disc) = discs.get(i) else { continue };
        let places = around(disc, font, projection.width);
        let areas: Vec<Area> = places.iter().map(|(area, _)| *area).collect();
        if let (Some(found), Some(name)) = (taken.place(&areas, &frame), names.get_mut(i)) {
            *name = places.into_iter().nth(found);
        }
    }
    for (disc, name) in discs.iter().zip(names) {
        let fact = Fact {
            text: &disc.point.fact,
            href: disc.point.href.as_deref(),
            labelled: name.is_some(),
            top: (disc.x, disc.y - disc.r - 2.0),
        };
        mark(svg, size, &fact, |svg| {
            if disc.point.home {
                svg.circle("home-ring", disc.x, disc.y, disc.r + 3.5);
            }
            svg.circle(if disc.point.home { "disc home" } else { "disc" }, disc.x, disc.y, disc.r);
            if let Some((area, text)) = name {
                let class = if disc.point.home { "place home" } else { "place" };
                svg.text(class, Anchor::Start, area.x, area.y + font * 0.95, &text);
            }
        });
    }
}

/// Where the name of a place may stand, with the name, the best first.
fn around(disc: &Disc, font: f64, room: f64) -> Vec<(Area, String)> {
    let point = disc.point;
    let text =
        if point.label.is_empty() { point.name.clone() } else { format!("{} {}", point.name, point.label) };
    let text = shorten(&text, font, room * 0.4);
    let (wide, high) = (width(&text, font), font * 1.2);
    let gap = disc.r + if point.home { 6.0 } else { 3.0 };
    let slant = gap * 0.7;
    let at = |x: f64, y: f64| (Area::new(disc.x + x, disc.y + y, wide, high), text.clone());
    vec![
        at(gap, -high / 2.0),
        at(-gap - wide, -high / 2.0),
        at(-wide / 2.0, -gap - high),
        at(-wide / 2.0, gap),
        at(slant, -slant - high),
        at(slant, slant),
        at(-slant - wide, -slant - high),
        at(-slant - wide, slant),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checks::{classed, hostile, readable, sound};

    fn point(name: &str, latitude: f64, longitude: f64, count: f64) -> Point {
        Point {
            name: name.to_owned(),
            label: count.to_string(),
            fact: format!("{name}: {count}"),
            href: Some("/places/a".to_owned()),
            latitude,
            longitude,
            count,
            home: false,
        }
    }

    fn map(points: Vec<Point>, routes: Vec<Route>, window: Window, size: Size) -> Map {
        Map {
            id: "m".to_owned(),
            title: "Map".to_owned(),
            window,
            points,
            routes,
            credit: "Outline: Natural Earth".to_owned(),
            size,
        }
    }

    #[test]
    fn names_do_not_cover_each_other_and_areas_stand_for_counts() {
        let points: Vec<Point> = (0..40_u8)
            .map(|i| {
                let i = f64::from(i);
                point(&format!("City {i}"), 11.0 + i % 7.0 * 0.8, 104.0 + i % 5.0, 1.0 + i)
            })
            .collect();
        for size in [Size::Wide, Size::Narrow] {
            for window in [Window::Fit, Window::World { middle: 150.0 }] {
                let picture = draw(&map(points.clone(), Vec::new(), window, size));
                sound(&picture);
                readable(&picture);
                assert_eq!(classed(&picture, "disc"), 40);
            }
        }
        let small = point("a", 10.0, 100.0, 4.0);
        let large = point("b", 20.0, 110.0, 16.0);
        let projection = Projection::of(Window::Fit, &[(10.0, 100.0), (20.0, 110.0)], Size::Wide);
        let discs = discs(&[&small, &large], &projection, Size::Wide);
        assert!((discs[0].r / discs[1].r - 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_map_without_places_is_the_world() {
        let picture = draw(&map(Vec::new(), Vec::new(), Window::Fit, Size::Wide));
        sound(&picture);
        assert_eq!(classed(&picture, "land"), 1);
    }

    #[test]
    fn a_world_stays_under_forty_kilobytes() {
        let picture = draw(&map(Vec::new(), Vec::new(), Window::World { middle: 150.0 }, Size::Wide));
        assert!(picture.svg.len() < 40_000, "{}", picture.svg.len());
    }

    #[test]
    fn places_off_the_earth_are_left_out() {
        let points =
            vec![point("a", 91.0, 0.0, 1.0), point("b", f64::NAN, 0.0, 1.0), point("c", 1.0, 2.0, 1.0)];
        let picture = draw(&map(points, Vec::new(), Window::Fit, Size::Wide));
        sound(&picture);
        assert_eq!(classed(&picture, "disc"), 1);
    }

    proptest! {
        #[test]
        fn nothing_breaks_a_map(
            places in prop::collection::vec((hostile(), -95.0..95.0, -190.0..190.0, any::<f64>()), 0..6),
            world in any::<bool>(),
        ) {
            let points: Vec<Point> = places
                .iter()
                .map(|(name, latitude, longitude, count)| point(name, *latitude, *longitude, *count))
                .collect();
            let ends: Vec<(f64, f64)> = places.iter().map(|place| (place.1, place.2)).collect();
            let routes = ends
                .windows(2)
                .map(|pair| Route { from: pair[0], to: pair[1], fact: places[0].0.clone(), href: None })
                .collect();
            let window = if world { Window::World { middle: 20.0 } } else { Window::Fit };
            sound(&draw(&map(points, routes, window, Size::Wide)));
        }
    }
}
