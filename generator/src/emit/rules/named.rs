//! The rules of strings and numbers that have a name: a function for each, which all uses of the name call.

use std::cell::RefCell;
use std::collections::BTreeSet;

use hashbrown::{HashMap, HashSet};
use heck::ToSnakeCase;
use proc_macro2::Ident;

use super::super::names::{ident, suffixed};
use super::super::rust_types::Cx;
use super::super::scope::Known;
use super::super::{EmitError, docs, scope};
use super::reach::{DEPTH, Reach, effective};
use super::steps::steps;
use crate::api::{Api, Rule, Rules, Shape, Type, TypeDef, TypeId};
use crate::emit::tokens::{Tokens, quote};

/// The functions that there are, and those that are called.
#[derive(Debug, Default)]
pub(crate) struct Named {
    functions: HashMap<TypeId, Ident>,
    /// What leads to the functions from where they are called.
    path: Tokens,
    called: RefCell<BTreeSet<TypeId>>,
}

impl Named {
    /// The functions of an API's named types, which `path` leads to.
    pub(super) fn of(api: &Api, path: Tokens) -> Result<Self, EmitError> {
        let mut functions = HashMap::new();
        let mut taken: HashSet<String> = HashSet::new();
        for (index, def) in api.types.iter().enumerate() {
            if trait_of(api, def).is_some() {
                let name = format!("of_{}", def.name.trim_start_matches("r#").to_snake_case());
                let name = suffixed(&name, "_", |name| taken.contains(name));
                functions.insert(TypeId(index), ident(&name)?);
                taken.insert(name);
            }
        }
        Ok(Self {
            functions,
            path,
            called: RefCell::default(),
        })
    }

    /// The path of the function that checks all rules of a use of a type, if one does.
    pub(super) fn call(&self, api: &Api, ty: &Type, rules: &Rules) -> Option<Tokens> {
        if self.functions.is_empty() || !rules.own.is_empty() || has_rules_within(rules) {
            return None;
        }
        let mut ty = ty;
        for _ in 0..DEPTH {
            match ty {
                Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
                Type::Named(id) => {
                    if let Some(function) = self.functions.get(id) {
                        self.called.borrow_mut().insert(*id);
                        let path = &self.path;
                        return Some(quote!(#path #function));
                    }
                    match api.type_def(*id) {
                        Some(TypeDef {
                            shape: Shape::Alias(target),
                            rules,
                            ..
                        }) if rules.is_empty() => ty = target,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// The functions that have been called, in the description's order.
    pub(super) fn items(&self, cx: &Cx<'_>) -> Vec<Tokens> {
        let called = self.called.borrow();
        let items = called.iter().filter_map(|id| {
            let function = self.functions.get(id)?;
            item(cx, cx.api.type_def(*id)?, function)
        });
        items.collect()
    }
}

/// The function that checks the rules of a named type.
fn item(cx: &Cx<'_>, def: &TypeDef, function: &Ident) -> Option<Tokens> {
    let Shape::Alias(target) = &def.shape else {
        return None;
    };
    let calls = steps(cx, &Reach::default(), target, &def.rules);
    let value = calls.on(&quote!(value));
    let docs = docs::own(&format!("The rules of `{}`.", def.name));
    let subject = cx.name(scope::SUBJECT);
    let bound = cx.name(trait_of(cx.api, def)?);
    Some(quote! {
        #docs
        pub(super) fn #function<T: #bound>(value: #subject<'_, T>) -> #subject<'_, T> {
            #value
        }
    })
}

/// What the values of a named type are to rules, where it is another name for strings or numbers and has rules for these
/// alone.
fn trait_of(api: &Api, def: &TypeDef) -> Option<Known> {
    let Shape::Alias(target) = &def.shape else {
        return None;
    };
    if def.rules.own.is_empty() || has_rules_within(&def.rules) || def.rules.no_null {
        return None;
    }
    let (ty, rules) = effective(api, target, &def.rules);
    let all = |is_one: fn(&Rule) -> bool| !has_rules_within(&rules) && rules.own.iter().all(is_one);
    match ty {
        Type::String if all(is_of_text) => Some(scope::TEXT),
        Type::Integer(_) | Type::Float(_) if all(is_of_numbers) => Some(scope::NUMBER),
        _ => None,
    }
}

fn has_rules_within(rules: &Rules) -> bool {
    rules.items.is_some() || rules.values.is_some()
}

fn is_of_text(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) | Rule::Format(_)
    )
}

fn is_of_numbers(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Minimum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_)
    )
}
