//! Integers that their type doesn't hold.

/// Whether a text is that of an integer, of however many bits.
pub(crate) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The rule that an integer breaks which this type of Rust, by its name, doesn't hold. Types of less than 64 bits stand for
/// a `format`. What has no sign may have it from a bound as well, which is 0 then. Where the description says nothing there
/// are 64 bits: an integer beyond can't be read.
pub(crate) fn rule_beyond(type_name: &str, is_negative: bool) -> &'static str {
    match type_name {
        "u64" | "u128" if is_negative => "minimum",
        "i64" | "u64" | "i128" | "u128" => "type",
        _ => "format",
    }
}
