//! A server that does as it is told, one step a request.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::client::{
    Body, Client, ClientBuilder, Error, PerRequest, RequestOptions, RetryBudget, RetryPolicy,
    Transport, TransportError, TransportFuture,
};
use bindery_runtime::http;
use http::{HeaderMap, Request, Response};

use crate::sample::operations::{CreateGroupRequest, ShowGroupRequest};
use crate::support::{group, to_json};

/// What comes of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// A reply with that status; with 200, the body is a group.
    Status(u16),
    /// The same with a header.
    With(u16, &'static str, &'static str),
    /// No connection comes about.
    Unreached,
    /// The connection breaks.
    Broken,
    /// Nothing, ever.
    Silence,
}

/// A transport that takes one step a request, and keeps the requests.
#[derive(Clone, Default)]
pub(crate) struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    seen: Arc<Mutex<Vec<Request<Body>>>>,
}

impl Script {
    pub(crate) fn new(steps: &[Step]) -> Self {
        let script = Self::default();
        script.steps.lock().unwrap().extend(steps);
        script
    }

    /// A client of it that repeats requests, each second at the latest.
    pub(crate) fn client(&self) -> ClientBuilder {
        let policy = RetryPolicy::new(3).budget(RetryBudget::new(0.0, 100));
        ClientBuilder::new("http://sample.example")
            .basic("basicAuth", "ann".to_owned(), "s3cret".to_owned())
            .retry(policy.most_delay(Duration::from_secs(1)))
            .transport(self.clone())
    }

    /// How many requests came.
    pub(crate) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// The values of a header, a request each.
    pub(crate) fn headers(&self, name: &str) -> Vec<Option<String>> {
        let value = |headers: &HeaderMap| Some(headers.get(name)?.to_str().unwrap().to_owned());
        let seen = self.seen.lock().unwrap();
        seen.iter()
            .map(|request| value(request.headers()))
            .collect()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        self.seen.lock().unwrap().push(request);
        let step = self.steps.lock().unwrap().pop_front().unwrap();
        Box::pin(async move {
            let (status, header) = match step {
                Step::Status(status) => (status, None),
                Step::With(status, name, value) => (status, Some((name, value))),
                Step::Unreached => return Err(TransportError::connect("nobody listens")),
                Step::Broken => return Err(TransportError::new("the line went dead")),
                Step::Silence => std::future::pending().await,
            };
            let mut response = Response::builder().status(status);
            if let Some((name, value)) = header {
                response = response.header(name, value);
            }
            let body = match status {
                200 => Body::from(to_json(&group(1))),
                _ => Body::empty(),
            };
            Ok(response.body(body).unwrap())
        })
    }
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    Status(u16),
    Timeout,
    Failed,
}

fn end<T, E>(result: Result<bindery_runtime::client::ResponseValue<T>, Error<E>>) -> End {
    match result {
        Ok(value) => End::Status(value.status().as_u16()),
        Err(Error::Timeout) => End::Timeout,
        Err(error) => error
            .status()
            .map_or(End::Failed, |status| End::Status(status.as_u16())),
    }
}

/// Reads, which is safe to repeat.
pub(crate) async fn read(client: &Client) -> End {
    read_with(client, &RequestOptions::new()).await
}

pub(crate) async fn read_with(client: &Client, options: &RequestOptions) -> End {
    end(client.send_with(&ShowGroupRequest::new(1), options).await)
}

/// Writes, which isn't.
pub(crate) async fn write_with(client: &Client, options: &RequestOptions) -> End {
    let request = CreateGroupRequest::new(group(200));
    end(client.send_with(&request, options).await)
}

pub(crate) fn options() -> RequestOptions {
    RequestOptions::new().timeout(Duration::from_secs(20))
}
