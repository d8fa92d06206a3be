//! Labels that were printed blank, of which some are stuck on equipment by now.

use shared::LabelCode;
use shared::building::RegisterField;

use crate::demo::buildings::Site;
use crate::demo::calendar::Calendar;
use crate::demo::error::DemoError;
use crate::demo::name::Names;
use crate::engine::Engine;
use crate::store::LabelRun;

/// Three sheets of L7160.
const PRINTED: usize = 63;
const STUCK: usize = 25;

fn codes(names: &Names) -> impl Iterator<Item = LabelCode> {
    (0..PRINTED).map(|number| LabelCode::of(names.space(&format!("label {number}")).as_bytes()))
}

/// The register with some stuck on the first equipment of as many buildings.
pub(crate) fn stuck(mut sites: Vec<Site>, names: &Names) -> Vec<Site> {
    let first = sites.iter_mut().filter_map(|site| site.assets.first_mut());
    for ((_, asset), code) in first.zip(codes(names)).take(STUCK) {
        asset.details.insert(RegisterField::Label, code.to_string());
    }
    sites
}

/// Notes the run they were made in.
pub(crate) async fn note(engine: &Engine, names: &Names, calendar: &Calendar) -> Result<(), DemoError> {
    let run = LabelRun {
        id: *names.space("run of labels").as_bytes(),
        at: calendar.at(30, 9 * 60 + 20),
        codes: codes(names).collect(),
    };
    Ok(engine.write(move |store| store.add_label_run(&run)).await?)
}
