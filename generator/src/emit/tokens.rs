//! Tokens on their way into a file, cheap to put among others.

use std::fmt;
use std::iter;
use std::str::FromStr;

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::ToTokens;

/// A stream of tokens. Among others it stands as one, which only refers to it: those of a [`TokenStream`] are copied one
/// by one, and again at each level that they are put into.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens(TokenStream);

impl Tokens {
    /// No tokens.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The tokens of one thing.
    pub(crate) fn of(thing: impl ToTokens) -> Self {
        Self(thing.into_token_stream())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tokens one by one, what was put among them in groups without delimiters.
    pub(crate) fn into_stream(self) -> TokenStream {
        self.0
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if !self.is_empty() {
            let group = Group::new(Delimiter::None, self.0.clone());
            tokens.extend([TokenTree::from(group)]);
        }
    }
}

impl From<TokenStream> for Tokens {
    fn from(tokens: TokenStream) -> Self {
        Self(tokens)
    }
}

impl Extend<Self> for Tokens {
    fn extend<I: IntoIterator<Item = Self>>(&mut self, streams: I) {
        for stream in streams {
            stream.to_tokens(&mut self.0);
        }
    }
}

impl FromIterator<Self> for Tokens {
    fn from_iter<I: IntoIterator<Item = Self>>(streams: I) -> Self {
        let mut all = Self::new();
        all.extend(streams);
        all
    }
}

/// One piece, to extend others with.
impl IntoIterator for Tokens {
    type Item = Self;
    type IntoIter = iter::Once<Self>;

    fn into_iter(self) -> Self::IntoIter {
        iter::once(self)
    }
}

impl fmt::Display for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What [`quote::quote!`] gives, as [`Tokens`].
macro_rules! quote {
    ($($tokens:tt)*) => {
        $crate::emit::tokens::Tokens::from(::quote::quote! { $($tokens)* })
    };
}
pub(crate) use quote;

/// A text as a literal. One that nothing has to be escaped in is read as it is, for speed: escaping, as `quote!` does,
/// looks up what Unicode says of each character.
pub(crate) fn text(text: &str) -> Literal {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().all(is_plain) {
        literal(text, &["\"", text, "\""].concat())
    } else {
        Literal::string(text)
    }
}

/// A text of several lines as a literal that holds them as they are, for a printer that puts each where it belongs.
pub(crate) fn text_of_lines(text: &str) -> Literal {
    if !text.contains(['"', '\\']) {
        return literal(text, &["\"", text, "\""].concat());
    }
    let mut hashes = String::from("#");
    while text.contains(&["\"", hashes.as_str()].concat()) {
        hashes.push('#');
    }
    literal(text, &["r", &hashes, "\"", text, "\"", &hashes].concat())
}

/// A text as a literal that is written so.
fn literal(text: &str, written: &str) -> Literal {
    Literal::from_str(written).unwrap_or_else(|_| Literal::string(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_stand_as_one_among_others() {
        let inner = quote!(a::b);
        let outer = quote!(#inner + 1);
        assert_eq!(outer.clone().into_stream().into_iter().count(), 3);
        let mut all = Tokens::new();
        all.extend(outer);
        all.extend(Tokens::new());
        assert_eq!(all.into_stream().into_iter().count(), 1);
    }

    #[test]
    fn texts_mean_what_they_say() {
        for said in ["", "limit", "a \"b\" \\ c", "é\t\u{200b}\n", "\"#\"##\n\\"] {
            for literal in [text(said), text_of_lines(said)] {
                let read: syn::LitStr = syn::parse2(literal.to_token_stream()).unwrap();
                assert_eq!(read.value(), said);
            }
        }
    }
}
