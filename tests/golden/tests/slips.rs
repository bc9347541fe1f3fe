//! Descriptions with slips: what no header can carry leaves an operation as secured as it was, and what comes without a
//! media type is read all the same.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::slips::Client;
use bindery_goldens::slips::operations::*;
use bindery_goldens::slips::server::*;
use bindery_goldens::slips::types::{Flame, Lantern, ShowLampOkBody, Torch};
use bindery_runtime::Body;

struct Lamps;

impl Api for Lamps {
    type Principal = ();

    async fn list_lamps(
        &self,
        _: Context<()>,
        request: ListLampsRequest,
    ) -> Result<Body, Failure<ListLampsError>> {
        Ok(Body::from(request.x_room.unwrap_or_default()))
    }

    async fn see_lamp(
        &self,
        _: Context<()>,
        _: SeeLampRequest,
    ) -> Result<(), Failure<SeeLampError>> {
        Ok(())
    }

    async fn show_lamp(
        &self,
        _: Context<()>,
        request: ShowLampRequest,
    ) -> Result<ShowLampOkBody, Failure<ShowLampError>> {
        assert_eq!(request.id, 7);
        let torch = Torch::new("pitch");
        Ok(Lantern::new(Flame::Torch(torch)).into())
    }
}

struct Auth;

fn shown(cx: &SecurityContext<'_>, header: &str) -> Result<(), Denied> {
    match cx.headers().contains_key(header) {
        true => Ok(()),
        false => Err(Denied::unauthorized("nothing is shown")),
    }
}

impl Authenticator for Auth {
    type Principal = ();

    async fn house(&self, cx: &SecurityContext<'_>) -> Result<(), Denied> {
        shown(cx, "x-house")
    }

    async fn gate(&self, cx: &SecurityContext<'_>) -> Result<(), Denied> {
        shown(cx, "x-gate")
    }

    fn combine(&self, (): (), (): ()) -> Result<(), Denied> {
        Ok(())
    }
}

#[tokio::test]
async fn a_scheme_that_does_not_say_how_it_is_shown_is_asked_for_all_the_same() {
    let lamps = || Client::builder("http://lamps").transport(router(Lamps, Auth));
    let stranger = lamps().build().unwrap();
    let refused = stranger.list_lamps().send().await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 401);
    let at_the_door = lamps().house("x-house", "k").build().unwrap();
    assert!(at_the_door.list_lamps().send().await.is_ok());
    let refused = at_the_door.show_lamp(7).send().await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 401);
}

#[tokio::test]
async fn what_stands_under_no_media_type_is_json() {
    let inside = Client::builder("http://lamps")
        .transport(router(Lamps, Auth))
        .house("x-house", "k")
        .gate("x-gate", "k")
        .build()
        .unwrap();
    let found = inside.show_lamp(7).send().await.unwrap().into_inner();
    let ShowLampOkBody::Lantern(lantern) = found else {
        panic!("{found:?}");
    };
    assert!(matches!(lantern.flame, Flame::Torch(_)));
}
