//! A canvas to draw shapes on: a few primitives, made to be quick without optimisation.

use crate::demo::chance::Chance;

/// In pixels.
pub(crate) const WIDTH: i32 = 1280;
/// In pixels.
pub(crate) const HEIGHT: i32 = 960;

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];
/// A place, in pixels from the top left.
pub(crate) type Point = (f32, f32);

pub(crate) const WHITE: Colour = [246, 246, 242];
pub(crate) const BLACK: Colour = [18, 18, 20];
pub(crate) const STEEL: Colour = [176, 182, 188];
pub(crate) const COPPER: Colour = [190, 112, 66];
pub(crate) const WATER: Colour = [150, 178, 196];
pub(crate) const RUST: Colour = [138, 74, 34];
pub(crate) const RED: Colour = [206, 44, 36];
pub(crate) const GREEN: Colour = [38, 152, 74];

/// Somewhere between two colours.
pub(crate) fn mix(from: Colour, to: Colour, share: f32) -> Colour {
    let one = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share) as u8;
    [one(from[0], to[0]), one(from[1], to[1]), one(from[2], to[2])]
}

/// Pixels, and the chance that belongs to the picture.
pub(crate) struct Canvas {
    pixels: Vec<u8>,
    /// For what is irregular in the picture.
    pub(crate) chance: Chance,
}

impl Canvas {
    /// A black canvas.
    pub(crate) fn new(scene: &str, after: bool) -> Self {
        let chance = Chance::of(&format!("picture {scene} {after}"));
        Self { pixels: vec![0; (WIDTH * HEIGHT * 3) as usize], chance }
    }

    /// The pixels, row by row.
    pub(crate) fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// A random number from `-reach` to `reach`.
    pub(crate) fn jitter(&mut self, reach: f32) -> f32 {
        (self.chance.below(2001) as f32 / 1000.0 - 1.0) * reach
    }

    fn row(&mut self, y: i32, from: i32, to: i32) -> &mut [u8] {
        let (from, to) = (from.clamp(0, WIDTH), to.clamp(0, WIDTH));
        if !(0..HEIGHT).contains(&y) || from >= to {
            return &mut [];
        }
        let start = ((y * WIDTH + from) * 3) as usize;
        self.pixels.get_mut(start..start + ((to - from) * 3) as usize).unwrap_or_default()
    }

    fn span(&mut self, y: i32, from: i32, to: i32, colour: Colour) {
        let row = self.row(y, from, to);
        if row.is_empty() {
            return;
        }
        row[..3].copy_from_slice(&colour);
        // Copying what is filled doubles it each time: much quicker than pixel by pixel.
        let mut filled = 3;
        while filled < row.len() {
            let more = filled.min(row.len() - filled);
            row.copy_within(..more, filled);
            filled += more;
        }
    }

    /// A rectangle that goes from one colour at its top to another at its bottom.
    pub(crate) fn shade(&mut self, x: i32, y: i32, width: i32, height: i32, top: Colour, bottom: Colour) {
        for line in 0..height {
            let share = line as f32 / height.max(1) as f32;
            self.span(y + line, x, x + width, mix(top, bottom, share));
        }
    }

    /// A plain rectangle.
    pub(crate) fn rectangle(&mut self, x: i32, y: i32, width: i32, height: i32, colour: Colour) {
        for line in y..y + height {
            self.span(line, x, x + width, colour);
        }
    }

    /// A panel that stands out of what is behind it: shadow, face and edges.
    pub(crate) fn panel(&mut self, x: i32, y: i32, width: i32, height: i32, face: Colour) {
        self.darken(x + 14, y + 18, width, height, 0.62);
        self.shade(x, y, width, height, mix(face, WHITE, 0.25), mix(face, BLACK, 0.14));
        self.rectangle(x, y, width, 4, mix(face, WHITE, 0.6));
        self.rectangle(x, y, 4, height, mix(face, WHITE, 0.4));
        self.rectangle(x + width - 4, y, 4, height, mix(face, BLACK, 0.3));
        self.rectangle(x, y + height - 4, width, 4, mix(face, BLACK, 0.4));
    }

    /// Multiplies the light in a rectangle.
    pub(crate) fn darken(&mut self, x: i32, y: i32, width: i32, height: i32, share: f32) {
        let share = (share * 256.0) as u32;
        for line in y..y + height {
            for byte in self.row(line, x, x + width) {
                *byte = (u32::from(*byte) * share / 256) as u8;
            }
        }
    }

    /// A filled ellipse.
    pub(crate) fn ellipse(&mut self, centre: Point, across: f32, down: f32, colour: Colour) {
        let (x, y) = centre;
        for line in (y - down) as i32..=(y + down) as i32 {
            let height = (line as f32 - y) / down;
            let half = across * (1.0 - height * height).max(0.0).sqrt();
            self.span(line, (x - half) as i32, (x + half) as i32, colour);
        }
    }

    /// A ball, lit from the top left.
    pub(crate) fn ball(&mut self, centre: Point, radius: f32, colour: Colour) {
        for step in 0..8 {
            let share = step as f32 / 8.0;
            let at = (centre.0 - radius * 0.25 * share, centre.1 - radius * 0.28 * share);
            let size = radius * (1.0 - share * 0.9);
            let tone = if step < 5 {
                mix(mix(colour, BLACK, 0.45), colour, share * 1.6)
            } else {
                mix(colour, WHITE, share - 0.5)
            };
            self.ellipse(at, size, size, tone);
        }
    }

    /// A filled polygon (even-odd rule).
    pub(crate) fn polygon(&mut self, points: &[Point], colour: Colour) {
        let top = points.iter().fold(f32::MAX, |top, point| top.min(point.1)) as i32;
        let bottom = points.iter().fold(f32::MIN, |bottom, point| bottom.max(point.1)) as i32;
        let next = points.iter().cycle().skip(1);
        let edges: Vec<(Point, Point)> = points.iter().copied().zip(next.copied()).collect();
        for line in top.max(0)..=bottom.min(HEIGHT - 1) {
            let y = line as f32 + 0.5;
            let mut crossings: Vec<i32> = edges
                .iter()
                .filter(|(a, b)| (a.1 <= y) != (b.1 <= y))
                .map(|(a, b)| (a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0)) as i32)
                .collect();
            crossings.sort_unstable();
            for pair in crossings.chunks_exact(2) {
                self.span(line, pair[0], pair[1] + 1, colour);
            }
        }
    }

    /// A thick line with round ends.
    pub(crate) fn line(&mut self, from: Point, to: Point, width: f32, colour: Colour) {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let length = across.hypot(down).max(0.001);
        let (side_x, side_y) = (-down / length * width / 2.0, across / length * width / 2.0);
        self.polygon(
            &[
                (from.0 + side_x, from.1 + side_y),
                (to.0 + side_x, to.1 + side_y),
                (to.0 - side_x, to.1 - side_y),
                (from.0 - side_x, from.1 - side_y),
            ],
            colour,
        );
        if width > 5.0 {
            self.ellipse(from, width / 2.0, width / 2.0, colour);
            self.ellipse(to, width / 2.0, width / 2.0, colour);
        }
    }

    /// A pipe through these points.
    pub(crate) fn pipe(&mut self, points: &[Point], width: f32, colour: Colour) {
        for step in 0..7 {
            let share = step as f32 / 6.0;
            let tone = mix(mix(colour, BLACK, 0.5), mix(colour, WHITE, 0.45), share);
            let shift = -width * 0.14 * share;
            for ends in points.windows(2) {
                let from = (ends[0].0 + shift, ends[0].1 + shift);
                let to = (ends[1].0 + shift, ends[1].1 + shift);
                self.line(from, to, width * (1.0 - share * 0.86), tone);
            }
        }
    }

    /// An irregular spot.
    pub(crate) fn blot(&mut self, centre: Point, across: f32, down: f32, colour: Colour) {
        let mut points = Vec::new();
        for step in 0..28 {
            let angle = step as f32 / 28.0 * std::f32::consts::TAU;
            let reach = 0.86 + self.jitter(0.14);
            let (sine, cosine) = angle.sin_cos();
            points.push((centre.0 + cosine * across * reach, centre.1 + sine * down * reach));
        }
        self.polygon(&points, colour);
    }

    /// A puddle on the floor, with the light in it.
    pub(crate) fn puddle(&mut self, centre: Point, across: f32, down: f32, floor: Colour) {
        self.blot(centre, across, down, mix(floor, BLACK, 0.35));
        self.blot(centre, across * 0.93, down * 0.88, mix(floor, WATER, 0.6));
        let light = (centre.0 - across * 0.25, centre.1 - down * 0.25);
        self.blot(light, across * 0.45, down * 0.3, mix(WATER, WHITE, 0.55));
    }

    /// Small spots strewn over a rectangle.
    pub(crate) fn strew(
        &mut self,
        place: (i32, i32, i32, i32),
        count: usize,
        size: f32,
        colours: (Colour, Colour),
    ) {
        let (x, y, width, height) = place;
        for _ in 0..count {
            let at = (
                (x + self.chance.below(width.max(1) as usize) as i32) as f32,
                (y + self.chance.below(height.max(1) as usize) as i32) as f32,
            );
            let tone = mix(colours.0, colours.1, self.chance.below(100) as f32 / 100.0);
            let across = size * (0.6 + self.chance.below(80) as f32 / 100.0);
            let down = across * (0.4 + self.chance.below(60) as f32 / 100.0);
            self.ellipse(at, across, down, tone);
        }
    }

    /// Light around a lamp.
    pub(crate) fn glow(&mut self, centre: Point, radius: f32, colour: Colour, strength: f32) {
        let reach = radius as i32;
        let (x, y) = (centre.0 as i32, centre.1 as i32);
        let within = i64::from(reach) * i64::from(reach);
        for line in -reach..reach {
            let from = (x - reach).clamp(0, WIDTH);
            let pixels = self.row(y + line, x - reach, x + reach).chunks_exact_mut(3);
            for (across, pixel) in (i64::from(from - x)..).zip(pixels) {
                let distance = across * across + i64::from(line) * i64::from(line);
                if distance >= within {
                    continue;
                }
                let fading = 1.0 - distance as f32 / within as f32;
                let share = fading * fading * strength;
                let lit = mix([pixel[0], pixel[1], pixel[2]], colour, share);
                pixel.copy_from_slice(&lit);
            }
        }
    }

    /// A wall and a floor, lit from the left.
    pub(crate) fn room(&mut self, wall: Colour, floor: Colour, horizon: i32) {
        self.shade(0, 0, WIDTH, horizon, mix(wall, WHITE, 0.3), mix(wall, BLACK, 0.12));
        self.shade(0, horizon, WIDTH, HEIGHT - horizon, mix(floor, BLACK, 0.3), mix(floor, WHITE, 0.12));
        self.rectangle(0, horizon - 26, WIDTH, 26, mix(wall, BLACK, 0.32));
        self.rectangle(0, horizon - 26, WIDTH, 3, mix(wall, WHITE, 0.2));
    }

    /// The grain of a small sensor, and corners a little darker, as any phone takes them.
    pub(crate) fn grain(&mut self) {
        let mut noise = (self.chance.bits() >> 32) as u32 | 1;
        for (at, row) in self.pixels.chunks_exact_mut((WIDTH * 3) as usize).enumerate() {
            let down = at as i32 - HEIGHT / 2;
            let light_of_row = 262 - down * down / 4600;
            for (block, pixels) in row.chunks_exact_mut(48).enumerate() {
                let across = block as i32 * 16 + 8 - WIDTH / 2;
                let light = light_of_row - across * across / 7400;
                for pixel in pixels.chunks_exact_mut(3) {
                    noise ^= noise << 13;
                    noise ^= noise >> 17;
                    noise ^= noise << 5;
                    let grain = (noise & 15) as i32 - 7;
                    for byte in pixel {
                        *byte = (i32::from(*byte) * light / 256 + grain).clamp(0, 255) as u8;
                    }
                }
            }
        }
    }
}
