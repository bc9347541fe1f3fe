//! An authenticator that knows nothing of one of the description's security schemes.

use bindery_compile_fail::server::Authenticator;

struct Staff;

impl Authenticator for Staff {
    type Principal = String;
}

fn main() {}
