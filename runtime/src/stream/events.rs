//! Server-sent events (WHATWG HTML, section 9.2).

use std::fmt;
use std::future::ready;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::Body;
use super::error::{BodyError, ItemError};
use super::once::Once;
use super::splitter::{Ends, LONGEST_LINE, lines};
use crate::wire::{self, Strictness, WriteFailure};

/// One server-sent event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event<T> {
    /// Its type; `None`: `message`.
    pub event: Option<String>,
    /// The id that a client names as `Last-Event-ID` when it connects again.
    pub id: Option<String>,
    /// How long a client waits before it connects again.
    pub retry: Option<Duration>,
    /// What it says.
    pub data: T,
}

impl<T> Event<T> {
    /// An event that has nothing but data.
    pub fn new(data: T) -> Self {
        Self {
            event: None,
            id: None,
            retry: None,
            data,
        }
    }
}

/// Server-sent events whose data are JSON: a [`Stream`] of typed events.
///
/// An event whose data can't be read is an error that holds its text (APIs end such streams with `[DONE]`, say), and
/// the stream goes on behind it; a body that breaks off is the last error. Two are equal where they share one stream.
pub struct Events<T> {
    items: Once<Result<Event<T>, ItemError>>,
}

/// Server-sent events whose data are text.
pub type TextEvents = Events<String>;

impl<T: Send + 'static> Events<T> {
    /// The events of a stream, to be sent one by one.
    pub fn new(events: impl Stream<Item = Event<T>> + Send + 'static) -> Self {
        Self::fallible(events.map(Ok))
    }

    /// Events that have nothing but data.
    pub fn of_data(data: impl Stream<Item = T> + Send + 'static) -> Self {
        Self::new(data.map(Event::new))
    }

    /// The events of a stream that may fail. An error breaks off the transfer.
    pub fn fallible(
        events: impl Stream<Item = Result<Event<T>, ItemError>> + Send + 'static,
    ) -> Self {
        Self {
            items: Once::new(events),
        }
    }

    /// Has each event changed that is still to come.
    pub(crate) fn wrap(
        &self,
        change: impl FnMut(Result<Event<T>, ItemError>) -> Result<Event<T>, ItemError> + Send + 'static,
    ) {
        self.items.wrap(change);
    }

    fn read(
        body: Body,
        data: impl Fn(String) -> Result<T, ItemError> + Send + 'static,
    ) -> Result<Self, BodyError> {
        let lines = lines(body.into_pieces()?, Ends::AnyNewline);
        let parsed = lines.scan(Some(Parser::default()), |parser, line| {
            ready(parsed(parser, line))
        });
        let events = parsed.filter_map(ready).map(move |event| {
            let event = event?;
            Ok(Event {
                event: event.event,
                id: event.id,
                retry: event.retry,
                data: data(event.data)?,
            })
        });
        Ok(Self::fallible(events))
    }

    fn write(
        &self,
        data: impl Fn(&T) -> Result<String, WriteFailure> + Send + 'static,
    ) -> Result<Body, BodyError> {
        let events = self.items.take().ok_or(BodyError::Taken)?;
        Ok(Body::pieces(events.map(move |event| {
            let event = event.map_err(BodyError::broken)?;
            let data = data(&event.data).map_err(BodyError::unwritten)?;
            Ok(Bytes::from(written(&event, &data)))
        })))
    }
}

impl<T: DeserializeOwned + Send + 'static> Events<T> {
    /// Reads a body of events whose data are JSON.
    ///
    /// # Errors
    /// It was read before.
    pub fn decode(body: Body, strictness: Strictness) -> Result<Self, BodyError> {
        Self::read(body, move |text| {
            let data = strictness.scope(|| wire::from_slice(text.as_bytes()));
            data.map_err(|failure| ItemError::decode(&text, failure, strictness))
        })
    }
}

impl<T: Serialize + Send + 'static> Events<T> {
    /// The events as a body, their data as JSON.
    ///
    /// # Errors
    /// They were sent or read before.
    pub fn encode(&self) -> Result<Body, BodyError> {
        self.write(wire::to_string)
    }
}

impl TextEvents {
    /// Reads a body of events whose data are text.
    ///
    /// # Errors
    /// It was read before.
    pub fn decode_text(body: Body) -> Result<Self, BodyError> {
        Self::read(body, Ok)
    }

    /// The events as a body, their data as they are.
    ///
    /// # Errors
    /// They were sent or read before.
    pub fn encode_text(&self) -> Result<Body, BodyError> {
        self.write(|data| Ok(data.clone()))
    }
}

/// An event as it travels.
fn written<T>(event: &Event<T>, data: &str) -> String {
    let mut text = String::new();
    let mut field = |name: &str, value: &str| {
        // A newline within would end the field.
        let value = value.replace(['\n', '\r'], " ");
        text.push_str(name);
        text.push_str(": ");
        text.push_str(&value);
        text.push('\n');
    };
    if let Some(name) = &event.event {
        field("event", name);
    }
    if let Some(id) = &event.id {
        field("id", id);
    }
    if let Some(retry) = event.retry {
        field("retry", &retry.as_millis().to_string());
    }
    // Every kind of newline ends a line of data, and the reader puts a line feed between two.
    for line in data.replace("\r\n", "\n").split(['\n', '\r']) {
        field("data", line);
    }
    text.push('\n');
    text
}

/// The event that a line ends, if it ends one. An error is the last thing that comes: behind it, there is no parser.
fn parsed(
    parser: &mut Option<Parser>,
    line: Result<Bytes, BodyError>,
) -> Option<Option<Result<Event<String>, BodyError>>> {
    let lines = parser.as_mut()?;
    let event = line.and_then(|line| lines.line(&String::from_utf8_lossy(&line)));
    if event.is_err() {
        *parser = None;
    }
    Some(event.transpose())
}

/// Lines → events (WHATWG HTML, section 9.2.6).
#[derive(Debug, Default)]
struct Parser {
    started: bool,
    event: Option<String>,
    /// The id stays from one event to the next.
    id: Option<String>,
    retry: Option<Duration>,
    data: Option<String>,
}

impl Parser {
    /// Takes a line; an empty one ends an event, which is given if it has data.
    ///
    /// # Errors
    /// The event's data are longer than any should be: a sender that never ends one must not fill the memory.
    fn line(&mut self, line: &str) -> Result<Option<Event<String>>, BodyError> {
        let line = match std::mem::replace(&mut self.started, true) {
            false => line.strip_prefix('\u{feff}').unwrap_or(line),
            true => line,
        };
        if line.is_empty() {
            return Ok(self.dispatch());
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.event = Some(value.to_owned()).filter(|name| !name.is_empty()),
            "data" => match &mut self.data {
                Some(data) if data.len() + value.len() >= LONGEST_LINE => {
                    return Err(BodyError::TooLarge {
                        limit: LONGEST_LINE,
                    });
                }
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                none => *none = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" => self.retry = value.parse().ok().map(Duration::from_millis),
            // A comment, or a field that isn't known.
            _ => {}
        }
        Ok(None)
    }

    fn dispatch(&mut self) -> Option<Event<String>> {
        let (event, retry) = (self.event.take(), self.retry.take());
        Some(Event {
            event,
            id: self.id.clone().filter(|id| !id.is_empty()),
            retry,
            data: self.data.take()?,
        })
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, ItemError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.poll_next(cx)
    }
}

impl<T> Clone for Events<T> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
        }
    }
}

impl<T> PartialEq for Events<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items.same(&other.items)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}
