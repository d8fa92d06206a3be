//! A phone that is locked with a PIN: its owner forgot it once, a supervisor read the code out, and the phone has another
//! one since.

use shared::office_key::Closed;
use shared::wire::{CodeOpening, RECOVERY_READABLE_BYTES, code_to_close};
use shared::{DeviceId, RecoveryCode};

use crate::demo::error::DemoError;
use crate::demo::fixed::{LOCKED_PHONE, NEW_PHONE_BY};
use crate::demo::name::Names;
use crate::engine::Engine;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, Store, Subject};

const REASON: &str = "PIN oublié au retour de congé";

/// Notes it, as if the phone had told of it.
pub(crate) async fn note(engine: &Engine, names: &Names) -> Result<(), DemoError> {
    let (device, person, by) =
        (names.device(LOCKED_PHONE), names.person(LOCKED_PHONE), names.person(NEW_PHONE_BY));
    engine.write(move |store| keep(store, device, 1)).await?;
    engine.show_code(by, device, REASON.to_owned()).await?;
    let at = engine.clock().now();
    let opened = engine.act(move |store| {
        store.note_opening(device, CodeOpening { recovery: 1, at })?;
        let entry = AuditEntry::new(Action::PhoneOpenedByCode, Subject::Device(device));
        Ok(((), entry.by(person).with(device)))
    });
    opened.await?;
    Ok(engine.write(move |store| keep(store, device, 2)).await?)
}

/// Keeps a code as a phone sends it; what is random about it is not, in the demo.
fn keep(store: &Store, device: DeviceId, recovery: u64) -> Result<(), StoreError> {
    let mut bits = recovery;
    let mut entropy = || {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bits
    };
    let code = code_to_close(device, recovery, &RecoveryCode::fresh(&mut entropy));
    let closed = store
        .office_secret()?
        .and_then(|secret| secret.public().close(Closed::Recovery, code, RECOVERY_READABLE_BYTES, entropy));
    let closed = closed.ok_or(StoreError::Damaged("key of the office"))?;
    let since = store.device(device)?.and_then(|device| device.last_contact);
    store.keep_recovery(device, recovery, &closed, since.unwrap_or_default())
}
