//! Why a photo was not taken.

/// Why a photo, or a part of one, was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// There are no bytes.
    #[error("the photo has no bytes")]
    Empty,
    /// It has more bytes than were announced or may be, or more pixels on an edge.
    #[error("the photo is over the limit")]
    TooLarge,
    /// Its bytes have another hash than its name.
    #[error("the photo is not the one that was announced")]
    OtherHash,
    /// It is no whole JPEG picture.
    #[error("this is not a JPEG picture, or only part of one")]
    NotAnImage,
    /// The rest of a part did not arrive, or another request took its place.
    #[error("the rest did not arrive")]
    Cut,
    /// A part took too long.
    #[error("nothing more arrived for a while")]
    TooSlow,
    /// The bytes of a part are not what its checksum says.
    #[error("the bytes are not those that were sent")]
    OtherChecksum,
    /// The work on it ended without an answer.
    #[error("the photo could not be looked at")]
    Interrupted,
    /// The disk did not take it.
    #[error(transparent)]
    Storage(#[from] std::io::Error),
}
