//! Pictures of the work, drawn by the program: no photo of a real place, nobody's face.
//!
//! Sixteen scenes, each before and after. Drawing is slow in a debug build, so each scene is
//! drawn once and serves several orders.

mod canvas;
mod electricity;
mod fabric;
mod plumbing;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage};
use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::limits::THUMBNAIL_EDGE_PX_MAX;
use shared::wire::Waiting;
use shared::{Sha256, Timestamp};

use self::canvas::{Canvas, HEIGHT, WIDTH};
use crate::demo::error::DemoError;
use crate::demo::spread::spread;
use crate::photos::PhotoFiles;

type Draw = fn(&mut Canvas, bool);

/// The scenes by the name the jobs give them; drawn as it was, or as it was left.
const SCENES: [(&str, Draw); 16] = [
    ("chaudière", plumbing::boiler),
    ("pompe", plumbing::pump),
    ("radiateur", plumbing::radiator),
    ("wc", plumbing::toilet),
    ("robinet", plumbing::tap),
    ("tableau", electricity::switchboard),
    ("prise", electricity::socket),
    ("luminaire", electricity::light_fitting),
    ("secours", electricity::emergency_light),
    ("poignée", fabric::door_handle),
    ("vitre", fabric::window),
    ("toiture", fabric::roof),
    ("gouttière", fabric::gutter),
    ("carrelage", fabric::tiles),
    ("mur", fabric::wall),
    ("jeux", fabric::swings),
];

/// The scene of the order whose pictures the office still waits for.
pub(crate) const SCENE_ON_PHONE: &str = "robinet";

const QUALITY: u8 = 84;
const THUMBNAIL_QUALITY: u8 = 76;

/// Which picture of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct View {
    /// As it was left, not as it was found.
    pub(crate) after: bool,
    /// Still on the phone: the office has no more than its thumbnail.
    pub(crate) on_phone: bool,
}

/// A picture and its thumbnail, as files.
#[derive(Debug)]
struct Picture {
    jpeg: Vec<u8>,
    thumbnail: Vec<u8>,
}

/// Every picture of the demo.
#[derive(Debug)]
pub(crate) struct Gallery(BTreeMap<(&'static str, View), Picture>);

impl Gallery {
    /// All of it, drawn when it is first wanted: it is the same in every demo.
    pub(crate) fn drawn() -> Result<&'static Self, DemoError> {
        static DRAWN: LazyLock<Result<Gallery, String>> =
            LazyLock::new(|| Gallery::draw().map_err(|error| error.to_string()));
        DRAWN.as_ref().map_err(|error| DemoError::Picture(error.clone()))
    }

    fn draw() -> Result<Self, DemoError> {
        let mut wanted = Vec::new();
        for (scene, draw) in SCENES {
            for after in [false, true] {
                wanted.push((scene, draw, View { after, on_phone: false }));
                if scene == SCENE_ON_PHONE {
                    wanted.push((scene, draw, View { after, on_phone: true }));
                }
            }
        }
        let drawn = spread(&wanted, |(scene, draw, view)| {
            let mut canvas = Canvas::new(scene, view.after);
            draw(&mut canvas, view.after);
            canvas.grain();
            Ok(((*scene, *view), picture(canvas, view.on_phone)?))
        })?;
        Ok(Self(drawn.into_iter().collect()))
    }

    /// What a document says of a picture.
    pub(crate) fn facts(
        &self,
        scene: &'static str,
        view: View,
        (taken_at, dated_by): (Timestamp, DatedBy),
        phase: PhotoPhase,
        caption: &str,
    ) -> Result<PhotoFacts, DemoError> {
        let picture = self.0.get(&(scene, view)).ok_or(DemoError::Missing(scene))?;
        Ok(PhotoFacts {
            taken_at,
            dated_by,
            caption: caption.to_owned(),
            phase,
            sha256: Sha256::of(&picture.jpeg),
            thumbnail: Sha256::of(&picture.thumbnail),
            width_px: WIDTH as u32,
            height_px: HEIGHT as u32,
            size_bytes: u32::try_from(picture.jpeg.len()).unwrap_or(u32::MAX),
        })
    }

    /// What the phone says that still holds pictures.
    pub(crate) fn still_on_phone(&self) -> Waiting {
        let waiting = self.0.iter().filter(|((_, view), _)| view.on_phone);
        let sizes: Vec<u64> = waiting.map(|(_, picture)| picture.jpeg.len() as u64).collect();
        Waiting {
            changes: 0,
            photos: u32::try_from(sizes.len()).unwrap_or(u32::MAX),
            photo_bytes: sizes.iter().sum(),
        }
    }

    /// Puts the files the office has in their place; their names and sizes.
    pub(crate) fn put(&self, files: &PhotoFiles) -> Result<Vec<(Sha256, u64)>, DemoError> {
        let mut put = Vec::new();
        for ((_, view), picture) in &self.0 {
            let full = (!view.on_phone).then_some(&picture.jpeg);
            for bytes in full.into_iter().chain([&picture.thumbnail]) {
                let sha256 = Sha256::of(bytes);
                files.store().put(sha256, bytes)?;
                put.push((sha256, bytes.len() as u64));
            }
        }
        Ok(put)
    }
}

fn picture(canvas: Canvas, mirrored: bool) -> Result<Picture, DemoError> {
    let pixels = RgbImage::from_raw(WIDTH as u32, HEIGHT as u32, canvas.into_pixels());
    let image = DynamicImage::ImageRgb8(pixels.ok_or(DemoError::Missing("pixels"))?);
    let image = if mirrored { image.fliph() } else { image };
    let thumbnail = image.thumbnail(THUMBNAIL_EDGE_PX_MAX, THUMBNAIL_EDGE_PX_MAX);
    Ok(Picture { jpeg: jpeg(&image, QUALITY)?, thumbnail: jpeg(&thumbnail, THUMBNAIL_QUALITY)? })
}

fn jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, DemoError> {
    let mut bytes = Vec::new();
    image
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
        .map_err(|error| DemoError::Picture(error.to_string()))?;
    Ok(bytes)
}
