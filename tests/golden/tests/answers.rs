//! Answers that break their promise, in every medium: a server catches its handler, and a client says of an answer that it
//! can't read where that is wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::any::Any;
use std::fmt::Debug;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use bindery_goldens::answers::client::Client;
use bindery_goldens::answers::operations::*;
use bindery_goldens::answers::server::{self, Context, Failure};
use bindery_goldens::answers::types::*;
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::Body;
use bindery_runtime::chrono::NaiveDate;
use bindery_runtime::client::{Call, Error};
use bindery_runtime::http::{HeaderMap, HeaderName, Request, Response, StatusCode};
use bindery_runtime::server::ErrorOutput;
use bindery_runtime::{File, Operation, WithHeaders};
use tower::ServiceExt;

/// A handler of everything, which answers what the test has laid out.
#[derive(Clone)]
struct Double(Arc<Mutex<Option<Box<dyn Any + Send>>>>);

impl Double {
    fn answering<R>(answer: Result<R::Success, R::Error>) -> Self
    where
        R: Operation<Success: Send + 'static, Error: Send + 'static>,
    {
        Self(Arc::new(Mutex::new(Some(Box::new(answer)))))
    }

    fn answer<R>(&self, _: R) -> Result<R::Success, Failure<R::Error>>
    where
        R: Operation<Success: 'static, Error: ErrorOutput + 'static>,
    {
        let answer = self.0.lock().unwrap().take().expect("one is laid out");
        let answer = answer.downcast::<Result<R::Success, R::Error>>();
        (*answer.expect("of this operation")).map_err(Failure::documented)
    }
}

macro_rules! handlers {
    ($($name:ident($request:ident) -> $success:ty, $error:ident;)*) => {
        impl server::Api for Double {
            $(async fn $name(&self, _: Context<()>, request: $request) -> Result<$success, Failure<$error>> {
                self.answer(request)
            })*
        }
    };
}

handlers! {
    get_number(GetNumberRequest) -> i64, GetNumberError;
    get_motto(GetMottoRequest) -> String, GetMottoError;
    get_form(GetFormRequest) -> Lamp, GetFormError;
    get_xml(GetXmlRequest) -> Lamp, GetXmlError;
    get_parts(GetPartsRequest) -> Parts, GetPartsError;
    get_headers(GetHeadersRequest) -> WithHeaders<(), GetHeadersNoContentHeaders>, GetHeadersError;
}

fn client(router: Router) -> Client {
    let client = Client::builder("http://answers.test").transport(router);
    client.build().unwrap()
}

/// Has an answer travel from the handler to the client, and sees that it arrives as it was.
async fn arrives<R>(answer: Result<R::Success, R::Error>)
where
    R: Call<Success: Answer, Error: Answer> + Default,
{
    let router = server::builder(Double::answering::<R>(answer.clone()));
    let router = router.validate_responses(true).build();
    let got = match client(router).send(&R::default()).await {
        Ok(value) => Ok(value.into_inner()),
        Err(Error::Api(error)) => Err(error.into_body()),
        Err(error) => panic!("{error}"),
    };
    assert_eq!(got, answer);
}

trait Answer: Clone + Debug + PartialEq + Send + 'static {}

impl<T: Clone + Debug + PartialEq + Send + 'static> Answer for T {}

/// What a server tells its log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Sees that a server which checks its handler's answers doesn't let this one out, and that its log says why.
async fn is_caught<R>(answer: Result<R::Success, R::Error>, why: &str)
where
    R: Operation<Success: Answer, Error: Answer>,
{
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone());
    let _guard = tracing::subscriber::set_default(subscriber.with_ansi(false).finish());
    let shown = format!("{answer:?}");
    let router = server::builder(Double::answering::<R>(answer));
    let router = router.validate_responses(true).build();
    let request = Request::get(R::INFO.path).body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_eq!(response.status(), 500, "{shown}: {log}");
    assert!(log.contains(why), "{shown}: {log}");
}

/// What a client says of an answer from any server: where it is wrong, and what is wrong there.
async fn read<R>(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> String
where
    R: Call<Success: Debug, Error: Debug> + Default,
{
    let names = headers.iter().map(|(name, value)| {
        let name: HeaderName = name.parse().unwrap();
        (name, value.parse().unwrap())
    });
    let (headers, body): (HeaderMap, Vec<u8>) = (names.collect(), body.into());
    let answer = move || async move {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        *response.headers_mut() = headers;
        response
    };
    match client(Router::new().fallback(answer))
        .send(&R::default())
        .await
    {
        Err(Error::Decode(error)) => {
            assert_eq!(error.status(), status);
            let header = error.header().map(|name| format!("{name} "));
            let header = header.unwrap_or_default();
            format!("{header}{}: {}", error.pointer(), error.message())
        }
        other => panic!("{other:?}"),
    }
}

fn lamp() -> Lamp {
    Lamp {
        since: NaiveDate::from_ymd_opt(2024, 2, 29),
        colour: Some(Colour::Blue),
        level: Some(Level::N2),
        sizes: Some(vec![1, 2]),
        ..Lamp::new(7, "d&sk")
    }
}

/// Lamps that break a rule each: where in the lamp, which is told where that is known, and what is said of it.
fn broken_lamps() -> [(Lamp, &'static str, &'static str); 5] {
    let name = Lamp::new(7, "too long");
    let sizes = Lamp {
        sizes: Some(vec![1, 2, 3]),
        ..lamp()
    };
    let colour = Lamp {
        colour: Some("green".into()),
        ..lamp()
    };
    let level = Lamp {
        level: Some(3.into()),
        ..lamp()
    };
    [
        (Lamp::new(0, "desk"), "/id", "must be at least 1"),
        (name, "/name", "must have at most 5 characters"),
        (sizes, "/sizes", "must have at most 2 items"),
        (colour, "", "`green` is none of `red` and `blue`"),
        (level, "", "`3` is none of `1` and `2`"),
    ]
}

/// What the log says of such a lamp, which stands in the body at `place`.
fn of_body(place: &str, pointer: &str, message: &str) -> String {
    match pointer {
        "" => message.to_owned(),
        pointer => format!("body at `{place}{pointer}`: {message}"),
    }
}

#[tokio::test]
async fn text() {
    arrives::<GetNumberRequest>(Ok(1)).await;
    arrives::<GetNumberRequest>(Err(GetNumberError::NotFound(Colour::Red))).await;
    arrives::<GetMottoRequest>(Ok("1 < 2".to_owned())).await;

    is_caught::<GetNumberRequest>(Ok(0), "body: must be at least 1").await;
    let error = GetNumberError::NotFound("green".into());
    is_caught::<GetNumberRequest>(Err(error), "`green` is none of `red` and `blue`").await;
    let long = Ok("onwards".to_owned());
    is_caught::<GetMottoRequest>(long, "body: must have at most 5 characters").await;

    let said = read::<GetNumberRequest>(200, &[], "one").await;
    assert_eq!(said, r#": invalid type: string "one", expected i64"#);
    let said = read::<GetMottoRequest>(200, &[], [0xff]).await;
    assert_eq!(said, ": the text isn't UTF-8");
}

#[tokio::test]
async fn forms() {
    arrives::<GetFormRequest>(Ok(lamp())).await;
    arrives::<GetFormRequest>(Err(GetFormError::NotFound(Problem::new(1)))).await;

    for (lamp, pointer, message) in broken_lamps() {
        is_caught::<GetFormRequest>(Ok(lamp), &of_body("", pointer, message)).await;
    }
    let error = GetFormError::NotFound(Problem::new(0));
    is_caught::<GetFormRequest>(Err(error), "body at `/code`: must be at least 1").await;

    for (form, said) in [
        ("id=x&name=a", "/id: "),
        ("id=7", ": "),
        ("id=7&name=a&since=now", "/since: "),
        ("id=7&name=a&level=high", "/level: "),
        ("id=7&name=a&sizes=1&sizes=x", "/sizes/1: "),
        ("id=7&name=a&id=8", "/id: "),
    ] {
        let told = read::<GetFormRequest>(200, &[], form).await;
        assert!(told.starts_with(said), "{form}: {told}");
    }
    let said = read::<GetFormRequest>(404, &[], "code=none").await;
    assert!(said.starts_with("/code: "), "{said}");
}

#[tokio::test]
async fn xml() {
    arrives::<GetXmlRequest>(Ok(lamp())).await;
    arrives::<GetXmlRequest>(Err(GetXmlError::NotFound(Problem::new(1)))).await;

    for (lamp, pointer, message) in broken_lamps() {
        is_caught::<GetXmlRequest>(Ok(lamp), &of_body("", pointer, message)).await;
    }
    let error = GetXmlError::NotFound(Problem::new(0));
    is_caught::<GetXmlRequest>(Err(error), "body at `/code`: must be at least 1").await;

    let lamp = |inside: &str| format!("<Lamp><id>7</id>{inside}</Lamp>");
    for (document, said) in [
        ("<Lamp><id>x</id><name>a</name></Lamp>".to_owned(), "/id: "),
        (lamp(""), ": "),
        (lamp("<name>a</name><since>now</since>"), "/since: "),
        (lamp("<name>a</name><level>high</level>"), "/level: "),
        (
            lamp("<name>a</name><sizes>1</sizes><sizes>x</sizes>"),
            "/sizes/1: ",
        ),
        (lamp("<name>a</Name>"), ": "),
    ] {
        let told = read::<GetXmlRequest>(200, &[], document.as_str()).await;
        assert!(told.starts_with(said), "{document}: {told}");
    }
    let said = read::<GetXmlRequest>(404, &[], "<Problem><code>none</code></Problem>").await;
    assert!(said.starts_with("/code: "), "{said}");
}

/// A form in parts of these contents, each behind its name and what else its head says.
fn parts(contents: &[(&str, &str)]) -> String {
    let parts = contents.iter().map(|(head, content)| {
        format!("--b\r\nContent-Disposition: form-data; name={head}\r\n\r\n{content}\r\n")
    });
    format!("{}--b--\r\n", parts.collect::<String>())
}

#[tokio::test]
async fn forms_in_parts() {
    let whole = Parts {
        colour: Some(Colour::Red),
        lamp: Some(lamp()),
        files: Some(vec![File::new("b").named("b.txt").of_type("text/plain")]),
        ..Parts::new(7, File::new(&b"\xff"[..]).named("a").of_type("a/b"))
    };
    arrives::<GetPartsRequest>(Ok(whole.clone())).await;
    arrives::<GetPartsRequest>(Err(GetPartsError::NotFound(Problem::new(1)))).await;

    for (lamp, pointer, message) in broken_lamps() {
        let why = of_body("/lamp", pointer, message);
        let parts = Parts {
            lamp: Some(lamp),
            ..whole.clone()
        };
        is_caught::<GetPartsRequest>(Ok(parts), &why).await;
    }
    let none = Parts::new(0, "");
    is_caught::<GetPartsRequest>(Ok(none), "body at `/id`: must be at least 1").await;
    let files = Parts {
        files: Some(vec!["a".into(), "b".into()]),
        ..whole.clone()
    };
    is_caught::<GetPartsRequest>(Ok(files), "body at `/files`: must have at most 1 item").await;
    let colour = Parts {
        colour: Some("green".into()),
        ..whole
    };
    is_caught::<GetPartsRequest>(Ok(colour), "`green` is none of `red` and `blue`").await;
    let error = GetPartsError::NotFound(Problem::new(0));
    is_caught::<GetPartsRequest>(Err(error), "body at `/code`: must be at least 1").await;

    let head = [("content-type", "multipart/form-data; boundary=b")];
    let (id, file) = (("id", "7"), ("file; filename=f", "f"));
    for (form, said) in [
        (parts(&[("id", "x"), file]), "/id: "),
        (parts(&[id]), ": "),
        (
            parts(&[id, file, ("lamp", r#"{"id":1,"name":2}"#)]),
            "/lamp/name: ",
        ),
        (parts(&[id, file, ("lamp", "{")]), "/lamp: "),
        ("--b\r\n\r\n--b--".to_owned(), ": "),
    ] {
        let told = read::<GetPartsRequest>(200, &head, form.as_str()).await;
        assert!(told.starts_with(said), "{form}: {told}");
    }
    let said = read::<GetPartsRequest>(404, &head, parts(&[("code", "none")])).await;
    assert!(said.starts_with("/code: "), "{said}");
    let said = read::<GetPartsRequest>(200, &[], parts(&[id, file])).await;
    assert!(said.starts_with(": "), "{said}");

    // It is read whole, as far as the client's limit goes.
    let large = Parts::new(7, vec![0xff; 1000]);
    let router = server::router(Double::answering::<GetPartsRequest>(Ok(large)));
    let client = Client::builder("http://answers.test").transport(router);
    let client = client.most_reply_bytes(1000).build().unwrap();
    let Err(Error::Decode(error)) = client.get_parts().send().await else {
        panic!("more than a thousand bytes");
    };
    assert_eq!(error.message(), "the body has more than 1000 bytes");
}

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
