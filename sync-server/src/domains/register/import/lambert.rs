//! Positions in the projections of Belgium, in metres, become degrees of WGS 84.

use std::sync::LazyLock;

use proj4rs::Proj;
use proj4rs::transform::transform;

/// Lambert 72 (EPSG:31370) with its shift to WGS 84: without it everything is a hundred metres off.
const LAMBERT_72: &str = "+proj=lcc +lat_0=90 +lon_0=4.36748666666667 +lat_1=51.1666672333333 +lat_2=49.8333339 \
    +x_0=150000.013 +y_0=5400088.438 +ellps=intl \
    +towgs84=-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747 +units=m +no_defs";
/// Lambert 2008 (EPSG:3812).
const LAMBERT_2008: &str = "+proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 \
    +lat_2=51.1666666666667 +x_0=649328 +y_0=665262 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";
const DEGREES: &str = "+proj=longlat +datum=WGS84 +no_defs";
/// What is east or north of it is no Lambert 72.
const LAMBERT_72_MAX: f64 = 400_000.0;
/// What is smaller is no position in metres.
const METRES_MIN: f64 = 1_000.0;

struct Projections {
    lambert_72: Proj,
    lambert_2008: Proj,
    degrees: Proj,
}

static PROJECTIONS: LazyLock<Option<Projections>> = LazyLock::new(|| {
    Some(Projections {
        lambert_72: Proj::from_proj_string(LAMBERT_72).ok()?,
        lambert_2008: Proj::from_proj_string(LAMBERT_2008).ok()?,
        degrees: Proj::from_proj_string(DEGREES).ok()?,
    })
});

/// North and east in degrees of what may be in metres; what is in degrees stays so.
pub(super) fn degrees(north: f64, east: f64) -> (f64, f64) {
    if north < METRES_MIN || east < METRES_MIN {
        return (north, east);
    }
    let Some(projections) = &*PROJECTIONS else { return (north, east) };
    let from = if north > LAMBERT_72_MAX && east > LAMBERT_72_MAX {
        &projections.lambert_2008
    } else {
        &projections.lambert_72
    };
    let mut point = (east, north, 0.0);
    match transform(from, &projections.degrees, &mut point) {
        Ok(()) => (point.1.to_degrees(), point.0.to_degrees()),
        Err(_) => (north, east),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same two places in both, as PROJ has them; a ten-millionth of a degree is a centimetre.
    #[test]
    fn both_projections_mean_the_same_place_and_the_shift_is_made() {
        let (north, east) = degrees(142_723.965, 227_977.198);
        let (other_north, other_east) = degrees(642_733.889, 727_979.503);
        assert!(
            (north - other_north).abs() < 1e-7 && (east - other_east).abs() < 2e-7,
            "{north} {east} {other_north} {other_east}"
        );
        assert!((50.58..50.61).contains(&north) && (5.45..5.48).contains(&east), "{north} {east}");
        assert_eq!(degrees(50.6, 5.46), (50.6, 5.46));
    }
}
