//! The generated crate's name.

use std::error::Error;
use std::fmt;

use heck::ToKebabCase;

use crate::config::Config;

/// The name of a crate whose description has no title that makes one.
const FALLBACK: &str = "api";

/// Why a name isn't a crate's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCrateName {
    name: String,
    reason: &'static str,
}

impl fmt::Display for InvalidCrateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` can't be a crate's name: {}",
            self.name, self.reason
        )
    }
}

impl Error for InvalidCrateName {}

/// The name of the crate that is made from an API of that title: the one the configuration settles, or else one made
/// from the title.
///
/// # Errors
/// The name that the configuration settles can't be a crate's.
pub fn crate_name(config: &Config, title: &str) -> Result<String, InvalidCrateName> {
    match &config.name {
        Some(name) => check_crate_name(name).map(|()| name.clone()),
        None => Ok(from_title(title)),
    }
}

/// Checks that a name can be a crate's: ASCII letters, digits, `-` and `_`, a letter first, no keyword of Rust and no
/// crate of the standard library (Cargo refuses those, or code can't name them).
///
/// # Errors
/// It can't.
pub fn check_crate_name(name: &str) -> Result<(), InvalidCrateName> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let reason = if name.is_empty() {
        "it is empty"
    } else if !name.chars().all(allowed) {
        "only ASCII letters, digits, `-` and `_` may stand in it"
    } else if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        "it must start with a letter"
    } else if name.len() > LONGEST {
        "it is longer than 64 characters"
    } else if is_taken(name) {
        "Rust or Cargo uses the name itself"
    } else {
        return Ok(());
    };
    Err(InvalidCrateName {
        name: name.to_owned(),
        reason,
    })
}

/// The longest name that the public registry takes.
const LONGEST: usize = 64;

fn from_title(title: &str) -> String {
    let ascii: String = title
        .chars()
        .filter(|letter| letter.is_ascii() || !letter.is_alphanumeric())
        .map(|letter| if letter.is_ascii() { letter } else { ' ' })
        .collect();
    let kebab = ascii.to_kebab_case();
    let name = shorten(&kebab);
    match name.chars().next() {
        None => FALLBACK.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{FALLBACK}-{name}"),
        Some(_) if is_taken(name) => format!("{name}-{FALLBACK}"),
        Some(_) => name.to_owned(),
    }
}

/// Cuts a long name between two words, with room for a suffix.
fn shorten(name: &str) -> &str {
    let room = LONGEST - "-".len() - FALLBACK.len();
    match name.get(..room) {
        Some(short) if name.len() > room => {
            short.rsplit_once('-').map_or(short, |(short, _)| short)
        }
        _ => name,
    }
}

/// Whether Rust or Cargo keeps the name to itself.
fn is_taken(name: &str) -> bool {
    let name = name.replace('-', "_");
    syn::parse_str::<syn::Ident>(&name).is_err() || TAKEN.contains(&name.as_str())
}

/// The crates that come with Rust, the names that Cargo refuses because of its own folders, and the runtime, which
/// every generated crate depends on.
const TAKEN: [&str; 11] = [
    "alloc",
    "bindery_runtime",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc_macro",
    "std",
    "test",
    "union",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn named(title: &str) -> String {
        crate_name(&Config::default(), title).unwrap()
    }

    #[test]
    fn a_title_becomes_kebab_case() {
        assert_eq!(named("Zendesk Groups"), "zendesk-groups");
        assert_eq!(named("GitHub v3 REST API"), "git-hub-v3-rest-api");
        assert_eq!(named("  Ünïcode — API (beta) "), "ncode-api-beta");
        assert_eq!(named("3D Models"), "api-3d-models");
    }

    #[test]
    fn a_title_without_letters_falls_back() {
        assert_eq!(named(""), "api");
        assert_eq!(named("日本語"), "api");
    }

    #[test]
    fn a_title_that_is_taken_gets_a_suffix() {
        assert_eq!(named("Test"), "test-api");
        assert_eq!(named("match"), "match-api");
        assert_eq!(named("std"), "std-api");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let name = named(&"word ".repeat(40));
        assert!(name.len() <= LONGEST && name.ends_with("-word"), "{name}");
        check_crate_name(&name).unwrap();
        check_crate_name(&named(&"w".repeat(400))).unwrap();
    }

    #[test]
    fn a_name_that_is_settled_must_fit() {
        let name = |name: &str| {
            let name = Some(name.to_owned());
            crate_name(
                &Config {
                    name,
                    ..Config::default()
                },
                "Title",
            )
        };
        assert_eq!(name("my_crate-2").unwrap(), "my_crate-2");
        let error = |text| name(text).unwrap_err().to_string();
        assert_eq!(error(""), "`` can't be a crate's name: it is empty");
        assert_eq!(
            error("a b"),
            "`a b` can't be a crate's name: only ASCII letters, digits, `-` and `_` may stand in it"
        );
        assert_eq!(
            error("2a"),
            "`2a` can't be a crate's name: it must start with a letter"
        );
        assert_eq!(
            error("fn"),
            "`fn` can't be a crate's name: Rust or Cargo uses the name itself"
        );
    }
}
