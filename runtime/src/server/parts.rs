//! Reading a form in parts as it comes in: fields into memory, files into memory or, where they are large, into a temporary
//! file. So a form is checked as a whole before its handler runs, and yet takes no more memory than it may.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use http_body_util::LengthLimitError;
use multer::{Field, Multipart};

use super::body::BROKEN_OFF;
use super::spool::Spool;
use crate::form::parts::{Part, is_json, message};
use crate::stream::Body;

/// How many bytes of a file are gathered before they are put aside.
const GATHERED: usize = 256 * 1024;

/// How many bytes may come in before it is known what they belong to.
const LONGEST_HEAD: usize = 64 * 1024;

/// What a part takes in memory besides its texts.
const HEAD: usize = 256;

/// Why a form can't be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// It isn't made of parts, or breaks off.
    Broken(String),
    /// The whole body has more bytes than it may have.
    TooLarge,
    /// Its fields take more memory than they may.
    TooManyFields,
    /// A file can't be put aside.
    Disk(io::Error),
}

impl From<multer::Error> for Fault {
    fn from(error: multer::Error) -> Self {
        match &error {
            multer::Error::StreamReadFailed(source) if source.is::<LengthLimitError>() => {
                Self::TooLarge
            }
            multer::Error::StreamReadFailed(source) if source.is::<LongHead>() => {
                Self::Broken(source.to_string())
            }
            multer::Error::StreamReadFailed(_) => Self::Broken(BROKEN_OFF.to_owned()),
            error => Self::Broken(message(error)),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Reads all parts. Files take `memory` bytes of it at most, fields as many again.
///
/// # Errors
/// The body isn't parts as `content_type` has them, is too large, or can't be kept.
pub(super) async fn read<E>(
    content_type: &str,
    pieces: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    memory: usize,
) -> Result<Vec<Part>, Fault>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    let boundary = multer::parse_boundary(content_type)?;
    let gate = Arc::new(Gate::default());
    let pieces = Gated {
        pieces: Box::pin(pieces),
        gate: Arc::clone(&gate),
    };
    let mut multipart = Multipart::new(pieces, boundary);
    let mut keeping = Keeping {
        gate,
        fields: memory,
        files: memory,
        spool: None,
    };
    let mut parts = Vec::new();
    while let Some(field) = keeping.gate.pass(multipart.next_field()).await? {
        parts.push(keeping.part(field).await?);
    }
    Ok(parts)
}

/// Where parts are kept.
struct Keeping {
    gate: Arc<Gate>,
    /// How much memory is left for fields.
    fields: usize,
    /// How much memory is left for files.
    files: usize,
    spool: Option<Spool>,
}

impl Keeping {
    async fn part(&mut self, field: Field<'static>) -> Result<Part, Fault> {
        let part = Part::of(&field).map_err(Fault::Broken)?;
        let headers = part.headers.iter();
        let texts: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        let said = [&part.file_name, &part.content_type].into_iter().flatten();
        let said: usize = said.map(String::len).sum();
        self.charge(HEAD + part.name.len() + said + texts)?;
        let body = match is_file(&part) {
            true => self.file(field).await?,
            false => self.field(field).await?.freeze().into(),
        };
        Ok(Part { body, ..part })
    }

    async fn field(&mut self, mut field: Field<'static>) -> Result<BytesMut, Fault> {
        let mut bytes = BytesMut::new();
        while let Some(piece) = self.gate.pass(field.chunk()).await? {
            self.charge(piece.len())?;
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    async fn file(&mut self, mut field: Field<'static>) -> Result<Body, Fault> {
        let mut bytes = BytesMut::new();
        let mut start = None;
        while let Some(piece) = self.gate.pass(field.chunk()).await? {
            bytes.extend_from_slice(&piece);
            let most = if start.is_some() {
                GATHERED
            } else {
                self.files
            };
            if bytes.len() > most {
                let from = self.put_aside(bytes.split().freeze()).await?;
                start.get_or_insert(from);
            }
        }
        let Some(start) = start else {
            self.files -= bytes.len();
            return Ok(bytes.freeze().into());
        };
        self.put_aside(bytes.freeze()).await?;
        Ok(self
            .spool
            .as_ref()
            .map_or_else(Body::empty, |spool| spool.since(start)))
    }

    /// Puts bytes aside: where they begin.
    async fn put_aside(&mut self, bytes: Bytes) -> io::Result<u64> {
        let spool = match &mut self.spool {
            Some(spool) => spool,
            none => none.insert(Spool::new().await?),
        };
        let start = spool.end();
        spool.append(bytes).await?;
        Ok(start)
    }

    fn charge(&mut self, bytes: usize) -> Result<(), Fault> {
        self.fields = self.fields.checked_sub(bytes).ok_or(Fault::TooManyFields)?;
        Ok(())
    }
}

/// Whether a part is a file: it has a file name, or what is in it is neither text nor JSON.
fn is_file(part: &Part) -> bool {
    let essence = part.essence();
    part.file_name.is_some() || !(essence.starts_with("text/") || is_json(&essence))
}

/// Lets a piece of the body pass only where what is there isn't enough. multer looks for parts in all that it can get, so
/// that it must not get more than is taken.
#[derive(Default)]
struct Gate {
    is_open: AtomicBool,
    /// How many bytes have passed for what is waited for.
    passed: AtomicUsize,
}

impl Gate {
    /// Waits for something that pieces of the body are needed for.
    async fn pass<T>(&self, wanted: impl Future<Output = T>) -> T {
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
struct Gated<S> {
    pieces: Pin<Box<S>>,
    gate: Arc<Gate>,
}

impl<S, E> Stream for Gated<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
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
struct LongHead;

impl fmt::Display for LongHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the head of a part has more than {LONGEST_HEAD} bytes")
    }
}

impl Error for LongHead {}

#[cfg(test)]
mod tests;
