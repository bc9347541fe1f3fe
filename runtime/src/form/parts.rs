//! The parts of a multipart body.

use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use multer::Field;

use crate::stream::Body;

/// A part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    /// The other headers.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl Part {
    /// What the head of a part says; its body is still empty.
    ///
    /// # Errors
    /// It says no name (RFC 7578, section 4.2).
    pub(crate) fn of(field: &Field<'_>) -> Result<Self, String> {
        let Some(name) = field.name().map(str::to_owned) else {
            return Err("a part has no name".to_owned());
        };
        let mut headers = field.headers().clone();
        let content_type = headers
            .remove(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok().map(str::to_owned));
        headers.remove(CONTENT_DISPOSITION);
        Ok(Self {
            name,
            file_name: field.file_name().map(str::to_owned),
            content_type,
            headers,
            body: Body::empty(),
        })
    }

    /// Its media type, without parameters and in lower case (RFC 7578, section 4.4).
    pub(crate) fn essence(&self) -> String {
        let media_type = self.content_type.as_deref().unwrap_or("text/plain");
        crate::media_type::essence(media_type).to_ascii_lowercase()
    }
}

/// Whether this is the media type of a JSON document.
pub(crate) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}
