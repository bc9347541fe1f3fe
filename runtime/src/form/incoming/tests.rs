use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{StreamExt, stream};

use super::gate::LONGEST_HEAD;
use super::*;

const TYPE: &str = "multipart/form-data; boundary=b";

const ROOM: Room = Room {
    fields: 9,
    files: 9,
};

/// Reads a form whose bytes come in pieces of that many.
async fn read_in(pieces: usize, memory: usize, body: &str) -> Result<Vec<Part>, Fault> {
    let room = Room {
        fields: memory,
        files: memory,
    };
    let pieces: Vec<_> = (body.as_bytes().chunks(pieces))
        .map(|piece| Ok::<_, BodyError>(Bytes::copy_from_slice(piece)))
        .collect();
    // Some wait, as a connection would have them do.
    let pieces = stream::iter(pieces)
        .enumerate()
        .then(async |(index, piece)| {
            if index % 3 == 1 {
                tokio::task::yield_now().await;
            }
            piece
        });
    read(TYPE, pieces, room).await
}

fn part(head: &str, content: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"p\"{head}\r\n\r\n{content}\r\n")
}

fn whole(parts: &[String]) -> String {
    format!("before\r\n{}--b--\r\nbehind", parts.concat())
}

#[tokio::test]
async fn parts_come_whole_however_they_are_cut() {
    let long = "\r\n--a\r".repeat(400);
    let body = whole(&[
        part("", "field"),
        part("; filename=\"f\"", &long),
        part("; filename=\"f\"", ""),
        part(
            "\r\nContent-Type: application/octet-stream\r\nX-A: 1",
            "bytes",
        ),
        part("; filename=\"f\"", "small"),
    ]);
    for (pieces, memory) in [(1, 1400), (7, 1400), (64, 4000), (100_000, 1400)] {
        let parts = read_in(pieces, memory, &body).await.unwrap();
        let in_memory: Vec<bool> = parts
            .iter()
            .map(|it| it.body.as_bytes().is_some())
            .collect();
        assert_eq!(
            in_memory,
            [true, memory == 4000, true, true, true],
            "{pieces}"
        );
        assert_eq!(parts[3].headers["x-a"], "1");
        let mut contents = Vec::new();
        for part in parts {
            contents.push(part.body.collect(10_000).await.unwrap());
        }
        assert_eq!(contents, ["field", &long, "", "bytes", "small"]);
    }
}

#[tokio::test]
async fn what_has_no_place_is_refused_or_put_aside() {
    let field = [part("", &"x".repeat(800))];
    assert!(read_in(100, 1100, &whole(&field)).await.is_ok());
    let refused = read_in(100, 1000, &whole(&field)).await;
    assert!(
        matches!(
            refused,
            Err(Fault {
                cause: Cause::TooManyFields,
                ..
            })
        ),
        "{refused:?}"
    );
    // Parts that hold nothing take memory too.
    let empty = vec![part("; filename=\"f\"", ""); 5];
    let refused = read_in(100, 1000, &whole(&empty)).await;
    assert!(
        matches!(
            refused,
            Err(Fault {
                cause: Cause::TooManyFields,
                ..
            })
        ),
        "{refused:?}"
    );
    let named = [part(&format!("; filename=\"{}\"", "n".repeat(1000)), "")];
    let refused = read_in(100, 1000, &whole(&named)).await;
    assert!(
        matches!(
            refused,
            Err(Fault {
                cause: Cause::TooManyFields,
                ..
            })
        ),
        "{refused:?}"
    );
    // Two files fit by themselves, but not both.
    let files = vec![part("; filename=\"f\"", &"x".repeat(600)); 2];
    let parts = read_in(100, 1000, &whole(&files)).await.unwrap();
    assert!(parts[0].body.as_bytes().is_some() && parts[1].body.as_bytes().is_none());
    assert_eq!(parts[1].body.length(), Some(600));
}

#[tokio::test]
async fn what_breaks_off_or_has_no_end_is_refused() {
    let body = whole(&[part("; filename=\"f\"", "text"), part("", "field")]);
    for end in [0, 5, 10, 60, body.len() - 20] {
        let broken = read_in(9, 4000, &body[..end]).await;
        assert!(
            matches!(
                broken,
                Err(Fault {
                    cause: Cause::Broken(_),
                    ..
                })
            ),
            "{end}: {broken:?}"
        );
    }
    let long = "x".repeat(LONGEST_HEAD + 100);
    for body in [
        long.clone(),
        format!("--b\r\nX-Long: {long}"),
        format!("--b{}", " ".repeat(100_000)),
    ] {
        match read_in(4096, 1 << 20, &body).await {
            Err(Fault {
                cause: Cause::Broken(message),
                ..
            }) => assert!(message.contains("head of a part"), "{message}"),
            other => panic!("{other:?}"),
        }
    }
    let nameless = "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--".to_owned();
    assert!(matches!(
        read_in(9, 4000, &nameless).await,
        Err(Fault {
            cause: Cause::Broken(_),
            ..
        })
    ));
    let empty = stream::empty::<Result<Bytes, BodyError>>();
    assert!(matches!(
        read("multipart/form-data", empty, ROOM).await,
        Err(Fault {
            cause: Cause::Broken(_),
            ..
        })
    ));
}

#[tokio::test]
async fn no_more_is_asked_for_than_is_put_away() {
    // A caller who is always ready, and what has been asked of them each time a file grows.
    let given = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&given);
    let head = part("; filename=\"f\"", "");
    let head = Bytes::from(head.trim_end().to_owned() + "\r\n\r\n");
    let pieces = stream::iter(std::iter::once(head).chain(vec![Bytes::from(vec![0; 1000]); 100]))
        .map(move |piece| {
            counter.fetch_add(1, Ordering::Relaxed);
            Ok::<_, BodyError>(piece)
        });
    let gate = Arc::new(Gate::default());
    let mut multipart = Multipart::new(gate::behind(&gate, pieces), "b");
    let mut field = gate.pass(multipart.next_field()).await.unwrap().unwrap();
    let mut asked = Vec::new();
    for _ in 0..10 {
        gate.pass(field.chunk()).await.unwrap().unwrap();
        asked.push(given.load(Ordering::Relaxed));
    }
    assert_eq!(asked, (2..12).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_fault_names_the_part_that_was_being_read() {
    let body = whole(&[part("", "field"), part("; filename=\"f\"", "file")]);
    let start = body.find("file\r\n--b--").unwrap();
    for (end, name) in [(start + 2, Some("p")), (start - 20, None)] {
        let fault = read_in(9, 4000, &body[..end]).await.unwrap_err();
        assert_eq!(fault.part.as_deref(), name, "{fault:?}");
    }
    let cut = Bytes::copy_from_slice(&body.as_bytes()[..start + 2]);
    let pieces = stream::iter([Ok(cut), Err(BodyError::TooLarge { limit: 7 })]);
    let room = Room {
        fields: 4000,
        files: 4000,
    };
    let fault = read(TYPE, pieces, room).await.unwrap_err();
    assert_eq!(fault.part.as_deref(), Some("p"));
    assert!(matches!(
        fault.cause,
        Cause::Body(BodyError::TooLarge { limit: 7 })
    ));
}
