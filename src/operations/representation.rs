//! Records as the API shows them.

use crate::address::Address;
use crate::bindings::types;
use crate::roles::Role;
use crate::store::groups::Group;
use crate::store::users::User;

/// A group, with its URL on the host of the request.
pub(super) fn group(group: Group, address: &Address) -> types::Group {
    types::Group {
        url: address.of_group(group.id),
        id: group.id,
        is_public: Some(group.is_public),
        name: group.name,
        description: Some(group.description),
        default: group.is_default,
        deleted: group.deleted,
        created_at: group.created_at.to_utc(),
        updated_at: group.updated_at.to_utc(),
    }
}

/// A user, in brief.
pub(super) fn user(user: User) -> types::User {
    let role = match user.role {
        Role::EndUser => types::UserRole::EndUser,
        Role::Agent => types::UserRole::Agent,
        Role::Admin => types::UserRole::Admin,
    };
    types::User {
        id: user.id,
        name: user.name,
        email: user.email,
        role,
    }
}
