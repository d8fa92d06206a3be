//! Somebody who wants in: whether they show what only the owner of the account has, and what their attempt counts on.

use std::net::IpAddr;

use shared::limits::{ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX, ACCOUNT_ATTEMPTS_MAX, ADDRESS_ATTEMPTS_MAX};
use shared::{PersonId, Sha256, Timestamp};

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
        let id = account.as_ref().map(|account| account.person.id);
        let KnownBrowser { mut secret, browser } = KnownBrowser::look(store, id, known_by, now)?;
        let given = secret_hash(password);
        if let (None, Some(id)) = (secret, id)
            && store.is_known_secret(given, id, now)?
        {
            secret = Some(given);
        }
        Ok(Self { account, secret, browser })
    }
}

/// What is known of a browser.
pub(crate) struct KnownBrowser {
    /// The hash of what it shows that only the owner of the account has.
    pub(crate) secret: Option<[u8; 32]>,
    /// What it stays known by: a token that this server gave it.
    pub(crate) browser: Option<String>,
}

impl KnownBrowser {
    /// Looks at what a browser says it is known by, where somebody wants in.
    pub(crate) fn look(
        store: &Store,
        person: Option<PersonId>,
        known_by: Vec<String>,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let (mut secret, mut browser) = (None, None);
        for token in known_by {
            let shown = secret_hash(&token);
            if let (None, Some(person)) = (secret, person)
                && store.is_known_secret(shown, person, now)?
            {
                secret = Some(shown);
            }
            if browser.is_none() && store.is_known_browser(shown)? {
                browser = Some(token);
            }
        }
        Ok(Self { secret, browser })
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
