//! What a person sees. Screens ask the replica through [`Platform`] and never see SQL, Automerge or
//! the platform itself; they never wait for the network.

pub(crate) mod announcement;
pub(crate) mod app;
pub(crate) mod back;
pub(crate) mod badge;
pub(crate) mod building;
pub(crate) mod context;
pub(crate) mod draft;
pub(crate) mod draft_entry;
pub(crate) mod enrol;
pub(crate) mod field;
pub(crate) mod format;
pub(crate) mod frame;
pub(crate) mod icon;
pub(crate) mod install;
pub(crate) mod last_today;
pub(crate) mod locked;
pub(crate) mod order_list;
pub(crate) mod other_phones;
pub(crate) mod photo;
pub(crate) mod pick_photos;
pub(crate) mod picked_file;
pub(crate) mod platform;
pub(crate) mod quantity;
pub(crate) mod refused_picture;
pub(crate) mod request;
pub(crate) mod route;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod stage;
pub(crate) mod statements;
pub(crate) mod task;
pub(crate) mod to_send;
pub(crate) mod today;
pub(crate) mod work_order;

pub use app::App;
pub use platform::{
    LaterAnswer, LaterFile, LaterPasskey, LaterSecret, LaterWords, NoPasskey, Platform, PlatformEvent,
    PlatformEvents,
};
