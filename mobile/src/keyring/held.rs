//! The keyring of a phone that is running: what its file says, and the key once somebody has opened the lock.
//!
//! Whatever opens or changes the lock is on disk before it counts. Wherever the phone dies in between, the lock of before
//! or the one from now on is there, each with its own code.

use shared::{RecoveryCode, Timestamp};

use crate::client::failure::Failure;
use crate::client::passkey::PasskeySecret;
use crate::client::pin::{AskedPin, NewPasskey, Pin, PinChange, WayIn};
use crate::keyring::Keyring;
use crate::keyring::file::{KeyringError, KeyringFile, SmallFile};
use crate::keyring::key::Key;
use crate::keyring::passkey::Passkey;
use crate::keyring::pin::{PinLock, is_good, one_pass, passes_for};
use crate::keyring::recovery::{Opening, Recovery};
use crate::limits::PIN_TRIES_MAX;

/// What the replica is told of the lock.
#[derive(Debug, Clone, Default)]
pub struct LockState {
    /// Whether a PIN can be set: not where what it would lock is open.
    pub can_lock: bool,
    /// After how many minutes without a touch the phone locks itself; `None` without a PIN.
    pub after_minutes: Option<u32>,
    /// Whether the office keeps a code that opens this lock.
    pub has_way_back: bool,
    /// Whether a passkey opens it beside the PIN.
    pub has_passkey: bool,
    /// Whether a code of the office opened it: its PIN is known to nobody, and another one has to be chosen.
    pub opened_by_code: bool,
    /// The code that opens it, with its number, while the phone does not know that the office keeps it.
    pub to_send: Option<(u64, RecoveryCode)>,
    /// The number of the code that opens it.
    pub recovery: Option<u64>,
    /// The last opening by a code, until the office knows of it.
    pub opening: Option<Opening>,
}

/// The keyring of a phone that is running.
#[derive(Debug)]
pub struct HeldKeyring<F> {
    file: KeyringFile<F>,
    /// `None` when it was lost, with a replica that nobody reads any more.
    keyring: Option<Keyring>,
    /// The key to the replica; none while the phone is locked.
    key: Option<Key>,
    opened_by_code: bool,
    wrong_code: bool,
    wrong_passkey: bool,
}

impl<F: SmallFile> HeldKeyring<F> {
    /// What was read from the file; `None` where a keyring was lost.
    ///
    /// # Errors
    /// [`KeyringError::Storage`] when a wait that a clock put back would make endless cannot be begun anew.
    pub fn new(file: KeyringFile<F>, keyring: Option<Keyring>, now: Timestamp) -> Result<Self, KeyringError> {
        let key = keyring.as_ref().and_then(|keyring| keyring.key.clone());
        let (opened_by_code, wrong_code, wrong_passkey) = (false, false, false);
        let mut held = Self { file, keyring, key, opened_by_code, wrong_code, wrong_passkey };
        held.look_at_clock(now)?;
        Ok(held)
    }

    /// The key to the replica; `None` while the phone is locked.
    pub const fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Whether the sealed replica is the one that counts.
    pub fn is_sealed(&self) -> bool {
        self.keyring.as_ref().is_some_and(|keyring| keyring.sealed)
    }

    /// Says that the sealed replica counts from now on.
    ///
    /// # Errors
    /// [`KeyringError::Storage`] when the file cannot be written.
    pub fn note_sealed(&mut self) -> Result<(), KeyringError> {
        self.change(|keyring| keyring.sealed = true)
    }

    /// What a locked phone says; `None` when it is not locked.
    pub fn asked(&self, now: Timestamp) -> Option<AskedPin> {
        if self.key.is_some() {
            return None;
        }
        let lock = self.keyring.as_ref().and_then(|keyring| keyring.lock.as_ref());
        let by = self.way_in();
        let wait_until = lock.filter(|_| by != WayIn::Code).and_then(|lock| lock.wait_until(now));
        let wrong = lock.map_or(0, PinLock::wrong);
        let passkey = self.passkey().filter(|_| by != WayIn::Code).map(Passkey::asked);
        let (wrong_code, wrong_passkey) = (self.wrong_code, self.wrong_passkey);
        Some(AskedPin { wrong, wait_until, at: now, by, wrong_code, passkey, wrong_passkey })
    }

    fn way_in(&self) -> WayIn {
        let Some(keyring) = &self.keyring else { return WayIn::Lost };
        match &keyring.lock {
            Some(lock) if keyring.has_way_back() && lock.wrong() >= PIN_TRIES_MAX => WayIn::Code,
            Some(_) if keyring.has_way_back() => WayIn::PinOrCode,
            Some(_) => WayIn::Pin,
            None => WayIn::Lost,
        }
    }

    /// What the replica is told of the lock.
    pub fn state(&self) -> LockState {
        let Some(keyring) = &self.keyring else { return LockState::default() };
        let recovery = keyring.recovery.as_ref();
        let unsent = recovery.filter(|recovery| !recovery.at_office).zip(self.key.as_ref());
        LockState {
            can_lock: keyring.sealed,
            after_minutes: keyring.lock.as_ref().map(|lock| lock.after_minutes),
            has_way_back: keyring.has_way_back(),
            has_passkey: keyring.passkey.is_some(),
            opened_by_code: self.opened_by_code,
            to_send: unsent.and_then(|(recovery, key)| Some((recovery.id, recovery.code(key)?))),
            recovery: recovery.map(|recovery| recovery.id),
            opening: keyring.opening,
        }
    }

    /// Looks at a PIN, and has the key if it is right. Without a lock any is. A lock that has no code gets one.
    ///
    /// # Errors
    /// [`Failure::WrongPin`]; [`Failure::PinWaits`] while none is looked at; [`Failure::CodeAsked`] once only a code of
    /// the office opens it; [`Failure::Storage`] or [`Failure::Full`] when the try cannot be written down: then nothing is
    /// looked at.
    pub fn try_pin(
        &mut self,
        pin: &Pin,
        now: Timestamp,
        entropy: impl FnMut() -> u64,
    ) -> Result<(), Failure> {
        self.look_at_clock(now)?;
        (self.wrong_code, self.wrong_passkey) = (false, false);
        if self.way_in() == WayIn::Code {
            return Err(Failure::CodeAsked);
        }
        let Some(lock) = self.lock() else { return Ok(()) };
        if let Some(until) = lock.wait_until(now) {
            return Err(Failure::PinWaits(until));
        }
        self.change(|keyring| keyring.lock.iter_mut().for_each(|lock| lock.note_try(now)))?;
        let key = self.lock().and_then(|lock| lock.open(&pin.0)).ok_or(Failure::WrongPin)?;
        self.change(|keyring| {
            keyring.lock.iter_mut().for_each(PinLock::note_right);
            if keyring.recovery.is_none() {
                keyring.recovery = Recovery::new(&key, entropy);
            }
        })?;
        self.key = Some(key);
        Ok(())
    }

    /// Looks at what a passkey gave, and has the key if it is right. No wait holds it: nobody guesses 256 bits.
    ///
    /// # Errors
    /// [`Failure::WrongPasskey`]; [`Failure::CodeAsked`] once only a code of the office opens it; [`Failure::Storage`] or
    /// [`Failure::Full`] when the opening cannot be written down: then the phone stays locked.
    pub fn try_passkey(&mut self, secret: &PasskeySecret) -> Result<(), Failure> {
        if self.way_in() == WayIn::Code {
            return Err(Failure::CodeAsked);
        }
        (self.wrong_code, self.wrong_passkey) = (false, true);
        let key = self.passkey().and_then(|passkey| passkey.open(secret)).ok_or(Failure::WrongPasskey)?;
        self.change(|keyring| keyring.lock.iter_mut().for_each(PinLock::note_right))?;
        (self.key, self.wrong_passkey) = (Some(key), false);
        Ok(())
    }

    /// Looks at a code of the office, and has the key if it is right: then another PIN has to be chosen. The passkey goes
    /// with the PIN that nobody knows: whoever has the phone now makes one of theirs.
    ///
    /// # Errors
    /// [`Failure::WrongCode`]; [`Failure::Storage`] or [`Failure::Full`] when the opening cannot be written down: then the
    /// phone stays locked.
    pub fn try_code(&mut self, typed: &Pin, now: Timestamp) -> Result<(), Failure> {
        (self.wrong_code, self.wrong_passkey) = (true, false);
        let code: RecoveryCode = typed.0.parse().map_err(|_| Failure::WrongCode)?;
        let recovery = self.keyring.as_ref().and_then(|keyring| keyring.recovery.as_ref());
        let opened = recovery.and_then(|recovery| Some((recovery.id, recovery.open(&code)?)));
        let (recovery, key) = opened.ok_or(Failure::WrongCode)?;
        self.change(|keyring| {
            keyring.opening = Some(Opening { recovery, at: now });
            keyring.passkey = None;
            keyring.lock.iter_mut().for_each(PinLock::note_right);
        })?;
        (self.key, self.opened_by_code, self.wrong_code) = (Some(key), true, false);
        Ok(())
    }

    /// Sets, changes or takes away the PIN. After an opening by a code the PIN until now is not asked for. `now` is the
    /// phone's clock, which also says how fast it is.
    ///
    /// # Errors
    /// Those of [`Self::try_pin`], and [`Failure::WeakPin`]: then nothing has changed.
    pub fn change_pin(
        &mut self,
        change: &PinChange,
        now: impl Fn() -> Timestamp,
        mut entropy: impl FnMut() -> u64,
    ) -> Result<(), Failure> {
        if !self.opened_by_code {
            self.try_pin(&change.before, now(), &mut entropy)?;
        }
        let key = self.key.clone().ok_or(Failure::Storage)?;
        let lock = match &change.pin {
            Some(Pin(pin)) if !is_good(pin) => return Err(Failure::WeakPin),
            Some(Pin(pin)) => {
                let began = now();
                one_pass();
                let passes = passes_for(now().ms_since(began));
                let lock = PinLock::new(&key, pin, change.after_minutes, passes, &mut entropy);
                Some(lock.ok_or(Failure::Storage)?)
            }
            None => None,
        };
        self.change(|keyring| keyring.set_lock(&key, lock, entropy))?;
        self.opened_by_code = false;
        Ok(())
    }

    /// Has a passkey open the phone beside its PIN, in place of the one before, or none any more.
    ///
    /// # Errors
    /// Those of [`Self::try_pin`]; [`Failure::WeakPin`] where there is no PIN beside it; [`Failure::WrongPasskey`] for one that
    /// gives no key: then nothing has changed.
    pub fn change_passkey(
        &mut self,
        made: Option<&NewPasskey>,
        now: Timestamp,
        mut entropy: impl FnMut() -> u64,
    ) -> Result<(), Failure> {
        let Some(made) = made else { return Ok(self.change(|keyring| keyring.passkey = None)?) };
        self.lock().ok_or(Failure::WeakPin)?;
        self.try_pin(&made.pin, now, &mut entropy)?;
        let key = self.key.clone().ok_or(Failure::Storage)?;
        let passkey = Passkey::new(&key, made, entropy).ok_or(Failure::WrongPasskey)?;
        Ok(self.change(|keyring| keyring.passkey = Some(passkey))?)
    }

    /// Begins anew, for somebody who has forgotten the PIN: nobody will read what was here.
    ///
    /// # Errors
    /// [`KeyringError::Storage`] when the file cannot be written.
    pub fn start_over(&mut self, entropy: impl FnMut() -> u64) -> Result<(), KeyringError> {
        let fresh = Keyring::fresh(entropy);
        self.file.write(&fresh)?;
        (self.key, self.opened_by_code) = (fresh.key.clone(), false);
        (self.wrong_code, self.wrong_passkey) = (false, false);
        self.keyring = Some(fresh);
        Ok(())
    }

    /// The office has answered: it keeps the code of this number, or none; and it knows of `opening`, which it was told.
    /// Whether that changed something.
    ///
    /// # Errors
    /// [`KeyringError::Storage`] when the file cannot be written: it is said again.
    pub fn note_office(
        &mut self,
        keeps: Option<u64>,
        opening: Option<Opening>,
    ) -> Result<bool, KeyringError> {
        let Some(before) = &self.keyring else { return Ok(false) };
        let mut next = before.clone();
        if let Some(recovery) = &mut next.recovery {
            recovery.at_office = keeps == Some(recovery.id);
        }
        if opening.is_some() && next.opening == opening {
            next.opening = None;
        }
        let changed = next != *before;
        if changed {
            self.change(|keyring| *keyring = next)?;
        }
        Ok(changed)
    }

    /// Has another code for the same lock: the one until now was shown at the office. Not while the PIN that it stood in
    /// for is still to be chosen anew.
    ///
    /// # Errors
    /// [`KeyringError::Storage`] when the file cannot be written: the code until now stays.
    pub fn renew_code(&mut self, entropy: impl FnMut() -> u64) -> Result<(), KeyringError> {
        let Some(key) = self.key.clone().filter(|_| !self.opened_by_code && self.lock().is_some()) else {
            return Ok(());
        };
        let Some(recovery) = Recovery::new(&key, entropy) else { return Ok(()) };
        self.change(|keyring| keyring.recovery = Some(recovery))
    }

    fn passkey(&self) -> Option<&Passkey> {
        self.keyring.as_ref().and_then(|keyring| keyring.passkey.as_ref())
    }

    fn lock(&self) -> Option<&PinLock> {
        self.keyring.as_ref().and_then(|keyring| keyring.lock.as_ref())
    }

    /// Has a wait that a clock put back would make endless begin now.
    fn look_at_clock(&mut self, now: Timestamp) -> Result<(), KeyringError> {
        let Some(mut lock) = self.lock().cloned() else { return Ok(()) };
        if lock.note_clock(now) { self.change(|keyring| keyring.lock = Some(lock)) } else { Ok(()) }
    }

    /// Changes the keyring once the change is on disk; without one there is nothing to change.
    fn change(&mut self, change: impl FnOnce(&mut Keyring)) -> Result<(), KeyringError> {
        let Some(keyring) = &self.keyring else { return Ok(()) };
        let mut next = keyring.clone();
        change(&mut next);
        self.file.write(&next)?;
        self.keyring = Some(next);
        Ok(())
    }
}

impl From<KeyringError> for Failure {
    fn from(error: KeyringError) -> Self {
        match error {
            KeyringError::Storage(said) if said == "QuotaExceededError" => Self::Full,
            KeyringError::Storage(_) => Self::Storage,
            KeyringError::Newer => Self::NewerVersion,
        }
    }
}
