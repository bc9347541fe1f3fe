//! Types that a description names travel as their own serde impls have it, and are checked by these.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;

use bindery_goldens::rust_types::Client;
use bindery_goldens::rust_types::operations::{PutHostError, PutHostRequest};
use bindery_goldens::rust_types::server::{self, Context, Failure};
use bindery_goldens::rust_types::types::{Host, HostVia};
use bindery_runtime::serde_json::{self, json};
use bindery_runtime::wire::from_slice;

/// Answers what it was sent.
struct Echo;

impl server::Api for Echo {
    async fn put_host(
        &self,
        _: Context<()>,
        request: PutHostRequest,
    ) -> Result<Host, Failure<PutHostError>> {
        assert_eq!(request.id, "a1");
        assert_eq!(request.near.as_deref(), Some("::1"));
        Ok(request.body)
    }
}

#[tokio::test]
async fn both_ends_have_the_type() {
    let host = Host {
        others: Some(vec![Ipv4Addr::LOCALHOST]),
        gateway: Some(Some(Ipv6Addr::LOCALHOST)),
        owner: Some(PathBuf::from("/home/a")),
        via: Some(HostVia::String("a name".to_owned())),
        ..Host::new(uuid::Uuid::nil(), IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)))
    };
    let written = json!({
        "id": "00000000-0000-0000-0000-000000000000",
        "address": "10.0.0.1",
        "others": ["127.0.0.1"],
        "gateway": "::1",
        "owner": "/home/a",
        "via": "a name",
    });
    assert_eq!(serde_json::to_value(&host).unwrap(), written);
    let client = Client::builder("http://test.invalid")
        .transport(server::router(Echo))
        .build()
        .unwrap();
    let answer = client.put_host("a1", &host).near("::1").send().await;
    assert_eq!(answer.unwrap().into_inner(), host);
}

#[test]
fn what_the_type_refuses_is_refused() {
    let id = "00000000-0000-0000-0000-000000000000";
    let refused = |host: serde_json::Value| {
        let refused = from_slice::<Host>(host.to_string().as_bytes()).unwrap_err();
        (refused.rule, refused.message)
    };
    let (rule, message) = refused(json!({ "id": id, "address": "10.0.0" }));
    assert!(message.contains("IP address"), "{message}");
    // Its error doesn't say that it is about the value of a string.
    assert_eq!(rule, "type");
    let (rule, _) = refused(json!({ "id": "a1", "address": "10.0.0.1" }));
    assert_eq!(rule, "format");
}
