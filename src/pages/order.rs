//! The orders that groups can be listed in.

/// What groups are ordered by. Where it is equal, the id decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// The id.
    Id,
    /// The name, without regard to case.
    Name,
    /// When it was made.
    CreatedAt,
    /// When it was last changed.
    UpdatedAt,
}

/// An order of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What they are ordered by.
    pub key: SortKey,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Default for Order {
    /// By name.
    fn default() -> Self {
        Self {
            key: SortKey::Name,
            descending: false,
        }
    }
}

impl SortKey {
    const ALL: [Self; 4] = [Self::Id, Self::Name, Self::CreatedAt, Self::UpdatedAt];

    /// The name of the property.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
        }
    }
}

impl Order {
    /// Reads the name of a property, with a leading `-` for descending order.
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.strip_prefix('-').unwrap_or(text);
        let key = SortKey::ALL.into_iter().find(|key| key.as_str() == name)?;
        Some(Self {
            key,
            descending: name.len() < text.len(),
        })
    }
}

/// As [`Order::parse`] reads it.
impl std::fmt::Display for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.descending { "-" } else { "" };
        write!(f, "{sign}{}", self.key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_read_as_it_is_written() {
        for text in [
            "id",
            "-id",
            "name",
            "-name",
            "created_at",
            "-created_at",
            "updated_at",
        ] {
            assert_eq!(Order::parse(text).unwrap().to_string(), text);
        }
        let latest = Order {
            key: SortKey::UpdatedAt,
            descending: true,
        };
        assert_eq!(Order::parse("-updated_at"), Some(latest));
    }

    #[test]
    fn anything_else_is_no_order() {
        for text in ["", "-", "--id", "+name", "Name", "description"] {
            assert_eq!(Order::parse(text), None, "{text}");
        }
    }
}
