//! What came in, on its way to a typed request.

use std::cell::Cell;

use bytes::Bytes;
use http::Method;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::body::ReadBody;
use super::cookies::cookie;
use super::endpoint::Endpoint;
use super::head::RequestHead;
use super::rejection::Rejection;
use crate::form::{FormStyle, multipart, part_types, urlencoded};
use crate::headers;
use crate::media_type::essence;
use crate::param::decode::{self, Pairs};
use crate::param::{
    Location, Parameter, ParameterError, Shape, Style, Value, bearing_several, stand_in,
};
use crate::stream::{Body, BodyError, Events, Lines, TextEvents};
use crate::validate::{At, Found, Place, Violation};
use crate::wire::{self, DecodeFailure, Read, Rest, Strictness, Unread};
use crate::xml::{self, Root};

/// The media type of JSON merge patches (RFC 7396).
const MERGE_PATCH: &str = "application/merge-patch+json";

/// Path parameters: their names and their texts, still percent-encoded.
pub(super) type Captures = Vec<(&'static str, String)>;

/// What came in with a request. Each method reads one part of it; what is missing or wrong is noted, so that all
/// violations can be told at once.
pub struct Input<'r> {
    head: &'r RequestHead,
    captures: &'r Captures,
    query: Pairs<'r>,
    body: &'r ReadBody,
    violations: Vec<Violation>,
    /// What is wrong with what can be read.
    broken: Vec<Violation>,
    /// The rules that are broken by what could be read of a request that can't be read as a whole.
    found: Found,
    /// Whether these have been looked for.
    is_rest_checked: Cell<bool>,
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

impl<'r> Input<'r> {
    pub(super) fn new(head: &'r RequestHead, captures: &'r Captures, body: &'r ReadBody) -> Self {
        let query = decode::pairs(head.uri().query().unwrap_or_default());
        Self {
            head,
            captures,
            query,
            body,
            violations: Vec::new(),
            broken: Vec::new(),
            found: Found::default(),
            is_rest_checked: Cell::new(false),
        }
    }

    /// Makes a request of the input, and tells what is wrong with it that doesn't keep it from being read; read-only
    /// properties are passed over, or refused.
    ///
    /// # Errors
    /// Something is missing or wrong: the rejection lists all of it.
    pub(super) fn decode<R: Endpoint>(
        mut self,
        refuses_read_only: bool,
    ) -> Result<(R, Vec<Violation>), Rejection> {
        let decode = || wire::filling(true, || Strictness::Strict.scope(|| R::decode(&mut self)));
        match wire::refusing(refuses_read_only, decode) {
            Some(request) if !self.is_broken() => Ok((request, self.broken)),
            request => {
                // Nothing failed but a body without parameters beside it, of which the rest could be read.
                if let Some(request) = request.filter(|_| !self.is_rest_checked.get()) {
                    request.check_request(&At::whole(&self.found));
                }
                let reading = self.violations.into_iter().chain(self.body.fault.clone());
                let checking = self.broken.into_iter().chain(self.found.into_list());
                Err(Rejection::of(reading, checking))
            }
        }
    }

    /// Where to hold what could be read against the rules of the description, once all is read and something of it can't be:
    /// all that is wrong is told at once. `None` where all could be read, for then the request is checked as a whole.
    pub fn rest(&self) -> Option<At<'_>> {
        self.is_rest_checked.set(true);
        self.is_broken().then(|| At::whole(&self.found))
    }

    fn is_broken(&self) -> bool {
        !self.violations.is_empty() || self.body.fault.is_some()
    }

    /// A path parameter of the style `simple`, not exploded.
    pub fn path<T: Parameter>(&mut self, name: &'static str) -> Option<T> {
        self.path_styled(Style::Simple, false, name)
    }

    /// A path parameter.
    pub fn path_styled<T: Parameter>(
        &mut self,
        style: Style,
        explode: bool,
        name: &'static str,
    ) -> Option<T> {
        self.parameter(Place::Path(name), |input| {
            input.path_value(style, explode, T::SHAPE, name)
        })
    }

    /// A query parameter of the style `form`, exploded.
    pub fn query<T: Parameter>(&mut self, name: &'static str) -> Option<T> {
        self.query_styled(Style::Form, true, name)
    }

    /// A query parameter.
    pub fn query_styled<T: Parameter>(
        &mut self,
        style: Style,
        explode: bool,
        name: &'static str,
    ) -> Option<T> {
        self.parameter(Place::Query(name), |input| {
            decode::query(style, explode, T::SHAPE, name, &input.query)
        })
    }

    /// A query parameter that may be given without a value (OpenAPI's `allowEmptyValue`): an empty text where the type
    /// has one, else an empty array or object, else as if it weren't given.
    pub fn query_or_empty<T: Parameter>(
        &mut self,
        style: Style,
        explode: bool,
        name: &'static str,
    ) -> Option<T> {
        let mut texts = self.query.iter().filter(|(key, _)| key == name);
        let is_empty = matches!((texts.next(), texts.next()), (Some((_, "")), None));
        if !is_empty {
            return self.query_styled(style, explode, name);
        }
        let empty = match T::SHAPE {
            Shape::List => Value::List(Vec::new()),
            Shape::Object(_) | Shape::Map => Value::Object(Vec::new()),
            _ => Value::Text(String::new()),
        };
        match T::from_value(empty) {
            Ok(value) => Some(value),
            Err(_) => self.parameter(Place::Query(name), |_| Ok(Value::Absent)),
        }
    }

    /// A query parameter that is an object with any keys, spread over the query (style `form`, exploded): all that
    /// belongs to none of the others.
    pub fn query_rest<T: Parameter>(&mut self, name: &'static str, others: &[&str]) -> Option<T> {
        let pairs = self.query.iter();
        let rest = pairs
            .filter(|(key, _)| !decode::is_claimed(key, others))
            .cloned()
            .collect();
        self.parameter(Place::Query(name), |_| {
            decode::query(Style::Form, true, T::SHAPE, name, &rest)
        })
    }

    /// A parameter that is a JSON document (OpenAPI's `content`) and must be there.
    pub fn json_parameter<T: DeserializeOwned>(
        &mut self,
        location: Location,
        name: &'static str,
    ) -> Option<T> {
        match self.optional_json_parameter(location, name)? {
            Some(value) => Some(value),
            None => {
                let message = ParameterError::missing().to_string();
                self.violate_rule(place(location, name), "required", message)
            }
        }
    }

    /// A parameter that is a JSON document (OpenAPI's `content`), if it is there.
    pub fn optional_json_parameter<T: DeserializeOwned>(
        &mut self,
        location: Location,
        name: &'static str,
    ) -> Option<Option<T>> {
        let text = match location {
            Location::Path => self.path(name),
            Location::Query => self.query(name),
            Location::Header => self.header(name),
            Location::Cookie => self.cookie(name),
        };
        let text: Option<String> = text?;
        let Some(text) = text else { return Some(None) };
        let read = wire::from_slice_all(text.as_bytes());
        let part = || place(location, name);
        let told = self.told(part, read, |failure| {
            let message = match failure.pointer.as_str() {
                "" => failure.message,
                pointer => format!("{pointer}: {}", failure.message),
            };
            violation(part(), failure.rule, message)
        });
        told.map(Some)
    }

    /// A header of the style `simple`, not exploded.
    pub fn header<T: Parameter>(&mut self, name: &'static str) -> Option<T> {
        self.parameter(Place::Header(name), |input| {
            headers::value(input.head.headers(), name, false, T::SHAPE)
        })
    }

    /// A header of the style `simple`, exploded.
    pub fn header_exploded<T: Parameter>(&mut self, name: &'static str) -> Option<T> {
        self.parameter(Place::Header(name), |input| {
            headers::value(input.head.headers(), name, true, T::SHAPE)
        })
    }

    /// A cookie of the style `form`.
    pub fn cookie<T: Parameter>(&mut self, name: &'static str) -> Option<T> {
        self.parameter(Place::Cookie(name), |input| {
            match cookie(input.head.headers(), name) {
                Some(text) => decode::cookie(T::SHAPE, text),
                None => Ok(Value::Absent),
            }
        })
    }

    /// Which of the operation's contents the body is; `None`: there is no body.
    pub fn content(&self) -> Option<usize> {
        self.body.content
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&mut self) -> Option<T> {
        // Null stands for no body: the router has refused the request already if there must be one.
        let document = self.bytes_of_body().map_or(&b"null"[..], |body| body);
        self.body_told(|| wire::from_slice_all(document))
    }

    /// The body as JSON, where there is one. `null` is a document, and no missing body.
    pub fn optional_json<T: DeserializeOwned>(&mut self) -> Option<Option<T>> {
        match self.body.content {
            None => Some(None),
            Some(_) => self.json().map(Some),
        }
    }

    /// The body as text: a `String`, or an `Option` of it where there may be none.
    pub fn text<T: Content<String>>(&mut self) -> Option<T> {
        let text = match self.bytes_of_body().map(|body| std::str::from_utf8(body)) {
            None => None,
            Some(Ok(text)) => Some(text.to_owned()),
            Some(Err(_)) => {
                return self.violate_syntax(Place::Body(String::new()), "isn't UTF-8".to_owned());
            }
        };
        self.body_or_none(text)
    }

    /// The body as text that holds a number, a date or the like; `Option` makes `None` of none.
    pub fn scalar<T: DeserializeOwned>(&mut self) -> Option<T> {
        let value = match self.bytes_of_body().map(|body| std::str::from_utf8(body)) {
            None => serde_json::Value::Null,
            Some(Ok(text)) => serde_json::Value::String(text.to_owned()),
            Some(Err(_)) => {
                return self.violate_syntax(Place::Body(String::new()), "isn't UTF-8".to_owned());
            }
        };
        self.body_told(|| wire::from_textual_all(&value))
    }

    /// The body as a form, `application/x-www-form-urlencoded`; `Option` makes `None` of none.
    pub fn form<T: DeserializeOwned>(&mut self, styles: &[(&str, FormStyle)]) -> Option<T> {
        let fields = match self.bytes_of_body() {
            Some(body) => urlencoded::decode(styles, body),
            None => Ok(serde_json::Value::Null),
        };
        self.body_told(|| wire::from_textual_all(&fields?))
    }

    /// The body as a form in parts, `multipart/form-data`; `Option` makes `None` of none.
    pub fn multipart<T: DeserializeOwned>(&mut self, styles: &[(&str, FormStyle)]) -> Option<T> {
        let body = self.body;
        let of_others = part_types::of_others(styles, &body.parts);
        self.broken.extend(
            of_others.map(|failure| {
                violation(Place::Body(failure.pointer), failure.rule, failure.message)
            }),
        );
        self.body_told(|| match body.content {
            Some(_) => multipart::decode(styles, &body.parts, wire::from_textual_all),
            None => wire::from_textual_all(&serde_json::Value::Null),
        })
    }

    /// What was read of the body; all that is wrong with it is noted.
    fn body_told<T>(&mut self, read: impl FnOnce() -> Result<Read<T>, Unread<T>>) -> Option<T> {
        let read = wire::filling(!self.is_change(), read);
        if read.is_err() && self.body.fault.is_some() {
            // What is wrong with the body is known already.
            return None;
        }
        let part = || Place::Body(String::new());
        self.told(part, read, |failure| {
            violation(Place::Body(failure.pointer), failure.rule, failure.message)
        })
    }

    /// Whether the body says what is to change (RFC 5789; RFC 7396): what it leaves out stays as it is, whatever its default.
    fn is_change(&self) -> bool {
        let content_type = self.head.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        self.head.method() == Method::PATCH
            || content_type.is_some_and(|it| essence(it).eq_ignore_ascii_case(MERGE_PATCH))
    }

    /// What was read of a part of the request; all that is wrong with it is noted as what `violation` makes of it.
    fn told<T>(
        &mut self,
        part: impl Fn() -> Place,
        read: Result<Read<T>, Unread<T>>,
        violation: impl Fn(DecodeFailure) -> Violation,
    ) -> Option<T> {
        match read {
            Ok(Read { value, overlaps }) => {
                self.broken.extend(overlaps.into_iter().map(violation));
                Some(value)
            }
            Err(Unread { failures, rest }) => {
                self.violations.extend(failures.into_iter().map(violation));
                let Rest { value, places } = rest?;
                self.rest_of(part(), value, places)
            }
        }
    }

    /// The rest of a part of the request. That is refused, and no handler sees this: only the rules of what was read are
    /// looked at.
    #[cold]
    fn rest_of<T>(&mut self, part: Place, value: T, places: Vec<String>) -> Option<T> {
        self.found.leave_out(part, places);
        Some(value)
    }

    /// The body as it came: `Bytes`, or an `Option` of them where there may be none.
    pub fn bytes<T: Content<Bytes>>(&mut self) -> Option<T> {
        self.body_or_none(self.bytes_of_body().cloned())
    }

    /// The body as XML. Where there is none, `Option` makes `None` of it.
    pub fn xml<T: DeserializeOwned>(&mut self, root: &Root) -> Option<T> {
        let document = match self.bytes_of_body() {
            Some(document) => xml::to_json(root, document),
            None => Ok(b"null".to_vec()),
        };
        self.body_told(|| wire::from_slice_all(&document?))
    }

    /// The body as it comes in: a [`Body`], or an `Option` of it where there may be none.
    pub fn stream<T: Content<Body>>(&mut self) -> Option<T> {
        self.body_or_none(self.stream_of_body())
    }

    /// The body as server-sent events whose data are JSON.
    pub fn events<D, T>(&mut self) -> Option<T>
    where
        D: DeserializeOwned + Send + 'static,
        T: Content<Events<D>>,
    {
        let events = self
            .stream_of_body()
            .map(|body| Events::decode(body, Strictness::Strict));
        self.streamed(events)
    }

    /// The body as server-sent events whose data are text.
    pub fn text_events<T: Content<TextEvents>>(&mut self) -> Option<T> {
        let events = self.stream_of_body().map(TextEvents::decode_text);
        self.streamed(events)
    }

    /// The body as JSON texts, one behind the other.
    pub fn lines<I, T>(&mut self) -> Option<T>
    where
        I: DeserializeOwned + Send + 'static,
        T: Content<Lines<I>>,
    {
        let media_type = self.head.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or_default();
        let lines = self
            .stream_of_body()
            .map(|body| Lines::decode(media_type, body, Strictness::Strict));
        self.streamed(lines)
    }

    fn stream_of_body(&self) -> Option<Body> {
        self.body.content.map(|_| self.body.stream.clone())
    }

    fn streamed<S, T: Content<S>>(&mut self, stream: Option<Result<S, BodyError>>) -> Option<T> {
        match stream.transpose() {
            Ok(stream) => self.body_or_none(stream),
            Err(error) => self.violate_syntax(Place::Body(String::new()), error.to_string()),
        }
    }

    fn path_value(
        &self,
        style: Style,
        explode: bool,
        shape: Shape,
        name: &str,
    ) -> Result<Value, ParameterError> {
        match self.captures.iter().find(|(key, _)| *key == name) {
            Some((_, text)) => decode::path(style, explode, shape, name, text),
            None => Ok(Value::Absent),
        }
    }

    fn parameter<T: Parameter>(
        &mut self,
        place: Place,
        value: impl Fn(&Self) -> Result<Value, ParameterError>,
    ) -> Option<T> {
        match value(self).and_then(T::from_value) {
            Ok(value) => Some(value),
            Err(error) if error.says_several_fit() => {
                let read = || value(self).and_then(T::from_value);
                match bearing_several(read) {
                    Ok(read) => {
                        self.broken.extend(violations(&place, error));
                        Some(read)
                    }
                    Err(error) => self.misread(place, value(self), error),
                }
            }
            Err(error) => self.misread(place, value(self), error),
        }
    }

    /// Notes all that keeps a parameter from being read, and gives the rest of what it consists of.
    #[cold]
    fn misread<T: Parameter>(
        &mut self,
        place: Place,
        value: Result<Value, ParameterError>,
        error: ParameterError,
    ) -> Option<T> {
        let rest = value.ok().and_then(|value| stand_in::read(value, &error));
        self.violations.extend(violations(&place, error));
        let stand_in::Rest { value, places } = rest?;
        self.rest_of(place, value, places)
    }

    fn bytes_of_body(&self) -> Option<&'r Bytes> {
        self.body.content.map(|_| &self.body.bytes)
    }

    fn body_or_none<B, T: Content<B>>(&mut self, content: Option<B>) -> Option<T> {
        match T::from_content(content) {
            Some(content) => Some(content),
            None if self.body.fault.is_some() => None,
            None => self.violate_syntax(
                Place::Body(String::new()),
                "a body is required, but missing".to_owned(),
            ),
        }
    }

    #[cold]
    fn violate_syntax<T>(&mut self, place: Place, message: String) -> Option<T> {
        self.violate_rule(place, "syntax", message)
    }

    #[cold]
    fn violate_rule<T>(&mut self, place: Place, rule: &'static str, message: String) -> Option<T> {
        self.violations.push(violation(place, rule, message));
        None
    }
}

fn violation(place: Place, rule: &'static str, message: String) -> Violation {
    Violation {
        place,
        rule,
        message,
    }
}

/// What is wrong with a parameter: where in its value stands in the message.
fn violations(place: &Place, error: ParameterError) -> impl Iterator<Item = Violation> {
    let faults = error.into_faults().into_iter();
    faults.map(|fault| violation(place.clone(), fault.rule, fault.to_string()))
}

fn place(location: Location, name: &'static str) -> Place {
    match location {
        Location::Path => Place::Path(name),
        Location::Query => Place::Query(name),
        Location::Header => Place::Header(name),
        Location::Cookie => Place::Cookie(name),
    }
}

/// A body that must be there, or an `Option` of one that need not be.
pub trait Content<B>: Sized {
    /// The body; `None` where it must be there and is not.
    fn from_content(content: Option<B>) -> Option<Self>;
}

impl<B> Content<B> for B {
    fn from_content(content: Option<B>) -> Option<Self> {
        content
    }
}

impl<B> Content<B> for Option<B> {
    fn from_content(content: Option<B>) -> Option<Self> {
        Some(content)
    }
}
