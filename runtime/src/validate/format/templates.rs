//! Templates of URIs.

/// Whether a text is a template (RFC 6570, section 2).
pub(super) fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((expression, next)) = after.split_once('}') else {
            return false;
        };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = next;
    }
    is_literal(rest)
}

/// Text outside of expressions (section 2.1).
fn is_literal(text: &str) -> bool {
    let is_allowed = |c: char| {
        !c.is_control()
            && !matches!(
                c,
                ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'
            )
    };
    text.chars().all(is_allowed) && are_triplets(text)
}

/// Whether each `%` begins a triplet.
fn are_triplets(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().first_chunk::<2>();
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

/// What stands between braces (section 2.2).
fn is_expression(text: &str) -> bool {
    let variables = text
        .strip_prefix(['+', '#', '.', '/', ';', '?', '&'])
        .unwrap_or(text);
    variables.split(',').all(is_variable)
}

/// A variable with its modifier (sections 2.3 and 2.4).
fn is_variable(text: &str) -> bool {
    let (name, modifier) = match text.strip_suffix('*') {
        Some(name) => (name, None),
        None => text
            .split_once(':')
            .map_or((text, None), |(name, length)| (name, Some(length))),
    };
    let is_length = |length: &str| {
        (1..=4).contains(&length.len())
            && length.bytes().all(|b| b.is_ascii_digit())
            && !length.starts_with('0')
    };
    let is_part = |part: &str| {
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'%');
        !part.is_empty() && part.bytes().all(is_allowed)
    };
    name.split('.').all(is_part) && are_triplets(name) && modifier.is_none_or(is_length)
}
