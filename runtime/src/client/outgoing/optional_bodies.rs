//! The body of a request that may go without.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Outgoing;
use crate::form::FormStyle;
use crate::stream::{Body, Events, Lines, TextEvents};
use crate::xml::Root;

impl Outgoing {
    /// Sets a JSON body, if there is one.
    pub fn optional_json<T: Serialize>(self, media_type: &'static str, body: &Option<T>) -> Self {
        match body {
            Some(body) => self.json(media_type, body),
            None => self,
        }
    }

    /// Sets a text body, if there is one.
    pub fn optional_text(self, media_type: &'static str, body: &Option<String>) -> Self {
        match body {
            Some(body) => self.text(media_type, body),
            None => self,
        }
    }

    /// Sets a text body that holds a number, a date or the like, if there is one.
    pub fn optional_scalar<T: Serialize>(self, media_type: &'static str, body: &Option<T>) -> Self {
        match body {
            Some(body) => self.scalar(media_type, body),
            None => self,
        }
    }

    /// Sets a form, if there is one.
    pub fn optional_form<T: Serialize + DeserializeOwned>(
        self,
        media_type: &'static str,
        styles: &[(&str, FormStyle)],
        body: &Option<T>,
    ) -> Self {
        match body {
            Some(body) => self.form(media_type, styles, body),
            None => self,
        }
    }

    /// Sets a form in parts, if there is one.
    pub fn optional_multipart<T: Serialize + DeserializeOwned>(
        self,
        media_type: &'static str,
        styles: &[(&str, FormStyle)],
        body: &Option<T>,
    ) -> Self {
        match body {
            Some(body) => self.multipart(media_type, styles, body),
            None => self,
        }
    }

    /// Sets a body of bytes, if there is one.
    pub fn optional_bytes(self, media_type: &'static str, body: &Option<Bytes>) -> Self {
        match body {
            Some(body) => self.bytes(media_type, body),
            None => self,
        }
    }

    /// Sets an XML body, if there is one.
    pub fn optional_xml<T: Serialize>(
        self,
        media_type: &'static str,
        root: &Root,
        body: &Option<T>,
    ) -> Self {
        match body {
            Some(body) => self.xml(media_type, root, body),
            None => self,
        }
    }

    /// Sets a body that may come piece by piece, if there is one.
    pub fn optional_stream(self, media_type: &'static str, body: &Option<Body>) -> Self {
        match body {
            Some(body) => self.stream(media_type, body),
            None => self,
        }
    }

    /// Sets a body of server-sent events whose data are JSON, if there is one.
    pub fn optional_events<T: Serialize + Send + 'static>(
        self,
        media_type: &'static str,
        events: &Option<Events<T>>,
    ) -> Self {
        match events {
            Some(events) => self.events(media_type, events),
            None => self,
        }
    }

    /// Sets a body of server-sent events whose data are text, if there is one.
    pub fn optional_text_events(
        self,
        media_type: &'static str,
        events: &Option<TextEvents>,
    ) -> Self {
        match events {
            Some(events) => self.text_events(media_type, events),
            None => self,
        }
    }

    /// Sets a body of JSON texts, one behind the other, if there is one.
    pub fn optional_lines<T: Serialize + 'static>(
        self,
        media_type: &'static str,
        lines: &Option<Lines<T>>,
    ) -> Self {
        match lines {
            Some(lines) => self.lines(media_type, lines),
            None => self,
        }
    }
}
