//! The server's command line.

mod backup_commands;

use std::ffi::OsString;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::tz::TimeZone;
use lexopt::ValueExt as _;
use shared::limits::GIVEN_PASSWORD_MS_MAX;
use sync_server::account_commands::{add_administrator, give_password, reset_second_factor};
use sync_server::accounts::device_token::TokenLife;
use sync_server::audit_head::{self, Place, PublicKey};
use sync_server::base::clock::{Clock, SystemClock};
use sync_server::base::process;
use sync_server::base::timeouts::Timeouts;
use sync_server::demo;
use sync_server::domains::NOUNS;
use sync_server::engine::{Engine, data_directory};
use sync_server::http::site::Site;
use sync_server::import_commands;
use sync_server::photos::PhotoFiles;
use sync_server::program::{self, COMPACT_AFTER_DAYS, Settings};
use sync_server::projection::folder::database;
use sync_server::retention_commands;
use sync_server::serve::{self, CertificateFiles, Listen, OfficePlace};
use sync_server::signed_report::{Against, verify_file};
use sync_server::sync::offer_end::OFFER_DAYS;
use tokio::runtime::Runtime;

const USAGE: &str = "\
sync-server serve --data DIR [--listen 127.0.0.1:8080] [--phone DIR] [--demo]
                  [--tls-cert FILE --tls-key FILE [--redirect-from 0.0.0.0:80]]
                  [--office-listen 10.0.0.5:8443 [--office-url URL]]
                  [--proxy ADDRESS] [--public-url URL] [--insecure] [--compact-after-days 90]
                  [--token-days 30] [--offer-days 30] [--time-zone Europe/Brussels] [--audit-head-to PLACE]...
                  [--log-format text|json] [--connections N] [--head-ms N] [--body-ms N]
    serves the office at /office and the phone app at /
    --listen ADDRESS an address with its port, or unix:/run/guichet/guichet.sock, a Unix socket for a
                     proxy: whoever may open its file is believed as --proxy is. From other machines
                     only TLS is spoken, unless --insecure says otherwise
    --office-listen ADDRESS  the office is answered there and nowhere else, and phones only at --listen: what
                     phones reach from outside has no page of the office. Needs --public-url, which is where
                     phones come then
    --office-url URL the one address people reach that office at, as --public-url for phones
    --phone DIR      the phone app's files (a binary made for distribution has them inside)
    --demo           prints the sign-ins of the demo commune and a fresh enrolment link
    --tls-cert FILE  the certificate and its chain (PEM); with it only TLS is spoken. Renewed files
    --tls-key FILE   are used within a minute, or at once on SIGHUP. Others than its owner and its
                     group must not be able to read the key
    --redirect-from ADDRESS  plain HTTP there is shown the way to TLS
    --proxy ADDRESS  a proxy in front: its X-Forwarded-For, -Host and -Proto are believed, or where it
                     sets none of these its Forwarded
    --public-url URL the one address people reach the server at, https://guichet.commune.be: links and
                     cookies are made for it, pages under any other lead there, forms from any other
                     are refused. Phones sync under every name
    --insecure       plain HTTP where other machines can reach it: passwords travel in clear, so the
                     network between has to be guarded by other means
    --compact-after-days N  keeps single changes for so long; after that only whole documents
    --token-days N   how long a phone may stay away: after that it shows nothing and needs a new code
    --offer-days N   what phones bring back after a restore and nobody decides on for so long is declined
    --time-zone NAME whose days and years lists and history go by
    --audit-head-to PLACE  the head of the audit log is written there at the start and every day, better on
                     another machine: file:PATH, syslog:/dev/log or syslog:udp:HOST:PORT; several are fine
    --log-format     lines for people, or for programs
    --connections N  open at once; more wait, and one address has no more than half of them
    --head-ms N      how long a TLS greeting and the head of a request may take, and a connection
                     stand idle
    --body-ms N      how long the body of a request may take
sync-server fill-demo --data DIR
    fills an empty folder with the demo commune, which is served to this machine and to private
    networks alone: its passwords are known to all
sync-server add-administrator --data DIR --login LOGIN --name NAME
    makes the first administrator, while nobody serves, and prints the password to sign in with once
sync-server give-password --data DIR --login LOGIN
    the same for an administrator who lost the password; all their sessions end
sync-server reset-second-factor --data DIR --login LOGIN
    takes the second factor of an administrator away who lost phone and recovery codes; all their sessions end
sync-server rebuild-office --data DIR
    drops the office database and makes it again from the feed
sync-server retention --data DIR [--dry-run] [--time-zone NAME]
    ends what is over the time it is kept for, as the server does once a day; --dry-run only says what that is,
    while the server serves or not
sync-server import register FILE --data DIR [--mapping NAME] [--dry-run] [--json] [--create-buildings]
    takes a list of buildings, of spaces or of assets into the register, while nobody serves: .xlsx, .xls, .ods or .csv.
    Ctrl-C stops it between two buildings; the same list again goes on, and the office takes it back as a whole. What its columns mean is known by the words over them, in French, Dutch, German or English.
    Says of each row what comes of it; the same list twice changes nothing, and what somebody corrected since the last
    one stays. It ends with 1 where a row was not taken
    --mapping NAME   reads it as somebody said at the office, under that name
    --dry-run        only says what would come of it, while the server serves or not
    --json           for programs
    --create-buildings  makes the buildings that a list of spaces or assets names and that are not there
sync-server backup --data DIR --to BACKUP
    makes a backup in a folder that is not there yet, while the server serves or not
sync-server backup --data DIR --to-stream FILE --recipient KEY...
    makes a backup in one file, or on standard output where FILE is -, encrypted in the format of age to
    public keys (age1...) that age-keygen made elsewhere: whoever has the secret key of one restores it
sync-server restore --from BACKUP --data DIR
    makes a data directory from a backup; phones then bring back what it does not know
sync-server restore --from-stream FILE --identity FILE --data DIR
    the same from one file, or from standard input; the other FILE has the secret key, as age-keygen made it
sync-server verify --data DIR [--audit-head FILE]
    looks at every document, change and photo, computes the chain of the audit log again, and compares the
    office database; BACKUP will do too
    --audit-head FILE  heads that were written elsewhere: the audit log is held against each
sync-server audit-head --data DIR
    prints the head of the audit log, signed, in one line to keep elsewhere; BACKUP will do too
sync-server verify-report FILE [--data DIR | --key KEY]
    says whether a signed report, PDF or JSON, is genuine, altered or signed by another server
    --data DIR       the server that is trusted: its audit log is asked too; BACKUP will do too
    --key KEY        the same by its public key alone, as audit-head prints it behind key=";

/// What somebody does next whose words were not understood.
const HINT: &str = "sync-server --help tells them all";

/// Where it listens unless told otherwise.
const LISTEN: Listen = Listen::Address(SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8080)));

/// What the command line says.
struct Arguments {
    command: Option<String>,
    data: Option<PathBuf>,
    backup: backup_commands::Arguments,
    listen: Listen,
    office_listen: Option<Listen>,
    office_public: Option<Site>,
    phone: Option<PathBuf>,
    demo: bool,
    login: Option<String>,
    name: Option<String>,
    tls_chain: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    redirect_from: Option<SocketAddr>,
    proxy: Option<IpAddr>,
    public: Option<Site>,
    insecure: bool,
    compact_after_days: u32,
    tokens: TokenLife,
    offer_days: u32,
    time_zone: TimeZone,
    audit_head: Option<PathBuf>,
    audit_head_to: Vec<Place>,
    file: Option<PathBuf>,
    key: Option<PublicKey>,
    dry_run: bool,
    import: Import,
    log_as_json: bool,
    timeouts: Timeouts,
    help: bool,
    version: bool,
}

#[derive(Default)]
struct Import {
    noun: Option<String>,
    as_json: bool,
    options: import_commands::Options,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            command: None,
            data: None,
            backup: backup_commands::Arguments::default(),
            login: None,
            name: None,
            listen: LISTEN,
            office_listen: None,
            office_public: None,
            phone: None,
            demo: false,
            tls_chain: None,
            tls_key: None,
            redirect_from: None,
            proxy: None,
            public: None,
            insecure: false,
            compact_after_days: COMPACT_AFTER_DAYS,
            tokens: TokenLife::default(),
            offer_days: OFFER_DAYS,
            time_zone: SystemClock.zone(),
            audit_head: None,
            audit_head_to: Vec::new(),
            file: None,
            key: None,
            dry_run: false,
            import: Import::default(),
            log_as_json: false,
            timeouts: Timeouts::default(),
            help: false,
            version: false,
        }
    }
}

impl Arguments {
    fn read(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        use lexopt::Arg::{Long, Short, Value};
        let mut read = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("data") => read.data = Some(folder(parser.value()?)?),
                Long("from") => read.backup.from = Some(folder(parser.value()?)?),
                Long("to") => read.backup.to = Some(folder(parser.value()?)?),
                Long("from-stream") => read.backup.from_stream = Some(parser.value()?.into()),
                Long("to-stream") => read.backup.to_stream = Some(parser.value()?.into()),
                Long("recipient") => read.backup.recipients.push(parser.value()?.string()?),
                Long("identity") => read.backup.identity = Some(parser.value()?.into()),
                Long("compact-after-days") => read.compact_after_days = parser.value()?.parse()?,
                Long("token-days") => read.tokens.days = parser.value()?.parse::<NonZeroU32>()?.get(),
                Long("offer-days") => read.offer_days = parser.value()?.parse::<NonZeroU32>()?.get(),
                Long("time-zone") => read.time_zone = time_zone(&parser.value()?.string()?)?,
                Long("audit-head") => read.audit_head = Some(parser.value()?.into()),
                Long("audit-head-to") => read.audit_head_to.push(parser.value()?.parse()?),
                Long("key") => read.key = Some(parser.value()?.parse()?),
                Long("phone") => read.phone = Some(parser.value()?.into()),
                Long("listen") => {
                    let takes = "--listen takes an IP address and a port, like 0.0.0.0:8080, or a socket, like \
                                 unix:/run/guichet/guichet.sock";
                    read.listen = parsed(&parser.value()?.string()?, takes)?;
                }
                Long("office-listen") => {
                    let takes = "--office-listen takes an IP address and a port, like 10.0.0.5:8443, or a socket, \
                                 like unix:/run/guichet/office.sock";
                    read.office_listen = Some(parsed(&parser.value()?.string()?, takes)?);
                }
                Long("office-url") => read.office_public = Some(parser.value()?.parse()?),
                Long("demo") => read.demo = true,
                Long("login") => read.login = Some(parser.value()?.string()?),
                Long("name") => read.name = Some(parser.value()?.string()?),
                Long("tls-cert") => read.tls_chain = Some(parser.value()?.into()),
                Long("tls-key") => read.tls_key = Some(parser.value()?.into()),
                Long("redirect-from") => {
                    let takes = "--redirect-from takes an IP address and a port, like 0.0.0.0:80";
                    read.redirect_from = Some(parsed(&parser.value()?.string()?, takes)?);
                }
                Long("proxy") => {
                    read.proxy = Some(parsed(
                        &parser.value()?.string()?,
                        "--proxy takes one IP address, like 127.0.0.1",
                    )?)
                }
                Long("public-url") => read.public = Some(parser.value()?.parse()?),
                Long("dry-run") => read.dry_run = true,
                Long("json") => read.import.as_json = true,
                Long("create-buildings") => read.import.options.makes_buildings = true,
                Long("mapping") => read.import.options.mapping = Some(parser.value()?.string()?),
                Long("insecure") => read.insecure = true,
                Long("log-format") => read.log_as_json = is_json(&parser.value()?.string()?)?,
                Long("connections") => {
                    read.timeouts.connections_max = parser.value()?.parse::<NonZeroUsize>()?.get();
                }
                Long("head-ms") => read.timeouts.head_ms_max = parser.value()?.parse::<NonZeroU64>()?.get(),
                Long("body-ms") => read.timeouts.body_ms_max = parser.value()?.parse::<NonZeroU64>()?.get(),
                Long("help") | Short('h') => read.help = true,
                Long("version") | Short('V') => read.version = true,
                Value(value) if read.command.is_none() => read.command = Some(value.string()?),
                Value(value) if read.takes_noun() => read.import.noun = Some(value.string()?),
                Value(value) if read.takes_file() => read.file = Some(value.into()),
                other @ (Short(_) | Long(_) | Value(_)) => return Err(other.unexpected()),
            }
        }
        Ok(read)
    }

    /// Whether the command takes a file, and none was named yet.
    fn takes_file(&self) -> bool {
        matches!(self.command.as_deref(), Some("verify-report" | "import")) && self.file.is_none()
    }

    /// Whether the command takes the word for what is imported, and none was said yet.
    fn takes_noun(&self) -> bool {
        self.command.as_deref() == Some("import") && self.import.noun.is_none()
    }

    fn data(&self) -> Result<&Path> {
        self.data.as_deref().with_context(|| format!("--data DIR is missing; {HINT}"))
    }

    fn login(&self) -> Result<&str> {
        self.login.as_deref().with_context(|| format!("--login LOGIN is missing; {HINT}"))
    }

    fn name(&self) -> Result<&str> {
        self.name.as_deref().with_context(|| format!("--name NAME is missing; {HINT}"))
    }

    fn settings(self) -> Result<Settings> {
        let data = self.data()?.to_owned();
        let tls = match (self.tls_chain, self.tls_key) {
            (Some(chain), Some(key)) => Some(CertificateFiles { chain, key }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => bail!("--tls-cert and --tls-key go together; {HINT}"),
        };
        if tls.is_none() && self.redirect_from.is_some() {
            bail!("--redirect-from shows the way to TLS: --tls-cert is missing; {HINT}");
        }
        let office = match (self.office_listen, self.office_public) {
            (Some(listen), public) => Some(OfficePlace { listen, public }),
            (None, None) => None,
            (None, Some(_)) => {
                bail!("--office-url is the address of --office-listen, which is missing; {HINT}")
            }
        };
        let Self { listen, redirect_from, proxy, public, insecure, phone, demo, .. } = self;
        let Self { compact_after_days, tokens, offer_days, time_zone, timeouts, audit_head_to, .. } = self;
        let serve = serve::Settings { listen, office, tls, redirect_from, proxy, public, insecure, timeouts };
        Ok(Settings {
            data,
            phone,
            time_zone,
            demo,
            compact_after_days,
            tokens,
            offer_days,
            audit_head_to,
            serve,
        })
    }
}

/// A folder; an empty name is a variable nobody set.
fn folder(name: OsString) -> Result<PathBuf, lexopt::Error> {
    if name.is_empty() { Err("the name of a folder is empty".into()) } else { Ok(name.into()) }
}

/// The value of an option; `takes` says what it takes, with an example.
fn parsed<T: FromStr>(text: &str, takes: &str) -> Result<T, lexopt::Error> {
    text.parse().map_err(|_| lexopt::Error::from(format!("{takes}, not {text}")))
}

fn time_zone(name: &str) -> Result<TimeZone, lexopt::Error> {
    TimeZone::get(name).map_err(|_| {
        lexopt::Error::from(format!("{name} is no time zone; a name like Europe/Brussels is expected"))
    })
}

fn is_json(format: &str) -> Result<bool, lexopt::Error> {
    match format {
        "json" => Ok(true),
        "text" => Ok(false),
        other => Err(format!("--log-format takes text or json, not {other}").into()),
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("sync-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    process::give_memory_back();
    process::keep_files_from_others();
    let arguments =
        Arguments::read(lexopt::Parser::from_env()).map_err(|error| anyhow!("{error}; {HINT}"))?;
    if arguments.help {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.version {
        println!("sync-server {}", env!("CARGO_PKG_VERSION"));
        return Ok(ExitCode::SUCCESS);
    }
    // A log that cannot be written must not take the server along.
    let log =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).log_internal_errors(false);
    if arguments.log_as_json {
        log.json().flatten_event(true).with_span_list(false).init();
    } else {
        log.init();
    }
    let runtime = Runtime::new()?;
    match arguments.command.as_deref() {
        Some("serve") => {
            let settings = arguments.settings()?;
            program::ours(&settings.data)?;
            runtime.block_on(program::run(settings)).map(|()| ExitCode::SUCCESS)
        }
        Some("fill-demo") => runtime.block_on(fill_demo(arguments.data()?)).map(|()| ExitCode::SUCCESS),
        Some("add-administrator") => {
            let (login, name) = (arguments.login()?.to_owned(), arguments.name()?.to_owned());
            program::ours(arguments.data()?)?;
            let made = runtime.block_on(add_administrator(arguments.data()?, login, name))?;
            tell_password(&made).map(|()| ExitCode::SUCCESS)
        }
        Some("give-password") => {
            let login = arguments.login()?.to_owned();
            let given = runtime.block_on(give_password(arguments.data()?, login))?;
            tell_password(&given).map(|()| ExitCode::SUCCESS)
        }
        Some("reset-second-factor") => {
            let login = arguments.login()?.to_owned();
            runtime.block_on(reset_second_factor(arguments.data()?, login))?;
            println!("the password alone is enough for the next sign-in");
            Ok(ExitCode::SUCCESS)
        }
        Some("rebuild-office") => rebuild_office(arguments.data()?).map(|()| ExitCode::SUCCESS),
        Some("retention") => retention(&runtime, &arguments).map(|()| ExitCode::SUCCESS),
        Some("import") => import(&runtime, &arguments),
        Some("backup") => backup_commands::make(arguments.data()?, &arguments.backup),
        Some("restore") => backup_commands::restore(arguments.data()?, &arguments.backup),
        Some("verify") => backup_commands::verify(arguments.data()?, arguments.audit_head.as_deref()),
        Some("audit-head") => audit_head(arguments.data()?).map(|()| ExitCode::SUCCESS),
        Some("verify-report") => verify_report(&arguments),
        Some(other) => bail!("there is no command {other}; {HINT}"),
        None => bail!("a command is missing; {HINT}"),
    }
}

async fn fill_demo(data: &Path) -> Result<()> {
    program::ours(data)?;
    let engine = Engine::open(data, NOUNS, Arc::new(SystemClock)).with_context(|| unusable(data))?;
    demo::fill(&engine, &PhotoFiles::open(data)?).await?;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(())
}

fn tell_password(password: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{password}")
        .context("the password could not be printed: sync-server give-password gives another one")?;
    eprintln!(
        "It works for {} days, to sign in at /office and choose another one.",
        GIVEN_PASSWORD_MS_MAX / (24 * 60 * 60 * 1000)
    );
    Ok(())
}

fn rebuild_office(data: &Path) -> Result<()> {
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    data_directory::rebuild_office(data, NOUNS, Arc::new(SystemClock)).with_context(|| unusable(data))?;
    println!("{} is made again", database(data).display());
    Ok(())
}

fn retention(runtime: &Runtime, arguments: &Arguments) -> Result<()> {
    let (data, zone) = (arguments.data()?, arguments.time_zone.clone());
    let lines = if arguments.dry_run {
        retention_commands::dry_run(data, zone)?
    } else {
        runtime.block_on(retention_commands::run(data, zone))?
    };
    writeln!(std::io::stdout(), "{}", lines.join("\n")).context("what is over its time could not be printed")
}

fn import(runtime: &Runtime, arguments: &Arguments) -> Result<ExitCode> {
    let Import { noun, as_json, options } = &arguments.import;
    if noun.as_deref() != Some("register") {
        bail!("import takes the word for what is imported, register, and a FILE; {HINT}");
    }
    let file = arguments.file.as_deref().with_context(|| format!("the FILE to import is missing; {HINT}"))?;
    let data = arguments.data()?;
    let report = if arguments.dry_run {
        import_commands::dry_run(data, file, options)?
    } else {
        runtime.block_on(import_commands::import(data, file, options, import_commands::told))?
    };
    let lines = if *as_json { report.json()? } else { report.lines().join("\n") };
    writeln!(std::io::stdout(), "{lines}").context("what came of the list could not be printed")?;
    Ok(if report.is_taken_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn unusable(data: &Path) -> String {
    format!("{} cannot be used", data.display())
}

fn audit_head(data: &Path) -> Result<()> {
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    let head = audit_head::of_directory(data).with_context(|| unusable(data))?;
    writeln!(std::io::stdout(), "{head}").context("the head could not be printed")
}

fn verify_report(arguments: &Arguments) -> Result<ExitCode> {
    let file = arguments.file.as_deref().with_context(|| format!("the FILE to verify is missing; {HINT}"))?;
    let against = match (arguments.key, arguments.data.as_deref()) {
        (Some(_), Some(_)) => bail!("--key and --data both say whom you trust: name one; {HINT}"),
        (Some(key), None) => Against::Key(key),
        (None, Some(data)) => Against::Directory(data),
        (None, None) => Against::Nobody,
    };
    let finding = verify_file(file, against)?;
    println!("{}", finding.text);
    Ok(if finding.is_genuine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
