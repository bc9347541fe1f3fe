//! Identifiers.

use hashbrown::HashSet;
use proc_macro2::{Ident, Span};

use super::EmitError;

/// The identifier that a name of the model stands for, `r#` included.
///
/// # Errors
/// The name is no identifier.
pub(crate) fn ident(name: &str) -> Result<Ident, EmitError> {
    if is_plain(name) {
        return Ok(Ident::new(name, Span::call_site()));
    }
    syn::parse_str(name).map_err(|_| EmitError::new(name, "the name is not an identifier"))
}

/// Whether a name is an identifier for certain: what only a parser can tell is left to one.
fn is_plain(name: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let starts = name.starts_with(|char: char| char.is_ascii_alphabetic());
    starts && name.bytes().all(is_word) && !is_keyword(name)
}

/// Whether a word is a keyword of any edition (Rust Reference, "Keywords"), but for those that are so in some places only.
#[rustfmt::skip] // A word a line would be longer, and say no more.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "Self" | "abstract" | "as" | "async" | "await" | "become" | "box" | "break" | "const" | "continue" | "crate"
            | "do" | "dyn" | "else" | "enum" | "extern" | "false" | "final" | "fn" | "for" | "gen" | "if" | "impl"
            | "in" | "let" | "loop" | "macro" | "match" | "mod" | "move" | "mut" | "override" | "priv" | "pub" | "ref"
            | "return" | "self" | "static" | "struct" | "super" | "trait" | "true" | "try" | "type" | "typeof"
            | "unsafe" | "unsized" | "use" | "virtual" | "where" | "while" | "yield"
    )
}

/// `name`, or if that is among `taken`, the name with as many underscores behind it as it takes to be alone.
pub(crate) fn fresh<'a>(name: &str, taken: impl IntoIterator<Item = &'a str>) -> String {
    let taken: HashSet<&str> = taken.into_iter().collect();
    let mut name = name.to_owned();
    while taken.contains(name.as_str()) {
        name.push('_');
    }
    name
}

/// `name`, or if that is among `taken`, the name with `suffix` behind it, repeatedly until it is alone.
pub(crate) fn suffixed(name: &str, suffix: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = name.to_owned();
    while is_taken(&name) {
        name.push_str(suffix);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_need_their_prefix() {
        assert_eq!(ident("r#type").unwrap().to_string(), "r#type");
        assert!(ident("type").is_err());
        assert!(ident("a b").is_err());
        assert!(ident("").is_err());
    }

    #[test]
    fn fresh_names_avoid_the_taken_ones() {
        assert_eq!(fresh("input", ["id"]), "input");
        assert_eq!(fresh("input", ["input", "input_"]), "input__");
    }
}
