//! The addresses of signing in, one's own account, and everybody's.

use crate::base::role::{may_keep_accounts, may_keep_settings, may_oversee};
use crate::domains::people::{
    account_page, blocked_page, nameless_page, page, pin_rule, second_factor_page, second_factor_rule,
    sign_in_page,
};
use crate::office::address::{CODE_AGAIN, SECOND_FACTOR};
use crate::office::page::Access::{Anybody, Only, SignedIn};
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/sign-in", Anybody, sign_in_page::page),
        Page::post("/office/sign-in", Anybody, sign_in_page::sign_in),
        Page::post("/office/sign-out", Anybody, sign_in_page::sign_out),
        Page::get("/office/account", SignedIn, account_page::page),
        Page::post("/office/account/password", SignedIn, account_page::change_password),
        Page::post("/office/account/sign-out-everywhere", SignedIn, account_page::sign_out_everywhere),
        Page::get(SECOND_FACTOR, SignedIn, second_factor_page::page),
        Page::post("/office/account/second-factor/begin", SignedIn, second_factor_page::begin),
        Page::post("/office/account/second-factor/finish", SignedIn, second_factor_page::finish),
        Page::post("/office/account/second-factor/codes", SignedIn, second_factor_page::codes).asks_again(),
        Page::post("/office/account/second-factor/remove", SignedIn, second_factor_page::remove).asks_again(),
        Page::get(CODE_AGAIN, SignedIn, second_factor_page::ask_again),
        Page::post(CODE_AGAIN, SignedIn, second_factor_page::give_again),
        Page::get("/office/second-factor", Only(may_keep_settings), second_factor_rule::page),
        Page::post("/office/second-factor", Only(may_keep_settings), second_factor_rule::save).asks_again(),
        Page::get("/office/phone-lock", Only(may_keep_settings), pin_rule::page),
        Page::post("/office/phone-lock", Only(may_keep_settings), pin_rule::save).asks_again(),
        Page::get("/office/people", Only(may_oversee), page::list),
        Page::post("/office/people", Only(may_keep_accounts), page::add).asks_again(),
        Page::get("/office/people/new", Only(may_keep_accounts), page::new),
        Page::get("/office/people/{id}", Only(may_oversee), page::page),
        Page::post("/office/people/{id}", Only(may_keep_accounts), page::change).asks_again(),
        Page::post("/office/people/{id}/password", Only(may_keep_accounts), page::give_password).asks_again(),
        Page::post("/office/people/{id}/second-factor", Only(may_keep_accounts), second_factor_page::reset)
            .asks_again(),
        Page::post("/office/people/{id}/block", Only(may_keep_accounts), page::block).asks_again(),
        Page::get("/office/people/{id}/blocked", Only(may_keep_accounts), blocked_page::page),
        Page::get("/office/people/{id}/nameless", Only(may_keep_accounts), nameless_page::page),
        Page::post("/office/people/{id}/nameless", Only(may_keep_accounts), nameless_page::make).asks_again(),
        Page::post("/office/people/{id}/unblock", Only(may_keep_accounts), page::unblock).asks_again(),
        Page::post(
            "/office/people/{id}/sign-out-everywhere",
            Only(may_keep_accounts),
            page::sign_out_everywhere,
        )
        .asks_again(),
    ]
}
