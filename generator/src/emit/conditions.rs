//! `conditions.rs`: what JSON values must keep to where no type and no rule of a typed value says so, as functions.

use std::cell::RefCell;

use proc_macro2::{Ident, Literal};
use quote::format_ident;

use super::format::Source;
use super::names::ident;
use super::rules;
use super::scope::{self, Scope};
use super::{EmitError, patterns};
use crate::api::{Api, Assertion, Condition, ConditionId, JsonType, Keyword, Side, Sub};
use crate::emit::tokens::{Tokens, quote};

/// Whether there are any.
pub(crate) fn are_needed(api: &Api) -> bool {
    api.side == Side::Api && !api.conditions.is_empty()
}

/// The file of the conditions.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let cx = Cx {
        api,
        scope: Scope::default(),
        lists: RefCell::default(),
    };
    let mut source = Source::new(
        "src/conditions.rs",
        "What values must keep to as they are in JSON, where no type says so.",
    );
    let subject = cx.scope.name(scope::JSON_SUBJECT);
    for Condition { name, assertion } in &api.conditions {
        let name = ident(name)?;
        let calls = cx.calls(assertion)?;
        let lists = cx.take_lists();
        source.push(quote! {
            pub(super) fn #name(it: #subject<'_>) -> #subject<'_> {
                #lists
                it #calls
            }
        });
    }
    source.prepend(cx.scope.imports());
    Ok(source)
}

/// A reference to the function of a condition, from another module.
pub(crate) fn reference(api: &Api, id: ConditionId) -> Tokens {
    let name = (api.conditions.get(id.0)).map(|condition| format_ident!("{}", condition.name));
    match api.side {
        Side::Api => quote!(super::conditions::#name),
        Side::Webhooks | Side::Callbacks => quote!(super::super::conditions::#name),
    }
}

struct Cx<'a> {
    api: &'a Api,
    scope: Scope,
    /// The lists of values, as JSON, that the function at hand speaks of.
    lists: RefCell<Vec<String>>,
}

impl Cx<'_> {
    /// The lists of values that the function at hand speaks of; the next function has others.
    fn take_lists(&self) -> Tokens {
        let lists = self.lists.take();
        if lists.is_empty() {
            return Tokens::new();
        }
        let values = self.scope.name(scope::VALUES);
        (lists.iter().enumerate())
            .map(|(index, json)| {
                let name = list_name(index);
                quote!(static #name: #values = #values::new(#json);)
            })
            .collect()
    }

    /// The name of a list of values in the function at hand.
    fn list(&self, json: String) -> Ident {
        let mut lists = self.lists.borrow_mut();
        let known = lists.iter().position(|list| *list == json);
        let index = known.unwrap_or_else(|| {
            lists.push(json);
            lists.len() - 1
        });
        list_name(index)
    }

    fn calls(&self, assertion: &Assertion) -> Result<Tokens, EmitError> {
        let are_properties =
            |one: &Keyword, next: &Keyword| [one, next].iter().all(|it| property(it).is_some());
        (assertion.0.chunk_by(are_properties))
            .map(|run| match run {
                [keyword] => self.call(keyword),
                run => self.properties(run),
            })
            .collect()
    }

    /// The call of several properties, which are looked for at once.
    fn properties(&self, run: &[Keyword]) -> Result<Tokens, EmitError> {
        let properties = run.iter().filter_map(property);
        let properties = properties.map(|(key, sub)| {
            let sub = self.sub(sub)?;
            Ok(quote!((#key, #sub)))
        });
        let properties = properties.collect::<Result<Vec<_>, EmitError>>()?;
        Ok(quote!(.properties(&[#(#properties),*])))
    }

    fn call(&self, keyword: &Keyword) -> Result<Tokens, EmitError> {
        Ok(match keyword {
            Keyword::Never => quote!(.never()),
            Keyword::Type(types) => {
                let name = self.scope.name(scope::JSON_TYPE);
                let types = types.iter().map(|ty| json_type(*ty));
                quote!(.is(&[#(#name::#types),*]))
            }
            Keyword::Enum(values) => {
                let list = self.list(serde_json::Value::from(values.clone()).to_string());
                quote!(.among(&#list))
            }
            Keyword::Rule(rule) => rules::call_in_json(self.api, &self.scope, rule),
            Keyword::Required(keys) => quote!(.required(&[#(#keys),*])),
            Keyword::Dependent(key, sub) => {
                let sub = self.sub(sub)?;
                quote!(.dependent(#key, #sub))
            }
            Keyword::Property(key, sub) => {
                let sub = self.sub(sub)?;
                quote!(.property(#key, #sub))
            }
            Keyword::PropertiesLike(pattern, sub) => {
                let (pattern, sub) = (patterns::reference(self.api, pattern), self.sub(sub)?);
                quote!(.properties_like(#pattern, #sub))
            }
            Keyword::OtherProperties(keys, matching, sub) => {
                let matching = matching
                    .iter()
                    .map(|pattern| patterns::reference(self.api, pattern));
                let sub = self.sub(sub)?;
                quote!(.other_properties(&[#(#keys),*], &[#(#matching),*], #sub))
            }
            Keyword::PropertyNames(sub) => {
                let sub = self.sub(sub)?;
                quote!(.property_names(#sub))
            }
            Keyword::Item(index, sub) => {
                let (index, sub) = (Literal::usize_unsuffixed(*index), self.sub(sub)?);
                quote!(.item(#index, #sub))
            }
            Keyword::ItemsFrom(first, sub) => {
                let (first, sub) = (Literal::usize_unsuffixed(*first), self.sub(sub)?);
                quote!(.items_from(#first, #sub))
            }
            Keyword::Contains { least, most, sub } => {
                let (least, sub) = (Literal::usize_unsuffixed(*least), self.sub(sub)?);
                let most = match most.map(Literal::usize_unsuffixed) {
                    Some(most) => quote!(Some(#most)),
                    None => quote!(None),
                };
                quote!(.contains(#least, #most, #sub))
            }
            Keyword::All(sub) => {
                let sub = self.sub(sub)?;
                quote!(.all(#sub))
            }
            Keyword::Any(subs) => {
                let subs = self.subs(subs)?;
                quote!(.any(&[#(#subs),*]))
            }
            Keyword::ExactlyOne(subs) => {
                let subs = self.subs(subs)?;
                quote!(.exactly_one(&[#(#subs),*]))
            }
            Keyword::Not(sub) => {
                let sub = self.sub(sub)?;
                quote!(.not(#sub))
            }
            Keyword::When(condition, then, otherwise) => {
                let condition = self.sub(condition)?;
                let (then, otherwise) = (self.sub(then)?, self.sub(otherwise)?);
                quote!(.when(#condition, #then, #otherwise))
            }
            Keyword::UnevaluatedProperties(whole, rest) => {
                let (whole, rest) = (self.sub(whole)?, self.sub(rest)?);
                quote!(.unevaluated_properties(#whole, #rest))
            }
            Keyword::UnevaluatedItems(whole, rest) => {
                let (whole, rest) = (self.sub(whole)?, self.sub(rest)?);
                quote!(.unevaluated_items(#whole, #rest))
            }
        })
    }

    fn subs(&self, subs: &[Sub]) -> Result<Vec<Tokens>, EmitError> {
        subs.iter().map(|sub| self.sub(sub)).collect()
    }

    fn sub(&self, sub: &Sub) -> Result<Tokens, EmitError> {
        match sub {
            Sub::Inline(assertion) => {
                let calls = self.calls(assertion)?;
                Ok(quote!(|it| it #calls))
            }
            Sub::Named(id) => {
                let condition = self.api.conditions.get(id.0);
                let condition = condition.ok_or_else(|| {
                    EmitError::new(format!("condition {}", id.0), "there is no such condition")
                })?;
                let name: Ident = ident(&condition.name)?;
                Ok(quote!(#name))
            }
        }
    }
}

/// The key of `properties`, and what stands under it.
fn property(keyword: &Keyword) -> Option<(&str, &Sub)> {
    match keyword {
        Keyword::Property(key, sub) => Some((key, sub)),
        _ => None,
    }
}

fn list_name(index: usize) -> Ident {
    match index {
        0 => format_ident!("VALUES"),
        index => format_ident!("VALUES_{}", index + 1),
    }
}

fn json_type(ty: JsonType) -> Ident {
    let name = match ty {
        JsonType::Null => "Null",
        JsonType::Boolean => "Boolean",
        JsonType::Integer => "Integer",
        JsonType::Number => "Number",
        JsonType::String => "String",
        JsonType::Array => "Array",
        JsonType::Object => "Object",
    };
    format_ident!("{name}")
}
