//! The PIN of this phone: set, changed, taken away; and when the phone locks itself.

use dioxus::prelude::*;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::pin::{Pin, PinChange};
use crate::limits::{LOCK_AFTER_MINUTES, LOCK_AFTER_MINUTES_USUAL};
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Bound;
use crate::screens::field::{Pick, Picks, PinField};
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

#[component]
pub(crate) fn PinSettings() -> Element {
    let app = use_context::<AppContext>();
    let after = app.status.read().locks_after_minutes;
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
        let typed = if typed.is_empty() && after.is_some() { before.peek().clone() } else { typed };
        set(Some(Pin(typed)), *minutes.peek());
    };
    let picks = LOCK_AFTER_MINUTES.map(|choice| Pick {
        value: choice.to_string(),
        words: app.count("pin-after", u64::from(choice)),
        lang: None,
        test: format!("pin-after-{choice}"),
    });
    let chosen = Bound::saved_at_once(minutes.read().to_string(), move |choice| {
        task::tell(minutes, choice.parse().unwrap_or(LOCK_AFTER_MINUTES_USUAL));
    });
    let lock_now = app.platform.start_again;
    rsx! {
        section { "data-test": "pin-settings",
            h2 { {app.text("pin-title")} }
            p { {app.text(if after.is_some() { "pin-is-set" } else { "pin-explain" })} }
            form { onsubmit: submit,
                if after.is_some() {
                    PinField { value: before, test: "pin-before", label: app.text("pin-before") }
                }
                PinField { value: pin, test: "pin-new", label: app.text("pin-new") }
                PinField { value: again, test: "pin-again", label: app.text("pin-again") }
                fieldset { class: "choices",
                    legend { {app.text("pin-after-title")} }
                    Picks { bound: chosen, name: "pin-after", picks: picks.to_vec(), class: "" }
                }
                Said { outcome: outcome.read().clone() }
                button { class: "primary", r#type: "submit", "data-test": "pin-set",
                    {app.text(if after.is_some() { "pin-change" } else { "pin-set" })}
                }
            }
            if after.is_some() {
                button { "data-test": "lock-now", onclick: move |_| lock_now(), {app.text("pin-lock-now")} }
                button { "data-test": "pin-take-away", onclick: move |_| take_away(None, 0), {app.text("pin-take-away")} }
            }
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
