//! What a server says of bodies that it refuses: in the words of JSON and of the description, and all that is wrong at once.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::refused_bodies::operations::{AddOrderError, AddOrderRequest};
use bindery_goldens::refused_bodies::server::{self, Context, Failure};
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::Request;
use bindery_runtime::serde_json::{self, Value, json};
use tower::ServiceExt;

struct Shop;

impl server::Api for Shop {
    async fn add_order(
        &self,
        _: Context<()>,
        _: AddOrderRequest,
    ) -> Result<(), Failure<AddOrderError>> {
        Ok(())
    }
}

const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

/// The status, and the violations.
async fn reply(uri: &str, body: &str) -> (u16, Vec<Value>) {
    let request = Request::post(uri)
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap();
    let reply = server::router(Shop).oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let problem = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    let problem: Value = serde_json::from_slice(&problem).unwrap_or_default();
    let errors = problem["errors"].as_array().cloned();
    (status, errors.unwrap_or_default())
}

fn text<'e>(error: &'e Value, key: &str) -> &'e str {
    error[key].as_str().unwrap_or_default()
}

/// The status, and of each violation its place and what is said of it.
async fn answer(body: &Value) -> (u16, Vec<String>) {
    let (status, errors) = reply("/orders", &body.to_string()).await;
    let said = errors
        .iter()
        .map(|error| format!("{} {}", text(error, "pointer"), text(error, "detail")));
    (status, said.collect())
}

/// What is said of an order that has these properties besides those it must have.
async fn said(properties: Value) -> Vec<String> {
    let mut order = json!({ "id": ID, "name": "Lamp" });
    let members = properties.as_object().unwrap().clone();
    order.as_object_mut().unwrap().extend(members);
    let (status, said) = answer(&order).await;
    assert_eq!(status == 204, said.is_empty());
    said
}

/// What is said where one thing is wrong.
async fn only(properties: Value) -> String {
    let said = said(properties).await;
    assert_eq!(said.len(), 1, "{said:?}");
    said.concat()
}

#[tokio::test]
async fn messages_are_in_the_words_of_json() {
    for (properties, message) in [
        (
            json!({ "count": "x" }),
            "#/count expected an integer, found \"x\"",
        ),
        (
            json!({ "count": 1.5 }),
            "#/count expected an integer, found 1.5",
        ),
        (
            json!({ "count": 3_000_000_000_u32 }),
            "#/count expected an integer from -2147483648 to 2147483647, found 3000000000",
        ),
        (
            json!({ "price": "9" }),
            "#/price expected a number, found \"9\"",
        ),
        (
            json!({ "urgent": 1 }),
            "#/urgent expected a boolean, found 1",
        ),
        (
            json!({ "name": null }),
            "#/name expected a string, found null",
        ),
        (
            json!({ "name": ["a"] }),
            "#/name expected a string, found an array",
        ),
        (
            json!({ "moments": {} }),
            "#/moments expected an array, found an object",
        ),
        (
            json!({ "days": true }),
            "#/days expected an object, found true",
        ),
        (json!({ "owner": 7 }), "#/owner expected an object, found 7"),
        (
            json!({ "span": "x" }),
            "#/span expected an array, found \"x\"",
        ),
        (
            json!({ "span": ["2026-01-31"] }),
            "#/span expected at least 2 items, found 1",
        ),
        (
            json!({ "color": "pink" }),
            "#/color `pink` is none of `red` and `blue`",
        ),
        (json!({ "color": 1 }), "#/color expected a string, found 1"),
        (
            json!({ "size": "x" }),
            "#/size expected an integer or an array, found a string",
        ),
        (
            json!({ "hue": 1 }),
            "#/hue unknown field `hue`: no fields are allowed here but those described",
        ),
        (
            json!({ "owner": {} }),
            "#/owner missing required fields `mail` and `age`",
        ),
        (
            json!({ "payment": {} }),
            "#/payment no alternative fits: not `Card`: missing required field `number`; \
             not `Transfer`: missing required field `iban`",
        ),
        (
            json!({ "payment": { "number": 1 } }),
            "#/payment/number expected a string, found 1",
        ),
        (
            json!({ "mark": "some" }),
            "#/mark no alternative fits: not `None`: `some` is not `none`; not a UUID: \
             expected a UUID such as `67e55044-10b1-426f-9247-bb680e5fe0c8`, found \"some\"",
        ),
    ] {
        assert_eq!(only(properties).await, message);
    }
}

#[tokio::test]
async fn dates_and_uuids_hold_to_their_standards_wherever_they_stand() {
    let bare = ID.replace('-', "");
    for (properties, place) in [
        (json!({ "id": bare }), "#/id "),
        (json!({ "id": format!("{{{ID}}}") }), "#/id "),
        (json!({ "id": format!("urn:uuid:{ID}") }), "#/id "),
        (json!({ "day": "2026-2-3" }), "#/day "),
        (
            json!({ "moments": [null, "2026-01-31 12:00:00Z"] }),
            "#/moments/1 ",
        ),
        (json!({ "days": { "a": "2026-2-3" } }), "#/days/a "),
        (json!({ "span": ["2026-01-31", "2026-2-3"] }), "#/span/1 "),
        (json!({ "when": "2026-2-3" }), "#/when "),
        (
            json!({ "lines": [{ "sku": "abc", "quantity": 1, "at": "2026-2-3" }] }),
            "#/lines/0/at ",
        ),
        (json!({ "tags": { "a": ID, "b": bare } }), "#/tags/b "),
        (json!({ "mark": bare }), "#/mark "),
    ] {
        let said = only(properties).await;
        assert!(said.starts_with(place), "{said}");
        assert!(said.contains("expected a "), "{said}");
    }
    assert_eq!(
        only(json!({ "day": "2026-2-3" })).await,
        "#/day expected a date such as `2026-01-31`, found \"2026-2-3\""
    );
    let right = json!({
        "day": "2026-02-03",
        "moments": [null, "2026-01-31T12:00:00.5+02:00"],
        "days": { "a": "2024-02-29" },
        "span": ["2026-01-31", "2026-02-03"],
        "when": "2026-02-03",
        "tags": { "a": ID, "b": ID },
        "mark": ID,
    });
    assert_eq!(said(right).await, Vec::<String>::new());
}

/// What can't be read makes it a 400; where only rules are broken that types keep to, or others, it is a 422.
#[tokio::test]
async fn the_status_follows_the_rules_that_are_broken() {
    let right = json!({ "id": ID, "name": "Lamp" });
    for (key, value, status, rule) in [
        ("id", json!(1), 400, "type"),
        ("id", json!("1"), 422, "format"),
        ("day", json!("2026-2-3"), 422, "format"),
        ("moments", json!([null, "now"]), 422, "format"),
        ("days", json!({ "a": "2026-2-3" }), 422, "format"),
        ("name", json!(null), 400, "type"),
        ("name", json!("L"), 422, "minLength"),
        ("count", json!(0), 422, "minimum"),
        ("count", json!(3_000_000_000_u32), 422, "format"),
        ("count", json!(1e30), 422, "format"),
        ("count", json!(1.5), 400, "type"),
        ("color", json!("pink"), 422, "enum"),
        ("color", json!(1), 400, "type"),
        ("hue", json!(1), 422, "additionalProperties"),
        ("owner", json!({ "age": 1 }), 422, "required"),
        ("owner", json!([]), 400, "type"),
        (
            "owner",
            json!({ "mail": "a@b", "age": u64::MAX }),
            400,
            "type",
        ),
        ("span", json!(["2026-01-31"]), 422, "minItems"),
        (
            "span",
            json!(["2026-01-31", "2026-01-31", 1]),
            422,
            "maxItems",
        ),
        ("payment", json!({}), 422, "oneOf"),
        ("payment", json!("x"), 400, "type"),
        ("payment", json!({ "number": 1 }), 400, "type"),
        ("payment", json!({ "number": 1, "iban": 1 }), 422, "oneOf"),
        ("when", json!("never"), 422, "oneOf"),
        ("when", json!(1), 400, "type"),
        ("mark", json!("some"), 422, "oneOf"),
        ("size", json!("x"), 400, "type"),
        ("size", json!(["x", 1]), 400, "type"),
    ] {
        let mut order = right.clone();
        order[key] = value;
        let (answered, errors) = reply("/orders", &order.to_string()).await;
        let rules: Vec<_> = errors.iter().map(|error| text(error, "rule")).collect();
        assert_eq!((answered, rules), (status, vec![rule]), "{order}");
    }
    for (uri, body, status, rules) in [
        ("/orders", "", 400, vec!["syntax"]),
        ("/orders", "{", 400, vec!["syntax"]),
        ("/orders", "null", 400, vec!["type"]),
        ("/orders", "{}", 422, vec!["required"]),
        ("/orders?page=0", "{}", 422, vec!["required", "minimum"]),
        ("/orders?page=x", "{}", 400, vec!["type", "required"]),
        ("/orders?page=%FF", "{}", 400, vec!["syntax", "required"]),
        (
            "/orders",
            r#"{"count":2,"count":2}"#,
            400,
            vec!["syntax", "required"],
        ),
        ("/orders?page=0", "[]", 400, vec!["type", "minimum"]),
    ] {
        let (answered, errors) = reply(uri, body).await;
        let told: Vec<_> = errors.iter().map(|error| text(error, "rule")).collect();
        assert_eq!((answered, told), (status, rules), "{uri} {body}");
    }
}

/// The status, and the places and what is said there, in the order of the places.
async fn all(order: &Value) -> (u16, Vec<String>) {
    let (status, mut said) = answer(order).await;
    said.sort_unstable();
    (status, said)
}

#[tokio::test]
async fn rules_are_told_beside_what_cannot_be_read() {
    let order = json!({
        "id": 1,
        "name": "L",
        "count": 0,
        "price": "9",
        "hue": "dark",
        "moments": [null, "now", null, null],
        "color": "pink",
        "owner": { "mail": "x", "age": "old" },
        "lines": [
            { "sku": "a", "quantity": 0 },
            { "sku": 5, "quantity": 0 },
            7,
            { "quantity": 1, "sku": "b" },
        ],
    });
    let (status, said) = all(&order).await;
    assert_eq!(status, 400);
    assert_eq!(
        said,
        [
            "#/color `pink` is none of `red` and `blue`",
            "#/count must be at least 1",
            "#/hue unknown field `hue`: no fields are allowed here but those described",
            "#/id expected a UUID such as `67e55044-10b1-426f-9247-bb680e5fe0c8`, found 1",
            "#/lines must have at most 3 items",
            "#/lines/0/quantity must be at least 1",
            "#/lines/0/sku must have at least 3 characters",
            "#/lines/1/quantity must be at least 1",
            "#/lines/1/sku expected a string, found 5",
            "#/lines/2 expected an object, found 7",
            "#/lines/3/sku must have at least 3 characters",
            "#/moments must have at most 3 items",
            "#/moments/1 expected a date and time such as `2026-01-31T12:00:00Z`, found \"now\"",
            "#/name must have at least 2 characters",
            "#/owner/age expected an integer, found \"old\"",
            "#/owner/mail must have at least 3 characters",
            "#/price expected a number, found \"9\"",
        ]
    );
}

#[tokio::test]
async fn rules_are_told_beside_what_is_missing() {
    let order = json!({ "name": "L", "owner": { "mail": "x" } });
    let (status, said) = all(&order).await;
    assert_eq!(status, 422);
    assert_eq!(
        said,
        [
            "# missing required field `id`",
            "#/name must have at least 2 characters",
            "#/owner missing required field `age`",
            "#/owner/mail must have at least 3 characters",
        ]
    );
}

/// What is wrong may be right of what was meant: of a number of properties, and of a condition, nothing is said.
#[tokio::test]
async fn nothing_is_said_of_what_depends_on_what_cannot_be_read() {
    let tags = json!({ "id": ID, "name": "Lamp", "tags": { "a": "b" } });
    let (status, said) = all(&tags).await;
    assert_eq!((status, said.len()), (422, 1));
    let gift = |kind: Value| {
        let gift = json!({ "kind": kind, "note": "long", "wrapped": true });
        json!({ "id": ID, "name": "L", "gift": gift })
    };
    assert_eq!(
        all(&gift(json!(1))).await.1,
        [
            "#/gift/kind expected a string, found 1",
            "#/name must have at least 2 characters",
        ]
    );
    let (status, said) = answer(&gift(json!("card"))).await;
    assert_eq!((status, said.len()), (422, 2));
    // The condition holds of what could be read, and is told.
    let mut order = gift(json!("card"));
    order["price"] = json!("9");
    assert_eq!(
        all(&order).await.1,
        [
            "#/gift/note must have at most 3 characters",
            "#/name must have at least 2 characters",
            "#/price expected a number, found \"9\"",
        ]
    );
}

#[tokio::test]
async fn what_a_union_holds_is_left_out_where_no_alternative_fits() {
    let order = json!({ "name": "L", "id": ID, "payment": { "iban": 1 }, "when": "never" });
    assert_eq!(
        all(&order).await.1,
        [
            "#/name must have at least 2 characters",
            "#/payment/iban expected a string, found 1",
            "#/when no alternative fits: not a date and time: expected a date and time such as \
             `2026-01-31T12:00:00Z`, found \"never\"; not a date: expected a date such as `2026-01-31`, \
             found \"never\"",
        ]
    );
}
