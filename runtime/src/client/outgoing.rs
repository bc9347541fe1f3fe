//! A request on its way out.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::base_url::BaseUrl;
use super::error::{Failure, InvalidRequest};
use crate::form::{FormStyle, multipart, urlencoded};
use crate::headers;
use crate::operation::OperationInfo;
use crate::param::encode::{self, Fault};
use crate::param::escape::{Escape, path_literal, query_literal};
use crate::param::{Location, Parameter, Style, Value};
use crate::stream::{Body, BodyError, Events, Lines, TextEvents};
use crate::wire;
use crate::xml::{self, Root};

/// A request that is being put together. What can't be written is told when it is sent.
#[derive(Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct Outgoing {
    operation: &'static OperationInfo,
    path: String,
    query: String,
    headers: HeaderMap,
    cookies: String,
    secret_cookies: bool,
    body: Body,
    fault: Option<InvalidRequest>,
}

impl Outgoing {
    /// Starts a request.
    pub fn new(operation: &'static OperationInfo) -> Self {
        Self {
            operation,
            path: String::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            secret_cookies: false,
            body: Body::empty(),
            fault: None,
        }
    }

    /// Appends a literal piece of the path.
    pub fn literal(mut self, text: &'static str) -> Self {
        self.path.push_str(&path_literal(text));
        self
    }

    /// Appends a path parameter of the style `simple`, not exploded.
    pub fn path<T: Parameter>(self, value: &T) -> Self {
        self.path_value(Style::Simple, false, "", &value.to_value())
    }

    /// Appends a path parameter.
    pub fn path_styled<T: Parameter>(
        self,
        style: Style,
        explode: bool,
        name: &str,
        value: &T,
    ) -> Self {
        self.path_value(style, explode, name, &value.to_value())
    }

    /// Adds a query that the path template has itself.
    pub fn query_literal(mut self, query: &'static str) -> Self {
        self.push_query(&query_literal(query));
        self
    }

    /// Adds a query parameter of the style `form`, exploded; nothing where the value is absent.
    pub fn query<T: Parameter>(self, name: &str, value: &T) -> Self {
        self.query_value(Style::Form, true, false, name, &value.to_value())
    }

    /// Adds a query parameter; nothing where the value is absent.
    pub fn query_styled<T: Parameter>(
        self,
        style: Style,
        explode: bool,
        allow_reserved: bool,
        name: &str,
        value: &T,
    ) -> Self {
        self.query_value(style, explode, allow_reserved, name, &value.to_value())
    }

    /// Adds a header of the style `simple`, not exploded; nothing where the value is absent.
    pub fn header<T: Parameter>(self, name: &str, value: &T) -> Self {
        self.header_value(false, name, &value.to_value())
    }

    /// Adds a header of the style `simple`, exploded; nothing where the value is absent.
    pub fn header_exploded<T: Parameter>(self, name: &str, value: &T) -> Self {
        self.header_value(true, name, &value.to_value())
    }

    /// Adds a cookie of the style `form`; nothing where the value is absent. Arrays and objects are never spread,
    /// for a cookie's name stands once.
    pub fn cookie<T: Parameter>(self, name: &str, value: &T) -> Self {
        self.cookie_value(name, &value.to_value())
    }

    /// Adds a parameter that is a JSON document (OpenAPI's `content`); nothing where there is none.
    pub fn json_parameter<T: Serialize>(
        mut self,
        location: Location,
        name: &str,
        value: Option<&T>,
    ) -> Self {
        let Some(value) = value else { return self };
        let value = match serde_json::to_string(value) {
            Ok(json) => Value::Text(json),
            Err(error) => {
                self.fail(format!(
                    "the parameter `{name}` can't be written as JSON: {error}"
                ));
                return self;
            }
        };
        match location {
            Location::Path => self.path_value(Style::Simple, false, name, &value),
            Location::Query => self.query_value(Style::Form, true, false, name, &value),
            Location::Header => self.header_value(false, name, &value),
            Location::Cookie => self.cookie_value(name, &value),
        }
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize>(mut self, media_type: &'static str, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.bytes(media_type, &json.into()),
            Err(error) => {
                self.fail(format!("the body can't be written as JSON: {error}"));
                self
            }
        }
    }

    /// Sets an XML body.
    pub fn xml<T: Serialize>(mut self, media_type: &'static str, root: &Root, body: &T) -> Self {
        match xml::to_vec(root, body) {
            Ok(document) => self.bytes(media_type, &document.into()),
            Err(error) => {
                self.fail(format!("the body can't be written as XML: {error}"));
                self
            }
        }
    }

    /// Sets a text body.
    pub fn text(self, media_type: &'static str, body: &str) -> Self {
        self.bytes(media_type, &Bytes::copy_from_slice(body.as_bytes()))
    }

    /// Sets a text body that holds a number, a date or the like.
    pub fn scalar<T: Serialize>(mut self, media_type: &'static str, body: &T) -> Self {
        match wire::to_text(body) {
            Ok(text) => self.text(media_type, &text.unwrap_or_default()),
            Err(error) => {
                self.fail(format!("the body can't be written as text: {error}"));
                self
            }
        }
    }

    /// Sets a form, `application/x-www-form-urlencoded`.
    pub fn form<T: Serialize>(
        mut self,
        media_type: &'static str,
        styles: &[(&str, FormStyle)],
        body: &T,
    ) -> Self {
        match urlencoded::encode(styles, body) {
            Ok(form) => self.text(media_type, &form),
            Err(error) => {
                self.fail(format!("the body can't be written as a form: {error}"));
                self
            }
        }
    }

    /// Sets a form in parts, `multipart/form-data`. Files that come piece by piece can be sent once.
    pub fn multipart<T: Serialize>(
        mut self,
        media_type: &'static str,
        styles: &[(&str, FormStyle)],
        body: &T,
    ) -> Self {
        match multipart::encode(media_type, styles, body) {
            Ok((media_type, body)) => self.typed(&media_type, &body),
            Err(error) => {
                self.fail(format!("the body can't be written as a form: {error}"));
                self
            }
        }
    }

    /// Sets a body of bytes.
    pub fn bytes(self, media_type: &'static str, body: &Bytes) -> Self {
        self.stream(media_type, &Body::from(body.clone()))
    }

    /// Sets a body that may come piece by piece. Pieces can be sent once.
    pub fn stream(self, media_type: &'static str, body: &Body) -> Self {
        self.typed(media_type, body)
    }

    fn typed(mut self, media_type: &str, body: &Body) -> Self {
        match HeaderValue::from_str(media_type) {
            Ok(value) => self.set_header(CONTENT_TYPE, value),
            Err(_) => self.fail(format!("`{media_type}` is no media type")),
        }
        self.body = body.clone();
        self
    }

    /// Sets a body of server-sent events whose data are JSON. They can be sent once.
    pub fn events<T: Serialize + Send + 'static>(
        self,
        media_type: &'static str,
        events: &Events<T>,
    ) -> Self {
        self.encoded(media_type, events.encode())
    }

    /// Sets a body of server-sent events whose data are text. They can be sent once.
    pub fn text_events(self, media_type: &'static str, events: &TextEvents) -> Self {
        self.encoded(media_type, events.encode_text())
    }

    /// Sets a body of JSON texts, one behind the other. They can be sent once.
    pub fn lines<T: Serialize + 'static>(self, media_type: &'static str, lines: &Lines<T>) -> Self {
        self.encoded(media_type, lines.encode(media_type))
    }

    fn encoded(mut self, media_type: &'static str, body: Result<Body, BodyError>) -> Self {
        match body {
            Ok(body) => self.stream(media_type, &body),
            Err(error) => {
                self.fail(error.to_string());
                self
            }
        }
    }

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
    pub fn optional_form<T: Serialize>(
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
    pub fn optional_multipart<T: Serialize>(
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

    /// Says which media types the reply may have.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        match HeaderValue::from_str(media_types) {
            Ok(value) => self.set_header(ACCEPT, value),
            Err(_) => self.fail(format!("`{media_types}` is no list of media types")),
        }
        self
    }

    pub(super) fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// Sets a header, in place of one of the same name.
    pub(super) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }

    /// Sets headers that aren't set as yet. `Accept` is set anew: what an operation says there is all that it documents,
    /// of which a caller may want less.
    pub(super) fn set_defaults(&mut self, defaults: &HeaderMap) {
        for (name, value) in defaults {
            if name == ACCEPT || !self.headers.contains_key(name) {
                self.set_header(name.clone(), value.clone());
            }
        }
    }

    /// Appends a piece of the query, ready to be sent.
    pub(super) fn push_query(&mut self, piece: &str) {
        push_behind(&mut self.query, "&", piece);
    }

    /// Appends a cookie, ready to be sent, that nothing may print.
    pub(super) fn push_secret_cookie(&mut self, pair: &str) {
        push_behind(&mut self.cookies, "; ", pair);
        self.secret_cookies = true;
    }

    /// The request, whole.
    pub(super) fn finish(mut self, base_url: &BaseUrl) -> Result<http::Request<Body>, Failure> {
        if self
            .path
            .split('/')
            .any(|segment| segment == "." || segment == "..")
        {
            self.fail("a path parameter is `.` or `..`, which URLs take for a step up".to_owned());
        }
        self.set_cookies();
        if let Some(fault) = self.fault {
            return Err(Failure::InvalidRequest(fault));
        }
        let built = http::Request::builder()
            .method(self.operation.method.clone())
            .uri(base_url.join(&self.path, &self.query))
            .body(self.body);
        match built {
            Ok(mut request) => {
                *request.headers_mut() = self.headers;
                Ok(request)
            }
            Err(_) => {
                let message =
                    "base URL, path and query make no URL together: it may be too long".to_owned();
                Err(Failure::InvalidRequest(InvalidRequest::new(
                    self.operation.id,
                    message,
                )))
            }
        }
    }

    fn set_cookies(&mut self) {
        if self.cookies.is_empty() {
            return;
        }
        match HeaderValue::from_str(&self.cookies) {
            Ok(mut value) => {
                value.set_sensitive(self.secret_cookies);
                self.set_header(COOKIE, value);
            }
            Err(_) => self.fail("a cookie holds characters that no header may hold".to_owned()),
        }
    }

    fn path_value(mut self, style: Style, explode: bool, name: &str, value: &Value) -> Self {
        match encode::expand(style, explode, Escape::Reserved, name, value) {
            Ok(Some(text)) if !text.is_empty() => self.path.push_str(&text),
            Ok(_) => {
                self.fail("a path parameter is empty: the path would lead elsewhere".to_owned())
            }
            Err(fault) => self.fail_parameter("a path parameter", fault),
        }
        self
    }

    fn query_value(
        mut self,
        style: Style,
        explode: bool,
        allow_reserved: bool,
        name: &str,
        value: &Value,
    ) -> Self {
        let escape = if allow_reserved {
            Escape::QueryOnly
        } else {
            Escape::Reserved
        };
        match encode::expand(style, explode, escape, name, value) {
            Ok(Some(piece)) => self.push_query(&piece),
            Ok(None) => {}
            Err(fault) => self.fail_parameter(&format!("the query parameter `{name}`"), fault),
        }
        self
    }

    fn header_value(mut self, explode: bool, name: &str, value: &Value) -> Self {
        match headers::header(name, explode, value) {
            Ok(Some((name, value))) => self.set_header(name, value),
            Ok(None) => {}
            Err(fault) => self.fail(fault),
        }
        self
    }

    fn cookie_value(mut self, name: &str, value: &Value) -> Self {
        match encode::expand(Style::Form, false, Escape::Reserved, name, value) {
            Ok(Some(pair)) => push_behind(&mut self.cookies, "; ", &pair),
            Ok(None) => {}
            Err(fault) => self.fail_parameter(&format!("the cookie `{name}`"), fault),
        }
        self
    }

    fn fail_parameter(&mut self, what: &str, fault: Fault) {
        self.fail(format!("{what} {}", fault.message()));
    }

    /// Notes what can't be written; the first such thing is told.
    fn fail(&mut self, message: String) {
        let operation = self.operation.id;
        self.fault
            .get_or_insert_with(|| InvalidRequest::new(operation, message));
    }
}

fn push_behind(text: &mut String, separator: &str, piece: &str) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.push_str(piece);
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::Outgoing;
    use crate::client::base_url::BaseUrl;
    use crate::client::error::Failure;
    use crate::operation::OperationInfo;

    const SHOW: &OperationInfo = &OperationInfo {
        id: "Show",
        method: Method::GET,
        path: "/files/{name}",
        security: &[],
    };

    fn uri(outgoing: Outgoing) -> Result<String, String> {
        let base_url = BaseUrl::parse("https://a.example/v1/").unwrap();
        match outgoing.finish(&base_url) {
            Ok(request) => Ok(request.uri().to_string()),
            Err(Failure::InvalidRequest(error)) => Err(error.to_string()),
            Err(_) => panic!("a request that isn't sent can't fail otherwise"),
        }
    }

    fn file(name: &str) -> Result<String, String> {
        uri(Outgoing::new(SHOW)
            .literal("/files/")
            .path(&name.to_owned()))
    }

    #[test]
    fn path_parameters_stay_in_their_segment() {
        assert_eq!(
            file("a/../b?c#d").unwrap(),
            "https://a.example/v1/files/a%2F..%2Fb%3Fc%23d"
        );
        assert_eq!(file("...").unwrap(), "https://a.example/v1/files/...");
        for name in ["", ".", ".."] {
            assert!(
                file(name)
                    .unwrap_err()
                    .starts_with("`Show` can't be sent: a path parameter is"),
                "{name}"
            );
        }
    }

    #[test]
    fn literals_and_queries_are_made_fit_for_urls() {
        let outgoing = Outgoing::new(SHOW)
            .literal("/größe/a b:c")
            .query("page[size]", &Some(10_i64))
            .query("none", &None::<i64>)
            .query("q", &"a&b=c d+e".to_owned());
        assert_eq!(
            uri(outgoing).unwrap(),
            "https://a.example/v1/gr%C3%B6%C3%9Fe/a%20b:c?page%5Bsize%5D=10&q=a%26b%3Dc%20d%2Be"
        );
    }

    #[test]
    fn the_first_fault_is_told() {
        let mut nested = serde_json::Value::Array(Vec::new());
        for _ in 0..100 {
            nested = serde_json::Value::Array(vec![nested]);
        }
        let outgoing = Outgoing::new(SHOW)
            .header("x-a", &"a\nb".to_owned())
            .query("nested", &nested);
        let error = uri(outgoing).unwrap_err();
        assert!(
            error.contains("the header `x-a` holds characters"),
            "{error}"
        );
        let error = uri(Outgoing::new(SHOW).query("nested", &nested)).unwrap_err();
        assert!(
            error.contains("the query parameter `nested` holds arrays"),
            "{error}"
        );
    }
}
