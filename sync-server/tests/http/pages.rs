//! What is not the API: files, counts, and the headers that keep pages safe.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use insta::assert_snapshot;
use shared::wire::ChangeBytes;
use shared::work_order::WorkOrderCommand;

use crate::hostile_bodies::Scene;
use crate::photos::jpeg;
use crate::test_office::TestOffice;

/// An office whose phone app is two files.
async fn office() -> TestOffice {
    let office = TestOffice::open().await;
    let folder = office.data().join("phone");
    std::fs::create_dir_all(folder.join("app")).unwrap();
    std::fs::write(folder.join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(folder.join("app/start.js"), "start()").unwrap();
    office
}

#[tokio::test]
async fn the_phone_app_is_served_with_headers_that_let_nothing_else_in() {
    let office = office().await;
    assert_snapshot!(office.get("/").await, @r#"
    200 OK
    cache-control: no-cache, no-transform
    content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    content-type: text/html; charset=utf-8
    cross-origin-opener-policy: same-origin
    etag: "fe26c59e91ac8de694b2531dc3bdc1b7faf471d3d7e4e00870af60f5f22897cb-plain"
    permissions-policy: camera=(self), geolocation=(), microphone=()
    referrer-policy: same-origin
    vary: accept-encoding
    x-content-type-options: nosniff
    <!doctype html>
    "#);
    assert_snapshot!(office.get("/app/start.js").await, @r#"
    200 OK
    cache-control: public, max-age=31536000, immutable, no-transform
    content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    content-type: text/javascript; charset=utf-8
    cross-origin-opener-policy: same-origin
    etag: "0c89bb5894ba64a0d87b9a852cfcbe87824523d068979426602e7b9addc56f4d-plain"
    permissions-policy: camera=(self), geolocation=(), microphone=()
    referrer-policy: same-origin
    vary: accept-encoding
    x-content-type-options: nosniff
    start()
    "#);
}

#[tokio::test]
async fn the_phone_app_is_packed_as_the_browser_takes_it_and_as_the_build_left_it() {
    let office = office().await;
    let folder = office.data().join("phone/app");
    std::fs::write(folder.join("start.js.br"), "brotli").unwrap();
    std::fs::write(folder.join("start.js.gz"), "gzip").unwrap();
    std::fs::write(folder.join("old.js"), "plain").unwrap();
    std::fs::write(folder.join("old.js.gz"), "gzip").unwrap();
    let mut table = String::new();
    for (path, accepted) in [
        ("/app/start.js", "gzip, deflate, br, zstd"),
        ("/app/start.js", "gzip, deflate"),
        ("/app/start.js", "br;q=0, gzip;q=0.5"),
        ("/app/start.js", "identity"),
        ("/app/old.js", "br, gzip"),
        ("/app/old.js", "br"),
    ] {
        let request = Request::get(path).header("accept-encoding", accepted).body(Body::empty()).unwrap();
        let answer = office.stream(request).await;
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (coding, kind) = (header("content-encoding"), header("content-type").unwrap());
        assert_eq!(
            (kind.as_str(), header("vary").as_deref()),
            ("text/javascript; charset=utf-8", Some("accept-encoding"))
        );
        let body = axum::body::to_bytes(answer.into_body(), 100).await.unwrap();
        table += &format!("{path} {accepted}: {coding:?} {}\n", String::from_utf8_lossy(&body));
    }
    assert_snapshot!(table, @r#"
    /app/start.js gzip, deflate, br, zstd: Some("br") brotli
    /app/start.js gzip, deflate: Some("gzip") gzip
    /app/start.js br;q=0, gzip;q=0.5: Some("gzip") gzip
    /app/start.js identity: None start()
    /app/old.js br, gzip: Some("gzip") gzip
    /app/old.js br: None plain
    "#);
}

#[tokio::test]
async fn a_file_that_is_not_there_and_a_path_out_of_the_folder_are_not_found() {
    let office = office().await;
    assert_snapshot!(office.get("/nothing.js").await, @r#"
    404 Not Found
    content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    cross-origin-opener-policy: same-origin
    permissions-policy: camera=(self), geolocation=(), microphone=()
    referrer-policy: same-origin
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 404,
      "title": "There is nothing at this address.",
      "type": "urn:guichet:problem:not-found"
    }
    "#);
    for path in ["/../server.db", "/app/../../server.db", "/..%2fserver.db", "/%00", "//server.db", "/app"] {
        let answer = office.get(path).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}: {answer}");
    }
}

#[tokio::test]
async fn office_pages_carry_a_guard_too() {
    let page = office().await.get("/office/sign-in").await;
    for name in [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "permissions-policy",
        "cache-control",
    ] {
        assert!(page.header(name).is_some(), "{name}: {page}");
    }
}

#[tokio::test]
async fn the_server_says_that_it_is_well() {
    let answer = office().await.get("/healthz").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_slice()), (200, b"ok\n".as_slice()));
}

#[tokio::test]
async fn what_is_done_is_counted() {
    let mut scene = Scene::open().await;
    let mut work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    work.changes.push(ChangeBytes(b"rubbish".to_vec()));
    scene.office.sync(&mut scene.phone, vec![work]).await;
    scene.office.post_sync(&scene.phone, "rubbish").await;
    let photo = jpeg(1);
    scene.office.upload(&scene.phone, shared::Sha256::of(&photo), &photo).await;
    scene.office.get("/nothing.js").await;
    let told = String::from_utf8(scene.office.get_from("127.0.0.1", "/metrics").await.body).unwrap();
    let (engine, counted): (Vec<&str>, Vec<&str>) =
        told.lines().filter(|line| !line.starts_with("guichet_request_milliseconds_total")).partition(
            |line| ["engine", "feed", "commit", "disk", "behind"].iter().any(|word| line.contains(word)),
        );
    assert_snapshot!(counted.join("\n"), @r#"
    # TYPE guichet_syncs_total counter
    guichet_syncs_total 2
    # TYPE guichet_changes_accepted_total counter
    guichet_changes_accepted_total 1
    # TYPE guichet_changes_refused_total counter
    guichet_changes_refused_total 1
    # TYPE guichet_photos_received_total counter
    guichet_photos_received_total 1
    # TYPE guichet_event_streams gauge
    guichet_event_streams 0
    # TYPE guichet_connections gauge
    guichet_connections 0
    # TYPE guichet_body_bytes gauge
    guichet_body_bytes 0
    # TYPE guichet_requests_total counter
    guichet_requests_total{route="(files)",status="4xx"} 1
    guichet_requests_total{route="/phone/v1/devices",status="2xx"} 1
    guichet_requests_total{route="/phone/v1/photos",status="2xx"} 1
    guichet_requests_total{route="/phone/v1/photos/uploads/{sha256}",status="2xx"} 1
    guichet_requests_total{route="/phone/v1/sync",status="2xx"} 2
    guichet_requests_total{route="/phone/v1/sync",status="4xx"} 1
    # TYPE guichet_request_milliseconds_total counter
    "#);
    let named =
        |name: &str| engine.iter().find_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok());
    assert_eq!((named("guichet_engine_running"), named("guichet_engine_queue")), (Some(1), Some(0)));
    assert_eq!(named("guichet_last_commit_seconds"), Some(1_800_000_000));
    let end = scene.office.app.engine.read(|store| store.feed_end()).await.unwrap();
    assert_eq!(named("guichet_feed_position"), Some(end.0));
    assert!(named("guichet_disk_free_bytes").is_some_and(|free| free > 0), "{engine:?}");
}

#[tokio::test]
async fn what_is_counted_is_told_to_this_machine_only() {
    let office = office().await;
    for (address, status) in [
        ("127.0.0.1", 200),
        ("::1", 200),
        ("::ffff:127.0.0.1", 200),
        ("192.0.2.7", 404),
        ("2001:db8::1", 404),
    ] {
        assert_eq!(office.get_from(address, "/metrics").await.status.as_u16(), status, "{address}");
    }
    assert_eq!(office.get("/metrics").await.status.as_u16(), 404, "from nobody knows where");
    for name in ["x-forwarded-for", "forwarded"] {
        let peer = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000)));
        let request = Request::get("/metrics").header(name, "192.0.2.1").extension(peer);
        let answer = office.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_u16(), 404, "brought by a proxy nobody named");
    }
}

#[tokio::test]
async fn a_server_that_lost_a_file_says_that_it_is_not_well() {
    for name in ["server.db", "office/office.db", "photos"] {
        let office = office().await;
        let (place, away) = (office.data().join(name), office.data().join("away"));
        std::fs::rename(&place, &away).unwrap();
        let answer = office.get("/healthz").await;
        assert_eq!(answer.status.as_u16(), 503, "{answer}");
        assert!(String::from_utf8(answer.body).unwrap().starts_with(&format!("{name} is not in its place")));
        std::fs::rename(&away, &place).unwrap();
        assert_eq!(office.get("/healthz").await.status.as_u16(), 200);
    }
}

#[tokio::test]
async fn a_server_whose_engine_has_stopped_says_that_it_is_not_well() {
    let office = office().await;
    // An engine stops for good when its thread does.
    let dying = office.app.engine.write(|_| -> Result<(), _> { panic!("as a defect would") }).await;
    assert!(dying.is_err());
    while office.app.engine.status().is_running() {
        tokio::task::yield_now().await;
    }
    let answer = office.get("/healthz").await;
    assert_eq!(answer.status.as_u16(), 503, "{answer}");
    assert_eq!(answer.body, b"the engine has stopped. The log says why.\n");
    assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "the log knows it by this number");
    let told = String::from_utf8(office.get_from("127.0.0.1", "/metrics").await.body).unwrap();
    assert!(told.contains("guichet_engine_running 0\n"), "{told}");
}

#[tokio::test]
async fn another_method_is_not_an_error_of_the_server() {
    let office = office().await;
    for (method, path) in
        [("DELETE", "/"), ("PUT", "/phone/v1/sync"), ("POST", "/healthz"), ("TRACE", "/office")]
    {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let answer = office.send(request).await;
        assert!(answer.status.is_client_error(), "{method} {path}: {answer}");
    }
}
