//! `Client`, and its method for each operation.

use super::super::arguments::{self, Argument};
use super::super::names::{fresh, ident};
use super::super::operations::{required, takes_request, title};
use super::super::rust_types::Cx;
use super::super::{EmitError, answers, docs, lints, scope};
use super::{Names, servers};
use crate::api::{Api, Operation, Scheme, SchemeKind, Side};
use crate::emit::tokens::{Tokens, quote};

/// The client.
pub(super) fn client(cx: &Cx<'_>, names: &Names<'_>) -> Result<Tokens, EmitError> {
    let what = match cx.api.side {
        Side::Api => "A client",
        Side::Webhooks => "A sender of the webhooks",
        Side::Callbacks => "A sender of the callbacks",
    };
    let docs = docs::own(&format!(
        "{what} of the {}. Cheap to clone: clones share connections and credentials.",
        super::title(cx.api)
    ));
    let methods = cx
        .api
        .operations
        .iter()
        .map(|operation| method(cx, names, operation))
        .collect::<Result<Vec<_>, _>>()?;
    let start = start(cx);
    Ok(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: bindery_runtime::client::Client,
        }

        impl Client {
            #start

            #(#methods)*
        }
    })
}

/// How a client is made, and how it sends what was made by hand.
fn start(cx: &Cx<'_>) -> Tokens {
    let call = cx.name(scope::CALL);
    if cx.api.side != Side::Api {
        return quote! {
            /// A sender without credentials.
            ///
            /// # Errors
            ///
            /// TLS can't be set up.
            pub fn new() -> Result<Self, BuildError> {
                Self::builder().build()
            }

            /// Starts a sender.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { inner: bindery_runtime::client::ClientBuilder::without_base_url() }
            }

            /// Sends to `url` a request that was made by hand or kept from elsewhere.
            ///
            /// # Errors
            ///
            /// The receiver answered with an error, or it was not reached, or its answer was not understood.
            pub async fn send<R: #call>(
                &self,
                url: &str,
                request: &R,
            ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
                self.inner.send_to(url, request).await
            }
        };
    }
    let base_url = match &cx.api.server_url {
        Some(url) => format!(
            "Starts a client of the API at `base_url`, say {}.",
            docs::code(url)
        ),
        None => "Starts a client of the API at `base_url`.".to_owned(),
    };
    let base_url = docs::own(&format!("{base_url}{}", servers::note(cx.api)));
    let servers = servers::given(cx.api);
    let settled = settled_by_connection(cx.api);
    quote! {
            /// A client of the API at `base_url`, without credentials.
            ///
            /// # Errors
            ///
            /// The URL is not an absolute `http` or `https` URL.
            pub fn new(base_url: &str) -> Result<Self, BuildError> {
                Self::builder(base_url).build()
            }

            #base_url
            pub fn builder(base_url: &str) -> ClientBuilder {
                ClientBuilder { inner: bindery_runtime::client::ClientBuilder::new(base_url)#servers #(#settled)* }
            }

            /// Sends a request that was made by hand or kept from elsewhere.
            ///
            /// # Errors
            ///
            /// The API answered with an error, or it was not reached, or its answer was not understood.
            pub async fn send<R: #call>(
                &self,
                request: &R,
            ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
                self.inner.send(request).await
            }
    }
}

/// The schemes that the transport's connection settles.
fn settled_by_connection(api: &Api) -> impl Iterator<Item = Tokens> {
    let settled = |scheme: &&Scheme| scheme.kind == SchemeKind::ClientCertificate;
    api.schemes.iter().filter(settled).map(|scheme| {
        let key = &scheme.key;
        quote!(.settled_by_connection(#key))
    })
}

fn method(cx: &Cx<'_>, names: &Names<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let docs = docs::outer_led(&title(operation), &operation.docs);
    let method = names.method(operation);
    let builder = ident(&names.builder(operation))?;
    let request = cx.operation_type(&answers::request_name(operation))?;
    let (arguments, value) = if takes_request(operation) {
        (vec![quote!(request: #request)], quote!(request))
    } else if required(operation) == 0 {
        (Vec::new(), quote!(#request::default()))
    } else {
        let arguments = arguments(cx, operation)?;
        let values = arguments.iter().map(Argument::handed_on);
        let value = quote!(#request::new(#(#values),*));
        (arguments.iter().map(Argument::declaration).collect(), value)
    };
    let url = url(operation);
    let (arguments, url) = match cx.api.side {
        Side::Api => (arguments, Tokens::new()),
        Side::Webhooks | Side::Callbacks => {
            let name = ident(&url)?;
            let into = cx.name(scope::INTO);
            let string = cx.name(scope::STRING);
            let given = quote!(#name: impl #into<#string>);
            let arguments = std::iter::once(given).chain(arguments).collect();
            (arguments, quote!(#name.into(),))
        }
    };
    let allow = lints::method_name(&method, arguments.len());
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let placeholders = lints::placeholder_names(required.map(|parameter| parameter.name.as_str()));
    let method = ident(&method)?;
    Ok(quote! {
        #docs
        #allow
        #placeholders
        pub fn #method(&self, #(#arguments),*) -> #builder<'_> {
            RequestBuilder::of_client(self, #url #value)
        }
    })
}

/// The name of the argument that says where a request is sent.
fn url(operation: &Operation) -> String {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str());
    let body = operation.body.iter().map(|body| body.name.as_str());
    fresh("url", parameters.chain(body))
}

/// The arguments: what the operation must be given.
fn arguments(cx: &Cx<'_>, operation: &Operation) -> Result<Vec<Argument>, EmitError> {
    let mut arguments = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        arguments.push(arguments::value(
            cx,
            ident(&parameter.name)?,
            &parameter.ty,
        )?);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        arguments.push(arguments::body(cx, ident(&body.name)?, &body.contents)?);
    }
    Ok(arguments)
}
