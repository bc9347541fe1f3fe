//! A stream that clones share.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt};

/// A stream that clones share: each item goes to one of them.
pub(super) struct Once<T> {
    stream: Arc<Mutex<Option<BoxStream<'static, T>>>>,
}

impl<T: Send + 'static> Once<T> {
    /// Has each item changed that is still to come.
    pub(super) fn wrap(&self, change: impl FnMut(T) -> T + Send + 'static) {
        self.wrap_all(|stream| stream.map(change).boxed());
    }

    /// Has all items changed that are still to come, and their end.
    pub(super) fn wrap_all(
        &self,
        change: impl FnOnce(BoxStream<'static, T>) -> BoxStream<'static, T>,
    ) {
        self.lock(|slot| *slot = slot.take().map(change));
    }
}

impl<T> Once<T> {
    pub(super) fn new(stream: impl Stream<Item = T> + Send + 'static) -> Self {
        Self {
            stream: Arc::new(Mutex::new(Some(Box::pin(stream)))),
        }
    }

    /// The stream; `None` where it is taken already, or at its end.
    pub(super) fn take(&self) -> Option<BoxStream<'static, T>> {
        self.lock(Option::take)
    }

    /// Whether both share one stream.
    pub(super) fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.stream, &other.stream)
    }

    pub(super) fn poll_next(&self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.lock(|slot| {
            let Some(stream) = slot else {
                return Poll::Ready(None);
            };
            let polled = Pin::new(stream).poll_next(cx);
            if matches!(polled, Poll::Ready(None)) {
                *slot = None;
            }
            polled
        })
    }

    /// A stream that panicked is as good as any other: its next poll tells.
    fn lock<R>(&self, with: impl FnOnce(&mut Option<BoxStream<'static, T>>) -> R) -> R {
        with(&mut self.stream.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<T> Clone for Once<T> {
    fn clone(&self) -> Self {
        Self {
            stream: Arc::clone(&self.stream),
        }
    }
}

impl<T> fmt::Debug for Once<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream")
    }
}
