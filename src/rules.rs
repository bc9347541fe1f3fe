//! What a group must be like.

use std::borrow::Cow;

/// Why a group would not be valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The property that is to blame; `base`: the group as a whole.
    pub property: Cow<'static, str>,
    /// The kind of error, for programs.
    pub code: Option<&'static str>,
    /// The error in words.
    pub description: Cow<'static, str>,
}

const fn invalid(
    property: &'static str,
    code: Option<&'static str>,
    description: &'static str,
) -> Invalid {
    Invalid {
        property: Cow::Borrowed(property),
        code,
        description: Cow::Borrowed(description),
    }
}

/// A name that is missing or consists of spaces.
pub const BLANK_NAME: Invalid = invalid("name", Some("BlankValue"), "Name: cannot be blank");

/// A name of too many characters.
pub const LONG_NAME: Invalid = invalid(
    "name",
    Some("InvalidValue"),
    "Name: is too long (maximum is 255 characters)",
);

/// The attempt to make a private group public.
pub const PRIVATE_TO_PUBLIC: Invalid = invalid(
    "is_public",
    Some("InvalidValue"),
    "Is public: a private group cannot be made public",
);

/// The attempt to delete the account's default group.
pub const DEFAULT_GROUP_STAYS: Invalid =
    invalid("base", None, "The default group cannot be deleted");

/// A value that a property can't have.
pub fn wrong_value(property: &str, why: &str) -> Invalid {
    let mut label = property.replace('_', " ");
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Invalid {
        property: Cow::Owned(property.to_owned()),
        code: Some("InvalidValue"),
        description: Cow::Owned(format!("{label}: {why}")),
    }
}

/// How many characters a name may have.
const LONGEST_NAME: usize = 255;

/// The name without the spaces around it.
///
/// # Errors
/// [`BLANK_NAME`], [`LONG_NAME`], or that it has a character that can't be kept.
pub fn name(given: &str) -> Result<&str, Invalid> {
    let name = given.trim();
    match name.chars().count() {
        0 => Err(BLANK_NAME),
        1..=LONGEST_NAME => can_be_kept("name", name),
        _ => Err(LONG_NAME),
    }
}

/// The description as it is.
///
/// # Errors
/// That it has a character that can't be kept.
pub fn description(given: &str) -> Result<&str, Invalid> {
    can_be_kept("description", given)
}

/// PostgreSQL's texts are without U+0000, so those of all stores are.
fn can_be_kept<'a>(property: &str, text: &'a str) -> Result<&'a str, Invalid> {
    if text.contains('\0') {
        Err(wrong_value(property, "cannot contain the character U+0000"))
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_value_is_told_with_its_property() {
        let invalid = wrong_value("is_public", "expected a boolean");
        assert_eq!(invalid.property, "is_public");
        assert_eq!(invalid.description, "Is public: expected a boolean");
        assert_eq!(wrong_value("ä", "x").description, "ä: x");
    }

    #[test]
    fn a_name_has_1_to_255_characters_between_its_spaces() {
        assert_eq!(name(" Night shift\t"), Ok("Night shift"));
        assert_eq!(name(" \n"), Err(BLANK_NAME));
        let longest = "ä".repeat(255);
        assert_eq!(name(&format!("  {longest} ")), Ok(longest.as_str()));
        assert_eq!(name(&"ä".repeat(256)), Err(LONG_NAME));
    }

    #[test]
    fn a_character_that_cannot_be_kept_is_refused() {
        let why = "Name: cannot contain the character U+0000";
        assert_eq!(name("a\0b").unwrap_err().description, why);
        assert_eq!(description("\0").unwrap_err().property, "description");
        assert_eq!(description("'; \u{1} --"), Ok("'; \u{1} --"));
    }
}
