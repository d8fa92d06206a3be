//! Whether the server takes work.

use crate::app::App;

/// What keeps the server from its work, and what to do; `None` when all is well.
pub(crate) async fn trouble(app: &App) -> Option<String> {
    let engine = &app.engine;
    if let Some(why) = engine.unusable() {
        return Some(why.to_string());
    }
    if !engine.pulse().is_running() {
        return Some("the engine has stopped. The log says why.".to_owned());
    }
    for name in ["server.db", "office.db", "photos"] {
        if !tokio::fs::try_exists(engine.data().join(name)).await.is_ok_and(|is_there| is_there) {
            return Some(format!("{name} is not in its place any more. Put it back, and start again."));
        }
    }
    // What the disk did not take a moment ago, it may take now.
    if engine.pulse().is_unstored()
        && let Err(error) = engine.write(|store| store.try_disk()).await
    {
        return Some(format!("nothing can be stored: {error}. Make room, or look at the disk."));
    }
    None
}
