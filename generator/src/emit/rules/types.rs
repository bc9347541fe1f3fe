//! The rules of the API's named types.

use proc_macro2::Literal;

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::scope::Name;
use super::super::{EmitError, scope};
use super::reach::Reach;
use super::steps::{Calls, steps};
use crate::api::{Field, Rest, Rules, Shape, Struct, Tuple, Type, TypeDef, TypeId, Union};
use crate::emit::tokens::{Tokens, quote, text};

/// `Validate` for a type that has rules.
pub(super) fn items(
    cx: &Cx<'_>,
    reach: &Reach,
    id: TypeId,
    def: &TypeDef,
) -> Result<Tokens, EmitError> {
    let mut statements = Vec::new();
    if !matches!(def.shape, Shape::Newtype(_)) {
        let own = Rules {
            own: def.rules.own.clone(),
            ..Rules::default()
        };
        // Its other rules are those that are being written.
        let calls = steps(cx, &Reach::default(), &Type::Named(id), &own);
        statements.extend(statement(&quote!(at.this(self)), &calls));
    }
    let of_members = match &def.shape {
        Shape::Struct(shape) => structure(cx, reach, shape)?,
        Shape::Union(shape) => union(cx, reach, shape)?,
        Shape::Tuple(shape) => tuple(cx, reach, shape),
        Shape::Newtype(ty) => {
            let calls = steps(cx, reach, ty, &def.rules);
            statement(&quote!(at.this(&self.0)), &calls).unwrap_or_default()
        }
        Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Alias(_) => Tokens::new(),
    };
    statements.push(of_members);
    let path = cx.path(def)?;
    Ok(implementation(cx, &path, &quote!(#(#statements)*)))
}

/// `Validate` for a type, with this body.
pub(super) fn implementation(cx: &Cx<'_>, path: &Name, body: &Tokens) -> Tokens {
    let validate = cx.name(scope::VALIDATE);
    let at = cx.name(scope::AT);
    quote! {
        impl #validate for #path {
            fn check(&self, at: &#at<'_>) {
                #body
            }
        }
    }
}

/// The calls on what they begin with, if there are any.
pub(super) fn statement(start: &Tokens, calls: &Calls) -> Option<Tokens> {
    (!calls.is_empty()).then(|| {
        let value = calls.on(start);
        quote!(#value;)
    })
}

fn structure(cx: &Cx<'_>, reach: &Reach, shape: &Struct) -> Result<Tokens, EmitError> {
    let mut statements = Tokens::new();
    for field in &shape.fields {
        let mut calls = steps(cx, reach, &field.ty, &field.rules);
        calls.list.splice(..0, no_null(field));
        let (name, key) = (ident(&field.name)?, text(&field.wire));
        statements.extend(statement(&quote!(at.key(#key, &self.#name)), &calls));
    }
    if let Rest::Kept {
        name, ty, rules, ..
    } = &shape.rest
    {
        let map = Type::Map(Box::new(ty.clone()));
        let rules = Rules {
            values: Some(Box::new(rules.clone())),
            ..Rules::default()
        };
        let calls = steps(cx, reach, &map, &rules);
        let name = ident(name)?;
        statements.extend(statement(&quote!(at.this(&self.#name)), &calls));
    }
    Ok(statements)
}

/// The call that checks that a field isn't null, where its type takes that and the description doesn't.
fn no_null(field: &Field) -> Option<Tokens> {
    field.rules.no_null.then(|| match field.required {
        true => quote!(.no_null()),
        false => quote!(.no_null_if_given()),
    })
}

fn union(cx: &Cx<'_>, reach: &Reach, shape: &Union) -> Result<Tokens, EmitError> {
    let mut arms = Vec::new();
    for variant in &shape.variants {
        let calls = steps(cx, reach, &variant.ty, &variant.rules);
        if let Some(statement) = statement(&quote!(at.this(value)), &calls) {
            let name = ident(&variant.name)?;
            arms.push((quote!(Self::#name(value)), statement));
        }
    }
    Ok(choose(&arms, shape.variants.len()))
}

/// What to do with each variant that has something to be done with it.
pub(super) fn choose(arms: &[(Tokens, Tokens)], variants: usize) -> Tokens {
    match arms {
        [] => Tokens::new(),
        [(pattern, statement)] if variants == 1 => quote!(let #pattern = self; #statement),
        [(pattern, statement)] => quote!(if let #pattern = self { #statement }),
        arms => {
            let others = (arms.len() < variants).then(|| quote!(_ => {}));
            let arms = arms
                .iter()
                .map(|(pattern, statement)| quote!(#pattern => { #statement }));
            quote!(match self { #(#arms)* #others })
        }
    }
}

fn tuple(cx: &Cx<'_>, reach: &Reach, shape: &Tuple) -> Tokens {
    let mut statements = Tokens::new();
    for (index, item) in shape.items.iter().enumerate() {
        let calls = steps(cx, reach, &item.ty, &item.rules);
        let index = Literal::usize_unsuffixed(index);
        statements.extend(statement(&quote!(at.index(#index, &self.#index)), &calls));
    }
    if let Some(ty) = &shape.rest {
        let calls = steps(cx, reach, ty, &shape.rest_rules);
        if !calls.is_empty() {
            let each = calls.of_each("item");
            let first = Literal::usize_unsuffixed(shape.items.len());
            statements.extend(quote!(at.following(#first, &self.#first, #each);));
        }
    }
    statements
}
