//! JSON pointers.

/// Whether a text is a JSON pointer (RFC 6901, section 3).
pub(super) fn is_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']))
}

/// Whether a text is a relative JSON pointer: levels up, and a pointer or `#`.
pub(super) fn is_relative_pointer(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let levels = text.strip_suffix(rest).unwrap_or(text);
    let is_number = levels == "0" || !levels.is_empty() && !levels.starts_with('0');
    is_number && (rest == "#" || is_pointer(rest))
}
