//! The punctuation of RFC 6570's styles.

use super::style::Style;

/// How a style joins values: RFC 6570, section 3.2.1 and its appendix A.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Punctuation {
    /// What stands before the first value.
    pub(super) first: &'static str,
    /// What parts values that are spread (`explode`).
    pub(super) separator: &'static str,
    /// Whether the parameter's name stands before its value.
    pub(super) named: bool,
    /// What follows the name of an empty value.
    pub(super) if_empty: &'static str,
    /// What parts values that aren't spread.
    pub(super) comma: &'static str,
}

impl Punctuation {
    /// The punctuation of a style. `deepObject` has none of its own: its members are spread like those of `form`.
    pub(super) const fn of(style: Style) -> Self {
        match style {
            Style::Simple => Self::new("", ",", false, "", ","),
            Style::Label => Self::new(".", ".", false, "", ","),
            Style::Matrix => Self::new(";", ";", true, "", ","),
            Style::Form | Style::DeepObject => Self::new("", "&", true, "=", ","),
            Style::SpaceDelimited => Self::new("", "&", true, "=", "%20"),
            Style::PipeDelimited => Self::new("", "&", true, "=", "%7C"),
        }
    }

    const fn new(
        first: &'static str,
        separator: &'static str,
        named: bool,
        if_empty: &'static str,
        comma: &'static str,
    ) -> Self {
        Self {
            first,
            separator,
            named,
            if_empty,
            comma,
        }
    }
}
