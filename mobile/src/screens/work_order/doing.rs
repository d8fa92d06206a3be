//! Doing something to a work order, and showing what went wrong.

use dioxus::prelude::*;
use shared::command::Command;
use shared::work_order::WorkOrderCommand;
use shared::{DocumentId, PersonId};

use crate::client::failure::Failure;
use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
use crate::screens::task::{Busy, tell, use_busy};

/// Whoever holds this phone.
pub(crate) fn me(app: &AppContext) -> Option<PersonId> {
    app.status.read().owner.as_ref().map(|owner| owner.person)
}

/// Does something to a work order and keeps what went wrong, for the screen to say.
#[derive(Clone)]
pub(crate) struct Doing {
    pub(crate) app: AppContext,
    pub(crate) id: DocumentId,
    pub(crate) failed: Signal<Option<Failure>>,
    pub(crate) busy: Busy,
}

impl Doing {
    pub(crate) fn go(&self, command: WorkOrderCommand) {
        let doing = self.clone();
        self.busy.start(async move {
            let done = doing.app.execute(Some(doing.id), Command::WorkOrder(command)).await;
            tell(doing.failed, done.err());
        });
    }
}

pub(crate) fn use_doing(id: DocumentId) -> Doing {
    let app = use_context::<AppContext>();
    let failed = use_signal(|| None);
    Doing { app, id, failed, busy: use_busy() }
}

/// What went wrong, in a sentence that says what to do.
#[component]
pub(crate) fn Failed(failure: Option<Failure>, view: WorkOrderView) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        if let Some(failure) = failure {
            p { role: "alert", class: "notice attention", "data-test": "failure", {app.failure(&failure, Some(&view.order))} }
        }
    }
}
