//! A scheme that has a name and no description: the server's authenticator decides, the client sends a header.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::undescribed_schemes::Client;
use bindery_goldens::undescribed_schemes::operations::*;
use bindery_goldens::undescribed_schemes::server::*;

struct House;

impl Api for House {
    type Principal = ();

    async fn list_doors(
        &self,
        _: Context<()>,
        _: ListDoorsRequest,
    ) -> Result<(), Failure<ListDoorsError>> {
        Ok(())
    }

    async fn open_door(
        &self,
        _: Context<()>,
        _: OpenDoorRequest,
    ) -> Result<(), Failure<OpenDoorError>> {
        Ok(())
    }
}

struct Auth;

impl Authenticator for Auth {
    type Principal = ();

    async fn house_token(&self, cx: &SecurityContext<'_>) -> Result<(), Denied> {
        let shown = cx.headers().get("x-house");
        match shown.is_some_and(|token| token == "s3cret") {
            true => Ok(()),
            false => Err(Denied::unauthorized("unknown")),
        }
    }

    async fn key(&self, _: &SecurityContext<'_>, _: ApiKey) -> Result<(), Denied> {
        Ok(())
    }

    fn combine(&self, (): (), (): ()) -> Result<(), Denied> {
        Ok(())
    }
}

#[tokio::test]
async fn only_those_whom_the_authenticator_knows_are_let_in() {
    let house = || Client::builder("http://house").transport(router(House, Auth));
    let stranger = house().build().unwrap();
    let refused = stranger.list_doors().send().await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 401);
    let known = house()
        .house_token("x-house", "s3cret")
        .key("k")
        .build()
        .unwrap();
    assert_eq!(known.list_doors().send().await.unwrap().status(), 204);
    assert_eq!(known.open_door().send().await.unwrap().status(), 204);
}
