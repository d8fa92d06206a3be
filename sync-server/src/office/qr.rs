//! QR codes on pages.

use qrcode::QrCode;
use qrcode::render::svg;

/// A text as a QR code, an element of SVG; `None` when it is too long for one.
pub(crate) fn qr(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // The declaration is for files; inside a page only the element counts.
    picture.find("<svg").map(|at| picture[at..].to_owned())
}
