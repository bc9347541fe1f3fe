//! Bodies: what is written and read under their media types.

use proc_macro2::Ident;
use quote::{ToTokens, format_ident};

use super::names::ident;
use super::rust_types::{Cx, expand, is_from_elsewhere, resolve};
use super::{EmitError, scope};
use crate::api::{Api, BodyForm, Content, Contents, FieldStyle, Type};
use crate::emit::tokens::{Tokens, quote, text};

/// The call that reads a content of the input on the server.
pub(crate) fn read(cx: &Cx<'_>, content: &Content) -> Result<Tokens, EmitError> {
    let call = call(cx, content);
    let how = how(cx, content)?;
    Ok(quote!(#call(#how)))
}

/// What the runtime calls the form of a content.
pub(crate) fn call(cx: &Cx<'_>, content: &Content) -> Ident {
    let name = match &content.form {
        BodyForm::Json(_) => "json",
        BodyForm::Text(ty) if is_string(cx, ty) => "text",
        BodyForm::Text(_) => "scalar",
        BodyForm::Form { .. } => "form",
        BodyForm::Multipart { .. } => "multipart",
        BodyForm::Bytes => "bytes",
        BodyForm::Stream => "stream",
        BodyForm::Xml { .. } => "xml",
        BodyForm::Events(_) => "events",
        BodyForm::TextEvents => "text_events",
        BodyForm::Lines(_) => "lines",
    };
    format_ident!("{name}")
}

/// The argument that says how a content is written, where the runtime can't know: as which XML element, or which of a
/// form's fields in which style.
pub(crate) fn how(cx: &Cx<'_>, content: &Content) -> Result<Tokens, EmitError> {
    match &content.form {
        BodyForm::Form { styles, .. } | BodyForm::Multipart { styles, .. } => {
            Ok(field_styles(cx, styles))
        }
        BodyForm::Xml { root, .. } => {
            let root = cx.api.xml_roots.get(root.0).ok_or_else(|| {
                EmitError::new(format!("XML root {}", root.0), "there is no such root")
            })?;
            let xml = cx.name(scope::XML);
            let name = ident(&root.name)?;
            Ok(quote!(&#xml::#name,))
        }
        _ => Ok(Tokens::new()),
    }
}

/// Whether a text is no more than a string.
pub(crate) fn is_string(cx: &Cx<'_>, ty: &Type) -> bool {
    *resolve(cx.api, ty) == Type::String
}

/// How the fields of a form are written.
fn field_styles(cx: &Cx<'_>, styles: &[(String, FieldStyle)]) -> Tokens {
    let styles = styles.iter().map(|(field, style)| {
        let name = cx.name(scope::FORM_STYLE);
        let style = match style {
            FieldStyle::Commas => quote!(Commas),
            FieldStyle::Spaces => quote!(Spaces),
            FieldStyle::Pipes => quote!(Pipes),
            FieldStyle::Brackets => quote!(Brackets),
            FieldStyle::Json => quote!(Json),
            FieldStyle::JsonItems => quote!(JsonItems),
            FieldStyle::Type(media_type) => quote!(Type(#media_type)),
        };
        quote!((#field, #name::#style))
    });
    quote!(&[#(#styles),*],)
}

/// The media types of each content, as the runtime's choice among them takes them.
pub(crate) fn table(contents: &Contents) -> Tokens {
    let media_types = contents.list.iter().map(media_types);
    quote!(&[#(#media_types),*])
}

/// The media types of a content.
pub(crate) fn media_types(content: &Content) -> Tokens {
    let media_types = content.media_types.iter().map(|it| text(it));
    quote!(&[#(#media_types),*])
}

/// How a body's contents become one Rust type.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Held<'a> {
    /// There is no body.
    Nothing,
    /// One content.
    One(&'a Content),
    /// Several of one Rust type, the first of them, and the rest.
    Alike(&'a Content, &'a [Content]),
    /// An enum of that name: the first of its variants, and the rest.
    Choice(&'a str, &'a Content, &'a [Content]),
}

/// How those contents become one Rust type.
pub(crate) fn held(contents: &Contents) -> Held<'_> {
    match (contents.list.as_slice(), &contents.choice) {
        ([], _) => Held::Nothing,
        ([first, rest @ ..], Some(name)) => Held::Choice(name, first, rest),
        ([only], None) => Held::One(only),
        ([first, rest @ ..], None) => Held::Alike(first, rest),
    }
}

/// The value that holds a content: the content itself, or in the variant that it has in the enum `choice`.
pub(crate) fn wrapped(
    choice: Option<&impl ToTokens>,
    content: &Content,
    value: Tokens,
) -> Result<Tokens, EmitError> {
    let Some(choice) = choice else {
        return Ok(value);
    };
    let variant = ident(&content.name)?;
    Ok(quote!(#choice::#variant(#value)))
}

/// The contents of an enum that something of their type converts into: the first of each type. A type from elsewhere may
/// be any of the others.
pub(crate) fn convertible<'a>(api: &Api, contents: &'a Contents) -> Vec<&'a Content> {
    let mut seen = hashbrown::HashSet::new();
    contents
        .list
        .iter()
        .filter(|content| {
            let identity = identity(api, content);
            !is_from_elsewhere(&identity.1) && seen.insert(identity)
        })
        .collect()
}

/// What tells a content's Rust type from another's.
fn identity(api: &Api, content: &Content) -> (&'static str, Type) {
    match &content.form {
        BodyForm::Json(ty)
        | BodyForm::Text(ty)
        | BodyForm::Form { ty, .. }
        | BodyForm::Multipart { ty, .. }
        | BodyForm::Xml { ty, .. } => ("value", expand(api, ty)),
        BodyForm::Bytes => ("bytes", Type::Null),
        BodyForm::Stream => ("stream", Type::Null),
        BodyForm::Events(ty) => ("events", expand(api, ty)),
        BodyForm::TextEvents => ("events", Type::String),
        BodyForm::Lines(ty) => ("lines", expand(api, ty)),
    }
}

/// The type of a body, and of its enum's variants.
impl Cx<'_> {
    /// The type that holds a body; `None` where there is none.
    pub(crate) fn body(&self, contents: &Contents) -> Result<Option<Tokens>, EmitError> {
        Ok(match held(contents) {
            Held::Nothing => None,
            Held::One(content) | Held::Alike(content, _) => Some(self.content(content)?),
            Held::Choice(name, ..) => Some(Tokens::of(self.operation_type(name)?)),
        })
    }
}
