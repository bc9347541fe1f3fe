//! Reading a form in parts as it comes in.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use http::StatusCode;

use super::error::{DecodeError, EXCERPT_BYTES, Failure};
use super::transport::TransportError;
use crate::form::failure;
use crate::form::incoming::{self, Cause, FORM_MEMORY, Fault, Room};
use crate::form::parts::Part;
use crate::stream::{Body, BodyError};
use crate::wire::DecodeFailure;

/// A form that has come in.
#[derive(Debug)]
pub(super) struct Form {
    /// How its body begins.
    pub(super) begin: Bytes,
    /// Its parts, or why they can't be told apart.
    pub(super) parts: Result<Vec<Part>, DecodeFailure>,
}

/// Reads a form of that content type. Its files are in memory as long as they are small, else on the disk.
///
/// # Errors
/// It has more than `most_bytes`, or breaks off.
pub(super) async fn read(
    status: StatusCode,
    content_type: &str,
    body: Body,
    most_bytes: usize,
) -> Result<Form, Failure> {
    let begin = Arc::new(OnceLock::new());
    let pieces = body.into_pieces().map_err(TransportError::from)?;
    let pieces = observed(pieces, most_bytes, Arc::clone(&begin));
    let room = Room {
        fields: most_bytes,
        files: FORM_MEMORY,
    };
    let read = incoming::read(content_type, pieces, room).await;
    let begin = begin.get().cloned().unwrap_or_default();
    let parts = match read.map_err(|fault| sorted(fault, most_bytes)) {
        Ok(parts) => Ok(parts),
        Err(Wrong::Form(failure)) => Err(failure),
        Err(Wrong::TooLarge(DecodeFailure {
            pointer, message, ..
        })) => {
            let error = DecodeError::new(status, pointer, message, &begin);
            return Err(Failure::Reply(error));
        }
        Err(Wrong::Connection(error)) => return Err(Failure::Transport(error)),
    };
    Ok(Form { begin, parts })
}

/// What is wrong: with the form, how large it is, or with the connection that it comes by.
enum Wrong {
    Form(DecodeFailure),
    TooLarge(DecodeFailure),
    Connection(TransportError),
}

fn sorted(Fault { part, cause }: Fault, most_bytes: usize) -> Wrong {
    let at_part = |message: &str| failure(part.as_deref().unwrap_or_default(), message);
    match cause {
        Cause::Broken(message) => Wrong::Form(at_part(&message)),
        Cause::TooManyFields => Wrong::Form(at_part(&format!(
            "the fields of the form take more than {most_bytes} bytes"
        ))),
        Cause::Disk(error) => Wrong::Form(at_part(&format!("a file can't be put aside: {error}"))),
        Cause::Body(error @ BodyError::TooLarge { .. }) => {
            Wrong::TooLarge(at_part(&error.to_string()))
        }
        Cause::Body(source) => Wrong::Connection(TransportError::new(BrokenOff { part, source })),
    }
}

/// The same pieces, but no more than so many bytes. The first of them are kept, to be shown.
fn observed(
    pieces: impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static,
    limit: usize,
    begin: Arc<OnceLock<Bytes>>,
) -> impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static {
    let mut left = limit;
    pieces.map(move |piece| {
        let piece = piece?;
        begin.get_or_init(|| {
            // One byte more than is shown tells that there is more.
            let shown = piece.get(..=EXCERPT_BYTES).unwrap_or(&piece);
            Bytes::copy_from_slice(shown)
        });
        let fits = left.checked_sub(piece.len());
        left = fits.ok_or(BodyError::TooLarge { limit })?;
        Ok(piece)
    })
}

/// The connection broke while a form came in.
#[derive(Debug)]
struct BrokenOff {
    part: Option<String>,
    source: BodyError,
}

impl fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)?;
        match &self.part {
            Some(part) => write!(f, ", in the part `{part}`"),
            None => Ok(()),
        }
    }
}

impl Error for BrokenOff {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}
