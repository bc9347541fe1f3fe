//! Which groups: a filter, and the parts that it takes together.
//!
//! The database has the account's groups, and each user's, in four parts, by whether they are public and whether they are
//! deleted. Each part is a range of an index in every order, and is counted by itself, so that pages and counts cost the
//! same however many groups there are, and however many of them the filter leaves out.

use crate::store::sql::Sql;

/// Whose groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of the account.
    Account,
    /// Those that this user belongs to.
    User(i64),
    /// Those that are public, and those that this user belongs to.
    PublicOrUser(i64),
}

/// Which groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Whose.
    pub scope: Scope,
    /// Whether deleted ones are left out.
    pub exclude_deleted: bool,
}

/// One of the four parts of the groups of an account or a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) owner: Owner,
    is_public: bool,
    deleted: bool,
}

/// Whose groups are in four parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Account,
    User(i64),
}

impl Filter {
    /// The parts. No group is in two of them.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        let scope = self.scope;
        let deleted: &[bool] = if self.exclude_deleted {
            &[false]
        } else {
            &[false, true]
        };
        [true, false].into_iter().flat_map(move |is_public| {
            deleted.iter().map(move |&deleted| Part {
                owner: scope.owner(is_public),
                is_public,
                deleted,
            })
        })
    }
}

impl Scope {
    /// Whose public groups, or whose private ones, are among these.
    fn owner(self, is_public: bool) -> Owner {
        match self {
            Self::Account => Owner::Account,
            Self::PublicOrUser(_) if is_public => Owner::Account,
            Self::User(id) | Self::PublicOrUser(id) => Owner::User(id),
        }
    }
}

impl Part {
    /// Adds the condition that a row is of this part. It begins with `WHERE`.
    pub(super) fn push_condition(self, query: &mut Sql) {
        query.push(" WHERE ");
        if let Owner::User(id) = self.owner {
            query.push("user_id = ").push_bind(id).push(" AND ");
        }
        // As literals, for which it is plain to both databases that the rest of an index is in order.
        query.push("is_public = ").push(literal(self.is_public));
        query.push(" AND deleted = ").push(literal(self.deleted));
    }
}

fn literal(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(scope: Scope, exclude_deleted: bool) -> Vec<(Owner, bool, bool)> {
        let filter = Filter {
            scope,
            exclude_deleted,
        };
        let parts = filter.parts();
        parts
            .map(|part| (part.owner, part.is_public, part.deleted))
            .collect()
    }

    #[test]
    fn private_groups_of_others_are_in_no_part() {
        let (all, own) = (Owner::Account, Owner::User(7));
        assert_eq!(
            parts(Scope::PublicOrUser(7), true),
            [(all, true, false), (own, false, false)]
        );
        assert_eq!(
            parts(Scope::User(7), true),
            [(own, true, false), (own, false, false)]
        );
    }

    #[test]
    fn deleted_groups_are_parts_of_their_own() {
        let all = Owner::Account;
        assert_eq!(
            parts(Scope::Account, false),
            [
                (all, true, false),
                (all, true, true),
                (all, false, false),
                (all, false, true)
            ]
        );
    }
}
