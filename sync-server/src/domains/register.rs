//! Buildings, their spaces and assets, their history.

pub(crate) mod badges;
pub(crate) mod edit;
pub(crate) mod export;
pub(crate) mod export_page;
pub(crate) mod export_queries;
pub(crate) mod histories;
pub mod history_page;
pub mod history_queries;
pub mod import;
pub(crate) mod import_columns;
mod import_page;
pub(crate) mod import_report;
mod imports_page;
pub(crate) mod kept_list;
pub mod label_queries;
mod listed;
pub(crate) mod menu;
pub(crate) mod normal;
pub(crate) mod occupants;
pub mod page;
pub(crate) mod pages;
pub mod place;
pub mod queries;
pub(crate) mod rows;
pub mod rules;
