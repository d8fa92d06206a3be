//! The app: which screen is shown, and what the replica and the platform tell.

use dioxus::prelude::*;
use futures_util::StreamExt as _;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::notice::Notice;
use crate::client::status::Lock;
use crate::screens::context::{AppContext, Stage};
use crate::screens::platform::{Platform, PlatformEvent, PlatformEvents};
use crate::screens::route::Route;
use crate::screens::{
    building, enrol, frame, locked, request, search, settings, stage, task, to_send, today, work_order,
};

/// The app.
#[component]
pub fn App() -> Element {
    let platform = use_context::<Platform>();
    let events = use_context::<PlatformEvents>();
    let app = use_context_provider(|| AppContext::new(platform));
    let listening = app.clone();
    use_hook(move || {
        task::start(async move {
            let Some(mut hear) = events.0.borrow_mut().take() else { return };
            while let Some(event) = hear.next().await {
                listening.clone().take_in(event).await;
            }
        })
    });
    app.show_document();
    let stage = app.stage.read().clone();
    // The same place for both, so that what is shown stays when the replica is open.
    if stage == Stage::Ready || (app.shows_last_today() && !matches!(*app.route.read(), Route::Enrol(_))) {
        return rsx! { Enrolled {} };
    }
    match stage {
        Stage::Opening | Stage::Ready => rsx! { stage::Opening {} },
        Stage::OtherTab => rsx! { stage::OtherTab {} },
        Stage::Locked(asked) => rsx! { locked::Locked { asked } },
        Stage::Broken(why) => rsx! { stage::Broken { why } },
    }
}

#[component]
fn Enrolled() -> Element {
    let app = use_context::<AppContext>();
    let route = app.route.read().clone();
    let status = app.status.read().clone();
    if let Route::Enrol(code) = &route {
        return rsx! { enrol::Enrol { code: code.clone(), withdrawal: None } };
    }
    if status.lock == Some(Lock::Blocked) {
        return rsx! { enrol::Blocked { withdrawal: status.withdrawal } };
    }
    if status.owner.is_none() || status.lock.is_some() {
        return rsx! { enrol::Enrol { code: "", withdrawal: status.withdrawal } };
    }
    if let Some(wanted) = status.pin_wanted
        && *app.asks_pin.read()
    {
        return rsx! { settings::ChoosePin { wanted } };
    }
    if app.shows_last_today() && route != Route::Today {
        return rsx! { frame::Frame { stage::StillOpening {} } };
    }
    let screen = match route {
        Route::Today | Route::Enrol(_) => rsx! { today::Today {} },
        Route::Search => rsx! { search::Search {} },
        Route::Order(id) => rsx! { work_order::Order { key: "{id}", id } },
        Route::Building(id, asset) => rsx! { building::Building { key: "{id}", id, asset } },
        Route::Defect(building) => {
            let key = building.map(|building| building.to_string()).unwrap_or_default();
            rsx! { request::defect::Defect { key: "{key}", building } }
        }
        Route::ToSend => rsx! { to_send::ToSend {} },
        Route::Settings => rsx! { settings::Settings {} },
    };
    rsx! { frame::Frame { {screen} } }
}

impl AppContext {
    /// Shows another screen, from its top; the list of today is where it was when one comes back to it from
    /// an order.
    fn go_to(&mut self, route: Route) {
        let left = self.route.peek().clone();
        if left == Route::Today {
            self.scroll.set((self.platform.scrolled)());
        } else if !matches!(left, Route::Order(_) | Route::Building(..)) || route == left {
            self.scroll.set(0.0);
        }
        if left != route {
            self.asks_pin.set(true);
            self.route.set(route);
            (self.platform.scroll_to)(0.0);
        }
    }

    /// Takes in what the replica or the platform tells.
    async fn take_in(mut self, event: PlatformEvent) {
        match event {
            PlatformEvent::Ready => {
                if let Answer::PhoneStatus(status) = self.ask(Ask::PhoneStatus).await {
                    self.set_status(status);
                }
                self.load_drafts().await;
                (self.platform.keep)();
                // Shown it stays until the replica has answered; who comes to it later gets the answer alone.
                if *self.route.peek() != Route::Today {
                    self.last_today.set(None);
                }
                self.stage.set(Stage::Ready);
            }
            PlatformEvent::Locked(asked) => {
                self.forget_last_today();
                self.stage.set(Stage::Locked(asked));
            }
            PlatformEvent::Broken(why) => self.stage.set(Stage::Broken(why)),
            PlatformEvent::Address(address) => self.go_to(Route::parse(&address)),
            PlatformEvent::Moved => self.enlarged.set(None),
            PlatformEvent::Leaving => {
                self.asks_pin.set(true);
                *self.leaving.write() += 1;
            }
            PlatformEvent::Notice(Notice::Changed(_)) => *self.revision.write() += 1,
            PlatformEvent::Notice(Notice::PhoneStatus(status)) => self.set_status(status),
            PlatformEvent::Notice(Notice::Picture(_)) => *self.pictures.write() += 1,
            PlatformEvent::Notice(Notice::NotEnrolled(failure)) => self.not_enrolled.set(Some(failure)),
            PlatformEvent::Notice(Notice::Erasing) => {
                self.erasing.set(true);
                self.forget_last_today();
                (self.platform.forgotten)();
            }
            PlatformEvent::Notice(Notice::OtherTab) => {
                // What the other one does with it is not seen here.
                self.last_today.set(None);
                self.stage.set(Stage::OtherTab);
            }
            PlatformEvent::Notice(Notice::NewVersion) => self.new_version.set(true),
        }
    }
}
