//! The bindings of `tests/golden/positive/promises.yaml`, and a service that keeps all its promises: what stands in
//! `broken/` differs from it by what it breaks.

#![expect(
    missing_docs,
    reason = "the bindings are documented, and what stands here is what users write"
)]

include!("../golden/positive/promises/src/bindings.rs");

use operations::{AddLampError, AddLampRequest, ShowLampError, ShowLampRequest};
use server::{BearerToken, Context, Denied, Failure, SecurityContext};
use types::{Lamp, Problem};

pub struct Service;

impl server::Api for Service {
    type Principal = String;

    async fn add_lamp(
        &self,
        _cx: Context<String>,
        request: AddLampRequest,
    ) -> Result<Lamp, Failure<AddLampError>> {
        Ok(Lamp::new(7, request.body.name))
    }

    async fn show_lamp(
        &self,
        cx: Context<String>,
        request: ShowLampRequest,
    ) -> Result<Lamp, Failure<ShowLampError>> {
        if request.tenant != *cx.principal() {
            return Err(ShowLampError::NotFound(Problem::new("no such lamp")).into());
        }
        Ok(Lamp::new(request.lamp_id, "Desk lamp"))
    }
}

pub struct Staff;

impl server::Authenticator for Staff {
    type Principal = String;

    async fn staff_token(
        &self,
        _cx: &SecurityContext<'_>,
        token: BearerToken,
    ) -> Result<String, Denied> {
        Ok(token.as_str().to_owned())
    }
}

/// What both ends look like where nothing is broken.
pub fn kept(client: &client::Client) -> bindery_runtime::axum::Router {
    let _call = client.show_lamp(7, "acme");
    server::router(Service, Staff)
}
