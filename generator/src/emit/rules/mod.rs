//! `rules.rs`: what values must keep to besides their types, of those types and operations that have any such rules.

mod named;
mod operations;
mod overlaps;
mod reach;
mod steps;
mod types;

use hashbrown::{HashMap, HashSet};

use super::format::Source;
use super::names::{fresh, ident};
use super::rust_types::Cx;
use super::scope::{self, Scope};
use super::{EmitError, answers};
use crate::api::{Api, Operation, Side};
use crate::emit::tokens::{Tokens, quote};

pub(crate) use overlaps::is_judged_in_text;
pub(crate) use reach::Reach;
pub(crate) use steps::call_in_json;

/// Whether there are any rules.
pub(crate) fn are_needed(api: &Api) -> bool {
    let reach = Reach::of(api);
    let own_types = api.side == Side::Api && !reach.is_empty();
    own_types
        || (api.operations.iter()).any(|operation| operations::has_rules(api, &reach, operation))
}

/// The file of the rules.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let cx = Cx::beside(api, Scope::default());
    let reach = Reach::by_name(api, Tokens::new())?;
    let mut source = Source::new(
        "src/rules.rs",
        "What values must keep to besides their types.",
    );
    if api.side == Side::Api {
        for (id, def) in reach.defs(api) {
            source.push(types::items(&cx, &reach, id, def)?);
        }
    }
    operations::items(&cx, &reach, &mut source)?;
    for function in reach.named.items(&cx) {
        source.push(function);
    }
    source.prepend(cx.scope.imports());
    Ok(source)
}

/// The methods of an operation that check it.
pub(crate) fn methods(
    cx: &Cx<'_>,
    reach: &Reach,
    operation: &Operation,
) -> Result<Tokens, EmitError> {
    let mut methods = Tokens::new();
    if operations::request_has_rules(cx.api, reach, operation) {
        let at = cx.name(scope::AT);
        methods.extend(quote! {
            fn check_request(&self, at: &#at<'_>) {
                at.this(self).nested();
            }
        });
    }
    let success = match answers::success(operation) {
        answers::Success::Undocumented => Vec::new(),
        answers::Success::One { response, .. } => {
            operations::answer(cx, reach, response, &quote!(success))?
        }
        answers::Success::Several(several) => {
            match several
                .iter()
                .any(|it| operations::answer_has_rules(cx.api, reach, it))
            {
                true => vec![quote!(at.this(success).nested();)],
                false => Vec::new(),
            }
        }
    };
    if !success.is_empty() {
        let at = cx.name(scope::AT);
        methods.extend(quote! {
            fn check_success(success: &Self::Success, at: &#at<'_>) {
                #(#success)*
            }
        });
    }
    Ok(methods)
}

/// What checks those parts of a request that could be read, where others couldn't.
pub(crate) struct Rest {
    /// The statement; empty where there is nothing to check, or no part beside it that may fail: of a body alone the router
    /// checks the rest.
    pub(crate) check: Tokens,
    /// The types that must be said of parts, by their names.
    types: HashMap<String, Tokens>,
}

impl Rest {
    /// For parts that stand under their names, and an `input` that knows whether all could be read.
    pub(crate) fn of(
        cx: &Cx<'_>,
        reach: &Reach,
        operation: &Operation,
        input: &Tokens,
    ) -> Result<Self, EmitError> {
        let parameters = operation.parameters.iter();
        let names = parameters.map(|it| &it.name);
        let names: Vec<&String> = names
            .chain(operation.body.iter().map(|it| &it.name))
            .collect();
        let at = ident(&fresh("at", names.iter().map(|name| name.as_str())))?;
        let at = quote!(#at);
        let checks = match names.as_slice() {
            [] | [_] => operations::RequestChecks::default(),
            _ => operations::of_request(cx, reach, operation, (&at, &Tokens::new()), false)?,
        };
        let check = checks.statements;
        if check.is_empty() {
            let types = HashMap::new();
            return Ok(Self { check, types });
        }
        Ok(Self {
            check: quote!(if let Some(#at) = #input.rest() { #check }),
            types: types(cx, operation, &checks.looked_into)?,
        })
    }

    /// The type of what was read of a part, where it must be said.
    pub(crate) fn ty(&self, name: &str) -> Option<&Tokens> {
        self.types.get(name)
    }
}

/// The types of those parts of a request that rules look into.
fn types(
    cx: &Cx<'_>,
    operation: &Operation,
    looked_into: &HashSet<String>,
) -> Result<HashMap<String, Tokens>, EmitError> {
    let mut types = HashMap::new();
    let mut add = |name: &String, required, ty| {
        let ty = cx.option(&cx.presence(required, ty));
        types.insert(name.clone(), ty);
    };
    for parameter in &operation.parameters {
        if looked_into.contains(&parameter.name) {
            add(&parameter.name, parameter.required, cx.ty(&parameter.ty)?);
        }
    }
    if let Some(body) = &operation.body
        && looked_into.contains(&body.name)
        && let Some(ty) = cx.body(&body.contents)?
    {
        add(&body.name, body.required, ty);
    }
    Ok(types)
}

/// The method of an operation's errors that checks them; nothing where they have no rules.
pub(crate) fn check_error(cx: &Cx<'_>, reach: &Reach, operation: &Operation) -> Tokens {
    let mut errors = operation.errors.iter();
    if !errors.any(|it| operations::answer_has_rules(cx.api, reach, it)) {
        return Tokens::new();
    }
    let at = cx.name(scope::AT);
    quote! {
        fn check(&self, at: &#at<'_>) {
            at.this(self).nested();
        }
    }
}
