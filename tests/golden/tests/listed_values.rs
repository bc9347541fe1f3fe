//! Lists of values beside strings with rules: a text is one of the values, or keeps to the rules.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::listed_values::client::Client;
use bindery_goldens::listed_values::operations::{EchoError, EchoRequest};
use bindery_goldens::listed_values::server::{self, Context, Failure};
use bindery_goldens::listed_values::types::{Moods, MoodsRuled, Ruled};
use bindery_runtime::client::Error;
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::validate::Validate;

struct Echo;

impl server::Api for Echo {
    async fn echo(
        &self,
        _: Context<()>,
        request: EchoRequest,
    ) -> Result<Moods, Failure<EchoError>> {
        Ok(request.body)
    }
}

fn client(checks: bool) -> Client {
    Client::builder("http://test.invalid")
        .transport(server::router(Echo))
        .validate_requests(checks)
        .build()
        .unwrap()
}

/// The places and keywords of the rules that moods break.
fn broken(moods: Value) -> Vec<String> {
    let moods: Moods = serde_json::from_value(moods).unwrap();
    let found = moods.validate().err();
    let list = found.iter().flat_map(|found| found.as_slice());
    list.map(|it| format!("{} {}", it.place, it.rule)).collect()
}

#[test]
fn a_text_is_listed_or_keeps_to_the_rules() {
    for moods in [
        json!({ "ruled": "unbounded" }),
        json!({ "ruled": "none" }),
        json!({ "ruled": "four" }),
        json!({ "ruleds": ["s", "m", "12", "2026-01-31", null] }),
        json!({ "narrowed": "12" }),
        json!({ "open": "whatever there is" }),
        json!({ "free": "whatever there is" }),
        json!({ "short": "" }),
        json!({ "short": "four" }),
    ] {
        assert_eq!(broken(moods.clone()), Vec::<String>::new(), "{moods}");
    }
    for (moods, expected) in [
        (json!({ "ruled": "longer" }), "body at `/ruled` anyOf"),
        (json!({ "short": "longer" }), "body at `/short` maxLength"),
        (json!({ "ruleds": ["s", "1"] }), "body at `/ruleds/1` anyOf"),
        (
            json!({ "narrowed": "far too long" }),
            "body at `/narrowed` anyOf",
        ),
    ] {
        assert_eq!(broken(moods.clone()), [expected], "{moods}");
    }
}

#[tokio::test]
async fn both_ends_refuse_what_is_neither() {
    let moods = |ruled: &str| Moods {
        ruled: Some(MoodsRuled::from(ruled.to_owned())),
        ruleds: Some(vec![Some(Ruled::M)]),
        ..Moods::default()
    };
    for word in ["unbounded", "four"] {
        let taken = client(true).echo(&moods(word)).send().await.unwrap();
        assert_eq!(taken.ruled, moods(word).ruled);
    }
    let refused = client(true)
        .echo(&moods("longer"))
        .send()
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::InvalidRequest(_)), "{refused:?}");
    let refused = client(false)
        .echo(&moods("longer"))
        .send()
        .await
        .unwrap_err();
    assert!(
        matches!(&refused, Error::Undocumented(reply) if reply.status() == 422),
        "{refused:?}"
    );
}
