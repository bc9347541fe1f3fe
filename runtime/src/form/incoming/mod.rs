//! Reading a form in parts as it comes in: fields into memory, files into memory or, where they are large, into a temporary
//! file. So a form is had as a whole before anybody sees it, and yet takes no more memory than it may.

mod gate;
mod spool;

use std::io;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use multer::{Field, Multipart};

use self::gate::{Gate, LongHead};
use self::spool::Spool;
use super::parts::{Part, is_json};
use crate::stream::{Body, BodyError};

/// How much of a form's files is kept in memory, where nobody says otherwise: 2 MiB, as much as axum lets bodies have.
pub(crate) const FORM_MEMORY: usize = 2 * 1024 * 1024;

/// How many bytes of a file are gathered before they are put aside.
const GATHERED: usize = 256 * 1024;

/// What a part takes in memory besides its texts.
const HEAD: usize = 256;

/// Why a form can't be read.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The name of the part that was being read; `None`: it isn't known.
    pub(crate) part: Option<String>,
    pub(crate) cause: Cause,
}

/// What is wrong with a form.
#[derive(Debug)]
pub(crate) enum Cause {
    /// It isn't made of parts.
    Broken(String),
    /// The body that it comes in can't be read to its end.
    Body(BodyError),
    /// Its fields take more memory than they may.
    TooManyFields,
    /// A file can't be put aside.
    Disk(io::Error),
}

impl From<Cause> for Fault {
    fn from(cause: Cause) -> Self {
        Self { part: None, cause }
    }
}

impl From<multer::Error> for Cause {
    fn from(error: multer::Error) -> Self {
        match error {
            multer::Error::StreamReadFailed(source) if source.is::<LongHead>() => {
                Self::Broken(source.to_string())
            }
            multer::Error::StreamReadFailed(source) => Self::Body(match source.downcast() {
                Ok(error) => *error,
                Err(source) => BodyError::broken(source),
            }),
            error => Self::Broken(format!("the parts can't be told apart: {error}")),
        }
    }
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// How much memory a form may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// What its fields may take. Those for which there is no room are a fault.
    pub(crate) fields: usize,
    /// What its files may take. Those for which there is no room are put aside.
    pub(crate) files: usize,
}

/// Reads all parts.
///
/// # Errors
/// The body isn't parts as `content_type` has them, can't be read to its end, or can't be kept.
pub(crate) async fn read(
    content_type: &str,
    pieces: impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static,
    room: Room,
) -> Result<Vec<Part>, Fault> {
    let boundary = multer::parse_boundary(content_type).map_err(Cause::from)?;
    let gate = Arc::new(Gate::default());
    let mut multipart = Multipart::new(gate::behind(&gate, pieces), boundary);
    let mut keeping = Keeping {
        gate,
        room,
        spool: None,
    };
    let mut parts = Vec::new();
    while let Some(field) = keeping.next(&mut multipart).await? {
        parts.push(keeping.part(field).await?);
    }
    Ok(parts)
}

/// Where parts are kept.
struct Keeping {
    gate: Arc<Gate>,
    /// How much memory is left.
    room: Room,
    spool: Option<Spool>,
}

impl Keeping {
    async fn next(
        &self,
        multipart: &mut Multipart<'static>,
    ) -> Result<Option<Field<'static>>, Cause> {
        Ok(self.gate.pass(multipart.next_field()).await?)
    }

    async fn part(&mut self, field: Field<'static>) -> Result<Part, Fault> {
        let part = Part::of(&field).map_err(Cause::Broken)?;
        match self.body(&part, field).await {
            Ok(body) => Ok(Part { body, ..part }),
            Err(cause) => Err(Fault {
                part: Some(part.name),
                cause,
            }),
        }
    }

    async fn body(&mut self, part: &Part, field: Field<'static>) -> Result<Body, Cause> {
        let headers = part.headers.iter();
        let texts: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        let said = [&part.file_name, &part.content_type].into_iter().flatten();
        let said: usize = said.map(String::len).sum();
        self.charge(HEAD + part.name.len() + said + texts)?;
        match is_file(part) {
            true => self.file(field).await,
            false => Ok(self.field(field).await?.freeze().into()),
        }
    }

    async fn field(&mut self, mut field: Field<'static>) -> Result<BytesMut, Cause> {
        let mut bytes = BytesMut::new();
        while let Some(piece) = self.gate.pass(field.chunk()).await? {
            self.charge(piece.len())?;
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    async fn file(&mut self, mut field: Field<'static>) -> Result<Body, Cause> {
        let mut bytes = BytesMut::new();
        let mut start = None;
        while let Some(piece) = self.gate.pass(field.chunk()).await? {
            bytes.extend_from_slice(&piece);
            let most = if start.is_some() {
                GATHERED
            } else {
                self.room.files
            };
            if bytes.len() > most {
                let from = self.put_aside(bytes.split().freeze()).await?;
                start.get_or_insert(from);
            }
        }
        let Some(start) = start else {
            self.room.files -= bytes.len();
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

    fn charge(&mut self, bytes: usize) -> Result<(), Cause> {
        let left = self.room.fields.checked_sub(bytes);
        self.room.fields = left.ok_or(Cause::TooManyFields)?;
        Ok(())
    }
}

/// Whether a part is a file: it has a file name, or what is in it is neither text nor JSON.
fn is_file(part: &Part) -> bool {
    let essence = part.essence();
    part.file_name.is_some() || !(essence.starts_with("text/") || is_json(&essence))
}

#[cfg(test)]
mod tests;
