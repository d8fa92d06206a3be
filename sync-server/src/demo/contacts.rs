//! The contacts of the phones: a few on each of their last working days, the last one with
//! everything there was. And what the server notes of itself.

use shared::{Sha256, Timestamp};

use crate::demo::calendar::{Calendar, MINUTE_MS};
use crate::demo::chance::Chance;
use crate::demo::error::DemoError;
use crate::engine::Engine;
use crate::store::{DeviceRow, Place, ResponsibleBody, SyncLogRow};

/// Working days before the last contact that show in the log.
const DAYS: i64 = 3;
/// Working days since some browsers were last used: more than thirteen months.
const BROWSER_DAYS: i64 = 300;

/// Notes them, once everything they could have fetched is there.
pub(crate) async fn note(engine: &Engine, calendar: &Calendar) -> Result<(), DemoError> {
    let calendar = calendar.clone();
    let noted = engine.write(move |store| {
        let all = store.feed_end()?;
        for device in store.devices()? {
            for at in moments(&device, &calendar) {
                let log = contact(&device, at);
                store.record_sync(log, device.waiting, Place { had: all, given: all })?;
            }
        }
        // Browsers nobody has used for longer than they are known.
        for person in store.people()?.iter().take(3) {
            let secret = Sha256::of(format!("an old browser {}", person.id).as_bytes()).0;
            store.remember_browser(secret, person.id, calendar.at(BROWSER_DAYS, 9 * 60))?;
        }
        // It was there all along.
        store.set_served_at(calendar.now())?;
        store.set_responsible_body(&responsible_body())
    });
    Ok(noted.await?)
}

/// Who answers for the demo; its mail goes nowhere (RFC 2606).
fn responsible_body() -> ResponsibleBody {
    ResponsibleBody {
        name: "Administration communale d’Orneval".to_owned(),
        address: "place de l’Hôtel de Ville 1, 5999 Orneval".to_owned(),
        email: "guichet@orneval.example".to_owned(),
        phone: "+32 81 00 00 01".to_owned(),
        dpo_email: "dpo@orneval.example".to_owned(),
        ombudsman: "le Médiateur de la Wallonie et de la Fédération Wallonie-Bruxelles, www.le-mediateur.be"
            .to_owned(),
    }
}

/// Mornings at the workshop and evenings on the way home, then the last contact.
fn moments(device: &DeviceRow, calendar: &Calendar) -> Vec<Timestamp> {
    let Some(last) = device.last_contact else { return Vec::new() };
    let mut chance = Chance::of(&device.id.to_string());
    let mut moments = Vec::new();
    for back in (1..=DAYS).rev() {
        for around in [7 * 60 + 35, 12 * 60 + 10, 15 * 60 + 50] {
            let minute = around + chance.between(-12, 12);
            moments.push(calendar.at(back, minute));
        }
    }
    moments.retain(|at| at.plus_ms(MINUTE_MS) < last && *at > device.enrolled_at);
    moments.push(last);
    moments
}

fn contact(device: &DeviceRow, at: Timestamp) -> SyncLogRow {
    let mut chance = Chance::of(&format!("{} {}", device.id, at.0));
    let mut some = |most| u32::try_from(chance.between(0, most)).unwrap_or(0);
    let (accepted, sent_documents) = (some(14), some(5));
    SyncLogRow {
        id: 0,
        device: device.id,
        at,
        accepted,
        refused: 0,
        sent_documents,
        sent_bytes: u64::from(sent_documents) * 640,
        skew_ms: device.skew_ms,
    }
}
