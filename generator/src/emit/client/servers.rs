//! `SERVERS`: the URLs that the description names.

use super::super::docs;
use crate::api::{Api, Docs, Server};
use crate::emit::tokens::{Tokens, quote};

/// The constant; nothing where the description names no server.
pub(super) fn constant(api: &Api) -> Tokens {
    if api.servers.is_empty() {
        return Tokens::new();
    }
    let docs = docs::outer(
        &Docs {
            summary: "The servers that the description names.".to_owned(),
            notes: api.servers.iter().map(about).collect(),
            ..Docs::default()
        },
        "",
    );
    let urls = api.servers.iter().map(|server| &server.url);
    quote! {
        #docs
        pub const SERVERS: &[&str] = &[#(#urls),*];
    }
}

fn about(server: &Server) -> String {
    let url = docs::code(&server.url);
    let text = docs::clean(&server.docs.description);
    match text.lines().next() {
        Some(line) if !line.is_empty() => format!("{url}: {}", docs::plain(line)),
        _ => url,
    }
}

/// Whether operations have servers of their own.
fn are_heeded(api: &Api) -> bool {
    let mut operations = api.operations.iter();
    operations.any(|operation| !operation.servers.is_empty())
}

/// What `Client::builder` says of operations with servers of their own.
pub(super) fn note(api: &Api) -> &'static str {
    match are_heeded(api) {
        true => {
            "\n\nOperations with servers of their own are sent there where `base_url` is one of [`SERVERS`].\n\
             Any other base URL, a proxy's or that of a server under test, is for all operations."
        }
        false => "",
    }
}

/// The call that tells the runtime's builder of the servers.
pub(super) fn given(api: &Api) -> Tokens {
    match are_heeded(api) {
        true => quote!(.servers(SERVERS)),
        false => Tokens::new(),
    }
}
