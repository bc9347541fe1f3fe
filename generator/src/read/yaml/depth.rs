//! Nesting that is too deep, found before the parser meets it: the time it takes grows with the square of the number
//! of brackets that are open.

use crate::read::syntax::SyntaxError;

/// How many brackets may be open. No collection is that deep, and no text has that many by themselves.
const MOST_OPEN: usize = 5000;

/// The error of a text that opens more brackets than a parser should be given. Brackets in quotes and comments count
/// as well, which is why the limit is that far from what collections reach.
pub(super) fn too_deep(text: &str) -> Option<SyntaxError> {
    let mut open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST_OPEN {
            return Some(SyntaxError::at(text, at, MESSAGE).help(HELP));
        }
    }
    None
}

/// What to say of it.
pub(in crate::read) const MESSAGE: &str = "nested too deeply: more than 128 levels";

/// How to mend it.
pub(in crate::read) const HELP: &str =
    "put what is inside under `components`, and refer to it by `$ref`";
