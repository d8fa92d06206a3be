//! The story that is being told, and what happens in it.

use shared::work_order::WorkOrderCommand;
use shared::{Command, FactId, Timestamp};

use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::draft::Draft;
use crate::demo::error::DemoError;
use crate::demo::people::Writer;
use crate::demo::record::Record;

/// A story being told.
pub(crate) struct Story<'a> {
    pub(crate) commune: &'a Commune,
    pub(crate) draft: &'a Draft<'a>,
    pub(crate) chance: Chance,
}

/// Executes a command on the order.
pub(crate) fn does(
    record: &mut Record,
    writer: Writer,
    at: Timestamp,
    command: WorkOrderCommand,
) -> Result<Option<FactId>, DemoError> {
    record.does(writer, at, Command::WorkOrder(command))
}
