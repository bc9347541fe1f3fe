//! The router of all operations.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::chain::{Chain, chain};
use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, scope};
use super::{Access, Trait, access, has_security};
use crate::api::{Operation, Side};

/// `router` and `builder`.
pub(super) fn items(cx: &Cx<'_>, traits: &[Trait<'_>]) -> Result<TokenStream, EmitError> {
    let routes = cx.name(scope::ROUTES);
    let Generics {
        service,
        authenticator,
    } = Generics::beside(traits)?;
    let bounds = bounds(traits, &authenticator)?;
    let what = match cx.api.side {
        Side::Api => "",
        Side::Webhooks => "webhooks of the ",
        Side::Callbacks => "callbacks of the ",
    };
    let docs = docs::own(&format!(
        "The router of the {what}{}: it checks each request against the description, and asks `service` for the answer.",
        docs::plain(&cx.api.title)
    ));
    let (generics, parameters, arguments, conditions, start) = if has_security(cx.api) {
        (
            quote!(<#service, #authenticator>),
            quote!(service: #service, authenticator: #authenticator),
            quote!(service, authenticator),
            quote!(where #service: #bounds, #authenticator: Authenticator),
            quote!(#routes::new(service, Schemes(authenticator))),
        )
    } else {
        (
            quote!(<#service>),
            quote!(service: #service),
            quote!(service),
            quote!(where #service: #bounds),
            quote!(#routes::new(service, ())),
        )
    };
    let operations = cx
        .api
        .operations
        .iter()
        .map(|operation| route(operation, &service))
        .collect::<Result<Vec<_>, _>>()?;
    let Chain { statements, value } = chain("routes", start, &operations);
    Ok(quote! {
        #docs
        pub fn router #generics (#parameters) -> bindery_runtime::axum::Router #conditions {
            builder(#arguments).build()
        }

        /// The same router, before it is built: for settings such as the size of bodies and the shape of rejections.
        pub fn builder #generics (#parameters) -> RouterBuilder #conditions {
            #statements
            #value.builder()
        }
    })
}

/// The names of the generic parameters.
struct Generics {
    service: Ident,
    authenticator: Ident,
}

impl Generics {
    /// Names that none of the traits has: a parameter would hide it.
    fn beside(traits: &[Trait<'_>]) -> Result<Self, EmitError> {
        let taken = || traits.iter().map(|handlers| handlers.name.as_str());
        Ok(Self {
            service: ident(&fresh("S", taken()))?,
            authenticator: ident(&fresh("A", taken()))?,
        })
    }
}

/// What the service must implement.
fn bounds(traits: &[Trait<'_>], authenticator: &Ident) -> Result<TokenStream, EmitError> {
    let bounds = traits
        .iter()
        .map(|handlers| {
            let name = ident(&handlers.name)?;
            Ok(if handlers.has_principal() {
                quote!(#name<Principal = #authenticator::Principal>)
            } else {
                quote!(#name)
            })
        })
        .collect::<Result<Vec<_>, EmitError>>()?;
    Ok(quote!(#(#bounds)+*))
}

/// The operation, with the method that answers it: a path needs neither a closure nor a future of its own.
fn route(operation: &Operation, service: &Ident) -> Result<TokenStream, EmitError> {
    let method = ident(&operation.method_name)?;
    Ok(match access(operation) {
        Access::Open => quote!(.open(#service::#method)),
        Access::Optional => quote!(.optionally_secured(#service::#method)),
        Access::Secured => quote!(.secured(#service::#method)),
    })
}
