//! Bodies of requests and replies.

use std::fmt;

use bytes::Bytes;

/// The body of a request or a reply.
#[derive(Clone, Default)]
pub struct Body {
    bytes: Bytes,
}

impl Body {
    /// No body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The whole body.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self {
            bytes: bytes.into(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.bytes.len())
    }
}
