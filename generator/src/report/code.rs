//! The codes of reports: short, stable, made to be searched for and to be denied or allowed by.
//!
//! A code is in kebab case and isn't changed once it is given, since people name it in their configuration. It says
//! what is wrong with the description (`unknown-key`), or, where Bindery binds a construct to less than the description
//! says, what that is and what became of it: `body-as-bytes` where a raw type stands in for it, `not-unchecked` where a
//! rule isn't enforced, `server-ignored` where it isn't in the crate. What users would want to tell apart by a filter
//! has a code of its own.

use std::fmt;

use super::Severity;

/// The stable name of one kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    name: &'static str,
    kind: Kind,
    summary: &'static str,
    explanation: &'static str,
}

/// What becomes of the crate where a code is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// There is no crate: what is there can't be understood, read or written.
    Refused,
    /// The description is wrong: mended where its meaning is clear, refused where it isn't.
    Defect,
    /// The construct is bound to less than the description says.
    Degraded,
}

impl Kind {
    /// The severities that reports of this kind have, the mildest first.
    pub fn severities(self) -> &'static [Severity] {
        match self {
            Self::Refused => &[Severity::Error],
            Self::Defect => &[Severity::Warning, Severity::Error],
            Self::Degraded => &[Severity::Warning],
        }
    }
}

/// Declares the codes: a line that says what each stands for, its kind, constant and name. Each has a text in
/// `explain/NAME.md`: what it means, an example that gives it, how to mend it and what becomes of the crate.
macro_rules! codes {
    ($(#[doc = $summary:literal] $kind:ident $constant:ident = $name:literal;)+) => {
        impl Code {
            $(
                #[doc = $summary]
                pub const $constant: Self = Self {
                    name: $name,
                    kind: Kind::$kind,
                    summary: $summary,
                    explanation: include_str!(concat!("explain/", $name, ".md")),
                };
            )+

            /// All codes that there are, by stage.
            pub const ALL: &'static [Self] = &[$(Self::$constant),+];
        }
    };
}

codes! {
    // read
    /// A file can't be read.
    Refused UNREADABLE_FILE = "unreadable-file";
    /// The text is neither YAML nor JSON, or not quite.
    Defect SYNTAX = "syntax";
    /// A mapping has one key twice.
    Defect DUPLICATE_KEY = "duplicate-key";

    // normalize
    /// The description is written in a version that can't be read.
    Refused UNSUPPORTED_VERSION = "unsupported-version";
    /// A construct of another version of OpenAPI than the description states.
    Defect OTHER_VERSION = "other-version";
    /// A keyword of a schema that says nothing of values of its type.
    Defect MOOT_KEYWORD = "moot-keyword";
    /// The encoding of the parts of a body by position isn't heeded.
    Degraded ENCODING_IGNORED = "encoding-ignored";
    /// A style or `allowReserved` of a parameter isn't heeded.
    Degraded STYLE_IGNORED = "style-ignored";
    /// A parameter that can't be bound is left out.
    Degraded PARAMETER_IGNORED = "parameter-ignored";
    /// That a value has one of several types beside a choice isn't checked.
    Degraded TYPE_UNCHECKED = "type-unchecked";
    /// A pattern that isn't checked.
    Degraded PATTERN_UNCHECKED = "pattern-unchecked";
    /// A rule of bytes or events that isn't checked.
    Degraded RULE_UNCHECKED = "rule-unchecked";
    /// A summary or description beside a `$ref` isn't in the documentation.
    Degraded TEXT_IGNORED = "text-ignored";
    /// A key that its object doesn't have.
    Defect UNKNOWN_KEY = "unknown-key";
    /// A key that its object must have is missing.
    Defect MISSING_KEY = "missing-key";
    /// A value of another kind than OpenAPI asks for.
    Defect WRONG_KIND = "wrong-kind";
    /// A value outside the set OpenAPI allows there.
    Defect UNKNOWN_VALUE = "unknown-value";
    /// A `$ref` that points at nothing.
    Defect UNRESOLVED_REFERENCE = "unresolved-reference";
    /// A chain of `$ref`s that ends in itself.
    Defect CIRCULAR_REFERENCE = "circular-reference";

    // lower: what is wrong
    /// A path template and the parameters declared for it disagree.
    Defect PATH_PARAMETER = "path-parameter";
    /// Two operations that a request can't tell apart, or that share an operationId.
    Defect DUPLICATE_OPERATION = "duplicate-operation";
    /// A media type that is none, or that doesn't tell how a body is written; what it was taken for.
    Defect MEDIA_TYPE = "media-type";
    /// A composition (`allOf`, `oneOf`, `anyOf`) whose parts contradict each other.
    Defect CONTRADICTION = "contradiction";
    /// A property that must be there, and of which nothing else is said.
    Defect UNDESCRIBED_PROPERTY = "undescribed-property";
    /// A security requirement that names no scheme.
    Defect UNKNOWN_SECURITY_SCHEME = "unknown-security-scheme";
    /// A body where HTTP has none.
    Defect BODY_IGNORED = "body-ignored";
    /// A discriminator that can't tell the alternatives apart, or a value of it that chooses none.
    Defect DISCRIMINATOR_IGNORED = "discriminator-ignored";
    /// A default that isn't one of the values that are allowed.
    Defect DEFAULT_IGNORED = "default-ignored";
    /// An extension (`x-…`) that Bindery knows, with a value that it can't use.
    Defect EXTENSION = "extension";
    /// An `x-bindery-pagination` that its operation can't follow.
    Defect PAGINATION = "pagination";

    // lower: what is bound to less than the description says
    /// A body whose fields can't be typed is bytes.
    Degraded BODY_AS_BYTES = "body-as-bytes";
    /// A media type that says the same as JSON beside it is left out.
    Degraded MEDIA_TYPE_IGNORED = "media-type-ignored";
    /// A form's field is written in another style than the description says.
    Degraded FORM_STYLE_CHANGED = "form-style-changed";
    /// The headers of a form's part have no types.
    Degraded PART_HEADER_UNTYPED = "part-header-untyped";
    /// Text that holds something else than a string is a `String`.
    Degraded TEXT_AS_STRING = "text-as-string";
    /// XML whose form the description doesn't tell is a `String`.
    Degraded XML_AS_TEXT = "xml-as-text";
    /// A parameter or header whose value has no form as text is a `String`.
    Degraded PARAMETER_AS_STRING = "parameter-as-string";
    /// A server that no client sends a request to.
    Degraded SERVER_IGNORED = "server-ignored";
    /// A choice that can't be bound is any JSON value.
    Degraded UNION_AS_VALUE = "union-as-value";
    /// A schema that no Rust type says is any JSON value.
    Degraded TYPE_AS_VALUE = "type-as-value";

    // lower: what Bindery doesn't do yet

    // configuration, emit and write
    /// The configuration file is wrong.
    Refused CONFIGURATION = "configuration";
    /// What was emitted isn't Rust: a defect of Bindery.
    Refused INTERNAL = "internal";
    /// A file can't be written.
    Refused UNWRITABLE_FILE = "unwritable-file";
}

impl Code {
    /// The code as it is shown.
    pub fn as_str(self) -> &'static str {
        self.name
    }

    /// What becomes of the crate where it is given.
    pub fn kind(self) -> Kind {
        self.kind
    }

    /// What it stands for, in one sentence.
    pub fn summary(self) -> &'static str {
        self.summary.trim()
    }

    /// What there is to know of it, in Markdown.
    pub fn explanation(self) -> &'static str {
        self.explanation
    }

    /// The code of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
