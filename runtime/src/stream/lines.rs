//! JSON texts, one behind the other.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::Body;
use super::error::{BodyError, ItemError};
use super::once::Once;
use super::splitter::{Ends, lines};
use crate::wire::{self, Strictness};

/// JSON texts, one behind the other: a [`Stream`] of typed items.
///
/// An item that can't be read is an error, and the stream goes on behind it; a body that breaks off is the last error.
/// Two are equal where they share one stream.
pub struct Lines<T> {
    items: Once<Result<T, ItemError>>,
}

impl<T: Send + 'static> Lines<T> {
    /// The items of a stream, to be sent one by one.
    pub fn new(items: impl Stream<Item = T> + Send + 'static) -> Self {
        Self::fallible(items.map(Ok))
    }

    /// The items of a stream that may fail. An error breaks off the transfer.
    pub fn fallible(items: impl Stream<Item = Result<T, ItemError>> + Send + 'static) -> Self {
        Self {
            items: Once::new(items),
        }
    }
}

impl<T: Send + 'static> Lines<T> {
    /// Has each item changed that is still to come.
    pub(crate) fn wrap(
        &self,
        change: impl FnMut(Result<T, ItemError>) -> Result<T, ItemError> + Send + 'static,
    ) {
        self.items.wrap(change);
    }
}

impl<T: DeserializeOwned + Send + 'static> Lines<T> {
    /// Reads a body: records of RFC 7464 where `media_type` says so, else a text a line.
    ///
    /// # Errors
    /// It was read before.
    pub fn decode(media_type: &str, body: Body, strictness: Strictness) -> Result<Self, BodyError> {
        let ends = match is_sequence(media_type) {
            true => Ends::RecordSeparator,
            false => Ends::LineFeed,
        };
        let lines = lines(body.into_pieces()?, ends);
        let items = lines.filter_map(move |line| {
            let item = match line {
                Ok(line) => item(&line, strictness),
                Err(error) => Some(Err(error.into())),
            };
            async { item }
        });
        Ok(Self::fallible(items))
    }
}

impl<T: Serialize + 'static> Lines<T> {
    /// The items as a body.
    ///
    /// # Errors
    /// They were sent or read before.
    pub fn encode(&self, media_type: &str) -> Result<Body, BodyError> {
        let items = self.items.take().ok_or(BodyError::Taken)?;
        let sequence = is_sequence(media_type);
        Ok(Body::pieces(items.map(move |item| {
            let mut text = Vec::new();
            if sequence {
                text.push(0x1e);
            }
            let item = item.map_err(BodyError::broken)?;
            wire::append(&mut text, &item).map_err(BodyError::unwritten)?;
            text.push(b'\n');
            Ok(Bytes::from(text))
        })))
    }
}

/// Whether each text begins with a record separator (RFC 7464).
fn is_sequence(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

/// The item that a line holds; `None` for one without text.
fn item<T: DeserializeOwned>(line: &[u8], strictness: Strictness) -> Option<Result<T, ItemError>> {
    let line = line.trim_ascii();
    if line.is_empty() {
        return None;
    }
    let item = strictness.scope(|| wire::from_slice(line));
    Some(
        item.map_err(|failure| {
            ItemError::decode(&String::from_utf8_lossy(line), failure, strictness)
        }),
    )
}

impl<T> Stream for Lines<T> {
    type Item = Result<T, ItemError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.poll_next(cx)
    }
}

impl<T> Clone for Lines<T> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
        }
    }
}

impl<T> PartialEq for Lines<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items.same(&other.items)
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines")
    }
}
