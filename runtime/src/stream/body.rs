//! Bytes, whole or piece by piece.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt, TryStreamExt};

use super::error::BodyError;
use super::once::Once;

/// A body: bytes that are there as a whole, or that come piece by piece.
///
/// It is a [`Stream`] of its pieces. Pieces that come one by one can be read once, by whichever clone comes first;
/// bytes that are there as a whole, in memory or on a disk, can be read again and again from clones. Two bodies are equal
/// where both hold the same bytes, or share one stream.
#[derive(Clone)]
pub struct Body {
    inner: Inner,
}

#[derive(Clone)]
enum Inner {
    Whole(Bytes),
    #[cfg_attr(
        not(any(feature = "client", feature = "server")),
        allow(dead_code, reason = "files are put aside where forms travel")
    )]
    Aside(Arc<dyn Aside>),
    Stream(Once<Result<Bytes, BodyError>>),
}

/// The pieces of a body.
type Pieces = BoxStream<'static, Result<Bytes, BodyError>>;

/// Bytes that are put aside: there as a whole, but not in memory.
pub(crate) trait Aside: Send + Sync {
    /// How many they are.
    fn length(&self) -> u64;

    /// Their pieces, from the first on.
    fn pieces(&self) -> Pieces;
}

impl Body {
    /// No bytes.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// A body whose pieces come one by one. An error ends it, and breaks off the transfer.
    pub fn stream<S, B, E>(pieces: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let pieces = pieces.map(|piece| piece.map(Into::into).map_err(BodyError::broken));
        Self::pieces(pieces)
    }

    pub(crate) fn pieces(
        pieces: impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static,
    ) -> Self {
        Self {
            inner: Inner::Stream(Once::new(pieces)),
        }
    }

    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn aside(bytes: impl Aside + 'static) -> Self {
        Self {
            inner: Inner::Aside(Arc::new(bytes)),
        }
    }

    /// Has the pieces changed that are still to come; bytes that are there as a whole stay as they are.
    pub(crate) fn wrap(&self, change: impl FnOnce(Pieces) -> Pieces) {
        if let Inner::Stream(stream) = &self.inner {
            stream.wrap_all(change);
        }
    }

    /// The bytes, where they are in memory as a whole.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.inner {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Aside(_) | Inner::Stream(_) => None,
        }
    }

    /// How many bytes it has, where all are there.
    pub fn length(&self) -> Option<u64> {
        match &self.inner {
            Inner::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Aside(bytes) => Some(bytes.length()),
            Inner::Stream(_) => None,
        }
    }

    /// All bytes, read to the end.
    ///
    /// # Errors
    /// It has more than `limit` bytes, breaks off, or was read before.
    pub async fn collect(self, limit: usize) -> Result<Bytes, BodyError> {
        let too_large = || BodyError::TooLarge { limit };
        let mut pieces = match self.inner {
            Inner::Whole(bytes) if bytes.len() <= limit => return Ok(bytes),
            Inner::Whole(_) => return Err(too_large()),
            inner => Self { inner }.into_pieces()?,
        };
        let mut collected = BytesMut::new();
        while let Some(piece) = pieces.try_next().await? {
            if collected.len() + piece.len() > limit {
                return Err(too_large());
            }
            collected.extend_from_slice(&piece);
        }
        Ok(collected.freeze())
    }

    /// The pieces, for whoever carries the body on.
    ///
    /// # Errors
    /// It was read or sent before.
    pub fn into_pieces(self) -> Result<BoxStream<'static, Result<Bytes, BodyError>>, BodyError> {
        match self.inner {
            Inner::Whole(bytes) => Ok(stream::once(async { Ok(bytes) }).boxed()),
            Inner::Aside(bytes) => Ok(bytes.pieces()),
            Inner::Stream(stream) => stream.take().ok_or(BodyError::Taken),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self {
            inner: Inner::Whole(bytes.into()),
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Inner::Aside(bytes) = &self.inner {
            self.inner = Inner::Stream(Once::new(bytes.pieces()));
        }
        match &mut self.inner {
            Inner::Aside(_) => Poll::Ready(None),
            Inner::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Stream(stream) => stream.poll_next(cx),
        }
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.inner, &other.inner) {
            (Inner::Whole(bytes), Inner::Whole(others)) => bytes == others,
            (Inner::Aside(bytes), Inner::Aside(others)) => Arc::ptr_eq(bytes, others),
            (Inner::Stream(stream), Inner::Stream(other)) => stream.same(other),
            _ => false,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Aside(bytes) => write!(f, "Body({} bytes)", bytes.length()),
            Inner::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
