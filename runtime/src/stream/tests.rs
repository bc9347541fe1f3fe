use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::{Body, BodyError, Event, Events, ItemError, Lines, TextEvents};
use crate::wire::Strictness;

/// A body in pieces of that many bytes.
fn pieces(text: &str, size: usize) -> Body {
    let pieces: Vec<_> = text
        .as_bytes()
        .chunks(size)
        .map(Bytes::copy_from_slice)
        .collect();
    Body::stream(stream::iter(pieces).map(Ok::<_, BodyError>))
}

async fn text(body: Body) -> String {
    let bytes = body.collect(usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn a_stream_is_read_once_and_bytes_are_read_again() {
    let streamed = pieces("abcdef", 4);
    assert_eq!(streamed.clone(), streamed);
    assert_ne!(streamed, pieces("abcdef", 4));
    assert_eq!(text(streamed.clone()).await, "abcdef");
    assert!(matches!(streamed.collect(9).await, Err(BodyError::Taken)));
    let whole = Body::from("abc");
    assert_eq!(whole, Body::from("abc"));
    for _ in 0..2 {
        let got: Vec<_> = whole.clone().map(Result::unwrap).collect().await;
        assert_eq!(got, ["abc"]);
    }
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let limit = |body: Body| async { body.collect(5).await.map(|bytes| bytes.len()) };
    assert!(matches!(limit(pieces("abcde", 2)).await, Ok(5)));
    let too_large = limit(pieces("abcdef", 2)).await;
    assert!(matches!(too_large, Err(BodyError::TooLarge { limit: 5 })));
    let too_large = limit(Body::from("abcdef")).await;
    assert!(matches!(too_large, Err(BodyError::TooLarge { limit: 5 })));
}

#[tokio::test]
async fn a_body_tells_why_it_broke_off() {
    let broken = stream::iter([Ok("a"), Err("the disk is full")]);
    let error = Body::stream(broken).collect(9).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the disk is full");
}

#[tokio::test]
async fn lines_are_cut_wherever_the_pieces_end() {
    let document = "{\"a\":1}\r\n\n [2]\n\"three\"";
    for size in 1..document.len() {
        let lines = Lines::<Value>::decode(
            "application/jsonl",
            pieces(document, size),
            Strictness::Lenient,
        );
        let items: Vec<_> = lines.unwrap().map(Result::unwrap).collect().await;
        assert_eq!(items, [json!({"a": 1}), json!([2]), json!("three")]);
    }
}

#[tokio::test]
async fn a_line_that_cannot_be_read_does_not_end_the_stream() {
    let body = Body::from("1\nx\n300\n4\n");
    let lines = Lines::<u8>::decode("application/x-ndjson", body, Strictness::Lenient).unwrap();
    let items: Vec<_> = lines.collect().await;
    assert!(matches!(items[0], Ok(1)) && matches!(items[3], Ok(4)));
    assert!(matches!(&items[1], Err(ItemError::Decode { text, .. }) if text == "x"));
    assert!(items[2].is_err() && items.len() == 4);
}

#[tokio::test]
async fn lines_are_written_as_their_media_type_says() {
    let lines = || Lines::new(stream::iter([1, 2]));
    assert_eq!(
        text(lines().encode("application/jsonl").unwrap()).await,
        "1\n2\n"
    );
    let sequence = "application/json-seq; charset=utf-8";
    let written = text(lines().encode(sequence).unwrap()).await;
    assert_eq!(written, "\u{1e}1\n\u{1e}2\n");
    let read = Lines::<u8>::decode(sequence, pieces(&written, 3), Strictness::Strict).unwrap();
    let read: Vec<_> = read.map(Result::unwrap).collect().await;
    assert_eq!(read, [1, 2]);
    let sent = lines();
    assert!(sent.encode("a").is_ok());
    assert!(matches!(sent.encode("a"), Err(BodyError::Taken)));
}

#[tokio::test]
async fn events_are_read_as_the_standard_says() {
    let document = "\u{feff}: hello\nevent: add\rdata: a\r\ndata:b\nid: 7\nretry: 10\n\n\
                    event: lost\n\ndata\n\nid\ndata:  c\n\ndata: unfinished";
    let expected = [
        Event {
            event: Some("add".to_owned()),
            id: Some("7".to_owned()),
            retry: Some(Duration::from_millis(10)),
            data: "a\nb".to_owned(),
        },
        Event {
            id: Some("7".to_owned()),
            ..Event::new(String::new())
        },
        Event::new(" c".to_owned()),
    ];
    for size in 1..document.len() {
        let events = TextEvents::decode_text(pieces(document, size)).unwrap();
        let events: Vec<_> = events.map(Result::unwrap).collect().await;
        assert_eq!(events, expected, "pieces of {size}");
    }
}

#[tokio::test]
async fn events_come_back_as_they_were_sent() {
    let sent = vec![
        Event {
            event: Some("added".to_owned()),
            id: Some("1".to_owned()),
            retry: Some(Duration::from_secs(3)),
            data: json!({"a": "b\nc"}),
        },
        Event {
            id: Some("1".to_owned()),
            ..Event::new(json!(null))
        },
    ];
    let body = Events::new(stream::iter(sent.clone())).encode().unwrap();
    let read = Events::<Value>::decode(body, Strictness::Strict).unwrap();
    let read: Vec<_> = read.map(Result::unwrap).collect().await;
    assert_eq!(read, sent);
    let body = TextEvents::of_data(stream::iter(["a\r\nb\rc".to_owned()])).encode_text();
    let read = TextEvents::decode_text(body.unwrap()).unwrap();
    let read: Vec<_> = read.map(|event| event.unwrap().data).collect().await;
    assert_eq!(read, ["a\nb\nc"]);
}

#[tokio::test]
async fn an_event_that_never_ends_ends_the_stream() {
    let line = format!("data: {}\n", "x".repeat(1 << 20));
    let lines = stream::repeat_with(move || Ok::<_, String>(line.clone()));
    let first = stream::iter(["data: a\n\n".to_owned()].map(Ok));
    let mut events = TextEvents::decode_text(Body::stream(first.chain(lines))).unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(
        matches!(error, ItemError::Body(BodyError::TooLarge { .. })),
        "{error}"
    );
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_event_that_cannot_be_read_holds_its_text() {
    let body = Body::from("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n");
    let events = Events::<u8>::decode(body, Strictness::Lenient).unwrap();
    let events: Vec<_> = events.collect().await;
    assert!(matches!(&events[1], Err(ItemError::Decode { text, .. }) if text == "[DONE]"));
    assert_eq!(events[2].as_ref().unwrap().data, 2);
}
