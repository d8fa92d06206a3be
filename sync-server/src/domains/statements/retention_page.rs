//! For how long things are kept: what each category is, on what ground, what would go today, and the form in which an
//! administrator chooses the times and puts them in force.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

use crate::accounts::person::revised;
use crate::domains::statements::menu;
use crate::office::form::{Fields, Parameters, was};
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::{PageError, person_phrase};
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::retention::{Category, Months, Preview, Terms};
use crate::store::{Action, AuditEntry, Outlived, Store, Subject};

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let read = |store: &Store| Ok((Terms::read(store)?, store.audit_begin()?.is_some()));
    let (terms, is_shortened) = office.engine.read(read).await?;
    let (found, held_back) = (office.engine.outlived().await?, office.engine.held_back_until().await?);
    let localizer = &visitor.localizer;
    let title = localizer.text("nav-retention");
    let page = html! {
        h1 { (title) }
        (notices(localizer, done(parameters.one("done")), None))
        p { (localizer.text("retention-explain")) }
        @if !terms.is_in_force { p.notice.warn data-test="not-in-force" { (localizer.text("retention-not-in-force")) } }
        @if let Some(until) = held_back {
            @let day = localizer.on_paper().day(localizer.date(until));
            p.notice.warn data-test="held-back" { (localizer.with("retention-held-back", &[("day", &day)])) }
        }
        form.stack method="post" action="/office/retention" data-test="retention-form" {
            @for preview in &found { (of_category(localizer, preview)) }
            (was("in-force", terms.is_in_force.then_some("yes")))
            label.tick {
                input type="checkbox" name="in-force" value="yes" checked[terms.is_in_force];
                span { (localizer.text("retention-in-force")) }
            }
            p.quiet { (localizer.text("retention-archives")) }
            button.primary type="submit" { (localizer.text("save")) }
        }
        h2 { (localizer.text("retention-not-title")) }
        p { (localizer.text("retention-not")) }
        @if is_shortened { p { (localizer.text("retention-audit-begin")) } }
    };
    Ok(shell(localizer, Some(&visitor), menu::RETENTION, &title, &page))
}

/// One category: what it is, why it is kept for so long, and what of it would go today.
fn of_category(localizer: &Localizer, found: &Preview) -> Markup {
    let Preview { category, months, outlived, is_at_least } = found;
    let (name, Months { least, usual, most }) = (category.name(), category.months());
    let (field, help) = (format!("months-{name}"), format!("ground-{name}"));
    let bounds =
        [("least", least), ("most", most), ("usual", usual)].map(|(key, count)| (key, count.to_string()));
    let bounds = bounds.each_ref().map(|(key, count)| (*key, count.as_str()));
    html! {
        fieldset data-test={ "kept-" (name) } {
            legend { (localizer.text(&format!("retention-{name}"))) }
            p #(help) { (localizer.text(&format!("retention-{name}-ground"))) }
            (was(&field, [months]))
            div.field {
                label for=(field) { (localizer.with("retention-months", &bounds)) }
                input id=(field) name=(field) type="text" inputmode="numeric" autocomplete="off" required
                    data-chars-max="4" value=(months) aria-describedby=(help);
            }
            @if *category != Category::Orders { p { (localizer.text("retention-own-choice")) } }
            p data-test="outlived" data-things=(outlived.things) { (would_go(localizer, *outlived, *is_at_least)) }
        }
    }
}

/// How many things are over their time, at least where there may be more, and of when.
fn would_go(localizer: &Localizer, outlived: Outlived, is_at_least: bool) -> String {
    let key = if is_at_least { "retention-at-least" } else { "retention-things" };
    let count = localizer.count(key, u32::try_from(outlived.things).unwrap_or(u32::MAX));
    match outlived.oldest.zip(outlived.newest) {
        Some((oldest, newest)) => {
            let [oldest, newest] = [oldest, newest].map(|at| localizer.day(localizer.date(at)));
            localizer.with("retention-days", &[("count", &count), ("oldest", &oldest), ("newest", &newest)])
        }
        None => count,
    }
}

pub(crate) async fn save(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let now = office.engine.read(Terms::read).await?;
    let Chosen { terms, told, is_to_be_seen } = chosen(&now, &fields)?;
    let done = if is_to_be_seen { "shortened" } else { "saved" };
    let saved = Redirect::to(&format!("/office/retention?done={done}")).into_response();
    if told.is_empty() {
        return Ok(saved);
    }
    let entry = AuditEntry::new(Action::RetentionChanged, Subject::Nothing).by(visitor.person.id);
    let entry = entry.detailed(told.join("; "));
    office.engine.act(move |store| terms.write(store).map(|()| ((), entry))).await?;
    Ok(saved)
}

/// What a form makes of the times.
struct Chosen {
    terms: Terms,
    /// What that changes, in words of no language: `technical 12 → 6`.
    told: Vec<String>,
    /// More would go than the page showed: the times are not in force before somebody saw it.
    is_to_be_seen: bool,
}

fn chosen(now: &Terms, fields: &Fields) -> Result<Chosen, PageError> {
    let (mut terms, mut told, mut is_shorter) = (now.clone(), Vec::new(), false);
    for category in Category::ALL {
        let (name, Months { least, most, .. }) = (format!("months-{}", category.name()), category.months());
        let is = now.months(category);
        let text = is.to_string();
        let said = revised(text.as_str(), &fields.shown(&name, &text), &fields.left(&name, &text));
        let said = said.map_err(|error| PageError::Invalid(person_phrase(error)))?;
        let months = said.parse().ok().filter(|months| (least..=most).contains(months));
        let months: u32 = months.ok_or(PageError::Invalid("error-retention"))?;
        is_shorter |= months < is;
        if months != is {
            terms.choose(category, months);
            told.push(format!("{} {is} → {months}", category.name()));
        }
    }
    let is = if now.is_in_force { "yes" } else { "" };
    // A box that is not ticked is not sent.
    let said = revised(is, &fields.shown("in-force", is), &fields.one("in-force"));
    let is_wanted = said.map_err(|error| PageError::Invalid(person_phrase(error)))? == "yes";
    terms.is_in_force = is_wanted && !is_shorter;
    if terms.is_in_force != now.is_in_force {
        told.push(format!("in-force {} → {}", now.is_in_force, terms.is_in_force));
    }
    Ok(Chosen { terms, told, is_to_be_seen: is_wanted && is_shorter })
}
