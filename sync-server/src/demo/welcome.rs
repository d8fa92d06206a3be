//! What the demo says when it is served: where to go, and with which words to get in.

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use shared::Role;

use crate::accounts::enrolment_code::make_code;
use crate::demo::error::DemoError;
use crate::demo::fixed::{LOCKED_PHONE, VISITOR};
use crate::demo::people::table;
use crate::demo::second_factor::{WITH_FACTOR, ways};
use crate::engine::Engine;

/// Who is shown a sign-in: the first of each role.
const SHOWN: [(Role, &str); 3] =
    [(Role::Supervisor, "Superviseur"), (Role::Counter, "Guichet"), (Role::Administrator, "Administrateur")];

/// Who shows that somebody sees what is theirs: the CPAS to work for, the commune to read.
const IN_PART: (&str, &str) = ("cpas", "Guichet CPAS");

/// What to print when the demo is served at `origin`, `http://localhost:8080`, and its office at `office`, which may be
/// elsewhere: the office with its sign-ins, the phone app, and a fresh enrolment link for the technician, as text and as a QR code.
///
/// # Errors
/// [`DemoError`], among others when the data directory does not hold the demo.
pub async fn welcome(engine: &Engine, origin: &str, office: &str) -> Result<String, DemoError> {
    let people = engine.read(|store| store.people()).await?;
    let visitor = people
        .iter()
        .find(|person| person.login == VISITOR)
        .ok_or(DemoError::Missing("the demo’s people"))?;
    let code = make_code(engine, visitor.id, None).await?;
    let accounts = table()?;
    let link = format!("{origin}/#/enrol/{code}");

    let mut lines = vec![
        "GUICHET · commune de démonstration d’Orneval".to_owned(),
        String::new(),
        format!("Le bureau      {office}/office"),
    ];
    for (role, label) in SHOWN {
        let first = accounts.iter().find(|[_, _, _, of_role, ..]| *of_role == role.name());
        lines.extend(first.map(|account| sign_in(label, account)));
    }
    for (wanted, label) in [IN_PART, (WITH_FACTOR, "Deux facteurs")] {
        lines.extend(
            accounts.iter().find(|[login, ..]| *login == wanted).map(|account| sign_in(label, account)),
        );
    }
    if let Some(person) = people.iter().find(|person| person.login == WITH_FACTOR) {
        lines.extend(ways(engine, person.id).await?);
    }
    if let Some(person) = people.iter().find(|person| person.login == LOCKED_PHONE) {
        lines.push(format!(
            "  PIN oublié     le code du téléphone de {}: {office}/office/devices",
            person.name
        ));
    }
    lines.extend([
        String::new(),
        format!("Le téléphone   {origin}/"),
        format!("  Technicien     {}", visitor.name),
        format!("  {link}"),
        String::new(),
        format!("  Le code {code} vaut un quart d’heure et une seule fois;"),
        "  redémarrer la démo en donne un autre. Ctrl-C arrête tout proprement.".to_owned(),
    ]);
    Ok(format!("\n{}\n\n{}", frame(&lines), qr(&link)?))
}

fn sign_in(label: &str, [login, password, name, ..]: &[&str; 6]) -> String {
    format!("  {label:<14} {login}  /  {password}   ({name})")
}

fn frame(lines: &[String]) -> String {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let rule = "─".repeat(width + 4);
    let mut framed = format!("╭{rule}╮\n");
    for line in lines {
        let padding = " ".repeat(width - line.chars().count());
        framed.push_str(&format!("│  {line}{padding}  │\n"));
    }
    framed.push_str(&format!("╰{rule}╯"));
    framed
}

/// The link in half-blocks, light on dark as most terminals are; the quiet zone makes it readable
/// on light ones too.
fn qr(link: &str) -> Result<String, DemoError> {
    let code = QrCode::with_error_correction_level(link, EcLevel::L)
        .map_err(|_| DemoError::Missing("QR code of the link"))?;
    Ok(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}
