//! Whether the server takes work.

use crate::app::App;

/// Why the server, which works, is not as it should be, and what to do; `None` when all is well.
pub(crate) fn degraded_reason(app: &App) -> Option<String> {
    let behind = app.engine.status().behind()?;
    let since = jiff::Timestamp::from_millisecond(behind.since.0)
        .map_or_else(|_| String::new(), |at| format!("{at:.0}"));
    Some(format!(
        "what is done is kept, but the office's lists are behind since {since}: {}. They catch up by themselves.",
        behind.why.advice()
    ))
}

/// What keeps the server from its work, and what to do; `None` when all is well.
pub(crate) async fn unhealthy_reason(app: &App) -> Option<String> {
    let engine = &app.engine;
    if let Some(why) = engine.unusable() {
        return Some(why.to_string());
    }
    if !engine.status().is_running() {
        return Some("the engine has stopped. The log says why.".to_owned());
    }
    for name in ["server.db", "office/office.db", "photos"] {
        if !tokio::fs::try_exists(engine.data().join(name)).await.is_ok_and(|is_there| is_there) {
            return Some(format!("{name} is not in its place any more. Put it back, and start again."));
        }
    }
    // What the disk did not take a moment ago, it may take now.
    if engine.status().is_unstored()
        && let Err(error) = engine.write(|store| store.try_disk()).await
    {
        return Some(format!("nothing can be stored: {error}. Make room, or look at the disk."));
    }
    None
}
