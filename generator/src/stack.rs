//! Work on a stack of its own: stages go down a description level by level, and the stack they are called on, a build
//! script's or a test's, may be small.

use std::thread::{self, Builder, Scope, ScopedJoinHandle};

/// The stack: enough for the deepest description that is read, also where nothing is optimized. Only what is used of
/// it takes memory.
const SIZE: usize = 64 * 1024 * 1024;

/// Runs some work on a stack of its own, and waits for it.
///
/// # Errors
/// The system gives no thread, or the work panicked.
pub(crate) fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    thread::scope(|scope| join(spawn(scope, work)?))
}

/// Starts some work on a stack of its own.
///
/// # Errors
/// The system gives no thread.
pub(crate) fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, String> {
    Builder::new()
        .stack_size(SIZE)
        .spawn_scoped(scope, work)
        .map_err(|error| error.to_string())
}

/// What the work gave.
///
/// # Errors
/// It panicked.
pub(crate) fn join<T>(thread: ScopedJoinHandle<'_, T>) -> Result<T, String> {
    thread.join().map_err(|_| "a thread stopped".to_owned())
}
