//! Connects [`Auth`] to the emitted router.

use crate::auth::{Auth, Caller};
use crate::bindings::server::{
    Authenticator, BasicCredentials, BearerToken, Denied, SecurityContext,
};

impl Authenticator for Auth {
    type Principal = Caller;

    async fn basic_auth(
        &self,
        _cx: &SecurityContext<'_>,
        credentials: BasicCredentials,
    ) -> Result<Caller, Denied> {
        let caller = self.basic(&credentials.user, &credentials.password).await?;
        caller.ok_or_else(|| Denied::unauthorized("The user or the password is wrong."))
    }

    async fn bearer_auth(
        &self,
        _cx: &SecurityContext<'_>,
        token: BearerToken,
    ) -> Result<Caller, Denied> {
        let caller = self.bearer(token.as_str()).await?;
        caller.ok_or_else(|| Denied::unauthorized("The access token is wrong."))
    }
}
