//! What whoever has the data directory does to accounts, while nobody serves.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::accounts::{second_factor, sign_in};
use crate::base::clock::SystemClock;
use crate::domains::NOUNS;
use crate::engine::Engine;

/// Makes the first administrator; the password to sign in with the first time.
///
/// # Errors
/// When the data directory cannot be used, there is an administrator already, or login or name are none.
pub async fn add_administrator(data: &Path, login: String, name: String) -> Result<String> {
    let engine = open(data)?;
    let made = sign_in::first_administrator(&engine, login, name).await?;
    stop(engine).await?;
    made.context(
        "there is an administrator already: accounts are made at /office/people. If nobody knows a password \
         any more: sync-server give-password",
    )
}

/// Gives an administrator who lost theirs a fresh password.
///
/// # Errors
/// When the data directory cannot be used, or no administrator who is not blocked signs in so.
pub async fn give_password(data: &Path, login: String) -> Result<String> {
    let engine = open_existing(data)?;
    let given = sign_in::give_password_to_administrator(&engine, login).await?;
    stop(engine).await?;
    given.context("no administrator who is not blocked signs in with this login")
}

/// Takes the second factor of an administrator away who lost it.
///
/// # Errors
/// When the data directory cannot be used, or no administrator signs in so.
pub async fn reset_second_factor(data: &Path, login: String) -> Result<()> {
    let engine = open_existing(data)?;
    let is_reset = second_factor::reset_of_administrator(&engine, login).await?;
    stop(engine).await?;
    if !is_reset {
        bail!(
            "no administrator signs in with this login; the second factor of others is reset at /office/people"
        );
    }
    Ok(())
}

fn open_existing(data: &Path) -> Result<Engine> {
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    open(data)
}

fn open(data: &Path) -> Result<Engine> {
    let clock = Arc::new(SystemClock);
    Engine::open(data, NOUNS, clock).with_context(|| format!("{} cannot be used", data.display()))
}

async fn stop(engine: Engine) -> Result<()> {
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(())
}
