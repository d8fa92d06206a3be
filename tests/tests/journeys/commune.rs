//! The demo commune, served; and the people who use it.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OpenFlags, ToSql};
use tempfile::TempDir;
use tests::browser::{Browser, Place, Profile, Screen, ServerProcess, at_css, at_test, demo_data};

/// The demo commune on a server of its own.
pub(crate) struct Commune {
    pub(crate) server: ServerProcess,
    _data: TempDir,
}

/// A sign-in at the office, as the demo prints it.
pub(crate) struct SignIn {
    login: String,
    password: String,
}

impl Commune {
    pub(crate) async fn open() -> Result<Self> {
        let data = demo_data().await?;
        let server = ServerProcess::start_with(data.path(), &["--demo"]).await?;
        Self::of(server, data).await
    }

    /// The same, with the phone app copied to this folder and served from there.
    pub(crate) async fn open_with_app_in(app: &Path) -> Result<Self> {
        let data = demo_data().await?;
        let server = ServerProcess::start_with_app(data.path(), app, &["--demo"]).await?;
        Self::of(server, data).await
    }

    async fn of(server: ServerProcess, data: TempDir) -> Result<Self> {
        let commune = Self { server, _data: data };
        commune.welcome("/#/enrol/").await?;
        Ok(commune)
    }

    /// What the demo printed when it started, from `mark` to the end of the word.
    async fn welcome(&self, mark: &str) -> Result<String> {
        // It is printed after the line the start waited for.
        for _ in 0..2_000 {
            let output = self.server.output();
            if let Some((_, rest)) = output.rsplit_once(mark)
                && let Some(word) = rest.split_whitespace().next()
            {
                return Ok(word.to_owned());
            }
            tokio::task::yield_now().await;
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        anyhow::bail!("the demo did not print {mark}: {}", self.server.output())
    }

    /// The technician's phone, enrolled by the link the demo printed.
    pub(crate) async fn technicians_phone(&self, profile: &Profile) -> Result<Browser> {
        let code = self.welcome("/#/enrol/").await?;
        self.enrolled(profile, &self.server.url("/"), &code).await
    }

    /// The technician's code the demo printed.
    pub(crate) async fn code(&self) -> Result<String> {
        self.welcome("/#/enrol/").await
    }

    /// A code for somebody's phone, made at the office.
    pub(crate) async fn code_from_office(&self, office: &Browser, person: &str) -> Result<String> {
        office.goto(&self.server.url("/office/devices")).await?;
        office.choose(at_css("[data-test=enrol] select"), person).await?;
        office.click(at_css("[data-test=enrol] button")).await?;
        Ok(office.text(at_test("enrol-code")).await?.trim().to_owned())
    }

    /// A phone, enrolled by a link.
    pub(crate) async fn enrolled(&self, profile: &Profile, origin: &str, code: &str) -> Result<Browser> {
        let phone = Browser::start(profile, Screen::Phone).await?;
        phone.goto(&format!("{origin}#/enrol/{code}")).await?;
        phone.click(at_test("enrol-submit")).await?;
        phone.wait_for(at_test("order")).await?;
        at_the_office(&phone).await?;
        // From here on the app starts without a network.
        phone.wait_for_script("return caches.keys().then((names) => names.length > 0)").await?;
        phone.wait_for_script("return navigator.serviceWorker.ready.then(() => true)").await?;
        Ok(phone)
    }

    /// The sign-in of a role, by the label the demo prints.
    fn sign_in(&self, role: &str) -> Result<SignIn> {
        let output = self.server.output();
        let line = output.lines().find(|line| line.contains(role)).context("the sign-ins")?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|word| *word == role).context("a login")?;
        let word = |more: usize| words.get(at + more).map(|word| (*word).to_owned()).context("a sign-in");
        Ok(SignIn { login: word(1)?, password: word(3)? })
    }

    /// The password of a role.
    pub(crate) fn password(&self, role: &str) -> Result<String> {
        Ok(self.sign_in(role)?.password)
    }

    /// The supervisor's browser, signed in.
    pub(crate) async fn office(&self, profile: &Profile) -> Result<Browser> {
        self.office_of(profile, "Superviseur").await
    }

    /// The browser of somebody with another role, by the label the demo prints.
    pub(crate) async fn office_of(&self, profile: &Profile, role: &str) -> Result<Browser> {
        let sign_in = self.sign_in(role)?;
        let office = self.desk_of(profile, &sign_in.login, &sign_in.password).await?;
        office.wait_gone(at_test("sign-in")).await?;
        Ok(office)
    }

    /// A browser at a desk in which somebody just sent their sign-in.
    pub(crate) async fn desk_of(&self, profile: &Profile, login: &str, password: &str) -> Result<Browser> {
        let office = Browser::start(profile, Screen::Desk).await?;
        self.send_sign_in(&office, login, password).await?;
        Ok(office)
    }

    /// Signs somebody with a role in, in a browser that is open.
    pub(crate) async fn sign_in_on(&self, browser: &Browser, role: &str) -> Result<()> {
        let SignIn { login, password } = self.sign_in(role)?;
        self.send_sign_in(browser, &login, &password).await?;
        browser.wait_gone(at_test("sign-in")).await
    }

    async fn send_sign_in(&self, browser: &Browser, login: &str, password: &str) -> Result<()> {
        browser.goto(&self.server.url("/office")).await?;
        browser.type_text(at_css("[data-test=sign-in] [name=login]"), login).await?;
        browser.type_text(at_css("[data-test=sign-in] [name=password]"), password).await?;
        browser.click(at_css("[data-test=sign-in] button")).await
    }

    /// Asks the office database, as any tool can while the server runs.
    pub(crate) fn ask_office<T: rusqlite::types::FromSql>(&self, sql: &str, parameter: &str) -> Result<T> {
        self.ask("office/office.db", sql, parameter)
    }

    /// The one value that a query of what the server decides with answers.
    pub(crate) fn ask_server<T: rusqlite::types::FromSql>(&self, sql: &str, parameter: i64) -> Result<T> {
        self.ask("server.db", sql, parameter)
    }

    fn ask<T: rusqlite::types::FromSql>(&self, file: &str, sql: &str, parameter: impl ToSql) -> Result<T> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = Connection::open_with_flags(self.server.data().join(file), flags)?;
        Ok(db.query_row(sql, [parameter], |row| row.get(0))?)
    }
}

/// Waits until the phone says that everything is at the office.
pub(crate) async fn at_the_office(phone: &Browser) -> Result<()> {
    phone.wait_for(at_css("[data-test=status][data-state=office]")).await
}

/// Opens the first work order nobody has begun, and returns its number.
pub(crate) async fn open_order(phone: &Browser) -> Result<String> {
    phone.wait_for(at_test("order")).await?;
    let number = phone
        .script("return [...document.querySelectorAll('[data-test=order]')].find((order) => order.querySelector('[data-state=open]')).dataset.number")
        .await?;
    let number = number.as_str().context("an order nobody has begun")?.to_owned();
    phone.click(order(&number)).await?;
    phone.wait_for(at_test("start")).await?;
    Ok(number)
}

/// Opens the first work order nobody has begun whose sheet has this, and returns its number.
pub(crate) async fn open_order_with(phone: &Browser, css: &str) -> Result<String> {
    phone.click(at_test("tab-today")).await?;
    phone.wait_for(at_test("order")).await?;
    let numbers = phone
        .script(
            "return [...document.querySelectorAll('[data-test=order]:has([data-state=open])')]
                .map((order) => order.dataset.number)",
        )
        .await?;
    let numbers = numbers.as_array().context("orders")?.iter();
    for number in numbers.filter_map(|number| number.as_str()) {
        phone.click(at_test("tab-today")).await?;
        phone.click(order(number)).await?;
        phone.wait_for(at_test("start")).await?;
        if phone.count(at_css(css)).await? > 0 {
            return Ok(number.to_owned());
        }
    }
    anyhow::bail!("no order that nobody has begun has {css}")
}

pub(crate) fn order(number: &str) -> Place {
    at_css(&format!("[data-test=order][data-number='{number}']"))
}

/// Answers every item that must be answered.
pub(crate) async fn answer_checklist(phone: &Browser) -> Result<()> {
    phone
        .until("the checklist to be answered", async || {
            // One answer at a time: each is saved and the screen drawn again.
            let missing = phone
                .client()
                .execute(
                    "const item = document.querySelector('fieldset.missing');
                     if (!item) return 0;
                     const pick = item.querySelector('input[type=radio]');
                     if (pick) { if (!pick.checked) pick.click(); }
                     else {
                       const field = item.querySelector('input');
                       if (!field.value) { field.value = '2'; for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true })); }
                     }
                     return 1;",
                    Vec::new(),
                )
                .await?;
            Ok((missing == 0).then_some(()))
        })
        .await
}

/// Begins an order at the office's reach, and writes its report without a network; the order's number.
pub(crate) async fn writes_offline(commune: &mut Commune, phone: &Browser, report: &str) -> Result<String> {
    let number = open_order(phone).await?;
    phone.click(at_test("start")).await?;
    at_the_office(phone).await?;
    commune.server.stop().await?;
    phone.type_text(at_test("report"), report).await?;
    phone.wait_for(at_css("[data-test=report-state][data-state=saved]")).await?;
    phone.wait_for(at_css("[data-test=status][data-state=saved]")).await?;
    Ok(number)
}

/// Chooses a password of one's own in the place of the one that was given.
pub(crate) async fn choose_password(desk: &Browser, given: &str, own: &str) -> Result<()> {
    for (field, typed) in [("old", given), ("new", own), ("again", own)] {
        desk.type_text(at_css(&format!("#{field}")), typed).await?;
    }
    desk.click(at_css("[data-test=change-password] button")).await?;
    desk.wait_gone(at_test("choose-password")).await
}
