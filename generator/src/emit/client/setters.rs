//! Requests being put together: one builder for all operations, and a setter for each optional parameter.

use std::fmt;

use super::super::arguments::{self, Argument};
use super::super::names::{fresh, ident};
use super::super::operations::title;
use super::super::rust_types::Cx;
use super::super::{EmitError, answers, docs, lints, scope};
use super::{Names, pages};
use crate::api::{Docs, Operation, Side};
use crate::emit::tokens::{Tokens, quote};

/// What the client's methods answer: a struct for the requests of all operations.
pub(super) fn builder(cx: &Cx<'_>) -> Tokens {
    if cx.api.operations.is_empty() {
        return Tokens::new();
    }
    let call = cx.name(scope::CALL);
    let sending = cx.name(scope::SENDING);
    let (url, url_given, send) = match cx.api.side {
        Side::Api => (
            Tokens::new(),
            Tokens::new(),
            quote!(send_owned(self.request, self.options)),
        ),
        Side::Webhooks | Side::Callbacks => {
            let string = cx.name(scope::STRING);
            let send = quote!(send_owned_to(self.url, self.request, self.options));
            (quote!(url: #string,), quote!(url,), send)
        }
    };
    quote! {
        /// A request, being put together.
        #[must_use = "a request does nothing until it is sent"]
        pub struct RequestBuilder<'c, R> {
            client: &'c Client,
            #url
            request: R,
            options: RequestOptions,
        }

        impl<'c, R> RequestBuilder<'c, R> {
            fn of_client(client: &'c Client, #url request: R) -> Self {
                Self { client, #url_given request, options: RequestOptions::new() }
            }
        }

        impl<'c, R: #call + Send + Sync + 'static> RequestBuilder<'c, R> {
            /// Sends it.
            ///
            /// # Errors
            ///
            /// The API answered with an error, or it was not reached, or its answer was not understood.
            pub fn send(self) -> #sending<'c, R::Success, R::Error> {
                self.client.inner.#send
            }
        }

        impl<R> PerRequest for RequestBuilder<'_, R> {
            fn options_mut(&mut self) -> &mut RequestOptions {
                &mut self.options
            }
        }
    }
}

/// What the client's method for an operation answers, with a setter for each optional parameter.
pub(super) fn items(
    cx: &Cx<'_>,
    names: &Names<'_>,
    operation: &Operation,
) -> Result<Tokens, EmitError> {
    let docs = docs::own(&format!("{}, being put together.", title(operation)));
    let name = ident(&names.builder(operation))?;
    let request = cx.operation_type(&answers::request_name(operation))?;
    let setters = setters(cx, operation)?;
    let pages = pages::methods(cx, operation)?;
    let methods = match (setters.is_empty(), pages.is_empty()) {
        (true, true) => Tokens::new(),
        (_, true) => quote!(impl #name<'_> { #setters }),
        (_, false) => quote!(impl<'c> #name<'c> { #setters #pages }),
    };
    Ok(quote! {
        #docs
        pub type #name<'c> = RequestBuilder<'c, #request>;

        #methods
    })
}

fn setters(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let mut setters = Tokens::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
    {
        let argument = arguments::value(cx, ident(&parameter.name)?, &parameter.ty)?;
        let fallback = format_args!("{} on the wire.", docs::Code(&parameter.wire));
        setters.extend(setter(operation, &argument, &parameter.docs, fallback)?);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let argument = arguments::body(cx, ident(&body.name)?, &body.contents)?;
        setters.extend(setter(operation, &argument, &body.docs, "The body.")?);
    }
    Ok(setters)
}

fn setter(
    operation: &Operation,
    argument: &Argument,
    docs: &Docs,
    fallback: impl fmt::Display,
) -> Result<Tokens, EmitError> {
    let docs = docs::outer(docs, fallback);
    let Argument { name, ty, .. } = argument;
    let value = argument.value();
    let setter = setter_name(operation, &name.to_string());
    let allow = lints::setter_name(&setter);
    let setter = ident(&setter)?;
    let complexity = lints::type_complexity([ty]);
    let placeholder = lints::placeholder_names([name.to_string().as_str()]);
    Ok(quote! {
        #docs
        #allow
        #complexity
        #placeholder
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.request.#name = Some(#value);
            self
        }
    })
}

/// The name of a field's setter: its own, unless the builder has it.
pub(crate) fn setter_name(operation: &Operation, field: &str) -> String {
    if !matches!(field, "send" | "of_client") {
        return field.to_owned();
    }
    let fields = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str());
    let body = operation.body.iter().map(|body| body.name.as_str());
    fresh(field, fields.chain(body))
}
