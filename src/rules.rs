//! What a group must be like.

/// Why a group would not be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The property that is to blame; `base`: the group as a whole.
    pub property: &'static str,
    /// The kind of error, for programs.
    pub code: Option<&'static str>,
    /// The error in words.
    pub description: &'static str,
}

/// A name that is missing or consists of spaces.
pub const BLANK_NAME: Invalid = Invalid {
    property: "name",
    code: Some("BlankValue"),
    description: "Name: cannot be blank",
};

/// A name of too many characters.
pub const LONG_NAME: Invalid = Invalid {
    property: "name",
    code: Some("InvalidValue"),
    description: "Name: is too long (maximum is 255 characters)",
};

/// The attempt to make a private group public.
pub const PRIVATE_TO_PUBLIC: Invalid = Invalid {
    property: "is_public",
    code: Some("InvalidValue"),
    description: "Is public: a private group cannot be made public",
};

/// The attempt to delete the account's default group.
pub const DEFAULT_GROUP_STAYS: Invalid = Invalid {
    property: "base",
    code: None,
    description: "The default group cannot be deleted",
};

/// How many characters a name may have.
const LONGEST_NAME: usize = 255;

/// The name without the spaces around it.
///
/// # Errors
/// [`BLANK_NAME`] or [`LONG_NAME`].
pub fn name(given: &str) -> Result<&str, Invalid> {
    let name = given.trim();
    match name.chars().count() {
        0 => Err(BLANK_NAME),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(LONG_NAME),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_1_to_255_characters_between_its_spaces() {
        assert_eq!(name(" Night shift\t"), Ok("Night shift"));
        assert_eq!(name(" \n"), Err(BLANK_NAME));
        let longest = "ä".repeat(255);
        assert_eq!(name(&format!("  {longest} ")), Ok(longest.as_str()));
        assert_eq!(name(&"ä".repeat(256)), Err(LONG_NAME));
    }
}
