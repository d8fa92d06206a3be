//! Who answers for this server, and the two statements that the law asks of a public body: on accessibility
//! (Directive (EU) 2016/2102; in Wallonia the decree of 2 May 2019) and on personal data (Regulation (EU) 2016/679); and for
//! how long things are kept.

pub(crate) mod accessibility;
mod body_form;
pub(crate) mod contact;
pub(crate) mod menu;
pub(crate) mod pages;
pub(crate) mod privacy;
mod retention_page;
