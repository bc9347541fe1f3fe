//! Putting a router together.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use tower::{Layer, Service};

use super::dispatch::Dispatcher;
use super::endpoint::Endpoint;
use super::head::RequestHead;
use super::rejection::Rejection;
use super::route::Route;
use super::serve::{Hook, Settings};
use crate::form::incoming::FORM_MEMORY;

/// How many bytes a request's body may have: 2 MiB, as in axum.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// What makes a router of an API's operations.
pub struct RouterBuilder {
    routes: Vec<Route>,
    body_limit: usize,
    form_memory: usize,
    time_limit: Option<Duration>,
    checks_answers: bool,
    refuses_read_only: bool,
    hook: Option<Hook>,
}

impl RouterBuilder {
    /// A router of these operations.
    pub(super) fn new(routes: Vec<Route>) -> Self {
        Self {
            routes,
            body_limit: BODY_LIMIT,
            form_memory: FORM_MEMORY,
            time_limit: None,
            checks_answers: cfg!(debug_assertions),
            refuses_read_only: false,
            hook: None,
        }
    }

    /// Takes the requests of an operation at another path than the description's: a webhook's or a callback's, say,
    /// whose path is the receiver's to choose. The path stands for itself; it has no parameters.
    #[must_use]
    pub fn at<R: Endpoint>(mut self, path: impl Into<String>) -> Self {
        let path = path.into();
        for route in self.routes_of::<R>() {
            route.path = Some(path.clone());
        }
        self
    }

    /// Adds the operations of another router, whose settings don't count. Of two with the same method and path, the first
    /// counts. So different services can answer for different tags.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self
    }

    /// How many bytes a request's body may have. Default: 2 MiB. Bodies that a handler reads piece by piece have no
    /// limit but the handler's.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// How many bytes the body of an operation's request may have, whatever others may. It holds for a body that the
    /// handler reads piece by piece too: reading it ends with an error, and if that is what the handler ends with, the
    /// caller gets a 413.
    #[must_use]
    pub fn body_limit_for<R: Endpoint>(mut self, bytes: usize) -> Self {
        for route in self.routes_of::<R>() {
            route.limits.body = Some(bytes);
        }
        self
    }

    /// How many bytes of a form in parts (`multipart/form-data`) are kept in memory: those of its files, and as many again
    /// of its fields. Default: 2 MiB. A form may have more, if its body may ([`Self::body_limit_for`]): files that have no
    /// place in memory are put into a temporary file without a name, in the folder that the system has for these
    /// ([`std::env::temp_dir`]), from which [`File::body`](crate::File::body) reads them; the file goes with the request's
    /// last [`File`](crate::File). Fields that have no place are a 413.
    #[must_use]
    pub fn form_memory(mut self, bytes: usize) -> Self {
        self.form_memory = bytes;
        self
    }

    /// How long a request may take, from when its head is there to when its answer begins. A body that hasn't come in
    /// by then is a 408, a handler that hasn't answered is stopped, and its caller gets a 503. Default: no limit.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// How long an operation's requests may take, whatever others may; `None`: as long as they like.
    #[must_use]
    pub fn time_limit_for<R: Endpoint>(mut self, limit: Option<Duration>) -> Self {
        for route in self.routes_of::<R>() {
            route.limits.time = Some(limit);
        }
        self
    }

    /// Puts a layer around an operation. It sees the operation's requests before they are checked, and all that is
    /// answered, rejections included. Of several, the last is outermost. Layers around all operations go around the router
    /// that [`Self::build`] makes.
    #[must_use]
    pub fn layer_for<R, L>(mut self, layer: L) -> Self
    where
        R: Endpoint,
        L: Layer<axum::routing::Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        for route in self.routes_of::<R>() {
            let layer = layer.clone();
            route
                .layers
                .push(Box::new(move |router: Router| router.layer(layer)));
        }
        self
    }

    /// Whether what handlers answer is held against the description, as requests always are. An answer that breaks its
    /// rules is a bare 500, and logged. Default: in builds with debug assertions.
    #[must_use]
    pub fn validate_responses(mut self, validate: bool) -> Self {
        self.checks_answers = validate;
        self
    }

    /// Whether a request that has a read-only property is refused (422). Default: no, the property is passed over, so that
    /// what was read can be sent back as it is.
    #[must_use]
    pub fn refuse_read_only(mut self, refuse: bool) -> Self {
        self.refuses_read_only = refuse;
        self
    }

    /// Gives rejections the API's own shape. Headers that a rejection must have (`Allow`, `WWW-Authenticate`) are
    /// added to what `hook` makes of it, unless they are there. Default: [`Rejection::into_response`].
    #[must_use]
    pub fn rejections<F, A>(mut self, hook: F) -> Self
    where
        F: Fn(Rejection, &RequestHead) -> A + Send + Sync + 'static,
        A: IntoResponse,
    {
        self.hook = Some(Box::new(move |rejection, head| {
            hook(rejection, head).into_response()
        }));
        self
    }

    fn routes_of<R: Endpoint>(&mut self) -> impl Iterator<Item = &mut Route> {
        let routes = self.routes.iter_mut();
        routes.filter(|route| {
            std::ptr::eq(route.operation, R::INFO) || route.operation.id == R::INFO.id
        })
    }

    /// Makes the router. It can be nested in others, and layers can be put around it.
    pub fn build(self) -> Router {
        let settings = Settings {
            body_limit: self.body_limit,
            form_memory: self.form_memory,
            time_limit: self.time_limit,
            checks_answers: self.checks_answers,
            refuses_read_only: self.refuses_read_only,
            hook: self.hook,
        };
        let dispatcher = Arc::new(Dispatcher::new(self.routes, settings));
        Router::new().fallback(move |request: Request| {
            let dispatcher = Arc::clone(&dispatcher);
            async move { dispatcher.answer(request).await }
        })
    }
}

impl std::fmt::Debug for RouterBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let operations = self.routes.iter().map(|route| route.operation.id);
        f.debug_list().entries(operations).finish()
    }
}
