//! Where to listen and how, and what is looked at before that: whether the settings go together, and whether
//! passwords would travel in clear.

use std::net::{IpAddr, SocketAddr};

use anyhow::{Result, bail};

use super::certificate::{Certificate, CertificateFiles};
use super::listen::Listen;
use crate::base::timeouts::Timeouts;
use crate::http::site::Site;

/// A place of the office's own, so that phones come from everywhere and the office stays inside.
#[derive(Debug)]
pub struct OfficePlace {
    /// The address or the Unix socket where its pages are answered, and nothing of phones.
    pub listen: Listen,
    /// The one address people reach it at; none where what they ask for says it.
    pub public: Option<Site>,
}

/// Where to listen, and how.
#[derive(Debug)]
pub struct Settings {
    /// The address or the Unix socket to listen on.
    pub listen: Listen,
    /// Where the office listens; none for where phones come too.
    pub office: Option<OfficePlace>,
    /// The certificate to serve with; none serves plain HTTP.
    pub tls: Option<CertificateFiles>,
    /// A second address, where plain HTTP is answered with the way to the first.
    pub redirect_from: Option<SocketAddr>,
    /// The proxy in front of the server, whose word counts on where requests come from.
    pub proxy: Option<IpAddr>,
    /// The one address people reach the server at; none where what they ask for says it.
    pub public: Option<Site>,
    /// Whether passwords may travel in clear over a network.
    pub insecure: bool,
    /// How long anybody may keep the server waiting.
    pub timeouts: Timeouts,
}

/// Settings that may be served, with their certificate; there is no other way to a server.
#[derive(Debug)]
pub struct Prepared<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) certificate: Option<Certificate>,
}

impl Settings {
    /// Checks the settings, and opens the certificate if one is named.
    ///
    /// # Errors
    /// When settings contradict each other, passwords would travel in clear where nobody has said that they may,
    /// or the certificate cannot be used ([`super::CertificateError`]).
    pub fn prepare(&self) -> Result<Prepared<'_>> {
        self.go_together()?;
        self.are_safe()?;
        let certificate = self.tls.clone().map(Certificate::open).transpose()?;
        Ok(Prepared { settings: self, certificate })
    }

    /// All places, with the public address of each and what names it.
    fn places(&self) -> impl Iterator<Item = (&Listen, Option<&Site>, &'static str)> {
        let office =
            self.office.as_ref().map(|office| (&office.listen, office.public.as_ref(), "--office-url"));
        [(&self.listen, self.public.as_ref(), "--public-url")].into_iter().chain(office)
    }

    fn go_together(&self) -> Result<()> {
        let is_socket = |(listen, ..): (&Listen, Option<&Site>, &str)| matches!(listen, Listen::Socket(_));
        if cfg!(not(unix)) && self.places().any(is_socket) {
            bail!("there are no Unix sockets on this system: --listen takes an IP address and a port");
        }
        if self.places().all(is_socket) {
            if self.tls.is_some() {
                bail!(
                    "--listen unix:PATH is for a proxy, which speaks TLS itself: leave out --tls-cert and --tls-key"
                );
            }
            if self.proxy.is_some() {
                bail!("whoever may open --listen unix:PATH is the proxy: leave out --proxy");
            }
        }
        for (listen, public, named) in self.places() {
            let says_http = public.is_some_and(|public| !public.is_secure());
            if self.tls.is_some() && says_http && matches!(listen, Listen::Address(_)) {
                bail!(
                    "{named} begins with http://, and with --tls-cert only TLS is spoken: https:// is meant"
                );
            }
        }
        let Some(office) = &self.office else { return Ok(()) };
        if self.public.is_none() {
            bail!(
                "--office-listen puts the office elsewhere than phones: say with --public-url where phones reach the \
                 server, for the links that enrol them"
            );
        }
        let takes_any_port = matches!(office.listen, Listen::Address(address) if address.port() == 0);
        if office.listen == self.listen && !takes_any_port {
            bail!("--office-listen is another place than --listen, and both are {}", self.listen);
        }
        Ok(())
    }

    /// Whether passwords travel in clear over a network. A proxy that was named does not change that: from its
    /// machine to this one they do, and everybody else may leave it out.
    pub(crate) fn is_in_clear(&self) -> bool {
        self.in_clear().is_some()
    }

    /// The first place where they do.
    fn in_clear(&self) -> Option<&Listen> {
        let mut places = self.places().map(|(listen, ..)| listen);
        places.find(|listen| self.tls.is_none() && !listen.is_of_this_machine())
    }

    fn are_safe(&self) -> Result<()> {
        if let Some(place) = self.in_clear().filter(|_| !self.insecure) {
            bail!(
                "{place} can be reached from other machines, and passwords would travel in clear. There are three ways \
                 out: name a certificate with --tls-cert and --tls-key; listen where only a proxy on this machine \
                 comes, with --listen 127.0.0.1:8080 or unix:PATH; or say --insecure, where the network between is \
                 guarded by other means"
            );
        }
        Ok(())
    }

    /// The address people reach a server at that listens on `port`, if it was said or can be known; behind a Unix
    /// socket only the proxy knows it. A service worker needs `localhost` or TLS.
    pub(crate) fn reached_at(&self, port: u16) -> Option<String> {
        self.place_reached(&self.listen, self.public.as_ref(), port)
    }

    /// The same of the office, which listens on `port` where it listens elsewhere than phones come.
    pub(crate) fn office_reached_at(&self, port: u16) -> Option<String> {
        let OfficePlace { listen, public } = self.office.as_ref()?;
        self.place_reached(listen, public.as_ref(), port)
    }

    fn place_reached(&self, listen: &Listen, public: Option<&Site>, port: u16) -> Option<String> {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        let here = || match listen {
            Listen::Address(address) if address.ip().is_loopback() || address.ip().is_unspecified() => {
                Some(format!("{scheme}://localhost:{port}"))
            }
            Listen::Address(address) => Some(format!("{scheme}://{}", SocketAddr::new(address.ip(), port))),
            Listen::Socket(_) => None,
        };
        public.map(Site::to_string).or_else(here)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn settings(listen: &str) -> Settings {
        Settings {
            listen: listen.parse().unwrap(),
            office: None,
            tls: None,
            redirect_from: None,
            proxy: None,
            public: None,
            insecure: false,
            timeouts: Timeouts::default(),
        }
    }

    fn with_tls(listen: &str) -> Settings {
        let files = CertificateFiles { chain: PathBuf::from("chain.pem"), key: PathBuf::from("key.pem") };
        Settings { tls: Some(files), ..settings(listen) }
    }

    #[test]
    fn plain_http_that_others_can_reach_has_to_be_wanted() {
        let proxy = "10.0.0.2".parse().ok();
        for here in ["127.0.0.1:8080", "[::1]:0", "unix:/run/guichet/guichet.sock"] {
            settings(here).are_safe().unwrap();
        }
        for open in ["0.0.0.0:80", "[::]:80", "192.168.1.2:80", "203.0.113.1:80"] {
            for of in [settings(open), Settings { proxy, ..settings(open) }] {
                let said = of.are_safe().unwrap_err().to_string();
                for part in [open, "--tls-cert", "--listen 127.0.0.1:8080 or unix:PATH", "--insecure"] {
                    assert!(said.contains(part), "{part} in {said}");
                }
                Settings { insecure: true, ..of }.are_safe().unwrap();
            }
            with_tls(open).are_safe().unwrap();
        }
    }

    #[test]
    fn settings_that_contradict_each_other_are_refused() {
        let socket = "unix:/run/guichet/guichet.sock";
        let proxied = Settings { proxy: "127.0.0.1".parse().ok(), ..settings(socket) };
        let plain = Settings { public: "http://guichet.be".parse().ok(), ..with_tls("127.0.0.1:0") };
        for (wrong, said) in [
            (with_tls(socket), "leave out --tls-cert"),
            (proxied, "leave out --proxy"),
            (plain, "https:// is meant"),
        ] {
            let error = wrong.go_together().unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let public = "https://guichet.be".parse().ok();
        Settings { public, ..with_tls("127.0.0.1:0") }.go_together().unwrap();
    }

    fn with_office(listen: &str, office: &str) -> Settings {
        let office = OfficePlace { listen: office.parse().unwrap(), public: None };
        let public = "https://guichet.be".parse().ok();
        Settings { office: Some(office), public, ..settings(listen) }
    }

    #[test]
    fn the_office_may_be_elsewhere_as_safely() {
        let open = with_office("127.0.0.1:8080", "0.0.0.0:8081");
        let said = open.are_safe().unwrap_err().to_string();
        assert!(said.starts_with("0.0.0.0:8081 can be reached"), "{said}");
        assert!(open.is_in_clear());
        let files = || CertificateFiles { chain: PathBuf::from("chain.pem"), key: PathBuf::from("key.pem") };
        Settings { tls: Some(files()), ..open }.are_safe().unwrap();
        let mixed = with_office("0.0.0.0:443", "unix:/run/guichet/office.sock");
        let mixed = Settings { tls: Some(files()), proxy: "10.0.0.2".parse().ok(), ..mixed };
        mixed.go_together().unwrap();
        mixed.are_safe().unwrap();
        for (wrong, said) in [
            (with_office("127.0.0.1:8080", "127.0.0.1:8080"), "both are 127.0.0.1:8080"),
            (
                Settings { public: None, ..with_office("127.0.0.1:1", "127.0.0.1:2") },
                "--public-url where phones",
            ),
            (
                Settings { tls: Some(files()), ..with_office("unix:/run/a", "unix:/run/b") },
                "leave out --tls-cert",
            ),
        ] {
            let error = wrong.go_together().unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let here = with_office("127.0.0.1:0", "127.0.0.1:0");
        here.go_together().unwrap();
        assert_eq!(here.reached_at(1).as_deref(), Some("https://guichet.be"));
        assert_eq!(here.office_reached_at(2).as_deref(), Some("http://localhost:2"));
    }

    #[test]
    fn people_reach_it_where_it_was_said_or_where_it_listens() {
        let at = |settings: &Settings| settings.reached_at(8080);
        assert_eq!(at(&settings("127.0.0.1:0")).as_deref(), Some("http://localhost:8080"));
        assert_eq!(at(&with_tls("[::]:0")).as_deref(), Some("https://localhost:8080"));
        assert_eq!(at(&settings("192.168.1.2:0")).as_deref(), Some("http://192.168.1.2:8080"));
        assert_eq!(at(&settings("unix:/run/guichet/guichet.sock")), None);
        let said = Settings { public: "https://guichet.be".parse().ok(), ..settings("127.0.0.1:0") };
        assert_eq!(at(&said).as_deref(), Some("https://guichet.be"));
    }
}
