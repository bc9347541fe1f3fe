//! Who may do what: the one place where a role, or the scope of an access token, is checked.

use crate::auth::Caller;
use crate::auth::scopes::Scope;

/// What a user is in the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Someone who asks for help.
    EndUser,
    /// Someone who works on tickets.
    Agent,
    /// Someone who runs the account.
    Admin,
}

impl Role {
    /// The role as the API and the database name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EndUser => "end-user",
            Self::Agent => "agent",
            Self::Admin => "admin",
        }
    }

    /// The role of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::EndUser, Self::Agent, Self::Admin]
            .into_iter()
            .find(|role| role.as_str() == name)
    }
}

/// What a caller wants to do with groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// List, count and show them.
    Read,
    /// Make one.
    Create,
    /// Change one.
    Update,
    /// Delete one.
    Delete,
}

/// Why a caller may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The role doesn't allow it.
    Role,
    /// The access token lacks this scope.
    Scope(Scope),
}

/// Whether the caller may do this: the scopes of an access token must allow it, and so must the role.
///
/// # Errors
/// The [`Refusal`], if the caller may not.
pub fn allow(caller: &Caller, action: Action) -> Result<(), Refusal> {
    let scope = match action {
        Action::Read => Scope::Read,
        Action::Create | Action::Update | Action::Delete => Scope::Write,
    };
    if !caller.scopes.allow(scope) {
        return Err(Refusal::Scope(scope));
    }
    let manages_groups = caller.user.manages_groups;
    let allowed = match (caller.user.role, action) {
        (Role::Admin, _) | (Role::Agent, Action::Read) => true,
        (Role::Agent, Action::Create | Action::Delete) => manages_groups,
        (Role::Agent, Action::Update) | (Role::EndUser, _) => false,
    };
    if allowed { Ok(()) } else { Err(Refusal::Role) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::scopes::Scopes;
    use crate::store::users::User;

    const ACTIONS: [Action; 4] = [Action::Read, Action::Create, Action::Update, Action::Delete];

    fn caller(role: Role, manages_groups: bool, scopes: Scopes) -> Caller {
        let (name, email) = ("Ada".to_owned(), "ada@example.com".to_owned());
        Caller {
            user: User {
                id: 1,
                name,
                email,
                role,
                manages_groups,
            },
            scopes,
        }
    }

    fn allowed(role: Role, manages_groups: bool) -> [bool; 4] {
        let caller = caller(role, manages_groups, Scopes::all());
        ACTIONS.map(|action| allow(&caller, action).is_ok())
    }

    #[test]
    fn each_role_may_what_the_description_says() {
        assert_eq!(allowed(Role::Admin, false), [true, true, true, true]);
        assert_eq!(allowed(Role::Agent, false), [true, false, false, false]);
        assert_eq!(allowed(Role::Agent, true), [true, true, false, true]);
        assert_eq!(allowed(Role::EndUser, false), [false, false, false, false]);
    }

    #[test]
    fn a_token_must_have_the_scope_whatever_the_role() {
        let reader = caller(Role::Admin, false, Scopes::parse("read"));
        assert_eq!(allow(&reader, Action::Read), Ok(()));
        assert_eq!(
            allow(&reader, Action::Delete),
            Err(Refusal::Scope(Scope::Write))
        );
        let writer = caller(Role::EndUser, false, Scopes::parse("write"));
        assert_eq!(
            allow(&writer, Action::Read),
            Err(Refusal::Scope(Scope::Read))
        );
        assert_eq!(allow(&writer, Action::Create), Err(Refusal::Role));
    }

    #[test]
    fn a_role_is_found_by_its_name() {
        assert_eq!(Role::parse("end-user"), Some(Role::EndUser));
        assert_eq!(Role::parse("owner"), None);
    }
}
