//! What the demo counts on beside its texts: its teams, its administrations, and who plays a part.

/// The teams, with the trades they do.
pub(crate) const TEAMS: [(&str, &[&str]); 3] = [
    ("Chauffage et sanitaire", &["CHA", "SAN", "VEN"]),
    ("Électricité", &["ELE", "SEC"]),
    ("Bâtiment", &["MEN", "TOI", "BAT"]),
];

/// The technician whose phone the demo hands to the visitor.
pub(crate) const VISITOR: &str = "jean-marc";

/// The technician who got another phone on the last working day, and the supervisor who enrolled it; the
/// administrator enrolled all others.
pub(crate) const NEW_PHONE: &str = "yassine";
pub(crate) const NEW_PHONE_BY: &str = "philippe";
pub(crate) const OTHER_PHONES_BY: &str = "admin";

/// Who left, is blocked, and can be made nameless.
pub(crate) const LEFT: &str = "zelie";

/// The administrations, with their codes.
pub(crate) const ORGANISATIONS: [(&str, &str); 4] = [
    ("COM", "Commune d’Orneval"),
    ("CPAS", "CPAS d’Orneval"),
    ("RCA", "Régie communale autonome d’Orneval"),
    ("CSP", "Centre sportif des Grands-Prés"),
];

/// The technician whose phone still holds the pictures of [`Ending::PhotosOnPhone`].
pub(crate) const PHOTOS_STILL_WITH: &str = "mourad";

/// The technicians whose phones did as much today as one may, and nearly so.
pub(crate) const STOPPED_PHONE: &str = "samuel";
pub(crate) const BUSY_PHONE: &str = "steve";

/// The technician whose phone is locked with a PIN, which was forgotten once.
pub(crate) const LOCKED_PHONE: &str = "laurent";
