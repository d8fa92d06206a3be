//! Somebody who wants in: whether they show what only the owner of the account has, and what their attempt counts on.

use std::net::IpAddr;

use shared::limits::{ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX, ACCOUNT_ATTEMPTS_MAX, ADDRESS_ATTEMPTS_MAX};
use shared::{Sha256, Timestamp};

use crate::accounts::attempts::{Counter, account_subject};
use crate::base::limits::WRONG_PASSWORDS_UNSLOWED_MAX;
use crate::base::network::network;
use crate::base::secret::secret_hash;
use crate::store::error::StoreError;
use crate::store::{AccountRow, Store};

/// What is known of somebody at the door before their password is looked at.
pub(crate) struct AtTheDoor {
    pub(crate) account: Option<AccountRow>,
    /// The hash of what they show that only the owner of the account has.
    pub(crate) secret: Option<[u8; 32]>,
    /// What the browser stays known by: a token that this server gave it.
    pub(crate) browser: Option<String>,
}

impl AtTheDoor {
    /// Looks who it is, by what their browser shows and by the password, which may be one that was given to them.
    pub(crate) fn look(
        store: &Store,
        login: &str,
        password: &str,
        known_by: Vec<String>,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let account = store.account_by_login(login)?;
        let (mut secret, mut browser) = (None, None);
        if let Some(account) = &account {
            for shown in known_by.iter().map(String::as_str).chain([password]).map(secret_hash) {
                if secret.is_none() && store.is_known_secret(shown, account.person.id, now)? {
                    secret = Some(shown);
                }
            }
        }
        for token in known_by {
            if browser.is_none() && store.is_known_browser(secret_hash(&token))? {
                browser = Some(token);
            }
        }
        Ok(Self { account, secret, browser })
    }
}

/// What an attempt to sign in counts on: an owner's on what they are known by, a stranger's on the account and on
/// where they are.
pub(crate) fn counters(login: &str, known_by: Option<[u8; 32]>, address: IpAddr) -> Vec<Counter> {
    if let Some(secret) = known_by {
        let name = format!("{} by {}", account_subject(login), Sha256(secret));
        return vec![Counter::refusing(name, ACCOUNT_ATTEMPTS_MAX)];
    }
    let account = account_subject(login);
    let mut counters = vec![
        // Whoever guesses elsewhere keeps nobody out here, as long as it is not from everywhere.
        Counter::refusing(format!("{account} from {}", network(address)), ACCOUNT_ATTEMPTS_MAX),
        Counter::refusing(account, ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX),
        Counter::slowing("sign-in".to_owned(), WRONG_PASSWORDS_UNSLOWED_MAX),
    ];
    counters.extend(Counter::of_networks("sign-in", address, ADDRESS_ATTEMPTS_MAX));
    counters
}
