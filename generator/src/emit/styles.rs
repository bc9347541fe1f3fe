//! How a parameter's style shows in the emitted code: the usual ones have short forms.

use super::rust_types::Cx;
use super::scope;
use crate::api::{Location, Parameter, Style};
use crate::emit::tokens::{Tokens, quote};

/// The form of a call that writes or reads a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// In the path, style `simple`, not exploded.
    Path,
    /// In the path, any other way.
    PathStyled,
    /// In the query, style `form`, exploded, reserved characters escaped.
    Query,
    /// In the query, any other way.
    QueryStyled,
    /// In a header.
    Header,
    /// In a header, exploded.
    HeaderExploded,
    /// In a cookie.
    Cookie,
    /// A JSON document, wherever it stands.
    Json,
}

/// The form for a parameter.
pub(crate) fn form(parameter: &Parameter) -> Form {
    match (parameter.location, parameter.style, parameter.explode) {
        (_, Style::Json, _) => Form::Json,
        (Location::Path, Style::Simple, false) => Form::Path,
        (Location::Path, ..) => Form::PathStyled,
        (Location::Query, Style::Form, true) if !parameter.allow_reserved => Form::Query,
        (Location::Query, ..) => Form::QueryStyled,
        (Location::Header, _, false) => Form::Header,
        (Location::Header, _, true) => Form::HeaderExploded,
        (Location::Cookie, ..) => Form::Cookie,
    }
}

/// Whether a parameter stands in the path.
pub(crate) fn is_in_path(parameter: &Parameter) -> bool {
    parameter.location == Location::Path
}

/// The runtime's name of a style.
pub(crate) fn tokens(cx: &Cx<'_>, style: Style) -> Tokens {
    let name = cx.name(scope::STYLE);
    match style {
        Style::Matrix => quote!(#name::Matrix),
        Style::Label => quote!(#name::Label),
        Style::Form => quote!(#name::Form),
        Style::Simple => quote!(#name::Simple),
        Style::SpaceDelimited => quote!(#name::SpaceDelimited),
        Style::PipeDelimited => quote!(#name::PipeDelimited),
        Style::DeepObject => quote!(#name::DeepObject),
        // A document has a call of its own, and no style.
        Style::Json => quote!(#name::Form),
    }
}

/// The runtime's name of a location.
pub(crate) fn location(cx: &Cx<'_>, location: Location) -> Tokens {
    let name = cx.name(scope::LOCATION);
    match location {
        Location::Path => quote!(#name::Path),
        Location::Query => quote!(#name::Query),
        Location::Header => quote!(#name::Header),
        Location::Cookie => quote!(#name::Cookie),
    }
}
