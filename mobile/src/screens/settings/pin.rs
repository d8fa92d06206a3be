//! The PIN of this phone: set, changed, taken away; and when the phone locks itself.

use dioxus::prelude::*;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::pin::{Pin, PinChange};
use crate::client::status::PinWanted;
use crate::limits::{LOCK_AFTER_MINUTES, LOCK_AFTER_MINUTES_USUAL};
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Bound;
use crate::screens::field::{Pick, Picks, PinField};
use crate::screens::statements::Statements;
use crate::screens::task;

/// What came of the last change.
#[derive(Clone, PartialEq)]
enum Outcome {
    Nothing,
    Done,
    NotAlike,
    Failed(Failure),
}

impl Outcome {
    fn of(answer: Answer) -> Self {
        if let Answer::Failed(why) = answer { Self::Failed(why) } else { Self::Done }
    }
}

/// A PIN has to be chosen before anything is shown.
#[component]
pub(crate) fn ChoosePin(wanted: PinWanted) -> Element {
    let app = use_context::<AppContext>();
    let why = if wanted == PinWanted::ByRule { "pin-required" } else { "pin-after-code" };
    rsx! {
        main { class: "alone", "data-test": "pin-choose",
            h1 { "Guichet" }
            p { class: "notice attention", "data-test": why, {app.text(why)} }
            PinSettings { chooses: true }
            Statements {}
        }
    }
}

/// The lock: in the settings, or where a PIN `chooses` itself: there is none, or nobody knows it.
#[component]
pub(crate) fn PinSettings(#[props(default)] chooses: bool) -> Element {
    let app = use_context::<AppContext>();
    let (after, required) = {
        let status = app.status.read();
        (status.locks_after_minutes, status.pin_required)
    };
    let knows_pin = after.is_some() && !chooses;
    let (mut before, mut pin, mut again) =
        (use_signal(String::new), use_signal(String::new), use_signal(String::new));
    let minutes = use_signal(move || after.unwrap_or(LOCK_AFTER_MINUTES_USUAL));
    let mut outcome = use_signal(|| Outcome::Nothing);
    let busy = task::use_busy();
    let asking = app.clone();
    let change = move |pin: Option<Pin>, after_minutes: u32| {
        let app = asking.clone();
        let change = PinChange { before: Pin(before.take()), pin, after_minutes };
        task::tell(outcome, Outcome::Nothing);
        busy.start(async move {
            // Once there is a PIN, what stands outside of the replica must be gone, wherever the phone dies.
            if change.pin.is_some() {
                app.forget_last_today();
                app.keep_drafts().await;
            }
            task::tell(outcome, Outcome::of(app.ask(Ask::ChangePin(change)).await));
        });
    };
    let (mut set, mut take_away) = (change.clone(), change);
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let (typed, repeated) = (pin.take(), again.take());
        if typed != repeated {
            return outcome.set(Outcome::NotAlike);
        }
        // Only when the phone locks itself is changed: the PIN stays.
        let typed = if typed.is_empty() && knows_pin { before.peek().clone() } else { typed };
        set(Some(Pin(typed)), *minutes.peek());
    };
    let lock_now = app.platform.start_again;
    rsx! {
        section { "data-test": "pin-settings",
            h2 { {app.text("pin-title")} }
            Lock { knows_pin }
            form { onsubmit: submit,
                if knows_pin {
                    PinField { value: before, test: "pin-before", label: app.text("pin-before") }
                }
                PinField { value: pin, test: "pin-new", label: app.text("pin-new") }
                PinField { value: again, test: "pin-again", label: app.text("pin-again") }
                After { minutes }
                Said { outcome: outcome.read().clone() }
                button { class: "primary", r#type: "submit", "data-test": "pin-set",
                    {app.text(if knows_pin { "pin-change" } else { "pin-set" })}
                }
            }
            if knows_pin {
                button { "data-test": "lock-now", onclick: move |_| lock_now(), {app.text("pin-lock-now")} }
            }
            if after.is_some() && !required {
                button { "data-test": "pin-take-away", onclick: move |_| take_away(None, 0), {app.text("pin-take-away")} }
            }
        }
    }
}

/// What there is to know of the lock, and who was shown a code that opens it.
#[component]
fn Lock(knows_pin: bool) -> Element {
    let app = use_context::<AppContext>();
    let status = app.status.read();
    let way_back = if status.has_way_back { "pin-way-back" } else { "pin-no-way-back" };
    rsx! {
        if knows_pin {
            p { {app.text("pin-is-set")} }
            p { "data-test": way_back, {app.text(way_back)} }
        } else {
            p { {app.text("pin-explain")} }
        }
        if let Some((at, name)) = &status.code_shown {
            p { class: "notice", "data-test": "code-shown",
                {app.fill("code-shown", name)} " " {app.day_and_time(*at)}
            }
        }
    }
}

/// After how many minutes without a touch the phone locks itself.
#[component]
fn After(minutes: Signal<u32>) -> Element {
    let app = use_context::<AppContext>();
    let picks = LOCK_AFTER_MINUTES.map(|choice| Pick {
        value: choice.to_string(),
        words: app.count("pin-after", u64::from(choice)),
        lang: None,
        test: format!("pin-after-{choice}"),
    });
    let chosen = Bound::saved_at_once(minutes.read().to_string(), move |choice| {
        task::tell(minutes, choice.parse().unwrap_or(LOCK_AFTER_MINUTES_USUAL));
    });
    rsx! {
        fieldset { class: "choices",
            legend { {app.text("pin-after-title")} }
            Picks { bound: chosen, name: "pin-after", picks: picks.to_vec(), class: "" }
        }
    }
}

#[component]
fn Said(outcome: Outcome) -> Element {
    let app = use_context::<AppContext>();
    let failure = match &outcome {
        Outcome::Nothing => return rsx! {},
        Outcome::Done => {
            return rsx! {
                p { role: "status", "data-test": "pin-done", {app.text("pin-done")} }
            };
        }
        Outcome::NotAlike => app.text("pin-not-alike"),
        Outcome::Failed(why) => app.failure(why, None),
    };
    rsx! {
        p { role: "alert", class: "notice attention", "data-test": "pin-failed", "{failure}" }
    }
}
