//! Types that are made of themselves, from a generated client to its generated server and back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::collections::BTreeMap;

use bindery_goldens::recursion::Client;
use bindery_goldens::recursion::operations::{
    GetTreeError, GetTreeRequest, PutListsError, PutListsRequest,
};
use bindery_goldens::recursion::server::{self, Context, Failure};
use bindery_goldens::recursion::types::*;
use bindery_runtime::serde_json::{self, json};
use bindery_runtime::wire::from_slice;

/// Answers with what it was sent, once it has seen that the parameter is that of the test.
struct Echo;

impl server::Api for Echo {
    async fn get_tree(
        &self,
        _: Context<()>,
        _: GetTreeRequest,
    ) -> Result<Tree, Failure<GetTreeError>> {
        Ok(Tree::new("root"))
    }

    async fn put_lists(
        &self,
        _: Context<()>,
        request: PutListsRequest,
    ) -> Result<Lists, Failure<PutListsError>> {
        assert_eq!(request.like, Some(nested()));
        Ok(request.body)
    }
}

/// `[[],[[]]]`.
fn nested() -> Nested {
    let empty = Nested::default();
    Nested(vec![empty.clone(), vec![empty].into()])
}

fn lists() -> Lists {
    let odd: Odd = BTreeMap::from([("a".to_owned(), Even::default())]);
    Lists {
        nested: Some(nested()),
        folder: Some(Some(Folder::from(BTreeMap::from([
            ("empty".to_owned(), Some(Folder::default())),
            ("none".to_owned(), None),
        ])))),
        even: Some(Even(vec![odd.clone()])),
        odd: Some(odd),
        other: Some(nested()),
    }
}

#[tokio::test]
async fn lists_of_themselves_travel_both_ways() {
    let client = Client::builder("http://localhost")
        .transport(server::router(Echo))
        .build()
        .unwrap();
    let answer = client
        .put_lists(&lists())
        .like(nested())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.into_inner(), lists());
}

#[test]
fn they_stand_in_json_as_what_they_hold() {
    assert_eq!(
        serde_json::to_value(lists()).unwrap(),
        json!({
            "nested": [[], [[]]],
            "folder": { "empty": {}, "none": null },
            "even": [{ "a": [] }],
            "odd": { "a": [] },
            "other": [[], [[]]],
        })
    );
    assert_eq!(nested().len(), 2);
}

#[test]
fn an_error_says_how_deep_it_stands() {
    let error = from_slice::<Lists>(br#"{"nested": [[], [[], 1]]}"#).unwrap_err();
    assert_eq!(error.pointer, "/nested/1/1");
}
