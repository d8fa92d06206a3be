//! What an iPhone is told, by its name alone: nothing here is tried on one.

use anyhow::Result;
use serde_json::json;
use tests::browser::{Browser, Profile, Screen, at_css, at_test};

use crate::accessible::look;
use crate::commune::{Commune, at_the_office, open_order};

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/// What Safari says of an app that was opened from the home screen, and a share sheet that keeps what it is
/// given.
const ON_THE_HOME_SCREEN: &str = "
    Object.defineProperty(navigator, 'standalone', { value: true });
    navigator.canShare = () => true;
    navigator.share = async ({ files }) => { window.shared = files.map((file) => [file.name, file.size]); };
";

#[tokio::test]
async fn an_iphone_installs_before_a_code_is_used_up_and_shares_the_copy_of_its_work() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.devtools("Emulation.setUserAgentOverride", json!({ "userAgent": IPHONE })).await?;
    let code = commune.code().await?;
    phone.goto(&commune.server.url(&format!("/#/enrol/{code}"))).await?;
    phone.wait_for_text(at_test("install-code"), &code).await?;
    look(&phone, "phone-iphone-install").await?;
    phone.click(at_test("install-anyway")).await?;
    phone.click(at_test("enrol-submit")).await?;
    phone.wait_for(at_test("order")).await?;
    phone.wait_for(at_test("tab-forgets")).await?;
    at_the_office(&phone).await?;
    look(&phone, "phone-iphone-tab").await?;

    phone.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": ON_THE_HOME_SCREEN })).await?;
    phone.reload().await?;
    open_order(&phone).await?;
    assert_eq!(phone.count(at_test("tab-forgets")).await?, 0);
    commune.server.stop().await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_css("[data-test=status][data-state=saved]")).await?;
    phone.click(at_test("tab-to-send")).await?;
    phone.click(at_test("save-copy")).await?;
    phone.click(at_test("copy-share")).await?;
    phone.wait_for_script("return window.shared?.length === 1 && window.shared[0][1] > 100").await
}
