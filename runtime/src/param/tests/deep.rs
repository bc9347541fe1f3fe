//! Objects whose keys stand in brackets (OpenAPI's `deepObject`), both ways.

use super::super::encode::Fault;
use super::super::escape::Escape;
use super::super::{Shape, Style, Value, decode, encode};
use super::styles::{query, write};
use super::text;

#[test]
fn deep_object() {
    let nested = Value::Object(vec![
        ("role".into(), text("a b")),
        (
            "name".into(),
            Value::Object(vec![("first".into(), text("Alex"))]),
        ),
        ("tags".into(), Value::List(vec![text("x"), text("y")])),
    ]);
    let written = "id%5Brole%5D=a%20b&id%5Bname%5D%5Bfirst%5D=Alex&id%5Btags%5D=x&id%5Btags%5D=y";
    query(Style::DeepObject, true, "id", &nested, written);

    let read = |written| {
        decode::query(
            Style::DeepObject,
            true,
            Shape::Map,
            "id",
            &decode::pairs(written),
        )
    };
    assert_eq!(
        read("id[role]=a+b"),
        Ok(Value::Object(vec![("role".into(), text("a b"))]))
    );
    assert_eq!(read("id=1&identity[a]=2"), Ok(Value::Absent));
    assert!(read("id[a]=1&id[a][b]=2").is_err());
    assert!(read("id[a][b]=1&id[a]=2").is_err());
    assert!(read("id[a=1").is_err());
    assert!(read(&format!("id{}=1", "[a]".repeat(1000))).is_err());
}

#[test]
fn deep_objects_hold_lists_of_anything() {
    let item = |name: &str| Value::Object(vec![("price".into(), text(name))]);
    let items = Value::Object(vec![(
        "items".into(),
        Value::List(vec![item("a"), item("b")]),
    )]);
    let write = |value: &Value| write(Style::DeepObject, true, "x", value);
    let read = |written: &str, shape| {
        decode::query(Style::DeepObject, true, shape, "x", &decode::pairs(written)).unwrap()
    };
    let written = "x%5Bitems%5D%5B0%5D%5Bprice%5D=a&x%5Bitems%5D%5B1%5D%5Bprice%5D=b";
    assert_eq!(write(&items), written);
    let members = read(written, Shape::Map).into_object().unwrap();
    let list = members[0].1.clone().into_list().unwrap();
    assert_eq!(list, [item("a"), item("b")]);
    // At the top, and as others write it.
    let top = Value::List(vec![item("a")]);
    assert_eq!(write(&top), "x%5B0%5D%5Bprice%5D=a");
    assert_eq!(
        read(&write(&top), Shape::List).into_list().unwrap(),
        [item("a")]
    );
    for written in ["x=a&x=b", "x[]=a&x[]=b", "x[1]=b&x[0]=a"] {
        let list = read(written, Shape::List).into_list().unwrap();
        assert_eq!(list, [text("a"), text("b")], "{written}");
    }
    assert_eq!(read("x=a", Shape::AnyOf(&["price"])), text("a"));
}

#[test]
fn keys_stand_between_brackets_only_if_they_are_read_back() {
    let member = |key: &str| Value::Object(vec![(key.to_owned(), text("1"))]);
    let inside = |key: &str| Value::Object(vec![("a".to_owned(), member(key))]);
    let write =
        |value: &Value| encode::write(Style::DeepObject, true, Escape::Reserved, "x", value);
    for key in ["a", "]", "[a", "a]", "[]", "a[b]", " ", "0"] {
        for value in [member(key), inside(key)] {
            let written = write(&value).unwrap().unwrap();
            let pairs = decode::pairs(&written);
            let read = decode::query(Style::DeepObject, true, Shape::Map, "x", &pairs);
            assert_eq!(read, Ok(value), "{written}");
        }
    }
    for key in ["", "[", "a[", "a][b"] {
        for value in [member(key), inside(key)] {
            assert!(matches!(write(&value), Err(Fault::Refused(_))), "{key}");
        }
    }
    let pairs = decode::pairs("x[a]=1&x[]=2");
    for shape in [Shape::Map, Shape::Object(&["a"])] {
        let error = decode::query(Style::DeepObject, true, shape, "x", &pairs).unwrap_err();
        assert_eq!(error.to_string(), "is misformed: `x[]` says no key");
    }
}
