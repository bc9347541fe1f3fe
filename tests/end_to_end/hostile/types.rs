//! Values of every type where another one belongs.

use serde_json::{Value, json};

use super::Target;
use super::raw::{get, post, with_body};
use crate::service::{As, answer};

/// A value of every type of JSON, and some at the edges.
fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("x"),
        json!([]),
        json!(["x"]),
        json!({}),
        json!({ "name": 1 }),
    ]
}

#[tokio::test]
async fn a_body_is_an_object_with_a_group() {
    let target = Target::start().await;
    for value in values() {
        for body in [
            value.clone(),
            json!({ "group": value }),
            json!([{ "group": value }]),
        ] {
            // A change may be one of nothing.
            let of_nothing = body == json!({ "group": {} });
            let text = body.to_string();
            let status = if text.contains("{\"group\":{") && !body.is_array() {
                422
            } else {
                400
            };
            target.answers(Some(status), &text, &post(&text)).await;
            if !of_nothing {
                let put = with_body("PUT", "/api/v2/groups/2", &text);
                target.answers(Some(status), &text, &put).await;
            }
        }
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_property_has_its_type() {
    let target = Target::start().await;
    for property in ["name", "description", "is_public"] {
        let right = |value: &Value| match property {
            "name" => value.as_str().is_some_and(|name| !name.is_empty()),
            "description" => value.is_string(),
            _ => value.is_boolean(),
        };
        for value in values().into_iter().filter(|value| !right(value)) {
            let mut group = json!({ "name": "x" });
            group[property] = value;
            let body = json!({ "group": group });
            for (method, path) in [("POST", "/groups"), ("PUT", "/groups/2")] {
                let request = target
                    .service
                    .request(As::Admin, method.parse().unwrap(), path);
                let (status, told) = answer(request.json(&body)).await;
                assert_eq!(status, 422, "{method} {body}: {told}");
                assert_eq!(told["error"], "RecordInvalid", "{method} {body}");
                let details = told["details"].as_object().unwrap();
                assert_eq!(
                    details.keys().collect::<Vec<_>>(),
                    [property],
                    "{method} {body}"
                );
            }
        }
    }
    let null = post("{\"group\":{\"name\":null}}");
    let reply = super::raw::exchange(target.address(), &null, super::raw::Then::Listen).await;
    assert!(
        reply.text.contains("Name: cannot be blank"),
        "{}",
        reply.text
    );
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_parameter_has_its_type() {
    const NONSENSE: [&str; 20] = [
        "",
        "x",
        "-1",
        "0",
        "1.5",
        "1e3",
        "1e400",
        "NaN",
        "null",
        "[]",
        "{}",
        "0x1",
        "+1",
        "%201",
        "1,2",
        "'",
        "%00",
        "99999999999999999999",
        "\u{661}",
        "-9223372036854775809",
    ];
    let target = Target::start().await;
    for list in [
        "/api/v2/groups",
        "/api/v2/groups/assignable",
        "/api/v2/users/1/groups",
    ] {
        for parameter in [
            "page",
            "per_page",
            "page[size]",
            "page[size]=1&page[after]",
            "page[size]=1&page[before]",
            "sort",
            "exclude_deleted",
        ] {
            for nonsense in NONSENSE {
                let to = format!("{list}?{parameter}={nonsense}");
                target.answers(Some(400), &to, &get(&to)).await;
            }
        }
        // What isn't known here is ignored.
        for nonsense in NONSENSE {
            let to = format!("{list}?include={nonsense}&colour={nonsense}&page[colour]={nonsense}");
            target.answers(Some(200), &to, &get(&to)).await;
        }
    }
    for nonsense in [
        "x",
        "1.5",
        "1e3",
        "null",
        "[]",
        "0x1",
        "%201",
        "1,2",
        "'",
        "%00",
        "99999999999999999999",
    ] {
        for to in [
            format!("/api/v2/groups/{nonsense}"),
            format!("/api/v2/users/{nonsense}/groups"),
            format!("/api/v2/users/{nonsense}/groups/count"),
        ] {
            target.answers(Some(400), &to, &get(&to)).await;
        }
    }
    target.is_as_it_was().await;
}
