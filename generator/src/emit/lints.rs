//! Lints of clippy that a description, and not the emitted code, can be at fault for. Each is allowed where it would
//! fire, on that item alone.
//!
//! `allow` and not `expect`: several of them fire only where the code isn't part of a public API, which depends on
//! whether it is a crate of its own or included in another one.

use proc_macro2::TokenTree;
use syn::{GenericArgument, PathArguments, ReturnType, Type};

use crate::emit::tokens::{Tokens, quote};

/// clippy's `too-many-arguments-threshold`, `self` counted.
pub(crate) const ARGUMENTS: usize = 7;

/// clippy's `type-complexity-threshold`.
const COMPLEXITY: u32 = 250;

/// clippy's `enum-variant-name-threshold`.
const VARIANTS: usize = 3;

/// clippy's `disallowed-names`.
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

/// The difference in bytes, by our estimate, from which a variant may be called large; clippy's
/// `enum-variant-size-threshold` is 200.
const VARIANT_SIZE: usize = 120;

/// For an item whose types are these.
pub(crate) fn type_complexity<'a>(types: impl IntoIterator<Item = &'a Tokens>) -> Tokens {
    let is_complex = types.into_iter().any(|ty| {
        may_be_complex(ty)
            && syn::parse2::<Type>(ty.clone().into_stream())
                .is_ok_and(|ty| complexity(&ty, 1) > COMPLEXITY)
    });
    if is_complex {
        quote!(#[allow(
            clippy::type_complexity,
            reason = "the type is as deep as the description nests it"
        )])
    } else {
        Tokens::new()
    }
}

/// Whether a type has names enough to be complex: one within the other, they count 10, 20, 30 and so on.
fn may_be_complex(ty: &Tokens) -> bool {
    fn names(ty: &Tokens) -> u32 {
        let own = ty
            .clone()
            .into_stream()
            .into_iter()
            .map(|token| match token {
                TokenTree::Ident(_) => 1,
                TokenTree::Group(group) => names(&group.stream().into()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => 0,
            });
        own.sum()
    }
    let names = names(ty);
    5 * names * (names + 1) > COMPLEXITY
}

/// For an enum of this name with these variants.
pub(crate) fn enum_variant_names<'a>(
    name: &str,
    variants: impl IntoIterator<Item = &'a str>,
) -> Tokens {
    let variants: Vec<Vec<&str>> = variants.into_iter().map(words).collect();
    if variants.len() >= VARIANTS && (repeat(name, &variants) || share(&variants)) {
        quote!(#[allow(
            clippy::enum_variant_names,
            reason = "the names are the description's"
        )])
    } else {
        Tokens::new()
    }
}

/// For an enum whose variants have about these sizes.
pub(crate) fn large_enum_variant(sizes: impl IntoIterator<Item = usize>) -> Tokens {
    let mut sizes: Vec<usize> = sizes.into_iter().collect();
    sizes.sort_unstable_by(|first, second| second.cmp(first));
    match sizes.as_slice() {
        [largest, second, ..] if largest - second > VARIANT_SIZE => {
            quote!(#[allow(
                clippy::large_enum_variant,
                reason = "a variant holds the type that the description names, however that grows"
            )])
        }
        _ => Tokens::new(),
    }
}

/// For a method of this name that takes `self` as a setter does, by value.
pub(crate) fn setter_name(name: &str) -> Tokens {
    let odd_self = ["as_", "from_", "is_", "to_"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    convention(odd_self, is_operator(name, 2))
}

/// For a method of this name that takes `&self` and so many other arguments.
pub(crate) fn method_name(name: &str, arguments: usize) -> Tokens {
    let odd_self = ["from_", "into_"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    convention(odd_self, is_operator(name, 1 + arguments))
}

/// For a function that has variables of these names.
pub(crate) fn placeholder_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Tokens {
    if names.into_iter().any(|name| PLACEHOLDERS.contains(&name)) {
        quote!(#[allow(clippy::disallowed_names, reason = "the names are the description's")])
    } else {
        Tokens::new()
    }
}

fn convention(odd_self: bool, is_operator: bool) -> Tokens {
    let lint = match (odd_self, is_operator) {
        (true, _) => quote!(clippy::wrong_self_convention),
        (_, true) => quote!(clippy::should_implement_trait),
        _ => return Tokens::new(),
    };
    quote!(#[allow(#lint, reason = "the name is the description's")])
}

/// Whether a method of a standard trait has that name and, `self` included, that many arguments.
fn is_operator(name: &str, arguments: usize) -> bool {
    let with = match name {
        "default" => 0,
        "as_mut" | "as_ref" | "borrow" | "borrow_mut" | "clone" | "deref" | "deref_mut"
        | "drop" | "from_iter" | "from_str" | "into_iter" | "neg" | "next" | "not" => 1,
        "add" | "bitand" | "bitor" | "bitxor" | "cmp" | "div" | "eq" | "hash" | "index"
        | "index_mut" | "mul" | "rem" | "shl" | "shr" | "sub" => 2,
        _ => return false,
    };
    with == arguments
}

/// How complex clippy finds a type that stands at this depth.
fn complexity(ty: &Type, depth: u32) -> u32 {
    let own = depth.saturating_mul(10);
    let inner = |types: &mut dyn Iterator<Item = &Type>| {
        types.fold(0u32, |sum, ty| {
            sum.saturating_add(complexity(ty, depth + 1))
        })
    };
    match ty {
        Type::Path(path) => {
            let mut arguments = path
                .path
                .segments
                .iter()
                .flat_map(|segment| generic_types(&segment.arguments));
            own.saturating_add(inner(&mut arguments))
        }
        // What was put among other tokens.
        Type::Group(group) => complexity(&group.elem, depth),
        Type::Slice(slice) => own.saturating_add(inner(&mut [&*slice.elem].into_iter())),
        Type::Tuple(tuple) => own.saturating_add(inner(&mut tuple.elems.iter())),
        Type::Reference(reference) => depth.saturating_add(complexity(&reference.elem, depth)),
        _ => 0,
    }
}

/// The types among a path segment's generic arguments.
fn generic_types(arguments: &PathArguments) -> Vec<&Type> {
    match arguments {
        PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        PathArguments::Parenthesized(arguments) => match &arguments.output {
            ReturnType::Type(_, ty) => vec![ty],
            ReturnType::Default => Vec::new(),
        },
        PathArguments::None => Vec::new(),
    }
}

/// The words of an upper camel case name.
fn words(name: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = name
        .char_indices()
        .filter(|(_, char)| char.is_uppercase())
        .map(|(index, _)| index)
        .collect();
    starts.push(name.len());
    starts
        .windows(2)
        .filter_map(|ends| match ends {
            [start, end] => name.get(*start..*end),
            _ => None,
        })
        .collect()
}

/// Whether a variant begins or ends with the enum's own name.
fn repeat(name: &str, variants: &[Vec<&str>]) -> bool {
    let name = words(name);
    variants
        .iter()
        .any(|variant| variant.starts_with(&name) || variant.ends_with(&name))
}

/// Whether all variants begin or end with the same word.
fn share(variants: &[Vec<&str>]) -> bool {
    let same = |word: fn(&Vec<&'_ str>) -> Option<String>| {
        let mut words = variants.iter().map(word);
        let first = words.next().flatten();
        first.is_some() && words.all(|word| word == first)
    };
    same(|words| words.first().map(|&word| word.to_owned()))
        || same(|words| words.last().map(|&word| word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complexity_counts_as_clippy_does() {
        let ty = |text: &str| complexity(&syn::parse_str(text).unwrap(), 1);
        assert_eq!(ty("i64"), 10);
        assert_eq!(ty("Option<Vec<String>>"), 60);
        assert_eq!(ty("Result<A<W<Vec<types::X>, o::H>>, Error<o::E>>"), 240);
        let inner = quote!(A<W<Vec<Option<X>>, H>>);
        assert!(type_complexity([&inner]).is_empty());
        assert!(!type_complexity([&quote!(Result<#inner, Error<E>>)]).is_empty());
    }

    #[test]
    fn names_that_repeat_each_other_are_noticed() {
        let fires = |name, variants: &[&str]| {
            !enum_variant_names(name, variants.iter().copied()).is_empty()
        };
        assert!(fires("Pet", &["CatPet", "DogPet", "OwlPet"]));
        assert!(fires("Kind", &["KindA", "B", "C"]));
        assert!(!fires("Pet", &["CatPet", "DogPet"]));
        assert!(!fires("Pet", &["Cat", "Dog", "Owl"]));
    }

    #[test]
    fn one_large_variant_is_noticed() {
        assert!(!large_enum_variant([400, 8]).is_empty());
        assert!(large_enum_variant([400, 380, 8]).is_empty());
        assert!(large_enum_variant([400]).is_empty());
    }
}
