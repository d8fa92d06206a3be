//! The report on paper, in the reader's language: what the order says, its photos with their hashes, and how one sees
//! that nothing of it was altered.

use shared::work_order::{AnswerValue, CorrectedPhoto, Material};
use shared::{PersonId, Sha256};

use crate::audit_head::PublicKey;
use crate::base::collation::compare;
use crate::base::limits::{PAPER_PICTURE_DECODED_BYTES_MAX, REPORT_PICTURES_BYTES_MAX};
use crate::domains::orders::sheet::Sheet;
use crate::domains::orders::signed_report::made::Report;
use crate::office::address::{Reached, VERIFY_REPORT};
use crate::office::localizer::Localizer;
use crate::office::state::Office;
use crate::pdf::picture::for_paper;
use crate::pdf::{Attachment, Imprint, Paper, PdfError, Picture};
use crate::photos::PhotoFiles;
use crate::signed_report::blank_seal;

/// The report with room for its seal, and the JSON in it; `None` when it could not be made, which is logged.
pub(crate) async fn pdf(
    office: &Office,
    localizer: &Localizer,
    report: Report,
    reached: &Reached,
) -> Option<(Vec<u8>, String)> {
    let (localizer, photos) = (localizer.clone(), office.app.photos.clone());
    let address = reached.link_for_phones(VERIFY_REPORT);
    let json = report.signed.to_json();
    let attached = json.clone();
    let made = tokio::task::spawn_blocking(move || {
        let page = Page { localizer: &localizer, report: &report, sheet: &report.sheet };
        page.pdf(&photos, attached, &address)
    });
    match made.await {
        Ok(Ok(paper)) => Some((paper, json)),
        Ok(Err(error)) => {
            tracing::error!(%error, "a report could not be put on paper");
            None
        }
        Err(error) => {
            tracing::error!(%error, "a report could not be put on paper");
            None
        }
    }
}

struct Page<'a> {
    localizer: &'a Localizer,
    report: &'a Report,
    sheet: &'a Sheet,
}

impl Page<'_> {
    fn pdf(&self, photos: &PhotoFiles, json: String, address: &str) -> Result<Vec<u8>, PdfError> {
        let (localizer, order) = (self.localizer, &self.sheet.order);
        let mut paper = Paper::new()?;
        paper.title(&format!("{} {}", order.number, order.title));
        let body = [self.report.issuer.as_str(), self.sheet.names.organisation(order.organisation)];
        paper.text(&body.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" · "));
        self.facts(&mut paper);
        self.reports(&mut paper);
        self.checklist(&mut paper);
        self.materials(&mut paper);
        self.photos(&mut paper, photos);
        self.steps(&mut paper);
        self.verification(&mut paper, address);
        let number = &order.number;
        let imprint = Imprint {
            title: format!("{} {number}", self.text("signed-report")),
            language: localizer.language().tag(),
            made_at: self.report.approval.at,
            foot: format!("Guichet · {} {number}", self.text("signed-report")),
        };
        let attachments = vec![
            Attachment {
                name: "report.json".to_owned(),
                media_type: "application/json",
                description: self.text("signed-report-json"),
                bytes: json.into_bytes(),
                is_source: true,
            },
            Attachment {
                name: "seal.txt".to_owned(),
                media_type: "text/plain",
                description: self.text("signed-report-seal"),
                bytes: blank_seal().into_bytes(),
                is_source: false,
            },
        ];
        paper.finish(&imprint, attachments)
    }

    fn text(&self, key: &str) -> String {
        self.localizer.text(key)
    }

    fn person(&self, id: PersonId) -> String {
        self.sheet.names.person(id).to_owned()
    }

    /// A section with a table, where there is anything to put into it.
    fn table(&self, paper: &mut Paper, title: &str, head: &[&str], rows: &[Vec<String>], shares: &[f32]) {
        if !rows.is_empty() {
            paper.section(&self.text(title));
            let head: Vec<String> = head.iter().map(|key| self.text(key)).collect();
            paper.table(&head, rows, shares);
        }
    }

    fn facts(&self, paper: &mut Paper) {
        let Self { localizer, report, sheet } = self;
        let (order, names, building) = (&sheet.order, &sheet.names, sheet.building.as_ref());
        let approved = [self.person(report.approval.by), localizer.instant(report.approval.at)].join(" · ");
        let space = building.and_then(|building| {
            building
                .spaces
                .iter()
                .find(|(id, _, _)| Some(*id) == order.space)
                .map(|(_, name, _)| name.as_str())
        });
        let place = building.map(|building| [building.name.as_str(), building.address.as_str()]);
        let place: Vec<&str> =
            place.into_iter().flatten().chain(space).filter(|part| !part.is_empty()).collect();
        let asset = building.and_then(|building| {
            let asset = building.assets.iter().find(|asset| Some(asset.id) == order.asset)?;
            let parts = [&asset.name, &asset.make, &asset.model, &asset.serial].map(String::as_str);
            Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
        });
        let mut assigned: Vec<&str> = order.assigned.keys().map(|id| names.person(*id)).collect();
        assigned.sort_by(|one, other| compare(one, other));
        let facts = [
            ("step-approved", Some(approved)),
            ("where", Some(place.join(" · "))),
            ("asset", asset),
            ("column-request", sheet.request.clone()),
            ("nature", Some(names.nature(order.nature))),
            ("assigned", Some(assigned.join(", "))),
        ];
        let rows: Vec<Vec<String>> =
            facts.into_iter().filter_map(|(key, value)| Some(vec![self.text(key), value?])).collect();
        paper.table(&[], &rows, &[1.0, 3.0]);
        if !order.description.is_empty() {
            paper.text(&order.description);
        }
    }

    fn reports(&self, paper: &mut Paper) {
        let visits = self.sheet.order.interventions.values();
        let rows: Vec<Vec<String>> = visits
            .map(|visit| {
                let ended = visit.ended_at.map(|end| {
                    let length = self.localizer.work(end.ms_since(visit.started_at));
                    format!(
                        "{} – {} · {length}",
                        self.localizer.instant(visit.started_at),
                        self.localizer.instant(end)
                    )
                });
                let when = ended.unwrap_or_else(|| self.localizer.instant(visit.started_at));
                vec![format!("{}\n{when}", self.person(visit.by)), visit.report.clone()]
            })
            .collect();
        self.table(paper, "reports", &[], &rows, &[1.0, 2.5]);
    }

    fn checklist(&self, paper: &mut Paper) {
        let items = self.sheet.order.checklist_in_order().into_iter().map(|(_, item)| {
            let answer = item.answer.as_ref();
            let found = answer.map(|answer| match &answer.value {
                AnswerValue::Tick(is_right) => self.text(if *is_right { "tick-true" } else { "tick-false" }),
                AnswerValue::Measure(quantity) => {
                    let number = self.localizer.number(&quantity.to_string());
                    format!("{number} {}", item.asked.unit.as_deref().unwrap_or_default())
                }
                AnswerValue::Choice(text) | AnswerValue::Text(text) => text.clone(),
            });
            let by = answer
                .map(|answer| format!("{} · {}", self.person(answer.by), self.localizer.instant(answer.at)));
            vec![item.asked.label.clone(), found.unwrap_or_default(), by.unwrap_or_default()]
        });
        let rows: Vec<Vec<String>> = items.collect();
        let head = ["checklist-asked", "checklist-found", "checklist-by"];
        self.table(paper, "checklist", &head, &rows, &[2.0, 2.0, 1.6]);
    }

    fn materials(&self, paper: &mut Paper) {
        let used = self.sheet.order.materials_in_force().into_iter().map(|(_, used)| {
            let (label, unit) = match &used.material {
                Material::Stock(item) => {
                    let known = self.sheet.stock.get(item);
                    let label = known.map(|known| format!("{} {}", known.label, known.code));
                    (label.unwrap_or_default(), known.map_or("", |known| known.unit.as_str()))
                }
                Material::Other(label) => (label.clone(), ""),
            };
            let quantity = self.localizer.number(&used.quantity.to_string());
            vec![label, format!("{quantity} {unit}"), self.person(used.by)]
        });
        let rows: Vec<Vec<String>> = used.collect();
        self.table(paper, "materials", &[], &rows, &[3.0, 1.0, 1.6]);
    }

    fn photos(&self, paper: &mut Paper, photos: &PhotoFiles) {
        let all: Vec<CorrectedPhoto> =
            self.sheet.order.corrected_photos().into_iter().map(|(_, photo)| photo).collect();
        if all.is_empty() {
            return;
        }
        paper.section(&self.text("photos"));
        let mut room = REPORT_PICTURES_BYTES_MAX;
        let pictures = all.into_iter().map(|photo| {
            let facts = &photo.facts;
            let phase = self.text(&format!("phase-{}", facts.phase.name()));
            let seen = if facts.caption.is_empty() { phase } else { format!("{phase} : {}", facts.caption) };
            let jpeg = self.picture(photos, &photo).filter(|(bytes, _, _)| bytes.len() <= room);
            room -= jpeg.as_ref().map_or(0, |(bytes, _, _)| bytes.len());
            Picture { jpeg, caption: self.caption(&photo, &seen), seen }
        });
        paper.pictures(pictures.collect());
    }

    fn picture(&self, photos: &PhotoFiles, photo: &CorrectedPhoto) -> Option<(Vec<u8>, u32, u32)> {
        let hash: Sha256 = photo.facts.thumbnail;
        if photo.withdrawn.is_some() || !self.sheet.received.contains(&hash) {
            return None;
        }
        let store = photos.store();
        let is_small = |size: &u64| *size <= PAPER_PICTURE_DECODED_BYTES_MAX;
        store.size(hash).ok().flatten().filter(is_small)?;
        for_paper(&store.read(hash).ok().flatten()?)
    }

    fn caption(&self, photo: &CorrectedPhoto, seen: &str) -> String {
        let facts = &photo.facts;
        let by = format!("{} · {}", self.person(photo.by), self.localizer.instant(facts.taken_at));
        let mut lines = vec![seen.to_owned(), by];
        if let Some((by, at)) = photo.withdrawn {
            let withdrawn = self.text("photo-withdrawn");
            lines.push(format!("{withdrawn} · {} · {}", self.person(by), self.localizer.instant(at)));
        }
        if !self.sheet.received.contains(&facts.sha256) {
            lines.push(self.text("photo-on-phone"));
        }
        lines.push(format!("SHA-256 {}", facts.sha256));
        lines.join("\n")
    }

    fn steps(&self, paper: &mut Paper) {
        let steps = self.sheet.order.steps.values().map(|step| {
            let what = self.text(&format!("step-{}", step.kind.phrase()));
            let by = format!("{} · {}", self.person(step.by), self.localizer.instant(step.at));
            let cause = step.kind.cause().map(|cause| self.text(&format!("cause-{}", cause.name())));
            let said = cause.into_iter().chain(step.kind.reason().map(str::to_owned));
            vec![what, by, said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")]
        });
        let rows: Vec<Vec<String>> = steps.collect();
        self.table(paper, "timeline", &[], &rows, &[1.2, 1.8, 2.0]);
    }

    /// How one sees that nothing was altered.
    fn verification(&self, paper: &mut Paper, address: &str) {
        let signed = &self.report.signed;
        paper.section(&self.text("verify-title"));
        paper.text(&self.localizer.with("signed-report-verify", &[("address", address)]));
        let line = |name: &str| {
            let line = signed.content.pointer(&format!("/audit/{name}"))?;
            Some(format!("{} · {}", line.get("line")?, line.get("chain")?.as_str()?))
        };
        let rows: Vec<Vec<String>> = [
            ("signed-report-key", Some(PublicKey(signed.key).to_string())),
            ("signed-report-heads", Some(self.sheet.heads.to_string())),
            ("signed-report-line", line("signed")),
            ("signed-report-approval-line", line("approval")),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some(vec![self.text(key), value?]))
        .collect();
        paper.table(&[], &rows, &[1.0, 3.0]);
    }
}
