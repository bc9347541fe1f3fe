//! Bytes that are put aside in a temporary file, for they are too many to be kept in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use tokio::task::spawn_blocking;

use crate::stream::{Aside, Body, BodyError};

/// How many bytes are read at once.
const PIECE: u64 = 64 * 1024;

/// A temporary file that has no name: the system removes it with its last handle, however the process ends.
type Shared = Arc<Mutex<File>>;

/// A temporary file that bodies are put aside in, one behind the other.
#[derive(Debug)]
pub(super) struct Spool {
    file: Shared,
    length: u64,
}

impl Spool {
    /// A new one, in the folder that the system has for such files.
    ///
    /// # Errors
    /// There is no such folder, or no file can be made there.
    pub(super) async fn new() -> io::Result<Self> {
        let file = blocking(tempfile::tempfile).await?;
        Ok(Self {
            file: Arc::new(Mutex::new(file)),
            length: 0,
        })
    }

    /// Where the next bytes will stand.
    pub(super) fn end(&self) -> u64 {
        self.length
    }

    /// Adds bytes at the end.
    ///
    /// # Errors
    /// They can't be written: the disk is full, say.
    pub(super) async fn append(&mut self, bytes: Bytes) -> io::Result<()> {
        let file = Arc::clone(&self.file);
        let added = bytes.len() as u64;
        blocking(move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.write_all(&bytes)
        })
        .await?;
        self.length += added;
        Ok(())
    }

    /// What was added from `start` on.
    pub(super) fn since(&self, start: u64) -> Body {
        Body::aside(Range {
            file: Arc::clone(&self.file),
            start,
            end: self.length,
        })
    }
}

/// A piece of a temporary file that nothing is added to any more.
#[derive(Clone, Debug)]
struct Range {
    file: Shared,
    start: u64,
    end: u64,
}

impl Range {
    /// Takes the next piece.
    async fn next(&mut self) -> io::Result<Bytes> {
        let (start, length) = (self.start, PIECE.min(self.length()));
        let file = Arc::clone(&self.file);
        let piece = blocking(move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(start))?;
            let mut piece = vec![0; usize::try_from(length).map_err(io::Error::other)?];
            file.read_exact(&mut piece)?;
            Ok(piece)
        })
        .await?;
        self.start += length;
        Ok(piece.into())
    }
}

impl Aside for Range {
    fn length(&self) -> u64 {
        self.end - self.start
    }

    fn pieces(&self) -> BoxStream<'static, Result<Bytes, BodyError>> {
        let pieces = stream::try_unfold(self.clone(), async |mut rest| {
            if rest.length() == 0 {
                return Ok(None);
            }
            let piece = rest.next().await.map_err(BodyError::broken)?;
            Ok(Some((piece, rest)))
        });
        pieces.boxed()
    }
}

/// Runs what waits for the disk on a thread that may.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bodies_stand_behind_one_another_and_are_read_again_and_again() {
        let mut spool = Spool::new().await.unwrap();
        let long = Bytes::from(vec![7; 3 * PIECE as usize / 2]);
        spool.append("one".into()).await.unwrap();
        let one = spool.since(0);
        let start = spool.end();
        spool.append(long.clone()).await.unwrap();
        spool.append("!".into()).await.unwrap();
        let rest = spool.since(start);
        drop(spool);
        assert_eq!(
            (one.length(), rest.length()),
            (Some(3), Some(start + long.len() as u64 - 2))
        );
        for _ in 0..2 {
            assert_eq!(one.clone().collect(3).await.unwrap(), "one");
            let read = rest.clone().collect(usize::MAX).await.unwrap();
            assert_eq!(read, [&long[..], b"!"].concat());
        }
        assert!(matches!(
            one.clone().collect(2).await,
            Err(BodyError::TooLarge { limit: 2 })
        ));
        assert!(one == one.clone() && one != rest);
        let pieces: Vec<_> = rest
            .map(|piece| piece.unwrap().len() as u64)
            .collect()
            .await;
        assert_eq!(pieces, [PIECE, PIECE / 2 + 1]);
    }
}
