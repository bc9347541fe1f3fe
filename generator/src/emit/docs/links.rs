//! URLs in running text.

/// A piece of running text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text without URLs.
    Text(&'a str),
    /// A URL.
    Url(&'a str),
    /// The pattern of a URL, with a placeholder where the host would be.
    Pattern(&'a str),
}

/// Parts a text at its `http` and `https` URLs.
pub(super) fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, url, after)) = next_url(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(if has_host(url) {
            Piece::Url(url)
        } else {
            Piece::Pattern(url)
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Whether a link may go there: an absolute URL. Anything else means nothing in a crate's documentation, and rustdoc
/// would take it for the name of an item.
pub(super) fn is_absolute(url: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

/// The text before the first URL, the URL, and the text after it.
fn next_url(text: &str) -> Option<(&str, &str, &str)> {
    let start = [text.find("https://"), text.find("http://")]
        .into_iter()
        .flatten()
        .min()?;
    let (before, rest) = text.split_at_checked(start)?;
    let end = rest
        .find(|char: char| {
            char.is_whitespace() || matches!(char, '<' | '>' | '"' | '`' | '|' | '\\')
        })
        .unwrap_or(rest.len());
    let url = without_closing_punctuation(rest.get(..end)?);
    Some((before, url, rest.get(url.len()..)?))
}

/// A URL without the punctuation of the sentence that it stands in.
fn without_closing_punctuation(url: &str) -> &str {
    let mut url = url;
    loop {
        let shorter = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let shorter = match shorter.chars().next_back() {
            Some(')') if count(shorter, ')') > count(shorter, '(') => shorter.strip_suffix(')'),
            Some(']') if count(shorter, ']') > count(shorter, '[') => shorter.strip_suffix(']'),
            Some('}') if count(shorter, '}') > count(shorter, '{') => shorter.strip_suffix('}'),
            _ => None,
        }
        .unwrap_or(shorter);
        if shorter == url {
            return url;
        }
        url = shorter;
    }
}

fn count(text: &str, char: char) -> usize {
    text.matches(char).count()
}

/// Whether a URL names a host.
fn has_host(url: &str) -> bool {
    let host = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    !host.is_empty() && !host.contains(['{', '}', '[', ']', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_end_before_the_sentences_punctuation() {
        assert_eq!(
            split("See https://a.example/b?c=1 (or http://c.example/d_(e)), then."),
            [
                Piece::Text("See "),
                Piece::Url("https://a.example/b?c=1"),
                Piece::Text(" (or "),
                Piece::Url("http://c.example/d_(e)"),
                Piece::Text("), then."),
            ]
        );
    }

    #[test]
    fn a_placeholder_for_the_host_makes_no_link() {
        assert_eq!(
            split("https://{account}.example.com/api."),
            [
                Piece::Pattern("https://{account}.example.com/api"),
                Piece::Text(".")
            ]
        );
    }

    #[test]
    fn text_without_urls_stays_whole() {
        assert_eq!(split("http and https"), [Piece::Text("http and https")]);
        assert_eq!(split(""), []);
    }
}
