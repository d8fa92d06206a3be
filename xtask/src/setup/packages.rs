//! Packages of the operating system. Only apt is driven; elsewhere the person is told what to install.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace::{find_program, is_ci, output_of, run};

/// Something to install: what it is, its Debian package, and the programs that show it is there.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    purpose: &'static str,
    debian: &'static str,
    programs: &'static [&'static str],
}

impl Package {
    /// Compiles SQLite for the browser.
    pub(crate) const CLANG: Self = Self {
        purpose: "clang, which compiles SQLite for the browser",
        debian: "clang",
        programs: &["clang"],
    };
    /// The browser of the journeys.
    pub(crate) const CHROMIUM: Self =
        Self { purpose: "Chromium (or Google Chrome)", debian: "chromium", programs: &["chromium"] };
    /// Drives the browser.
    pub(crate) const CHROMEDRIVER: Self = Self {
        purpose: "chromedriver, of the same version as the browser",
        debian: "chromium-driver",
        programs: &["chromedriver"],
    };
    /// The other browser of the journeys.
    pub(crate) const FIREFOX: Self =
        Self { purpose: "Firefox", debian: "firefox-esr", programs: &["firefox-esr", "firefox"] };
    /// WebKit with its driver.
    pub(crate) const WEBKIT: Self = Self {
        purpose: "WebKitGTK with its driver",
        debian: "webkit2gtk-driver",
        programs: &["WebKitWebDriver"],
    };
    /// The display WebKit's browser is shown on.
    pub(crate) const XVFB: Self =
        Self { purpose: "Xvfb, a display that nobody sees", debian: "xvfb", programs: &["Xvfb"] };
    /// What the server is tested behind.
    pub(crate) const NGINX: Self = Self {
        purpose: "nginx, which the server is tested behind",
        debian: "nginx-light",
        programs: &["nginx", "/usr/sbin/nginx"],
    };
    /// What statements of SQL are held against.
    pub(crate) const POSTGRES: Self = Self {
        purpose: "PostgreSQL, which the server's statements are held against",
        debian: "postgresql",
        programs: &["pg_createcluster"],
    };
    /// What opens a backup that is a stream.
    pub(crate) const AGE: Self =
        Self { purpose: "age, which opens the streams of backups", debian: "age", programs: &["age"] };
    /// Fetches what the journeys load into a page.
    pub(crate) const NPM: Self = Self {
        purpose: "npm, which fetches what the journeys load into a page",
        debian: "npm",
        programs: &["npm"],
    };
}

/// Installs these, or says why it cannot. An empty list does nothing.
pub(crate) fn install(packages: &[Package]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = packages.iter().map(|package| package.debian).collect();
    if find_program(&["apt-get"]).is_none() {
        bail!("this machine has no apt. Please install:\n{}", wish_list(packages));
    }
    eprintln!("  installing with apt: {}", names.join(" "));
    // A list of packages may be absent or old on a fresh machine: then installing fails at the first try.
    apt(&["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(&names);
    apt(&arguments).with_context(|| format!("please install by hand:\n{}", wish_list(packages)))?;
    let absent: Vec<Package> =
        packages.iter().copied().filter(|package| find_program(package.programs).is_none()).collect();
    if !absent.is_empty() {
        // Ubuntu's `chromium` is only a pointer to a snap.
        bail!("apt installed its packages, but these are still missing:\n{}", wish_list(&absent));
    }
    Ok(())
}

fn wish_list(packages: &[Package]) -> String {
    let lines: Vec<String> = packages
        .iter()
        .map(|package| format!("  - {} (Debian: {})", package.purpose, package.debian))
        .collect();
    lines.join("\n")
}

fn apt(arguments: &[&str]) -> Result<()> {
    let is_root = output_of("id", &["-u"]).is_some_and(|id| id == "0");
    let mut command = if is_root {
        Command::new("env")
    } else if find_program(&["sudo"]).is_some() {
        let mut sudo = Command::new("sudo");
        if is_ci() {
            sudo.arg("-n");
        }
        sudo.arg("env");
        sudo
    } else {
        bail!("packages are missing and this user is neither root nor has sudo");
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    if is_root || is_ci() {
        command.stdin(Stdio::null());
    }
    run(&mut command)
}
