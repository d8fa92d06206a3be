//! Drafts: what somebody typed or chose and has not used yet; and acts that are done once, however
//! often they are asked for. Deliberately absent: what a draft says, which only its screen knows.

use shared::Moment;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::draft::{Once, Token};
use crate::client::failure::{BadPicture, Failure};
use crate::limits::DRAFT_BYTES_MAX;
use crate::replica::edit::dated;
use crate::replica::error::Result;
use crate::replica::picture::Picture;
use crate::replica::state::Replica;

impl Replica {
    /// Does what is asked unless it was done already.
    pub(crate) fn once(
        &mut self,
        once: &Once,
        ask: Ask,
        picture: Option<Picture>,
        moment: Moment,
    ) -> Result<Answer> {
        if let Some(answer) = self.done_already(once.token)? {
            return Ok(answer);
        }
        if let Ask::Execute { document, command } = ask {
            return self.execute(document, &command, Some(once), moment);
        }
        if let Ask::AddPhoto { document, phase, caption } = ask {
            return self.add_photo(document, phase, caption, picture, Some(once), moment);
        }
        Ok(Answer::Failed(Failure::Other("only acts are done once".to_owned())))
    }

    fn done_already(&self, token: Token) -> Result<Option<Answer>> {
        let done = self.store.done_once(token)?;
        Ok(done.map(|(document, fact)| Answer::Saved { document, fact }))
    }

    /// Keeps a draft, unless it was used: one that was used must not come back.
    pub(crate) fn keep_draft(
        &mut self,
        key: &str,
        form: &str,
        token: Token,
        moment: Moment,
    ) -> Result<Answer> {
        if let Some(answer) = self.done_already(token)? {
            return Ok(answer);
        }
        if form.len() > DRAFT_BYTES_MAX {
            let chars_max = u32::try_from(DRAFT_BYTES_MAX / 4).unwrap_or(u32::MAX);
            return Ok(Answer::Failed(Failure::BadText { chars_max }));
        }
        self.store.transaction(|store| store.put_draft(key, form, token, moment.wall))?;
        Ok(Answer::Done)
    }

    pub(crate) fn drop_draft(&mut self, key: &str) -> Result<Answer> {
        self.store.transaction(|store| store.drop_draft(key))?;
        Ok(Answer::Done)
    }

    /// Keeps a picture with a draft, which begins with it if need be.
    pub(crate) fn keep_draft_photo(
        &mut self,
        key: &str,
        photo: Token,
        picture: Option<Picture>,
        moment: Moment,
    ) -> Result<Answer> {
        let Some(picture) = picture else {
            return Ok(Answer::Failed(Failure::BadPicture(BadPicture::Unreadable)));
        };
        self.store.transaction(|store| {
            store.begin_draft(key, photo, moment.wall)?;
            store.add_draft_photo(key, photo, &picture, dated(&picture, moment.wall))
        })?;
        Ok(Answer::Done)
    }

    pub(crate) fn drop_draft_photo(&mut self, photo: Token) -> Result<Answer> {
        self.store.transaction(|store| store.drop_draft_photo(photo))?;
        Ok(Answer::Done)
    }
}
