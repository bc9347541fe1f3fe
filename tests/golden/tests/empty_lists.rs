//! Lists that are empty, or hold what is or null, and keys of all kinds: they arrive as they are, or aren't sent where that
//! can't be said.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::collections::BTreeMap;

use bindery_goldens::empty_lists::client::Client;
use bindery_goldens::empty_lists::operations::*;
use bindery_goldens::empty_lists::server::{self, Context, Failure};
use bindery_goldens::empty_lists::types::{Filter, Lists, Parts};
use bindery_runtime::client::Error;

/// Answers the lists that it is sent; where it is sent a filter alone, in the query, that filter; words, or keys and their
/// values, as those that are needed.
struct Echo;

impl server::Api for Echo {
    async fn send_lists(
        &self,
        _: Context<()>,
        request: SendListsRequest,
    ) -> Result<SendListsResponse, Failure<SendListsError>> {
        let keys = request.keys.map(|keys| {
            let pairs = keys
                .into_iter()
                .map(|(key, value)| format!("{key}={value}"));
            pairs.collect()
        });
        let words = request.words.or(keys);
        let asked = request.filter.is_some() || words.is_some() || request.gaps.is_some();
        let of_query = asked.then(|| Lists {
            needed: words.unwrap_or_else(|| texts(&["none"])),
            gaps: request.gaps,
            filter: request.filter,
            ..Lists::new(Vec::new())
        });
        Ok(match request.body.or(of_query) {
            Some(lists) => SendListsResponse::Ok(lists),
            None => SendListsResponse::NoContent,
        })
    }

    async fn send_parts(
        &self,
        _: Context<()>,
        request: SendPartsRequest,
    ) -> Result<(), Failure<SendPartsError>> {
        let names = &request.body.names;
        let is_right = !names.is_empty() && request.body.spare.is_none();
        is_right
            .then_some(())
            .ok_or_else(|| Failure::internal("other parts were sent"))
    }
}

fn client() -> Client {
    let client = Client::builder("http://test.invalid").transport(server::router(Echo));
    client.build().unwrap()
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn rows(list: &[&[&str]]) -> Option<Vec<Vec<String>>> {
    Some(list.iter().map(|row| texts(row)).collect())
}

fn gaps(list: &[Option<&str>]) -> Option<Vec<Option<String>>> {
    Some(list.iter().map(|text| text.map(str::to_owned)).collect())
}

fn is_refused<T: std::fmt::Debug, E: std::fmt::Debug>(sent: &Result<T, Error<E>>) -> bool {
    is_refused_as(sent, "looks like none")
}

fn is_refused_as<T, E>(sent: &Result<T, Error<E>>, reason: &str) -> bool {
    let Err(Error::InvalidRequest(request)) = sent else {
        return false;
    };
    request.to_string().contains(reason)
}

#[tokio::test]
async fn fields_of_forms() {
    let some = Lists::new(texts(&["a"]));
    let filter = |ids: &[&str]| Some(Filter::new(texts(ids)));
    for lists in [
        Lists::new(texts(&[""])),
        Lists {
            shown: Some(Vec::new()),
            ..some.clone()
        },
        Lists {
            shown: gaps(&[Some("a"), None, Some("b")]),
            gaps: gaps(&[Some("a"), Some("")]),
            ..some.clone()
        },
        Lists {
            filter: filter(&[""]),
            ..some.clone()
        },
        Lists {
            rows: rows(&[&["a", ""], &[""]]),
            ..some.clone()
        },
    ] {
        let sent = client().send_lists().body(&lists).send().await.unwrap();
        assert_eq!(sent.into_inner(), SendListsResponse::Ok(lists));
    }
    for lists in [
        Lists::new(Vec::new()),
        Lists {
            filter: filter(&[]),
            ..some.clone()
        },
        Lists {
            rows: rows(&[&["a"], &[], &["b"]]),
            ..some.clone()
        },
        Lists {
            rows: rows(&[&[]]),
            ..some.clone()
        },
    ] {
        let sent = client().send_lists().body(&lists).send().await;
        assert!(is_refused(&sent), "{lists:?}: {sent:?}");
    }
    // What need not be there is as good as absent.
    let spare = Lists {
        spare: Some(Vec::new()),
        ..some.clone()
    };
    let sent = client().send_lists().body(&spare).send().await.unwrap();
    assert_eq!(sent.into_inner(), SendListsResponse::Ok(some));
}

#[tokio::test]
async fn parts() {
    let sent = client().send_parts(&Parts::new(Vec::new())).send().await;
    assert!(is_refused(&sent), "{sent:?}");
    let parts = Parts {
        spare: Some(Vec::new()),
        ..Parts::new(texts(&[""]))
    };
    client().send_parts(&parts).send().await.unwrap();
}

#[tokio::test]
async fn deep_objects() {
    let some = Filter::new(texts(&["a"]));
    for filter in [
        Filter::new(texts(&[""])),
        Filter::new(texts(&["", ""])),
        Filter {
            rows: rows(&[&[""], &["b", ""]]),
            ..some.clone()
        },
    ] {
        let sent = client()
            .send_lists()
            .filter(filter.clone())
            .send()
            .await
            .unwrap();
        let SendListsResponse::Ok(lists) = sent.into_inner() else {
            unreachable!("a filter was sent");
        };
        assert_eq!(lists.filter, Some(filter));
    }
    for filter in [
        Filter::new(Vec::new()),
        Filter {
            rows: rows(&[&["a"], &[], &["b"]]),
            ..some.clone()
        },
        Filter {
            rows: rows(&[&[]]),
            ..some.clone()
        },
    ] {
        let sent = client().send_lists().filter(filter.clone()).send().await;
        assert!(is_refused(&sent), "{filter:?}: {sent:?}");
    }
    let words = texts(&[""]);
    let sent = client()
        .send_lists()
        .words(words.clone())
        .send()
        .await
        .unwrap();
    let expected = Lists::new(words);
    assert_eq!(sent.into_inner(), SendListsResponse::Ok(expected));
}

/// Only JSON has a word for it.
#[tokio::test]
async fn null_among_the_items_of_a_list() {
    let (null, client) = ("an item is null", client());
    for list in [
        gaps(&[Some("a"), None, Some("b")]),
        gaps(&[None, Some("a")]),
        gaps(&[None]),
    ] {
        let sent = client.send_lists().gaps(list.clone().unwrap());
        let sent = sent.send().await;
        assert!(is_refused_as(&sent, null), "{sent:?}");
        let lists = Lists {
            gaps: list.clone(),
            ..Lists::new(texts(&["a"]))
        };
        let sent = client.send_lists().body(&lists).send().await;
        assert!(is_refused_as(&sent, null), "{sent:?}");
        let parts = Parts {
            gaps: list,
            ..Parts::new(texts(&["a"]))
        };
        let sent = client.send_parts(&parts).send().await;
        assert!(is_refused_as(&sent, null), "{sent:?}");
    }
    let sent = client
        .send_lists()
        .gaps(gaps(&[Some("a"), Some("")]).unwrap());
    let SendListsResponse::Ok(lists) = sent.send().await.unwrap().into_inner() else {
        unreachable!("a list was sent");
    };
    assert_eq!(lists.gaps, gaps(&[Some("a"), Some("")]));
}

#[tokio::test]
async fn keys_between_brackets() {
    let client = client();
    let keys = |keys: &[&str]| {
        let pairs = keys.iter().map(|key| ((*key).to_owned(), "x".to_owned()));
        pairs.collect::<BTreeMap<_, _>>()
    };
    let sent = client.send_lists().keys(keys(&["0", "[]", "a", "a[b]"]));
    let SendListsResponse::Ok(lists) = sent.send().await.unwrap().into_inner() else {
        unreachable!("keys were sent");
    };
    assert_eq!(lists.needed, texts(&["0=x", "[]=x", "a=x", "a[b]=x"]));
    for key in ["", "a[", "a][b"] {
        let sent = client.send_lists().keys(keys(&["a", key])).send().await;
        assert!(
            is_refused_as(&sent, "can't stand between brackets"),
            "{sent:?}"
        );
    }
}
