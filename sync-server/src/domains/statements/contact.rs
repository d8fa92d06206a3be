//! What both statements have in common: who reads, and who answers.

use maud::{Markup, html};

use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::menu::Room;
use crate::office::page_error::PageError;
use crate::office::session::{Guest, Visitor};
use crate::office::state::Office;
use crate::store::ResponsibleBody;

/// A statement with this title, for whoever reads, signed in or not.
pub(crate) async fn statement(
    office: &Office,
    (visitor, guest): (Option<Visitor>, Guest),
    title: &str,
    words: impl FnOnce(&Localizer, &ResponsibleBody) -> Markup,
) -> Result<Markup, PageError> {
    let body = office.engine.read(|store| store.responsible_body()).await?;
    let localizer = visitor.as_ref().map_or(&guest.localizer, |visitor| &visitor.localizer);
    let title = localizer.text(title);
    let page = html! {
        article.statement {
            h1 { (title) }
            (words(localizer, &body))
        }
    };
    Ok(shell(localizer, visitor.as_ref(), Room::NONE, &title, &page))
}

/// How the body that answers is called.
pub(crate) fn named(localizer: &Localizer, body: &ResponsibleBody) -> String {
    if body.name.is_empty() { localizer.text("responsible-unsaid") } else { body.name.clone() }
}

/// Where it is reached.
pub(crate) fn contact(localizer: &Localizer, body: &ResponsibleBody) -> Markup {
    html! {
        @if body.name.is_empty() { p.notice.warn data-test="responsible-unsaid" { (localizer.text("responsible-missing")) } }
        @else {
            address data-test="responsible" {
                (body.name) br; (body.address) br;
                a href={ "mailto:" (body.email) } { (body.email) }
                @if !body.phone.is_empty() { br; a href={ "tel:" (body.phone.replace(' ', "")) } { (body.phone) } }
            }
        }
    }
}
