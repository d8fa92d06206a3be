//! The fabric of the building and what is around it: door, window, roof, gutter, floor, wall,
//! playground.

use crate::demo::pictures::canvas::{BLACK, Canvas, Colour, RUST, STEEL, WATER, WHITE, mix};

const SKY: Colour = [150, 190, 224];
const OAK: Colour = [164, 116, 68];

fn sky(c: &mut Canvas, down_to: i32) {
    c.shade(0, 0, 1280, down_to, SKY, [226, 234, 238]);
    for (x, y, size) in
        [(220.0, 120.0, 70.0), (300.0, 140.0, 90.0), (930.0, 90.0, 60.0), (1010.0, 104.0, 84.0)]
    {
        c.ellipse((x, y), size, size * 0.4, [240, 243, 245]);
    }
}

/// A door and its handle.
pub(crate) fn door_handle(c: &mut Canvas, after: bool) {
    c.shade(0, 0, 1280, 960, mix(OAK, WHITE, 0.15), mix(OAK, BLACK, 0.2));
    for vein in 0..60 {
        let x = vein as f32 * 22.0 + c.jitter(9.0);
        let tone = mix(OAK, BLACK, 0.08 + c.jitter(0.07));
        let foot = x + c.jitter(30.0);
        c.line((x, 0.0), (foot, 960.0), 4.0, tone);
    }
    c.rectangle(1110, 0, 14, 960, BLACK);
    c.shade(1124, 0, 156, 960, [214, 210, 200], [176, 172, 164]);
    let plate = if after { [204, 208, 212] } else { [156, 140, 104] };
    c.panel(820, 250, 150, 480, plate);
    c.ellipse((895.0, 600.0), 26.0, 26.0, [80, 80, 84]);
    c.rectangle(884, 600, 22, 60, [80, 80, 84]);
    c.ellipse((895.0, 594.0), 12.0, 12.0, BLACK);
    if after {
        c.pipe(&[(895.0, 400.0), (895.0, 372.0), (600.0, 372.0)], 62.0, STEEL);
        c.ball((895.0, 390.0), 52.0, STEEL);
        for y in [278.0, 702.0] {
            c.ball((895.0, y), 13.0, STEEL);
        }
        c.glow((700.0, 352.0), 70.0, WHITE, 0.6);
    } else {
        c.ellipse((895.0, 390.0), 40.0, 40.0, BLACK);
        c.pipe(&[(890.0, 430.0), (800.0, 520.0), (690.0, 800.0)], 56.0, [176, 152, 92]);
        for (x, y) in [(862.0, 290.0), (930.0, 300.0), (900.0, 710.0)] {
            c.ellipse((x, y), 12.0, 12.0, BLACK);
        }
        c.line((960.0, 250.0), (1020.0, 190.0), 5.0, mix(OAK, BLACK, 0.6));
        c.line((830.0, 730.0), (780.0, 830.0), 5.0, mix(OAK, BLACK, 0.6));
        c.strew((800, 240, 190, 500), 50, 5.0, (mix(OAK, BLACK, 0.5), [216, 180, 130]));
    }
}

/// A window onto a yard.
pub(crate) fn window(c: &mut Canvas, after: bool) {
    sky(c, 560);
    c.shade(0, 560, 1280, 400, [110, 150, 84], [86, 124, 64]);
    c.polygon(
        &[(150.0, 560.0), (150.0, 330.0), (330.0, 230.0), (510.0, 330.0), (510.0, 560.0)],
        [176, 96, 74],
    );
    c.polygon(&[(130.0, 336.0), (330.0, 210.0), (530.0, 336.0)], [74, 76, 84]);
    c.pipe(&[(950.0, 640.0), (950.0, 430.0)], 40.0, [96, 70, 48]);
    for (x, y, size) in [(950.0, 350.0, 130.0), (880.0, 400.0, 90.0), (1020.0, 400.0, 96.0)] {
        c.blot((x, y), size, size, [70, 120, 58]);
    }
    if after {
        c.polygon(&[(120.0, 80.0), (260.0, 80.0), (120.0, 420.0)], [214, 228, 238]);
        c.polygon(&[(700.0, 880.0), (830.0, 560.0), (860.0, 560.0), (730.0, 880.0)], [176, 204, 196]);
    } else {
        let hit = (380.0, 470.0);
        for ray in 0..15 {
            let angle = ray as f32 * 0.42 + c.jitter(0.12);
            let (sine, cosine) = angle.sin_cos();
            let length = 190.0 + c.jitter(110.0);
            let knee = (hit.0 + cosine * length, hit.1 + sine * length);
            let bend = angle + c.jitter(0.35);
            let end = (knee.0 + bend.cos() * 120.0, knee.1 + bend.sin() * 120.0);
            for (shift, colour) in [(3.0, [70, 84, 94]), (0.0, WHITE)] {
                c.line((hit.0 + shift, hit.1), (knee.0 + shift, knee.1), 4.0, colour);
                c.line((knee.0 + shift, knee.1), (end.0 + shift, end.1), 3.0, colour);
            }
        }
        c.blot(hit, 62.0, 54.0, [46, 56, 60]);
        c.line((120.0, 250.0), (600.0, 330.0), 34.0, [214, 190, 140]);
    }
    for (x, y, width, height) in
        [(0, 0, 1280, 70), (0, 890, 1280, 70), (0, 0, 90, 960), (1190, 0, 90, 960), (600, 0, 84, 960)]
    {
        c.panel(x, y, width, height, [236, 236, 232]);
    }
    c.pipe(&[(642.0, 440.0), (642.0, 540.0)], 26.0, STEEL);
}

/// A flat roof.
pub(crate) fn roof(c: &mut Canvas, after: bool) {
    const FELT: Colour = [84, 88, 94];
    sky(c, 330);
    c.polygon(
        &[(700.0, 330.0), (700.0, 250.0), (770.0, 140.0), (840.0, 250.0), (840.0, 330.0)],
        [120, 116, 122],
    );
    c.shade(0, 330, 1280, 630, mix(FELT, WHITE, 0.2), mix(FELT, BLACK, 0.2));
    c.panel(0, 300, 1280, 50, [150, 154, 158]);
    for seam in 0..6 {
        let x = seam as f32 * 300.0 - 500.0;
        c.line((x + 350.0, 350.0), (x, 960.0), 6.0, mix(FELT, BLACK, 0.3));
    }
    c.panel(860, 380, 300, 120, [176, 180, 182]);
    c.ellipse((1010.0, 386.0), 140.0, 70.0, [206, 222, 230]);
    c.ellipse((980.0, 366.0), 60.0, 22.0, WHITE);
    if after {
        let patch = [(350.0, 580.0), (760.0, 560.0), (800.0, 790.0), (330.0, 820.0)];
        c.polygon(&patch, mix(FELT, BLACK, 0.45));
        c.polygon(&[(366.0, 594.0), (748.0, 575.0), (782.0, 776.0), (350.0, 804.0)], mix(FELT, BLACK, 0.28));
        c.strew((0, 360, 1280, 600), 160, 3.0, (mix(FELT, WHITE, 0.3), FELT));
    } else {
        c.puddle((520.0, 700.0), 400.0, 130.0, FELT);
        c.polygon(&[(440.0, 640.0), (560.0, 690.0), (640.0, 670.0), (570.0, 740.0), (450.0, 700.0)], BLACK);
        c.polygon(&[(560.0, 690.0), (640.0, 670.0), (660.0, 630.0)], [130, 132, 136]);
        c.strew((200, 560, 720, 260), 90, 12.0, ([120, 92, 40], [96, 120, 60]));
    }
}

/// A gutter under a tiled roof.
pub(crate) fn gutter(c: &mut Canvas, after: bool) {
    const BRICK: Colour = [176, 104, 82];
    c.shade(0, 400, 1280, 560, BRICK, mix(BRICK, BLACK, 0.2));
    for course in 0..14 {
        c.rectangle(0, 420 + course * 40, 1280, 5, [196, 182, 168]);
        for brick in 0..10 {
            c.rectangle(brick * 140 + (course % 2) * 70, 420 + course * 40, 5, 40, [196, 182, 168]);
        }
    }
    for row in 0..7 {
        for tile in -1..14 {
            let x = tile as f32 * 100.0 + (row % 2) as f32 * 50.0;
            let y = row as f32 * 52.0;
            let tone = mix([158, 74, 52], BLACK, 0.12 + c.jitter(0.1));
            c.shade(x as i32, y as i32, 96, 50, mix(tone, WHITE, 0.14), tone);
            c.ellipse((x + 48.0, y + 50.0), 48.0, 16.0, tone);
        }
    }
    c.darken(0, 450, 1280, 60, 0.6);
    let zinc: Colour = if after { [168, 176, 184] } else { [128, 132, 132] };
    c.pipe(&[(-30.0, 410.0), (1310.0, 422.0)], 96.0, zinc);
    c.pipe(&[(1080.0, 440.0), (1080.0, 980.0)], 74.0, zinc);
    for x in [160, 470, 780, 1090] {
        c.rectangle(x, 360, 16, 104, mix(zinc, BLACK, 0.4));
    }
    if after {
        c.glow((320.0, 396.0), 120.0, WHITE, 0.4);
        c.panel(1030, 640, 100, 24, STEEL);
    } else {
        for _ in 0..9 {
            let x = 100.0 + c.chance.below(860) as f32;
            let end = (x + c.jitter(10.0), 640.0 + c.jitter(160.0));
            c.line((x, 460.0), end, 16.0, mix(BRICK, BLACK, 0.5));
        }
        c.strew((20, 340, 1020, 56), 420, 22.0, ([122, 80, 30], [84, 96, 44]));
        c.strew((200, 440, 700, 60), 40, 16.0, ([122, 80, 30], RUST));
        for drop in 0..14 {
            let x = 140.0 + drop as f32 * 60.0 + c.jitter(20.0);
            let (from, to) = (480.0 + c.jitter(20.0), 620.0 + c.jitter(100.0));
            c.line((x, from), (x, to), 4.0, WATER);
        }
    }
}

/// A tiled floor.
pub(crate) fn tiles(c: &mut Canvas, after: bool) {
    const TILE: Colour = [170, 170, 164];
    c.shade(0, 0, 1280, 960, [96, 96, 94], [126, 126, 122]);
    let edge = |column: i32, y: f32| 640.0 + column as f32 * (110.0 + y * 0.14);
    let rows = [0.0, 130.0, 280.0, 455.0, 660.0, 900.0, 1180.0];
    for (row, ends) in rows.windows(2).enumerate() {
        for column in -7..7 {
            let tone = mix(TILE, BLACK, 0.06 + c.jitter(0.06));
            let (top, bottom) = (ends[0] + 5.0, ends[1] - 5.0);
            let broken = !after && row == 3 && (-1..=0).contains(&column);
            let tone = if broken { mix(tone, BLACK, 0.18) } else { tone };
            let corners = [
                (edge(column, top) + 5.0, top),
                (edge(column + 1, top) - 5.0, top),
                (edge(column + 1, bottom) - 5.0, bottom),
                (edge(column, bottom) + 5.0, bottom),
            ];
            c.polygon(&corners, tone);
            c.line(corners[0], corners[1], 3.0, mix(tone, WHITE, 0.5));
        }
    }
    if after {
        c.glow((460.0, 360.0), 260.0, WHITE, 0.45);
        c.panel(940, 700, 250, 26, [206, 170, 60]);
        c.rectangle(1050, 704, 36, 18, [150, 214, 120]);
    } else {
        c.polygon(&[(600.0, 480.0), (730.0, 520.0), (700.0, 610.0), (610.0, 590.0)], [74, 68, 62]);
        c.strew((600, 480, 120, 120), 60, 9.0, ([96, 88, 78], [150, 140, 128]));
        for (from, to) in [
            ((470.0, 470.0), (610.0, 560.0)),
            ((610.0, 560.0), (540.0, 650.0)),
            ((720.0, 520.0), (800.0, 640.0)),
            ((700.0, 600.0), (640.0, 660.0)),
            ((610.0, 560.0), (590.0, 470.0)),
        ] {
            c.line(from, to, 6.0, BLACK);
        }
        c.polygon(&[(760.0, 690.0), (830.0, 700.0), (800.0, 740.0)], TILE);
    }
}

/// A wall to paint.
pub(crate) fn wall(c: &mut Canvas, after: bool) {
    let paint: Colour = if after { [238, 236, 228] } else { [206, 196, 172] };
    c.room(paint, [120, 116, 112], 790);
    c.panel(940, 330, 220, 434, [150, 108, 70]);
    c.ball((968.0, 560.0), 15.0, STEEL);
    if after {
        c.polygon(&[(150.0, 790.0), (330.0, 790.0), (310.0, 930.0), (170.0, 930.0)], [226, 228, 230]);
        c.ellipse((240.0, 790.0), 90.0, 24.0, [196, 198, 198]);
        c.ellipse((240.0, 792.0), 78.0, 18.0, WHITE);
        c.pipe(&[(500.0, 900.0), (420.0, 420.0)], 16.0, [196, 60, 50]);
        c.pipe(&[(370.0, 400.0), (520.0, 376.0)], 58.0, [244, 242, 234]);
        c.glow((330.0, 260.0), 300.0, WHITE, 0.35);
    } else {
        for (reach, tone) in [(1.0, 0.16), (0.9, 0.06), (0.74, 0.26), (0.66, 0.14), (0.4, 0.34)] {
            c.blot((400.0, 260.0), 330.0 * reach, 220.0 * reach, mix(paint, [104, 82, 46], tone));
        }
        c.blot((680.0, 620.0), 150.0, 110.0, mix(paint, [104, 82, 46], 0.22));
        c.strew((180, 120, 460, 300), 90, 15.0, ([226, 220, 204], [156, 146, 122]));
        c.strew((260, 180, 240, 180), 60, 8.0, ([60, 66, 52], [96, 96, 80]));
        c.strew((220, 800, 420, 70), 70, 11.0, (paint, [236, 230, 214]));
    }
}

/// Swings on a playground.
pub(crate) fn swings(c: &mut Canvas, after: bool) {
    sky(c, 520);
    c.shade(0, 500, 1280, 460, [120, 164, 82], [88, 132, 62]);
    for x in [60.0, 210.0, 1080.0, 1220.0] {
        c.blot((x, 430.0), 120.0, 130.0, [72, 118, 62]);
    }
    c.blot((640.0, 830.0), 520.0, 110.0, [150, 112, 70]);
    c.strew((180, 750, 920, 160), 320, 11.0, ([176, 134, 84], [118, 84, 50]));
    for (top, foot) in [(270.0, 170.0), (270.0, 370.0), (1010.0, 910.0), (1010.0, 1110.0)] {
        c.pipe(&[(top, 180.0), (foot, 830.0)], 38.0, [186, 128, 70]);
    }
    c.pipe(&[(230.0, 180.0), (1050.0, 180.0)], 46.0, [186, 128, 70]);
    let seat: Colour = [196, 44, 40];
    for x in [430.0, 600.0] {
        c.line((x, 190.0), (x, 690.0), 8.0, [80, 84, 90]);
    }
    c.panel(410, 684, 210, 28, [40, 44, 52]);
    if after {
        for x in [710.0, 880.0] {
            c.line((x, 190.0), (x, 690.0), 9.0, [168, 174, 180]);
            c.ball((x, 196.0), 15.0, STEEL);
        }
        c.panel(690, 684, 210, 30, seat);
    } else {
        c.line((710.0, 190.0), (716.0, 720.0), 9.0, RUST);
        c.line((880.0, 190.0), (886.0, 330.0), 9.0, RUST);
        c.polygon(&[(700.0, 716.0), (732.0, 706.0), (796.0, 880.0), (762.0, 894.0)], mix(seat, BLACK, 0.25));
        c.line((736.0, 770.0), (770.0, 810.0), 6.0, BLACK);
        c.line((786.0, 880.0), (860.0, 860.0), 9.0, RUST);
        for stripe in 0..12 {
            let x = 200.0 + stripe as f32 * 76.0;
            let tone = if stripe % 2 == 0 { [226, 60, 50] } else { WHITE };
            c.line((x, 590.0), (x + 70.0, 590.0), 18.0, tone);
        }
    }
}
