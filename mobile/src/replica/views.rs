//! What screens show, read from the index and from the documents.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::Signer as _;
use shared::building::Building;
use shared::document::priority::Priority;
use shared::history::History;
use shared::request::Request;
use shared::stock_list::StockItem;
use shared::wire::{ChangeBytes, DocumentChanges, OutboxCopy, PROTOCOL};
use shared::work_order::WorkOrder;
use shared::{Day, Document, DocumentError, DocumentId, FactId, PersonId, Sha256, StockItemId, Timestamp};

use crate::client::answer::Answer;
use crate::client::failure::Failure;
use crate::client::list::{Buildings, DefectLine, Found, OrderLine, Today};
use crate::client::names::Names;
use crate::client::to_send::{ToSend, Waiting};
use crate::client::view::{BuildingView, PhotoState, WorkOrderView};
use crate::limits::{COPY_BYTES_MAX, FOUND_MAX};
use crate::replica::error::{ReplicaError, Result};
use crate::replica::state::Replica;
use crate::replica::store::photos::PhotoRow;
use crate::sorting::sorted;

impl Replica {
    pub(crate) fn today(&self, today: Day) -> Result<Today> {
        let announcements = self.store.announcements(today)?;
        let mut lists = Today { announcements, done: self.store.orders_done()?, ..Today::default() };
        for line in self.store.orders_to_do()? {
            let group = if line.priority == Priority::Urgent {
                &mut lists.urgent
            } else if line.due.is_some_and(|due| due < today) {
                &mut lists.overdue
            } else if is_for_today(&line, today) {
                &mut lists.today
            } else {
                &mut lists.later
            };
            group.push(line);
        }
        Ok(lists)
    }

    pub(crate) fn search(&self, text: &str) -> Result<Vec<Found>> {
        self.store.search(text)
    }

    /// Buildings to choose from: where one probably is first, then by name.
    pub(crate) fn buildings(&self, text: &str, today: Day) -> Result<Buildings> {
        let found = self.store.buildings(text, today)?;
        let mut found = sorted(found, |(near, line)| (i64::from(*near), &line.name), self.compare);
        let shown = usize::try_from(FOUND_MAX).unwrap_or(usize::MAX);
        let more = found.len() > shown;
        found.truncate(shown);
        Ok(Buildings { list: found.into_iter().map(|(_, line)| line).collect(), more })
    }

    pub(crate) fn work_order(&mut self, id: DocumentId) -> Result<Answer> {
        let Some(document) = self.document(id)? else { return Ok(Answer::Failed(Failure::NotHere)) };
        let order = WorkOrder::read(&document).map_err(|error| ReplicaError::Document(id, error))?;
        let building = match self.document(order.building)? {
            Some(building) => Some(read_building(order.building, Building::read(&building))?),
            None => None,
        };
        let photos = order
            .corrected_photos()
            .into_iter()
            .map(|(fact, photo)| self.photo_state(id, photo.facts.sha256).map(|state| (fact, state)))
            .collect::<Result<Vec<(FactId, PhotoState)>>>()?;
        let names = Names {
            people: self.people(&order.people())?,
            organisation: self.store.name(*order.organisation.as_bytes())?.map(|(name, _)| name),
            nature: self.store.name(*order.nature.as_bytes())?.map(|(action, trade)| (trade, action)),
            stock: self.stock_items(&order.stock_items())?,
        };
        // That it is new no more is not worth an error: it is told again next time.
        self.store.note_opened(id).unwrap_or_default();
        Ok(Answer::WorkOrder(Box::new(WorkOrderView {
            id,
            names,
            status: order.status(),
            building,
            photos,
            waiting: self.store.waits(id)?,
            order,
        })))
    }

    pub(crate) fn building(&mut self, id: DocumentId) -> Result<Answer> {
        let Some(document) = self.document(id)? else { return Ok(Answer::Failed(Failure::NotHere)) };
        let mut building = read_building(id, Building::read(&document))?;
        building.assets.retain(|_, asset| !asset.is_retired());
        let mut history = Vec::new();
        for history_id in self.store.histories_of(id)? {
            let Some(document) = self.document(history_id)? else { continue };
            let read = History::read(&document).map_err(|error| ReplicaError::Document(history_id, error))?;
            history.extend(read.lines.into_values());
        }
        let history = sorted(history, |line| (line.finished_at.0.saturating_neg(), ""), str::cmp);
        let orders = self.store.orders_at(id)?;
        let mut at_assets = Vec::new();
        for line in orders.iter().filter(|line| !matches!(line.state.as_str(), "approved" | "cancelled")) {
            let Some(document) = self.listed(line.id)? else { continue };
            let Ok(order) = WorkOrder::read(&document) else { continue };
            at_assets.extend(order.asset.map(|asset| (asset, line.clone())));
        }
        let defects = self.defects_at(id)?;
        let waiting = self.store.waits(id)?;
        let named = history.iter().map(|line| line.technician).chain(building.people()).collect();
        let names = Names {
            people: self.people(&named)?,
            organisation: self.store.name(*building.organisation.as_bytes())?.map(|(name, _)| name),
            ..Names::default()
        };
        let view = BuildingView { id, building, names, history, orders, at_assets, defects, waiting };
        Ok(Answer::Building(Box::new(view)))
    }

    /// A document for a list, which goes on without one that cannot be read.
    fn listed(&mut self, id: DocumentId) -> Result<Option<Document>> {
        match self.document(id) {
            Err(ReplicaError::Document(..)) => Ok(None),
            read => read,
        }
    }

    /// The defects of a building's assets that were reported here and wait for an answer, newest first.
    fn defects_at(&mut self, building: DocumentId) -> Result<Vec<DefectLine>> {
        let mut defects = Vec::new();
        for id in self.store.newest_requests()? {
            let Some(document) = self.listed(id)? else { continue };
            let Ok(request) = Request::read(&document) else { continue };
            let is_open = request.closed.is_none() && request.work_order.is_none();
            if let Some(asset) = request.asset.filter(|_| is_open && request.building == building) {
                defects.push(DefectLine { asset, title: request.title, at: request.at });
            }
        }
        Ok(sorted(defects, |line| (line.at.0.saturating_neg(), ""), str::cmp))
    }

    fn people(&self, ids: &BTreeSet<PersonId>) -> Result<BTreeMap<PersonId, String>> {
        let mut people = BTreeMap::new();
        for id in ids {
            people.extend(self.store.name(*id.as_bytes())?.map(|(name, _)| (*id, name)));
        }
        Ok(people)
    }

    fn stock_items(&self, ids: &BTreeSet<StockItemId>) -> Result<BTreeMap<StockItemId, StockItem>> {
        let mut items = BTreeMap::new();
        for id in ids {
            items.extend(self.store.stock_line(*id)?.map(|line| (line.id, line.item)));
        }
        Ok(items)
    }

    fn photo_state(&self, document: DocumentId, sha256: Sha256) -> Result<PhotoState> {
        let Some(row) = self.store.photo(sha256)? else { return Ok(PhotoState::Elsewhere) };
        self.state_of(document, &row)
    }

    pub(crate) fn state_of(&self, document: DocumentId, row: &PhotoRow) -> Result<PhotoState> {
        Ok(match (row.state.as_str(), &row.problem) {
            ("waiting", _) if self.conversation.is_uploading(row.sha256) => {
                PhotoState::Sending { sent_bytes: row.sent_bytes }
            }
            ("waiting", _) if self.store.changes_wait(document)? => PhotoState::Saved,
            ("waiting", _) => PhotoState::Waiting,
            ("problem", problem) => {
                PhotoState::NeedsAttention { problem: problem.clone().unwrap_or_default() }
            }
            _ => PhotoState::AtOffice,
        })
    }

    pub(crate) fn list_to_send(&mut self) -> Result<ToSend> {
        let mut items = self.store.outbox_by_document()?;
        for photo in self.store.unsent_photos()? {
            let Some(document) = photo.document else { continue };
            let state = self.state_of(document, &photo)?;
            let entry = (photo.sha256, photo.size_bytes, state);
            match items.iter_mut().find(|item| item.document == document) {
                Some(item) => {
                    item.since = item.since.min(photo.saved_at);
                    item.pictures.extend((!photo.is_thumbnail).then(|| entry.clone()));
                    item.photos.push(entry);
                }
                None => items.push(Waiting {
                    document,
                    kind: self.store.kind_of(document)?,
                    title: self.store.title_of(document)?,
                    changes: 0,
                    change_bytes: 0,
                    pictures: Vec::from_iter((!photo.is_thumbnail).then(|| entry.clone())),
                    photos: vec![entry],
                    since: photo.saved_at,
                }),
            }
        }
        Ok(ToSend {
            items: sorted(items, |item| (item.since.0, ""), str::cmp),
            rejected: self.rejected()?,
            last_contact: self.store.last_contact()?,
            kept: self.kept,
        })
    }

    /// Everything that waits, in as many files as the photos need: the `at`-th of them, with a name, and
    /// how many there are. The changes are in each.
    pub(crate) fn copy(&self, at: u32, now: Timestamp) -> Result<(String, u32, Vec<u8>)> {
        let Some(enrolled) = &self.enrolled else { return Err(ReplicaError::Damaged("enrolment")) };
        let mut documents: Vec<DocumentChanges> = Vec::new();
        let mut change_bytes = 0;
        // What the office refuses of others must not come before what it takes of the owner.
        for row in self.store.outbox()?.into_iter().chain(self.store.offers(usize::MAX)?) {
            change_bytes += row.bytes.len() as u64;
            let change = ChangeBytes(row.bytes);
            match documents.iter_mut().find(|document| document.id == row.document) {
                Some(document) => document.changes.push(change),
                None => {
                    documents.push(DocumentChanges {
                        id: row.document,
                        kind: row.kind,
                        changes: vec![change],
                    });
                }
            }
        }
        let mut photos = Vec::new();
        let (mut files, mut bytes) = (1, change_bytes);
        for photo in self.store.unsent_photos()? {
            if bytes + photo.size_bytes > COPY_BYTES_MAX {
                (files, bytes) = (files + 1, change_bytes);
            }
            bytes += photo.size_bytes;
            if files == at + 1 {
                photos.extend(self.store.photo_bytes(photo.sha256)?.map(ChangeBytes));
            }
        }
        let copy =
            OutboxCopy { protocol: PROTOCOL, device: enrolled.device, made_at: now, documents, photos };
        let (device, seconds) = (enrolled.device, now.0 / 1000);
        let name = format!("guichet-{device}-{seconds}-{}-of-{files}.guichet", at + 1);
        Ok((name, files, self.as_file(&copy, &enrolled.token)?))
    }

    /// A copy as a file: closed to the office where its key is known.
    fn as_file(&self, copy: &OutboxCopy, token: &str) -> Result<Vec<u8>> {
        let Some(office) = self.store.office_key()? else { return Ok(copy.sealed(token)) };
        let own = self.store.device_key()?;
        let sign = |statement: &[u8]| own.sign(statement).to_bytes();
        copy.closed(token, sign, &office, self.entropy).ok_or(ReplicaError::Damaged("office_key"))
    }
}

fn is_for_today(line: &OrderLine, today: Day) -> bool {
    line.due == Some(today) || matches!(line.state.as_str(), "in-progress" | "paused" | "sent-back")
}

fn read_building(id: DocumentId, read: Result<Building, DocumentError>) -> Result<Building> {
    read.map_err(|error| ReplicaError::Document(id, error))
}
