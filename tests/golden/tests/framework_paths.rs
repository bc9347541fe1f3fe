//! Parameters that are marked as frameworks mark them: each is sent and taken under its own name and type.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::framework_paths::Client;
use bindery_goldens::framework_paths::operations::*;
use bindery_goldens::framework_paths::server::{Api, Context, Failure, router};

struct Named;

/// Handlers that answer their own name and what they were given.
macro_rules! handlers {
    ($($name:ident($request:ident) -> $error:ident;)*) => {
        impl Api for Named {
            $(async fn $name(&self, _: Context<()>, request: $request) -> Result<String, Failure<$error>> {
                Ok(format!("{} {}", request.id, request.shelf))
            })*

            async fn none(&self, _: Context<()>, _: NoneRequest) -> Result<String, Failure<NoneError>> {
                Ok("none".to_owned())
            }
        }
    };
}

handlers! {
    patterns(PatternsRequest) -> PatternsError;
    colons(ColonsRequest) -> ColonsError;
    rest(RestRequest) -> RestError;
    dots(DotsRequest) -> DotsError;
}

#[tokio::test]
async fn each_parameter_travels() {
    let client = Client::builder("http://a.test")
        .transport(router(Named))
        .build()
        .unwrap();
    assert_eq!(*client.patterns(1, "a/b").send().await.unwrap(), "1 a/b");
    assert_eq!(*client.colons(2, "a").send().await.unwrap(), "2 a");
    assert_eq!(*client.rest(3, "a/b").send().await.unwrap(), "3 a/b");
    assert_eq!(*client.dots(4, "a").send().await.unwrap(), "4 a");
    assert_eq!(*client.none().send().await.unwrap(), "none");
}
