//! The parameters of a request: path, query, headers and cookies.

use serde::Serialize;

use super::{Outgoing, push_behind};
use crate::headers;
use crate::param::encode::{self, Fault};
use crate::param::escape::{Escape, cookie_name, path_literal, query_literal};
use crate::param::{Location, Parameter, Style, Value, to_sent};
use crate::wire;

impl Outgoing {
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
        self.query_value(Style::Form, true, false, name, &to_sent(value))
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
        self.query_value(style, explode, allow_reserved, name, &to_sent(value))
    }

    /// Adds a header of the style `simple`, not exploded; nothing where the value is absent.
    pub fn header<T: Parameter>(self, name: &str, value: &T) -> Self {
        self.header_value(false, name, &to_sent(value))
    }

    /// Adds a header of the style `simple`, exploded; nothing where the value is absent.
    pub fn header_exploded<T: Parameter>(self, name: &str, value: &T) -> Self {
        self.header_value(true, name, &to_sent(value))
    }

    /// Adds a cookie of the style `form`; nothing where the value is absent. Arrays and objects are never spread,
    /// for a cookie's name stands once.
    pub fn cookie<T: Parameter>(self, name: &str, value: &T) -> Self {
        self.cookie_value(name, &to_sent(value))
    }

    /// Adds a parameter that is a JSON document (OpenAPI's `content`); nothing where there is none.
    pub fn json_parameter<T: Serialize>(
        mut self,
        location: Location,
        name: &str,
        value: Option<&T>,
    ) -> Self {
        let Some(value) = value else { return self };
        let value = match wire::to_string(value) {
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

    fn path_value(mut self, style: Style, explode: bool, name: &str, value: &Value) -> Self {
        match encode::write(style, explode, Escape::Reserved, name, value) {
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
        match encode::write(style, explode, escape, name, value) {
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
        // The name is escaped in another way than what stands behind it.
        match encode::write(Style::Form, false, Escape::Reserved, "", value) {
            Ok(Some(pair)) => {
                let pair = format!("{}{pair}", cookie_name(name));
                push_behind(&mut self.cookies, "; ", &pair);
            }
            Ok(None) => {}
            Err(fault) => self.fail_parameter(&format!("the cookie `{name}`"), fault),
        }
        self
    }

    fn fail_parameter(&mut self, what: &str, fault: Fault) {
        self.fail(format!("{what} {}", fault.message()));
    }
}
