//! Typed headers.

use bindery_goldens::answers::operations::*;
use bindery_goldens::answers::server;
use bindery_goldens::answers::types::*;
use bindery_runtime::WithHeaders;
use bindery_runtime::axum::body::Body;
use bindery_runtime::http::Request;
use tower::ServiceExt;

use super::{Double, arrives, broken_lamps, is_caught, lamp, read};

fn headers() -> GetHeadersNoContentHeaders {
    GetHeadersNoContentHeaders {
        x_left: 1,
        x_since: lamp().since,
        x_colour: Some(Colour::Red),
        x_level: Some(Level::N1),
        x_colours: Some(vec![Colour::Red, Colour::Blue]),
        x_lamp: Some(Lamp::new(7, "desk")),
        x_spread: Some(Size {
            width: 4,
            unit: Some(SizeUnit::Cm),
        }),
        x_free: Some([("a".to_owned(), 1), ("b".to_owned(), 2)].into()),
        x_json: Some(lamp()),
    }
}

#[tokio::test]
async fn typed_headers() {
    arrives::<GetHeadersRequest>(Ok(WithHeaders::new((), headers()))).await;
    let error = |x_left, colour: &str| {
        let headers = GetHeadersNotFoundHeaders {
            x_left,
            x_colour: Some(colour.into()),
        };
        Err(GetHeadersError::NotFound(WithHeaders::new((), headers)))
    };
    arrives::<GetHeadersRequest>(error(1, "red")).await;

    is_caught::<GetHeadersRequest>(error(0, "red"), "header `X-Left`: must be at least 1").await;
    let unlisted =
        "header `X-Colour` has a value that isn't listed: `green` is none of `red` and `blue`";
    is_caught::<GetHeadersRequest>(error(1, "green"), unlisted).await;

    let is_caught = async |change: &dyn Fn(&mut GetHeadersNoContentHeaders), why: &str| {
        let mut headers = headers();
        change(&mut headers);
        is_caught::<GetHeadersRequest>(Ok(WithHeaders::new((), headers)), why).await;
    };
    is_caught(&|it| it.x_left = 0, "header `X-Left`: must be at least 1").await;
    is_caught(&|it| it.x_colour = Some("green".into()), unlisted).await;
    let unlisted = "header `X-Level` has a value that isn't listed: `3` is none of `1` and `2`";
    is_caught(&|it| it.x_level = Some(3.into()), unlisted).await;
    let none = || Some(Size::new(0));
    let why = "header `X-Spread`: /width: must be at least 1";
    is_caught(&|it| it.x_spread = none(), why).await;
    let parted = || Some(Lamp::new(7, "a,b"));
    let why = "header `X-Lamp` can't be written: the member `name` holds `,`, which parts members";
    is_caught(&|it| it.x_lamp = parted(), why).await;
    let parted = || Some([("a=b".to_owned(), 1)].into());
    let why = "header `X-Free` can't be written: the key `a=b` holds `=`, which ends keys";
    is_caught(&|it| it.x_free = parted(), why).await;
    let many = || Some(vec![Colour::Red; 3]);
    let why = "header `X-Colours`: must have at most 2 items";
    is_caught(&|it| it.x_colours = many(), why).await;
    let mixed = || Some(vec![Colour::Red, "green".into()]);
    let why = "header `X-Colours` has a value that isn't listed: `green`";
    is_caught(&|it| it.x_colours = mixed(), why).await;
    for (lamp, pointer, message) in broken_lamps() {
        let (plain, json) = match pointer {
            "" => (
                format!("`X-Lamp` has a value that isn't listed: {message}"),
                format!("`X-Json` can't be written as JSON: {message}"),
            ),
            pointer => (
                format!("`X-Lamp`: {pointer}: {message}"),
                format!("`X-Json`: {pointer}: {message}"),
            ),
        };
        is_caught(&|it| it.x_lamp = Some(lamp.clone()), &plain).await;
        is_caught(&|it| it.x_json = Some(lamp.clone()), &json).await;
    }

    let left = ("x-left", "1");
    for (headers, said) in [
        (vec![], "X-Left : "),
        (vec![("x-left", "none")], "X-Left : "),
        (vec![left, ("x-since", "now")], "X-Since : "),
        (vec![left, ("x-level", "high")], "X-Level : "),
        (vec![left, ("x-lamp", "id,x,name,a")], "X-Lamp : "),
        (vec![left, ("x-lamp", "id,7")], "X-Lamp : "),
        (vec![left, ("x-spread", "unit=cm")], "X-Spread : "),
        (vec![left, ("x-spread", "width=a")], "X-Spread : "),
        (vec![left, ("x-free", "a=b")], "X-Free : "),
        (vec![left, ("x-json", "{")], "X-Json : "),
        (
            vec![left, ("x-json", r#"{"id":"x","name":"a"}"#)],
            "X-Json /id: ",
        ),
    ] {
        let told = read::<GetHeadersRequest>(204, &headers, "").await;
        assert!(told.starts_with(said), "{headers:?}: {told}");
    }
    let said = read::<GetHeadersRequest>(404, &[("x-left", "none")], "").await;
    assert!(said.starts_with("X-Left : "), "{said}");
}

#[tokio::test]
async fn objects_in_headers_are_spread_where_the_description_says_so() {
    let answer = Ok(WithHeaders::new((), headers()));
    let router = server::router(Double::answering::<GetHeadersRequest>(answer));
    let request = Request::get("/headers").body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.headers()["x-spread"], "width=4,unit=cm");
    assert_eq!(response.headers()["x-free"], "a=1,b=2");
}
