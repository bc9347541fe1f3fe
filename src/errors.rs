//! The bodies of errors, each as the description has it.

use std::collections::BTreeMap;

use crate::auth::scopes::Scope;
use crate::bindings::types::{
    AuthenticationError, BadRequestError, ErrorItem, ErrorList, ErrorMessage, ForbiddenError,
    InvalidAttributeError, RecordInvalidDetail, RecordInvalidError, RecordNotFoundError,
    RoleForbiddenError, ScopeForbiddenError,
};
use crate::pages::PageError;
use crate::roles::Refusal;
use crate::rules::Invalid;

/// 401 for missing or wrong credentials of HTTP Basic, and for none at all.
pub(crate) fn not_authenticated() -> AuthenticationError {
    AuthenticationError::new("Couldn't authenticate you")
}

/// 401 for a wrong bearer token.
pub(crate) fn invalid_token() -> AuthenticationError {
    let why = "The access token is unknown, has expired or was revoked.";
    AuthenticationError {
        error_description: Some(why.to_owned()),
        ..AuthenticationError::new("invalid_token")
    }
}

/// What somebody is told whose role doesn't allow something.
const NO_ACCESS: &str = "You do not have access to this page. \
                         Please contact the account owner of this help desk for further help.";

/// 403.
pub(crate) fn forbidden(refusal: Refusal) -> ForbiddenError {
    match refusal {
        Refusal::Role => RoleForbiddenError::new(ErrorMessage::new("Forbidden", NO_ACCESS)).into(),
        Refusal::Scope(scope) => missing_scope(scope).into(),
    }
}

fn missing_scope(scope: Scope) -> ScopeForbiddenError {
    let description = format!(
        "You are missing the following required scopes: {}",
        scope.as_str()
    );
    ScopeForbiddenError::new("Forbidden", description)
}

/// 404 for a record that isn't there.
pub(crate) fn record_not_found() -> RecordNotFoundError {
    RecordNotFoundError::new("RecordNotFound", "Not found")
}

/// 404 for a route that isn't there.
pub(crate) fn invalid_endpoint() -> RecordNotFoundError {
    RecordNotFoundError::new("InvalidEndpoint", "Not found")
}

/// 400 for a value that can't be used. `fault` says what is wrong with it, to follow the name of the attribute in a
/// sentence; `operation` is the id of the operation.
pub(crate) fn invalid_attribute(
    attribute: &str,
    fault: &str,
    operation: &str,
) -> InvalidAttributeError {
    let message = format!(
        "You passed an invalid value for the {attribute} attribute. \
         Invalid parameter: {attribute} {fault} from {}",
        endpoint(operation)
    );
    in_words("Invalid attribute", message)
}

/// An error in words, in the form of those that have no other.
pub(crate) fn in_words(title: &str, message: impl Into<String>) -> InvalidAttributeError {
    InvalidAttributeError::new(ErrorMessage::new(title, message))
}

/// 400 for a page that isn't there. `operation` is the id of the operation.
pub(crate) fn no_page(error: PageError, operation: &str) -> BadRequestError {
    match error {
        PageError::TooDeep => list(
            "InvalidPaginationDepth",
            "The page is out of reach",
            "Offset pagination ends at page 100. Use cursor pagination to go further.".to_owned(),
        ),
        PageError::BadCursor(parameter) => list(
            "InvalidCursor",
            "The cursor is not valid",
            format!("{parameter} must be a cursor from an earlier page in the same order."),
        ),
        PageError::Invalid { attribute, fault } => {
            invalid_attribute(attribute, fault, operation).into()
        }
    }
}

fn list(code: &str, title: &str, detail: String) -> BadRequestError {
    ErrorList::new(vec![ErrorItem::new(code, title, detail)]).into()
}

/// 422.
pub(crate) fn record_invalid(errors: &[Invalid]) -> RecordInvalidError {
    let mut details = BTreeMap::<String, Vec<RecordInvalidDetail>>::new();
    for error in errors {
        let detail = RecordInvalidDetail {
            error: error.code.map(str::to_owned),
            ..RecordInvalidDetail::new(error.description.as_ref())
        };
        details
            .entry(error.property.to_string())
            .or_default()
            .push(detail);
    }
    RecordInvalidError::new("RecordInvalid", "Record validation errors", details)
}

/// What the API calls an operation in the messages of its errors.
fn endpoint(operation: &str) -> &'static str {
    match operation {
        "ListGroups" | "ListUserGroups" => "api/v2/groups/index",
        "ListAssignableGroups" => "api/v2/groups/assignable",
        "CountGroups" | "CountUserGroups" => "api/v2/groups/count",
        "ShowGroupById" => "api/v2/groups/show",
        "CreateGroup" => "api/v2/groups/create",
        "UpdateGroup" => "api/v2/groups/update",
        "DeleteGroup" => "api/v2/groups/destroy",
        _ => "api/v2/groups",
    }
}
