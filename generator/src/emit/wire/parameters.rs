//! Types as parameters and headers: their form as plain text.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::chain::{Chain, chain};
use super::super::names::{fresh, ident};
use super::super::rules::{Reach, is_judged_in_text};
use super::super::rust_types::{Cx, resolve};
use super::super::{EmitError, lints, scope, spread};
use super::unions::attempts;
use crate::api::{Rest, Shape, Struct, Tuple, Type, TypeDef, Union};

/// `Parameter` for an enum of other values.
pub(super) fn value_enum(cx: &Cx<'_>, def: &TypeDef) -> Result<TokenStream, EmitError> {
    let wire = cx.name(scope::WIRE);
    implementation(
        cx,
        def,
        &TokenStream::new(),
        &quote!(#wire::value_enum_to_parameter(self)),
        &quote!(#wire::value_enum_from_parameter(value)),
    )
}

/// `Parameter` for a struct: an object.
pub(super) fn structure(
    cx: &Cx<'_>,
    def: &TypeDef,
    shape: &Struct,
) -> Result<TokenStream, EmitError> {
    let param = cx.name(scope::PARAM);
    let object = ident(&fresh(
        "object",
        shape.fields.iter().map(|field| field.name.as_str()),
    ))?;
    let (mut writes, mut reads, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for field in &shape.fields {
        let name = ident(&field.name)?;
        let key = &field.wire;
        writes.push(quote!(.field(#key, &self.#name)));
        let allow = lints::placeholder_names([field.name.as_str()]);
        reads.push(quote!(#allow let #name = #object.field(#key);));
        values.push(quote!(#name: #name?));
    }
    let keys = shape.fields.iter().map(|field| &field.wire);
    let mut known = quote!(#param::Shape::Object(&[#(#keys),*]));
    let new = quote!(#param::ObjectReader::new(value)?);
    let (binding, left) = match reads.as_slice() {
        [] => (TokenStream::new(), new),
        _ => (quote!(let mut #object = #new;), quote!(#object)),
    };
    let end = match &shape.rest {
        Rest::Kept { name, .. } => {
            let allow = lints::placeholder_names([name.as_str()]);
            let name = ident(name)?;
            known = quote!(#param::Shape::Map);
            writes.push(quote!(.rest(&self.#name)));
            values.push(quote!(#name));
            quote!(#allow let #name = #left.rest()?;)
        }
        Rest::Denied => quote!(#left.deny_unknown()?;),
        Rest::Ignored if reads.is_empty() => quote!(#left;),
        Rest::Ignored => quote!(#left.end()?;),
    };
    let start = quote!(#param::ObjectWriter::new());
    let Chain { statements, value } = chain("writer", start, &writes);
    implementation(
        cx,
        def,
        &quote!(const SHAPE: #param::Shape = #known;),
        &quote!(#statements #value.end()),
        &quote! {
            #binding
            #(#reads)*
            #end
            Ok(Self { #(#values),* })
        },
    )
}

/// `Parameter` for a union: the first alternative that fits, or the only one.
pub(super) fn union(
    cx: &Cx<'_>,
    reach: &Reach,
    def: &TypeDef,
    shape: &Union,
) -> Result<TokenStream, EmitError> {
    let param = cx.name(scope::PARAM);
    let is_primitive = shape
        .variants
        .iter()
        .all(|variant| is_primitive(cx, &variant.ty));
    let known = (!is_primitive).then(|| {
        let variants = shape.variants.iter();
        let mut keys: Vec<&str> = Vec::new();
        for key in variants.flat_map(|variant| spread::keys(cx, &variant.ty)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let known = if keys.is_empty() {
            quote!(Any)
        } else {
            quote!(AnyOf(&[#(#keys),*]))
        };
        quote!(const SHAPE: #param::Shape = #param::Shape::#known;)
    });
    let names = shape
        .variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect::<Result<Vec<_>, _>>()?;
    let write = if names.is_empty() {
        quote!(match *self {})
    } else {
        quote!(match self { #(Self::#names(value) => #param::Parameter::to_value(value),)* })
    };
    let start = match is_judged_in_text(&shape.choice) {
        true => quote!(#param::Trial::exactly_one(value)),
        false => quote!(#param::Trial::first_fit(value)),
    };
    let Chain { statements, value } = chain("trial", start, &attempts(cx, reach, &shape.variants)?);
    implementation(
        cx,
        def,
        &known.unwrap_or_default(),
        &write,
        &quote!(#statements #value.end()),
    )
}

/// `Parameter` for a tuple: a list.
pub(super) fn tuple(cx: &Cx<'_>, def: &TypeDef, shape: &Tuple) -> Result<TokenStream, EmitError> {
    let param = cx.name(scope::PARAM);
    let indexes = (0..shape.items.len()).map(Literal::usize_unsuffixed);
    let mut writes: Vec<_> = indexes.map(|index| quote!(.item(&self.#index))).collect();
    let mut reads: Vec<_> = shape.items.iter().map(|_| quote!(list.item())).collect();
    if shape.rest.is_some() {
        let index = Literal::usize_unsuffixed(shape.items.len());
        writes.push(quote!(.rest(&self.#index)));
        reads.push(quote!(list.rest()));
    }
    let values = (0..reads.len()).map(Literal::usize_unsuffixed);
    let start = quote!(#param::ListWriter::new());
    let Chain { statements, value } = chain("writer", start, &writes);
    implementation(
        cx,
        def,
        &quote!(const SHAPE: #param::Shape = #param::Shape::List;),
        &quote!(#statements #value.end()),
        &quote! {
            let mut list = #param::ListReader::new(value)?;
            let items = (#(#reads,)*);
            list.end()?;
            Ok(Self(#(items.#values?),*))
        },
    )
}

/// `Parameter` for a type around another: that other.
pub(super) fn newtype(cx: &Cx<'_>, def: &TypeDef, inner: &Type) -> Result<TokenStream, EmitError> {
    let param = cx.name(scope::PARAM);
    let inner = cx.ty(inner)?;
    implementation(
        cx,
        def,
        &quote!(const SHAPE: #param::Shape = <#inner as #param::Parameter>::SHAPE;),
        &quote!(#param::Parameter::to_value(&self.0)),
        &quote!(#param::Parameter::from_value(value).map(Self)),
    )
}

fn implementation(
    cx: &Cx<'_>,
    def: &TypeDef,
    shape: &TokenStream,
    to_value: &TokenStream,
    from_value: &TokenStream,
) -> Result<TokenStream, EmitError> {
    let param = cx.name(scope::PARAM);
    let path = cx.path(def)?;
    Ok(quote! {
        impl #param::Parameter for #path {
            #shape
            fn to_value(&self) -> #param::Value {
                #to_value
            }

            fn from_value(value: #param::Value) -> Result<Self, #param::ParameterError> {
                #from_value
            }
        }
    })
}

/// Whether a value is a single text.
fn is_primitive(cx: &Cx<'_>, ty: &Type) -> bool {
    match resolve(cx.api, ty) {
        Type::List(_) | Type::Map(_) | Type::Any => false,
        Type::Nullable(inner) | Type::Boxed(inner) => is_primitive(cx, inner),
        Type::Named(id) => matches!(
            cx.api.type_def(*id).map(|def| &def.shape),
            Some(Shape::StringEnum(_) | Shape::ValueEnum(_))
        ),
        _ => true,
    }
}
