//! Electricity: switchboard, socket, light fitting, emergency light.

use crate::demo::pictures::canvas::{BLACK, Canvas, Colour, GREEN, RED, STEEL, WHITE, mix};

/// A switchboard with three rows of modules.
pub(crate) fn switchboard(c: &mut Canvas, after: bool) {
    c.room([176, 172, 160], [110, 108, 104], 880);
    c.pipe(&[(420.0, -10.0), (420.0, 100.0)], 60.0, [120, 124, 128]);
    c.pipe(&[(860.0, -10.0), (860.0, 100.0)], 60.0, [120, 124, 128]);
    c.panel(220, 80, 840, 760, [196, 200, 204]);
    c.shade(260, 120, 760, 680, [64, 68, 74], [44, 46, 52]);
    for row in 0..3 {
        let y = 160 + row * 215;
        c.rectangle(280, y + 70, 720, 22, STEEL);
        for module in 0..12 {
            let x = 286 + module * 59;
            let tripped = !after && row == 1 && module == 5;
            let face = if tripped { [150, 140, 128] } else { [230, 230, 226] };
            c.panel(x, y, 54, 150, face);
            let lever = if tripped { y + 86 } else { y + 50 };
            c.rectangle(x + 16, lever, 22, 30, if tripped { RED } else { [38, 44, 54] });
            if module % 4 == 3 {
                c.rectangle(x + 14, y + 114, 26, 16, [232, 196, 60]);
            }
            if after {
                c.rectangle(x + 4, y + 156, 46, 20, WHITE);
                c.rectangle(x + 9, y + 162, 28, 3, [90, 96, 120]);
                c.rectangle(x + 9, y + 169, 20, 3, [90, 96, 120]);
            }
        }
    }
    if !after {
        c.blot((608.0, 450.0), 66.0, 96.0, [52, 44, 40]);
        c.blot((608.0, 452.0), 44.0, 66.0, BLACK);
        c.glow((612.0, 480.0), 110.0, [120, 66, 30], 0.45);
        c.pipe(&[(596.0, 500.0), (570.0, 640.0), (640.0, 730.0), (600.0, 820.0)], 12.0, [60, 84, 150]);
        c.pipe(&[(620.0, 500.0), (660.0, 620.0), (590.0, 720.0), (650.0, 830.0)], 12.0, [120, 72, 40]);
    }
}

/// A double socket in a wall.
pub(crate) fn socket(c: &mut Canvas, after: bool) {
    const WALL: Colour = [206, 216, 196];
    c.room(WALL, [146, 108, 74], 840);
    if after {
        c.panel(0, 640, 1280, 84, [240, 240, 236]);
        c.rectangle(0, 680, 1280, 3, [190, 192, 190]);
    }
    c.panel(300, 260, 680, 360, [244, 244, 240]);
    for (at, x) in [470.0, 810.0].into_iter().enumerate() {
        c.ellipse((x, 440.0), 138.0, 138.0, [196, 198, 196]);
        c.ellipse((x, 444.0), 130.0, 130.0, [232, 232, 228]);
        c.ellipse((x - 62.0, 444.0), 17.0, 17.0, BLACK);
        c.ellipse((x + 62.0, 444.0), 17.0, 17.0, BLACK);
        c.pipe(&[(x, 366.0), (x, 400.0)], 20.0, STEEL);
        if !after && at == 1 {
            c.blot((x + 30.0, 430.0), 150.0, 128.0, [96, 78, 60]);
            c.blot((x + 44.0, 436.0), 104.0, 92.0, [44, 36, 32]);
            c.blot((x + 52.0, 440.0), 58.0, 54.0, BLACK);
        }
    }
    if !after {
        c.blot((870.0, 236.0), 92.0, 110.0, mix(WALL, BLACK, 0.4));
        c.blot((880.0, 262.0), 62.0, 70.0, [70, 62, 56]);
        c.polygon(&[(940.0, 596.0), (982.0, 560.0), (984.0, 648.0), (960.0, 668.0)], [206, 200, 184]);
        c.pipe(&[(960.0, 560.0), (1040.0, 640.0), (1010.0, 720.0)], 14.0, [60, 90, 170]);
        c.pipe(&[(950.0, 580.0), (1080.0, 600.0), (1120.0, 690.0)], 14.0, [196, 172, 60]);
    }
}

/// A light fitting in a suspended ceiling.
pub(crate) fn light_fitting(c: &mut Canvas, after: bool) {
    let ceiling: Colour = if after { [226, 226, 220] } else { [150, 148, 140] };
    c.shade(0, 0, 1280, 960, ceiling, mix(ceiling, BLACK, 0.28));
    for line in -6..=6 {
        let x = line as f32;
        c.line((640.0 + x * 120.0, 0.0), (640.0 + x * 330.0, 960.0), 5.0, mix(ceiling, BLACK, 0.3));
    }
    for (at, y) in [90.0, 220.0, 400.0, 640.0, 940.0].into_iter().enumerate() {
        c.line((0.0, y), (1280.0, y), 4.0 + at as f32, mix(ceiling, BLACK, 0.3));
    }
    let frame = [(420.0, 240.0), (860.0, 240.0), (1010.0, 700.0), (270.0, 700.0)];
    c.polygon(&frame, [120, 122, 122]);
    let inside = [(440.0, 256.0), (840.0, 256.0), (980.0, 682.0), (300.0, 682.0)];
    if after {
        c.polygon(&inside, [255, 253, 244]);
        c.glow((640.0, 470.0), 620.0, [255, 252, 236], 0.75);
        c.polygon(&inside, [255, 255, 250]);
    } else {
        c.polygon(&inside, [176, 176, 166]);
        c.pipe(&[(530.0, 280.0), (430.0, 660.0)], 44.0, [250, 244, 214]);
        c.glow((490.0, 440.0), 240.0, [255, 246, 210], 0.5);
        c.pipe(&[(750.0, 280.0), (850.0, 660.0)], 44.0, [112, 106, 100]);
        c.ellipse((846.0, 642.0), 20.0, 24.0, BLACK);
        c.ellipse((754.0, 300.0), 16.0, 18.0, BLACK);
        c.strew((460, 300, 380, 340), 36, 5.0, (BLACK, [90, 84, 70]));
        c.blot((1090.0, 300.0), 110.0, 70.0, [126, 112, 84]);
    }
}

/// An emergency light over a door.
pub(crate) fn emergency_light(c: &mut Canvas, after: bool) {
    let wall: Colour = if after { [126, 124, 128] } else { [84, 82, 86] };
    c.room(wall, [62, 62, 66], 930);
    c.panel(340, 560, 600, 420, [92, 66, 48]);
    c.rectangle(636, 564, 8, 400, [52, 38, 28]);
    c.panel(300, 170, 680, 300, [226, 228, 226]);
    let sign = if after { [22, 164, 84] } else { [54, 84, 66] };
    c.shade(330, 200, 620, 240, mix(sign, WHITE, 0.15), sign);
    let ink = if after { WHITE } else { [150, 158, 152] };
    c.polygon(
        &[
            (380.0, 300.0),
            (500.0, 300.0),
            (500.0, 250.0),
            (590.0, 322.0),
            (500.0, 394.0),
            (500.0, 344.0),
            (380.0, 344.0),
        ],
        ink,
    );
    c.ellipse((742.0, 250.0), 25.0, 25.0, ink);
    for (from, to) in [
        ((735.0, 290.0), (712.0, 346.0)),
        ((712.0, 346.0), (756.0, 374.0)),
        ((756.0, 374.0), (742.0, 420.0)),
        ((712.0, 346.0), (668.0, 386.0)),
        ((735.0, 296.0), (786.0, 326.0)),
        ((735.0, 296.0), (684.0, 318.0)),
    ] {
        c.line(from, to, 22.0, ink);
    }
    c.rectangle(830, 226, 86, 194, ink);
    let lamp = if after { GREEN } else { RED };
    c.ball((640.0, 456.0), 9.0, lamp);
    c.glow((640.0, 456.0), 50.0, lamp, 0.8);
    if after {
        c.glow((640.0, 320.0), 520.0, [120, 240, 170], 0.34);
    } else {
        c.strew((300, 170, 680, 300), 46, 4.0, ([60, 56, 50], [110, 104, 92]));
        c.line((560.0, 172.0), (640.0, 300.0), 3.0, [30, 34, 32]);
        c.line((640.0, 300.0), (610.0, 438.0), 3.0, [30, 34, 32]);
    }
}
