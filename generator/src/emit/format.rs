//! Tokens → text.

use proc_macro2::{Ident, TokenStream};
use syn::{Item, UseTree};

use super::EmitError;
use super::docs;

/// One emitted Rust file, as tokens.
#[derive(Debug, Default)]
pub(crate) struct Source {
    path: &'static str,
    docs: Vec<String>,
    attributes: TokenStream,
    blocks: Vec<TokenStream>,
}

impl Source {
    /// An empty file with a line of documentation.
    pub(crate) fn new(path: &'static str, docs: &str) -> Self {
        Self {
            path,
            docs: vec![docs.to_owned()],
            attributes: TokenStream::new(),
            blocks: Vec::new(),
        }
    }

    /// Adds a line of documentation.
    pub(crate) fn docs(&mut self, line: &str) {
        self.docs.push(line.to_owned());
    }

    /// Adds inner attributes.
    pub(crate) fn attributes(&mut self, attributes: TokenStream) {
        self.attributes.extend(attributes);
    }

    /// Adds items.
    pub(crate) fn push(&mut self, items: TokenStream) {
        self.blocks.push(items);
    }

    /// Puts items before all others: imports, which are known only in the end.
    pub(crate) fn prepend(&mut self, items: TokenStream) {
        self.blocks.insert(0, items);
    }

    /// The text of the file, beginning with the comment `header`.
    ///
    /// # Errors
    /// The tokens aren't Rust.
    pub(crate) fn render(self, header: &str) -> Result<super::File, EmitError> {
        let mut text = format!("{header}\n");
        let mut head = docs::inner(&self.docs);
        head.extend(self.attributes);
        text.push_str(&unparse(parse::<syn::File>(head, self.path)?));
        let mut before = None;
        for tokens in self.blocks {
            for item in parse::<syn::File>(tokens, self.path)?.items {
                let imported = imported_from(&item);
                if imported.is_none() || imported != before {
                    text.push('\n');
                }
                before = imported;
                push_item(&mut text, item);
            }
        }
        Ok(super::File {
            path: self.path.to_owned(),
            text,
        })
    }
}

/// The text of a few items or of a function's statements, for an example.
///
/// # Errors
/// The tokens aren't Rust.
pub(crate) fn example(tokens: TokenStream) -> Result<String, EmitError> {
    let file = parse::<syn::File>(tokens, "README.md")?;
    let mut text = String::new();
    let mut was_use = true;
    for item in file.items {
        let is_use = matches!(item, Item::Use(_));
        if !was_use || !is_use && !text.is_empty() {
            text.push('\n');
        }
        was_use = is_use;
        push_item(&mut text, item);
    }
    Ok(text)
}

fn parse<T: syn::parse::Parse>(tokens: TokenStream, path: &str) -> Result<T, EmitError> {
    syn::parse2(tokens).map_err(|error| EmitError::new(path, error.to_string()))
}

fn unparse(file: syn::File) -> String {
    prettyplease::unparse(&file)
}

/// Appends an item, its members parted by blank lines as one would write it by hand: prettyplease puts none.
fn push_item(text: &mut String, item: Item) {
    let formatted = unparse(syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    let mut before = "";
    for line in formatted.lines() {
        if begins_member(before, line) || ends_imports(before, line) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        before = line;
    }
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
fn imported_from(item: &Item) -> Option<Ident> {
    match item {
        Item::Use(import) => match &import.tree {
            UseTree::Path(path) => Some(path.ident.clone()),
            _ => None,
        },
        _ => None,
    }
}
