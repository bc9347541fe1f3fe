//! Patterns of strings.

use std::fmt;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// What a compiled expression may take, in bytes. The generator refuses what comes near.
const SIZE_LIMIT: usize = 64 << 20;

/// A pattern (JSON Schema Validation, section 6.3.3), compiled when it is first asked for.
///
/// ```
/// use bindery_runtime::validate::Pattern;
///
/// static CODE: Pattern = Pattern::new(r"^\d{3}$", "^[0-9]{3}$", &[], &[]);
/// assert!(CODE.is_match("123") && !CODE.is_match("१२३"));
/// ```
pub struct Pattern {
    source: &'static str,
    regex: &'static str,
    also: &'static [&'static str],
    never: &'static [&'static str],
    compiled: OnceLock<Compiled>,
}

/// The expressions. Those that don't compile are left out; the generator has seen to it that there are none.
struct Compiled {
    found: Box<[Regex]>,
    never: Box<[Regex]>,
}

impl Pattern {
    /// The pattern as the description has it; the same in Rust's words; what must be found besides; what must not be
    /// found.
    pub const fn new(
        source: &'static str,
        regex: &'static str,
        also: &'static [&'static str],
        never: &'static [&'static str],
    ) -> Self {
        let compiled = OnceLock::new();
        Self {
            source,
            regex,
            also,
            never,
            compiled,
        }
    }

    /// Whether the pattern is found in the text.
    pub fn is_match(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| self.compile());
        compiled.found.iter().all(|regex| regex.is_match(text))
            && !compiled.never.iter().any(|regex| regex.is_match(text))
    }

    #[cold]
    fn compile(&self) -> Compiled {
        Compiled {
            found: [self.regex]
                .iter()
                .chain(self.also)
                .filter_map(regex)
                .collect(),
            never: self.never.iter().filter_map(regex).collect(),
        }
    }
}

fn regex(text: &&'static str) -> Option<Regex> {
    RegexBuilder::new(text).size_limit(SIZE_LIMIT).build().ok()
}

/// The pattern as the description has it.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.source)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_is_found_anywhere_with_what_must_be_found_besides() {
        static PATTERN: Pattern = Pattern::new("", "b+", &["^a"], &["z$"]);
        assert!(PATTERN.is_match("abbc"));
        for text in ["ac", "cbb", "abz"] {
            assert!(!PATTERN.is_match(text), "{text}");
        }
    }
}
