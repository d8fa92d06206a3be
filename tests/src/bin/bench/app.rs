//! What the two programs of the phone app weigh.

use std::path::{Path, PathBuf};

use anyhow::Result;
use tests::browser::phone_dir;

use super::table::Table;

pub(crate) fn measure(table: &mut Table) -> Result<()> {
    let (worker, page): (Vec<_>, Vec<_>) =
        fetched(&phone_dir()?)?.into_iter().partition(|(file, _)| is_workers(file));
    let bytes = |files: Vec<(PathBuf, u64)>| files.iter().map(|(_, bytes)| *bytes as f64).sum();
    table.judge("phone: the page with brotli", bytes(page), "bytes", 400_000.0);
    table.judge("phone: the worker with brotli", bytes(worker), "bytes", 900_000.0);
    Ok(())
}

/// Every file of the app as a browser fetches it, and its bytes: packed with brotli, or as it is where that gains
/// nothing.
fn fetched(folder: &Path) -> Result<Vec<(PathBuf, u64)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let mut packed = path.clone().into_os_string();
        packed.push(".br");
        if entry.file_type()?.is_dir() {
            files.extend(fetched(&path)?);
        } else if path.extension().is_none_or(|kind| kind != "gz") && !Path::new(&packed).exists() {
            files.push((path, entry.metadata()?.len()));
        }
    }
    Ok(files)
}

fn is_workers(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.trim_start_matches("start-").starts_with("worker")
}
