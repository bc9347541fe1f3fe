//! Formats of strings (JSON Schema Validation, section 7.3).

mod addresses;
mod labels;
mod names;
mod pointers;
mod punycode;
mod templates;
#[cfg(test)]
mod tests;
mod times;

use std::fmt;

use iri_string::types::{IriReferenceStr, IriStr, UriReferenceStr, UriStr};

pub(crate) use addresses::is_uuid;
pub(crate) use times::{is_date, is_date_time};

/// A format of strings that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// RFC 3339, section 5.6, `full-date`.
    Date,
    /// RFC 3339, section 5.6, `date-time`.
    DateTime,
    /// RFC 3339, section 5.6, `full-time`.
    Time,
    /// RFC 3339, appendix A, `duration`.
    Duration,
    /// RFC 5321, section 4.1.2, `Mailbox`.
    Email,
    /// The same with other characters than ASCII's (RFC 6531, section 3.3).
    IdnEmail,
    /// RFC 1123, section 2.1, with internationalized names as in RFC 5891.
    Hostname,
    /// The same in Unicode (RFC 5890, section 2.3.2.3).
    IdnHostname,
    /// RFC 2673, section 3.2, `dotted-quad`.
    Ipv4,
    /// RFC 4291, section 2.2.
    Ipv6,
    /// RFC 3986, with a scheme.
    Uri,
    /// RFC 3986, with a scheme or without.
    UriReference,
    /// RFC 3987, with a scheme.
    Iri,
    /// RFC 3987, with a scheme or without.
    IriReference,
    /// RFC 9562, section 4.
    Uuid,
    /// RFC 6570.
    UriTemplate,
    /// RFC 6901.
    JsonPointer,
    /// Relative JSON pointers, draft-bhutton-relative-json-pointer-00.
    RelativeJsonPointer,
    /// ECMA-262, with the flag `u`.
    Regex,
}

impl Format {
    /// Whether a text is of the format. Takes time in proportion to the text.
    pub fn holds(self, text: &str) -> bool {
        match self {
            Self::Date => times::is_date(text),
            Self::DateTime => times::is_date_time(text),
            Self::Time => times::is_time(text),
            Self::Duration => times::is_duration(text),
            Self::Email => addresses::is_email(text, false),
            Self::IdnEmail => addresses::is_email(text, true),
            Self::Hostname => names::is_hostname(text),
            Self::IdnHostname => names::is_idn_hostname(text),
            Self::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
            Self::Uri => UriStr::new(text).is_ok(),
            Self::UriReference => UriReferenceStr::new(text).is_ok(),
            Self::Iri => IriStr::new(text).is_ok(),
            Self::IriReference => IriReferenceStr::new(text).is_ok(),
            Self::Uuid => addresses::is_uuid(text),
            Self::UriTemplate => templates::is_template(text),
            Self::JsonPointer => pointers::is_pointer(text),
            Self::RelativeJsonPointer => pointers::is_relative_pointer(text),
            Self::Regex => bindery_patterns::is_valid(text),
        }
    }

    /// The name by which descriptions call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::IdnEmail => "idn-email",
            Self::Hostname => "hostname",
            Self::IdnHostname => "idn-hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::Uuid => "uuid",
            Self::UriTemplate => "uri-template",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Regex => "regex",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
