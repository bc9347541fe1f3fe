//! A schema that several values of a discriminator choose keeps the one it came with.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::several_tags::client::Client;
use bindery_goldens::several_tags::operations::{EchoError, EchoRequest};
use bindery_goldens::several_tags::server::{self, Api, Context, Failure};
use bindery_goldens::several_tags::types::{Contact, Hall, Head, Member, Person, Room, School};
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::wire::{Strictness, from_slice};

struct Echo;

impl Api for Echo {
    async fn echo(
        &self,
        _: Context<()>,
        request: EchoRequest,
    ) -> Result<School, Failure<EchoError>> {
        Ok(request.body)
    }
}

fn members() -> [Value; 9] {
    [
        json!({ "member": { "role": "student", "name": "Ann" } }),
        json!({ "member": { "role": "teacher", "name": "Ann" } }),
        json!({ "member": { "role": "person", "vat": "1" } }),
        json!({ "contact": "Ann" }),
        json!({ "contact": { "relation": "guardian", "name": "Ann" } }),
        json!({ "head": { "rank": "first", "name": "Ann" } }),
        json!({ "head": { "rank": "deputy", "name": "Ann" } }),
        json!({ "room": { "kind": "canteen", "seats": 9 } }),
        json!({ "room": { "kind": "laboratory", "gas": true } }),
    ]
}

#[tokio::test]
async fn what_came_in_goes_out() {
    let client = Client::builder("http://localhost")
        .transport(server::router(Echo))
        .build()
        .unwrap();
    for member in members() {
        let text = member.to_string();
        let read: School = Strictness::Strict
            .scope(|| from_slice(text.as_bytes()))
            .unwrap();
        let answer = client.echo(&read).send().await.unwrap().into_inner();
        assert_eq!(answer, read);
        assert_eq!(serde_json::to_value(&answer).unwrap(), member);
    }
}

#[test]
fn each_value_without_a_place_has_a_variant() {
    let school = School {
        member: Some(Member::Teacher(Person::new("Ann"))),
        contact: Some(Contact::Guardian(Person::new("Bob"))),
        head: Some(Head::Deputy(Person::new("Eve"))),
        room: Some(Room::Hall(Hall::new("canteen"))),
    };
    let written = json!({
        "member": { "role": "teacher", "name": "Ann" },
        "contact": { "relation": "guardian", "name": "Bob" },
        "head": { "rank": "deputy", "name": "Eve" },
        "room": { "kind": "canteen" },
    });
    assert_eq!(serde_json::to_value(&school).unwrap(), written);
}
