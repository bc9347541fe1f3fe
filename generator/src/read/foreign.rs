//! Texts that are no description, and what they are instead.

use super::syntax::SyntaxError;

/// How the file begins that Git keeps in the place of a large one.
const LFS_POINTER: &str = "version https://git-lfs.github.com/spec/";

/// What a text is that is neither YAML nor JSON by its first characters.
pub(super) fn by_its_start(text: &str) -> Option<SyntaxError> {
    let start = text.trim_start();
    let at = |message: &str| SyntaxError::at(text, text.len() - start.len(), message);
    if start.starts_with(LFS_POINTER) {
        return Some(
            at("this isn't the file itself, but what Git LFS keeps in its place")
                .help("get the file: `git lfs pull`"),
        );
    }
    let tag = start.strip_prefix('<')?;
    let word: String = tag.chars().take(12).collect();
    let word = word.to_ascii_lowercase();
    if word.starts_with("!doctype htm") || word.starts_with("html") {
        return Some(
            at("this is a page in HTML, not a description")
                .help("name the description itself; a page may have been saved in its place"),
        );
    }
    let is_markup = tag.starts_with(|c: char| c == '?' || c == '!' || c.is_ascii_alphabetic());
    is_markup.then(|| at("this is XML, not a description").help("name a text in YAML or JSON"))
}

/// The mark that Git leaves where it couldn't merge, in a text that doesn't parse.
pub(super) fn unmerged(text: &str) -> Option<SyntaxError> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            let error = SyntaxError::at(text, start, "a merge wasn't finished here");
            return Some(error.help(
                "keep one of the two parts, and remove the lines of `<`, `=` and `>` around them",
            ));
        }
        start += line.len();
    }
    None
}
