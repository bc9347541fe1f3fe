//! Answers that break their promise, in every medium: a server catches its handler, and a client says of an answer that it
//! can't read where that is wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod bodies;
mod headers;
#[path = "../log/mod.rs"]
mod log;
mod parts;
mod streams;

use std::any::Any;
use std::fmt::Debug;
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
use bindery_runtime::{Body as Bytes, Lines, Operation, WithHeaders};
use tower::ServiceExt;

/// A handler of everything, which answers what the test has laid out.
#[derive(Clone)]
struct Double(Arc<Mutex<Option<Box<dyn Any + Send>>>>);

impl Double {
    fn answering<R>(answer: Result<R::Success, R::Error>) -> Self
    where
        R: Operation<Success: Send + 'static, Error: Send + 'static>,
    {
        log::listen();
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
    get_lines(GetLinesRequest) -> Lines<Lamp>, GetLinesError;
    get_bytes(GetBytesRequest) -> Bytes, GetBytesError;
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

/// Sees that a server which checks its handler's answers doesn't let this one out, and that its log says why.
async fn is_caught<R>(answer: Result<R::Success, R::Error>, why: &str)
where
    R: Operation<Success: Answer, Error: Answer>,
{
    log::told();
    let shown = format!("{answer:?}");
    let router = server::builder(Double::answering::<R>(answer));
    let router = router.validate_responses(true).build();
    let request = Request::get(R::INFO.path).body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let log = log::told();
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
