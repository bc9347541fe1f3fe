//! Parameters and headers whose alternatives a discriminator tells apart: they are the one that it names, whatever else would
//! fit, in every style and at both ends.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::collections::BTreeMap;

use bindery_goldens::told_parameters::client::Client;
use bindery_goldens::told_parameters::operations::{
    GetPetError, GetPetRequest, GetPetsError, GetPetsOkHeaders, GetPetsRequest,
};
use bindery_goldens::told_parameters::server::{self, Context, Failure};
use bindery_goldens::told_parameters::types::{Cat, Dog, Fish, Open, Pet, Pets, Word};
use bindery_runtime::WithHeaders;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::Error;
use bindery_runtime::http::Request;
use bindery_runtime::serde_json::{self, Value};
use tower::ServiceExt;

/// Answers the pets that it is sent.
struct Echo;

impl server::Api for Echo {
    async fn get_pets(
        &self,
        _: Context<()>,
        request: GetPetsRequest,
    ) -> Result<WithHeaders<Pets, GetPetsOkHeaders>, Failure<GetPetsError>> {
        let headers = GetPetsOkHeaders {
            x_pet: request.x_pet.clone(),
        };
        let body = Pets {
            spread: request.spread,
            listed: request.listed,
            deep: request.deep,
            json: request.json,
            many: request.many,
            open: request.open,
            word: request.word,
            header: request.x_pet,
            spread_header: request.x_spread,
        };
        Ok(WithHeaders::new(body, headers))
    }

    async fn get_pet(
        &self,
        _: Context<()>,
        request: GetPetRequest,
    ) -> Result<Pet, Failure<GetPetError>> {
        Ok(request.pet)
    }
}

fn client() -> Client {
    Client::builder("http://pets.example")
        .transport(server::router(Echo))
        .validate_requests(true)
        .build()
        .unwrap()
}

/// A dog that has nothing that a cat couldn't have.
fn dog() -> Dog {
    Dog {
        name: Some("Rex".to_owned()),
        ..Dog::new("dog")
    }
}

fn fish() -> Fish {
    Fish {
        name: Some("Ann".to_owned()),
        additional_properties: BTreeMap::from([("water".to_owned(), "salt".to_owned())]),
    }
}

#[tokio::test]
async fn each_alternative_travels_as_itself_in_every_style() {
    let client = client();
    for pet in [
        Pet::Cat(Cat::new("cat")),
        Pet::Dog(dog()),
        Pet::Fish(fish()),
    ] {
        let sent = client
            .get_pets()
            .spread(pet.clone())
            .listed(pet.clone())
            .deep(pet.clone())
            .json(pet.clone())
            .many(vec![pet.clone(), Pet::Dog(dog()), pet.clone()])
            .x_pet(pet.clone())
            .x_spread(pet.clone());
        let answer = sent.send().await.unwrap();
        assert_eq!(answer.headers.x_pet, Some(pet.clone()));
        let answered = Pets {
            spread: Some(pet.clone()),
            listed: Some(pet.clone()),
            deep: Some(pet.clone()),
            json: Some(pet.clone()),
            many: Some(vec![pet.clone(), Pet::Dog(dog()), pet.clone()]),
            header: Some(pet.clone()),
            spread_header: Some(pet.clone()),
            ..Pets::default()
        };
        assert_eq!(answer.into_inner().body, answered);
        let answer = client.get_pet(pet.clone()).send().await.unwrap();
        assert_eq!(answer.into_inner(), pet);
    }
}

#[tokio::test]
async fn what_has_no_known_tag_is_the_alternative_that_the_description_says() {
    let client = client();
    let other = Dog::new("wolf");
    for (open, word) in [
        (Open::Cat(Cat::new("cat")), Word::String("dog".to_owned())),
        (Open::Dog(other), Word::Dog(dog())),
    ] {
        let sent = client.get_pets().open(open.clone()).word(word.clone());
        let answered = sent.send().await.unwrap().into_inner().body;
        assert_eq!((answered.open, answered.word), (Some(open), Some(word)));
    }
}

/// The status, and of each violation its place, its rule and what is said of it.
async fn answer(query: &str, headers: &[(&str, &str)]) -> (u16, Vec<String>) {
    let mut request = Request::get(format!("/pets?{query}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let reply = server::router(Echo).oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let text = |error: &Value, key: &str| error[key].as_str().unwrap_or_default().to_owned();
    let told = errors.iter().map(|it| {
        let (place, rule) = (text(it, "parameter"), text(it, "rule"));
        format!("{place} {rule}: {}", text(it, "detail"))
    });
    (status, told.collect())
}

#[tokio::test]
async fn a_tag_that_names_no_alternative_is_refused() {
    let unknown = "`kind` is \"bird\", which is none of `cat`, `dog`, `Fish`";
    for query in [
        "kind=bird&name=Rex",
        "listed=kind,bird,name,Rex",
        "deep[kind]=bird",
        "many={%22kind%22:%22bird%22}",
        "json={%22kind%22:%22bird%22}",
    ] {
        let (_, told) = answer(query, &[]).await;
        assert_eq!(told.len(), 1, "{query}: {told:?}");
        assert!(told[0].ends_with(unknown), "{query}: {told:?}");
    }
    let headers = [("X-Pet", "kind,bird"), ("X-Spread", "kind=bird")];
    let (_, told) = answer("", &headers).await;
    assert_eq!(
        told,
        ["X-Pet", "X-Spread"].map(|name| format!("{name} enum: {unknown}"))
    );
    let (_, told) = answer("word[kind]=bird", &[]).await;
    assert_eq!(
        told,
        ["word enum: `kind` is \"bird\", which is none of `cat`, `dog`"]
    );
}

#[tokio::test]
async fn a_tag_must_be_there_once() {
    for (query, message) in [
        (
            "deep[name]=Rex",
            "deep required: `kind` is required, but missing",
        ),
        (
            "deep[kind]=cat&deep[kind]=dog",
            "deep type: /kind: tells the type and must be a single value",
        ),
        (
            "listed=kind,cat,kind,dog",
            "listed syntax: /kind: is given more than once",
        ),
        (
            "word[name]=Rex",
            "word required: `kind` is required, but missing",
        ),
    ] {
        assert_eq!(answer(query, &[]).await.1, [message]);
    }
}

/// What the alternative that a tag names can't be, no other is tried for.
#[tokio::test]
async fn no_other_alternative_than_that_of_the_tag_is_tried() {
    for (query, answered) in [
        (
            "deep[kind]=cat&deep[lives]=many",
            (400, "deep type: /lives: `many` is not a whole number"),
        ),
        (
            "deep[kind]=cat&deep[lives]=10",
            (422, "deep maximum: /lives: must be at most 9"),
        ),
        (
            "word=elephant",
            (422, "word maxLength: must have at most 5 characters"),
        ),
    ] {
        let (status, told) = answer(query, &[]).await;
        assert_eq!((status, told), (answered.0, vec![answered.1.to_owned()]));
    }
    assert_eq!(answer("deep[kind]=dog&deep[lives]=many", &[]).await.0, 200);
}

#[tokio::test]
async fn an_additional_property_that_would_be_the_tag_is_not_sent() {
    let mut fish = fish();
    let kind = ("kind".to_owned(), "cat".to_owned());
    fish.additional_properties.extend([kind]);
    let sent = client().get_pets().deep(Pet::Fish(fish)).send().await;
    assert!(matches!(sent, Err(Error::InvalidRequest(_))), "{sent:?}");
}
