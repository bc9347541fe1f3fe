//! Dates of jiff and of time: what the generated client sends is what the generated server gets, and the other way round.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_runtime::param::{Parameter, Value};
use bindery_runtime::serde::de::DeserializeOwned;
use bindery_runtime::serde_json::{self, json};
use bindery_runtime::wire::{Strictness, from_slice};

/// A parameter from its text.
fn of<T: Parameter>(text: &str) -> T {
    T::from_value(Value::Text(text.to_owned())).unwrap()
}

macro_rules! dates {
    ($test:ident, $module:ident) => {
        mod $module {
            use bindery_goldens::$module::Client;
            use bindery_goldens::$module::operations::{VisitError, VisitOkHeaders, VisitRequest};
            use bindery_goldens::$module::server::{self, Context, Failure};
            use bindery_goldens::$module::types::Visit;
            use bindery_runtime::WithHeaders;

            /// Answers what it was sent, if the parameters arrived.
            pub(super) struct Echo;

            impl server::Api for Echo {
                async fn visit(
                    &self,
                    _: Context<()>,
                    request: VisitRequest,
                ) -> Result<WithHeaders<Visit, VisitOkHeaders>, Failure<VisitError>> {
                    assert_eq!(request.day, super::of("2026-01-31"));
                    assert_eq!(
                        request.days,
                        Some(vec![super::of("2026-02-01"), super::of("2026-02-02")])
                    );
                    Ok(WithHeaders {
                        headers: VisitOkHeaders {
                            x_until: request.since.unwrap(),
                        },
                        body: request.body,
                    })
                }
            }

            pub(super) fn client() -> Client {
                Client::builder("http://test.invalid")
                    .transport(server::router(Echo))
                    .build()
                    .unwrap()
            }
        }

        #[tokio::test]
        async fn $test() {
            use bindery_goldens::$module::types::{Visit, VisitUntil};
            let visit = Visit {
                day: Some(of("2026-03-01")),
                moments: Some(vec![None, Some(of("2026-01-31T12:00:00.5Z"))]),
                until: Some(VisitUntil::Date(of("2026-03-02"))),
                ..Visit::new(of("2026-01-31T12:00:00Z"))
            };
            let written = json!({
                "at": "2026-01-31T12:00:00Z",
                "day": "2026-03-01",
                "moments": [null, "2026-01-31T12:00:00.5Z"],
                "until": "2026-03-02",
            });
            assert_eq!(serde_json::to_value(&visit).unwrap(), written);
            let client = $module::client();
            let days = vec![of("2026-02-01"), of("2026-02-02")];
            let call = client.visit(of("2026-01-31"), &visit).days(days);
            let answer = call.since(of("2026-01-01T00:00:00Z")).send().await.unwrap();
            let answer = answer.into_inner();
            assert_eq!(answer.headers.x_until, of("2026-01-01T00:00:00Z"));
            assert_eq!(answer.body, visit);
        }
    };
}

/// Where a server finds something to refuse in a visit.
fn refused<T: DeserializeOwned>(visit: &serde_json::Value) -> Option<String> {
    let read = || from_slice::<T>(visit.to_string().as_bytes());
    Strictness::Strict
        .scope(read)
        .err()
        .map(|failure| failure.pointer)
}

/// The libraries' own readers take more, and so does a client.
fn servers_hold_bodies_to_rfc_3339<T: DeserializeOwned>(instant: &str, date: &str) {
    let at = "2026-01-31T12:00:00Z";
    for (visit, place) in [
        (json!({ "at": instant }), "/at"),
        (json!({ "at": at, "day": date }), "/day"),
        (
            json!({ "at": at, "moments": [null, at, instant] }),
            "/moments/2",
        ),
        (json!({ "at": at, "until": date }), "/until"),
    ] {
        assert_eq!(refused::<T>(&visit).as_deref(), Some(place), "{visit}");
        assert!(
            from_slice::<T>(visit.to_string().as_bytes()).is_ok(),
            "{visit}"
        );
    }
    let right = json!({ "at": at, "day": "2026-01-31", "moments": [at], "until": "2026-01-31" });
    assert_eq!(refused::<T>(&right), None);
}

#[test]
fn bodies_hold_to_rfc_3339() {
    use bindery_goldens::{dates_of_jiff, dates_of_time};
    servers_hold_bodies_to_rfc_3339::<dates_of_jiff::types::Visit>(
        "2026-01-31 12:00:00Z",
        "20260131",
    );
    servers_hold_bodies_to_rfc_3339::<dates_of_time::types::Visit>(
        "2026-01-31 12:00:00Z",
        "+2026-01-31",
    );
}

dates!(dates_of_jiff_arrive, dates_of_jiff);
dates!(dates_of_time_arrive, dates_of_time);
