//! A service that takes callers for something else than its authenticator does.

use bindery_compile_fail::server::{self, Authenticator, BearerToken, Denied, SecurityContext};
use bindery_compile_fail::Service;

struct Staff;

impl Authenticator for Staff {
    type Principal = u64;

    async fn staff_token(
        &self,
        _cx: &SecurityContext<'_>,
        _token: BearerToken,
    ) -> Result<u64, Denied> {
        Ok(7)
    }
}

fn main() {
    let _router = server::router(Service, Staff);
}
