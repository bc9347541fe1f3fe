//! The `bindery` command.

/// Emitting makes and drops millions of small tokens, in several threads at once; the system's allocator takes a third
/// of the time for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    bindery::cli::main()
}
