//! When the moon is new and where the sun stands, good to a few minutes between 1900 and 2100. Where less than that
//! decides, twice in the two centuries, the day is settled below.
//!
//! Sources: J. Meeus, "Astronomical Algorithms", 2nd edition, 1998, chapter 49 (new moons, to some 20 seconds);
//! J. Meeus, "Astronomical Formulae for Calculators", 4th edition, 1988, chapter 18 (the sun with its perturbations, to
//! some 0.002°, 3 minutes); F. Espenak and J. Meeus, "Five Millennium Canon of Solar Eclipses", NASA/TP-2006-214141
//! (ΔT, the difference between even time and the turning earth).

use std::f64::consts::TAU;

/// Vietnam's time ahead of UTC, in days.
const ZONE: f64 = 7.0 / 24.0;
/// Mean time between new moons, in days.
const MONTH: f64 = 29.530_588_861;
/// The first new moon of 2000, and the day numbers around it.
const FIRST: f64 = 2_451_550.097_66;

/// The number of the day, in Vietnam, on which the `k`-th moon since the first of 2000 is new.
pub(super) fn new_moon_day(k: i32) -> i32 {
    match whole((universal(new_moon(f64::from(k))) + 0.5 + ZONE).floor()) {
        NIGHT_OF_1967 => NIGHT_OF_1967 + 1,
        day => day,
    }
}

/// 7 July 1967. The moon was new 4 seconds after its midnight by JPL's ephemeris DE421, which is too close for the
/// series below; printed calendars have the 8th as well.
const NIGHT_OF_1967: i32 = 2439679;
/// 24 September 1938. The sun reached 180° 33 seconds before it began, by DE421; too close as well.
const NIGHT_OF_1938: i32 = 2429166;

/// A moon that is new around the day or up to two months before; a first guess.
pub(super) fn moon_before(day: i32) -> i32 {
    whole(((f64::from(day) - FIRST) / MONTH).floor()) + 1
}

/// Which twelfth of its way the sun is in when the day begins in Vietnam: 0 from the spring equinox, 9 from the winter
/// solstice.
pub(super) fn sector(day: i32) -> i32 {
    if day == NIGHT_OF_1938 {
        return 6;
    }
    whole((sun(f64::from(day) - 0.5 - ZONE) / 30.0).floor()).rem_euclid(12)
}

#[expect(clippy::cast_possible_truncation, reason = "days and moons of a few centuries")]
const fn whole(number: f64) -> i32 {
    number as i32
}

/// The moment of new moon in even time (Julian ephemeris day).
fn new_moon(k: f64) -> f64 {
    let t = k / 1_236.85;
    let mean = FIRST + MONTH * k + t * t * (0.000_154_37 + t * (-0.000_000_150 + t * 0.000_000_000_73));
    let e = 1.0 - t * (0.002_516 + t * 0.000_007_4);
    let sun = rad(2.5534 + 29.105_356_70 * k - t * t * (0.000_001_4 + t * 0.000_000_11));
    let moon = rad(201.5643 + 385.816_935_28 * k + t * t * (0.010_758_2 + t * (0.000_012_38 - t * 0.000_000_058)));
    let node = rad(160.7108 + 390.670_502_84 * k - t * t * (0.001_611_8 + t * (0.000_002_27 - t * 0.000_000_011)));
    let omega = rad(124.7746 - 1.563_755_88 * k + t * t * (0.002_067_2 + t * 0.000_002_15));
    let periodic: f64 = MOON.iter().fold(-0.000_17 * omega.sin(), |sum, (size, [m, s, f])| {
        let shrink = e.powi(i32::from(s.abs()));
        sum + size * shrink * (f64::from(*m) * moon + f64::from(*s) * sun + f64::from(*f) * node).sin()
    });
    let planets: f64 = PLANETS.iter().enumerate().fold(0.0, |sum, (at, (size, start, step))| {
        // Only the first is bent.
        let bend = if at == 0 { -0.009_173 * t * t } else { 0.0 };
        sum + size * rad(start + step * k + bend).sin()
    });
    mean + periodic + planets
}

/// Terms of the new moon: days, multiples of the moon's anomaly, the sun's anomaly, the moon's argument of latitude.
/// The power of the eccentricity is that of the sun's multiple, but for the triple one, where it does not matter.
const MOON: &[(f64, [i8; 3])] = &[
    (-0.407_20, [1, 0, 0]),
    (0.172_41, [0, 1, 0]),
    (0.016_08, [2, 0, 0]),
    (0.010_39, [0, 0, 2]),
    (0.007_39, [1, -1, 0]),
    (-0.005_14, [1, 1, 0]),
    (0.002_08, [0, 2, 0]),
    (-0.001_11, [1, 0, -2]),
    (-0.000_57, [1, 0, 2]),
    (0.000_56, [2, 1, 0]),
    (-0.000_42, [3, 0, 0]),
    (0.000_42, [0, 1, 2]),
    (0.000_38, [0, 1, -2]),
    (-0.000_24, [2, -1, 0]),
    (-0.000_07, [1, 2, 0]),
    (0.000_04, [2, 0, -2]),
    (0.000_04, [0, 3, 0]),
    (0.000_03, [1, 1, -2]),
    (0.000_03, [2, 0, 2]),
    (-0.000_03, [1, 1, 2]),
    (0.000_03, [1, -1, 2]),
    (-0.000_02, [1, -1, -2]),
    (-0.000_02, [3, 1, 0]),
    (0.000_02, [4, 0, 0]),
];

/// What the planets do to the new moon: days, degrees at the first moon of 2000, degrees per moon.
const PLANETS: [(f64, f64, f64); 14] = [
    (0.000_325, 299.77, 0.107_408),
    (0.000_165, 251.88, 0.016_321),
    (0.000_164, 251.83, 26.651_886),
    (0.000_126, 349.42, 36.412_478),
    (0.000_110, 84.66, 18.206_239),
    (0.000_062, 141.74, 53.303_771),
    (0.000_060, 207.14, 2.453_732),
    (0.000_056, 154.84, 7.306_860),
    (0.000_047, 34.52, 27.261_239),
    (0.000_042, 207.19, 0.121_824),
    (0.000_040, 291.34, 1.844_379),
    (0.000_037, 161.72, 24.198_154),
    (0.000_035, 239.56, 25.513_099),
    (0.000_023, 331.55, 3.592_518),
];

/// The sun's apparent longitude in degrees, 0 to 360, at a moment of universal time.
fn sun(jd: f64) -> f64 {
    let even = jd + delta_t(jd);
    let t = (even - 2_415_020.0) / 36_525.0;
    let mean = 279.696_68 + t * (36_000.768_92 + t * 0.000_302_5);
    let m = rad(358.475_83 + t * (35_999.049_75 - t * (0.000_150 + t * 0.000_003_3)));
    let centre = (1.919_460 - t * (0.004_789 + t * 0.000_014)) * m.sin()
        + (0.020_094 - t * 0.000_100) * (2.0 * m).sin()
        + 0.000_293 * (3.0 * m).sin();
    // Venus twice, Jupiter, the moon, and a slow one.
    let perturbed = 0.001_34 * rad(153.23 + 22_518.754_1 * t).cos()
        + 0.001_54 * rad(216.57 + 45_037.508_2 * t).cos()
        + 0.002_00 * rad(312.69 + 32_964.357_7 * t).cos()
        + 0.001_79 * rad(350.74 + 445_267.114_2 * t - 0.001_44 * t * t).sin()
        + 0.001_78 * rad(231.19 + 20.20 * t).sin();
    // Aberration, and the main term of nutation.
    let apparent = -0.005_69 - 0.004_79 * rad(259.18 - 1_934.142 * t).sin();
    (mean + centre + perturbed + apparent).rem_euclid(360.0)
}

/// Even time to universal time.
fn universal(jde: f64) -> f64 {
    jde - delta_t(jde)
}

/// ΔT in days.
fn delta_t(jd: f64) -> f64 {
    let year = 2000.0 + (jd - 2_451_544.5) / 365.25;
    let of = |from: f64, terms: &[f64]| terms.iter().rev().fold(0.0, |sum, term| sum * (year - from) + term);
    let seconds = match year {
        y if y < 1920.0 => of(1900.0, &[-2.79, 1.494_119, -0.059_893_9, 0.006_196_6, -0.000_197]),
        y if y < 1941.0 => of(1920.0, &[21.20, 0.844_93, -0.076_100, 0.002_093_6]),
        y if y < 1961.0 => of(1950.0, &[29.07, 0.407, -1.0 / 233.0, 1.0 / 2_547.0]),
        y if y < 1986.0 => of(1975.0, &[45.45, 1.067, -1.0 / 260.0, -1.0 / 718.0]),
        y if y < 2005.0 => of(2000.0, &[63.86, 0.334_5, -0.060_374, 0.001_727_5, 0.000_651_814, 0.000_023_735_99]),
        y if y < 2050.0 => of(2000.0, &[62.92, 0.322_17, 0.005_589]),
        y => -20.0 + 32.0 * ((y - 1820.0) / 100.0).powi(2) - 0.562_8 * (2150.0 - y),
    };
    seconds / 86_400.0
}

fn rad(degrees: f64) -> f64 {
    degrees.rem_euclid(360.0) * TAU / 360.0
}
