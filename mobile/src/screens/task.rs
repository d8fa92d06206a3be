//! Tasks of screens. A screen can be left, and a form can close, while its task is under way: every task
//! belongs to the app, none to the screen that started it.

use dioxus::prelude::*;

/// Does it, whatever becomes of the screen that asked for it.
pub(crate) fn start(work: impl Future<Output = ()> + 'static) {
    dioxus::core::spawn_forever(work);
}

/// Tells a screen how its task went, if it is still there.
pub(crate) fn tell<T: 'static>(mut place: Signal<T>, value: T) {
    if let Ok(mut place) = place.try_write() {
        *place = value;
    }
}

/// Whether a screen's signal is set; not, when the screen is gone.
pub(crate) fn is_set(place: Signal<bool>) -> bool {
    place.try_peek().is_ok_and(|set| *set)
}

/// Something that is not begun again while it is under way: the second of two hasty taps is none.
#[derive(Clone, Copy)]
pub(crate) struct Busy(Signal<bool>);

pub(crate) fn use_busy() -> Busy {
    Busy(use_signal(|| false))
}

impl Busy {
    /// Does it, unless it is under way.
    pub(crate) fn start(self, work: impl Future<Output = ()> + 'static) {
        if is_set(self.0) {
            return;
        }
        tell(self.0, true);
        start(async move {
            work.await;
            tell(self.0, false);
        });
    }
}
