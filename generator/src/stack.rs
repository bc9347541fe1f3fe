//! Work on a stack of its own: stages go down a description level by level, and the stack they are called on, a build
//! script's or a test's, may be small.

use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};
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

/// Does some work on a stack of its own, and other work here meanwhile.
///
/// # Errors
/// As [`run`]'s, for the first; the other panicked, for the second.
pub(crate) fn beside<T: Send, U>(
    work: impl FnOnce() -> T + Send,
    meanwhile: impl FnOnce() -> U,
) -> (Result<T, String>, Result<U, String>) {
    thread::scope(|scope| {
        let thread = spawn(scope, work);
        let other = attempt(meanwhile);
        (thread.and_then(join), other)
    })
}

/// A piece of work for [`side_by_side`].
pub(crate) type Work<'w, T> = Box<dyn FnOnce() -> T + Send + 'w>;

/// Does several pieces of work, as many at a time as there are processors: more would only get in each other's way, and
/// the longest would end last. One of those who work is this thread, which has memory at hand that others must get first;
/// it had better have the room for any piece, as the others' stacks have. Begins the pieces in their order, so that the
/// longest should be first. Gives what became of each, in the same order.
///
/// # Errors
/// The system gives no thread, or some work panicked.
pub(crate) fn side_by_side<T: Send>(work: Vec<Work<'_, T>>) -> Result<Vec<T>, String> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let others = processors.min(work.len()).saturating_sub(1);
    let queue = Mutex::new(work.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let drain = || std::iter::from_fn(|| next().map(|(index, work)| (index, work()))).collect();
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let others = (0..others).map(|_| spawn(scope, drain));
        let others: Vec<_> = others.collect::<Result<_, _>>()?;
        let mut done: Vec<_> = attempt(drain)?;
        for other in others {
            done.extend(join(other)?);
        }
        Ok::<_, String>(done)
    })?;
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// Starts some work on a stack of its own.
///
/// # Errors
/// The system gives no thread.
fn spawn<'scope, T: Send + 'scope>(
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
fn join<T>(thread: ScopedJoinHandle<'_, T>) -> Result<T, String> {
    thread.join().map_err(|_| STOPPED.to_owned())
}

/// What work gives that is done here.
///
/// # Errors
/// It panicked. Nothing that it was about to change is looked at again.
pub(crate) fn attempt<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| STOPPED.to_owned())
}

const STOPPED: &str = "a thread stopped";

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use super::{Work, side_by_side};

    #[test]
    fn results_come_in_the_order_of_the_work() {
        // Some take longer than others, so that where there are several workers each does some between two of another.
        let slow = |number: u64| {
            thread::sleep(Duration::from_millis(number % 3));
            number
        };
        let work = (0..24).map(|number| Box::new(move || slow(number)) as Work<'_, u64>);
        let numbers: Vec<u64> = (0..24).collect();
        assert_eq!(side_by_side(work.collect()), Ok(numbers));
        assert_eq!(side_by_side::<()>(Vec::new()), Ok(Vec::new()));
    }

    #[test]
    fn work_that_panics_is_an_error() {
        let work: Vec<Work<'_, ()>> = vec![Box::new(|| ()), Box::new(|| panic!("as it should"))];
        assert!(side_by_side(work).is_err());
    }
}
