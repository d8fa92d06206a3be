//! What a person sees. Screens ask the replica through [`Platform`] and never see SQL, Automerge or
//! the platform itself; they never wait for the network.

mod building;
mod chip;
mod defect;
mod desk;
mod draft;
mod enrol;
mod field;
mod frame;
mod icon;
mod install;
mod order;
mod photo;
mod platform;
mod quantity;
mod refused_picture;
mod route;
mod saying;
mod search;
mod settings;
mod stage;
mod task;
mod to_send;
mod today;

use dioxus::prelude::*;
use futures_util::StreamExt as _;

use crate::client::{Answer, Ask, Notice};

pub use platform::{Happening, Happenings, LaterAnswer, LaterFile, Platform};

use desk::{Desk, Stage};
use route::Route;

/// The app.
#[component]
pub fn App() -> Element {
    let platform = use_context::<Platform>();
    let happenings = use_context::<Happenings>();
    let desk = use_context_provider(|| Desk::new(platform));
    let listening = desk.clone();
    use_hook(move || {
        task::start(async move {
            let Some(mut hear) = happenings.0.borrow_mut().take() else { return };
            while let Some(happening) = hear.next().await {
                listening.clone().take_in(happening).await;
            }
        })
    });
    desk.show_document();
    let stage = desk.stage.read().clone();
    match stage {
        Stage::Opening => rsx! { stage::Opening {} },
        Stage::OtherTab => rsx! { stage::OtherTab {} },
        Stage::Broken(why) => rsx! { stage::Broken { why } },
        Stage::Ready => rsx! { Enrolled {} },
    }
}

#[component]
fn Enrolled() -> Element {
    let desk = use_context::<Desk>();
    let route = desk.route.read().clone();
    let situation = desk.situation.read().clone();
    if let Route::Enrol(code) = &route {
        return rsx! { enrol::Enrol { code: code.clone(), withdrawal: None } };
    }
    if situation.owner.is_none() {
        return rsx! { enrol::Enrol { code: "", withdrawal: situation.withdrawal } };
    }
    let screen = match route {
        Route::Today | Route::Enrol(_) => rsx! { today::Today {} },
        Route::Search => rsx! { search::Search {} },
        Route::Order(id) => rsx! { order::Order { key: "{id}", id } },
        Route::Building(id, asset) => rsx! { building::Building { key: "{id}", id, asset } },
        Route::Defect(building) => {
            let key = building.map(|building| building.to_string()).unwrap_or_default();
            rsx! { defect::Defect { key: "{key}", building } }
        }
        Route::ToSend => rsx! { to_send::ToSend {} },
        Route::Settings => rsx! { settings::Settings {} },
    };
    rsx! { frame::Frame { {screen} } }
}

impl Desk {
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
            self.route.set(route);
            (self.platform.scroll_to)(0.0);
        }
    }

    /// Takes in what the replica or the platform tells.
    async fn take_in(mut self, happening: Happening) {
        match happening {
            Happening::Ready => {
                if let Answer::Situation(situation) = self.ask(Ask::Situation).await {
                    self.set_situation(situation);
                }
                self.load_drafts().await;
                (self.platform.keep)();
                self.stage.set(Stage::Ready);
            }
            Happening::Broken(why) => self.stage.set(Stage::Broken(why)),
            Happening::Address(address) => self.go_to(Route::parse(&address)),
            Happening::Moved => self.enlarged.set(None),
            Happening::Leaving => *self.leaving.write() += 1,
            Happening::Notice(Notice::Changed(_)) => *self.revision.write() += 1,
            Happening::Notice(Notice::Situation(situation)) => self.set_situation(situation),
            Happening::Notice(Notice::Picture(_)) => *self.pictures.write() += 1,
            Happening::Notice(Notice::NotEnrolled(failure)) => self.not_enrolled.set(Some(failure)),
            Happening::Notice(Notice::OtherTab) => self.stage.set(Stage::OtherTab),
            Happening::Notice(Notice::NewVersion) => self.new_version.set(true),
        }
    }
}
