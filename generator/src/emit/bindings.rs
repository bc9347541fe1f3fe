//! `bindings.rs` and `lib.rs`: the crate's modules, and the crate around them.
//!
//! A crate whose build script writes the bindings takes in `bindings.rs` with `include!`, inside a module of its own.
//! So no inner attributes stand in there, and no path anywhere in the emitted modules begins with `crate`.

use super::docs;
use super::format::Source;
use super::{EmitError, File, conditions, patterns, rules, xml};
use crate::api::{Api, Docs, Side};
use crate::emit::tokens::quote;

/// The modules of the API itself. prettyplease doesn't format what stands inside of a macro.
const BINDINGS: &str = "
CONDITIONS
pub mod operations;
PATTERNS
RULES
pub mod types;
mod wire;

#[doc(no_inline)]
pub use bindery_runtime as runtime;

bindery_runtime::if_client! {
    pub mod client;
    pub use client::{Client, ClientBuilder, Error, ResponseValue};
}

bindery_runtime::if_server! {
    pub mod server;
}
";

/// The module of the XML tables, where there are any.
const XML: &str = "
pub mod xml;
";

/// The modules, with those of the rules where there are any.
fn with_rules(api: &Api, modules: &str) -> String {
    let named = |name: &str, is_there: bool| match is_there {
        true => format!("mod {name};\n"),
        false => String::new(),
    };
    modules
        .replace(
            "CONDITIONS\n",
            &named("conditions", conditions::are_needed(api)),
        )
        .replace("PATTERNS\n", &named("patterns", patterns::are_needed(api)))
        .replace("RULES\n", &named("rules", rules::are_needed(api)))
}

/// The file of the modules.
pub(crate) fn modules(api: &Api, header: &str) -> File {
    let xml = if xml::is_needed(api) { XML } else { "" };
    let modules = with_rules(api, BINDINGS);
    let mut text = format!("{header}\n{modules}{xml}");
    for sent in &api.sent {
        if let Some(name) = module(sent.side) {
            text.push_str(&format!("\npub mod {name};\n"));
        }
    }
    File {
        path: "src/bindings.rs".to_owned(),
        text,
    }
}

/// The module of what the API sends; `None` for the API itself, whose modules stand at the top.
fn module(side: Side) -> Option<&'static str> {
    match side {
        Side::Api => None,
        Side::Webhooks => Some("webhooks"),
        Side::Callbacks => Some("callbacks"),
    }
}

/// Where a file of that side stands: `src/webhooks/client.rs`.
pub(crate) fn within(side: Side, path: &str) -> String {
    match (module(side), path.strip_prefix("src/")) {
        (Some(module), Some(file)) => format!("src/{module}/{file}"),
        _ => path.to_owned(),
    }
}

/// The modules of what the API sends.
const RECEIVER: &str = "//!
//! `client` is the sender, whose methods take the URL; `server` is the receiver, which takes each at the path of its
//! name, unless the router's builder is told another with `at`.

#[doc(no_inline)]
pub use super::TYPES;

pub mod operations;
RULES
mod wire;

bindery_runtime::if_client! {
    pub mod client;
    pub use client::{Client, ClientBuilder, Error, ResponseValue};
}

bindery_runtime::if_server! {
    pub mod server;
}
";

/// The file of the modules of what the API sends.
pub(crate) fn receiver(api: &Api, header: &str) -> File {
    let docs = match api.side {
        Side::Callbacks => "The callbacks: the API sends them to URLs that its callers name.",
        Side::Api | Side::Webhooks => {
            "The webhooks: the API sends them to URLs that its users register."
        }
    };
    let shared = if xml::is_needed(api) {
        "{types, xml}"
    } else {
        "types"
    };
    let modules = with_rules(api, &RECEIVER.replace("TYPES", shared));
    File {
        path: within(api.side, "src/mod.rs"),
        text: format!("{header}\n//! {docs}\n{modules}"),
    }
}

/// The crate.
pub(crate) fn library(api: &Api) -> Result<Source, EmitError> {
    let summary = format!(
        "{}, version {}: types, a client and a server.",
        docs::plain(&api.title),
        docs::plain(&api.version)
    );
    let lines = docs::lines(
        None,
        &Docs {
            summary: String::new(),
            ..api.docs.clone()
        },
        "",
    );
    let mut source = Source::new("src/lib.rs", &summary);
    if lines.iter().any(|line| !line.is_empty()) {
        source.docs("");
        lines.iter().for_each(|line| source.docs(line));
    }
    source.attributes(quote!(#![forbid(unsafe_code)]));
    source.push(quote!(include!("bindings.rs");));
    Ok(source)
}
