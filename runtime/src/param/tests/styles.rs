//! The examples of RFC 6570 and OpenAPI, both ways.

use super::super::encode::Fault;
use super::super::escape::Escape;
use super::super::{Shape, Style, Value, decode, encode};
use super::text;

/// RFC 6570, section 3.2: `list`.
fn list() -> Value {
    Value::List(vec![text("red"), text("green"), text("blue")])
}

/// RFC 6570, section 3.2: `keys`.
fn keys() -> Value {
    Value::Object(vec![
        ("semi".to_owned(), text(";")),
        ("dot".to_owned(), text(".")),
        ("comma".to_owned(), text(",")),
    ])
}

pub(super) fn write(style: Style, explode: bool, name: &str, value: &Value) -> String {
    encode::expand(style, explode, Escape::Reserved, name, value)
        .unwrap()
        .unwrap_or_default()
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::List(_) => Shape::List,
        Value::Object(_) => Shape::Map,
        _ => Shape::Primitive,
    }
}

/// Writes a path parameter and reads it back.
fn path(style: Style, explode: bool, name: &str, value: &Value, expected: &str) {
    assert_eq!(write(style, explode, name, value), expected);
    let read = decode::path(style, explode, shape(value), name, expected);
    assert_eq!(read.as_ref(), Ok(value), "{expected}");
}

/// Writes a query parameter and reads it back.
pub(super) fn query(style: Style, explode: bool, name: &str, value: &Value, expected: &str) {
    assert_eq!(write(style, explode, name, value), expected);
    let read = decode::query(style, explode, shape(value), name, &decode::pairs(expected));
    assert_eq!(read.as_ref(), Ok(value), "{expected}");
}

#[test]
fn simple() {
    path(Style::Simple, false, "", &text("value"), "value");
    path(
        Style::Simple,
        false,
        "",
        &text("Hello World!"),
        "Hello%20World%21",
    );
    path(Style::Simple, false, "", &text("/foo/bar"), "%2Ffoo%2Fbar");
    path(Style::Simple, false, "", &text("50%"), "50%25");
    path(Style::Simple, false, "", &list(), "red,green,blue");
    path(Style::Simple, true, "", &list(), "red,green,blue");
    path(
        Style::Simple,
        false,
        "",
        &keys(),
        "semi,%3B,dot,.,comma,%2C",
    );
    path(Style::Simple, true, "", &keys(), "semi=%3B,dot=.,comma=%2C");
}

#[test]
fn label() {
    path(Style::Label, false, "", &text("fred"), ".fred");
    path(Style::Label, false, "", &text("50%"), ".50%25");
    path(Style::Label, false, "", &list(), ".red,green,blue");
    path(Style::Label, true, "", &list(), ".red.green.blue");
    path(
        Style::Label,
        false,
        "",
        &keys(),
        ".semi,%3B,dot,.,comma,%2C",
    );
    let expected = ".semi=%3B.dot=..comma=%2C";
    assert_eq!(write(Style::Label, true, "", &keys()), expected);
    let without_dots = Value::Object(vec![("a".into(), text("1")), ("b".into(), text(""))]);
    path(Style::Label, true, "", &without_dots, ".a=1.b=");
    assert!(decode::path(Style::Label, false, Shape::Primitive, "", "fred").is_err());
}

#[test]
fn matrix() {
    path(Style::Matrix, false, "who", &text("fred"), ";who=fred");
    path(Style::Matrix, false, "half", &text("50%"), ";half=50%25");
    path(Style::Matrix, false, "empty", &text(""), ";empty");
    path(
        Style::Matrix,
        false,
        "list",
        &list(),
        ";list=red,green,blue",
    );
    path(
        Style::Matrix,
        true,
        "list",
        &list(),
        ";list=red;list=green;list=blue",
    );
    path(
        Style::Matrix,
        false,
        "keys",
        &keys(),
        ";keys=semi,%3B,dot,.,comma,%2C",
    );
    path(
        Style::Matrix,
        true,
        "keys",
        &keys(),
        ";semi=%3B;dot=.;comma=%2C",
    );
    for wrong in ["fred", ";whom=fred", ";"] {
        assert!(
            decode::path(Style::Matrix, false, Shape::Primitive, "who", wrong).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn form() {
    query(Style::Form, true, "who", &text("fred"), "who=fred");
    query(Style::Form, true, "half", &text("50%"), "half=50%25");
    query(Style::Form, true, "empty", &text(""), "empty=");
    query(Style::Form, false, "list", &list(), "list=red,green,blue");
    query(
        Style::Form,
        true,
        "list",
        &list(),
        "list=red&list=green&list=blue",
    );
    query(
        Style::Form,
        false,
        "keys",
        &keys(),
        "keys=semi,%3B,dot,.,comma,%2C",
    );
    query(
        Style::Form,
        true,
        "keys",
        &keys(),
        "semi=%3B&dot=.&comma=%2C",
    );
    query(
        Style::Form,
        true,
        "page[size]",
        &text("1"),
        "page%5Bsize%5D=1",
    );
    query(
        Style::Form,
        false,
        "l",
        &Value::List(vec![text("a,b"), text("c d")]),
        "l=a%2Cb,c%20d",
    );
}

#[test]
fn delimited() {
    query(
        Style::SpaceDelimited,
        false,
        "list",
        &list(),
        "list=red%20green%20blue",
    );
    query(
        Style::SpaceDelimited,
        true,
        "list",
        &list(),
        "list=red&list=green&list=blue",
    );
    query(
        Style::PipeDelimited,
        false,
        "list",
        &list(),
        "list=red%7Cgreen%7Cblue",
    );
    query(
        Style::PipeDelimited,
        true,
        "list",
        &list(),
        "list=red&list=green&list=blue",
    );
    let members = Value::Object(vec![("R".into(), text("100")), ("G".into(), text("200"))]);
    query(
        Style::SpaceDelimited,
        false,
        "color",
        &members,
        "color=R%20100%20G%20200",
    );
    query(
        Style::PipeDelimited,
        false,
        "color",
        &members,
        "color=R%7C100%7CG%7C200",
    );
    for written in ["list=red|green|blue", "list=red%7cgreen|blue"] {
        let pairs = decode::pairs(written);
        assert_eq!(
            decode::query(Style::PipeDelimited, false, Shape::List, "list", &pairs),
            Ok(list())
        );
    }
    let pairs = decode::pairs("list=red+green%20blue");
    assert_eq!(
        decode::query(Style::SpaceDelimited, false, Shape::List, "list", &pairs),
        Ok(list())
    );
}

#[test]
fn absent_and_empty() {
    for style in [
        Style::Simple,
        Style::Label,
        Style::Matrix,
        Style::Form,
        Style::DeepObject,
    ] {
        for value in [
            Value::Absent,
            Value::List(Vec::new()),
            Value::Object(Vec::new()),
        ] {
            assert_eq!(
                encode::expand(style, true, Escape::Reserved, "x", &value),
                Ok(None)
            );
        }
    }
    let read = |shape, explode, written| {
        decode::query(Style::Form, explode, shape, "x", &decode::pairs(written)).unwrap()
    };
    assert_eq!(read(Shape::Primitive, true, "y=1&&="), Value::Absent);
    assert_eq!(read(Shape::Primitive, true, "x"), text(""));
    assert_eq!(read(Shape::List, true, ""), Value::Absent);
    assert_eq!(read(Shape::List, false, "x="), Value::List(Vec::new()));
    assert_eq!(read(Shape::List, true, "x="), Value::List(vec![text("")]));
}

#[test]
fn queries_are_decoded_with_care() {
    let read = |written| {
        let pairs = decode::pairs(written);
        decode::query(Style::Form, true, Shape::Primitive, "x y", &pairs)
    };
    assert_eq!(read("a=b&x+y=1+2%2B3&%ff=1"), Ok(text("1 2+3")));
    assert_eq!(read("x%20y=a=b"), Ok(text("a=b")));
    assert!(read("x+y=%ff").is_err());
    assert!(
        read("x+y=1&x+y=2")
            .unwrap_err()
            .to_string()
            .contains("more than once")
    );
}

#[test]
fn reserved_characters_may_be_allowed() {
    let write = |value: &Value, explode| {
        encode::expand(Style::Form, explode, Escape::QueryOnly, "x", value)
            .unwrap()
            .unwrap()
    };
    assert_eq!(
        write(&text("http://a/b?c=d&e#f+g%"), true),
        "x=http://a/b?c%3Dd%26e%23f%2Bg%25"
    );
    let list = Value::List(vec![text("a,b"), text("/")]);
    assert_eq!(write(&list, true), "x=a,b&x=/");
    assert_eq!(write(&list, false), "x=a%2Cb,%2F");
}

#[test]
fn headers_and_cookies() {
    assert_eq!(
        encode::header(false, &text("a, \"b\"/ä")),
        Ok(Some("a, \"b\"/ä".into()))
    );
    assert_eq!(
        encode::header(false, &list()),
        Ok(Some("red,green,blue".into()))
    );
    let members = Value::Object(vec![("R".into(), text("100")), ("G".into(), text("200"))]);
    assert_eq!(
        encode::header(false, &members),
        Ok(Some("R,100,G,200".into()))
    );
    assert_eq!(
        encode::header(true, &members),
        Ok(Some("R=100,G=200".into()))
    );
    assert_eq!(
        decode::header(false, Shape::Primitive, "a, b"),
        Ok(text("a, b"))
    );
    assert_eq!(
        decode::header(false, Shape::List, "red , green,\tblue"),
        Ok(list())
    );
    assert_eq!(
        decode::header(false, Shape::Map, "R,100, G,200"),
        Ok(members.clone())
    );
    assert_eq!(
        decode::header(true, Shape::Map, "R=100, G=200"),
        Ok(members)
    );
    assert!(decode::header(false, Shape::Map, "R,100,G").is_err());
    assert_eq!(decode::cookie(Shape::List, "red,green,blue"), Ok(list()));
    assert_eq!(
        decode::cookie(Shape::Primitive, "a%3Bb+c"),
        Ok(text("a;b+c"))
    );
}

#[test]
fn either_one_or_many() {
    let read = |explode, written| {
        decode::query(
            Style::Form,
            explode,
            Shape::Any,
            "x",
            &decode::pairs(written),
        )
        .unwrap()
    };
    assert_eq!(read(true, "x=1"), text("1"));
    assert_eq!(
        read(true, "x=1&x=2"),
        Value::List(vec![text("1"), text("2")])
    );
    assert_eq!(read(false, "x=1"), text("1"));
    assert_eq!(
        read(false, "x=1,2"),
        Value::List(vec![text("1"), text("2")])
    );
    assert_eq!(read(true, "y=1"), Value::Absent);
}

#[test]
fn what_stands_deeper_is_json() {
    let sorted = || Value::Object(vec![("a".into(), text(",")), ("b".into(), text(""))]);
    let nested = Value::List(vec![
        list(),
        sorted(),
        text("[a]"),
        Value::Literal("7".into()),
    ]);
    let json = r#"[["red","green","blue"],{"a":",","b":""},"[a]",7]"#;
    let parts: Vec<Value> = Value::part(json.to_owned()).into_list().unwrap();
    assert_eq!(parts, nested.clone().into_list().unwrap());
    for style in [Style::Simple, Style::Form, Style::PipeDelimited] {
        for explode in [true, false] {
            let written = encode::expand(style, explode, Escape::Reserved, "x", &nested);
            let written = written.unwrap().unwrap();
            let read = match style {
                Style::Simple => decode::path(style, explode, Shape::List, "x", &written),
                _ => decode::query(style, explode, Shape::List, "x", &decode::pairs(&written)),
            };
            let read = read.unwrap().into_list().unwrap();
            assert_eq!(read[0].clone().into_list(), list().into_list(), "{written}");
            assert_eq!(
                read[1].clone().into_object(),
                sorted().into_object(),
                "{written}"
            );
            assert_eq!(
                read[2].clone().into_text(),
                Ok("[a]".to_owned()),
                "{written}"
            );
        }
    }
    let written = encode::header(false, &nested).unwrap().unwrap();
    assert_eq!(written, json);
    let read = decode::header(false, Shape::List, &written).unwrap();
    assert_eq!(read.into_list().unwrap(), parts);
    let mut deep = list();
    for _ in 0..100 {
        deep = Value::List(vec![deep]);
    }
    for style in [Style::Form, Style::DeepObject] {
        assert_eq!(
            encode::expand(style, true, Escape::Reserved, "x", &deep),
            Err(Fault::Nested)
        );
    }
}

#[test]
fn null_is_no_item_of_a_list() {
    let list = Value::List(vec![text("a"), Value::Absent, text("b")]);
    let member = Value::Object(vec![("a".to_owned(), list.clone())]);
    for (style, explode) in [
        (Style::Simple, false),
        (Style::Label, true),
        (Style::Matrix, true),
        (Style::Form, true),
        (Style::Form, false),
        (Style::PipeDelimited, false),
        (Style::DeepObject, true),
    ] {
        let written = encode::write(style, explode, Escape::Reserved, "x", &list);
        let reason = "an item is null, for which no text stands".to_owned();
        assert_eq!(written, Err(Fault::Refused(reason)), "{style:?}");
    }
    // JSON has a word for it.
    assert_eq!(
        write(Style::Simple, true, "x", &member),
        "a=%5B%22a%22%2Cnull%2C%22b%22%5D"
    );
    let deep = encode::write(Style::DeepObject, true, Escape::Reserved, "x", &member);
    assert!(matches!(deep, Err(Fault::Refused(_))));
}

#[test]
fn either_a_text_or_an_object() {
    const SHAPE: Shape = Shape::AnyOf(&["a", "b"]);
    let members = Value::Object(vec![("a".into(), text("1")), ("b".into(), text("x"))]);
    for style in [Style::Simple, Style::Label, Style::Matrix] {
        for (value, explode) in [(&members, true), (&text("1"), true), (&text("1"), false)] {
            let written = write(style, explode, "x", value);
            let read = decode::path(style, explode, SHAPE, "x", &written).unwrap();
            assert_eq!(read, *value, "{written}");
        }
        let written = write(style, false, "x", &members);
        let read = decode::path(style, false, SHAPE, "x", &written).unwrap();
        assert_eq!(
            read.into_object(),
            members.clone().into_object(),
            "{written}"
        );
    }
    for value in [&members, &list(), &text("1")] {
        let written = write(Style::Form, true, "x", value);
        let read = decode::query(Style::Form, true, SHAPE, "x", &decode::pairs(&written)).unwrap();
        assert_eq!(read, *value, "{written}");
    }
}

/// Whether a value is written at all, in a style that is or isn't spread.
fn is_written(style: Style, explode: bool, value: &Value) -> bool {
    encode::write(style, explode, Escape::Reserved, "a", value).is_ok()
}

#[test]
fn what_would_be_read_as_more_parts_is_not_written() {
    let list = |items: &[&str]| Value::List(items.iter().map(|item| text(item)).collect());
    let object = |key: &str, value: &str| Value::Object(vec![(key.to_owned(), text(value))]);
    for (style, item) in [
        (Style::PipeDelimited, "a|b"),
        (Style::SpaceDelimited, "a b"),
    ] {
        assert!(!is_written(style, false, &list(&[item, "c"])), "{item}");
        assert!(!is_written(style, false, &object(item, "c")), "{item}");
        assert!(!is_written(style, false, &object("c", item)), "{item}");
        query(
            style,
            true,
            "a",
            &list(&[item, "c"]),
            &match style {
                Style::PipeDelimited => "a=a%7Cb&a=c".to_owned(),
                _ => "a=a%20b&a=c".to_owned(),
            },
        );
    }
    query(
        Style::PipeDelimited,
        false,
        "a",
        &list(&["a b", "c,d"]),
        "a=a%20b%7Cc%2Cd",
    );
    query(
        Style::Form,
        false,
        "a",
        &list(&["a,b", "c|d"]),
        "a=a%2Cb,c%7Cd",
    );
    assert!(!is_written(Style::Label, true, &list(&["1.5", "2"])));
    path(Style::Label, false, "", &list(&["1.5", "2"]), ".1.5,2");
    let is_header = |explode, value: &Value| encode::header(explode, value).is_ok();
    assert!(is_header(false, &list(&["a", "c d"])));
    assert!(!is_header(false, &list(&["a,b", "c"])));
    assert!(!is_header(false, &object("a", "b,c")));
    assert!(!is_header(true, &object("a", "b,c")));
    assert!(!is_header(true, &object("a=b", "c")));
    assert!(is_header(true, &object("a", "b=c")));
    assert!(is_header(false, &text("a,b")));
}

#[test]
fn one_empty_item_is_only_written_behind_a_name() {
    let one = Value::List(vec![text("")]);
    for style in [Style::Form, Style::SpaceDelimited, Style::PipeDelimited] {
        assert!(!is_written(style, false, &one), "{style:?}");
        query(style, true, "a", &one, "a=");
    }
    for style in [Style::Simple, Style::Label] {
        assert!(!is_written(style, false, &one), "{style:?}");
        assert!(!is_written(style, true, &one), "{style:?}");
    }
    assert!(!is_written(Style::Matrix, false, &one));
    path(Style::Matrix, true, "a", &one, ";a");
    assert!(encode::header(false, &one).is_err());
    let two = Value::List(vec![text(""), text("")]);
    query(Style::Form, false, "a", &two, "a=,");
}
