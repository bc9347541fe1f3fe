//! The header `Link`.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link whose relation is `next` (RFC 8288, section 3). Links about something else than what was
/// asked for (`anchor`) are passed over.
///
/// Written here, since the libraries for it read one field's text at once and bring parsers of their own.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter();
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.find_map(|text| {
        let mut rest = text;
        while let Some((link, behind)) = link(rest) {
            if link.is_next && !link.is_about_another {
                return Some(link.target.to_owned());
            }
            rest = behind;
        }
        None
    })
}

struct Link<'t> {
    target: &'t str,
    is_next: bool,
    is_about_another: bool,
}

/// The first link of a text, and what stands behind it.
fn link(text: &str) -> Option<(Link<'_>, &str)> {
    let (_, text) = text.split_once('<')?;
    let (target, mut rest) = text.split_once('>')?;
    let mut link = Link {
        target: target.trim(),
        is_next: false,
        is_about_another: false,
    };
    let mut has_relation = false;
    loop {
        rest = rest.trim_start();
        let Some(behind) = rest.strip_prefix(';') else {
            break;
        };
        let (name, value, behind) = parameter(behind);
        rest = behind;
        if name.eq_ignore_ascii_case("rel") && !has_relation {
            // Only the first counts (section 3.3).
            has_relation = true;
            let mut relations = value.split_ascii_whitespace();
            link.is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        }
        link.is_about_another |= name.eq_ignore_ascii_case("anchor");
    }
    Some((link, rest))
}

/// A parameter's name, its value without quotes, and what stands behind. Escapes in a quoted value are left as they are:
/// no relation has any.
fn parameter(text: &str) -> (&str, &str, &str) {
    let end = text.find([';', ',', '=']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let Some(value) = rest.strip_prefix('=') else {
        return (name.trim(), "", rest);
    };
    let value = value.trim_start();
    match value.strip_prefix('"') {
        Some(quoted) => {
            let end = end_of_quotes(quoted);
            let (value, rest) = quoted.split_at_checked(end).unwrap_or((quoted, ""));
            (name.trim(), value, rest.strip_prefix('"').unwrap_or(rest))
        }
        None => {
            let end = value.find([';', ',']).unwrap_or(value.len());
            let (value, rest) = value.split_at_checked(end).unwrap_or((value, ""));
            (name.trim(), value.trim(), rest)
        }
    }
}

fn end_of_quotes(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn of(texts: &[&str]) -> Option<String> {
        let values = texts
            .iter()
            .map(|text| (LINK, HeaderValue::from_str(text).unwrap()));
        let mut headers = HeaderMap::new();
        for (name, value) in values {
            headers.append(name, value);
        }
        next(&headers)
    }

    #[test]
    fn the_link_to_what_comes_next_is_found() {
        for texts in [
            &["<https://a.example/?p=2>; rel=\"next\""][..],
            &["<https://a.example/?p=2>;rel=next"],
            &["<x>; rel=\"prev\", <https://a.example/?p=2>; rel=\"next\", <y>; rel=\"last\""],
            &[
                "<x>; rel=prev",
                "<https://a.example/?p=2> ; title=\"a, \\\"b\\\"; <c>\" ; REL=\"last NEXT\"",
            ],
            &["<x>; rel=next; anchor=\"#foo\", <https://a.example/?p=2>; rel=next; flag"],
            &["<x>; rel=prev; rel=next, < https://a.example/?p=2 >; rel = next"],
        ] {
            assert_eq!(
                of(texts).as_deref(),
                Some("https://a.example/?p=2"),
                "{texts:?}"
            );
        }
    }

    #[test]
    fn nothing_else_is() {
        for text in [
            "",
            "<x>",
            "x; rel=next",
            "<x; rel=next",
            "<x>; title=\"rel=next",
            "<x>; rel=\"nextish\"",
        ] {
            assert_eq!(of(&[text]), None, "{text}");
        }
    }
}
