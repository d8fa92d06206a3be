//! Labels that are printed before anybody knows what they will be stuck on: made in runs, of which the page says how many
//! are stuck on something by now.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{DocumentId, LabelCode};

use crate::base::limits::{LABEL_RUNS_SHOWN_MAX, LABELS_BLANK_MAX};
use crate::domains::labels::choose::{BLANK, address};
use crate::domains::register::menu;
use crate::office::address::query;
use crate::office::form::Fields;
use crate::office::layout::shell;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{Action, AuditEntry, LabelRun, Subject};

/// How many are made when nobody says otherwise: three sheets of L7160.
const USUAL: &str = "63";

pub(crate) async fn page(State(office): State<Office>, visitor: Visitor) -> Result<Markup, PageError> {
    let runs = office.engine.read(|store| store.label_runs(LABEL_RUNS_SHOWN_MAX)).await?;
    // A number, which is the same for all administrations: which things they are stuck on is not said.
    let attached: BTreeSet<LabelCode> =
        office.all_lists(|reader| reader.attached_labels()).await?.into_iter().collect();
    let localizer = &visitor.localizer;
    let title = localizer.text("labels-blank");
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let body = html! {
        h1 { (title) }
        p { (localizer.text("labels-blank-explain")) }
        form.stack.narrow method="post" action=(BLANK) data-creates data-test="labels-blank-form" {
            div.field {
                label for="count" { (localizer.text("labels-blank-count")) }
                input #count name="count" inputmode="numeric" value=(USUAL) autocomplete="off" required data-chars-max="4" aria-describedby="count-hint";
                p.quiet #count-hint { (localizer.count("labels-blank-most", LABELS_BLANK_MAX)) }
            }
            button.primary type="submit" { (localizer.text("labels-blank-do")) }
        }
        h2 { (localizer.text("labels-runs")) }
        @if runs.is_empty() { p.quiet { (localizer.text("labels-runs-none")) } }
        ul.cards {
            @for run in &runs {
                @let stuck = run.codes.iter().filter(|code| attached.contains(code)).count();
                li.card data-test="label-run" {
                    h3 { (localizer.count("labels-run", number(run.codes.len()))) " · " (localizer.moment(run.at)) }
                    p.quiet { (localizer.count("labels-run-attached", number(stuck))) }
                    p { a.button href=(printed(run.id)) aria-label={ (localizer.text("labels-do")) " " (localizer.instant(run.at)) } { (localizer.text("labels-do")) } }
                }
            }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &title, &body))
}

/// Where a run is printed.
fn printed(run: [u8; 16]) -> String {
    address(&query([("run", DocumentId::from_bytes(run).to_string().as_str())]))
}

pub(crate) async fn make(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let count: Option<u32> = fields.one("count").parse().ok();
    let count = count.filter(|count| (1..=LABELS_BLANK_MAX).contains(count));
    let count = count.ok_or(PageError::Invalid("labels-error-blank"))?;
    let clock = office.engine.clock();
    let run = LabelRun {
        id: clock.sixteen_bytes(),
        at: clock.now(),
        codes: (0..count).map(|_| LabelCode::of_bits(clock.entropy())).collect(),
    };
    let id = run.id;
    let entry = AuditEntry::new(Action::LabelsMade, Subject::Nothing).by(visitor.person.id);
    let entry = entry.detailed(count.to_string());
    office.engine.act(move |store| store.add_label_run(&run).map(|()| ((), entry))).await?;
    Ok(Redirect::to(&printed(id)).into_response())
}
