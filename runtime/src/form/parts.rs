//! Taking multipart bodies apart.

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::stream;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// A part.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    /// The other headers.
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

/// The parts of a body that is there as a whole.
///
/// # Errors
/// The content type names no boundary, or the body isn't parts between such boundaries.
pub(crate) fn split(content_type: &str, body: &Bytes) -> Result<Vec<Part>, String> {
    let boundary = multer::parse_boundary(content_type).map_err(|error| error.to_string())?;
    let body = body.clone();
    let pieces = stream::once(async { Ok::<_, std::convert::Infallible>(body) });
    // Nothing is waited for: all bytes are there.
    read(multer::Multipart::new(pieces, boundary))
        .now_or_never()
        .unwrap_or_else(|| Err("the parts break off before their end".to_owned()))
}

async fn read(mut multipart: multer::Multipart<'static>) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(message)? {
        let Some(name) = field.name().map(str::to_owned) else {
            return Err("a part has no name".to_owned());
        };
        let mut headers = field.headers().clone();
        let content_type = headers
            .remove(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok().map(str::to_owned));
        headers.remove(CONTENT_DISPOSITION);
        parts.push(Part {
            name,
            file_name: field.file_name().map(str::to_owned),
            content_type,
            headers,
            bytes: field.bytes().await.map_err(message)?,
        });
    }
    Ok(parts)
}

fn message(error: multer::Error) -> String {
    format!("the parts can't be told apart: {error}")
}
