//! The account that is taken of a data directory nobody serves: everything that was acknowledged is
//! there, and nothing twice.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use shared::work_order::{Material, WorkOrder};
use shared::{Document, DocumentId, Sha256};
use sync_server::photos::{FolderStore, PhotoStore as _};
use tests::commune::Commune;

use crate::crew::Technician;

/// What was looked for, and what was not there.
#[derive(Debug, Default)]
pub(crate) struct Account {
    pub(crate) changes: usize,
    pub(crate) photos: usize,
    pub(crate) losses: Vec<String>,
    /// What is there though nobody was told.
    pub(crate) untold: Vec<String>,
}

/// Takes the account of a directory.
pub(crate) async fn take(data: &Path, crew: &mut [Technician]) -> Result<Account> {
    let office = Commune::found_again(data)?;
    let mut account = Account::default();
    let mut marks: BTreeMap<DocumentId, BTreeMap<String, usize>> = BTreeMap::new();
    for technician in crew {
        for (at, (mark, order)) in technician.written.iter().enumerate() {
            if !marks.contains_key(order) {
                let document = office.engine.document(*order).await?.context("the order is lost")?;
                marks.insert(*order, written(&document)?);
            }
            let times = marks[order].get(mark).copied().unwrap_or(0);
            match (at < technician.acknowledged, times) {
                (true, 1) => account.changes += 1,
                (false, 0) => {}
                (false, 1) => account.untold.push(mark.clone()),
                _ => account.losses.push(format!("{mark} is there {times} times")),
            }
        }
        let (acknowledged, waiting) = technician.photos()?;
        for sha256 in acknowledged {
            if is_there(data, &office, sha256).await? {
                account.photos += 1;
            } else {
                account.losses.push(format!("photo {sha256}"));
            }
        }
        for sha256 in waiting {
            if office.engine.read(move |store| store.photo(sha256)).await?.is_some() {
                account.untold.push(format!("photo {sha256}"));
            }
        }
    }
    office.close().await?;
    Ok(account)
}

async fn is_there(data: &Path, office: &Commune, sha256: Sha256) -> Result<bool> {
    let noted = office.engine.read(move |store| store.photo(sha256)).await?;
    let bytes = FolderStore::of(data).read(sha256)?.unwrap_or_default();
    Ok(noted.is_some() && Sha256::of(&bytes) == sha256)
}

fn written(document: &Document) -> Result<BTreeMap<String, usize>> {
    let order = WorkOrder::read(document)?;
    let mut marks = BTreeMap::new();
    let materials = order.materials.into_values().filter_map(|used| match used.material {
        Material::Other(mark) => Some(mark),
        Material::Stock(_) => None,
    });
    for mark in materials.chain(order.photos.into_values().map(|photo| photo.facts.caption)) {
        *marks.entry(mark).or_default() += 1;
    }
    Ok(marks)
}
