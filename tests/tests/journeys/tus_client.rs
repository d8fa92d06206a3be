//! A client of the uploads that nobody here wrote, in its default settings.

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use tests::browser::{Browser, Profile, Screen};

use crate::commune::Commune;
use crate::picture;

const PHOTO_BYTES: usize = 20 << 20;

/// Enrols as a phone, makes a photo so large (comments in a JPEG, ISO 10918-1, B.2.4.5), sends it, breaks off
/// at the first bytes, goes on as the client does by itself, and fetches what the office then has.
const UPLOAD: &str = "
    const [code, small, size] = arguments;
    const done = arguments[arguments.length - 1];
    const hex = async (bytes) => Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
        .map((byte) => byte.toString(16).padStart(2, '0')).join('');
    (async () => {
        const asked = JSON.stringify({ code, device_name: 'tus-js-client' });
        const headers = { 'content-type': 'application/json' };
        const { token } = await (await fetch('/phone/v1/devices', { method: 'POST', headers, body: asked })).json();
        const jpeg = Uint8Array.from(atob(small), (letter) => letter.charCodeAt(0));
        const photo = new Uint8Array(size);
        photo.set(jpeg.subarray(0, 2));
        let at = 2;
        for (let left = size - jpeg.length; left > 0;) {
            let length = Math.min(left, 65537);
            if (left > length && left - length < 4) { length -= 4; }
            photo.set([0xFF, 0xFE, (length - 2) >> 8, (length - 2) & 0xFF], at);
            at += length;
            left -= length;
        }
        photo.set(jpeg.subarray(2), at);
        const sha256 = await hex(photo);
        const blob = new Blob([photo]);
        const settings = {
            endpoint: '/phone/v1/photos',
            headers: { authorization: `Bearer ${token}` },
            metadata: { sha256, filename: 'photo.jpg' },
        };
        let offsets = [];
        await new Promise((broken, failed) => {
            const upload = new tus.Upload(blob, {
                ...settings,
                onProgress: (sent) => { if (sent > 0) { upload.abort().then(broken, failed); } },
                onSuccess: () => failed('it was not broken off'),
                onError: failed,
            });
            upload.start();
        });
        await new Promise((received, failed) => {
            const upload = new tus.Upload(blob, { ...settings, onSuccess: received, onError: failed });
            upload.findPreviousUploads().then((before) => {
                offsets.push(before.length);
                upload.resumeFromPreviousUpload(before[0]);
                upload.start();
            }).catch(failed);
        });
        const at_office = await fetch(`/phone/v1/photos/${sha256}`, { headers: { authorization: `Bearer ${token}` } });
        const back = await hex(await at_office.arrayBuffer());
        done({ status: at_office.status, same: back === sha256, before: offsets[0] });
    })().catch((error) => done(String(error)));
";

#[tokio::test]
async fn another_client_uploads_twenty_megabytes_by_its_default_settings_and_goes_on_after_a_break()
-> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let page = Browser::start(&profile, Screen::Desk).await?;
    page.goto(&commune.server.url("/office/sign-in")).await?;
    let small = BASE64.encode(picture::on_its_side()?);
    let arguments = vec![json!(commune.code().await?), json!(small), json!(PHOTO_BYTES)];
    let told = page.script_with_tus(UPLOAD, arguments).await?;
    ensure!(told == json!({ "status": 200, "same": true, "before": 1 }), "{told}");
    // It asks what the server can do, as any client may.
    let asked = "return fetch('/phone/v1/photos', { method: 'OPTIONS' }).then((answer) => answer.headers.get('tus-version'))";
    ensure!(page.script(asked).await? == Value::from("1.0.0"));
    page.close().await
}
