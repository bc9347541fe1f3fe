//! Emits the bindings of `spec/groups.yaml` into `OUT_DIR`, for the service to be built on.

use std::process::ExitCode;

use bindery::build_script::Bindings;

/// What makes `generated/` anew.
const REFRESH: &str = "cargo run --release -p bindery -- generate spec/groups.yaml -o generated";

fn main() -> ExitCode {
    Bindings::of("spec/groups.yaml")
        .checked_in("generated")
        .refreshed_by(REFRESH)
        .emit()
}
