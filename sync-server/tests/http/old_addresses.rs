//! Where phones spoke in versions before this one.

use axum::body::Body;
use axum::http::{Method, Request};

use crate::hostile_bodies::Scene;

/// Every address of before answers that the app is to be updated, whoever asks and whatever they bring.
#[tokio::test]
async fn an_app_of_before_is_told_to_update_and_nothing_else() {
    let mut scene = Scene::open().await;
    let work = scene.phone.does(&mut scene.order, shared::work_order::WorkOrderCommand::Start);
    let asked = scene.phone.request(vec![work]).encode();
    let upload = format!("/api/v1/photos/uploads/{}", shared::Sha256::of(b"photo"));
    for (method, path) in [
        (Method::POST, "/api/v1/devices"),
        (Method::POST, "/api/v1/sync"),
        (Method::GET, "/api/v1/events"),
        (Method::OPTIONS, "/api/v1/photos"),
        (Method::POST, "/api/v1/photos"),
        (Method::HEAD, upload.as_str()),
        (Method::PATCH, upload.as_str()),
        (Method::DELETE, upload.as_str()),
        (Method::GET, "/api/v1/anything"),
    ] {
        for bearer in ["", "Bearer unknown"] {
            let request = Request::builder().method(&method).uri(path).header("authorization", bearer);
            let answer = scene.office.send(request.body(Body::from(asked.clone())).unwrap()).await;
            assert_eq!(answer.status.as_u16(), 410, "{method} {path}: {answer}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
            if method != Method::HEAD {
                let said: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
                assert_eq!(said["type"], "urn:guichet:problem:other-address");
                assert!(said["title"].as_str().unwrap().ends_with("Update the app."), "{said}");
            }
        }
    }
    let store = scene.office.app.engine.read(|store| store.refused_count()).await.unwrap();
    assert_eq!(store, 0, "nothing of it was looked at");
}
