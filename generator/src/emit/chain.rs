//! Long chains of method calls, cut into statements.

use proc_macro2::{Ident, Span};

use crate::emit::tokens::{Tokens, quote};

/// The most calls in one expression. Each call nests the expression one level deeper, and what reads the code (syn,
/// prettyplease, rustc) goes down a level at a time: a struct of a thousand fields must not exhaust a stack.
const LONGEST: usize = 48;

/// A chain: statements that build up its value, and the expression that gives it.
#[derive(Debug)]
pub(crate) struct Chain {
    /// Empty where the chain is short enough for one expression.
    pub(crate) statements: Tokens,
    /// The value after the last call.
    pub(crate) value: Tokens,
}

/// The chain of `calls` on `start`. `name` is what the value is called between statements.
pub(crate) fn chain(name: &str, start: Tokens, calls: &[Tokens]) -> Chain {
    let name = Ident::new(name, Span::call_site());
    let mut statements = Tokens::new();
    let mut value = start;
    let mut pieces = calls.chunks(LONGEST).peekable();
    while let Some(piece) = pieces.next() {
        value.extend(quote!(#(#piece)*));
        if pieces.peek().is_some() {
            statements.extend(quote!(let #name = #value;));
            value = quote!(#name);
        }
    }
    Chain { statements, value }
}

#[cfg(test)]
mod tests {
    use crate::emit::tokens::{Tokens, quote};

    use super::{LONGEST, chain};

    fn calls(count: usize) -> Vec<Tokens> {
        vec![quote!(.put()); count]
    }

    #[test]
    fn a_short_chain_is_one_expression() {
        let chain = chain("writer", quote!(Writer::new()), &calls(2));
        assert!(chain.statements.is_empty());
        assert_eq!(
            chain.value.to_string(),
            "Writer :: new () . put () . put ()"
        );
    }

    #[test]
    fn a_long_chain_is_cut() {
        let chain = chain("writer", quote!(Writer::new()), &calls(2 * LONGEST + 1));
        assert_eq!(
            chain.statements.to_string().matches("let writer =").count(),
            2
        );
        assert_eq!(chain.value.to_string(), "writer . put ()");
    }
}
