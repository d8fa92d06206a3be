//! What the page asks of the worker arrives as it was.

use mobile::client::Ask;
use shared::announcement::AnnouncementCommand;
use shared::building::BuildingCommand;
use shared::document::photo::PhotoPhase;
use shared::work_order::WorkOrderCommand;
use shared::{Command, DocumentId, FactId};

#[test]
fn commands_of_a_phone_arrive_as_they_were_whatever_the_office_can_do_besides() {
    let photo = FactId::from_bytes([1; 16]);
    let correct = WorkOrderCommand::CorrectPhoto {
        photo,
        caption: "Fuite".to_owned(),
        phase: PhotoPhase::After,
        withdrawn: false,
    };
    for command in [
        Command::WorkOrder(WorkOrderCommand::Start),
        Command::WorkOrder(correct),
        Command::Building(BuildingCommand::AddRemark { text: "Clé chez le concierge".to_owned() }),
        Command::Building(BuildingCommand::CorrectRemark { remark: photo, text: String::new() }),
        Command::Announcement(AnnouncementCommand::Read),
    ] {
        let ask = Ask::Execute { document: Some(DocumentId::from_bytes([2; 16])), command };
        let written = postcard::to_allocvec(&ask).unwrap();
        let read: Ask = postcard::from_bytes(&written).unwrap();
        assert_eq!(read, ask);
    }
}
