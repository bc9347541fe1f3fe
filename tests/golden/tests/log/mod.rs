//! What a server tells its log, in the thread of a test.

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::Once;

thread_local! {
    /// What was told in this thread.
    static TOLD: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Keeps what is told from now on, in each thread for itself.
///
/// Must have been called before anything is told, in whatever thread: `tracing` asks once, where something is told for the first
/// time, whether anyone listens, and asks the thread that came first. One that nobody listens to would answer for all.
pub fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let subscriber = tracing_subscriber::fmt().with_writer(|| Teller);
        let subscriber = subscriber.with_ansi(false).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// What has been told in this thread since it was last asked.
pub fn told() -> String {
    String::from_utf8(TOLD.take()).unwrap()
}

struct Teller;

impl Write for Teller {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        TOLD.with_borrow_mut(|told| told.write(text))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
