//! A small file on OPFS, outside of the pool that SQLite has its files in.

use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions,
    FileSystemReadWriteOptions, FileSystemSyncAccessHandle,
};

use crate::keyring::SmallFile;

/// A file that nobody else has open.
pub(crate) struct OpfsFile(FileSystemSyncAccessHandle);

impl OpfsFile {
    /// Opens the file of this name, and makes it if there is none.
    ///
    /// # Errors
    /// What the browser says: `NoModificationAllowedError` while another tab has it.
    pub(crate) async fn open(name: &str) -> Result<Self, JsValue> {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let folder = JsFuture::from(scope.navigator().storage().get_directory()).await?;
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let folder: FileSystemDirectoryHandle = folder.unchecked_into();
        let file = JsFuture::from(folder.get_file_handle_with_options(name, &options)).await?;
        let file: FileSystemFileHandle = file.unchecked_into();
        Ok(Self(JsFuture::from(file.create_sync_access_handle()).await?.unchecked_into()))
    }
}

impl SmallFile for OpfsFile {
    fn read(&self) -> Result<Vec<u8>, String> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a file of some thousand bytes"
        )]
        let mut bytes = vec![0; self.0.get_size().map_err(|error| said(&error))? as usize];
        let read = self.0.read_with_u8_array_and_options(&mut bytes, &at(0)).map_err(|error| said(&error))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most as many as were asked for"
        )]
        bytes.truncate(read as usize);
        Ok(bytes)
    }

    fn write(&self, position: usize, bytes: &[u8]) -> Result<(), String> {
        let written =
            self.0.write_with_u8_array_and_options(bytes, &at(position)).map_err(|error| said(&error))?;
        self.0.flush().map_err(|error| said(&error))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most as many as there are"
        )]
        if written as usize == bytes.len() { Ok(()) } else { Err("the phone is full".to_owned()) }
    }
}

fn at(position: usize) -> FileSystemReadWriteOptions {
    let options = FileSystemReadWriteOptions::new();
    #[expect(clippy::cast_precision_loss, reason = "a file of some thousand bytes")]
    options.set_at(position as f64);
    options
}

/// What the browser calls an exception.
pub(crate) fn name(error: &JsValue) -> Option<String> {
    Reflect::get(error, &JsValue::from_str("name")).ok()?.as_string()
}

fn said(error: &JsValue) -> String {
    name(error).unwrap_or_else(|| "an unknown error".to_owned())
}
