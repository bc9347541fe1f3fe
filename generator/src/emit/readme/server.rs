//! A first look at the server: one of its traits, with a few of its methods.

use proc_macro2::Ident;
use quote::format_ident;

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::scope::Scope;
use super::super::server::{Trait, answer, context, has_security};
use super::super::{EmitError, answers, format};
use crate::api::{Api, Operation};
use crate::emit::tokens::{Tokens, quote};

/// How many methods are shown.
const METHODS: usize = 2;

/// The example: part of an implementation, and the router.
pub(super) fn example(api: &Api, crate_ident: &Ident) -> Result<String, EmitError> {
    let cx = Cx::beside(api, Scope::default());
    let traits = Trait::all(api)?;
    let Some(shown) = traits.first() else {
        return Ok(String::new());
    };
    let name = ident(&shown.name)?;
    let principal = shown.has_principal().then(|| {
        quote!(
            type Principal = User;
        )
    });
    let methods = shown
        .operations
        .iter()
        .take(METHODS)
        .map(|operation| method(&cx, operation))
        .collect::<Result<Vec<_>, _>>()?;
    let imports = cx.scope.outside_imports(&crate_ident.to_string());
    let app = app(api, crate_ident);
    let mut server = vec![
        name.clone(),
        format_ident!("Context"),
        format_ident!("Failure"),
    ];
    server.sort_unstable();
    format::example(quote! {
        use #crate_ident::server::{#(#server),*};
        #imports

        impl #name for Service {
            #principal
            #(#methods)*
        }

        #app
    })
}

fn method(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let name = ident(&operation.method_name)?;
    let context = context(operation, &quote!(User));
    let request = cx.operation_type(&answers::request_name(operation))?;
    let answer = answer(cx, operation)?;
    Ok(quote! {
        async fn #name(&self, cx: #context, request: #request) -> #answer {
            todo!()
        }
    })
}

fn app(api: &Api, crate_ident: &Ident) -> Tokens {
    if has_security(api) {
        quote! {
            fn app(service: Service, users: Users) -> #crate_ident::runtime::axum::Router {
                #crate_ident::server::router(service, users)
            }
        }
    } else {
        quote! {
            fn app(service: Service) -> #crate_ident::runtime::axum::Router {
                #crate_ident::server::router(service)
            }
        }
    }
}
