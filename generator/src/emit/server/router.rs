//! The router of all operations.

use heck::ToSnakeCase;
use proc_macro2::Ident;

use super::super::chain::{Chain, chain};
use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, scope};
use super::{Access, Trait, access, has_security};
use crate::api::{Operation, Side};
use crate::emit::tokens::{Tokens, quote};

/// `router` and `builder`; where there are several tags, the operations of each too.
pub(super) fn items(cx: &Cx<'_>, traits: &[Trait<'_>]) -> Result<Tokens, EmitError> {
    let generics = Generics::beside(traits)?;
    let Generics {
        service,
        authenticator,
        ..
    } = &generics;
    let bounds = bounds(traits, authenticator)?;
    let (parameters, arguments, conditions) = if has_security(cx.api) {
        (
            quote!(<#service, #authenticator>(service: #service, authenticator: #authenticator)),
            quote!((service, authenticator)),
            quote!(where #service: #bounds, #authenticator: Authenticator),
        )
    } else {
        (
            quote!(<#service>(service: #service)),
            quote!((service)),
            quote!(where #service: #bounds),
        )
    };
    let (all, of_tags) = match traits {
        [handlers] => {
            let start = start(cx);
            (operations(handlers, start, service)?, Tokens::new())
        }
        several => of_tags(cx, several, &generics, &arguments)?,
    };
    let Chain { statements, value } = all;
    let docs = documentation(cx);
    Ok(quote! {
        #docs
        pub fn router #parameters -> bindery_runtime::axum::Router #conditions {
            builder #arguments.build()
        }

        /// The same router, before it is built: for settings such as the size of bodies and the shape of rejections.
        pub fn builder #parameters -> RouterBuilder #conditions {
            #statements
            #value.builder()
        }

        #of_tags
    })
}

fn documentation(cx: &Cx<'_>) -> Tokens {
    let what = match cx.api.side {
        Side::Api => "",
        Side::Webhooks => "webhooks of the ",
        Side::Callbacks => "callbacks of the ",
    };
    docs::own(&format!(
        "The router of the {what}{}: it checks each request against the description, and asks `service` for the answer.",
        docs::plain(&cx.api.title)
    ))
}

/// No operations yet.
fn start(cx: &Cx<'_>) -> Tokens {
    let routes = cx.name(scope::ROUTES);
    if has_security(cx.api) {
        quote!(#routes::new(service, Schemes(authenticator)))
    } else {
        quote!(#routes::new(service, ()))
    }
}

/// A tag's operations, with the methods that answer them.
fn operations(handlers: &Trait<'_>, start: Tokens, service: &Ident) -> Result<Chain, EmitError> {
    let operations = handlers
        .operations
        .iter()
        .map(|operation| route(operation, service))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(chain("routes", start, &operations))
}

/// The operations of all tags, and a function a tag, by which one can be served without the others.
fn of_tags(
    cx: &Cx<'_>,
    traits: &[Trait<'_>],
    generics: &Generics,
    arguments: &Tokens,
) -> Result<(Chain, Tokens), EmitError> {
    let mut names: Vec<String> = Vec::new();
    for handlers in traits {
        let name = format!("{}_routes", handlers.name.to_snake_case());
        names.push(fresh(&name, names.iter().map(String::as_str)));
    }
    let mut functions = first_routes(cx, generics, names.first().map_or("", String::as_str));
    let mut statements = quote!(let routes = routes #arguments;);
    for (handlers, name) in traits.iter().zip(&names) {
        let name = ident(name)?;
        statements.extend(quote!(let routes = #name(routes);));
        functions.extend(routes_of(cx, handlers, &name, generics)?);
    }
    let value = quote!(routes);
    Ok((Chain { statements, value }, functions))
}

/// The function that routers of some tags begin with; `one` adds the operations of one.
fn first_routes(cx: &Cx<'_>, generics: &Generics, one: &str) -> Tokens {
    let routes = cx.name(scope::ROUTES);
    let Generics {
        service,
        authenticator,
        ..
    } = generics;
    let (parameters, schemes, conditions, arguments) = if has_security(cx.api) {
        let bound = cx.name(scope::SECURITY_SCHEMES);
        (
            quote!(<#service, #authenticator>(service: #service, authenticator: #authenticator)),
            quote!(impl #bound<Principal = #authenticator::Principal>),
            quote!(where #service: Send + Sync + 'static, #authenticator: Authenticator),
            "service, authenticator",
        )
    } else {
        (
            quote!(<#service>(service: #service)),
            quote!(()),
            quote!(where #service: Send + Sync + 'static),
            "service",
        )
    };
    let docs = docs::own(&format!(
        "No operations yet, for a router of some tags only: `{one}(routes({arguments})).builder()`."
    ));
    let start = start(cx);
    quote! {
        #docs
        pub fn routes #parameters -> #routes<#service, #schemes> #conditions {
            #start
        }
    }
}

/// The function that adds the operations of a tag.
fn routes_of(
    cx: &Cx<'_>,
    handlers: &Trait<'_>,
    name: &Ident,
    generics: &Generics,
) -> Result<Tokens, EmitError> {
    let routes = cx.name(scope::ROUTES);
    let Generics {
        service, schemes, ..
    } = generics;
    let trait_name = ident(&handlers.name)?;
    let conditions = if handlers.has_principal() {
        let bound = cx.name(scope::SECURITY_SCHEMES);
        quote!(where #service: #trait_name<Principal = #schemes::Principal>, #schemes: #bound)
    } else {
        quote!(where #service: #trait_name, #schemes: Send + Sync + 'static)
    };
    let docs = docs::own(&format!("Adds the operations of [`{}`].", handlers.name));
    let Chain { statements, value } = operations(handlers, quote!(routes), service)?;
    Ok(quote! {
        #docs
        pub fn #name<#service, #schemes>(
            routes: #routes<#service, #schemes>,
        ) -> #routes<#service, #schemes> #conditions {
            #statements
            #value
        }
    })
}

/// The names of the generic parameters.
struct Generics {
    service: Ident,
    authenticator: Ident,
    schemes: Ident,
}

impl Generics {
    /// Names that none of the traits has: a parameter would hide it.
    fn beside(traits: &[Trait<'_>]) -> Result<Self, EmitError> {
        let taken = || traits.iter().map(|handlers| handlers.name.as_str());
        Ok(Self {
            service: ident(&fresh("S", taken()))?,
            authenticator: ident(&fresh("A", taken()))?,
            schemes: ident(&fresh("Z", taken()))?,
        })
    }
}

/// What the service must implement.
fn bounds(traits: &[Trait<'_>], authenticator: &Ident) -> Result<Tokens, EmitError> {
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
fn route(operation: &Operation, service: &Ident) -> Result<Tokens, EmitError> {
    let method = ident(&operation.method_name)?;
    Ok(match access(operation) {
        Access::Open => quote!(.open(#service::#method)),
        Access::Optional => quote!(.optionally_secured(#service::#method)),
        Access::Secured => quote!(.secured(#service::#method)),
    })
}
