//! Types as parameters and headers: their form as plain text.

use proc_macro2::Literal;

use super::super::chain::{Chain, chain};
use super::super::names::{fresh, ident};
use super::super::rules::{Reach, is_judged_in_text};
use super::super::rust_types::{Cx, resolve};
use super::super::{EmitError, lints, scope, spread};
use super::unions;
use crate::api::{
    Choice, JsonType, Rest, Shape, Struct, Tuple, Type, TypeChoice, TypeDef, Union, UnionVariant,
};
use crate::emit::tokens::{Tokens, quote};

/// `Parameter` for an enum of other values.
pub(super) fn value_enum(cx: &Cx<'_>, def: &TypeDef) -> Result<Tokens, EmitError> {
    let wire = cx.name(scope::WIRE);
    implementation(
        cx,
        def,
        &Tokens::new(),
        &quote!(#wire::value_enum_to_parameter(self)),
        &quote!(#wire::value_enum_from_parameter(value)),
    )
}

/// `Parameter` for a struct: an object.
pub(super) fn structure(cx: &Cx<'_>, def: &TypeDef, shape: &Struct) -> Result<Tokens, EmitError> {
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
        [] => (Tokens::new(), new),
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

/// `Parameter` for a union: the alternative that a tag tells, the first that fits, or the only one.
pub(super) fn union(
    cx: &Cx<'_>,
    reach: &Reach,
    def: &TypeDef,
    shape: &Union,
) -> Result<Tokens, EmitError> {
    let tagged = Tagged::of(shape);
    let known = union_shape(cx, def, shape, tagged.as_ref());
    let read = match &tagged {
        Some(tagged) => by_tag(cx, reach, def, tagged, shape)?,
        None => by_trial(cx, reach, &shape.variants, &shape.choice)?,
    };
    let write = union_writes(cx, def, shape)?;
    implementation(cx, def, &known, &write, &read)
}

/// The variants of a union that a tag tells apart, and the others.
struct Tagged<'a> {
    choice: &'a Choice,
    variants: Vec<&'a UnionVariant>,
    others: Vec<&'a UnionVariant>,
}

impl<'a> Tagged<'a> {
    /// `None`: no tag tells any.
    fn of(shape: &'a Union) -> Option<Self> {
        if matches!(shape.choice, Choice::Tag { .. }) {
            return Some(Self {
                choice: &shape.choice,
                variants: shape.variants.iter().collect(),
                others: Vec::new(),
            });
        }
        let Choice::Type(groups) = &shape.choice else {
            return None;
        };
        let is_tagged = |group: &&TypeChoice| {
            group.types.contains(&JsonType::Object) && matches!(group.choice, Choice::Tag { .. })
        };
        let group = groups.iter().find(is_tagged)?;
        let others = shape.variants.iter().enumerate();
        let others = others.filter(|(index, _)| !group.variants.contains(index));
        Some(Self {
            choice: &group.choice,
            variants: (group.variants.iter())
                .filter_map(|index| shape.variants.get(*index))
                .collect(),
            others: others.map(|(_, variant)| variant).collect(),
        })
    }
}

/// What is read of the variants that a tag tells apart, or else of the others.
fn by_tag(
    cx: &Cx<'_>,
    reach: &Reach,
    def: &TypeDef,
    tagged: &Tagged<'_>,
    shape: &Union,
) -> Result<Tokens, EmitError> {
    let param = cx.name(scope::PARAM);
    let chosen = unions::by_tag(def, &tagged.variants, tagged.choice)?;
    let Choice::Tag { property, .. } = tagged.choice else {
        return Ok(chosen);
    };
    if tagged.others.is_empty() {
        return Ok(quote! {
            let value = #param::Tagged::new(value)?;
            #chosen
        });
    }
    let others = by_trial(cx, reach, tagged.others.iter().copied(), &shape.choice)?;
    Ok(quote! {
        match #param::Tagged::sift(value, #property) {
            Ok(value) => #chosen,
            Err(value) => { #others }
        }
    })
}

/// What is read by trying each variant.
fn by_trial<'a>(
    cx: &Cx<'_>,
    reach: &Reach,
    variants: impl IntoIterator<Item = &'a UnionVariant>,
    choice: &Choice,
) -> Result<Tokens, EmitError> {
    let param = cx.name(scope::PARAM);
    let start = match is_judged_in_text(choice) {
        true => quote!(#param::Trial::exactly_one(value)),
        false => quote!(#param::Trial::first_fit(value)),
    };
    let attempts = unions::attempts(cx, reach, variants)?;
    let Chain { statements, value } = chain("trial", start, &attempts);
    Ok(quote!(#statements #value.end()))
}

/// Each variant written as itself, with the tag that it doesn't have.
fn union_writes(cx: &Cx<'_>, def: &TypeDef, shape: &Union) -> Result<Tokens, EmitError> {
    if shape.variants.is_empty() {
        return Ok(quote!(match *self {}));
    }
    let param = cx.name(scope::PARAM);
    let mut arms = Tokens::new();
    for (index, variant) in shape.variants.iter().enumerate() {
        let name = ident(&variant.name)?;
        let value = match unions::added_tag(def, &shape.choice, index)? {
            Some((property, tag)) => quote!(#param::tagged(#property, #tag, value)),
            None => quote!(#param::Parameter::to_value(value)),
        };
        arms.extend(quote!(Self::#name(value) => #value,));
    }
    Ok(quote!(match self { #arms }))
}

/// The shape of a union where it isn't always a single text.
fn union_shape(cx: &Cx<'_>, def: &TypeDef, shape: &Union, tagged: Option<&Tagged<'_>>) -> Tokens {
    let mut variants = shape.variants.iter();
    if variants.all(|variant| is_primitive(cx, &variant.ty)) {
        return Tokens::new();
    }
    let param = cx.name(scope::PARAM);
    let keys = spread::keys_of(cx, def);
    let known = match tagged {
        Some(tagged) if tagged.others.is_empty() => match spread::keeps_any_key(cx, def) {
            true => quote!(Map),
            false => quote!(Object(&[#(#keys),*])),
        },
        _ if keys.is_empty() => quote!(Any),
        _ => quote!(AnyOf(&[#(#keys),*])),
    };
    quote!(const SHAPE: #param::Shape = #param::Shape::#known;)
}

/// `Parameter` for a tuple: a list.
pub(super) fn tuple(cx: &Cx<'_>, def: &TypeDef, shape: &Tuple) -> Result<Tokens, EmitError> {
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
pub(super) fn newtype(cx: &Cx<'_>, def: &TypeDef, inner: &Type) -> Result<Tokens, EmitError> {
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
    shape: &Tokens,
    to_value: &Tokens,
    from_value: &Tokens,
) -> Result<Tokens, EmitError> {
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
