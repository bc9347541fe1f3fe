use std::collections::BTreeMap;

use bytes::Bytes;
use futures_util::{FutureExt, stream};
use serde_json::{Value, json};

use super::incoming::{self, Room};
use super::{FormStyle, failure, multipart, urlencoded};
use crate::File;
use crate::stream::Body;
use crate::wire::{self, ByType, DecodeFailure, Variant, from_textual};

/// Reads a form in parts that is there as a whole.
fn decode_whole<T: serde::de::DeserializeOwned>(
    content_type: &str,
    body: &Bytes,
) -> Result<T, DecodeFailure> {
    let pieces = stream::iter([Ok(body.clone())]);
    let room = Room {
        fields: 10_000,
        files: 10_000,
    };
    let parts = incoming::read(content_type, pieces, room).now_or_never();
    let parts = parts
        .unwrap()
        .map_err(|it| failure("", &format!("{it:?}")))?;
    multipart::decode(&[], &parts, from_textual)
}

fn encoded(styles: &[(&str, FormStyle)], form: Value) -> String {
    urlencoded::encode(styles, &form).unwrap()
}

#[test]
fn fields_are_written_by_their_style() {
    let list = json!({ "a": ["1,2", "3 4"] });
    for (style, written) in [
        (None, "a=1%2C2&a=3%204"),
        (Some(FormStyle::Commas), "a=1%2C2,3%204"),
        (Some(FormStyle::Pipes), "a=1%2C2%7C3%204"),
        (Some(FormStyle::Brackets), "a%5B0%5D=1%2C2&a%5B1%5D=3%204"),
        (Some(FormStyle::Json), "a=%5B%221%2C2%22%2C%223%204%22%5D"),
    ] {
        let styles: Vec<_> = style.into_iter().map(|style| ("a", style)).collect();
        assert_eq!(encoded(&styles, list.clone()), written);
        let read = urlencoded::decode(&styles, written.as_bytes()).unwrap();
        let read: BTreeMap<String, Vec<String>> = from_textual(&read).unwrap();
        assert_eq!(read["a"], ["1,2", "3 4"], "{written}");
    }
    let nested = json!({ "a": { "b": [{ "c": 1 }], "d&": null, "e": true }, "f": 2.5, "g": null });
    assert_eq!(
        encoded(&[("a", FormStyle::Brackets)], nested),
        "a%5Bb%5D%5B0%5D%5Bc%5D=1&a%5Be%5D=true&f=2.5"
    );
}

#[test]
fn scalars_are_read_as_the_type_asks() {
    let read = urlencoded::decode(&[], b"x=1&y=2&y=3&z=true&w=a+b%21").unwrap();
    assert_eq!(
        read,
        json!({ "x": "1", "y": ["2", "3"], "z": "true", "w": "a b!" })
    );
    let numbers: BTreeMap<String, Vec<f64>> =
        from_textual(&urlencoded::decode(&[], b"x=1&y=2&y=3").unwrap()).unwrap();
    assert_eq!(numbers["x"], [1.0]);
    assert_eq!(numbers["y"], [2.0, 3.0]);
    let failure = from_textual::<BTreeMap<String, i64>>(&json!({ "x": "one" })).unwrap_err();
    assert_eq!(failure.pointer, "/x");
}

#[test]
fn brackets_make_objects_and_lists() {
    let styles = [("a", FormStyle::Brackets)];
    let read = urlencoded::decode(&styles, b"a[b]=1&a[b]=2&a[c][]=3&b[c]=4").unwrap();
    assert_eq!(
        read,
        json!({ "a": { "b": ["1", "2"], "c": { "": "3" } }, "b[c]": "4" })
    );
    let deep = format!("a{}=1", "[b]".repeat(40));
    assert!(urlencoded::decode(&styles, deep.as_bytes()).is_err());
    assert!(urlencoded::decode(&styles, b"a=1&a[b]=2").is_err());
}

#[tokio::test]
async fn files_go_out_in_pieces_and_come_back() {
    let pieces = stream::iter([Ok::<_, std::io::Error>("one "), Ok("two")]);
    let file = File::new(Body::stream(pieces))
        .named("a \"b\".txt")
        .of_type("text/x");
    let form = BTreeMap::from([("x\r\n".to_owned(), vec![file, File::from("three")])]);
    let (content_type, body) = multipart::encode("multipart/form-data", &[], &form).unwrap();
    assert!(body.as_bytes().is_none());
    let body = body.collect(1 << 20).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert!(
        text.contains("name=\"x%0D%0A\"; filename=\"a %22b%22.txt\"\r\nContent-Type: text/x\r\n\r\none two\r\n"),
        "{text}"
    );
    let read: BTreeMap<String, Vec<File>> = decode_whole(&content_type, &body).unwrap();
    let files = read.values().next().unwrap();
    assert_eq!(files[0].bytes().unwrap(), "one two");
    assert_eq!(files[1].bytes().unwrap(), "three");
    assert_eq!(files[1].content_type(), Some("application/octet-stream"));
}

#[test]
fn what_is_no_multipart_is_refused() {
    let body = Bytes::from_static(b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n");
    for (content_type, body) in [
        ("multipart/form-data", &body),
        ("multipart/form-data; boundary=x", &body),
        (
            "multipart/form-data; boundary=x",
            &Bytes::from_static(b"nothing"),
        ),
        ("multipart/form-data; boundary=x", &Bytes::new()),
    ] {
        let read = decode_whole::<BTreeMap<String, String>>(content_type, body);
        assert!(read.is_err(), "{content_type} {body:?}");
    }
}

/// A form of two uploaded files, one of text, and a text that looks like a mark.
fn read_parts<T: serde::de::DeserializeOwned>(second: &'static [u8]) -> Result<T, DecodeFailure> {
    let head = b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\none\r\n\
                 --x\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\r\n\r\n";
    let tail =
        b"\r\n--x\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\0file:0\r\n--x--\r\n";
    let body = [head.as_slice(), second, tail].concat();
    let content_type = "multipart/form-data; boundary=x";
    decode_whole(content_type, &body.into())
}

#[test]
fn a_file_for_a_free_field_is_its_text() {
    let read: BTreeMap<String, Value> = read_parts(b"two").unwrap();
    assert_eq!(
        json!(read),
        json!({ "a": "one", "b": "two", "c": "\0file:0" })
    );
    let failure = read_parts::<BTreeMap<String, Value>>(b"\xff").unwrap_err();
    assert_eq!(failure.pointer, "/b");
    assert_eq!(failure.message, "expected text, found a file that is none");
    assert!(read_parts::<BTreeMap<String, serde::de::IgnoredAny>>(b"\xff").is_ok());
}

/// A union of which one alternative is a file, another any text.
#[derive(Debug, PartialEq)]
enum Upload {
    File(File),
    Number(i64),
    Any(Value),
}

impl<'de> serde::Deserialize<'de> for Upload {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read_by_type(deserializer)
    }
}

impl<'de> ByType<'de> for Upload {
    const EXPECTED: &'static str = "a string or an object";

    fn string<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Variant::read(deserializer)?
            .first_fit()
            .attempt("Number", Self::Number)
            .attempt("File", Self::File)
            .end()
    }

    fn object<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read_variant(deserializer, Self::Any)
    }
}

#[test]
fn unions_take_files_and_show_no_marks() {
    let read: BTreeMap<String, Upload> = read_parts(b"\xff").unwrap();
    let Upload::File(file) = &read["b"] else {
        panic!("{read:?}");
    };
    assert_eq!(file.bytes().unwrap(), b"\xff".as_slice());
    assert_eq!(read["c"], Upload::File(File::from("\0file:0".to_owned())));
    let Upload::Any(whole) = read_parts(b"two").unwrap() else {
        panic!("the form is an object");
    };
    assert_eq!(whole["b"], "two");
}

#[test]
fn a_text_that_looks_like_a_mark_goes_out_as_text() {
    let form = json!({ "a": ["\0file:0"], "b": { "c": "\0file:0" } });
    let (_, body) = multipart::encode("multipart/form-data", &[], &form).unwrap();
    let body = body.as_bytes().unwrap().to_vec();
    let text = String::from_utf8(body).unwrap();
    assert!(text.contains("\r\n\r\n\0file:0\r\n"), "{text}");
    assert!(text.contains("{\"c\":\"\\u0000file:0\"}"), "{text}");
}

#[test]
fn what_is_wrong_in_a_document_is_told_with_its_place() {
    type Lists = BTreeMap<String, BTreeMap<String, Vec<i64>>>;
    let form = json!({ "a": r#"{"b":[1,"x"],"c":{}}"#, "d": r#"{"e":[1,2]}"#, "f": "{" });
    let failure = from_textual::<Lists>(&form).unwrap_err();
    assert_eq!(failure.pointer, "/a/b/1");
    let failures = wire::from_textual_all::<Lists>(&form).unwrap_err().failures;
    let places: Vec<_> = failures.into_iter().map(|it| it.pointer).collect();
    assert_eq!(places, ["/a/b/1", "/a/c", "/f"]);
}
