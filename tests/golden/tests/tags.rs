//! A tag's operations can be served without those of the others.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::tags::operations::*;
use bindery_goldens::tags::server::{
    Cats, Context, DogsPuppies, Failure, cats_routes, dogs_puppies_routes, routes,
};
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::Body;
use bindery_runtime::http::Request;
use tower::ServiceExt;

struct OnlyCats;

impl Cats for OnlyCats {
    async fn list_cats(
        &self,
        _: Context<()>,
        _: ListCatsRequest,
    ) -> Result<(), Failure<ListCatsError>> {
        Ok(())
    }
}

struct OnlyDogs;

impl DogsPuppies for OnlyDogs {
    async fn list_dogs(
        &self,
        _: Context<()>,
        _: ListDogsRequest,
    ) -> Result<(), Failure<ListDogsError>> {
        Ok(())
    }
}

async fn status(router: &Router, path: &str) -> u16 {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    response.status().as_u16()
}

#[tokio::test]
async fn one_tag_is_served_alone() {
    let router = cats_routes(routes(OnlyCats)).builder().build();
    assert_eq!(status(&router, "/cats").await, 204);
    assert_eq!(status(&router, "/dogs").await, 404);
}

#[tokio::test]
async fn services_of_their_own_serve_tags_together() {
    let dogs = dogs_puppies_routes(routes(OnlyDogs)).builder();
    let router = cats_routes(routes(OnlyCats)).builder().merge(dogs).build();
    assert_eq!(status(&router, "/cats").await, 204);
    assert_eq!(status(&router, "/dogs").await, 204);
    assert_eq!(status(&router, "/birds").await, 404);
}
