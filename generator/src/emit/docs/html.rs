//! HTML in Markdown → text: known elements lose their tags, what only looks like HTML is kept as it is.

/// The elements that descriptions format their text with.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "nav",
    "nobr",
    "object",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// The elements among them that begin a new line.
const BREAKING: &[&str] = &[
    "blockquote",
    "br",
    "dd",
    "div",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "ol",
];

/// The text of a piece of HTML, its lines trimmed, none of them blank.
pub(super) fn lines(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        text.push_str(before);
        rest = skip_markup(tag, &mut text);
    }
    text.push_str(rest);
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Takes what begins with `<` off the text; gives the rest.
fn skip_markup<'a>(markup: &'a str, text: &mut String) -> &'a str {
    if let Some(comment) = markup.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let begins_tag = |char: char| char.is_ascii_alphabetic() || matches!(char, '/' | '!' | '?');
    if !markup.chars().nth(1).is_some_and(begins_tag) {
        text.push('<');
        return markup.get(1..).unwrap_or_default();
    }
    match markup.split_once('>') {
        Some((tag, rest)) => {
            match element(tag) {
                Some(name) if BREAKING.contains(&name.as_str()) => text.push('\n'),
                Some(_) => {}
                None => {
                    text.push_str(tag);
                    text.push('>');
                }
            }
            rest
        }
        None => {
            text.push_str(markup);
            ""
        }
    }
}

/// The name of the known element that a tag, without its closing `>`, opens or closes.
fn element(tag: &str) -> Option<String> {
    let name: String = tag
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    ELEMENTS.contains(&name.as_str()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_tags_go_and_placeholders_stay() {
        assert_eq!(lines("<b>bold</b> and <id>"), ["bold and <id>"]);
        assert_eq!(lines("one<br/>two"), ["one", "two"]);
        assert_eq!(lines("a <!-- hidden > --> b"), ["a  b"]);
        assert_eq!(lines("1 < 2"), ["1 < 2"]);
        assert_eq!(lines("<code>x < y</code>"), ["x < y"]);
        assert_eq!(lines("<!-- never closed"), [""; 0]);
    }
}
