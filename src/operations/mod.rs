//! The nine operations. Each checks the role, does its work on the store, and says which documented answer that is.

pub(crate) mod count;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
mod representation;
pub(crate) mod show;
pub(crate) mod update;

use crate::address::Address;
use crate::auth::Caller;
use crate::bindings::server::Context;

/// A request came past the layer that notes its address, which is a mistake in this program.
#[derive(Debug, thiserror::Error)]
#[error("the request has no address; the layers are missing around the router")]
pub(crate) struct NoAddress;

/// The address that the request was sent to.
fn address(cx: &Context<Caller>) -> Result<&Address, NoAddress> {
    cx.extensions().get().ok_or(NoAddress)
}
