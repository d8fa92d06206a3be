//! The other phones in the owner's name, as the office last said, and which of them nobody has read of yet.

use shared::wire;

use crate::client::status::OtherPhone;
use crate::replica::error::Result;
use crate::replica::store::database::Store;

const KEY: &str = "other_phones";

impl Store {
    /// `None` before the office has said which there are; also where another app wrote that in another way.
    pub(crate) fn other_phones(&self) -> Result<Option<Vec<OtherPhone>>> {
        Ok(self.meta(KEY)?.and_then(|kept| serde_json::from_str(&kept).ok()))
    }

    fn keep_other_phones(&self, phones: &[OtherPhone]) -> Result<()> {
        self.set_meta(KEY, &serde_json::to_string(phones).unwrap_or_default())
    }

    /// Takes in which there are. Those there were when this was said for the first time are not new; one that was
    /// enrolled anew is.
    pub(crate) fn note_other_phones(&self, said: Option<&[wire::OtherPhone]>) -> Result<()> {
        let Some(said) = said else { return Ok(()) };
        let known = self.other_phones()?;
        let is_new = |phone: &wire::OtherPhone| {
            known.as_ref().is_some_and(|known| {
                let is_same =
                    |it: &&OtherPhone| it.device == phone.device && it.enrolled_at == phone.enrolled_at;
                known.iter().find(is_same).is_none_or(|it| it.is_new)
            })
        };
        let phones: Vec<OtherPhone> = said
            .iter()
            .map(|phone| OtherPhone {
                device: phone.device,
                name: phone.name.clone(),
                enrolled_at: phone.enrolled_at,
                by: phone.by.clone(),
                is_new: is_new(phone),
            })
            .collect();
        if known.as_ref() == Some(&phones) { Ok(()) } else { self.keep_other_phones(&phones) }
    }

    /// Somebody has read of all of them.
    pub(crate) fn see_other_phones(&self) -> Result<()> {
        let mut phones = self.other_phones()?.unwrap_or_default();
        phones.iter_mut().for_each(|phone| phone.is_new = false);
        self.keep_other_phones(&phones)
    }
}
