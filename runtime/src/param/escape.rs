//! Percent-encoding (RFC 3986, section 2.1).

use std::borrow::Cow;

#[cfg(feature = "client")]
use percent_encoding::CONTROLS;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::error::ParameterError;

/// All but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// All but the characters that a path may hold (RFC 3986, section 3.3: `pchar` and the slash).
const NOT_IN_PATH: &AsciiSet = &RESERVED
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What a query parameter's value must not hold as it is even where reserved characters are allowed: what a query
/// can't hold (RFC 3986, section 3.4), and what would be taken for the query's own punctuation or a space.
const NOT_IN_QUERY: &AsciiSet = &RESERVED
    .remove(b'/')
    .remove(b'?')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// What the name of a cookie can't hold: it is a token (RFC 6265, section 4.1.1; RFC 9110, section 5.6.2).
#[cfg(feature = "client")]
const NOT_IN_COOKIE_NAME: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'%')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'*')
    .remove(b'+')
    .remove(b'^')
    .remove(b'`')
    .remove(b'|');

/// What the value of a cookie can't hold (RFC 6265, section 4.1.1), and the percent sign.
#[cfg(feature = "client")]
const NOT_IN_COOKIE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b',')
    .add(b';')
    .add(b'\\');

/// Which characters are percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// All but RFC 3986's unreserved ones.
    Reserved,
    /// As many as a query's value needs; what is percent-encoded already stays as it is (OpenAPI's `allowReserved`,
    /// RFC 6570, section 3.2.3).
    QueryOnly,
    /// None: headers hold text as it is.
    Nothing,
}

impl Escape {
    /// The text with these characters percent-encoded.
    pub(crate) fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Reserved => utf8_percent_encode(text, RESERVED).into(),
            Self::QueryOnly => keeping_triplets(text, NOT_IN_QUERY),
            Self::Nothing => Cow::Borrowed(text),
        }
    }
}

/// Literal text of a path template, made fit for a URL (RFC 6570, section 3.1).
pub(crate) fn path_literal(text: &str) -> Cow<'_, str> {
    keeping_triplets(text, NOT_IN_PATH)
}

/// The literal query of a path template, made fit for a URL. Its own punctuation is kept.
#[cfg(feature = "client")]
pub(crate) fn query_literal(query: &str) -> String {
    let pairs = query.split('&').map(|pair| {
        let pieces = pair.splitn(2, '=');
        let pieces: Vec<_> = pieces
            .map(|piece| keeping_triplets(piece, NOT_IN_QUERY))
            .collect();
        pieces.join("=")
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The name of a cookie, made fit for one.
#[cfg(feature = "client")]
pub(crate) fn cookie_name(name: &str) -> Cow<'_, str> {
    utf8_percent_encode(name, NOT_IN_COOKIE_NAME).into()
}

/// A key, made fit for a cookie. What a cookie may hold stands as it is: many servers know their keys by no other text.
#[cfg(feature = "client")]
pub(crate) fn cookie_key(key: &str) -> Cow<'_, str> {
    utf8_percent_encode(key, NOT_IN_COOKIE).into()
}

/// The text with these characters percent-encoded, but for percent signs that begin a triplet.
fn keeping_triplets<'t>(text: &'t str, set: &'static AsciiSet) -> Cow<'t, str> {
    let mut pieces = text.split('%');
    let first = pieces.next().unwrap_or_default();
    let mut encoded: Cow<'t, str> = utf8_percent_encode(first, set).into();
    for piece in pieces {
        let is_triplet = piece
            .get(..2)
            .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let encoded = encoded.to_mut();
        encoded.push_str(if is_triplet { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(piece, set));
    }
    encoded
}

/// What is percent-encoded, and whether a plus sign is a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unescape {
    /// Percent-encoding alone.
    Percent,
    /// Percent-encoding, and a plus sign for a space, as HTML forms have it.
    Form,
    /// Nothing.
    Nothing,
}

impl Unescape {
    /// The text that was meant.
    ///
    /// # Errors
    /// The bytes aren't UTF-8.
    pub(crate) fn apply(self, text: &str) -> Result<String, ParameterError> {
        let text = match self {
            Self::Nothing => return Ok(text.to_owned()),
            Self::Percent => Cow::Borrowed(text),
            Self::Form => Cow::Owned(text.replace('+', " ")),
        };
        match percent_decode_str(&text).decode_utf8() {
            Ok(text) => Ok(text.into_owned()),
            Err(_) => Err(ParameterError::misformed(
                "isn't UTF-8 behind its percent signs",
            )),
        }
    }
}
