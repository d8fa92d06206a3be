//! One tab at a time holds the replica.

use anyhow::Result;
use tests::browser::{Profile, at_test};

use crate::accessible::look;
use crate::commune::Commune;

#[tokio::test]
async fn a_second_tab_says_so_and_can_take_over() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let first = phone.tab().await?;
    phone.new_tab().await?;
    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for(at_test("other-tab")).await?;
    look(&phone, "phone-other-tab").await?;
    phone.click(at_test("take-over")).await?;
    phone.wait_for(at_test("order")).await?;
    phone.switch_to(&first).await?;
    phone.wait_for(at_test("other-tab")).await
}
