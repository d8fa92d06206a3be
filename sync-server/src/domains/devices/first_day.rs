//! What a phone wrote in its first day, where somebody enrolled it for somebody else: reports say so themselves,
//! everything else is found here.

use maud::{Markup, html};
use shared::DocumentKind;

use crate::base::limits::FIRST_DAY_MS;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::Enrolment;

/// What a document is called, and its page.
struct Written {
    kind: DocumentKind,
    called: String,
    page: String,
}

/// The documents that a phone wrote in, as far as the visitor sees them.
pub(crate) struct FirstDayWork {
    enrolment: Enrolment,
    seen: Vec<Written>,
}

impl FirstDayWork {
    /// Of a phone that somebody else than its owner enrolled; nothing is looked for otherwise.
    pub(crate) async fn read(
        office: &Office,
        visitor: &Visitor,
        enrolment: Option<Enrolment>,
    ) -> Result<Option<Self>, PageError> {
        let Some(enrolment) = enrolment.filter(|enrolment| enrolment.by != enrolment.person) else {
            return Ok(None);
        };
        let device = enrolment.device;
        let written =
            office.records(visitor, move |store| store.first_day_documents(device, FIRST_DAY_MS)).await?;
        let seen = office.lists(visitor, move |reader| {
            let pages = reader.pages();
            let mut seen = Vec::new();
            for (kind, id) in written {
                if let (Some(called), Some(page)) = (reader.title(kind, id)?, pages.get(&kind)) {
                    seen.push(Written { kind, called, page: format!("{page}{id}") });
                }
            }
            Ok(seen)
        });
        Ok(Some(Self { enrolment, seen: seen.await? }))
    }

    /// The part of a device's page.
    pub(crate) fn section(&self, localizer: &Localizer) -> Markup {
        let Enrolment { owner, maker, .. } = &self.enrolment;
        html! {
            section data-test="device-first-day" {
                h2 { (localizer.text("device-first-day")) }
                p.quiet { (localizer.with("device-first-day-explain", &[("name", maker), ("owner", owner)])) }
                @if self.seen.is_empty() { p.quiet { (localizer.text("device-first-day-none")) } }
                ul.lines {
                    @for Written { kind, called, page } in &self.seen {
                        li {
                            a href=(page) { (called) }
                            span.quiet { (localizer.text(&format!("kind-{}", kind.name()))) }
                        }
                    }
                }
            }
        }
    }
}
