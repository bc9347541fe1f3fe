//! Documentation as others than Bindery's own printer want it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{Expr, ExprLit, Lit, MetaNameValue};

/// The tokens with an attribute for each line of documentation, since prettyplease makes a block comment of several, and
/// without groups that have no delimiters.
pub(crate) fn line_by_line(tokens: TokenStream) -> TokenStream {
    let mut trees = tokens.into_iter().peekable();
    let mut all = TokenStream::new();
    while let Some(tree) = trees.next() {
        let is_sign = matches!(&tree, TokenTree::Punct(sign) if sign.as_char() == '#');
        let documentation = trees.peek().filter(|_| is_sign).and_then(documentation);
        if let Some(text) = documentation {
            trees.next();
            all.extend(text.split('\n').map(|line| quote!(#[doc = #line])));
        } else if let TokenTree::Group(group) = tree {
            let inner = line_by_line(group.stream());
            match group.delimiter() {
                Delimiter::None => all.extend(inner),
                delimiter => all.extend([TokenTree::from(Group::new(delimiter, inner))]),
            }
        } else {
            all.extend([tree]);
        }
    }
    all
}

/// The text of `doc = "text"` in brackets.
fn documentation(tree: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = tree else {
        return None;
    };
    let meta: MetaNameValue = syn::parse2(group.stream()).ok()?;
    match meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if meta.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
