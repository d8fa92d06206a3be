//! The phone's own lock in place of typing the PIN: set, and taken away. The PIN stays beside it.

use dioxus::prelude::*;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::pin::{NewPasskey, Pin};
use crate::screens::context::AppContext;
use crate::screens::field::PinField;
use crate::screens::platform::NoPasskey;
use crate::screens::task;

/// What came of the last try.
#[derive(Clone, PartialEq)]
enum Outcome {
    Nothing,
    NotMade(NoPasskey),
    Failed(Failure),
}

impl Outcome {
    fn of(answer: Answer) -> Self {
        if let Answer::Failed(why) = answer { Self::Failed(why) } else { Self::Nothing }
    }
}

/// Shown where there is a PIN.
#[component]
pub(crate) fn PasskeySettings() -> Element {
    let app = use_context::<AppContext>();
    let status = app.status.read().clone();
    let mut outcome = use_signal(|| Outcome::Nothing);
    let busy = task::use_busy();
    let (Some(owner), Some(_)) = (status.owner, status.locks_after_minutes) else { return rsx! {} };
    let asking = app.clone();
    let set = move |pin: String| {
        // Asked for after the passkey was made: an empty one is known to be wrong.
        if pin.is_empty() {
            return outcome.set(Outcome::Failed(Failure::WrongPin));
        }
        let app = asking.clone();
        let made = (app.platform.make_passkey)(owner.device);
        busy.start(async move {
            let came = match made.await {
                Ok((asked, secret)) => {
                    let passkey = NewPasskey { pin: Pin(pin), asked, secret };
                    Outcome::of(app.ask(Ask::ChangePasskey(Some(passkey))).await)
                }
                Err(why) => Outcome::NotMade(why),
            };
            task::tell(outcome, came);
        });
    };
    let asking = app.clone();
    let take_away = move |_: MouseEvent| {
        let app = asking.clone();
        busy.start(async move {
            let came = Outcome::of(app.ask(Ask::ChangePasskey(None)).await);
            task::tell(outcome, came);
        });
    };
    rsx! {
        section { "data-test": "passkey-settings",
            h2 { {app.text("passkey-title")} }
            if status.has_passkey {
                p { role: "status", "data-test": "passkey-is-set", {app.text("passkey-is-set")} }
                Said { outcome: outcome.read().clone() }
                button { "data-test": "passkey-take-away", onclick: take_away, {app.text("passkey-take-away")} }
            } else if (app.platform.has_passkeys)() {
                MakePasskey { outcome: outcome.read().clone(), onset: set }
            } else {
                Said { outcome: Outcome::NotMade(NoPasskey::NoKey) }
            }
        }
    }
}

#[component]
fn MakePasskey(outcome: Outcome, onset: EventHandler<String>) -> Element {
    let app = use_context::<AppContext>();
    let mut pin = use_signal(String::new);
    let submit = move |event: FormEvent| {
        event.prevent_default();
        onset.call(pin.take());
    };
    rsx! {
        p { {app.text("passkey-explain")} }
        form { onsubmit: submit,
            PinField { value: pin, test: "passkey-pin", label: app.text("pin-before") }
            Said { outcome }
            button { r#type: "submit", "data-test": "passkey-set", {app.text("passkey-set")} }
        }
    }
}

#[component]
fn Said(outcome: Outcome) -> Element {
    let app = use_context::<AppContext>();
    let (test, words) = match &outcome {
        Outcome::Nothing => return rsx! {},
        Outcome::NotMade(NoPasskey::NoKey) => ("passkey-no-key", app.text("passkey-no-key")),
        Outcome::NotMade(NoPasskey::NotGiven) => ("passkey-failed", app.text("failure-wrong-passkey")),
        Outcome::Failed(why) => ("passkey-failed", app.failure(why, None)),
    };
    rsx! {
        p { role: "alert", class: "notice attention", "data-test": test, "{words}" }
    }
}
