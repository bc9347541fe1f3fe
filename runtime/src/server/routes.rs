//! The operations of a router.

use std::sync::Arc;

use super::authorize::{authorize, missing};
use super::builder::RouterBuilder;
use super::context::Context;
use super::endpoint::Endpoint;
use super::handler::Handler;
use super::rejection::Rejection;
use super::route::{Answer, Incoming, Route, answer};
use super::security::SecuritySchemes;

/// The operations of a service `S` whose callers are known by the schemes `Z`.
pub struct Routes<S, Z> {
    service: Arc<S>,
    schemes: Arc<Z>,
    routes: Vec<Route>,
}

impl<S: Send + Sync + 'static, Z: Send + Sync + 'static> Routes<S, Z> {
    /// No operations yet. Where none of them looks at credentials, there are no schemes either: `()`.
    pub fn new(service: S, schemes: Z) -> Self {
        Self {
            service: Arc::new(service),
            schemes: Arc::new(schemes),
            routes: Vec::new(),
        }
    }

    /// Adds an operation that anyone may use. Of two with the same method and path, the first counts.
    #[must_use]
    pub fn open<R: Endpoint, H>(self, handler: H) -> Self
    where
        H: for<'s> Handler<'s, S, (), R> + Copy + 'static,
    {
        let service = Arc::clone(&self.service);
        self.route::<R>(Box::new(move |incoming| {
            let service = Arc::clone(&service);
            Box::pin(async move { respond(&*service, handler, (), incoming).await })
        }))
    }

    /// Adds an operation that only known callers may use. Of two with the same method and path, the first counts.
    #[must_use]
    pub fn secured<R: Endpoint, H>(self, handler: H) -> Self
    where
        Z: SecuritySchemes,
        H: for<'s> Handler<'s, S, Z::Principal, R> + Copy + 'static,
    {
        let (service, schemes) = (Arc::clone(&self.service), Arc::clone(&self.schemes));
        self.route::<R>(Box::new(move |incoming| {
            let (service, schemes) = (Arc::clone(&service), Arc::clone(&schemes));
            Box::pin(async move {
                let principal = authorize(&*schemes, &incoming.head, R::INFO).await?;
                let principal = principal.ok_or_else(|| missing::<Z>(R::INFO))?;
                respond(&*service, handler, principal, incoming).await
            })
        }))
    }

    /// Adds an operation that knows its callers if they show credentials. Wrong ones are refused all the same. Of two
    /// with the same method and path, the first counts.
    #[must_use]
    pub fn optionally_secured<R: Endpoint, H>(self, handler: H) -> Self
    where
        Z: SecuritySchemes,
        H: for<'s> Handler<'s, S, Option<Z::Principal>, R> + Copy + 'static,
    {
        let (service, schemes) = (Arc::clone(&self.service), Arc::clone(&self.schemes));
        self.route::<R>(Box::new(move |incoming| {
            let (service, schemes) = (Arc::clone(&service), Arc::clone(&schemes));
            Box::pin(async move {
                let principal = authorize(&*schemes, &incoming.head, R::INFO).await?;
                respond(&*service, handler, principal, incoming).await
            })
        }))
    }

    /// Starts the router of them.
    pub fn builder(self) -> RouterBuilder {
        RouterBuilder::new(self.routes)
    }

    fn route<R: Endpoint>(mut self, answer: Box<dyn Fn(Incoming) -> Answer + Send + Sync>) -> Self {
        self.routes.push(Route::new(R::INFO, answer));
        self
    }
}

/// Has a request that may come in decoded and answered.
async fn respond<S, P, R, H>(
    service: &S,
    handler: H,
    principal: P,
    incoming: Incoming,
) -> Result<axum::response::Response, Rejection>
where
    R: Endpoint,
    H: for<'s> Handler<'s, S, P, R>,
{
    let head = incoming.answering();
    let (cx, request): (Context<P>, R) = incoming.read(principal).await?;
    answer::<R>(head, handler.answer(service, cx, request).await)
}

impl<S, Z> std::fmt::Debug for Routes<S, Z> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let operations = self.routes.iter().map(|route| route.operation.id);
        f.debug_list().entries(operations).finish()
    }
}
