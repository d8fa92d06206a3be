//! What the log keeps in words of no language, said in the reader's.

use shared::Role;

use crate::accounts::block::Ended;
use crate::office::localizer::Localizer;

/// What somebody did in the field: a kind of step by its own phrase, the rest counted.
pub(crate) fn field(localizer: &Localizer, what: &str, count: u32) -> String {
    match what {
        "photo" => localizer.count("field-photo", count),
        "answer" => localizer.count("field-answer-count", count),
        "material" => localizer.text("did-work-order-use-material"),
        "remark" => localizer.text("did-building-add-remark"),
        "request" => localizer.text("did-request-create"),
        step => localizer.text(&format!("step-{step}")),
    }
}

/// The detail of a line.
pub(crate) fn detail(localizer: &Localizer, action: &str, detail: &str) -> String {
    if detail.is_empty() {
        return String::new();
    }
    match action {
        "work-order-settle" => contradiction(localizer, detail),
        "changes-refused" | "actor-reused" => refusals(localizer, detail),
        "sign-in-failed" | "password-change-failed" | "enrolment-failed" if detail.contains(" × ") => {
            counted(localizer, detail)
        }
        "audit-exported" | "report-exported" if detail.contains(" × ") => {
            let (count, what) = detail.split_once(" × ").unwrap_or((detail, ""));
            format!("{} {what}", localizer.with("audit-more", &[("times", count)]))
        }
        "enrolment-failed" => localizer.text("audit-code-not-taken"),
        "person-added" | "person-changed" => account(localizer, detail),
        "person-blocked" => {
            detail.parse().map_or_else(|()| detail.to_owned(), |ended| blocked(localizer, &ended))
        }
        "orders-retired" => {
            detail.parse().map_or_else(|_| detail.to_owned(), |count| localizer.count("audit-orders", count))
        }
        "recovery-code-used" => detail
            .parse()
            .map_or_else(|_| detail.to_owned(), |count| localizer.count("factor-codes-left", count)),
        "retention-done" => went(localizer, detail),
        "retention-changed" => kept(localizer, detail),
        "change-taken-over" | "change-set-aside" => localizer.with("refused-number", &[("number", detail)]),
        _ => detail.to_owned(),
    }
}

/// A contradiction by its key: the first word says which, a field is named.
fn contradiction(localizer: &Localizer, key: &str) -> String {
    let mut words = key.split(' ');
    let kind = words.next().unwrap_or_default();
    let known = [
        "field",
        "finished-though-cancelled",
        "finished-twice",
        "taken-back-though-approved",
        "cannot-follow",
    ];
    if !known.contains(&kind) {
        return key.to_owned();
    }
    let said = localizer.text(&format!("contradiction-{kind}"));
    match words.next().filter(|_| kind == "field") {
        Some(field) => {
            format!(
                "{said}{}{}",
                localizer.text("colon"),
                localizer.text(&crate::domains::orders::contradiction::field_key(field))
            )
        }
        None => said,
    }
}

/// `12 × 192.0.2.7`: how many more there were within an hour, and from where; `…` stands for everywhere else.
fn counted(localizer: &Localizer, detail: &str) -> String {
    let (count, source) = detail.split_once(" × ").unwrap_or((detail, ""));
    let key = match source {
        "" => "audit-more",
        "…" => "audit-more-elsewhere",
        _ => "audit-more-from",
    };
    localizer.with(key, &[("times", count), ("source", source)])
}

/// `technical 120 months=12`: how many of what have gone, and for how long such things are kept.
fn went(localizer: &Localizer, detail: &str) -> String {
    let words: Vec<&str> = detail.split(' ').collect();
    let [category, count, months] = words.as_slice() else { return detail.to_owned() };
    let Some(months) = months.strip_prefix("months=") else { return detail.to_owned() };
    let category = localizer.text(&format!("retention-{category}"));
    localizer.with("audit-retention", &[("category", &category), ("count", count), ("months", months)])
}

/// `technical 12 → 6; in-force false → true`: which times were changed.
fn kept(localizer: &Localizer, detail: &str) -> String {
    let told = detail.split("; ").map(|change| match change.split_once(' ') {
        Some(("in-force", now)) => {
            localizer.text(if now.ends_with("true") { "audit-retention-on" } else { "audit-retention-off" })
        }
        Some((category, months)) => {
            let category = localizer.text(&format!("retention-{category}"));
            format!("{category}{}{months}", localizer.text("colon"))
        }
        None => change.to_owned(),
    });
    told.collect::<Vec<_>>().join(" ; ")
}

/// `3 × not-allowed`: how many, and why.
fn refusals(localizer: &Localizer, detail: &str) -> String {
    match detail.split_once(" × ") {
        Some((count, reason)) if reason != "…" => {
            format!("{count} × {}", localizer.text(&format!("why-refused-{reason}")))
        }
        Some(_) | None => detail.to_owned(),
    }
}

/// How much ended when somebody was blocked.
fn blocked(localizer: &Localizer, ended: &Ended) -> String {
    let counts = [
        localizer.count("blocked-sessions", ended.session_count()),
        localizer.count("blocked-codes", ended.codes),
        localizer.count("blocked-phones", ended.phones),
    ];
    counts.join(" ; ")
}

/// `role technician → supervisor; +team:…`: what was changed of an account. Whom it hears is not told by
/// ids: the account's own page says it.
fn account(localizer: &Localizer, detail: &str) -> String {
    let told = detail.split("; ").filter_map(|change| {
        let (what, values) = change.split_once(' ')?;
        let name = match what {
            "login" => localizer.text("sign-in-login"),
            "name" => localizer.text("person-name"),
            "role" => localizer.text("person-role"),
            "everywhere" => localizer.text("person-role-where"),
            what if what.starts_with("organisation:") => localizer.text("person-role-in-one"),
            _ => return None,
        };
        let (was, is) = values.split_once(" → ")?;
        let value = |word: &str| match (what, word.parse::<Role>()) {
            ("login" | "name", _) | (_, Err(_)) => match (what, word) {
                ("everywhere", "yes") => localizer.text("person-role-everywhere"),
                ("everywhere", _) => localizer.text("person-role-only"),
                _ => word.to_owned(),
            },
            (_, Ok(role)) => localizer.text(&format!("role-{}", role.name())),
        };
        // Of somebody new there is nothing from before.
        let was = if was == "–" { String::new() } else { format!("{} → ", value(was)) };
        Some(format!("{name}{}{was}{}", localizer.text("colon"), value(is)))
    });
    // What everybody of a role hears, or one alone, nobody chose.
    let hears = detail.split("; ").any(|change| {
        change
            .strip_prefix(['+', '-'])
            .is_some_and(|of| of.starts_with("team:") || of.starts_with("organisation:"))
    });
    told.chain(hears.then(|| localizer.text("audit-hears"))).collect::<Vec<_>>().join(" ; ")
}

#[cfg(test)]
mod tests {
    use shared::{Language, Timestamp};

    use super::*;
    use crate::office::localizer::Translations;

    #[test]
    fn details_are_said_in_words_and_not_by_ids() {
        let localizer =
            Localizer::new(&Translations::new(jiff::tz::TimeZone::UTC), Language::Fr, Timestamp(0));
        let id = "018f0000-0000-7000-8000-000000000001";
        for (action, kept, words) in [
            (
                "work-order-settle",
                format!("finished-though-cancelled {id} {id}"),
                "Terminé sur place alors que le bureau annulait".to_owned(),
            ),
            (
                "work-order-settle",
                format!("field priority {id}"),
                "Deux valeurs données en même temps\u{a0}: Priorité".to_owned(),
            ),
            (
                "changes-refused",
                "3 × not-allowed".to_owned(),
                "3 × Le rôle de cette personne ne le permet pas.".to_owned(),
            ),
            ("changes-refused", "3 × …".to_owned(), "3 × …".to_owned()),
            (
                "sign-in-failed",
                "12 × 192.0.2.7".to_owned(),
                "12 fois de plus en une heure, de 192.0.2.7".to_owned(),
            ),
            ("enrolment-failed", "12 × …".to_owned(), "12 fois de plus en une heure, d’ailleurs".to_owned()),
            ("password-change-failed", "3 × ".to_owned(), "3 fois de plus en une heure".to_owned()),
            (
                "person-changed",
                format!("role technician → supervisor; +team:{id}"),
                "Rôle\u{a0}: Technicien → Responsable ; équipe ou administrations changées".to_owned(),
            ),
            (
                "person-changed",
                format!("everywhere yes → no; organisation:{id} – → reader"),
                "Où\u{a0}: Dans toutes les administrations, aussi celles à venir → Seulement où un rôle \
                 est choisi ; Rôle dans une administration\u{a0}: Lecture"
                    .to_owned(),
            ),
            (
                "person-added",
                format!("login – → sup; role – → supervisor; +person:{id}"),
                "Identifiant\u{a0}: sup ; Rôle\u{a0}: Responsable".to_owned(),
            ),
            (
                "person-blocked",
                "sessions 2 (2 Firefox); codes 0; phones 1".to_owned(),
                "2 sessions au bureau terminées ; 0 code d’appareil annulé ; 1 téléphone arrêté".to_owned(),
            ),
            ("work-order-cancel", "double emploi".to_owned(), "double emploi".to_owned()),
        ] {
            let said = detail(&localizer, action, &kept);
            assert_eq!(said, words);
            assert!(!said.contains(id), "{said}");
        }
    }
}
