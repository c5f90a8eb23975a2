//! From degrees to units of the picture.

use super::Window;
use crate::Size;

/// A projection together with the window that it fills.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    pub width: f64,
    pub height: f64,
    /// West, south, east and north of what is drawn, in degrees; east may lie beyond 180.
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
    /// Whether it is the whole world.
    pub world: bool,
    middle: f64,
    /// Units per degree of longitude, or per radius of the earth for the world.
    scale: f64,
    /// How much shorter a degree of longitude is than one of latitude.
    squeeze: f64,
    x: f64,
    y: f64,
}

/// Smallest height of a window in degrees, so that a single city still shows which country it is in.
const LEAST: f64 = 16.0;

impl Projection {
    /// The projection for a window onto these places (latitude, longitude).
    pub fn of(window: Window, places: &[(f64, f64)], size: Size) -> Self {
        let width = size.full();
        match window {
            Window::World { middle } => Self::world(middle, width),
            Window::Fit => match span(places) {
                Some((west, east)) if east - west < 200.0 => Self::fitted((west, east), places, size),
                _ => Self::world(150.0, width),
            },
        }
    }

    fn world(middle: f64, width: f64) -> Self {
        let middle = if middle.is_finite() { middle } else { 0.0 };
        let (south, north) = (-57.0, 84.0);
        let scale = (width / 2.0) / equal_earth(0.0, 180.0).0;
        let (top, bottom) = (equal_earth(north, 0.0).1, equal_earth(south, 0.0).1);
        Self {
            width,
            height: ((top - bottom) * scale).ceil(),
            west: middle - 180.0,
            south,
            east: middle + 180.0,
            north,
            world: true,
            middle,
            scale,
            squeeze: 1.0,
            x: width / 2.0,
            y: top * scale,
        }
    }

    fn fitted((west, east): (f64, f64), places: &[(f64, f64)], size: Size) -> Self {
        let width = size.full();
        let north = places.iter().map(|p| p.0).fold(-90.0, f64::max);
        let south = places.iter().map(|p| p.0).fold(90.0, f64::min);
        let (middle, level) = ((west + east) / 2.0, (north + south) / 2.0);
        let squeeze = level.to_radians().cos().max(0.2);
        // Wanted extent in degrees of latitude, with land around the outermost places.
        let high = ((north - south) * 1.25).max(LEAST);
        let wide = ((east - west) * squeeze * 1.3).max(LEAST);
        let (flat, steep) = (size.pick(0.42, 0.6), size.pick(0.66, 1.1));
        let height = (width * (high / wide).clamp(flat, steep)).round();
        let scale = (width / wide).min(height / high);
        let (half_x, half_y) = (width / 2.0 / scale / squeeze, height / 2.0 / scale);
        // Near a pole the window is moved, not cut.
        let level = level.clamp(-90.0 + half_y.min(80.0), 90.0 - half_y.min(80.0));
        Self {
            width,
            height,
            west: middle - half_x,
            south: level - half_y,
            east: middle + half_x,
            north: level + half_y,
            world: false,
            middle,
            scale: scale * squeeze,
            squeeze,
            x: width / 2.0,
            y: height / 2.0 + level * scale,
        }
    }

    /// Where a place stands in the picture.
    pub fn at(&self, latitude: f64, longitude: f64) -> (f64, f64) {
        let longitude = self.near(longitude);
        self.at_exactly(latitude, longitude)
    }

    /// As [`Self::at`], for a longitude that is already counted from the west of the window.
    pub fn at_exactly(&self, latitude: f64, longitude: f64) -> (f64, f64) {
        let east = longitude - self.middle;
        if self.world {
            let (x, y) = equal_earth(latitude, east);
            return (self.x + x * self.scale, self.y - y * self.scale);
        }
        (self.x + east * self.scale, self.y - latitude * self.scale / self.squeeze)
    }

    /// The longitude within half a turn of the middle.
    fn near(&self, longitude: f64) -> f64 {
        self.middle + (longitude - self.middle + 180.0).rem_euclid(360.0) - 180.0
    }
}

/// The shortest stretch of longitudes that holds all places; its end may lie beyond 180.
fn span(places: &[(f64, f64)]) -> Option<(f64, f64)> {
    let mut east: Vec<f64> = places.iter().map(|p| p.1.rem_euclid(360.0)).collect();
    east.sort_by(f64::total_cmp);
    let (first, last) = (east.first().copied()?, east.last().copied()?);
    // The widest gap between neighbours is what the window leaves out.
    let mut best = (first, last);
    let mut gap = first + 360.0 - last;
    for pair in east.windows(2) {
        if let [a, b] = pair
            && b - a > gap
        {
            gap = b - a;
            best = (*b, a + 360.0);
        }
    }
    Some(best)
}

/// The Equal Earth projection of degrees north and degrees east of the middle.
///
/// # Source
/// B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection", IJGIS 33(3), 2019, equations 1 to 4.
fn equal_earth(latitude: f64, east: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let [a1, a2, a3, a4] = A;
    let half = 3.0_f64.sqrt() / 2.0;
    let theta = (half * latitude.to_radians().sin()).asin();
    let square = theta * theta;
    let sixth = square * square * square;
    let slope = 9.0 * a4 * sixth * square + 7.0 * a3 * sixth + 3.0 * a2 * square + a1;
    let x = 2.0 * 3.0_f64.sqrt() * east.to_radians() * theta.cos() / (3.0 * slope);
    let y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square));
    (x, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_earth_meets_the_published_extent() {
        // The paper gives a width of 2.70663 and a height of 1.317363 for half a globe of radius 1.
        let (x, _) = equal_earth(0.0, 180.0);
        let (_, y) = equal_earth(90.0, 0.0);
        assert!((x - 2.706_63).abs() < 1e-4 && (y - 1.317_363).abs() < 1e-4, "{x} {y}");
    }

    #[test]
    fn places_across_the_date_line_make_a_small_window() {
        let (west, east) = span(&[(0.0, 178.0), (5.0, -176.0)]).unwrap();
        assert!((east - west - 6.0).abs() < 1e-9, "{west} {east}");
        assert!(span(&[]).is_none());
    }

    #[test]
    fn every_place_lies_inside_its_window() {
        for places in [
            vec![(33.9, 130.8), (11.6, 104.9), (38.9, 121.6), (-7.3, 112.7)],
            vec![(11.6, 104.9)],
            vec![(78.2, 15.6), (69.6, 18.9)],
            vec![(-17.8, 178.0), (21.3, -157.8)],
            vec![(51.5, -0.1), (35.7, 139.7), (-33.4, -70.6)],
        ] {
            for size in [Size::Wide, Size::Narrow] {
                let projection = Projection::of(Window::Fit, &places, size);
                for (latitude, longitude) in &places {
                    let (x, y) = projection.at(*latitude, *longitude);
                    assert!(x > 0.0 && x < projection.width, "{places:?} {x}");
                    assert!(y > 0.0 && y < projection.height, "{places:?} {y}");
                }
            }
        }
    }
}
