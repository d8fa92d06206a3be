//! The addresses of refused and offered changes.

use crate::base::role::may_review;
use crate::domains::sync_review::{confirmed_offers, offers_page, refused_change, refused_page};
use crate::office::page::Access::Only;
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/offers", Only(may_review), offers_page::page),
        Page::post("/office/offers/confirm", Only(may_review), offers_page::confirm).asks_again(),
        Page::post("/office/offers/decline", Only(may_review), offers_page::decline).asks_again(),
        Page::post("/office/offers/take-back", Only(may_review), confirmed_offers::take_back).asks_again(),
        Page::get("/office/refused", Only(may_review), refused_page::list),
        Page::get("/office/refused/{number}", Only(may_review), refused_change::page),
        Page::get("/office/refused/{number}/bytes", Only(may_review), refused_change::bytes).asks_again(),
        Page::post("/office/refused/{number}/take-over", Only(may_review), refused_change::take_over),
        Page::post("/office/refused/{number}/set-aside", Only(may_review), refused_change::dismiss),
    ]
}
