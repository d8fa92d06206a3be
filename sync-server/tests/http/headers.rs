//! The headers that keep what is answered safe, on every kind of answer.

use axum::body::Body;
use axum::http::Request;
use shared::Role;
use shared::work_order::WorkOrderCommand;
use sync_server::domains::addresses;

use crate::answer::Answer;
use crate::hostile_bodies::Scene;
use crate::photos::jpeg;

/// What every answer to a browser carries.
const FOR_BROWSERS: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(self), geolocation=(), microphone=()"),
];

async fn get(scene: &Scene, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path).header("cookie", cookie);
    scene.office.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_headers_that_keep_it_safe() {
    let mut scene = Scene::open().await;
    let photo = jpeg(1);
    let name = shared::Sha256::of(&photo);
    scene.office.upload(&scene.phone, name, &photo).await;
    std::fs::create_dir_all(scene.office.data().join("phone")).unwrap();
    std::fs::write(scene.office.data().join("phone/index.html"), "<!doctype html>").unwrap();
    let cookie = scene.office.session_as(Role::Supervisor).await;
    let photo = format!("/office/photos/{name}");
    let order = format!("/office/work-orders/{}", scene.order.id());
    let kinds = [
        ("a page", order.as_str(), 200, "default-src 'none'; script-src 'self'; ", "no-store"),
        (
            "an asset",
            "/office/assets/office.css",
            200,
            "default-src 'none'; ",
            "public, max-age=31536000, immutable",
        ),
        ("a photo", &photo, 200, "default-src 'none'; sandbox", "private, max-age=43200, immutable"),
        ("a table", "/office/history.csv", 200, "default-src 'none'; ", "no-store"),
        ("an address for writing only", "/office/sign-out", 404, "default-src 'none'; ", "no-store"),
        ("a page that is not there", "/office/nothing", 404, "default-src 'none'; ", "no-store"),
        ("a page one may not see", "/office/people/new", 403, "default-src 'none'; ", "no-store"),
        ("a page of nobody's", "/office/work-orders/0", 404, "default-src 'none'; ", "no-store"),
        (
            "the phone app",
            "/",
            200,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ",
            "no-cache, no-transform",
        ),
        ("a file that is not there", "/nothing.js", 404, "default-src 'none'; ", ""),
        ("a word that all is well", "/healthz", 200, "default-src 'none'; ", ""),
    ];
    for (kind, path, status, policy, cached) in kinds {
        let answer = get(&scene, path, &cookie).await;
        assert_eq!(answer.status.as_u16(), status, "{kind}: {answer}");
        for (header, value) in FOR_BROWSERS {
            assert_eq!(answer.header(header), Some(value), "{header} of {kind}");
        }
        let found = answer.header("content-security-policy").unwrap();
        assert!(found.starts_with(policy) && !found.contains("unsafe-inline"), "{kind}: {found}");
        assert_eq!(answer.header("cache-control").unwrap_or_default(), cached, "{kind}");
    }
    // Phones pay for every byte, and run nothing of what they get.
    let work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let asked = scene.phone.request(vec![work]).encode();
    for answer in [
        scene.office.post_sync(&scene.phone, asked).await,
        scene.office.post_sync(&scene.phone, "rubbish").await,
        scene.office.photo(&scene.phone, name).await,
        scene.office.get("/phone/v1/events").await,
    ] {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{answer}");
        assert_eq!(answer.header("set-cookie"), None, "{answer}");
    }
}

#[tokio::test]
async fn no_page_has_a_script_or_a_style_written_into_it() {
    let scene = Scene::open().await;
    let cookie = scene.office.session_as(Role::Administrator).await;
    let pages = addresses().filter(|(method, path)| {
        *method == axum::http::Method::GET && !path.ends_with("events") && !path.contains("{")
    });
    let mut paths: Vec<String> = pages.map(|(_, path)| path.to_owned()).collect();
    paths.push(format!("/office/work-orders/{}", scene.order.id()));
    paths.push("/office/nothing".to_owned());
    for path in paths {
        let answer = get(&scene, &path, &cookie).await;
        let page = String::from_utf8(answer.body).unwrap();
        for inline in [" style=", "<style", "<script>", "javascript:", " onclick=", " onload=", " onsubmit="]
        {
            assert!(!page.contains(inline), "{inline} in {path}");
        }
        for script in page.split("<script").skip(1) {
            assert!(script.trim_start().starts_with("src=\"/office/assets/"), "{path}: {script:.60}");
        }
    }
}
