//! Why a request never reached its handler, or a handler's answer never its caller.

use std::time::Duration;

use axum::response::Response;
use http::header::{
    ACCEPT_ENCODING, ALLOW, CONNECTION, HeaderMap, HeaderValue, VARY, WWW_AUTHENTICATE,
};
use http::{Method, StatusCode};

use super::problem;
use super::vary;
use crate::validate::{MOST_VIOLATIONS, Violation};

/// Why a request never reached its handler, or a handler's answer never its caller.
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// No route (404).
    NotFound,
    /// The path has no such method (405).
    MethodNotAllowed {
        /// The methods that it has.
        allow: Vec<Method>,
    },
    /// Credentials are missing or wrong (401).
    Unauthorized {
        /// The scheme whose credentials are wrong; `None` where there are none at all.
        scheme: Option<&'static str>,
        /// What is wrong, in words for the caller.
        detail: String,
        /// What goes into `WWW-Authenticate`.
        challenges: Vec<String>,
    },
    /// The credentials are right, but don't allow this (403).
    Forbidden {
        /// The scheme that denied it.
        scheme: &'static str,
        /// Why, in words for the caller.
        detail: String,
        /// What goes into `WWW-Authenticate`: what scopes are missing (RFC 6750, section 3.1), or nothing.
        challenges: Vec<String>,
    },
    /// Something in parameters or body can't be read (400): it isn't written as it must be, or is of another type.
    BadRequest {
        /// All that is wrong.
        violations: Vec<Violation>,
    },
    /// All of parameters and body can be read, but breaks rules of the description (422).
    Unprocessable {
        /// All that is wrong.
        violations: Vec<Violation>,
    },
    /// The body has another media type than the operation takes (415).
    UnsupportedMediaType {
        /// What it takes.
        expected: Vec<&'static str>,
    },
    /// The body is encoded, by compression say, which the router doesn't undo: a layer before it may (415).
    UnsupportedEncoding,
    /// The caller accepts no media type that the operation answers with (406).
    NotAcceptable {
        /// What it answers with.
        offered: &'static [&'static str],
    },
    /// The body is too large (413).
    PayloadTooLarge {
        /// How many bytes it may have.
        limit: usize,
    },
    /// The body is a form in parts whose fields take more memory than they may (413).
    FieldsTooLarge {
        /// How many bytes they may take.
        limit: usize,
    },
    /// The body didn't come in in time (408).
    RequestTimeout {
        /// How long a request may take.
        limit: Duration,
    },
    /// The handler didn't answer in time (503).
    AnswerTimeout {
        /// How long a request may take.
        limit: Duration,
    },
    /// Something went wrong that is none of the caller's business (500). It has been logged.
    Internal,
}

impl Rejection {
    /// What becomes of a request with these violations: those that were found as it was read, and those that were found as
    /// what had been read was checked. Rules that are broken in either way have the same names, but only what breaks `syntax`
    /// or `type` as it is read can't be read.
    pub(super) fn of(
        reading: impl IntoIterator<Item = Violation>,
        checking: impl IntoIterator<Item = Violation>,
    ) -> Self {
        let mut violations: Vec<_> = reading.into_iter().collect();
        let is_unread = |violation: &Violation| matches!(violation.rule, "syntax" | "type");
        let is_unread = violations.iter().any(is_unread);
        violations.extend(checking);
        violations.truncate(MOST_VIOLATIONS);
        match is_unread {
            true => Self::BadRequest { violations },
            false => Self::Unprocessable { violations },
        }
    }

    /// The status that stands for it.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unauthorized { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::Unprocessable { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::UnsupportedMediaType { .. } | Self::UnsupportedEncoding => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::NotAcceptable { .. } => StatusCode::NOT_ACCEPTABLE,
            Self::PayloadTooLarge { .. } | Self::FieldsTooLarge { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::RequestTimeout { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::AnswerTimeout { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What in the request breaks the contract; empty for all but [`Rejection::BadRequest`] and
    /// [`Rejection::Unprocessable`].
    pub fn violations(&self) -> &[Violation] {
        match self {
            Self::BadRequest { violations } | Self::Unprocessable { violations } => violations,
            _ => &[],
        }
    }

    /// What is wrong, in words for the caller; `None` where the status says it all.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::NotFound | Self::MethodNotAllowed { .. } | Self::Internal => None,
            Self::Unauthorized { detail, .. } | Self::Forbidden { detail, .. } => {
                Some(detail.clone())
            }
            Self::BadRequest { violations } | Self::Unprocessable { violations } => Some(
                violations
                    .iter()
                    .map(Violation::to_string)
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
            Self::UnsupportedMediaType { expected } => Some(format!(
                "the body must be of the media type {}",
                expected.join(" or ")
            )),
            Self::UnsupportedEncoding => {
                Some("the body must be sent as it is, without `Content-Encoding`".to_owned())
            }
            Self::NotAcceptable { offered } => Some(format!(
                "the answer is of the media type {}, which isn't accepted",
                offered.join(" or ")
            )),
            Self::PayloadTooLarge { limit } => {
                Some(format!("the body may have {limit} bytes at most"))
            }
            Self::FieldsTooLarge { limit } => Some(format!(
                "the fields of the form may take {limit} bytes at most"
            )),
            Self::RequestTimeout { limit } => {
                Some(format!("the body must have come within {limit:?}"))
            }
            Self::AnswerTimeout { limit } => Some(format!("there was no answer within {limit:?}")),
        }
    }

    /// The answer in the shape of RFC 9457, `application/problem+json`.
    pub fn into_response(self) -> Response {
        let mut response = problem::response(&self);
        self.headers().add_missing(response.headers_mut());
        response
    }

    /// The headers that must not be missing from the answer, whoever makes it.
    pub(super) fn headers(&self) -> RequiredHeaders {
        match self {
            Self::MethodNotAllowed { allow } => RequiredHeaders::allow(allow),
            Self::Unauthorized { challenges, .. } | Self::Forbidden { challenges, .. } => {
                RequiredHeaders::challenges(challenges)
            }
            // RFC 9110, section 15.5.9.
            Self::RequestTimeout { .. } => RequiredHeaders::close(),
            Self::UnsupportedEncoding => RequiredHeaders::no_encoding(),
            Self::NotAcceptable { .. } => RequiredHeaders::varying(),
            _ => RequiredHeaders::default(),
        }
    }
}

impl axum::response::IntoResponse for Rejection {
    fn into_response(self) -> Response {
        Self::into_response(self)
    }
}

/// Headers that an answer must have: `Allow` (RFC 9110, section 15.5.6), `WWW-Authenticate` (section 15.5.2), that the
/// connection ends (section 15.5.9), `Accept-Encoding` (section 15.5.16), or that `Accept` has a say (section 12.5.5).
#[derive(Debug, Default)]
pub(super) struct RequiredHeaders(HeaderMap);

impl RequiredHeaders {
    pub(super) fn allow(methods: &[Method]) -> Self {
        let methods: Vec<&str> = methods.iter().map(Method::as_str).collect();
        let value = HeaderValue::from_str(&methods.join(", "));
        Self(value.into_iter().map(|value| (ALLOW, value)).collect())
    }

    fn close() -> Self {
        let close = (CONNECTION, HeaderValue::from_static("close"));
        Self(HeaderMap::from_iter([close]))
    }

    fn no_encoding() -> Self {
        let identity = (ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        Self(HeaderMap::from_iter([identity]))
    }

    fn varying() -> Self {
        let mut headers = HeaderMap::new();
        vary::on_accept(&mut headers);
        Self(headers)
    }

    fn challenges(challenges: &[String]) -> Self {
        let mut headers = HeaderMap::new();
        for challenge in challenges {
            if let Ok(value) = HeaderValue::from_str(challenge) {
                headers.append(WWW_AUTHENTICATE, value);
            }
        }
        Self(headers)
    }

    /// Adds those headers that an answer lacks.
    pub(super) fn add_missing(&self, headers: &mut HeaderMap) {
        if self.0.contains_key(VARY) {
            vary::on_accept(headers);
        }
        for name in self
            .0
            .keys()
            .filter(|name| !headers.contains_key(*name))
            .cloned()
            .collect::<Vec<_>>()
        {
            for value in self.0.get_all(&name) {
                headers.append(name.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rejection;
    use crate::validate::{MOST_VIOLATIONS, Place, Violation};

    fn breaking(rule: &'static str) -> Violation {
        Violation {
            place: Place::Body(String::new()),
            rule,
            message: String::new(),
        }
    }

    #[test]
    fn only_what_is_found_in_reading_can_be_unreadable() {
        let status = |reading: &[&'static str], checking: &[&'static str]| {
            let [reading, checking] =
                [reading, checking].map(|rules| rules.iter().copied().map(breaking));
            let rejection = Rejection::of(reading, checking);
            let told = rejection.violations().iter().map(|it| it.rule).collect();
            (rejection.status().as_u16(), told)
        };
        assert_eq!(status(&[], &["type"]), (422, vec!["type"]));
        assert_eq!(status(&["enum"], &["type"]), (422, vec!["enum", "type"]));
        assert_eq!(status(&["type"], &["enum"]), (400, vec!["type", "enum"]));
        assert_eq!(
            status(&["format", "syntax"], &[]),
            (400, vec!["format", "syntax"])
        );
        // That not all are told doesn't change it.
        let mut many = vec!["enum"; MOST_VIOLATIONS];
        many.push("type");
        let (status, told) = status(&many, &[]);
        assert_eq!((status, told), (400, many[..MOST_VIOLATIONS].to_vec()));
    }
}
