//! A file as the body of an answer, part by part: a reader on a weak signal, or one who reads nothing,
//! must not keep all of it in memory.

use axum::body::{Body, Bytes};
use futures_util::stream::try_unfold;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::base::limits::FILE_PART_BYTES;

/// The body, and its length in bytes.
///
/// # Errors
/// What the file system says.
pub(crate) async fn file_body(file: File) -> std::io::Result<(Body, u64)> {
    let length = file.metadata().await?.len();
    Ok((body_of(file), length))
}

/// The body that a reader reads.
pub(crate) fn body_of(reader: impl AsyncRead + Send + Unpin + 'static) -> Body {
    Body::from_stream(try_unfold(reader, async |mut reader| {
        let mut part = vec![0; FILE_PART_BYTES];
        let length = reader.read(&mut part).await?;
        part.truncate(length);
        std::io::Result::Ok((length > 0).then(|| (Bytes::from(part), reader)))
    }))
}
