//! What an emitted file imports: each name that its code uses, and no other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;
use proc_macro2::{Ident, Span};
use quote::{ToTokens, format_ident};
use syn::token::PathSep;

use crate::emit::tokens::{Tokens, quote};

/// A name from outside the emitted file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    module: &'static str,
    name: &'static str,
    prelude: bool,
}

impl Known {
    const fn import(module: &'static str, name: &'static str) -> Self {
        Self {
            module,
            name,
            prelude: false,
        }
    }

    const fn prelude(module: &'static str, name: &'static str) -> Self {
        Self {
            module,
            name,
            prelude: true,
        }
    }
}

/// Names of the prelude.
pub(crate) const BOX: Known = Known::prelude("std::boxed", "Box");
pub(crate) const FROM: Known = Known::prelude("std::convert", "From");
pub(crate) const INTO: Known = Known::prelude("std::convert", "Into");
pub(crate) const OPTION: Known = Known::prelude("std::option", "Option");
pub(crate) const STRING: Known = Known::prelude("std::string", "String");
pub(crate) const VEC: Known = Known::prelude("std::vec", "Vec");

/// Names of the standard library.
pub(crate) const BTREE_MAP: Known = Known::import("std::collections", "BTreeMap");
pub(crate) const DEREF: Known = Known::import("std::ops", "Deref");
pub(crate) const FUTURE: Known = Known::import("std::future", "Future");

/// Names of the runtime.
pub(crate) const BASE64: Known = Known::import("bindery_runtime", "Base64");
pub(crate) const BYTES: Known = Known::import("bindery_runtime", "bytes");
pub(crate) const BODY: Known = Known::import("bindery_runtime", "Body");
pub(crate) const EVENTS: Known = Known::import("bindery_runtime", "Events");
pub(crate) const LINES: Known = Known::import("bindery_runtime", "Lines");
pub(crate) const TEXT_EVENTS: Known = Known::import("bindery_runtime", "TextEvents");
pub(crate) const CHRONO: Known = Known::import("bindery_runtime", "chrono");
pub(crate) const JIFF: Known = Known::import("bindery_runtime", "jiff");
pub(crate) const RFC_3339: Known = Known::import("bindery_runtime", "Rfc3339");
pub(crate) const TIME: Known = Known::import("bindery_runtime", "time");
pub(crate) const FILE: Known = Known::import("bindery_runtime", "File");
pub(crate) const FORM_STYLE: Known = Known::import("bindery_runtime", "FormStyle");
pub(crate) const HTTP: Known = Known::import("bindery_runtime", "http");
pub(crate) const NO_ERROR: Known = Known::import("bindery_runtime", "NoError");
pub(crate) const OPERATION: Known = Known::import("bindery_runtime", "Operation");
pub(crate) const OPERATION_INFO: Known = Known::import("bindery_runtime", "OperationInfo");
pub(crate) const REQUIREMENT: Known = Known::import("bindery_runtime", "Requirement");
pub(crate) const SERDE_JSON: Known = Known::import("bindery_runtime", "serde_json");
pub(crate) const UUID: Known = Known::import("bindery_runtime", "uuid");
pub(crate) const WITH_HEADERS: Known = Known::import("bindery_runtime", "WithHeaders");
pub(crate) const PARAM: Known = Known::import("bindery_runtime", "param");
pub(crate) const LOCATION: Known = Known::import("bindery_runtime::param", "Location");
pub(crate) const STYLE: Known = Known::import("bindery_runtime::param", "Style");

/// Names of the runtime that say how types stand in JSON.
pub(crate) const BY_TYPE: Known = Known::import("bindery_runtime::wire", "ByType");
pub(crate) const DESERIALIZE: Known = Known::import("bindery_runtime::serde::de", "Deserialize");
pub(crate) const DESERIALIZER: Known = Known::import("bindery_runtime::serde::de", "Deserializer");
pub(crate) const IMPL_OBJECT: Known = Known::import("bindery_runtime", "impl_object");
pub(crate) const IMPL_STRING_ENUM: Known = Known::import("bindery_runtime", "impl_string_enum");
pub(crate) const SEQ_ACCESS: Known = Known::import("bindery_runtime::serde::de", "SeqAccess");
pub(crate) const SERIALIZE: Known = Known::import("bindery_runtime::serde::ser", "Serialize");
pub(crate) const SERIALIZER: Known = Known::import("bindery_runtime::serde::ser", "Serializer");
pub(crate) const TUPLE: Known = Known::import("bindery_runtime::wire", "Tuple");
pub(crate) const TUPLE_WRITER: Known = Known::import("bindery_runtime::wire", "TupleWriter");
pub(crate) const VALUE_ENUM: Known = Known::import("bindery_runtime::wire", "ValueEnum");
pub(crate) const VARIANT: Known = Known::import("bindery_runtime::wire", "Variant");
pub(crate) const WIRE: Known = Known::import("bindery_runtime", "wire");

/// Names of the runtime that say what values must keep to.
pub(crate) const JSON_TYPE: Known = Known::import("bindery_runtime::validate", "JsonType");
pub(crate) const PATTERN: Known = Known::import("bindery_runtime::validate", "Pattern");
pub(crate) const FORMAT: Known = Known::import("bindery_runtime::validate", "Format");
pub(crate) const JSON_SUBJECT: Known = Known::import("bindery_runtime::validate", "JsonSubject");
pub(crate) const VALUES: Known = Known::import("bindery_runtime::validate", "Values");
pub(crate) const AT: Known = Known::import("bindery_runtime::validate", "At");
pub(crate) const SUBJECT: Known = Known::import("bindery_runtime::validate", "Subject");
pub(crate) const TEXT: Known = Known::import("bindery_runtime::validate", "Text");
pub(crate) const NUMBER: Known = Known::import("bindery_runtime::validate", "Number");
pub(crate) const VALIDATE: Known = Known::import("bindery_runtime::validate", "Validate");

/// Names of the runtime's client.
pub(crate) const CALL: Known = Known::import("bindery_runtime::client", "Call");
pub(crate) const CONTENT: Known = Known::import("bindery_runtime::client", "content");
pub(crate) const ERROR_REPLY: Known = Known::import("bindery_runtime::client", "ErrorReply");
pub(crate) const FAILED: Known = Known::import("bindery_runtime::client", "Failed");
pub(crate) const OUTGOING: Known = Known::import("bindery_runtime::client", "Outgoing");
pub(crate) const SENDING: Known = Known::import("bindery_runtime::client", "Sending");
pub(crate) const REPLY: Known = Known::import("bindery_runtime::client", "Reply");

/// Names of the runtime's server.
pub(crate) const CONTENT_KIND: Known = Known::import("bindery_runtime::server", "ContentKind");
pub(crate) const NAMED_STATUSES: Known = Known::import("bindery_runtime::server", "NamedStatuses");
pub(crate) const EXPECTED_BODY: Known = Known::import("bindery_runtime::server", "ExpectedBody");
pub(crate) const COMPLETE: Known = Known::import("bindery_runtime::server", "complete");
pub(crate) const CHECKED: Known = Known::import("bindery_runtime::server", "Checked");
pub(crate) const ENDPOINT: Known = Known::import("bindery_runtime::server", "Endpoint");
pub(crate) const ERROR_OUTPUT: Known = Known::import("bindery_runtime::server", "ErrorOutput");
pub(crate) const INPUT: Known = Known::import("bindery_runtime::server", "Input");
pub(crate) const OUTPUT: Known = Known::import("bindery_runtime::server", "Output");
pub(crate) const ROUTES: Known = Known::import("bindery_runtime::server", "Routes");
pub(crate) const SECURITY_SCHEMES: Known =
    Known::import("bindery_runtime::server", "SecuritySchemes");

/// The emitted crate's own modules, seen from one of them.
pub(crate) const OPERATIONS: Known = Known::import("super", "operations");
pub(crate) const XML: Known = Known::import("super", "xml");
pub(crate) const TYPES: Known = Known::import("super", "types");

/// The names of one emitted file: those it defines, and those it uses from elsewhere.
///
/// A name from elsewhere that the file itself defines is written with its whole path, so that an API may well have a
/// type called `Option`.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    defined: HashSet<String>,
    used: RefCell<Names>,
    public: RefCell<Names>,
}

/// A name as code writes it: alone, or with what leads to it.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    before: Before,
    name: Ident,
}

/// What a name stands behind.
#[derive(Clone, Debug)]
enum Before {
    Nothing,
    /// A module that is in scope.
    Module(Ident),
    /// A longer path, the last `::` included.
    Path(Tokens),
}

impl Name {
    /// A name of the module that `path` leads to.
    fn within(path: &Tokens, name: Ident) -> Self {
        let before = Before::Path(quote!(#path::));
        Self { before, name }
    }

    /// A name of this module.
    pub(crate) fn member(self, name: Ident) -> Self {
        match self.before {
            Before::Nothing => Self {
                before: Before::Module(self.name),
                name,
            },
            _ => Self::within(&Tokens::of(self), name),
        }
    }
}

impl From<Ident> for Name {
    fn from(name: Ident) -> Self {
        let before = Before::Nothing;
        Self { before, name }
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        match &self.before {
            Before::Nothing => {}
            Before::Module(module) => {
                module.to_tokens(tokens);
                PathSep::default().to_tokens(tokens);
            }
            Before::Path(path) => path.to_tokens(tokens),
        }
        self.name.to_tokens(tokens);
    }
}

/// Names by module.
type Names = BTreeMap<&'static str, BTreeSet<&'static str>>;

impl Scope {
    /// The scope of a file that defines the types of these names.
    pub(crate) fn new<'a>(defined: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            defined: defined.into_iter().map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// How the file's code writes a name from elsewhere.
    pub(crate) fn name(&self, known: Known) -> Name {
        let name = Ident::new(known.name, Span::call_site());
        if self.defined.contains(known.name) {
            let module = path(known.module);
            let leading = known.prelude.then(|| quote!(::));
            return Name::within(&quote!(#leading #module), name);
        }
        if !known.prelude {
            self.used
                .borrow_mut()
                .entry(known.module)
                .or_default()
                .insert(known.name);
        }
        Name::from(name)
    }

    /// Has the file hand on a name from elsewhere to those who use it.
    pub(crate) fn reexport(&self, module: &'static str, name: &'static str) {
        let mut public = self.public.borrow_mut();
        public.entry(module).or_default().insert(name);
    }

    /// The `use` items for all names written so far: the standard library's, those that are handed on, the runtime's,
    /// the crate's own.
    pub(crate) fn imports(&self) -> Tokens {
        self.placed_imports(str::to_owned)
    }

    /// The same for code that depends on the emitted crate, and on the runtime only through it.
    pub(crate) fn outside_imports(&self, crate_name: &str) -> Tokens {
        self.placed_imports(|module| match module.strip_prefix("bindery_runtime") {
            Some(rest) => format!("{crate_name}::runtime{rest}"),
            None => module.replace("super", crate_name),
        })
    }

    fn placed_imports(&self, place: impl Fn(&str) -> String) -> Tokens {
        let (used, public) = (self.used.borrow(), self.public.borrow());
        let mut uses: Vec<_> = public
            .iter()
            .map(|(module, names)| (*module, names, true))
            .chain(used.iter().map(|(module, names)| (*module, names, false)))
            .collect();
        uses.sort_by_key(|(module, names, is_public)| {
            // As rustfmt has it, a name stands before a list of names.
            (
                rank(module),
                !is_public,
                *module == "bindery_runtime" && names.len() > 1,
                *module,
            )
        });
        uses.into_iter()
            .map(|(module, names, is_public)| {
                let visibility = is_public.then(|| quote!(pub));
                let module = path(&place(module));
                let names: Vec<_> = names.iter().map(|name| format_ident!("{name}")).collect();
                match names.as_slice() {
                    [name] => quote!(#visibility use #module::#name;),
                    names => quote!(#visibility use #module::{#(#names),*};),
                }
            })
            .collect()
    }
}

/// The place of a module among the groups of imports.
fn rank(module: &str) -> u8 {
    match module.split("::").next() {
        Some("std") => 0,
        Some("super") => 2,
        _ => 1,
    }
}

/// The tokens of a module's path.
fn path(module: &str) -> Tokens {
    let segments = module
        .split("::")
        .map(|segment| Ident::new(segment, Span::call_site()));
    quote!(#(#segments)::*)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(scope: &Scope, known: Known) -> String {
        scope.name(known).to_token_stream().to_string()
    }

    #[test]
    fn only_what_is_used_is_imported() {
        let scope = Scope::default();
        assert_eq!(written(&scope, OPTION), "Option");
        assert!(scope.imports().is_empty());
        scope.name(TYPES);
        scope.name(UUID);
        scope.name(CHRONO);
        scope.name(BTREE_MAP);
        assert_eq!(
            scope.imports().to_string(),
            "use std :: collections :: BTreeMap ; use bindery_runtime :: { chrono , uuid } ; use super :: types ;"
        );
    }

    #[test]
    fn a_name_of_the_files_own_gives_way_to_nothing() {
        let scope = Scope::new(["Option", "BTreeMap"]);
        assert_eq!(written(&scope, OPTION), ":: std :: option :: Option");
        assert_eq!(written(&scope, BTREE_MAP), "std :: collections :: BTreeMap");
        assert!(scope.imports().is_empty());
    }
}
