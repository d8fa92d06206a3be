//! Heating and plumbing: boiler room, pump, radiator, toilet, tap.

use crate::demo::pictures::canvas::{
    BLACK, COPPER, Canvas, Colour, GREEN, Point, RED, RUST, STEEL, WATER, WHITE, mix,
};

const CELLAR: Colour = [164, 158, 146];
const CONCRETE: Colour = [118, 116, 112];

/// A pressure gauge; `share` of its scale, the last fifth of which is red.
fn gauge(c: &mut Canvas, centre: Point, radius: f32, share: f32) {
    c.ball(centre, radius, STEEL);
    c.ellipse(centre, radius * 0.84, radius * 0.84, WHITE);
    for tick in 0..=20 {
        let angle = 2.5 + tick as f32 / 20.0 * 4.4;
        let (sine, cosine) = angle.sin_cos();
        let colour = if (6..=13).contains(&tick) { GREEN } else { RED };
        let from = (centre.0 + cosine * radius * 0.62, centre.1 + sine * radius * 0.62);
        let to = (centre.0 + cosine * radius * 0.76, centre.1 + sine * radius * 0.76);
        c.line(from, to, radius * 0.06, colour);
    }
    let (sine, cosine) = (2.5 + share * 4.4).sin_cos();
    let tip = (centre.0 + cosine * radius * 0.66, centre.1 + sine * radius * 0.66);
    c.line(centre, tip, radius * 0.07, BLACK);
    c.ball(centre, radius * 0.12, BLACK);
}

fn drops(c: &mut Canvas, from: Point, count: i32, apart: f32) {
    for drop in 0..count {
        let y = from.1 + drop as f32 * apart;
        let x = from.0 + c.jitter(2.0);
        c.ellipse((x, y), 6.0, 11.0, mix(WATER, BLACK, 0.25));
        c.ellipse((x - 2.0, y - 3.0), 2.5, 4.0, WHITE);
    }
}

/// A boiler in its room.
pub(crate) fn boiler(c: &mut Canvas, after: bool) {
    c.room(CELLAR, CONCRETE, 760);
    for course in 0..12 {
        c.rectangle(0, course * 62, 1280, 2, mix(CELLAR, BLACK, 0.12));
    }
    c.pipe(&[(640.0, 220.0), (640.0, 90.0), (1300.0, 90.0)], 84.0, STEEL);
    for (at, x) in [500.0, 600.0, 700.0, 790.0].into_iter().enumerate() {
        let colour = if at == 2 { STEEL } else { COPPER };
        c.pipe(&[(x, 690.0), (x, 820.0), (x - 520.0 + at as f32 * 60.0, 820.0)], 26.0, colour);
        c.ball((x, 742.0), 21.0, if at % 2 == 0 { RED } else { [40, 84, 160] });
    }
    c.panel(430, 190, 430, 510, [228, 230, 230]);
    c.rectangle(430, 330, 430, 5, [150, 154, 156]);
    c.panel(470, 226, 350, 76, [44, 50, 58]);
    let screen = if after { [120, 196, 150] } else { [206, 120, 96] };
    c.rectangle(500, 244, 130, 42, screen);
    for bar in 0..5 {
        c.rectangle(512 + bar * 22, 252 + (bar % 3) * 5, 12, 26 - (bar % 3) * 5, mix(screen, BLACK, 0.6));
    }
    let lamp = if after { GREEN } else { RED };
    c.ball((730.0, 265.0), 15.0, lamp);
    c.glow((730.0, 265.0), 70.0, lamp, 0.75);
    c.ball((780.0, 265.0), 18.0, STEEL);
    gauge(c, (645.0, 480.0), 84.0, if after { 0.5 } else { 0.12 });
    c.panel(1010, 380, 150, 330, [196, 52, 44]);
    c.rectangle(1010, 470, 150, 6, mix(RED, BLACK, 0.5));
    if after {
        c.rectangle(700, 600, 110, 70, WHITE);
        for line in 0..4 {
            c.rectangle(710, 612 + line * 14, 80 - line * 9, 4, [120, 124, 140]);
        }
    } else {
        drops(c, (600.0, 770.0), 4, 32.0);
        c.puddle((620.0, 890.0), 260.0, 42.0, CONCRETE);
        c.strew((480, 600, 330, 90), 60, 9.0, (RUST, [70, 62, 56]));
    }
}

/// A circulating pump between two pipes.
pub(crate) fn pump(c: &mut Canvas, after: bool) {
    c.room([136, 142, 146], [92, 94, 96], 800);
    c.pipe(&[(-20.0, 200.0), (1300.0, 200.0)], 70.0, STEEL);
    let pipe = if after { COPPER } else { mix(COPPER, RUST, 0.6) };
    c.pipe(&[(640.0, -20.0), (640.0, 330.0)], 74.0, pipe);
    c.pipe(&[(640.0, 660.0), (640.0, 980.0)], 74.0, pipe);
    for y in [318, 640] {
        c.panel(560, y, 160, 44, if after { [182, 148, 82] } else { mix(RUST, BLACK, 0.1) });
    }
    let body = if after { [186, 40, 36] } else { [110, 58, 48] };
    c.ball((640.0, 500.0), 178.0, body);
    c.panel(700, 390, 260, 220, if after { [46, 50, 56] } else { [76, 72, 70] });
    c.ellipse((640.0, 500.0), 92.0, 92.0, mix(body, BLACK, 0.35));
    c.ellipse((640.0, 500.0), 82.0, 82.0, if after { [214, 216, 218] } else { [150, 140, 130] });
    c.line((600.0, 500.0), (680.0, 500.0), 12.0, BLACK);
    c.rectangle(740, 430, 180, 62, if after { WHITE } else { [168, 160, 146] });
    for bar in 0..6 {
        let lit = after && bar < 3;
        c.rectangle(750 + bar * 27, 520, 18, 40, if lit { GREEN } else { [70, 74, 78] });
    }
    gauge(c, (250.0, 420.0), 110.0, if after { 0.48 } else { 0.9 });
    c.pipe(&[(250.0, 220.0), (250.0, 312.0)], 24.0, COPPER);
    if after {
        c.glow((760.0, 540.0), 60.0, GREEN, 0.5);
    } else {
        c.strew((540, 600, 220, 240), 120, 12.0, (RUST, [206, 150, 90]));
        drops(c, (612.0, 706.0), 5, 36.0);
        c.puddle((610.0, 910.0), 220.0, 36.0, [92, 94, 96]);
    }
}

/// A radiator under a window sill.
pub(crate) fn radiator(c: &mut Canvas, after: bool) {
    const FLOOR: Colour = [150, 112, 76];
    c.room([214, 208, 184], FLOOR, 780);
    for board in 0..9 {
        c.rectangle(0, 800 + board * board * 2 + board * 6, 1280, 2, mix(FLOOR, BLACK, 0.25));
    }
    c.panel(90, 120, 1100, 46, [232, 230, 224]);
    c.shade(120, 0, 1040, 120, [186, 212, 230], [222, 232, 236]);
    c.rectangle(620, 0, 34, 120, WHITE);
    c.darken(250, 290, 860, 440, 0.75);
    for column in 0..18 {
        let x = 226 + column * 46;
        c.shade(x, 260, 40, 440, [250, 250, 246], [204, 204, 200]);
        c.rectangle(x + 34, 270, 8, 420, [164, 166, 166]);
    }
    c.shade(220, 244, 836, 26, WHITE, [196, 198, 198]);
    c.shade(220, 690, 836, 24, [214, 214, 210], [150, 150, 148]);
    c.pipe(&[(224.0, 668.0), (150.0, 668.0), (150.0, 800.0)], 28.0, COPPER);
    c.ball((150.0, 668.0), 30.0, [196, 160, 92]);
    if after {
        c.panel(104, 560, 92, 84, WHITE);
        for line in 0..5 {
            c.rectangle(112, 574 + line * 13, 76, 3, [150, 154, 160]);
        }
    } else {
        c.ball((150.0, 604.0), 42.0, [150, 132, 108]);
        c.strew((120, 620, 70, 150), 70, 9.0, (RUST, [226, 222, 206]));
        drops(c, (150.0, 712.0), 4, 30.0);
        c.puddle((230.0, 868.0), 230.0, 44.0, FLOOR);
    }
}

/// A toilet against tiles.
pub(crate) fn toilet(c: &mut Canvas, after: bool) {
    const FLOOR: Colour = [126, 132, 138];
    c.room([206, 218, 220], FLOOR, 740);
    for tile in 0..11 {
        c.rectangle(tile * 122, 0, 3, 714, [176, 188, 192]);
        c.rectangle(0, tile * 92, 1280, 3, [176, 188, 192]);
    }
    c.panel(470, 130, 340, 250, [240, 240, 236]);
    c.panel(600, 170, 80, 46, STEEL);
    c.rectangle(638, 172, 4, 42, [110, 114, 118]);
    c.polygon(&[(500.0, 560.0), (780.0, 560.0), (730.0, 830.0), (550.0, 830.0)], [222, 222, 218]);
    c.polygon(&[(500.0, 560.0), (560.0, 560.0), (590.0, 830.0), (550.0, 830.0)], [246, 246, 242]);
    c.ellipse((640.0, 560.0), 232.0, 128.0, [188, 190, 188]);
    c.ellipse((640.0, 548.0), 232.0, 128.0, [250, 250, 246]);
    c.ellipse((640.0, 552.0), 168.0, 86.0, [176, 180, 182]);
    if after {
        c.ellipse((640.0, 572.0), 120.0, 54.0, [206, 226, 236]);
        c.ellipse((610.0, 562.0), 40.0, 12.0, WHITE);
        c.glow((560.0, 220.0), 120.0, WHITE, 0.5);
    } else {
        c.ellipse((640.0, 556.0), 160.0, 80.0, [140, 150, 132]);
        c.pipe(&[(640.0, 400.0), (640.0, 540.0)], 16.0, WATER);
        c.strew((520, 500, 240, 110), 40, 10.0, ([206, 204, 190], [120, 116, 90]));
        c.puddle((660.0, 866.0), 330.0, 52.0, FLOOR);
        c.polygon(&[(340.0, 380.0), (960.0, 700.0), (950.0, 730.0), (330.0, 410.0)], [236, 206, 52]);
        for stripe in 0..8 {
            let x = 372.0 + stripe as f32 * 72.0;
            let y = 392.0 + stripe as f32 * 37.0;
            c.line((x, y + 28.0), (x + 26.0, y + 8.0), 14.0, BLACK);
        }
    }
}

/// A tap over a basin.
pub(crate) fn tap(c: &mut Canvas, after: bool) {
    c.room([188, 204, 206], [200, 196, 186], 880);
    for tile in 0..9 {
        c.rectangle(tile * 160, 0, 3, 620, [158, 176, 180]);
        c.rectangle(0, tile * 120, 1280, 3, [158, 176, 180]);
    }
    c.ellipse((652.0, 736.0), 556.0, 184.0, [136, 150, 152]);
    c.ellipse((640.0, 700.0), 560.0, 190.0, [206, 208, 206]);
    c.ellipse((640.0, 684.0), 556.0, 186.0, [250, 250, 248]);
    c.ellipse((640.0, 716.0), 420.0, 128.0, [198, 204, 206]);
    c.ellipse((640.0, 736.0), 380.0, 104.0, [226, 230, 230]);
    c.ellipse((640.0, 768.0), 40.0, 16.0, [90, 96, 100]);
    let chrome = if after { [206, 212, 218] } else { [160, 160, 152] };
    c.pipe(&[(640.0, 560.0), (640.0, 300.0)], 92.0, chrome);
    c.pipe(&[(640.0, 330.0), (640.0, 250.0), (700.0, 236.0), (800.0, 300.0), (800.0, 400.0)], 60.0, chrome);
    c.ball((640.0, 230.0), 58.0, chrome);
    c.pipe(&[(640.0, 210.0), (520.0, 150.0)], 36.0, chrome);
    c.ellipse((800.0, 428.0), 30.0, 10.0, [70, 74, 78]);
    if after {
        c.glow((618.0, 380.0), 60.0, WHITE, 0.8);
        c.glow((790.0, 320.0), 40.0, WHITE, 0.8);
    } else {
        c.strew((590, 500, 110, 80), 80, 9.0, ([226, 222, 204], [150, 148, 120]));
        c.strew((765, 400, 70, 34), 40, 7.0, ([226, 226, 214], [180, 176, 150]));
        c.blot((720.0, 752.0), 130.0, 26.0, [190, 172, 132]);
        drops(c, (800.0, 470.0), 6, 44.0);
    }
}
