//! What the router refuses before an operation is reached, in the words of this API.

use axum::Json;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use bindery_runtime::server::{Place, RequestHead, Violation};

use crate::bindings::server::Rejection;
use crate::roles::Refusal;
use crate::{errors, rules};

/// The scheme of bearer tokens, as the description calls it.
const BEARER: &str = "bearerAuth";

/// The answer to a request that the router refuses. It adds `Allow` and `WWW-Authenticate` itself.
pub(crate) fn answer(rejection: Rejection, head: &RequestHead) -> Response {
    let status = rejection.status();
    let operation = head.operation().map_or("", |operation| operation.id);
    match rejection {
        Rejection::NotFound => json(status, errors::invalid_endpoint()),
        Rejection::Unauthorized {
            scheme: Some(BEARER),
            ..
        } => json(status, errors::invalid_token()),
        Rejection::Unauthorized { .. } => json(status, errors::not_authenticated()),
        Rejection::Forbidden { .. } => json(status, errors::forbidden(Refusal::Role)),
        Rejection::BadRequest { violations } | Rejection::Unprocessable { violations } => {
            bad_request(&violations, operation)
        }
        other => {
            let title = status.canonical_reason().unwrap_or_default();
            json(status, errors::in_words(title, explanation(&other)))
        }
    }
}

/// What is wrong, and how to mend it, where the API has no words of its own.
fn explanation(rejection: &Rejection) -> String {
    match rejection {
        Rejection::MethodNotAllowed { allow } => {
            let methods: Vec<_> = allow.iter().map(Method::as_str).collect();
            format!("This path takes {}.", methods.join(", "))
        }
        Rejection::UnsupportedMediaType { expected } => {
            format!(
                "Send the body with Content-Type: {}.",
                expected.join(" or ")
            )
        }
        Rejection::UnsupportedEncoding => {
            "Send the body as it is, without Content-Encoding.".to_owned()
        }
        Rejection::NotAcceptable { offered } => {
            format!("Send Accept: {}, or none.", offered.join(" or "))
        }
        Rejection::PayloadTooLarge { limit } => format!("A body has {limit} bytes at most."),
        Rejection::RequestTimeout { limit } => format!("Send the body within {limit:?}."),
        Rejection::AnswerTimeout { .. } => "This took too long. Try again later.".to_owned(),
        _ => "Something went wrong here. The log tells more, under this X-Request-Id.".to_owned(),
    }
}

/// 422 if the group has properties that can't be; otherwise 400 for the first violation.
fn bad_request(violations: &[Violation], operation: &str) -> Response {
    let invalid: Vec<_> = violations.iter().filter_map(invalid_property).collect();
    if !invalid.is_empty() {
        return json(
            StatusCode::UNPROCESSABLE_ENTITY,
            errors::record_invalid(&invalid),
        );
    }
    let (attribute, fault) = violations.first().map_or(("request", "is invalid"), fault);
    json(
        StatusCode::BAD_REQUEST,
        errors::invalid_attribute(attribute, fault, operation),
    )
}

/// What is wrong with a property of the group in the body, if the violation is about one.
fn invalid_property(violation: &Violation) -> Option<rules::Invalid> {
    let Place::Body(pointer) = &violation.place else {
        return None;
    };
    match pointer.strip_prefix("/group")? {
        // Where a property is missing, the violation stands at the object that lacks it. Only `name` must be there.
        "" => violation
            .message
            .contains("`name`")
            .then_some(rules::BLANK_NAME),
        "/name" if violation.message.contains("null") => Some(rules::BLANK_NAME),
        "/name" if violation.rule == "minLength" => Some(rules::BLANK_NAME),
        property => Some(rules::wrong_value(
            property.trim_start_matches('/'),
            &violation.message,
        )),
    }
}

/// The attribute that a violation is about, and what is wrong with it, as this API says it.
fn fault(violation: &Violation) -> (&'static str, &'static str) {
    const INTEGER: &str = "must be an integer";
    if matches!(violation.rule, "minimum" | "maximum") {
        return match &violation.place {
            Place::Query("per_page") => ("per_page", "must be from 1 to 100"),
            Place::Query("page[size]") => ("page.size", "must be at least 1"),
            Place::Query(name) => (name, "must be at least 1"),
            _ => ("request", "is not valid"),
        };
    }
    match &violation.place {
        Place::Path("group_id") => ("id", INTEGER),
        Place::Path(name) => (name, INTEGER),
        Place::Query("page[size]") => ("page.size", INTEGER),
        Place::Query("page[after]") => ("page.after", "is not valid"),
        Place::Query("page[before]") => ("page.before", "is not valid"),
        Place::Query(name @ ("page" | "per_page")) => (name, INTEGER),
        Place::Query("sort") => ("sort", "is not a known order"),
        Place::Query("exclude_deleted") => ("exclude_deleted", "must be true or false"),
        Place::Query(name) | Place::Header(name) | Place::Cookie(name) => (name, "is not valid"),
        Place::Body(_) => ("group", "must be an object"),
        _ => ("request", "is not valid"),
    }
}

fn json(status: StatusCode, body: impl serde::Serialize) -> Response {
    (status, Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(place: Place, message: &str) -> Violation {
        Violation {
            place,
            rule: "type",
            message: message.to_owned(),
        }
    }

    fn in_body(pointer: &str, message: &str) -> Violation {
        violation(Place::Body(pointer.to_owned()), message)
    }

    #[test]
    fn a_property_that_cannot_be_makes_the_record_invalid() {
        let missing = in_body("/group", "missing field `name`");
        assert_eq!(invalid_property(&missing), Some(rules::BLANK_NAME));
        let null = in_body("/group/name", "expected a string, found null");
        assert_eq!(invalid_property(&null), Some(rules::BLANK_NAME));
        let empty = Violation {
            rule: "minLength",
            ..in_body("/group/name", "must have at least 1 character")
        };
        assert_eq!(invalid_property(&empty), Some(rules::BLANK_NAME));
        let text = in_body("/group/is_public", "expected a boolean");
        let expected = rules::wrong_value("is_public", "expected a boolean");
        assert_eq!(invalid_property(&text), Some(expected));
    }

    #[test]
    fn a_body_without_a_group_is_a_bad_request() {
        for (pointer, message) in [
            ("", "this is no JSON"),
            ("", "missing field `group`"),
            ("/group", "expected an object, found 1"),
        ] {
            let violation = in_body(pointer, message);
            assert_eq!(invalid_property(&violation), None, "{message}");
            assert_eq!(fault(&violation), ("group", "must be an object"));
        }
    }

    #[test]
    fn parameters_have_the_names_that_messages_give_them() {
        let name = |place| fault(&violation(place, "x")).0;
        assert_eq!(name(Place::Path("group_id")), "id");
        assert_eq!(name(Place::Path("user_id")), "user_id");
        assert_eq!(name(Place::Query("page[size]")), "page.size");
        assert_eq!(name(Place::Query("per_page")), "per_page");
        let out_of_bounds = Violation {
            rule: "maximum",
            ..violation(Place::Query("per_page"), "x")
        };
        assert_eq!(fault(&out_of_bounds), ("per_page", "must be from 1 to 100"));
    }
}
