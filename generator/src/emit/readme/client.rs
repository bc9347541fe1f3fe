//! A first look at the client: one of the API's own operations.

use proc_macro2::Ident;

use super::super::answers;
use super::super::client::{Names, setter_name, setter_names};
use super::super::format;
use super::super::names::ident;
use super::super::rust_types::{Cx, resolve};
use super::super::scope::Scope;
use super::super::{EmitError, operations};
use crate::api::{
    Api, EXAMPLE_HOST, Method, Operation, Parameter, SchemeId, SchemeKind, Shape, Type,
};
use crate::emit::tokens::{Tokens, quote};

/// The example: a function that makes a client and calls an operation.
pub(super) fn example(api: &Api, crate_ident: &Ident) -> Result<String, EmitError> {
    let url = api.server_url.as_deref().unwrap_or(EXAMPLE_HOST);
    let operation = best(api);
    let credentials = credentials(api, operation)?;
    let call = operation
        .map(|operation| call(api, crate_ident, operation))
        .transpose()?;
    let client = if call.is_some() {
        quote!(client)
    } else {
        quote!(_client)
    };
    format::example(quote! {
        async fn first_look() -> Result<(), Box<dyn std::error::Error>> {
            let #client = #crate_ident::Client::builder(#url) #credentials .build()?;
            #call
            Ok(())
        }
    })
}

/// The operation that shows most with least: one that reads, and asks for few arguments that all can be made up.
fn best(api: &Api) -> Option<&Operation> {
    api.operations
        .iter()
        .filter(|operation| is_simple(api, operation))
        .min_by_key(|operation| {
            (
                operation.method != Method::Get,
                operation.docs.deprecated,
                operations::required(operation),
            )
        })
}

fn is_simple(api: &Api, operation: &Operation) -> bool {
    let body = operation.body.as_ref().is_some_and(|body| body.required);
    !body
        && !operations::takes_request(operation)
        && required(operation).all(|parameter| is_value_known(api, &parameter.ty))
}

fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
}

/// The setters of the credentials that suffice for the operation.
fn credentials(api: &Api, operation: Option<&Operation>) -> Result<Tokens, EmitError> {
    let names = setter_names(api);
    let schemes: Vec<SchemeId> = operation
        .and_then(|operation| operation.security.first())
        .map(|alternative| {
            alternative
                .0
                .iter()
                .map(|requirement| requirement.scheme)
                .collect()
        })
        .unwrap_or_default();
    schemes
        .into_iter()
        .filter_map(|id| Some((names.get(id.0)?, api.schemes.get(id.0)?)))
        .map(|(name, scheme)| {
            let name = ident(name)?;
            Ok(match scheme.kind {
                SchemeKind::Http(_) => quote!(.#name("credentials")),
                SchemeKind::ClientCertificate => quote!(.#name(std::fs::read("client.pem")?)),
                SchemeKind::Basic => quote!(.#name("user", "password")),
                SchemeKind::Bearer => quote!(.#name("token")),
                SchemeKind::ApiKey { .. } => quote!(.#name("key")),
                SchemeKind::Undescribed => quote!(.#name("authorization", "credentials")),
            })
        })
        .collect()
}

fn call(api: &Api, crate_ident: &Ident, operation: &Operation) -> Result<Tokens, EmitError> {
    let method = ident(&Names::new(api).method(operation))?;
    let arguments = required(operation)
        .map(|parameter| value(api, crate_ident, &parameter.ty))
        .collect::<Result<Vec<_>, _>>()?;
    let setter = setter(api, crate_ident, operation)?;
    let cx = Cx::beside(api, Scope::default());
    let is_empty = answers::success_type(&cx, operation)?.to_string() == "()";
    let sent = quote!(client.#method(#(#arguments),*) #setter .send().await?);
    Ok(if is_empty {
        quote!(#sent;)
    } else {
        quote! {
            let answer = #sent;
            println!("{:?}", answer.into_inner());
        }
    })
}

/// The setter of the first optional parameter that a value can be made up for.
fn setter(api: &Api, crate_ident: &Ident, operation: &Operation) -> Result<Tokens, EmitError> {
    let optional = operation
        .parameters
        .iter()
        .find(|parameter| !parameter.required && is_value_known(api, &parameter.ty));
    match optional {
        Some(parameter) => {
            let setter = ident(&setter_name(operation, &parameter.name))?;
            let value = value(api, crate_ident, &parameter.ty)?;
            Ok(quote!(.#setter(#value)))
        }
        None => Ok(Tokens::new()),
    }
}

fn is_value_known(api: &Api, ty: &Type) -> bool {
    match resolve(api, ty) {
        Type::Bool | Type::Integer(_) | Type::Float(_) | Type::String => true,
        Type::Named(id) => match api.type_def(*id).map(|def| &def.shape) {
            Some(Shape::StringEnum(shape)) => !shape.variants.is_empty(),
            _ => false,
        },
        _ => false,
    }
}

/// A value of a type that [`is_value_known`] knows.
fn value(api: &Api, crate_ident: &Ident, ty: &Type) -> Result<Tokens, EmitError> {
    let unknown = || EmitError::new("README.md", "there is no example of a value");
    match resolve(api, ty) {
        Type::Bool => Ok(quote!(true)),
        Type::Integer(_) => Ok(quote!(1)),
        Type::Float(_) => Ok(quote!(1.0)),
        Type::String => Ok(quote!("text")),
        Type::Named(id) => {
            let def = api.type_def(*id).ok_or_else(unknown)?;
            let Shape::StringEnum(shape) = &def.shape else {
                return Err(unknown());
            };
            let name = ident(&def.name)?;
            let variant = ident(&shape.variants.first().ok_or_else(unknown)?.name)?;
            Ok(quote!(#crate_ident::types::#name::#variant))
        }
        _ => Err(unknown()),
    }
}
