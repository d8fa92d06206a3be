//! The code that opens a phone whose PIN was forgotten: kept, shown to who may, told of in the audit log, and of no use
//! afterwards. And the rule that phones have a PIN.

use axum::http::StatusCode;
use shared::office_key::Closed;
use shared::wire::{
    ClosedCode, CodeOpening, OfficeLock, PhoneLock, RECOVERY_READABLE_BYTES, SyncReply, code_to_close,
};
use shared::{DeviceId, OfficeKey, OrganisationId, PersonId, RecoveryCode, Role, Timestamp};
use sync_server::base::roles::Roles;

use crate::answer::Answer;
use crate::desk::Visitor;
use crate::phone::Phone;
use crate::test_office::{COLLEAGUE, SUPERVISOR, TECHNICIAN, TestOffice};

const COMMUNE: OrganisationId = OrganisationId::from_bytes([0xA0; 16]);
const CPAS: OrganisationId = OrganisationId::from_bytes([0xB0; 16]);
const OWNER: PersonId = PersonId::from_bytes([0x60; 16]);

fn code(seed: u64) -> RecoveryCode {
    let mut bits = seed;
    RecoveryCode::fresh(|| {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        bits
    })
}

impl TestOffice {
    async fn office_key(&self) -> OfficeKey {
        let secret = self.app.engine.read(|store| store.office_secret()).await.unwrap().unwrap();
        secret.public()
    }

    /// A phone closes a code to the office.
    async fn closed(&self, device: DeviceId, recovery: u64, code: &RecoveryCode) -> ClosedCode {
        let bytes = code_to_close(device, recovery, code);
        let mut bits = recovery;
        let entropy = || {
            bits += 1;
            bits
        };
        let key = self.office_key().await;
        ClosedCode(key.close(Closed::Recovery, bytes, RECOVERY_READABLE_BYTES, entropy).unwrap())
    }

    /// What the office answers a phone that says this of its lock.
    async fn says(&self, phone: &mut Phone, lock: PhoneLock) -> OfficeLock {
        let mut request = phone.request(vec![]);
        request.lock = Some(lock);
        let reply: SyncReply = self.post_sync(phone, request.encode()).await.reply();
        phone.takes_in(&reply);
        reply.lock.unwrap()
    }

    /// A phone sets a PIN, and sends the code.
    async fn keeps(&self, phone: &mut Phone, recovery: u64, code: &RecoveryCode) -> OfficeLock {
        let closed = Some(self.closed(phone.device, recovery, code).await);
        self.says(phone, PhoneLock { recovery: Some(recovery), closed, opening: None }).await
    }

    async fn lines(&self, action: &str) -> Vec<(Option<PersonId>, Option<DeviceId>, String)> {
        let lines = self.audit().await.into_iter().filter(|line| line.action == action);
        lines.map(|line| (line.person, line.device, line.detail)).collect()
    }
}

impl Visitor<'_> {
    async fn asks_code(&self, device: DeviceId) -> Answer {
        self.post(&format!("/office/devices/{device}/code"), "reason=PIN+oubli%C3%A9").await
    }
}

fn code_in(page: &str, code: &RecoveryCode) -> bool {
    code.groups().all(|group| page.contains(group))
}

fn says(answer: &Answer, code: &RecoveryCode) -> bool {
    code_in(&String::from_utf8_lossy(&answer.body), code)
}

#[tokio::test]
async fn a_code_is_kept_shown_and_told_of_on_both_sides() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    let first = code(1);
    assert_eq!(office.keeps(&mut phone, 7, &first).await.keeps, Some(7));
    let known = PhoneLock { recovery: Some(7), ..PhoneLock::default() };
    assert_eq!(office.says(&mut phone, known.clone()).await.keeps, Some(7), "it is said each time");

    let anne = office.visitor().await;
    let sheet = anne.get(&format!("/office/devices/{}", phone.device)).await;
    assert!(sheet.contains("data-test=\"phone-code\"") && !code_in(&sheet, &first), "{sheet}");
    let without = anne.post(&format!("/office/devices/{}/code", phone.device), "reason=+").await;
    assert_ne!(without.status, StatusCode::OK, "nobody is shown it who does not say why");
    assert!(office.lines("phone-code-shown").await.is_empty());
    let shown = anne.asks_code(phone.device).await;
    assert!(shown.status == StatusCode::OK && says(&shown, &first), "{shown}");
    assert_eq!(office.lines("phone-code-shown").await, [(Some(SUPERVISOR), None, "PIN oublié".to_owned())]);

    // The phone hears of it, opens with it, and says so until it knows that the office knows.
    let told = office.says(&mut phone, known).await.shown.unwrap();
    assert_eq!((told.recovery, told.to.as_str()), (7, "anne"));
    let opening = Some(CodeOpening { recovery: 7, at: Timestamp(5) });
    for _ in 0..2 {
        let lock = PhoneLock { recovery: Some(7), closed: None, opening };
        assert_eq!(office.says(&mut phone, lock).await.keeps, Some(7));
    }
    let opened = office.lines("phone-opened-by-code").await;
    assert_eq!(opened, [(Some(TECHNICIAN), Some(phone.device), String::new())]);

    // Another PIN has another code; the reply is lost, and all of it comes once more.
    let second = code(2);
    for _ in 0..2 {
        let closed = Some(office.closed(phone.device, 8, &second).await);
        let answer = office.says(&mut phone, PhoneLock { recovery: Some(8), closed, opening }).await;
        assert_eq!((answer.keeps, answer.shown.unwrap().recovery), (Some(8), 7));
    }
    assert_eq!(office.lines("phone-opened-by-code").await.len(), 1);
    let shown = anne.asks_code(phone.device).await;
    assert!(says(&shown, &second) && !says(&shown, &first), "{shown}");

    // A phone that has no lock any more has no code here.
    assert_eq!(office.says(&mut phone, PhoneLock::default()).await.keeps, None);
    assert_eq!(anne.asks_code(phone.device).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_nobody_could_read_out_is_not_kept() {
    let office = TestOffice::open().await;
    let (mut phone, other) = (office.enrol(TECHNICIAN).await, office.enrol(COLLEAGUE).await);
    let elsewhere = TestOffice::open_elsewhere().await;
    let foreign = elsewhere.closed(phone.device, 7, &code(1)).await;
    let of_another = office.closed(other.device, 7, &code(1)).await;
    let of_another_number = office.closed(phone.device, 8, &code(1)).await;
    let mut altered = office.closed(phone.device, 7, &code(1)).await;
    altered.0[30] ^= 1;
    for closed in [foreign, of_another, of_another_number, altered, ClosedCode(vec![0; 9])] {
        let lock = PhoneLock { recovery: Some(7), closed: Some(closed), opening: None };
        assert_eq!(office.says(&mut phone, lock).await.keeps, None);
    }
}

#[tokio::test]
async fn a_withdrawn_phone_has_no_code() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    office.keeps(&mut phone, 7, &code(1)).await;
    office.withdraw(&phone).await;
    let device = phone.device;
    assert_eq!(office.app.engine.read(move |store| store.recovery(device)).await.unwrap(), None);
}

/// Who sees the code of whose phone: written here a second time.
#[tokio::test]
async fn the_code_is_shown_to_those_alone_who_may_open_the_phone() {
    let office = TestOffice::open().await;
    office.has(OWNER_OF_ALL, "owner", Roles::everywhere(Role::Technician)).await;
    let mut phone = office.enrol(OWNER_OF_ALL).await;
    for owner in Role::ALL {
        office.has(OWNER_OF_ALL, "owner", Roles::everywhere(owner)).await;
        office.keeps(&mut phone, 7, &code(1)).await;
        for role in Role::ALL {
            let may = role == Role::Administrator || role == Role::Supervisor && owner != Role::Administrator;
            if matches!(role, Role::Technician | Role::Requester) {
                continue;
            }
            let visitor = office.visitor_as("visitor", role).await;
            let before = office.lines("phone-code-shown").await.len();
            let answer = visitor.asks_code(phone.device).await;
            let told = office.lines("phone-code-shown").await.len() - before;
            assert_eq!(
                (says(&answer, &code(1)), told),
                (may, usize::from(may)),
                "{role} of {owner}: {answer}"
            );
            if matches!(role, Role::Supervisor | Role::Administrator) {
                let sheet = visitor.get(&format!("/office/devices/{}", phone.device)).await;
                assert_eq!(sheet.contains("data-test=\"phone-code\""), may, "{role} of {owner}");
            }
        }
    }
}

const OWNER_OF_ALL: PersonId = PersonId::from_bytes([0x61; 16]);

/// A phone shows all that its owner sees, of every administration they work for.
#[tokio::test]
async fn a_supervisor_of_one_administration_opens_no_phone_of_another() {
    let office = TestOffice::open().await;
    office.has(OWNER, "owner", Roles::only_at(Role::Technician, [COMMUNE])).await;
    let mut phone = office.enrol(OWNER).await;
    office.keeps(&mut phone, 7, &code(1)).await;
    let visitor = office.visitor_as("visitor", Role::Supervisor).await;
    let visitor_id = PersonId::from_bytes([8; 16]);
    for (of, at, may) in [
        (vec![COMMUNE], vec![COMMUNE], true),
        (vec![COMMUNE, CPAS], vec![COMMUNE], false),
        (vec![COMMUNE, CPAS], vec![COMMUNE, CPAS], true),
        (vec![COMMUNE], vec![CPAS], false),
    ] {
        office.has(OWNER, "owner", Roles::only_at(Role::Technician, of.clone())).await;
        office.has(visitor_id, "visitor", Roles::only_at(Role::Supervisor, at.clone())).await;
        let answer = visitor.asks_code(phone.device).await;
        assert_eq!(says(&answer, &code(1)), may, "{at:?} for {of:?}: {answer}");
    }
    // Their own, as they enrol and withdraw it.
    let mut own = office.enrol(visitor_id).await;
    office.keeps(&mut own, 9, &code(2)).await;
    assert!(says(&visitor.asks_code(own.device).await, &code(2)));
}

#[tokio::test]
async fn a_rule_of_an_administration_reaches_the_phones_of_its_people() {
    let office = TestOffice::open().await;
    let own = |at: &[OrganisationId]| Roles::only_at(Role::Technician, at.iter().copied());
    let mut phones = Vec::new();
    for (byte, roles, required) in [
        (0x62, own(&[COMMUNE]), true),
        (0x63, own(&[CPAS]), false),
        (0x64, own(&[COMMUNE, CPAS]), true),
        (0x65, Roles::everywhere(Role::Technician), true),
    ] {
        let id = PersonId::from_bytes([byte; 16]);
        office.has(id, &format!("{byte}"), roles).await;
        phones.push((office.enrol(id).await, required));
    }
    for (phone, _) in &mut phones {
        assert!(!office.says(phone, PhoneLock::default()).await.pin_required);
    }
    let admin = PersonId::from_bytes([8; 16]);
    office.has(admin, "greffe", Roles::everywhere(Role::Administrator)).await;
    let engine = &office.app.engine;
    for _ in 0..2 {
        engine.set_pin_rule(admin, vec![(COMMUNE, "Commune".to_owned(), true)]).await.unwrap();
    }
    for (phone, required) in &mut phones {
        assert_eq!(office.says(phone, PhoneLock::default()).await.pin_required, *required);
    }
    assert!(engine.set_pin_rule(SUPERVISOR, vec![(COMMUNE, String::new(), false)]).await.is_err());
    engine.set_pin_rule(admin, vec![(COMMUNE, "Commune".to_owned(), false)]).await.unwrap();
    assert!(!office.says(&mut phones[0].0, PhoneLock::default()).await.pin_required);
    for action in ["pin-required", "pin-not-required"] {
        assert_eq!(office.lines(action).await, [(Some(admin), None, "Commune".to_owned())], "{action}");
    }
}
