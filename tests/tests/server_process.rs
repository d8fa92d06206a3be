//! The server as a program: what a journey relies on when it kills it.

use std::fs;

use anyhow::Result;
use tests::browser::ServerProcess;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The status line of `GET /healthz`, or `None` when nobody answers.
async fn health(server: &ServerProcess) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).await.ok()?;
    stream.write_all(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    answer.lines().next().map(str::to_owned)
}

#[tokio::test]
async fn a_killed_server_comes_back_at_the_same_address() -> Result<()> {
    let data = tempfile::tempdir()?;
    let mut server = ServerProcess::start(data.path()).await?;
    let address = server.url("/");
    assert_eq!(health(&server).await.as_deref(), Some("HTTP/1.0 200 OK"));

    server.kill().await?;
    assert_eq!(health(&server).await, None);

    server.start_again().await?;
    assert_eq!(server.url("/"), address);
    assert_eq!(health(&server).await.as_deref(), Some("HTTP/1.0 200 OK"));
    Ok(())
}

#[tokio::test]
async fn a_stopped_server_ends_well_and_its_folder_can_be_used_by_its_other_commands() -> Result<()> {
    let data = tempfile::tempdir()?;
    let mut server = ServerProcess::start(data.path()).await?;
    server.stop().await?;
    assert!(fs::metadata(data.path().join("office/office.db"))?.is_file());
    server.command("rebuild-office", &[]).await?;
    Ok(())
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why() -> Result<()> {
    let data = tempfile::tempdir()?;
    let file = data.path().join("not-a-folder");
    fs::write(&file, "")?;
    let refusal =
        ServerProcess::start(&file).await.err().map(|error| format!("{error:#}")).unwrap_or_default();
    assert!(refusal.contains("not-a-folder"), "{refusal}");
    Ok(())
}
