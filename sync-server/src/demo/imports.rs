//! Lists that were imported: one that says more of buildings that are there, which can be taken back, and one that was taken
//! back. How the first is read is remembered.

use shared::Role;
use shared::building::RegisterField;

use crate::base::roles::Roles;
use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::error::DemoError;
use crate::domains::register::import::choice::Choices;
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::domains::register::import::run::{By, List};
use crate::domains::register::import::taking::{Named, begin, take_in, undo};
use crate::engine::Engine;

/// The name under which it is remembered how the first list is read.
const MAPPING: &str = "Fiches du patrimoine";
/// Buildings that the first list says something of.
const BUILDINGS: usize = 5;
/// The second list.
const SHELTERS: &str = "Code;Nom;Administration;Adresse\n\
    ABR-901;Abri du terrain de pétanque;COM;Rue du Jeu de Balle 2, 4999 Orneval\n";

/// Takes both in.
pub(crate) async fn take_both_in(engine: &Engine, commune: &Commune) -> Result<(), DemoError> {
    let author = commune.somebody(Role::Supervisor, &mut Chance::of("imports"))?;
    let by = By::Person(author.id, Roles::everywhere(Role::Supervisor));
    let mapping = Mapping {
        columns: [(
            Mapping::word("Ensemble bâti"),
            Some(Meaning::Field(Thing::Building, RegisterField::Site)),
        )]
        .into(),
        ..Mapping::default()
    };
    let text = serde_json::json!(mapping).to_string();
    engine.write(move |store| store.set_import_mapping(MAPPING, &text)).await?;
    let mut list = "Code;Ensemble bâti\n".to_owned();
    for site in commune.sites.iter().take(BUILDINGS) {
        list += &format!("{};Cœur d’Orneval\n", site.code);
    }
    one(engine, &by, ("fiches-2026.csv", MAPPING, mapping), list).await?;
    let number = one(engine, &by, ("abris.csv", "", Mapping::default()), SHELTERS.to_owned()).await?;
    let import = engine.read(move |store| store.register_import(number)).await?;
    let import = import.ok_or(DemoError::Missing("import"))?;
    let day = commune.calendar.day(0).to_string();
    undo(engine, import, &by, (day, "import repris".to_owned()), |_| ()).await?;
    Ok(())
}

async fn one(
    engine: &Engine,
    by: &By,
    (file, mapping_name, mapping): (&str, &str, Mapping),
    list: String,
) -> Result<u32, DemoError> {
    let list = List::read(list.into_bytes(), file, mapping).map_err(|_| DemoError::Missing("list"))?;
    let (reading, clock) = (by.clone(), engine.clone());
    let plan = engine.read(move |store| {
        let fresh = &mut || clock.clock().sixteen_bytes();
        Ok(list.plan(store, &reading, (false, &Choices::new()), fresh))
    });
    let plan = plan.await??;
    let named = Named { file: file.to_owned(), mapping: mapping_name.to_owned() };
    let number = begin(engine, by, named, &plan).await?;
    take_in(engine, number, plan.work, by, |_| ()).await?;
    Ok(number)
}
