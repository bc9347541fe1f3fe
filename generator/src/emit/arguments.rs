//! How functions of the emitted code take a value: what their argument is, and what becomes of it.

use proc_macro2::Ident;
use quote::ToTokens;

use super::EmitError;
use super::bodies::{self, Held};
use super::rust_types::{Cx, resolve};
use super::scope::{self, Name};
use crate::api::{BodyForm, Contents, Shape, Type, TypeId};
use crate::emit::tokens::{Tokens, quote};

/// A function's argument.
#[derive(Debug)]
pub(crate) struct Argument {
    /// Its name.
    pub(crate) name: Ident,
    /// The type that the function asks for.
    pub(crate) ty: Tokens,
    /// What the function makes of it.
    taken: Taken,
}

/// What a function makes of an argument.
#[derive(Debug)]
enum Taken {
    /// Nothing.
    AsIs,
    /// What it converts into.
    Converted,
    /// A clone of what it refers to.
    Cloned,
    /// A vector of the slice it is.
    Collected,
    /// A box of it, `Box` being written like this.
    Boxed(Name),
}

impl Argument {
    /// An argument of that type, to be used as it is.
    pub(crate) fn as_is(name: Ident, ty: Tokens) -> Self {
        Self {
            name,
            ty,
            taken: Taken::AsIs,
        }
    }

    /// The argument as it stands in the function's list.
    pub(crate) fn declaration(&self) -> Tokens {
        let Self { name, ty, .. } = self;
        quote!(#name: #ty)
    }

    /// The value that the function makes of it.
    pub(crate) fn value(&self) -> Tokens {
        let name = &self.name;
        match &self.taken {
            Taken::AsIs => quote!(#name),
            Taken::Converted => quote!(#name.into()),
            Taken::Cloned => quote!(#name.clone()),
            Taken::Collected => quote!(#name.to_vec()),
            Taken::Boxed(name_of_box) => quote!(#name_of_box::new(#name)),
        }
    }

    /// The value for a function that takes an argument of the same kind: it converts by itself.
    pub(crate) fn handed_on(&self) -> Tokens {
        match &self.taken {
            Taken::Converted => {
                let name = &self.name;
                quote!(#name)
            }
            _ => self.value(),
        }
    }

    /// The argument as it initializes the field of its name.
    pub(crate) fn initializer(&self) -> Tokens {
        let name = &self.name;
        match &self.taken {
            Taken::AsIs => quote!(#name),
            _ => {
                let value = self.value();
                quote!(#name: #value)
            }
        }
    }

    fn converted(cx: &Cx<'_>, name: Ident, target: &impl ToTokens) -> Self {
        let into = cx.name(scope::INTO);
        Self {
            name,
            ty: quote!(impl #into<#target>),
            taken: Taken::Converted,
        }
    }
}

/// The argument for a field or a parameter: strings come as whatever becomes one, all else by value.
pub(crate) fn value(cx: &Cx<'_>, name: Ident, ty: &Type) -> Result<Argument, EmitError> {
    let target = cx.ty(ty)?;
    Ok(match resolve(cx.api, ty) {
        Type::String | Type::File => Argument::converted(cx, name, &target),
        _ => Argument::as_is(name, target),
    })
}

/// The argument for a field that is kept in a box, and doesn't come in one.
pub(crate) fn boxed(cx: &Cx<'_>, name: Ident, ty: &Type) -> Result<Argument, EmitError> {
    Ok(Argument {
        name,
        ty: cx.ty(ty)?,
        taken: Taken::Boxed(cx.name(scope::BOX)),
    })
}

/// The argument for a body that goes into a request by value.
pub(crate) fn owned_body(
    cx: &Cx<'_>,
    name: Ident,
    contents: &Contents,
) -> Result<Argument, EmitError> {
    match bodies::held(contents) {
        Held::One(content) | Held::Alike(content, _) => match &content.form {
            BodyForm::Bytes | BodyForm::Stream => {
                Ok(Argument::converted(cx, name, &cx.content(content)?))
            }
            BodyForm::Events(_) | BodyForm::TextEvents | BodyForm::Lines(_) => {
                Ok(Argument::as_is(name, cx.content(content)?))
            }
            BodyForm::Json(ty)
            | BodyForm::Text(ty)
            | BodyForm::Form { ty, .. }
            | BodyForm::Multipart { ty, .. }
            | BodyForm::Xml { ty, .. } => value(cx, name, ty),
        },
        Held::Choice(choice, ..) => {
            let choice = cx.operation_type(choice)?;
            Ok(Argument::converted(cx, name, &choice))
        }
        Held::Nothing => Err(EmitError::new(name.to_string(), "a body has no content")),
    }
}

/// The argument for a client's request body: values that are more than a number or a date come by reference.
pub(crate) fn body(cx: &Cx<'_>, name: Ident, contents: &Contents) -> Result<Argument, EmitError> {
    let (Held::One(content) | Held::Alike(content, _)) = bodies::held(contents) else {
        return owned_body(cx, name, contents);
    };
    let (BodyForm::Json(ty)
    | BodyForm::Text(ty)
    | BodyForm::Form { ty, .. }
    | BodyForm::Multipart { ty, .. }
    | BodyForm::Xml { ty, .. }) = &content.form
    else {
        return owned_body(cx, name, contents);
    };
    Ok(match resolve(cx.api, ty) {
        Type::List(item) => {
            let item = cx.ty(item)?;
            Argument {
                name,
                ty: quote!(&[#item]),
                taken: Taken::Collected,
            }
        }
        Type::Named(id) if is_copied(cx, *id) => value(cx, name, ty)?,
        Type::Named(_) | Type::Path(_) | Type::Map(_) | Type::Any | Type::Base64 => {
            let target = cx.ty(ty)?;
            Argument {
                name,
                ty: quote!(&#target),
                taken: Taken::Cloned,
            }
        }
        _ => value(cx, name, ty)?,
    })
}

/// Whether values of a named type are copied: enums of integers are.
fn is_copied(cx: &Cx<'_>, id: TypeId) -> bool {
    let def = cx.api.types.get(id.0);
    def.is_some_and(|def| matches!(&def.shape, Shape::ValueEnum(shape) if shape.integers))
}
