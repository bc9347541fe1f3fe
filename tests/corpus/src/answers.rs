//! The handler that every operation has: it answers with a response of the description's, read by the generated client.

use std::any::Any;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use bindery_runtime::OperationInfo;
use bindery_runtime::axum::body::Body;
use bindery_runtime::axum::response::Response;
use bindery_runtime::client::{Call, ClientBuilder, Error};
use bindery_runtime::http::{HeaderValue, StatusCode};
use bindery_runtime::server::{Context, Endpoint, Failure, Rejection, RequestHead};
use bindery_samples::{Judges, Sampler, Towards};
use serde_json::Value;

use crate::operation::{DEFAULT, Operation};
use crate::raw::{RawResponse, response};
use crate::transports::Canned;

/// What a server answers, and what it was asked.
pub(crate) struct Stage {
    pub(crate) root: Arc<Value>,
    pub(crate) judges: Judges,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What the next answer is; `None`: a random one.
    next: Option<RawResponse>,
    /// The last request.
    seen: Option<Box<dyn Any + Send>>,
    /// Why the last answer wasn't given.
    fault: Option<String>,
    /// The seed of the next random answer.
    seed: u64,
}

impl Stage {
    pub(crate) fn new(root: Arc<Value>) -> Self {
        Self {
            root,
            judges: Judges::default(),
            state: Mutex::default(),
        }
    }

    pub(crate) fn answer_with(&self, response: RawResponse) {
        self.with(|state| state.next = Some(response));
    }

    /// The last request, if there was one since this was asked.
    pub(crate) fn take<R: 'static>(&self) -> Option<R> {
        let seen = self.with(|state| state.seen.take());
        seen.and_then(|seen| seen.downcast().ok()).map(|seen| *seen)
    }

    /// Why the last answer wasn't given, if it wasn't.
    pub(crate) fn fault(&self) -> Option<String> {
        self.with(|state| state.fault.take())
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The next answer; where none is set, a random success.
    fn next<R: Endpoint>(&self) -> Option<RawResponse> {
        let (next, seed) = self.with(|state| {
            state.seed += 1;
            (state.next.clone(), state.seed)
        });
        next.or_else(|| {
            let wanted = |status: StatusCode| status.is_success() || status.is_redirection();
            self.random(R::INFO, wanted, seed)
        })
    }

    /// The answer to what the router refuses: an error as the operation documents it, of the rejection's own status, or
    /// else of the one that stands for any other; where there is none of these, or the fault is the server's, the router's
    /// own.
    /// The reason stands in a header, letters only.
    pub(crate) fn reject(&self, rejection: Rejection, head: &RequestHead) -> Response {
        let reason = rejection.detail().unwrap_or_default();
        let reason: String = reason.chars().filter(char::is_ascii_graphic).collect();
        let refused = head
            .operation()
            .filter(|_| rejection.status().is_client_error());
        let documented = refused.and_then(|operation| {
            let statuses = [
                rejection.status(),
                StatusCode::BAD_REQUEST,
                StatusCode::UNPROCESSABLE_ENTITY,
                DEFAULT,
            ];
            let mut answers = statuses
                .iter()
                .map(|status| self.random(operation, |it| it == *status, 0));
            answers.find_map(|answer| answer?.to_http())
        });
        let mut response = match documented {
            Some(response) => {
                response.map(|body| Body::from(body.as_bytes().cloned().unwrap_or_default()))
            }
            None => rejection.into_response(),
        };
        if let Ok(reason) = HeaderValue::from_str(&reason) {
            response.headers_mut().insert("x-reason", reason);
        }
        response
    }

    fn random(
        &self,
        operation: &OperationInfo,
        wanted: impl Fn(StatusCode) -> bool,
        seed: u64,
    ) -> Option<RawResponse> {
        let operation = Operation::find(&self.root, operation)?;
        let mut sampler = Sampler::new(&self.root, Towards::Client, seed);
        (0..100).find_map(|_| response(operation, &wanted, &mut sampler))
    }
}

/// What the client makes of a response.
pub(crate) async fn read<R: Call>(
    request: &R,
    response: RawResponse,
) -> Result<Result<R::Success, R::Error>, Error<R::Error>> {
    let client = ClientBuilder::new("http://localhost")
        .transport(Canned(response))
        .build();
    let Ok(client) = client else {
        return Err(Error::Timeout);
    };
    match client.send(request).await {
        Ok(value) => Ok(Ok(value.into_inner())),
        Err(Error::Api(error)) => Ok(Err(error.into_body())),
        Err(other) => Err(other),
    }
}

/// Answers a request.
pub(crate) async fn answer<R>(
    stage: &Arc<Stage>,
    _: Context<()>,
    request: R,
) -> Result<R::Success, Failure<R::Error>>
where
    R: Call + Endpoint + Sync,
    R::Success: Send,
    R::Error: Send + Debug,
{
    let response = stage
        .next::<R>()
        .ok_or_else(|| Failure::internal("no response can be made"))?;
    let result = read(&request, response).await;
    stage.with(|state| state.seen = Some(Box::new(request)));
    match result {
        Ok(Ok(success)) => Ok(success),
        Ok(Err(error)) => Err(Failure::documented(error)),
        Err(error) => {
            let fault = format!("the response can't be read: {error:?}");
            stage.with(|state| state.fault = Some(fault.clone()));
            Err(Failure::internal(fault))
        }
    }
}
