//! A router that lets everybody in.

use bindery_compile_fail::{Service, server};

fn main() {
    let _router = server::router(Service);
}
