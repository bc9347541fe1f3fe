//! Pieces of bytes → lines of text.

use bytes::{Buf, Bytes, BytesMut};
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt};

use super::error::BodyError;

/// How many bytes a line may have: 16 MiB. A sender that never ends one must not fill the memory.
pub(super) const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// Takes bytes as they come, and gives the lines that are whole.
#[derive(Debug)]
pub(super) struct Splitter {
    ends: Ends,
    buffer: BytesMut,
    /// How many bytes of the buffer are known to hold no end.
    searched: usize,
    /// Whether the last line ended in a carriage return, so that a line feed behind it belongs to that end.
    after_return: bool,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// A line feed, a carriage return, or both (WHATWG HTML, section 9.2.5).
    AnyNewline,
    /// A line feed.
    LineFeed,
    /// A record separator, which stands before each text (RFC 7464).
    RecordSeparator,
}

impl Splitter {
    pub(super) fn new(ends: Ends) -> Self {
        Self {
            ends,
            buffer: BytesMut::new(),
            searched: 0,
            after_return: false,
        }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// A line is longer than any should be.
    pub(super) fn push(&mut self, piece: &[u8]) -> Result<(), BodyError> {
        if self.buffer.len() + piece.len() > LONGEST_LINE {
            return Err(BodyError::TooLarge {
                limit: LONGEST_LINE,
            });
        }
        self.buffer.extend_from_slice(piece);
        Ok(())
    }

    /// The next whole line, without its end.
    pub(super) fn next_line(&mut self) -> Option<Bytes> {
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.advance(1);
            }
        }
        let rest = self.buffer.get(self.searched..).unwrap_or_default();
        let Some(found) = rest.iter().position(|byte| self.is_end(*byte)) else {
            self.searched = self.buffer.len();
            return None;
        };
        let line = self.buffer.split_to(self.searched + found).freeze();
        self.searched = 0;
        self.after_return = self.ends == Ends::AnyNewline && self.buffer.first() == Some(&b'\r');
        self.buffer.advance(1);
        Some(line)
    }

    /// What stands behind the last end.
    pub(super) fn rest(&mut self) -> Option<Bytes> {
        self.searched = 0;
        let rest = std::mem::take(&mut self.buffer).freeze();
        Some(rest).filter(|rest| !rest.is_empty())
    }

    fn is_end(&self, byte: u8) -> bool {
        match self.ends {
            Ends::AnyNewline => matches!(byte, b'\n' | b'\r'),
            Ends::LineFeed => byte == b'\n',
            Ends::RecordSeparator => byte == 0x1e,
        }
    }
}

/// The lines of a body. An error is the last item.
pub(super) fn lines(
    pieces: BoxStream<'static, Result<Bytes, BodyError>>,
    ends: Ends,
) -> impl Stream<Item = Result<Bytes, BodyError>> + Send {
    let state = Some((pieces, Splitter::new(ends)));
    stream::unfold(state, |state| async {
        let (mut pieces, mut splitter) = state?;
        loop {
            if let Some(line) = splitter.next_line() {
                return Some((Ok(line), Some((pieces, splitter))));
            }
            let failed = match pieces.next().await {
                Some(Ok(piece)) => splitter.push(&piece).err(),
                Some(Err(error)) => Some(error),
                None => return splitter.rest().map(|rest| (Ok(rest), None)),
            };
            if let Some(error) = failed {
                return Some((Err(error), None));
            }
        }
    })
}
