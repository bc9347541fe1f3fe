//! Tokens → text.

use memchr::memchr_iter;
use syn::{Item, UseTree};

use super::EmitError;
use super::docs;
use super::print::{self, Printed, Room};
use crate::emit::tokens::Tokens;

/// One emitted Rust file. Items become text as soon as they are added: the tokens of a large API's files would take
/// tens of megabytes all at once, and memory that is new takes longer than the formatting.
#[derive(Debug, Default)]
pub(crate) struct Source {
    path: &'static str,
    docs: Vec<String>,
    attributes: Tokens,
    imports: Items,
    items: Items,
    error: Option<EmitError>,
}

/// What a file's text gets room for, in bytes: what isn't written to takes no memory, and growing would copy the text.
const ROOM: usize = 1024 * 1024;

impl Source {
    /// An empty file with a line of documentation.
    pub(crate) fn new(path: &'static str, docs: &str) -> Self {
        Self {
            path,
            docs: vec![docs.to_owned()],
            items: Items {
                text: String::with_capacity(ROOM),
                ..Items::default()
            },
            ..Self::default()
        }
    }

    /// Adds a line of documentation.
    pub(crate) fn docs(&mut self, line: &str) {
        self.docs.push(line.to_owned());
    }

    /// Adds inner attributes.
    pub(crate) fn attributes(&mut self, attributes: Tokens) {
        self.attributes.extend(attributes);
    }

    /// Adds items. Tokens that aren't Rust are an error of [`Source::render`].
    pub(crate) fn push(&mut self, items: Tokens) {
        let added = self.items.add(items, self.path);
        self.note(added);
    }

    /// Puts items before all others: imports, which are known only in the end.
    pub(crate) fn prepend(&mut self, items: Tokens) {
        let added = self.imports.add(items, self.path);
        self.note(added);
    }

    fn note(&mut self, added: Result<(), EmitError>) {
        if let Err(error) = added {
            self.error.get_or_insert(error);
        }
    }

    /// The text of the file, beginning with the comment `header`.
    ///
    /// # Errors
    /// The tokens aren't Rust.
    pub(crate) fn render(self, header: &str) -> Result<super::File, EmitError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut head = docs::inner(&self.docs);
        head.extend(self.attributes);
        let head = unparse(parse(head, self.path)?);
        let mut text = self.items.text;
        text.insert_str(0, &[header, "\n", &head, &self.imports.text].concat());
        Ok(super::File {
            path: self.path.to_owned(),
            text,
        })
    }
}

/// The text of some items, a blank line before each but for imports from the same crate.
#[derive(Debug, Default)]
struct Items {
    text: String,
    room: Room,
    /// The crate that the last of them imports from.
    imported: Option<String>,
}

impl Items {
    fn add(&mut self, tokens: Tokens, path: &str) -> Result<(), EmitError> {
        for item in printed(tokens, path, &mut self.room)? {
            let Printed { text, imports_from } = item;
            if imports_from.is_none() || imports_from != self.imported {
                self.text.push('\n');
            }
            self.imported = imports_from;
            push_text(&mut self.text, &text);
        }
        Ok(())
    }
}

/// The text of a few items or of a function's statements, for an example.
///
/// # Errors
/// The tokens aren't Rust.
pub(crate) fn example(tokens: Tokens) -> Result<String, EmitError> {
    let mut text = String::new();
    let mut was_use = true;
    for item in printed(tokens, "README.md", &mut Room::default())? {
        let is_use = item.imports_from.is_some();
        if !was_use || !is_use && !text.is_empty() {
            text.push('\n');
        }
        was_use = is_use;
        push_text(&mut text, &item.text);
    }
    Ok(text)
}

/// The text of each item.
fn printed(tokens: Tokens, path: &str, room: &mut Room) -> Result<Vec<Printed>, EmitError> {
    let tokens = tokens.into_stream();
    #[cfg(test)]
    let given = tokens.clone();
    let printed = print::items(tokens, room);
    #[cfg(test)]
    print::tests::agree(&given, printed.as_deref().ok());
    printed.or_else(|source| by_prettyplease(&source, path))
}

/// The text of each item of a source, by way of a syntax tree.
fn by_prettyplease(source: &str, path: &str) -> Result<Vec<Printed>, EmitError> {
    let tokens = source.parse().map(docs::line_by_line);
    let file: syn::File = tokens
        .map_err(syn::Error::from)
        .and_then(syn::parse2)
        .map_err(|error| EmitError::new(path, error.to_string()))?;
    let items = file.items.into_iter().map(|item| Printed {
        imports_from: imported_from(&item),
        text: unparse(syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        }),
    });
    Ok(items.collect())
}

fn parse(tokens: Tokens, path: &str) -> Result<syn::File, EmitError> {
    syn::parse2(tokens.into_stream()).map_err(|error| EmitError::new(path, error.to_string()))
}

/// The lines that prettyplease gives.
fn unparse(file: syn::File) -> String {
    prettyplease::unparse(&file)
}

/// Appends an item, its members parted by blank lines as one would write it by hand: prettyplease puts none.
fn push_text(text: &mut String, formatted: &str) {
    let mut before = "";
    let (mut pushed, mut start) = (0, 0);
    for end in memchr_iter(b'\n', formatted.as_bytes()) {
        let line = formatted.get(start..end).unwrap_or_default();
        if begins_member(before, line) || ends_imports(before, line) {
            text.push_str(formatted.get(pushed..start).unwrap_or_default());
            text.push('\n');
            pushed = start;
        }
        before = line;
        start = end + 1;
    }
    text.push_str(formatted.get(pushed..).unwrap_or_default());
}

/// Whether a member of an `impl` or a trait begins with `line` and another one ended before it.
fn begins_member(before: &str, line: &str) -> bool {
    let (Some(before), Some(line)) = (member_text(before), member_text(line)) else {
        return false;
    };
    let begins = ["///", "#[", "fn ", "pub fn ", "async fn ", "pub async fn "]
        .iter()
        .any(|start| line.starts_with(start));
    let ended = !before.starts_with("//") && before.ends_with(['}', ';']);
    begins && ended || before == "}" && !line.starts_with('}')
}

/// Whether `line` comes after the imports at the beginning of a function in an `impl`.
fn ends_imports(before: &str, line: &str) -> bool {
    let is_import = |line: &str| line.starts_with("        use ");
    is_import(before) && !is_import(line)
}

/// The text of a line that stands one level deep.
fn member_text(line: &str) -> Option<&str> {
    line.strip_prefix("    ")
        .filter(|text| !text.starts_with(' '))
}

/// The crate that an item imports from: imports from one crate stand together without a blank line.
fn imported_from(item: &Item) -> Option<String> {
    match item {
        Item::Use(import) => match &import.tree {
            UseTree::Path(path) => Some(path.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::*;

    #[test]
    fn documentation_is_a_comment_a_line_whoever_prints_it() {
        let source = "#[doc = \" One.\n\n Two: */ \\\"2\\\".\"] pub struct A;";
        let printed = by_prettyplease(source, "a.rs").unwrap();
        let lines = "/// One.\n///\n/// Two: */ \"2\".\npub struct A;\n";
        assert_eq!(printed.len(), 1);
        assert_eq!(printed[0].text, lines);
        let tokens = source.parse::<TokenStream>().unwrap().into();
        assert_eq!(example(tokens).unwrap(), lines);
    }
}
