//! Where the demo commune may be served: its passwords stand in the sources, so nobody on the internet may reach it.

use std::path::Path;

use anyhow::{Result, bail};

use crate::base::network::is_private;
use crate::demo::error::DemoError;
use crate::demo::people::table;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::serve::{Listen, Settings};

/// The setting of a data directory that holds the demo.
const DEMO: &str = "demo";

/// Writes down that a data directory holds the demo.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub(crate) async fn mark(engine: &Engine) -> Result<(), EngineError> {
    engine.write(|store| store.set_meta(DEMO, "filled")).await
}

/// Whether a data directory holds the demo. One of a version that did not write that down is known by its people:
/// more than half of those the demo invents, by login and name, are no real commune's.
///
/// # Errors
/// [`DemoError::Engine`] when the disk fails.
pub async fn is_demo(engine: &Engine) -> Result<bool, DemoError> {
    if engine.read(|store| store.meta(DEMO)).await?.is_some() {
        return Ok(true);
    }
    let people = engine.read(|store| store.people()).await?;
    let invented = table()?;
    let is_there =
        |login: &str, name: &str| people.iter().any(|person| person.login == login && person.name == name);
    let there = invented.iter().filter(|[login, _, name, ..]| is_there(login, name)).count();
    Ok(2 * there > invented.len())
}

/// Refuses to serve the demo where somebody on the internet could reach it. A proxy that brings strangers to an
/// address of this machine is not seen from here, unless `--public-url` says where it stands.
///
/// # Errors
/// When `data` holds the demo and is to be served elsewhere than on this machine or a private network, or cannot be
/// read.
pub async fn refuse_on_the_internet(data: &Path, engine: &Engine, settings: &Settings) -> Result<()> {
    let Some(place) = public_place(settings) else { return Ok(()) };
    if !is_demo(engine).await? {
        return Ok(());
    }
    bail!(
        "{} holds the demo commune, whose passwords everybody can read: it is served to this machine and to private \
         networks by their address, and {place} is neither. A real commune begins in an empty folder: sync-server \
         add-administrator --data DIR --login LOGIN --name NAME, then serve that",
        data.display()
    )
}

/// The first place of these settings that is neither of this machine nor of a private network.
fn public_place(settings: &Settings) -> Option<String> {
    let office = settings.office.as_ref();
    let places = [&settings.listen].into_iter().chain(office.map(|office| &office.listen));
    let listened = places.filter_map(|place| match place {
        Listen::Address(address) => Some(*address),
        Listen::Socket(_) => None,
    });
    let mut addresses = listened.chain(settings.redirect_from);
    let address = addresses.find(|address| !is_private(address.ip())).map(|address| address.to_string());
    let mut sites = settings.public.iter().chain(office.and_then(|office| office.public.as_ref()));
    address.or_else(|| sites.find(|site| !site.is_private()).map(ToString::to_string))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::timeouts::Timeouts;

    fn place(listen: &str, public: Option<&str>, redirect_from: Option<&str>) -> Option<String> {
        public_place(&Settings {
            listen: listen.parse().unwrap(),
            office: None,
            tls: None,
            redirect_from: redirect_from.map(|address| address.parse().unwrap()),
            proxy: None,
            public: public.map(|site| site.parse().unwrap()),
            insecure: true,
            timeouts: Timeouts::default(),
        })
    }

    #[test]
    fn the_demo_is_for_this_machine_and_private_networks() {
        for here in
            ["127.0.0.1:80", "[::1]:80", "192.168.1.2:80", "[fd00::1]:80", "169.254.1.1:80", "unix:/run/g"]
        {
            assert_eq!(place(here, None, None), None);
            assert_eq!(place(here, Some("http://localhost:8080"), Some("10.0.0.1:80")), None);
            assert_eq!(place(here, Some("https://10.0.0.1"), None), None);
            assert_eq!(place(here, Some("https://guichet.be"), None).as_deref(), Some("https://guichet.be"));
            assert_eq!(place(here, None, Some("0.0.0.0:80")).as_deref(), Some("0.0.0.0:80"));
        }
        for public in ["0.0.0.0:80", "[::]:80", "203.0.113.1:80", "[2001:db8::1]:80"] {
            assert_eq!(place(public, None, None).as_deref(), Some(public));
        }
    }
}
