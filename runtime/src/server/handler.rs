//! What answers an operation.

use super::context::Context;
use super::endpoint::Endpoint;
use super::failure::Failure;

/// What answers the requests `R` of callers `P`: a method of the service `S`, which may borrow the service for as long
/// as it takes.
///
/// It stands for all `Fn(&'s S, Context<P>, R) -> F` with the right `F`, so that a path such as `S::list_groups` is
/// enough, with no closure and no future of its own.
pub trait Handler<'s, S: 's, P, R: Endpoint>: Send + Sync {
    /// The answer that is on its way.
    type Answer: Future<Output = Result<R::Success, Failure<R::Error>>> + Send + 's;

    /// Starts to answer.
    fn answer(&self, service: &'s S, cx: Context<P>, request: R) -> Self::Answer;
}

impl<'s, S, P, R, H, F> Handler<'s, S, P, R> for H
where
    S: 's,
    R: Endpoint,
    H: Fn(&'s S, Context<P>, R) -> F + Send + Sync,
    F: Future<Output = Result<R::Success, Failure<R::Error>>> + Send + 's,
{
    type Answer = F;

    fn answer(&self, service: &'s S, cx: Context<P>, request: R) -> F {
        self(service, cx, request)
    }
}
