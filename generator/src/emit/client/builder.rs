//! `ClientBuilder`: credentials, a setter a scheme, and settings.

use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints, scope};
use crate::api::{Api, ApiKeyLocation, Scheme, SchemeKind};
use crate::emit::tokens::{Tokens, quote};

/// The methods that the builder has already.
const METHODS: &[&str] = &[
    "after",
    "before",
    "build",
    "connect_timeout",
    "header",
    "most_reply_bytes",
    "retry",
    "timeout",
    "transport",
    "trusted_certificates",
    "validate_requests",
];

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

/// The name of the setter for what fetches the tokens of a scheme whose own setter has this name.
pub(crate) fn tokens_name(api: &Api, setter: &str) -> String {
    let setters = setter_names(api);
    let taken = setters.iter().map(String::as_str);
    let name = setter.strip_prefix("r#").unwrap_or(setter);
    let name = name.trim_end_matches('_');
    fresh(
        &format!("{name}_tokens"),
        taken.chain(METHODS.iter().copied()),
    )
}

/// The builder.
pub(super) fn items(cx: &Cx<'_>) -> Result<Tokens, EmitError> {
    let http = cx.name(scope::HTTP);
    let schemes = setter_names(cx.api)
        .iter()
        .zip(&cx.api.schemes)
        .map(|(name, scheme)| setters(cx.api, name, scheme))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        /// Starts a [`Client`].
        #[derive(Clone, Debug)]
        pub struct ClientBuilder {
            inner: bindery_runtime::client::ClientBuilder,
        }

        impl ClientBuilder {
            #(#schemes)*

            /// How long a whole request may take, attempts and waits between them included. Default: 30 s.
            pub fn timeout(self, timeout: std::time::Duration) -> Self {
                Self { inner: self.inner.timeout(timeout) }
            }

            /// How long connecting may take. Default: 10 s.
            pub fn connect_timeout(self, timeout: std::time::Duration) -> Self {
                Self { inner: self.inner.connect_timeout(timeout) }
            }

            /// Certificates, in PEM, of authorities that are trusted besides the system's: a private one's, say.
            pub fn trusted_certificates(self, pem: &[u8]) -> Self {
                Self { inner: self.inner.trusted_certificates(pem) }
            }

            /// How many bytes the body of a reply may have that isn't handed on while it comes in. Default: 64 MiB.
            pub fn most_reply_bytes(self, limit: usize) -> Self {
                Self { inner: self.inner.most_reply_bytes(limit) }
            }

            /// How requests are repeated that failed, where that is safe. Default: not at all.
            pub fn retry(self, policy: RetryPolicy) -> Self {
                Self { inner: self.inner.retry(policy) }
            }

            /// Whether requests are held against the rules of the description before they are sent. Default: no.
            pub fn validate_requests(self, validate: bool) -> Self {
                Self { inner: self.inner.validate_requests(validate) }
            }

            /// Is called with each request that is about to be sent, and may change its headers.
            pub fn before(
                self,
                hook: impl Fn(&mut bindery_runtime::client::BeforeRequest<'_>) + Send + Sync + 'static,
            ) -> Self {
                Self { inner: self.inner.before(hook) }
            }

            /// Is called with what came of each request.
            pub fn after(
                self,
                hook: impl Fn(&bindery_runtime::client::AfterRequest<'_>) + Send + Sync + 'static,
            ) -> Self {
                Self { inner: self.inner.after(hook) }
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

fn setters(api: &Api, name: &str, scheme: &Scheme) -> Result<Tokens, EmitError> {
    let mut setters = setter(name, scheme)?;
    if scheme.kind == SchemeKind::Bearer {
        let lead = format!(
            "Where the tokens of the scheme {} come from, say a closure that fetches one.\n\n\
             It is told which scopes an operation asks for. It is asked when the first token is needed, and again when \
             one has run out, was refused or is for other scopes.",
            docs::code(&scheme.key)
        );
        let docs = docs::own(&lead);
        let name = tokens_name(api, name);
        let allow = lints::setter_name(&name);
        let name = ident(&name)?;
        let key = &scheme.key;
        setters.extend(quote! {
            #docs
            #allow
            pub fn #name(self, provider: impl bindery_runtime::client::TokenProvider) -> Self {
                Self { inner: self.inner.tokens(#key, provider) }
            }
        });
    }
    Ok(setters)
}

fn setter(name: &str, scheme: &Scheme) -> Result<Tokens, EmitError> {
    let about = match scheme.kind {
        SchemeKind::Undescribed => ", which isn't described: the header that carries them",
        _ => "",
    };
    let lead = format!(
        "Credentials of the scheme {}{about}",
        docs::code(&scheme.key)
    );
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
        SchemeKind::Http(scheme) => (
            quote!(credentials: impl Into<String>),
            quote!(http(#key, #scheme, credentials.into())),
        ),
        SchemeKind::ClientCertificate => (
            quote!(pem: impl AsRef<[u8]>),
            quote!(client_certificate(#key, pem.as_ref())),
        ),
        SchemeKind::Undescribed => (
            quote!(header: &'static str, value: impl Into<String>),
            quote!(api_key_header(#key, header, value.into())),
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
