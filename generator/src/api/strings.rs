//! What strings may be.

/// A pattern of strings, as the description writes it and in the words of Rust's crate `regex`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The Rust name of the constant, in upper snake case, unique among the patterns.
    pub name: String,
    /// As the description has it.
    pub source: String,
    /// What must be found.
    pub regex: String,
    /// What must be found too.
    pub also: Vec<String>,
    /// What must not be found.
    pub never: Vec<String>,
}

/// A format of strings that is checked (JSON Schema Validation, section 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `date`.
    Date,
    /// `date-time`.
    DateTime,
    /// `time`.
    Time,
    /// `duration`.
    Duration,
    /// `email`.
    Email,
    /// `idn-email`.
    IdnEmail,
    /// `hostname`.
    Hostname,
    /// `idn-hostname`.
    IdnHostname,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `uri`.
    Uri,
    /// `uri-reference`.
    UriReference,
    /// `iri`.
    Iri,
    /// `iri-reference`.
    IriReference,
    /// `uuid`.
    Uuid,
    /// `uri-template`.
    UriTemplate,
    /// `json-pointer`.
    JsonPointer,
    /// `relative-json-pointer`.
    RelativeJsonPointer,
    /// `regex`.
    Regex,
}

impl Format {
    /// The format of that name; `None` for those that only annotate.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "date" => Self::Date,
            "date-time" => Self::DateTime,
            "time" => Self::Time,
            "duration" => Self::Duration,
            "email" => Self::Email,
            "idn-email" => Self::IdnEmail,
            "hostname" => Self::Hostname,
            "idn-hostname" => Self::IdnHostname,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "uri" => Self::Uri,
            "uri-reference" => Self::UriReference,
            "iri" => Self::Iri,
            "iri-reference" => Self::IriReference,
            "uuid" => Self::Uuid,
            "uri-template" => Self::UriTemplate,
            "json-pointer" => Self::JsonPointer,
            "relative-json-pointer" => Self::RelativeJsonPointer,
            "regex" => Self::Regex,
            _ => return None,
        })
    }
}
