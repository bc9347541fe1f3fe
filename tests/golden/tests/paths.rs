//! Paths as they are found: each operation reaches its own handler, with what stands in the path.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::paths::Client;
use bindery_goldens::paths::operations::*;
use bindery_goldens::paths::server::{Api, Context, Failure, router};

struct Named;

/// Handlers that answer their own name and what they were given.
macro_rules! handlers {
    ($($name:ident($request:ident $(, $field:ident)*) -> $error:ident;)*) => {
        impl Api for Named {
            $(async fn $name(&self, _: Context<()>, request: $request) -> Result<String, Failure<$error>> {
                let _ = &request;
                let given: &[&str] = &[stringify!($name) $(, &request.$field)*];
                Ok(given.join(" "))
            })*
        }
    };
}

handlers! {
    me(MeRequest) -> MeError;
    user(UserRequest, id) -> UserError;
    pets(PetsRequest, user_id) -> PetsError;
    user_json(UserJsonRequest, id) -> UserJsonError;
    verb(VerbRequest, id, verb) -> VerbError;
    compare(CompareRequest, id, other) -> CompareError;
    joined(JoinedRequest, id, other) -> JoinedError;
    trailing(TrailingRequest) -> TrailingError;
    double(DoubleRequest) -> DoubleError;
    start(StartRequest) -> StartError;
    stop(StopRequest) -> StopError;
    search(SearchRequest, kind) -> SearchError;
    details(DetailsRequest, id) -> DetailsError;
    lists(ListsRequest, id) -> ListsError;
    maybe(MaybeRequest, id) -> MaybeError;
    literals(LiteralsRequest) -> LiteralsError;
    unbalanced(UnbalancedRequest) -> UnbalancedError;
    twice(TwiceRequest, id) -> TwiceError;
    undeclared(UndeclaredRequest, declares) -> UndeclaredError;
    same(SameRequest, id) -> SameError;
    same_again(SameAgainRequest, other) -> SameAgainError;
}

#[tokio::test]
async fn each_operation_reaches_its_own_handler() {
    let client = Client::builder("http://a.test")
        .transport(router(Named))
        .build()
        .unwrap();
    macro_rules! assert_reaches {
        ($($call:expr => $answer:literal;)*) => {
            $(assert_eq!(*$call.send().await.unwrap(), $answer);)*
        };
    }
    assert_reaches! {
        client.me() => "me";
        client.user("you/#?") => "user you/#?";
        client.pets("é") => "pets é";
        client.user_json("a.b") => "user_json a.b";
        client.verb("a", "undo") => "verb a undo";
        client.compare("main", "a/b") => "compare main a/b";
        client.joined("ab", "c") => "joined ab c";
        client.trailing() => "trailing";
        client.double() => "double";
        client.start() => "start";
        client.stop() => "stop";
        client.search("cats & dogs") => "search cats & dogs";
        client.details("1") => "details 1";
        client.lists("1").page(2) => "lists 1";
        client.maybe("1") => "maybe 1";
        client.literals() => "literals";
        client.unbalanced() => "unbalanced";
        client.twice("1") => "twice 1";
        client.undeclared("x") => "undeclared x";
        client.same("1") => "same 1";
        // A request can't tell it from the one before, which stands first.
        client.same_again("1") => "same 1";
    }
}
