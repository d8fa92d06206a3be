//! The file: what was laid out, as PDF/A-3a with its tree of tags, its outline and files in it.

use jiff::tz::TimeZone;
use krilla::color::rgb;
use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};
use shared::Timestamp;
use std::num::NonZeroU16;

use crate::pdf::drawing::{Drawing, Layout, MARGIN, Part, Setting};
use crate::pdf::imprint::{Attachment, Imprint, PdfError};

const FOOT: Setting = Setting { size: 7.0, is_bold: false };

/// Writes the pages.
pub(crate) fn write(
    mut layout: Layout,
    imprint: &Imprint,
    attachments: Vec<Attachment>,
) -> Result<Vec<u8>, PdfError> {
    let configuration = configuration()?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut drawn: Vec<Vec<Identifier>> = vec![Vec::new(); layout.parts.len()];
    let pages = std::mem::take(&mut layout.pages);
    let count = pages.len();
    for (number, drawings) in pages.into_iter().enumerate() {
        let settings = PageSettings::from_wh(layout.size.0, layout.size.1).ok_or(PdfError::Typeface)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for drawing in drawings {
            draw(&mut surface, &layout, drawing, &mut drawn);
        }
        if !imprint.foot.is_empty() {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
            let foot = layout.regular.writable(&format!("{} · {} / {count}", imprint.foot, number + 1));
            letters(&mut surface, &layout, FOOT, (MARGIN, layout.size.1 - 34.0), &foot);
            surface.end_tagged();
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&layout));
    document.set_tag_tree(tags(&layout, drawn, imprint.language));
    document.set_metadata(metadata(imprint));
    let at = date(imprint.made_at);
    for attachment in attachments {
        embed(&mut document, attachment, at);
    }
    document.finish().map_err(|error| PdfError::Refused(format!("{error:?}")))
}

fn configuration() -> Result<Configuration, PdfError> {
    let built = ConfigurationBuilder::new().with_archival_validator(Archival::A3_A).finish();
    built.map_err(|error| PdfError::Refused(format!("{error:?}")))
}

fn metadata(imprint: &Imprint) -> Metadata {
    Metadata::new()
        .title(imprint.title.clone())
        .language(imprint.language.to_owned())
        .creator("Guichet".to_owned())
        .creation_date(date(imprint.made_at))
}

fn date(at: Timestamp) -> DateTime {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let at = at.to_zoned_datetime(TimeZone::UTC);
    let small = |number: i8| number.unsigned_abs();
    DateTime::new(at.year().unsigned_abs())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn embed(document: &mut Document, attachment: Attachment, at: DateTime) {
    let association_kind =
        if attachment.is_source { AssociationKind::Source } else { AssociationKind::Supplement };
    let embedded = document.embed_file(EmbeddedFile {
        path: attachment.name,
        mime_type: MimeType::new(attachment.media_type),
        description: Some(attachment.description),
        association_kind,
        data: attachment.bytes.into(),
        modification_date: Some(at),
        compress: Some(false),
        location: None,
    });
    // Two of one name: the callers name theirs apart.
    debug_assert!(embedded.is_some(), "two files have one name");
}

fn draw(surface: &mut Surface<'_>, layout: &Layout, drawing: Drawing, drawn: &mut [Vec<Identifier>]) {
    match drawing {
        // What is empty is read by nobody.
        Drawing::Line { text, .. } if text.trim().is_empty() => {}
        Drawing::Line { at, setting, text, part } => {
            let tag = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            letters(surface, layout, setting, at, &text);
            surface.end_tagged();
            drawn[part].push(tag);
        }
        Drawing::Rule { y, from, to } => {
            let mut path = PathBuilder::new();
            let Some(rule) = Rect::from_xywh(from, y, to - from, 0.4) else { return };
            path.push_rect(rule);
            let Some(path) = path.finish() else { return };
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            surface.set_fill(Some(fill(190)));
            surface.draw_path(&path);
            surface.end_tagged();
        }
        Drawing::Squares { at, side, row, dark, part } => {
            let Some(path) = squares(at, side, row, &dark) else { return };
            let tag = surface.start_tagged(ContentTag::Other);
            surface.set_fill(Some(fill(0)));
            surface.draw_path(&path);
            surface.end_tagged();
            drawn[part].push(tag);
        }
        Drawing::Picture { at, size, jpeg, part } => {
            let size = Size::from_wh(size.0, size.1);
            let (Some(size), Ok(image)) = (size, Image::from_jpeg(jpeg.into(), false)) else { return };
            let tag = surface.start_tagged(ContentTag::Other);
            surface.push_transform(&Transform::from_translate(at.0, at.1));
            surface.draw_image(image, size);
            surface.pop();
            surface.end_tagged();
            drawn[part].push(tag);
        }
    }
}

/// Dark squares as one path, those side by side as one rectangle.
fn squares(at: (f32, f32), side: f32, row: usize, dark: &[bool]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (y, squares) in dark.chunks(row).enumerate() {
        let mut x = 0;
        for run in squares.chunk_by(|one, next| one == next) {
            let long = run.len();
            if run[0] {
                let (left, top) = (at.0 + x as f32 * side, at.1 + y as f32 * side);
                path.push_rect(Rect::from_xywh(left, top, long as f32 * side, side)?);
            }
            x += long;
        }
    }
    path.finish()
}

/// A line of letters, whose foot is at this place.
fn letters(surface: &mut Surface<'_>, layout: &Layout, setting: Setting, at: (f32, f32), text: &str) {
    let face = layout.face(setting);
    surface.set_fill(Some(fill(20)));
    let glyphs = face.glyphs(text);
    surface.draw_glyphs(Point::from_xy(at.0, at.1), &glyphs, face.font.clone(), text, setting.size, false);
}

/// A grey, from 0 for black on.
fn fill(grey: u8) -> Fill {
    Fill { paint: rgb::Color::new(grey, grey, grey).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (part, page, y) in &layout.headings {
        if let (Part::Heading(_, text), _) = &layout.parts[*part] {
            let place = Point::from_xy(MARGIN, *y);
            let destination = krilla::destination::XyzDestination::new(*page, place);
            outline.push_child(OutlineNode::new(text.clone(), destination));
        }
    }
    outline
}

/// The parts as a tree: each stands behind the whole it belongs to, so the last have no parts of their own.
fn tags(layout: &Layout, drawn: Vec<Vec<Identifier>>, language: &str) -> TagTree {
    let mut children: Vec<Vec<Node>> = vec![Vec::new(); layout.parts.len()];
    let mut roots: Vec<Node> = Vec::new();
    for (at, ((part, whole), own)) in layout.parts.iter().zip(drawn).enumerate().rev() {
        let mut within = std::mem::take(&mut children[at]);
        within.reverse();
        within.extend(own.into_iter().map(Node::Leaf));
        if within.is_empty() {
            continue;
        }
        let group = Node::Group(group(part, within));
        match whole {
            Some(whole) => children[*whole].push(group),
            None => roots.push(group),
        }
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    roots.into_iter().rev().for_each(|root| tree.push(root));
    tree
}

fn group(part: &Part, within: Vec<Node>) -> TagGroup {
    match part {
        Part::Heading(level, text) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            TagGroup::with_children(Tag::Hn(level, Some(text.clone())), within)
        }
        Part::Paragraph => TagGroup::with_children(Tag::P, within),
        Part::Table => TagGroup::with_children(Tag::Table, within),
        Part::Row => TagGroup::with_children(Tag::TR, within),
        Part::ColumnHead => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), within),
        Part::RowHead => TagGroup::with_children(Tag::TH(TableHeaderScope::Row), within),
        Part::Cell => TagGroup::with_children(Tag::TD, within),
        Part::Figure(seen) => TagGroup::with_children(Tag::Figure(Some(seen.clone())), within),
    }
}
