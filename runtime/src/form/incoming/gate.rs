//! What keeps multer from asking for more of a body than is taken of it.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;

use crate::stream::BodyError;

/// How many bytes may come in before it is known what they belong to.
pub(super) const LONGEST_HEAD: usize = 64 * 1024;

/// Lets a piece of the body pass only where what is there isn't enough. multer looks for parts in all that it can get, so
/// that it must not get more than is taken.
#[derive(Default)]
pub(super) struct Gate {
    is_open: AtomicBool,
    /// How many bytes have passed for what is waited for.
    passed: AtomicUsize,
}

impl Gate {
    /// Waits for something that pieces of the body are needed for.
    pub(super) async fn pass<T>(&self, wanted: impl Future<Output = T>) -> T {
        let mut wanted = pin!(wanted);
        self.passed.store(0, Ordering::Relaxed);
        poll_fn(|cx| {
            loop {
                let passed = self.passed.load(Ordering::Relaxed);
                for is_open in [false, true] {
                    self.is_open.store(is_open, Ordering::Relaxed);
                    if let Poll::Ready(found) = wanted.as_mut().poll(cx) {
                        return Poll::Ready(found);
                    }
                }
                if self.passed.load(Ordering::Relaxed) == passed {
                    return Poll::Pending;
                }
            }
        })
        .await
    }
}

/// The pieces of a body behind a gate.
pub(super) fn behind<S>(gate: &Arc<Gate>, pieces: S) -> Gated<S> {
    Gated {
        pieces: Box::pin(pieces),
        gate: Arc::clone(gate),
    }
}

/// The pieces of a body behind a gate.
pub(super) struct Gated<S> {
    pieces: Pin<Box<S>>,
    gate: Arc<Gate>,
}

impl<S> Stream for Gated<S>
where
    S: Stream<Item = Result<Bytes, BodyError>>,
{
    type Item = Result<Bytes, Box<dyn Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.gate.is_open.load(Ordering::Relaxed) {
            return Poll::Pending;
        }
        if self.gate.passed.load(Ordering::Relaxed) > LONGEST_HEAD {
            return Poll::Ready(Some(Err(LongHead.into())));
        }
        let polled = self.pieces.as_mut().poll_next(cx);
        if let Poll::Ready(Some(Ok(piece))) = &polled {
            self.gate.is_open.store(false, Ordering::Relaxed);
            // An empty piece has passed too.
            self.gate
                .passed
                .fetch_add(piece.len().max(1), Ordering::Relaxed);
        }
        polled.map_err(Into::into)
    }
}

/// What stands before a part's content doesn't end.
#[derive(Debug)]
pub(super) struct LongHead;

impl fmt::Display for LongHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the head of a part has more than {LONGEST_HEAD} bytes")
    }
}

impl Error for LongHead {}
