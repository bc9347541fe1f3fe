//! The rules of a value → the calls that check them.

use proc_macro2::Literal;
use quote::format_ident;

use super::super::rust_types::Cx;
use super::super::scope::{self, Scope};
use super::super::{conditions, patterns};
use super::reach::{DEPTH, Reach, effective};
use crate::api::{Api, Bound, Rule, Rules, Type};
use crate::emit::tokens::{Tokens, quote};

/// Calls that check a value, one behind the other.
#[derive(Default)]
pub(super) struct Calls {
    /// The function that checks the rules of the value's name first.
    pub(super) by: Option<Tokens>,
    /// Empty where there is nothing to check.
    pub(super) list: Vec<Tokens>,
    /// Whether one of them has a rule for what stands in the value, so that its type must be known where it is checked.
    pub(super) look_inside: bool,
}

impl Calls {
    pub(super) fn is_empty(&self) -> bool {
        self.by.is_none() && self.list.is_empty()
    }

    /// The calls on what they begin with.
    pub(super) fn on(&self, start: &Tokens) -> Tokens {
        let calls = &self.list;
        match &self.by {
            Some(by) => quote!(#by(#start) #(#calls)*),
            None => quote!(#start #(#calls)*),
        }
    }

    /// The same as a function of `part`, which is what they begin with.
    pub(super) fn of_each(&self, part: &str) -> Tokens {
        match &self.by {
            Some(by) if self.list.is_empty() => by.clone(),
            _ => {
                let part = format_ident!("{part}");
                let value = self.on(&quote!(#part));
                quote!(|#part| #value)
            }
        }
    }
}

/// The calls that check a value of that type.
pub(super) fn steps(cx: &Cx<'_>, reach: &Reach, ty: &Type, rules: &Rules) -> Calls {
    let Steps { mut calls, nests } = steps_within(cx, reach, ty, rules, DEPTH);
    (calls.list).extend(nests.then(|| quote!(.nested())));
    calls
}

/// Calls, and whether the rules of the value's own type are to be checked too.
#[derive(Default)]
struct Steps {
    calls: Calls,
    nests: bool,
}

fn steps_within(cx: &Cx<'_>, reach: &Reach, ty: &Type, rules: &Rules, depth: usize) -> Steps {
    let Some(depth) = depth.checked_sub(1) else {
        return Steps::default();
    };
    let mut steps = Steps::default();
    if rules.no_null && matches!(ty, Type::Nullable(_)) {
        steps.look_inside(quote!(.no_null()));
    }
    if let Some(by) = reach.named.call(cx.api, ty, rules) {
        steps.calls.by = Some(by);
        return steps;
    }
    let (ty, mut rules) = effective(cx.api, ty, rules);
    if !is_direct(ty) {
        steps.count_parts(&mut rules);
    }
    let is_plain = |rule: &&Rule| is_direct(ty) || is_of_json(rule) || is_length(ty, rule);
    let (plain, written): (Vec<_>, Vec<_>) = rules.own.iter().partition(is_plain);
    let calls = |rules: Vec<&Rule>| {
        let call = |rule| match ty {
            Type::File => call_of_bytes(rule),
            _ => Some(call(cx.api, &cx.scope, rule)),
        };
        rules.into_iter().filter_map(call).collect()
    };
    let written: Vec<_> = calls(written);
    if !written.is_empty() {
        steps.look_inside(quote!(.written(|value| value #(#written)*)));
    }
    steps.calls.list.extend::<Vec<_>>(calls(plain));
    let none = Rules::default();
    let inner = |ty, rules: &Option<Box<Rules>>| {
        let rules = rules.as_deref().unwrap_or(&none);
        steps_within(cx, reach, ty, rules, depth)
    };
    match ty {
        Type::List(item) => {
            let items = inner(item, &rules.items);
            steps.add(items, "items", "item");
        }
        Type::Map(value) => {
            let values = inner(value, &rules.values);
            steps.add(values, "values", "value");
        }
        Type::Any => {
            if rules.items.is_some() {
                let items = inner(ty, &rules.items);
                steps.add(items, "items", "item");
            }
            if rules.values.is_some() {
                let values = inner(ty, &rules.values);
                steps.add(values, "values", "value");
            }
        }
        Type::Named(id) => steps.nests = reach.has(*id),
        _ => {}
    }
    steps
}

impl Steps {
    /// Takes the rules that count items and keys.
    fn count_parts(&mut self, rules: &mut Rules) {
        rules.own.retain(|rule| {
            let call = call_of_parts(rule);
            let is_other = call.is_none();
            self.calls.list.extend(call);
            is_other
        });
    }

    /// Adds a call that has a rule for what stands in the value.
    fn look_inside(&mut self, call: Tokens) {
        self.calls.list.push(call);
        self.calls.look_inside = true;
    }

    /// Adds the checks of what stands in the value: of each `part`, by that method.
    fn add(&mut self, inner: Self, method: &str, part: &str) {
        let Self { mut calls, nests } = inner;
        if calls.is_empty() {
            // Arrays and objects of types with rules have these rules themselves.
            self.nests |= nests;
            return;
        }
        calls.list.extend(nests.then(|| quote!(.nested())));
        let (method, each) = (format_ident!("{method}"), calls.of_each(part));
        self.look_inside(quote!(.#method(#each)));
    }
}

/// Whether Rust's type says what the value is to rules.
fn is_direct(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String
            | Type::File
            | Type::Integer(_)
            | Type::Float(_)
            | Type::List(_)
            | Type::Map(_)
            | Type::Any
    )
}

/// Whether a rule looks at the value as it is in JSON by itself.
fn is_of_json(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::UniqueItems | Rule::DependentRequired(..) | Rule::Condition(_) | Rule::Fitting(_)
    )
}

/// Whether a rule is the length of base64 text, which the bytes tell by themselves.
fn is_length(ty: &Type, rule: &Rule) -> bool {
    matches!(
        (ty, rule),
        (Type::Base64, Rule::MinLength(_) | Rule::MaxLength(_))
    )
}

/// The call that checks a rule of a value that is looked at as it is in JSON.
pub(crate) fn call_in_json(api: &Api, scope: &Scope, rule: &Rule) -> Tokens {
    call_of_parts(rule).unwrap_or_else(|| call(api, scope, rule))
}

/// The call that counts the items or the keys that a value has in JSON; `None` for a rule that doesn't count them.
fn call_of_parts(rule: &Rule) -> Option<Tokens> {
    let (method, count) = match rule {
        Rule::MinItems(least) => (quote!(min_elements), least),
        Rule::MaxItems(most) => (quote!(max_elements), most),
        Rule::MinProperties(least) => (quote!(min_keys), least),
        Rule::MaxProperties(most) => (quote!(max_keys), most),
        _ => return None,
    };
    let count = Literal::usize_unsuffixed(*count);
    Some(quote!(.#method(#count)))
}

/// The call that checks a rule of bytes; `None` for one that isn't of their length.
fn call_of_bytes(rule: &Rule) -> Option<Tokens> {
    let (method, count) = match rule {
        Rule::MinLength(least) => (quote!(min_bytes), least),
        Rule::MaxLength(most) => (quote!(max_bytes), most),
        _ => return None,
    };
    let count = Literal::usize_unsuffixed(*count);
    Some(quote!(.#method(#count)))
}

/// The call that checks a rule.
fn call(api: &Api, scope: &Scope, rule: &Rule) -> Tokens {
    let count = |count: &usize| Literal::usize_unsuffixed(*count);
    match rule {
        Rule::MinLength(least) => {
            let least = count(least);
            quote!(.min_length(#least))
        }
        Rule::MaxLength(most) => {
            let most = count(most);
            quote!(.max_length(#most))
        }
        Rule::Minimum(bound) => {
            let bound = number(*bound);
            quote!(.minimum(#bound))
        }
        Rule::ExclusiveMinimum(bound) => {
            let bound = number(*bound);
            quote!(.exclusive_minimum(#bound))
        }
        Rule::Maximum(bound) => {
            let bound = number(*bound);
            quote!(.maximum(#bound))
        }
        Rule::ExclusiveMaximum(bound) => {
            let bound = number(*bound);
            quote!(.exclusive_maximum(#bound))
        }
        Rule::MultipleOf(of) => {
            let of = number(*of);
            quote!(.multiple_of(#of))
        }
        Rule::MinItems(least) => {
            let least = count(least);
            quote!(.min_items(#least))
        }
        Rule::MaxItems(most) => {
            let most = count(most);
            quote!(.max_items(#most))
        }
        Rule::MinProperties(least) => {
            let least = count(least);
            quote!(.min_properties(#least))
        }
        Rule::MaxProperties(most) => {
            let most = count(most);
            quote!(.max_properties(#most))
        }
        Rule::UniqueItems => quote!(.unique_items()),
        Rule::Pattern(pattern) => {
            let pattern = patterns::reference(api, pattern);
            quote!(.pattern(#pattern))
        }
        Rule::Format(format) => {
            let (name, format) = (scope.name(scope::FORMAT), format_ident!("{format:?}"));
            quote!(.format(#name::#format))
        }
        Rule::DependentRequired(key, keys) => quote!(.dependent_required(#key, &[#(#keys),*])),
        Rule::Condition(id) => {
            let condition = conditions::reference(api, *id);
            quote!(.condition(#condition))
        }
        Rule::Fitting(id) => {
            let condition = conditions::reference(api, *id);
            quote!(.fitting(#condition))
        }
    }
}

/// A number that Rust reads as it is: of an `i32` unless it says otherwise.
fn number(bound: Bound) -> Tokens {
    match bound {
        Bound::Integer(number) => match i32::try_from(number) {
            Ok(number) => {
                let number = Literal::i32_unsuffixed(number);
                quote!(#number)
            }
            Err(_) => quote!(#number),
        },
        Bound::Unsigned(number) => quote!(#number),
        Bound::Float(number) => {
            let number = Literal::f64_unsuffixed(number);
            quote!(#number)
        }
    }
}
