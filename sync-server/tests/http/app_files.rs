//! The phone app's files: the ways they travel.

use std::fs;

use axum::body::Body;
use axum::http::{Method, Request};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use shared::Sha256;

use crate::answer::Answer;
use crate::test_office::TestOffice;

/// A file of the app, large enough to be worth a difference: `screen` is what one version has and not the others.
fn content(screen: &str) -> Vec<u8> {
    let noise = (0..20_000_u32).flat_map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes());
    noise.chain(screen.bytes()).collect()
}

/// Puts a version of the app into the office's folder, in place of the one before, and has the differences made, as
/// a server that starts does.
fn serve_version(office: &mut TestOffice, version: &str, screen: &str) {
    let folder = office.data().join("phone");
    drop(fs::remove_dir_all(&folder));
    let place = folder.join("app").join(version);
    fs::create_dir_all(&place).unwrap();
    fs::write(folder.join("index.html"), "<!doctype html>").unwrap();
    fs::write(place.join("page.js"), content(screen)).unwrap();
    fs::write(place.join("page.js.br"), vec![0; 70_000]).unwrap();
    office.app.differences = Default::default();
    office.app.differences.prepare(office.data(), &office.app.phone).unwrap();
}

async fn get(office: &TestOffice, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    office.send(request.body(Body::empty()).unwrap()).await
}

fn named(content: &[u8]) -> String {
    format!(":{}:", BASE64.encode(Sha256::of(content).0))
}

#[tokio::test]
async fn what_changed_travels_to_a_browser_that_has_an_earlier_version() {
    let mut office = TestOffice::open().await;
    serve_version(&mut office, "v1", "one");
    let first =
        get(&office, Method::GET, "/app/v1/page.js", &[("accept-encoding", "gzip, br, zstd, dcb, dcz")])
            .await;
    assert_eq!(first.header("content-encoding"), Some("br"));
    assert_eq!(first.header("use-as-dictionary"), Some("match=\"/app/*/page.js\""));
    assert_eq!(first.header("vary"), Some("accept-encoding, available-dictionary"));
    serve_version(&mut office, "v2", "two");
    let has = named(&content("one"));
    let asked = [("accept-encoding", "gzip, br, zstd, dcb, dcz"), ("available-dictionary", has.as_str())];
    let second = get(&office, Method::GET, "/app/v2/page.js", &asked).await;
    assert_eq!(second.header("content-encoding"), Some("dcz"));
    assert_eq!(second.header("use-as-dictionary"), Some("match=\"/app/*/page.js\""));
    assert_eq!(second.header("content-length").unwrap(), second.body.len().to_string());
    assert!(second.body.len() < 1_000, "{} bytes", second.body.len());
    let mut decoder =
        zstd::stream::Decoder::with_ref_prefix(&second.body[40..], &*content("one").leak()).unwrap();
    let mut read = Vec::new();
    std::io::Read::read_to_end(&mut decoder, &mut read).unwrap();
    assert!(read == content("two"));
    assert_eq!(first.header("etag"), Some("\"v1-br\""));
    // Differences from other versions are other bytes.
    let of_difference = format!("\"v2-dcz-{}\"", Sha256::of(&content("one")));
    assert_eq!(second.header("etag"), Some(of_difference.as_str()));
}

#[tokio::test]
async fn an_unknown_dictionary_and_rubbish_get_the_whole_file() {
    let mut office = TestOffice::open().await;
    serve_version(&mut office, "v1", "one");
    serve_version(&mut office, "v2", "two");
    let has = named(&content("one"));
    for (accepted, offered, expected) in [
        ("br, dcz", named(b"never served").as_str(), Some("br")),
        ("br, dcz", "rubbish", Some("br")),
        ("br, dcz", ":AAAA:", Some("br")),
        ("br", &has, Some("br")),
        ("br, dcb", &has, Some("br")),
        ("dcz;q=0, br", &has, Some("br")),
        ("identity", &has, None),
        ("dcz", &has, Some("dcz")),
        // The same file at the address of another version.
        ("br, dcz", named(&content("two")).as_str(), Some("dcz")),
    ] {
        let asked = [("accept-encoding", accepted), ("available-dictionary", offered)];
        let answer = get(&office, Method::GET, "/app/v2/page.js", &asked).await;
        assert_eq!(answer.header("content-encoding"), expected, "{accepted} {offered}");
        assert_eq!(answer.header("content-length").unwrap(), answer.body.len().to_string());
    }
}

#[tokio::test]
async fn a_restart_finds_its_differences_and_forgets_what_the_app_has_no_more() {
    let mut office = TestOffice::open().await;
    serve_version(&mut office, "v1", "one");
    serve_version(&mut office, "v2", "two");
    let kept = office.data().join("app/page.js");
    let (old, new) = (Sha256::of(&content("one")), Sha256::of(&content("two")));
    let made = fs::metadata(kept.join(format!("{old}-{new}.dcz"))).unwrap().modified().unwrap();
    fs::create_dir_all(office.data().join("app/gone.js")).unwrap();
    fs::write(kept.join("left.part"), "half").unwrap();
    serve_version(&mut office, "v2", "two");
    assert_eq!(fs::metadata(kept.join(format!("{old}-{new}.dcz"))).unwrap().modified().unwrap(), made);
    assert!(!office.data().join("app/gone.js").exists() && !kept.join("left.part").exists());
    let has = named(&content("one"));
    let asked = [("accept-encoding", "dcz"), ("available-dictionary", has.as_str())];
    assert_eq!(
        get(&office, Method::GET, "/app/v2/page.js", &asked).await.header("content-encoding"),
        Some("dcz")
    );
}

#[tokio::test]
async fn what_is_damaged_of_the_differences_is_made_again_or_left_out() {
    let mut office = TestOffice::open().await;
    serve_version(&mut office, "v1", "one");
    serve_version(&mut office, "v2", "two");
    let (old, new) = (Sha256::of(&content("one")), Sha256::of(&content("two")));
    let kept = office.data().join("app/page.js");
    let has = named(&content("one"));
    let asked = [("accept-encoding", "br, dcz"), ("available-dictionary", has.as_str())];
    // As a power cut leaves files, and a disk that rots.
    for damage in [&b""[..], b"rubbish", &[0; 64]] {
        fs::write(kept.join(format!("{old}-{new}.dcz")), damage).unwrap();
        fs::write(kept.join(new.to_string()), damage).unwrap();
        serve_version(&mut office, "v2", "two");
        let answer = get(&office, Method::GET, "/app/v2/page.js", &asked).await;
        assert_eq!(answer.header("content-encoding"), Some("dcz"));
        let mut decoder =
            zstd::stream::Decoder::with_ref_prefix(&answer.body[40..], &*content("one").leak()).unwrap();
        let mut read = Vec::new();
        std::io::Read::read_to_end(&mut decoder, &mut read).unwrap();
        assert!(read == content("two"));
    }
    fs::write(kept.join(old.to_string()), "rubbish").unwrap();
    serve_version(&mut office, "v2", "two");
    let answer = get(&office, Method::GET, "/app/v2/page.js", &asked).await;
    assert_eq!(answer.header("content-encoding"), Some("br"));
    assert!(!kept.join(old.to_string()).exists());
}

#[tokio::test]
async fn a_head_says_what_a_get_would_and_a_range_gets_all_of_it() {
    let mut office = TestOffice::open().await;
    serve_version(&mut office, "v1", "one");
    let br = [("accept-encoding", "br")];
    let (get_, head) = (
        get(&office, Method::GET, "/app/v1/page.js", &br).await,
        get(&office, Method::HEAD, "/app/v1/page.js", &br).await,
    );
    assert_eq!(head.headers, get_.headers);
    assert!(head.body.is_empty());
    assert_eq!(head.header("content-length"), Some("70000"));
    let ranged = [("accept-encoding", "br"), ("range", "bytes=0-9")];
    let whole = get(&office, Method::GET, "/app/v1/page.js", &ranged).await;
    assert_eq!((whole.status.as_u16(), whole.body.len()), (200, 70_000));
}

#[tokio::test]
async fn a_file_that_did_not_change_is_not_sent_again_and_a_packing_is_another_one() {
    let mut office = TestOffice::open().await;
    serve_version(&mut office, "v1", "one");
    for path in ["/", "/app/v1/page.js"] {
        let first = get(&office, Method::GET, path, &[]).await;
        let tag = first.header("etag").unwrap();
        for known in [tag.to_owned(), format!("\"other\", W/{tag}")] {
            let again = get(&office, Method::GET, path, &[("if-none-match", &known)]).await;
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path} {known}");
            assert_eq!(again.header("etag"), Some(tag));
            assert_eq!(again.header("vary"), first.header("vary"));
        }
        let other = get(&office, Method::GET, path, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.status.as_u16(), 200, "{path}");
    }
    let packed = [("accept-encoding", "br"), ("if-none-match", "\"v1-plain\"")];
    assert_eq!(get(&office, Method::GET, "/app/v1/page.js", &packed).await.status.as_u16(), 200);
}
