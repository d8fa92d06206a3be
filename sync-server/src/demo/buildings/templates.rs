//! What the texts say of buildings in general: kinds, families of assets, hazards, postcodes.

use std::collections::BTreeMap;

use shared::building::HazardKind;

use crate::demo::error::DemoError;
use crate::demo::table::{parts, text};

/// What a kind of building has.
#[derive(Debug, Default)]
pub(crate) struct Kind {
    pub(crate) code: &'static str,
    pub(crate) spaces: Vec<(&'static str, &'static str)>,
    pub(crate) assets: Vec<(&'static str, usize)>,
    pub(crate) keys: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) hours: &'static str,
}

/// What assets of a family are like.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) name: &'static str,
    pub(crate) space: &'static str,
    pub(crate) models: Vec<(&'static str, &'static str)>,
    pub(crate) years: (i64, i64),
}

/// A hazard some kinds of building may have.
#[derive(Debug)]
pub(crate) struct Danger {
    pub(crate) kind: HazardKind,
    pub(crate) kinds: Vec<String>,
    pub(crate) note: &'static str,
}

/// What the texts say of buildings in general.
pub(crate) struct Templates {
    pub(crate) kinds: BTreeMap<&'static str, Kind>,
    pub(crate) families: BTreeMap<&'static str, Family>,
    pub(crate) dangers: Vec<Danger>,
    pub(crate) places: BTreeMap<&'static str, &'static str>,
}

impl Templates {
    /// Reads the texts.
    pub(crate) fn read() -> Result<Self, DemoError> {
        Ok(Self {
            kinds: kinds()?,
            families: families()?,
            dangers: dangers()?,
            places: text!("places")
                .lines()
                .map(|line| line.cells().map(|[place, postcode]| (place, postcode)))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn kinds() -> Result<BTreeMap<&'static str, Kind>, DemoError> {
    let mut kinds = BTreeMap::new();
    for block in text!("kinds").blocks()? {
        let mut kind = Kind { code: block.label, ..Kind::default() };
        for line in block.lines {
            let (name, value) = line.named()?;
            match name {
                "locaux" => {
                    let space = |part: &'static str| part.rsplit_once('/').ok_or_else(|| line.wrong());
                    kind.spaces = parts(value, ';').map(space).collect::<Result<_, _>>()?;
                }
                "équipements" => {
                    let asset = |part: &'static str| {
                        let (family, count) = part.rsplit_once(' ').ok_or_else(|| line.wrong())?;
                        Ok::<_, DemoError>((family, count.parse().map_err(|_| line.wrong())?))
                    };
                    kind.assets = parts(value, ';').map(asset).collect::<Result<_, _>>()?;
                }
                "clés" => kind.keys = value,
                "contact" => kind.contact = value,
                "heures" => kind.hours = value,
                _ => return Err(line.wrong()),
            }
        }
        kinds.insert(block.key, kind);
    }
    Ok(kinds)
}

fn families() -> Result<BTreeMap<&'static str, Family>, DemoError> {
    let mut families = BTreeMap::new();
    for line in text!("families").lines() {
        let [family, name, space, models, years] = line.cells()?;
        let model = |part: &'static str| {
            let (make, model) = part.split_once('/').ok_or_else(|| line.wrong())?;
            Ok::<_, DemoError>((make.trim(), model.trim()))
        };
        let models = parts(models, ';').map(model).collect::<Result<_, _>>()?;
        let year = |year: &str| year.parse().map_err(|_| line.wrong());
        let (first, last) = years.split_once('-').ok_or_else(|| line.wrong())?;
        families.insert(family, Family { name, space, models, years: (year(first)?, year(last)?) });
    }
    Ok(families)
}

fn dangers() -> Result<Vec<Danger>, DemoError> {
    let mut dangers = Vec::new();
    for line in text!("hazards").lines() {
        let [kind, kinds, note] = line.cells()?;
        let kind = match kind {
            "asbestos" => HazardKind::Asbestos,
            "electrical" => HazardKind::Electrical,
            "roof" => HazardKind::Roof,
            "confined" => HazardKind::Confined,
            "chemical" => HazardKind::Chemical,
            "other" => HazardKind::Other,
            _ => return Err(line.wrong()),
        };
        // A space stands between two kinds, a dollar within one.
        let kinds = parts(kinds, ' ').map(|kind| kind.replace('$', " ")).collect();
        dangers.push(Danger { kind, kinds, note });
    }
    Ok(dangers)
}
