//! Somebody at a browser without script, walking through the demo commune's office: every page by its links,
//! every form on it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use rusqlite::Connection;
use sync_server::accounts::device_token::TokenLife;
use sync_server::app::{App, Counters};
use sync_server::audit_head::HeadPlaces;
use sync_server::base::secret::{fresh_token, secret_hash};
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::http::app_differences::AppDifferences;
use sync_server::http::app_files::PhoneApp;
use sync_server::photos::PhotoFiles;
use sync_server::routes;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt as _;

use super::{DEMO, StillClock, TUESDAY_MORNING};

/// Who walks: login and password in the demo.
pub(crate) const SUPERVISOR: (&str, &str) = ("superviseur", "clef-du-beffroi");
pub(crate) const COUNTER: (&str, &str) = ("guichet", "bonjour-madame");
pub(crate) const ADMINISTRATOR: (&str, &str) = ("admin", "trousseau-de-clefs");
/// Pages of one kind that are looked at, each in another state.
const PAGES_OF_A_KIND: usize = 4;

/// A field as a browser has it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// `text`, `textarea`, `select`, `checkbox`, `hidden`, `date`…
    pub(crate) kind: String,
    pub(crate) value: String,
    pub(crate) checked: bool,
    pub(crate) options: Vec<String>,
    pub(crate) chars_max: Option<usize>,
    pub(crate) cuts: bool,
}

impl Field {
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.kind.as_str(), "" | "text" | "search" | "textarea")
    }
}

/// A form of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    pub(crate) method: String,
    pub(crate) action: String,
    pub(crate) is_file: bool,
    pub(crate) fields: Vec<Field>,
}

impl Form {
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub(crate) fn is_edit(&self) -> bool {
        self.fields.iter().any(|field| field.name.starts_with("was."))
    }

    /// What a browser sends, with other values for some fields.
    pub(crate) fn pairs(&self, typed: &BTreeMap<String, Vec<String>>) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut done = BTreeSet::new();
        for field in &self.fields {
            if let Some(values) = typed.get(&field.name).filter(|_| field.kind != "hidden") {
                if done.insert(&field.name) {
                    pairs.extend(values.iter().map(|value| (field.name.clone(), value.clone())));
                }
            } else if !matches!(field.kind.as_str(), "checkbox" | "radio") || field.checked {
                pairs.push((field.name.clone(), field.value.clone()));
            }
        }
        pairs
    }

    /// Something typed or chosen in every field that a person fills in.
    pub(crate) fn typed(&self) -> BTreeMap<String, Vec<String>> {
        let mut typed: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for field in &self.fields {
            let value = match field.kind.as_str() {
                "hidden" | "submit" | "file" => continue,
                "textarea" => format!("Première ligne de {} : <b>\"é\" & ß\nDeuxième ligne.", field.name),
                "date" => "2031-02-03".to_owned(),
                "select" => field.options.last().cloned().unwrap_or_default(),
                "checkbox" | "radio" => field.value.clone(),
                "password" => "un secret de test".to_owned(),
                _ if field.name == "login" => "saisi.par.test".to_owned(),
                _ => format!("Saisi <{}> & \"gardé\"", field.name),
            };
            let values = typed.entry(field.name.clone()).or_default();
            if field.kind == "radio" {
                values.clear();
            }
            values.push(value);
        }
        typed
    }

    /// Whether this is the other form again, on another rendering of its page.
    pub(crate) fn is_again(&self, other: &Self) -> bool {
        let about = |form: &Self| -> Vec<(String, String)> {
            let says = |field: &&Field| {
                field.kind == "hidden"
                    && !["once", "page", "seen"].contains(&field.name.as_str())
                    && !field.name.starts_with("was.")
            };
            form.fields.iter().filter(says).map(|field| (field.name.clone(), field.value.clone())).collect()
        };
        self.action == other.action && self.method == other.method && about(self) == about(other)
    }

    /// What the form shows of a field: its value, or what is ticked.
    pub(crate) fn shows(&self, name: &str) -> Vec<&str> {
        let shown = |field: &&Field| {
            field.name == name && (!matches!(field.kind.as_str(), "checkbox" | "radio") || field.checked)
        };
        self.fields.iter().filter(shown).map(|field| field.value.as_str()).collect()
    }
}

fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The forms and the links of a page.
pub(crate) fn read(page: &str) -> (Vec<Form>, Vec<String>) {
    type Reading = (Vec<Form>, Vec<String>, bool);
    let reading: Rc<RefCell<Reading>> = Rc::default();
    let attribute = |element: &lol_html::html_content::Element<'_, '_>, name: &str| {
        plain(&element.get_attribute(name).unwrap_or_default())
    };
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("a[href]", |element| {
            reading.borrow_mut().1.push(attribute(element, "href"));
            Ok(())
        }))
        .append_element_content_handler(element!("form", |element| {
            let (method, action) = (attribute(element, "method"), attribute(element, "action"));
            let is_file = element.has_attribute("enctype");
            reading.borrow_mut().0.push(Form { method, action, is_file, fields: Vec::new() });
            Ok(())
        }))
        .append_element_content_handler(element!(
            "form input[name], form textarea[name], form select[name]",
            |element| {
                let tag = element.tag_name();
                let field = Field {
                    name: attribute(element, "name"),
                    kind: if tag == "input" { attribute(element, "type") } else { tag },
                    value: attribute(element, "value"),
                    checked: element.has_attribute("checked"),
                    options: Vec::new(),
                    chars_max: attribute(element, "data-chars-max").parse().ok(),
                    cuts: element.has_attribute("maxlength"),
                };
                reading.borrow_mut().0.last_mut().unwrap().fields.push(field);
                Ok(())
            }
        ))
        .append_element_content_handler(element!("form select option", |element| {
            let mut reading = reading.borrow_mut();
            let field = reading.0.last_mut().unwrap().fields.last_mut().unwrap();
            let value = attribute(element, "value");
            if field.options.is_empty() || element.has_attribute("selected") {
                field.value.clone_from(&value);
            }
            field.options.push(value);
            Ok(())
        }))
        .append_element_content_handler(text!("form textarea", |part| {
            let mut reading = reading.borrow_mut();
            let field = reading.0.last_mut().unwrap().fields.last_mut().unwrap();
            field.value.push_str(&plain(part.as_str()));
            Ok(())
        }));
    rewrite_str(page, settings).unwrap();
    let (mut forms, links, _) = reading.take();
    for field in forms.iter_mut().flat_map(|form| &mut form.fields).filter(|field| field.kind == "textarea") {
        // As a browser does.
        field.value = field.value.strip_prefix('\n').unwrap_or(&field.value).to_owned();
    }
    (forms, links)
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) cookie: Option<String>,
    pub(crate) page: String,
}

impl Reply {
    /// The form of this page that is the other again.
    pub(crate) fn form_like(&self, form: &Form) -> Option<Form> {
        read(&self.page).0.into_iter().find(|found| found.is_again(form))
    }
}

/// A copy of the demo's office.
pub(crate) struct Commune {
    pub(crate) app: App,
    pub(crate) data: TempDir,
}

/// Everything but the pictures, which forms have none of.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.file_name() == "photos" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&place).unwrap();
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// The morning of the demo, with random bits of its own each time the server starts.
fn fresh_clock() -> StillClock {
    static STARTED: AtomicU64 = AtomicU64::new(1);
    let begun = STARTED.fetch_add(1, Ordering::Relaxed);
    StillClock { now: TUESDAY_MORNING, entropy: AtomicU64::new(begun << 32) }
}

fn app(data: &Path) -> App {
    App {
        engine: Engine::open(data, NOUNS, Arc::new(fresh_clock())).unwrap(),
        photos: PhotoFiles::open(data).unwrap(),
        phone: PhoneApp::Folder(Arc::new(data.join("phone"))),
        differences: AppDifferences::default(),
        tokens: TokenLife::default(),
        counters: Arc::new(Counters::default()),
        head_places: HeadPlaces::default(),
        offer_days: sync_server::sync::offer_end::OFFER_DAYS,
    }
}

impl Commune {
    pub(crate) fn open() -> Self {
        let data = super::copied(DEMO.path());
        Self { app: app(data.path()), data }
    }

    pub(crate) async fn restarted(self) -> Self {
        let Self { app: App { engine, .. }, data } = self;
        tokio::task::spawn_blocking(move || engine.stop()).await.unwrap();
        Self { app: app(data.path()), data }
    }

    /// A session of somebody, as the cookie that keeps it.
    pub(crate) async fn session(&self, (login, _): (&'static str, &str)) -> String {
        let engine = &self.app.engine;
        let person =
            engine.read(move |store| store.account_by_login(login)).await.unwrap().unwrap().person.id;
        let token = fresh_token(engine.clock());
        let (hash, now) = (secret_hash(&token), engine.clock().now());
        engine.write(move |store| store.begin_session(hash, person, now, "Firefox")).await.unwrap();
        format!("guichet_session={token}")
    }

    pub(crate) async fn send(&self, path: &str, cookie: &str, pairs: Option<&[(String, String)]>) -> Reply {
        self.send_from("https://guichet.test", path, cookie, pairs).await
    }

    pub(crate) async fn send_from(
        &self,
        origin: &str,
        path: &str,
        cookie: &str,
        pairs: Option<&[(String, String)]>,
    ) -> Reply {
        let request = Request::builder()
            .method(if pairs.is_some() { "POST" } else { "GET" })
            .uri(path)
            .header("host", "guichet.test")
            .header("origin", origin)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        let body = pairs.map(|pairs| serde_urlencoded::to_string(pairs).unwrap()).unwrap_or_default();
        let answer = routes(self.app.clone()).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (location, cookie) = (header("location"), header("set-cookie"));
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let cookie = cookie.map(|cookie| cookie.split(';').next().unwrap().to_owned());
        Reply { status, location, cookie, page: String::from_utf8_lossy(&body).into_owned() }
    }

    /// The first column of the first row.
    pub(crate) fn office_says(&self, sql: &str) -> String {
        let office = Connection::open(self.data.path().join("office/office.db")).unwrap();
        office.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// How many there are.
    pub(crate) fn office_counts(&self, sql: &str) -> i64 {
        let office = Connection::open(self.data.path().join("office/office.db")).unwrap();
        office.query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

/// An address with what it is about left out: `/office/people/{}`.
pub(crate) fn kind_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap();
    let parts = path
        .split('/')
        .map(|part| if part.chars().any(|letter| letter.is_ascii_digit()) { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The same with the names of what the address asks for.
fn asked(address: &str) -> String {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let names: BTreeSet<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{} {names:?}", kind_of(address))
}

/// A form, where it stands, and who sees it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) who: (&'static str, &'static str),
    pub(crate) page: String,
    pub(crate) form: Form,
}

static FOUND: OnceCell<(Vec<Found>, BTreeSet<String>)> = OnceCell::const_new();

/// Every form of every page anybody sees, and every page.
pub(crate) async fn everything() -> &'static (Vec<Found>, BTreeSet<String>) {
    FOUND.get_or_init(walk).await
}

/// One form of each kind that is sent.
pub(crate) async fn one_of_each() -> Vec<Found> {
    let mut kinds = BTreeSet::new();
    let (found, _) = everything().await;
    found.iter().filter(|found| kinds.insert(kind_of(&found.form.action))).cloned().collect()
}

async fn walk() -> (Vec<Found>, BTreeSet<String>) {
    let commune = Commune::open();
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    // Orders in states that the first pages of a list need not show.
    let states = [
        "id IN (SELECT work_order FROM contradiction)",
        "state = 'open' AND building IN (SELECT building FROM asset GROUP BY building HAVING count(*) > 3)",
        "state = 'finished'",
    ];
    let orders = states.map(|state| {
        let id = commune
            .office_says(&format!("SELECT id FROM work_order WHERE {state} ORDER BY number DESC LIMIT 1"));
        format!("/office/work-orders/{id}")
    });
    let begin = [vec!["/office/review".to_owned()], orders.to_vec()].concat();
    for who in [SUPERVISOR, COUNTER, ADMINISTRATOR] {
        let cookie = commune.session(who).await;
        let mut looked: BTreeMap<String, usize> = BTreeMap::new();
        let mut queue: VecDeque<String> = begin.clone().into();
        let mut known: BTreeSet<String> = queue.iter().cloned().collect();
        while let Some(address) = queue.pop_front() {
            let times = looked.entry(asked(&address)).or_default();
            *times += 1;
            if *times > PAGES_OF_A_KIND {
                continue;
            }
            let reply = commune.send(&address, &cookie, None).await;
            if !reply.page.starts_with("<!DOCTYPE html>") {
                continue;
            }
            assert!(reply.status.is_success(), "{address} is linked, and answers {}", reply.status);
            let (forms, links) = read(&reply.page);
            seen.insert(address.clone());
            let sent = forms.into_iter().filter(|form| form.method == "post");
            found.extend(sent.map(|form| Found { who, page: address.clone(), form }));
            for link in links {
                let link = if link.starts_with('?') {
                    format!("{}{link}", address.split('?').next().unwrap())
                } else {
                    link
                };
                let is_page = link.starts_with("/office/")
                    && !["/office/assets/", "/photos/", ".csv", "/bytes"]
                        .iter()
                        .any(|file| link.contains(file));
                if is_page && known.insert(link.clone()) {
                    queue.push_back(link);
                }
            }
        }
    }
    (found, seen)
}
