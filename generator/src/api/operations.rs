//! Operations: what a method on a path takes and gives.

use super::pagination::Pagination;
use super::rules::Rules;
use super::security::Alternative;
use super::types::{Docs, Type};
use super::xml::XmlRootId;

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operationId as written, or the one made from method and path.
    pub id: String,
    /// The name of the client's and the trait's method, in snake case, unique in the API.
    pub method_name: String,
    /// The stem of its types' names (`ListGroups` of `ListGroupsRequest`), in upper camel case, unique in the API.
    pub type_name: String,
    /// The HTTP method.
    pub method: Method,
    /// The path template.
    pub path: Path,
    /// What the description says of it.
    pub docs: Docs,
    /// The parameters, in the description's order, those of the path item first.
    pub parameters: Vec<Parameter>,
    /// The header among them that holds a key by which the server knows the request again, by its name on the wire.
    pub idempotency_key: Option<String>,
    /// The request's body.
    pub body: Option<Body>,
    /// The documented answers below 400, in ascending order of status, ranges after statuses, `default` last.
    pub success: Vec<Response>,
    /// The documented answers from 400 on, in the same order.
    pub errors: Vec<Response>,
    /// The ways to be allowed in, any one of which suffices; empty: no credentials are looked at.
    pub security: Vec<Alternative>,
    /// How it hands out a list page by page, where it does.
    pub pagination: Option<Pagination>,
    /// The URLs of servers of its own, variables replaced by their defaults; empty: it is where the others are.
    pub servers: Vec<String>,
}

/// An HTTP method (RFC 9110, section 9; PATCH: RFC 5789).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// PUT.
    Put,
    /// POST.
    Post,
    /// DELETE.
    Delete,
    /// OPTIONS.
    Options,
    /// HEAD.
    Head,
    /// PATCH.
    Patch,
    /// TRACE.
    Trace,
    /// QUERY (draft-ietf-httpbis-safe-method-w-body).
    Query,
    /// One of the API's own, by its name.
    Other(String),
}

impl Method {
    /// The method as HTTP writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// A path template.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The template, `/pets/{id}`, with the query that tells it from others of the same path, `/pets?kind=cat`.
    pub template: String,
    /// The pieces of its path from left to right: texts, slashes included, and parameters.
    pub segments: Vec<Segment>,
    /// Its own query, if it has one: `kind=cat`.
    pub query: String,
}

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    /// Text that stands for itself.
    Literal(String),
    /// The value of the path parameter with this index in [`Operation::parameters`].
    Parameter(usize),
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name of the request's field and of the client's argument or setter, in snake case.
    pub name: String,
    /// The name on the wire.
    pub wire: String,
    /// Where it travels.
    pub location: Location,
    /// How its value becomes text.
    pub style: Style,
    /// Whether arrays and objects are spread over several pieces.
    pub explode: bool,
    /// Whether RFC 3986's reserved characters go unescaped (query only).
    pub allow_reserved: bool,
    /// Whether it may be given without a value (query only).
    pub allow_empty: bool,
    /// Whether it must be there.
    pub required: bool,
    /// What a server takes for it where a request leaves it out.
    pub default: Option<serde_json::Value>,
    /// The type of its value.
    pub ty: Type,
    /// The rules of its value, besides those of its type.
    pub rules: Rules,
    /// What the description says of it.
    pub docs: Docs,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a parameter's value becomes text (OpenAPI 3.0, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=value` (path).
    Matrix,
    /// `.value` (path).
    Label,
    /// `name=value` (query, cookie).
    Form,
    /// `value` (path, header).
    Simple,
    /// Array items parted by spaces (query).
    SpaceDelimited,
    /// Array items parted by `|` (query).
    PipeDelimited,
    /// `name[property]=value` (query).
    DeepObject,
    /// A JSON document as text.
    Json,
}

/// A request's body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The name of the request's field and of the client's argument or setter.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it may consist of: one content at least.
    pub contents: Contents,
    /// What the description says of it.
    pub docs: Docs,
}

/// What a body may consist of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// The contents, in the description's order; empty: there is no body.
    pub list: Vec<Content>,
    /// The name of the enum that holds one of them, in upper camel case, unique among the operations' types; `None`
    /// where all of them are of one Rust type, which then needs no enum.
    pub choice: Option<String>,
}

/// What a body consists of under a media type, or under several that say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The name of its variant, in upper camel case, unique among the body's contents.
    pub name: String,
    /// The media types that are taken, the one to send first. That one is no range; others may be. As written in the
    /// description, parameters included.
    pub media_types: Vec<String>,
    /// How the body is written.
    pub form: BodyForm,
    /// The rules of what stands in it, besides those of its type; of what is streamed, of each item.
    pub rules: Rules,
}

impl Content {
    /// The media type to send.
    pub fn media_type(&self) -> &str {
        self.media_types.first().map_or("", String::as_str)
    }
}

/// How a body is written, and what type it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyForm {
    /// A JSON document of that type.
    Json(Type),
    /// Text that holds a scalar of that type.
    Text(Type),
    /// A form, `application/x-www-form-urlencoded`.
    Form {
        /// The type of its fields as an object.
        ty: Type,
        /// How fields are written that aren't written as usual, by their names on the wire.
        styles: Vec<(String, FieldStyle)>,
    },
    /// A form in parts, `multipart/form-data`.
    Multipart {
        /// The type of its fields as an object.
        ty: Type,
        /// How fields are written that aren't written as usual, by their names on the wire.
        styles: Vec<(String, FieldStyle)>,
    },
    /// Bytes, `bytes::Bytes`.
    Bytes,
    /// Bytes that may come piece by piece.
    Stream,
    /// An XML document.
    Xml {
        /// The type of the document.
        ty: Type,
        /// How it stands in XML.
        root: XmlRootId,
    },
    /// Server-sent events whose data are JSON of that type.
    Events(Type),
    /// Server-sent events whose data are text.
    TextEvents,
    /// JSON texts of that type, one behind the other.
    Lines(Type),
}

impl BodyForm {
    /// The type of what stands in it, if that is typed.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::Text(ty)
            | Self::Form { ty, .. }
            | Self::Multipart { ty, .. }
            | Self::Xml { ty, .. }
            | Self::Events(ty)
            | Self::Lines(ty) => Some(ty),
            Self::Bytes | Self::Stream | Self::TextEvents => None,
        }
    }

    /// The type of what rules hold for: what stands in it, or all of its bytes, of which a file consists as well.
    pub fn checked_ty(&self) -> Option<&Type> {
        const BYTES: &Type = &Type::File;
        const TEXT: &Type = &Type::String;
        match self {
            Self::Bytes | Self::Stream => Some(BYTES),
            Self::TextEvents => Some(TEXT),
            form => form.ty(),
        }
    }

    /// [`Self::ty`], to be changed.
    pub fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty)
            | Self::Text(ty)
            | Self::Form { ty, .. }
            | Self::Multipart { ty, .. }
            | Self::Xml { ty, .. }
            | Self::Events(ty)
            | Self::Lines(ty) => Some(ty),
            Self::Bytes | Self::Stream | Self::TextEvents => None,
        }
    }

    /// Whether it is handed on while it still comes in.
    pub fn is_streamed(&self) -> bool {
        matches!(
            self,
            Self::Stream | Self::Events(_) | Self::TextEvents | Self::Lines(_)
        )
    }
}

/// How the field of a form is written, where that isn't the usual way: scalars as text, a list as a pair or a part for
/// each item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldStyle {
    /// A list's items parted by commas.
    Commas,
    /// A list's items parted by spaces.
    Spaces,
    /// A list's items parted by `|`.
    Pipes,
    /// What is inside in brackets.
    Brackets,
    /// As a JSON document.
    Json,
    /// As a JSON document for each item.
    JsonItems,
    /// As a part of one of these media types, which commas part; there may be ranges among them.
    Type(String),
}

/// A documented answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The statuses it stands for.
    pub status: StatusPattern,
    /// The name of its variant, in upper camel case, unique in the operation's success or error enum.
    pub name: String,
    /// What the description says of it.
    pub docs: Docs,
    /// What its body may consist of.
    pub contents: Contents,
    /// Its documented headers.
    pub headers: Option<HeaderSetId>,
}

/// The statuses that a response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Exact(u16),
    /// A hundred statuses, by their first digit: `4XX`.
    Range(u8),
    /// All that the operation doesn't name otherwise.
    Default,
}

/// The index of a set of headers in [`super::Api::header_sets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeaderSetId(pub usize);

/// The documented headers of a response: a struct with a field each.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderSet {
    /// The Rust name, in upper camel case, unique among the operations' types.
    pub name: String,
    /// What the struct is for.
    pub docs: Docs,
    /// The headers, in the description's order.
    pub headers: Vec<Header>,
}

/// A documented response header.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The field's name, in snake case.
    pub name: String,
    /// The header's name on the wire.
    pub wire: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether arrays and objects are spread (style `simple`).
    pub explode: bool,
    /// Whether its value is a JSON document.
    pub json: bool,
    /// The type of its value.
    pub ty: Type,
    /// The rules of its value, besides those of its type.
    pub rules: Rules,
    /// What the description says of it.
    pub docs: Docs,
}
