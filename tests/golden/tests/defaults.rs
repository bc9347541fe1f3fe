//! A server takes defaults for what a request leaves out; a client sends and reads only what is there.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::defaults::Client;
use bindery_goldens::defaults::operations::{
    ChangeSearchError, ChangeSearchRequest, MergeSearchError, MergeSearchRequest, SearchError,
    SearchRequest,
};
use bindery_goldens::defaults::server::{self, Context, Failure};
use bindery_goldens::defaults::types::*;
use bindery_runtime::serde_json;

/// Answers with what the request came to, and shows its parameters in it.
struct Echo;

impl server::Api for Echo {
    async fn search(
        &self,
        _: Context<()>,
        request: SearchRequest,
    ) -> Result<Search, Failure<SearchError>> {
        let shown = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            request.limit, request.sort, request.tags, request.x_trace, request.wrong
        );
        Ok(Search {
            must: shown,
            ..request.body
        })
    }

    async fn change_search(
        &self,
        _: Context<()>,
        request: ChangeSearchRequest,
    ) -> Result<Search, Failure<ChangeSearchError>> {
        Ok(Search {
            must: format!("{:?}", request.limit),
            ..request.body
        })
    }

    async fn merge_search(
        &self,
        _: Context<()>,
        request: MergeSearchRequest,
    ) -> Result<Search, Failure<MergeSearchError>> {
        Ok(request.body)
    }
}

fn client() -> Client {
    Client::builder("http://localhost")
        .transport(server::router(Echo))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_server_fills_in_what_is_left_out() {
    let body = Search {
        pages: Some(vec![Page::default()]),
        ..Search::new("")
    };
    let answer = client().search(&body).send().await.unwrap().into_inner();
    assert_eq!(
        answer,
        Search {
            must: r#"Some(25) Some(Asc) Some(["a", "b"]) Some(true) None"#.to_owned(),
            text: Some("all".to_owned()),
            sort: Some(Sort::Asc),
            maybe: Some(Some(3)),
            nothing: None,
            page: Some(Page { size: Some(20) }),
            pages: Some(vec![Page { size: Some(10) }]),
        }
    );
}

#[tokio::test]
async fn a_server_leaves_what_is_there() {
    let body = Search {
        text: Some("some".to_owned()),
        sort: Some(Sort::Desc),
        maybe: Some(None),
        page: Some(Page { size: Some(1) }),
        ..Search::new("")
    };
    let call = client();
    let call = call.search(&body).limit(1).sort(Sort::Desc).x_trace(false);
    let answer = call
        .tags(vec!["c".to_owned()])
        .send()
        .await
        .unwrap()
        .into_inner();
    let must = r#"Some(1) Some(Desc) Some(["c"]) Some(false) None"#.to_owned();
    assert_eq!(answer, Search { must, ..body });
}

#[tokio::test]
async fn a_change_says_nothing_of_what_is_left_out() {
    let change = Search {
        pages: Some(vec![Page::default()]),
        ..Search::new("x")
    };
    let answer = client().change_search(&change).send().await.unwrap();
    let filled = Search {
        must: "Some(25)".to_owned(),
        ..change.clone()
    };
    assert_eq!(answer.into_inner(), filled, "parameters are no change");
    let answer = client().merge_search(&change).send().await.unwrap();
    assert_eq!(answer.into_inner(), change);
}

#[test]
fn elsewhere_nothing_is_filled_in() {
    let read: Search = serde_json::from_str(r#"{"must":"x"}"#).unwrap();
    assert_eq!(read, Search::new("x"));
}
