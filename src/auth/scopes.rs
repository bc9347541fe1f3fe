//! What an access token allows.

/// Something a token can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// To read.
    Read,
    /// To write.
    Write,
}

impl Scope {
    /// The name of the scope.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// What credentials allow with groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scopes {
    read: bool,
    write: bool,
}

impl Scopes {
    /// Everything: what API tokens and passwords allow.
    pub fn all() -> Self {
        Self {
            read: true,
            write: true,
        }
    }

    /// Reads names separated by spaces (RFC 6749, section 3.3). A scope is meant for groups if it is for everything
    /// (`read`) or for groups alone (`groups:read`); others have no effect.
    pub fn parse(text: &str) -> Self {
        let has = |scope: Scope| {
            text.split(' ')
                .any(|name| name.strip_prefix("groups:").unwrap_or(name) == scope.as_str())
        };
        Self {
            read: has(Scope::Read),
            write: has(Scope::Write),
        }
    }

    /// Whether this is the name of a scope that is meant for groups.
    pub fn has_name(name: &str) -> bool {
        let Self { read, write } = Self::parse(name);
        !name.contains(' ') && (read || write)
    }

    /// Whether the scope is among them.
    pub fn allow(self, scope: Scope) -> bool {
        match scope {
            Scope::Read => self.read,
            Scope::Write => self.write,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(text: &str) -> (bool, bool) {
        let scopes = Scopes::parse(text);
        (scopes.allow(Scope::Read), scopes.allow(Scope::Write))
    }

    #[test]
    fn scopes_are_general_or_for_groups() {
        assert_eq!(allowed("read write"), (true, true));
        assert_eq!(allowed("tickets:write groups:read"), (true, false));
        assert_eq!(allowed("write"), (false, true));
        assert_eq!(allowed("reader tickets:read READ"), (false, false));
        assert_eq!(allowed(""), (false, false));
        assert!(Scopes::has_name("groups:write") && !Scopes::has_name("read write"));
        assert!(!Scopes::has_name("tickets:read"));
    }
}
