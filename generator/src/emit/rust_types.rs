//! A use of a type → its tokens.

use hashbrown::HashSet;
use quote::format_ident;

use super::EmitError;
use super::names::ident;
use super::scope::{self, Known, Name, Scope};
use crate::api::{
    Api, BodyForm, Content, DateLibrary, Field, FloatWidth, IntegerWidth, Shape, Type, TypeDef,
    TypeId,
};
use crate::emit::tokens::{Tokens, quote};

/// What emitting one file takes: the model, and the file's names.
#[derive(Debug)]
pub(crate) struct Cx<'a> {
    /// The model.
    pub(crate) api: &'a Api,
    /// The names of the file.
    pub(crate) scope: Scope,
    home: Home,
}

/// Which names of the API a file defines itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    Types,
    Operations,
    Elsewhere,
}

impl<'a> Cx<'a> {
    /// For the file that defines the API's types.
    pub(crate) fn types(api: &'a Api) -> Self {
        Self {
            api,
            scope: Scope::new(api.types.iter().map(|def| def.name.as_str())),
            home: Home::Types,
        }
    }

    /// For the file that defines the operations' requests and answers.
    pub(crate) fn operations(api: &'a Api, scope: Scope) -> Self {
        Self {
            api,
            scope,
            home: Home::Operations,
        }
    }

    /// For a file beside those.
    pub(crate) fn beside(api: &'a Api, scope: Scope) -> Self {
        Self {
            api,
            scope,
            home: Home::Elsewhere,
        }
    }

    /// A name from elsewhere.
    pub(crate) fn name(&self, known: Known) -> Name {
        self.scope.name(known)
    }

    /// The named type of that id.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn def(&self, id: TypeId) -> Result<&'a TypeDef, EmitError> {
        self.api
            .type_def(id)
            .ok_or_else(|| EmitError::new(format!("type {}", id.0), "there is no such type"))
    }

    /// The path of a named type.
    pub(crate) fn path(&self, def: &TypeDef) -> Result<Name, EmitError> {
        let name = ident(&def.name)?;
        Ok(match self.home {
            Home::Types => Name::from(name),
            Home::Operations | Home::Elsewhere => self.name(scope::TYPES).member(name),
        })
    }

    /// The path of a request, an answer or a set of headers.
    pub(crate) fn operation_type(&self, name: &str) -> Result<Name, EmitError> {
        let name = ident(name)?;
        Ok(match self.home {
            Home::Operations => Name::from(name),
            Home::Types | Home::Elsewhere => self.name(scope::OPERATIONS).member(name),
        })
    }

    /// `Option<inner>`.
    pub(crate) fn option(&self, inner: &Tokens) -> Tokens {
        let option = self.name(scope::OPTION);
        quote!(#option<#inner>)
    }

    /// `inner`, or where `required` is false, `Option<inner>`.
    pub(crate) fn presence(&self, required: bool, inner: Tokens) -> Tokens {
        if required { inner } else { self.option(&inner) }
    }

    /// `Box<inner>`.
    fn boxed(&self, inner: &Tokens) -> Tokens {
        let name = self.name(scope::BOX);
        quote!(#name<#inner>)
    }

    /// The type of a field, with all that presence, null and recursion add.
    pub(crate) fn field(&self, field: &Field) -> Result<Tokens, EmitError> {
        let value = self.value(field)?;
        Ok(self.presence(field.required, value))
    }

    /// The type of what a field holds where it is there.
    pub(crate) fn value(&self, field: &Field) -> Result<Tokens, EmitError> {
        let mut ty = self.ty(&field.ty)?;
        if field.boxed {
            ty = self.boxed(&ty);
        }
        if field.nullable {
            ty = self.option(&ty);
        }
        Ok(ty)
    }

    /// The type of a union's variant.
    pub(crate) fn variant(&self, ty: &Type, boxed: bool) -> Result<Tokens, EmitError> {
        let ty = self.ty(ty)?;
        Ok(if boxed { self.boxed(&ty) } else { ty })
    }

    /// The type of what a body consists of.
    pub(crate) fn content(&self, content: &Content) -> Result<Tokens, EmitError> {
        match &content.form {
            BodyForm::Json(ty)
            | BodyForm::Text(ty)
            | BodyForm::Form { ty, .. }
            | BodyForm::Multipart { ty, .. }
            | BodyForm::Xml { ty, .. } => self.ty(ty),
            BodyForm::Stream => Ok(Tokens::of(self.name(scope::BODY))),
            BodyForm::TextEvents => Ok(Tokens::of(self.name(scope::TEXT_EVENTS))),
            BodyForm::Events(ty) => {
                let (events, ty) = (self.name(scope::EVENTS), self.ty(ty)?);
                Ok(quote!(#events<#ty>))
            }
            BodyForm::Lines(ty) => {
                let (lines, ty) = (self.name(scope::LINES), self.ty(ty)?);
                Ok(quote!(#lines<#ty>))
            }
            BodyForm::Bytes => {
                let bytes = self.name(scope::BYTES);
                Ok(quote!(#bytes::Bytes))
            }
        }
    }

    /// The map of keys that a struct has no fields for.
    pub(crate) fn map(&self, value: &Type) -> Result<Tokens, EmitError> {
        Ok(self.map_of(&self.ty(value)?))
    }

    fn map_of(&self, value: &Tokens) -> Tokens {
        let map = self.name(scope::BTREE_MAP);
        let string = self.name(scope::STRING);
        quote!(#map<#string, #value>)
    }

    /// The tokens of a type.
    ///
    /// # Errors
    /// It names no type, or is nested deeper than rustc would take it.
    pub(crate) fn ty(&self, ty: &Type) -> Result<Tokens, EmitError> {
        self.ty_within(ty, DEEPEST)
    }

    /// The tokens of a type that may be nested so deep.
    fn ty_within(&self, ty: &Type, depth: usize) -> Result<Tokens, EmitError> {
        let inner = |ty: &Type| match depth.checked_sub(1) {
            Some(depth) => self.ty_within(ty, depth),
            None => Err(EmitError::new("a type", "it is nested too deep")),
        };
        Ok(match ty {
            Type::Bool => quote!(bool),
            Type::Integer(width) => integer(*width),
            Type::Float(FloatWidth::F32) => quote!(f32),
            Type::Float(FloatWidth::F64) => quote!(f64),
            Type::String => Tokens::of(self.name(scope::STRING)),
            Type::DateTime(library) => self.date_time(*library),
            Type::Date(library) => self.date(*library),
            Type::Uuid => {
                let uuid = self.name(scope::UUID);
                quote!(#uuid::Uuid)
            }
            Type::Base64 => Tokens::of(self.name(scope::BASE64)),
            Type::File => Tokens::of(self.name(scope::FILE)),
            Type::Any => {
                let serde_json = self.name(scope::SERDE_JSON);
                quote!(#serde_json::Value)
            }
            Type::Null => quote!(()),
            Type::List(item) => {
                let vec = self.name(scope::VEC);
                let item = inner(item)?;
                quote!(#vec<#item>)
            }
            Type::Map(value) => self.map_of(&inner(value)?),
            Type::Nullable(value) => self.option(&inner(value)?),
            Type::Boxed(value) => self.boxed(&inner(value)?),
            Type::Path(path) => from_elsewhere(path)?,
            Type::Named(id) => Tokens::of(self.path(self.def(*id)?)?),
        })
    }

    fn date_time(&self, library: DateLibrary) -> Tokens {
        match library {
            DateLibrary::Chrono => {
                let chrono = self.name(scope::CHRONO);
                quote!(#chrono::DateTime<#chrono::Utc>)
            }
            DateLibrary::Jiff => {
                let jiff = self.name(scope::JIFF);
                quote!(#jiff::Timestamp)
            }
            DateLibrary::Time => Tokens::of(self.name(scope::RFC_3339)),
        }
    }

    fn date(&self, library: DateLibrary) -> Tokens {
        match library {
            DateLibrary::Chrono => {
                let chrono = self.name(scope::CHRONO);
                quote!(#chrono::NaiveDate)
            }
            DateLibrary::Jiff => {
                let jiff = self.name(scope::JIFF);
                quote!(#jiff::civil::Date)
            }
            DateLibrary::Time => {
                let time = self.name(scope::TIME);
                quote!(#time::Date)
            }
        }
    }
}

/// A path from elsewhere. Names that the file imports don't stand in its way.
fn from_elsewhere(path: &str) -> Result<Tokens, EmitError> {
    let (root, rest) = path.split_once("::").unwrap_or(("", path));
    let rest = rest.split("::").map(ident).collect::<Result<Vec<_>, _>>()?;
    Ok(match root {
        "crate" => quote!(crate::#(#rest)::*),
        "std" | "core" => {
            let root = ident(root)?;
            quote!(#root::#(#rest)::*)
        }
        root => {
            let root = ident(root)?;
            quote!(::#root::#(#rest)::*)
        }
    })
}

/// How deep a type may be nested. rustc's `recursion_limit` is 128, and to see that a `Vec` may be sent to another
/// thread takes three steps.
const DEEPEST: usize = 32;

fn integer(width: IntegerWidth) -> Tokens {
    let name = match width {
        IntegerWidth::I8 => "i8",
        IntegerWidth::I16 => "i16",
        IntegerWidth::I32 => "i32",
        IntegerWidth::I64 => "i64",
        IntegerWidth::I128 => "i128",
        IntegerWidth::U8 => "u8",
        IntegerWidth::U16 => "u16",
        IntegerWidth::U32 => "u32",
        IntegerWidth::U64 => "u64",
        IntegerWidth::U128 => "u128",
    };
    let name = format_ident!("{name}");
    quote!(#name)
}

/// How many aliases are followed, and how deep a type is looked into: more than any real description has, and an end
/// to one that goes in circles.
const DEPTH: usize = 64;

/// The type that a chain of aliases ends in.
pub(crate) fn resolve<'a>(api: &'a Api, mut ty: &'a Type) -> &'a Type {
    for _ in 0..DEPTH {
        match ty {
            Type::Named(id) => match api.type_def(*id).map(|def| &def.shape) {
                Some(Shape::Alias(target)) => ty = target,
                _ => break,
            },
            _ => break,
        }
    }
    ty
}

/// The type with all aliases replaced by what they stand for, so that equal types are equal Rust types.
pub(crate) fn expand(api: &Api, ty: &Type) -> Type {
    expand_to(api, ty, DEPTH)
}

fn expand_to(api: &Api, ty: &Type, depth: usize) -> Type {
    let ty = resolve(api, ty);
    let Some(depth) = depth.checked_sub(1) else {
        return ty.clone();
    };
    let inner = |ty: &Type| Box::new(expand_to(api, ty, depth));
    match ty {
        Type::List(item) => Type::List(inner(item)),
        Type::Map(value) => Type::Map(inner(value)),
        Type::Nullable(ty) => Type::Nullable(inner(ty)),
        Type::Boxed(ty) => Type::Boxed(inner(ty)),
        ty => ty.clone(),
    }
}

/// Whether a type, of which aliases are expanded, holds one from elsewhere: it may be another name for any type, also
/// for one that stands beside it.
pub(crate) fn is_from_elsewhere(ty: &Type) -> bool {
    match ty {
        Type::Path(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            is_from_elsewhere(inner)
        }
        _ => false,
    }
}

/// Whether JSON's null is a value of the type.
pub(crate) fn takes_null(api: &Api, ty: &Type) -> bool {
    takes_null_besides(api, ty, &mut HashSet::new())
}

/// The same, of the unions that weren't `seen` before.
fn takes_null_besides(api: &Api, ty: &Type, seen: &mut HashSet<TypeId>) -> bool {
    match resolve(api, ty) {
        Type::Null | Type::Any | Type::Nullable(_) => true,
        Type::Boxed(inner) => takes_null_besides(api, inner, seen),
        Type::Named(id) if seen.insert(*id) => match api.type_def(*id).map(|def| &def.shape) {
            Some(Shape::Union(union)) => union
                .variants
                .iter()
                .any(|variant| takes_null_besides(api, &variant.ty, seen)),
            Some(Shape::Newtype(ty)) => takes_null_besides(api, ty, seen),
            _ => false,
        },
        _ => false,
    }
}
