//! The trait that says who a caller is, and what connects it to the runtime.

use proc_macro2::Ident;
use quote::format_ident;

use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints, scope};
use super::credentials;
use crate::api::{Api, ApiKeyLocation, Scheme, SchemeKind};
use crate::emit::tokens::{Tokens, quote};

/// The trait: a method a scheme.
pub(super) fn authenticator(cx: &Cx<'_>) -> Result<Tokens, EmitError> {
    let methods = cx
        .api
        .schemes
        .iter()
        .map(|scheme| method(cx, scheme))
        .collect::<Result<Vec<_>, _>>()?;
    let combine = combine_name(cx.api)?.map(|name| {
        quote! {
            /// Who a caller is that has shown two sorts of credentials at once.
            ///
            /// # Errors
            ///
            /// They belong to different callers.
            fn #name(
                &self,
                first: Self::Principal,
                second: Self::Principal,
            ) -> Result<Self::Principal, Denied>;
        }
    });
    Ok(quote! {
        /// Says who a caller is: a method a security scheme.
        pub trait Authenticator: Send + Sync + 'static {
            /// Who the caller is, as handlers find it in their [`Context`].
            type Principal: Send + Sync + 'static;

            #(#methods)*
            #combine
        }
    })
}

fn method(cx: &Cx<'_>, scheme: &Scheme) -> Result<Tokens, EmitError> {
    let about = match scheme.kind {
        SchemeKind::Undescribed => ", which isn't described: the context has what the caller shows",
        _ => "",
    };
    let lead = format!("The scheme {}{about}", docs::code(&scheme.key));
    let docs = docs::outer_led(&lead, &scheme.docs);
    let name = ident(&scheme.name)?;
    let future = cx.name(scope::FUTURE);
    let argument = argument(&scheme.kind)
        .zip(credentials(&scheme.kind))
        .map(|(name, ty)| {
            let ty = format_ident!("{ty}");
            quote!(#name: #ty,)
        });
    let allow = lints::method_name(&scheme.name, 1 + usize::from(argument.is_some()));
    Ok(quote! {
        #docs
        #allow
        fn #name(
            &self,
            cx: &SecurityContext<'_>,
            #argument
        ) -> impl #future<Output = Result<Self::Principal, Denied>> + Send;
    })
}

fn argument(kind: &SchemeKind) -> Option<Ident> {
    Some(match kind {
        SchemeKind::Basic | SchemeKind::Http(_) => format_ident!("credentials"),
        SchemeKind::ClientCertificate => format_ident!("certificate"),
        SchemeKind::Bearer => format_ident!("token"),
        SchemeKind::ApiKey { .. } => format_ident!("key"),
        SchemeKind::Undescribed => return None,
    })
}

/// The name of the method that puts two principals together, where any operation asks for two schemes at once.
fn combine_name(api: &Api) -> Result<Option<Ident>, EmitError> {
    let is_needed = api
        .operations
        .iter()
        .flat_map(|operation| &operation.security)
        .any(|alternative| alternative.0.len() > 1);
    if !is_needed {
        return Ok(None);
    }
    let taken = api.schemes.iter().map(|scheme| scheme.name.as_str());
    ident(&fresh("combine", taken)).map(Some)
}

/// The adapter: the runtime knows alternatives and combinations, this names the method of each scheme.
pub(super) fn adapter(cx: &Cx<'_>) -> Result<Tokens, EmitError> {
    let trait_name = cx.name(scope::SECURITY_SCHEMES);
    let checked = cx.name(scope::CHECKED);
    let arms = cx
        .api
        .schemes
        .iter()
        .map(arm)
        .collect::<Result<Vec<_>, _>>()?;
    let combine = combine_name(cx.api)?.map(|name| {
        quote! {
            fn combine(
                &self,
                first: A::Principal,
                second: A::Principal,
            ) -> Result<A::Principal, Denied> {
                self.0.#name(first, second)
            }
        }
    });
    let challenges = cx
        .api
        .schemes
        .iter()
        .map(|scheme| challenge(cx.api, scheme));
    Ok(quote! {
        /// The schemes by their keys in the description.
        struct Schemes<A>(A);

        impl<A: Authenticator> #trait_name for Schemes<A> {
            type Principal = A::Principal;

            async fn check(&self, cx: &SecurityContext<'_>) -> #checked<A::Principal> {
                match cx.scheme() {
                    #(#arms)*
                    _ => None,
                }
            }

            #combine

            fn challenges() -> &'static [(&'static str, &'static str)] {
                &[#(#challenges),*]
            }
        }
    })
}

fn arm(scheme: &Scheme) -> Result<Tokens, EmitError> {
    let key = &scheme.key;
    let method = ident(&scheme.name)?;
    let found = match &scheme.kind {
        SchemeKind::Basic => quote!(cx.basic()?),
        SchemeKind::Bearer => quote!(cx.bearer()?),
        SchemeKind::Http(name) => quote!(cx.http(#name)?),
        SchemeKind::ClientCertificate => quote!(cx.client_certificate()?),
        SchemeKind::ApiKey { location, wire } => match location {
            ApiKeyLocation::Header => quote!(cx.api_key_header(#wire)?),
            ApiKeyLocation::Query => quote!(cx.api_key_query(#wire)?),
            ApiKeyLocation::Cookie => quote!(cx.api_key_cookie(#wire)?),
        },
        SchemeKind::Undescribed => return Ok(quote!(#key => Some(self.0.#method(cx).await),)),
    };
    Ok(quote!(#key => Some(self.0.#method(cx, #found).await),))
}

/// The scheme's part of `WWW-Authenticate` (RFC 9110, section 11.6.1). A 401 must have one, so that keys, certificates and
/// what isn't described have schemes of our own, whose parameters tell what is asked for.
fn challenge(api: &Api, scheme: &Scheme) -> Tokens {
    let key = &scheme.key;
    let (name, parameters) = match &scheme.kind {
        SchemeKind::Basic => ("Basic", String::new()),
        SchemeKind::Bearer => ("Bearer", String::new()),
        SchemeKind::Http(name) => (name.as_str(), String::new()),
        SchemeKind::ClientCertificate => ("ClientCertificate", String::new()),
        SchemeKind::Undescribed => ("Undescribed", format!(", name=\"{}\"", quoted(key))),
        SchemeKind::ApiKey { location, wire } => {
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            };
            let wire = quoted(wire);
            ("ApiKey", format!(", in=\"{location}\", name=\"{wire}\""))
        }
    };
    let challenge = format!("{name} realm=\"{}\"{parameters}", quoted(&api.title));
    quote!((#key, #challenge))
}

/// A text as a quoted string holds it (RFC 9110, section 5.6.4), without what isn't ASCII.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut quoted = String::new();
    for char in words.join(" ").chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            ' '..='~' => quoted.push(char),
            _ => {}
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_inside_its_quotes() {
        assert_eq!(quoted("A \"B\"\r\n c\\ é"), r#"A \"B\" c\\ "#);
    }
}
