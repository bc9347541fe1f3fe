//! `ClientBuilder`: credentials, a setter a scheme, and settings.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints, scope};
use crate::api::{Api, ApiKeyLocation, Scheme, SchemeKind};

/// The methods that the builder has already.
const METHODS: &[&str] = &["build", "connect_timeout", "header", "timeout", "transport"];

/// The name of the setter for each security scheme.
pub(crate) fn setter_names(api: &Api) -> Vec<String> {
    let names: Vec<&str> = api
        .schemes
        .iter()
        .map(|scheme| scheme.name.as_str())
        .collect();
    names
        .iter()
        .map(|name| {
            if METHODS.contains(name) {
                fresh(name, METHODS.iter().chain(&names).copied())
            } else {
                (*name).to_owned()
            }
        })
        .collect()
}

/// The builder.
pub(super) fn items(cx: &Cx<'_>) -> Result<TokenStream, EmitError> {
    let http = cx.name(scope::HTTP);
    let schemes = setter_names(cx.api)
        .iter()
        .zip(&cx.api.schemes)
        .map(|(name, scheme)| setter(name, scheme))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        /// Starts a [`Client`].
        #[derive(Clone, Debug)]
        pub struct ClientBuilder {
            inner: bindery_runtime::client::ClientBuilder,
        }

        impl ClientBuilder {
            #(#schemes)*

            /// How long a whole request may take. Default: 30 s.
            pub fn timeout(self, timeout: std::time::Duration) -> Self {
                Self { inner: self.inner.timeout(timeout) }
            }

            /// How long connecting may take. Default: 10 s.
            pub fn connect_timeout(self, timeout: std::time::Duration) -> Self {
                Self { inner: self.inner.connect_timeout(timeout) }
            }

            /// A header that every request carries.
            pub fn header(self, name: #http::HeaderName, value: #http::HeaderValue) -> Self {
                Self { inner: self.inner.header(name, value) }
            }

            /// Another way to carry requests than reqwest: an `axum::Router` in the same process, say.
            pub fn transport(self, transport: impl Transport) -> Self {
                Self { inner: self.inner.transport(transport) }
            }

            /// Makes the client.
            ///
            /// # Errors
            ///
            /// The base URL is not an absolute `http` or `https` URL, or a credential can't stand where it belongs.
            pub fn build(self) -> Result<Client, BuildError> {
                Ok(Client { inner: self.inner.build()? })
            }
        }
    })
}

fn setter(name: &str, scheme: &Scheme) -> Result<TokenStream, EmitError> {
    let lead = format!("Credentials of the scheme {}", docs::code(&scheme.key));
    let docs = docs::outer_led(&lead, &scheme.docs);
    let allow = lints::setter_name(name);
    let name = ident(name)?;
    let key = &scheme.key;
    let (arguments, call) = match &scheme.kind {
        SchemeKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<String>),
            quote!(basic(#key, user.into(), password.into())),
        ),
        SchemeKind::Bearer => (
            quote!(token: impl Into<String>),
            quote!(bearer(#key, token.into())),
        ),
        SchemeKind::ApiKey { location, wire } => {
            let method = match location {
                ApiKeyLocation::Header => quote!(api_key_header),
                ApiKeyLocation::Query => quote!(api_key_query),
                ApiKeyLocation::Cookie => quote!(api_key_cookie),
            };
            (
                quote!(key: impl Into<String>),
                quote!(#method(#key, #wire, key.into())),
            )
        }
    };
    Ok(quote! {
        #docs
        #allow
        pub fn #name(self, #arguments) -> Self {
            Self { inner: self.inner.#call }
        }
    })
}
