//! Writing: every form of the office that does something with what is of administrations, ready to be sent with success by
//! whoever may.

use std::collections::{BTreeMap, BTreeSet};

use shared::wire::{OutboxCopy, PROTOCOL};
use shared::work_order::WorkOrder;
use shared::work_order::status::Status;
use shared::{DocumentId, OrganisationId, PersonId, Role};
use sync_server::base::roles::Roles;

use crate::apart::commune::Commune;
use crate::apart::visitor::{FORM_MEDIA_TYPE, Visitor, combinations, refuses};
use crate::apart::{A, B};
use crate::desk::seen;
use crate::test_office::{START, SUPERVISOR};

const NATURE: &str = "06060606-0606-0606-0606-060606060606";

/// The rows that write something of an administration, with the roles that do so for such a thing as it is asked for here.
/// Those that make the office read everything anew first, while there is little.
pub(super) const FORMS: &[(&str, &str)] = &[
    ("/office/offers/take-back", "s"),
    ("/office/offers/confirm", "s"),
    ("/office/offers/decline", "s"),
    ("/office/work-orders", "csa"),
    ("/office/work-orders/{id}/edit", "csa"),
    ("/office/work-orders/{id}/assign", "csa"),
    ("/office/work-orders/{id}/approve", "s"),
    ("/office/work-orders/{id}/send-back", "s"),
    ("/office/work-orders/{id}/take-back", "s"),
    ("/office/work-orders/{id}/cancel", "csa"),
    ("/office/work-orders/{id}/settle", "s"),
    ("/office/requests", "csak"),
    ("/office/requests/{id}/correct", "csa"),
    ("/office/requests/{id}/close", "csa"),
    ("/office/announcements", "csa"),
    ("/office/announcements/{id}/withdraw", "csa"),
    ("/office/devices/enrol", "sa"),
    ("/office/devices/copy", "s"),
    ("/office/devices/{id}/lift", "sa"),
    ("/office/devices/{id}/withdraw", "sa"),
    ("/office/refused/{number}/take-over", "s"),
    ("/office/refused/{number}/set-aside", "s"),
    ("/office/buildings/new", "csa"),
    ("/office/buildings/{id}/edit", "csa"),
    ("/office/buildings/{id}/spaces/{space}", "csa"),
    ("/office/buildings/{id}/assets/{asset}", "csa"),
    ("/office/buildings/{id}/occupants", "a"),
    ("/office/people/{id}/block", "a"),
];

/// Whether a thing of several administrations is asked for, and not one of one of them in a building that both have.
fn is_of_several(row: &str) -> bool {
    ["/office/devices", "/office/buildings/{id}", "/office/people"].iter().any(|one| row.starts_with(one))
        || ["/office/work-orders", "/office/requests"].contains(&row)
}

/// A form that is ready.
struct Form {
    path: String,
    media_type: String,
    body: Vec<u8>,
}

impl Form {
    fn of(path: impl Into<String>, fields: impl Into<String>) -> Self {
        Self { path: path.into(), media_type: FORM_MEDIA_TYPE.to_owned(), body: fields.into().into_bytes() }
    }
}

impl Commune {
    /// Something with which the form of a row does something, and the form.
    async fn prepared(
        &mut self,
        overseer: &Visitor,
        row: &str,
        (key, of): (&'static str, OrganisationId),
    ) -> Form {
        let name = |thing: &str| row.replace("{id}", thing).replace("{number}", thing);
        match row.split('/').nth(2).unwrap() {
            "work-orders" => self.order_form(row, key, of).await,
            "requests" if row.ends_with("requests") => {
                Form::of(row, format!("building={}&title=neuf&priority=normal", self.buildings[key]))
            }
            "requests" => {
                let id = self.request("avant", key, of).await;
                let fields = "was.title=avant&title=autre&reason=non";
                Form::of(name(&id.to_string()), fields)
            }
            "announcements" if row.ends_with("announcements") => {
                Form::of(row, format!("announcement=neuf&organisation={of}&until=2027-12-31"))
            }
            "announcements" => {
                let id = self.announces("neuf", of).await;
                Form::of(name(&id.to_string()), "")
            }
            "offers" => self.offer_form(overseer, row, key, of).await,
            "refused" => {
                let number = if row.ends_with("take-over") {
                    self.refused_creation("neuf", key, (key, of)).await
                } else {
                    self.refused_cancellation("refus", key, of).await.1
                };
                let page = overseer.gets(&format!("/office/refused/{number}")).await;
                let seen = seen(&String::from_utf8(page.body).unwrap());
                Form::of(name(&number.to_string()), format!("seen={seen}"))
            }
            "buildings" if row.ends_with("new") => Form::of(row, format!("name=neuf&organisation={of}")),
            "buildings" => {
                let of = if key == "AB" { vec![A, B] } else { vec![of] };
                let id = self.builds("neuf", &of).await;
                let fields = "organisation=c0c0c0c0-c0c0-c0c0-c0c0-c0c0c0c0c0c0&name=autre";
                Form::of(name(&id.to_string()).replace("{space}", "new").replace("{asset}", "new"), fields)
            }
            "people" => {
                let id = PersonId::from_bytes(*self.unknown_id().as_bytes());
                let of = if key == "AB" { vec![A, B] } else { vec![of] };
                self.office.has(id, &id.to_string(), Roles::only_at(Role::Technician, of)).await;
                Form::of(name(&id.to_string()), "")
            }
            "devices" => self.device_form(row, key).await,
            _ => panic!("{row}"),
        }
    }

    async fn order_form(&mut self, row: &str, key: &'static str, of: OrganisationId) -> Form {
        let building = self.buildings[key];
        let id = match row.rsplit('/').next().unwrap() {
            "work-orders" => {
                let fields = format!("building={building}&title=neuf&priority=normal&nature={NATURE}");
                return Form::of(row, fields);
            }
            "edit" | "assign" | "cancel" => self.order("avant", key, of).await,
            "settle" => self.contradicted("double", key, of).await,
            _ => self.finished("fini", key, of).await,
        };
        if row.ends_with("take-back") {
            self.approves(id).await;
        }
        let document = self.office.document(id).await;
        let order = WorkOrder::read(&document).unwrap();
        let fields = match row.rsplit('/').next().unwrap() {
            "edit" => "was.title=avant&title=autre".to_owned(),
            "assign" => String::new(),
            "approve" => format!("seen={}", document.heads().to_string().replace(' ', "+")),
            "take-back" => format!("review={}", Status::review_to_take_back(&order, START).unwrap()),
            "settle" => {
                let contradictions = order.status().contradictions;
                let one = contradictions.iter().find(|one| !one.facts().is_empty()).unwrap();
                format!("contradiction={}&favours={}", one.key().replace(' ', "+"), one.facts()[0])
            }
            _ => "reason=non".to_owned(),
        };
        Form::of(row.replace("{id}", &id.to_string()), fields)
    }

    async fn offer_form(
        &mut self,
        overseer: &Visitor,
        row: &str,
        key: &'static str,
        of: OrganisationId,
    ) -> Form {
        let (id, changes): (DocumentId, BTreeSet<_>) = self.offered("offre", key, (key, of)).await;
        if row.ends_with("take-back") {
            // Each yes is of a moment of its own.
            self.office.pass_ms(1);
            let at = self.office.app.engine.clock().now();
            self.office.app.engine.confirm(SUPERVISOR, id, changes).await.unwrap();
            return Form::of(row, format!("yes={SUPERVISOR}:{}&document={id}&sure=yes", at.0));
        }
        let page = String::from_utf8(overseer.gets("/office/offers").await.body).unwrap();
        let (_, rest) = page.split_once(&format!("value=\"{id}:")).expect("what was offered");
        Form::of(row, format!("seen={id}:{}&sure=yes", rest.split('"').next().unwrap()))
    }

    async fn device_form(&self, row: &str, key: &'static str) -> Form {
        if row.ends_with("enrol") {
            return Form::of(row, format!("person={}", self.people[key]));
        }
        let phone = self.office.enrol(self.people[key]).await;
        if !row.ends_with("copy") {
            return Form::of(row.replace("{id}", &phone.device.to_string()), "sure=yes&how=erase");
        }
        let copy = OutboxCopy {
            protocol: PROTOCOL,
            device: phone.device,
            made_at: START,
            documents: Vec::new(),
            photos: Vec::new(),
        };
        let head =
            "----copy\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.guichet\"\r\n\r\n";
        let body = [head.as_bytes(), &copy.sealed(&phone.token), b"\r\n----copy--\r\n"].concat();
        Form { path: row.to_owned(), media_type: "multipart/form-data; boundary=--copy".to_owned(), body }
    }

    /// The number of the last line of the audit log.
    async fn last_line(&self) -> i64 {
        self.office.app.engine.read(|store| store.audit_head()).await.unwrap().id
    }
}

/// Whoever may do something with a thing does it, and it is written down; of everybody else it is refused, and nothing is.
#[tokio::test]
async fn each_form_is_taken_from_those_who_may_use_it_there_and_from_nobody_else() {
    let mut commune = Commune::begin().await;
    let overseer = commune.visitor(0x3F, Roles::everywhere(Role::Supervisor)).await;
    let mut visitors = Vec::new();
    for (byte, roles) in (0x80..).zip(combinations()) {
        visitors.push(commune.visitor(byte, roles).await);
    }
    let (mut asked, mut done) = (0, BTreeMap::<&str, [u32; 2]>::new());
    for (row, letters) in FORMS {
        for (key, of) in [("A", A), ("B", B), ("AB", B)] {
            if key == "B" && !is_of_several(row) {
                // Theirs are in the building that both have.
                continue;
            }
            let all: BTreeSet<_> =
                if key == "AB" && is_of_several(row) { [A, B].into() } else { [of].into() };
            let mut form = commune.prepared(&overseer, row, (key, of)).await;
            let mut before = commune.last_line().await;
            for visitor in &visitors {
                let Form { path, media_type, body } = &form;
                let answer = visitor.sends("POST", path, media_type, body.clone()).await;
                let after = commune.last_line().await;
                asked += 1;
                let told = visitor.told();
                // Who makes a code for somebody, or has their phone erased, does so wherever they work.
                let may = if ["/office/devices/enrol", "/office/devices/{id}/withdraw"].contains(row) {
                    visitor.has_role_in_all(letters, &all)
                } else {
                    visitor.has_role(letters, &all)
                };
                done.entry(*row).or_default()[usize::from(may)] += 1;
                let answered = answer.status;
                let is_done = (answered.is_redirection() || answered.is_success()) && !refuses(&answer);
                let is_good =
                    if may { is_done && after > before } else { refuses(&answer) && after == before };
                let lines = after - before;
                commune.expects(is_good, || format!("{answered}, {lines} lines, at {path} of {key}, {told}"));
                if lines > 0 {
                    form = commune.prepared(&overseer, row, (key, of)).await;
                    before = commune.last_line().await;
                }
            }
        }
    }
    assert_eq!(done.len(), FORMS.len());
    for (row, [refused, taken]) in done {
        assert!(refused > 0 && taken > 0, "{row}: {refused} were refused, {taken} did something");
    }
    commune.is_as_expected();
    let (rows, people) = (FORMS.len(), visitors.len());
    println!("{rows} forms x {people} people x the administrations: {asked} asked");
}
