//! Executing what an administrator writes in a stock list.

use std::collections::BTreeMap;

use crate::author::Author;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::writer::write;
use crate::document_kind::DocumentKind;
use crate::id::StockItemId;
use crate::kind::Kind as _;
use crate::kind::checks::{Fits, line, lines};
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;
use crate::limits::STOCK_LIST_ITEMS_MAX;
use crate::stock_list::command::StockListCommand;
use crate::stock_list::document::{StockItem, StockList};
use crate::stock_list::places::SHAPE;

impl KindCommand for StockListCommand {
    fn document_kind(&self) -> DocumentKind {
        StockList::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "stock-list-create",
            Self::Put(_) => "stock-list-put",
            Self::SetTeams(_) => "stock-list-set-teams",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create(_))
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        match self {
            Self::Create(_) => vec![("", Effect::Create)],
            Self::Put(_) => vec![("items/*", Effect::Put)],
            Self::SetTeams(_) => vec![("teams/*", Effect::Put)],
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        let known = if self.creates() { None } else { Some(StockList::read(document)?) };
        match self {
            Self::Create(new) => {
                lines([&new.section])?;
                items(&new.items, 0)?;
            }
            Self::Put(put) => {
                let there = known.iter().flat_map(|list| list.items.keys());
                items(put, there.filter(|id| !put.contains_key(id)).count())?;
            }
            Self::SetTeams(_) => {}
        }
        write(document, author, &SHAPE, |w| {
            match (self, &known) {
                (Self::Create(new), _) => StockList::write_new(w, new)?,
                (Self::Put(items), Some(known)) => known.write_items(w, items)?,
                (Self::SetTeams(teams), Some(known)) => known.write_teams(w, teams)?,
                (Self::Put(_) | Self::SetTeams(_), None) => return Err(CommandError::WrongMoment),
            }
            Ok(None)
        })
    }
}

/// Whether these things fit in a list beside so many others.
fn items(items: &BTreeMap<StockItemId, StockItem>, others: usize) -> Fits {
    if items.len() + others > STOCK_LIST_ITEMS_MAX {
        return Err(CommandError::TooMany { max: STOCK_LIST_ITEMS_MAX });
    }
    items.values().try_for_each(|item| {
        line(&item.label)?;
        lines([&item.code, &item.unit])
    })
}
