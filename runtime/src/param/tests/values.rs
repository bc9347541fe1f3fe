//! The types of parameters: what they read and write, and what they say of what they are not.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::super::{
    ListReader, ObjectReader, ObjectWriter, Parameter, ParameterError, Tagged, Trial, Value, tagged,
};
use super::text;
use crate::base64::Base64;
use crate::wire::Strictness;

/// Reads a value from one text.
fn read<T: Parameter>(written: &str) -> Result<T, String> {
    T::from_value(text(written)).map_err(|error| error.to_string())
}

#[test]
fn scalars_read_what_they_write() {
    fn both<T: Parameter + PartialEq + std::fmt::Debug>(value: T, written: &str) {
        assert_eq!(value.to_value(), text(written));
        assert_eq!(T::from_value(text(written)), Ok(value));
    }
    both(true, "true");
    both(-128_i8, "-128");
    both(u64::MAX, "18446744073709551615");
    both(0.1_f64, "0.1");
    both(1e21_f64, "1000000000000000000000");
    both("a".to_owned(), "a");
    both(NaiveDate::from_ymd_opt(2026, 1, 31).unwrap(), "2026-01-31");
    both(
        uuid::Uuid::from_u128(7),
        "00000000-0000-0000-0000-000000000007",
    );
    both(crate::Base64::from(&b"hi"[..]), "aGk=");
    both(Box::new(7_u8), "7");
    let instant = DateTime::<Utc>::from_timestamp(1_769_860_800, 500_000_000).unwrap();
    both(instant, "2026-01-31T12:00:00.500Z");
    assert_eq!(
        read::<DateTime<Utc>>("2026-01-31T13:00:00.5+01:00"),
        Ok(instant)
    );
}

#[test]
fn scalars_say_what_is_wrong() {
    let wrong =
        |error: Result<(), String>, message: &str| assert_eq!(error, Err(message.to_owned()));
    wrong(read::<i64>("abc").map(drop), "`abc` is not a whole number");
    wrong(read::<i64>("").map(drop), "`` is not a whole number");
    wrong(read::<i64>("+1").map(drop), "`+1` is not a whole number");
    wrong(read::<i64>("1.0").map(drop), "`1.0` is not a whole number");
    wrong(
        read::<u8>("-1").map(drop),
        "`-1` is out of range: expected 0 to 255",
    );
    wrong(
        read::<i8>("128").map(drop),
        "`128` is out of range: expected -128 to 127",
    );
    wrong(read::<f32>("NaN").map(drop), "`NaN` is not a number");
    wrong(
        read::<bool>("yes").map(drop),
        "`yes` is neither `true` nor `false`",
    );
    wrong(read::<uuid::Uuid>("7").map(drop), "`7` is not a UUID");
    wrong(
        read::<NaiveDate>("31.1.2026").map(drop),
        "`31.1.2026` is not a date such as `2026-01-31`",
    );
    wrong(read::<crate::Base64>("?").map(drop), "`?` is not base64");
    assert!(
        read::<DateTime<Utc>>("2026-01-31")
            .unwrap_err()
            .contains("2026-01-31T12:00:00Z")
    );
    let missing = i64::from_value(Value::Absent).unwrap_err();
    assert!(missing.is_missing());
    assert_eq!(Option::<i64>::from_value(Value::Absent), Ok(None));
}

#[test]
fn what_can_be_read_breaks_other_rules_than_the_type() {
    fn rule<T: Parameter>(text: &str) -> &'static str {
        let read = Strictness::Strict.scope(|| T::from_value(super::text(text)));
        read.map_or_else(|error| error.rule(), |_| "none")
    }
    assert_eq!(rule::<i64>("abc"), "type");
    assert_eq!(rule::<i64>("9223372036854775808"), "type");
    assert_eq!(rule::<i32>("2147483648"), "format");
    assert_eq!(rule::<u8>("-1"), "format");
    assert_eq!(rule::<u64>("-1"), "minimum");
    assert_eq!(rule::<u64>("18446744073709551616"), "type");
    assert_eq!(rule::<f64>("x"), "type");
    assert_eq!(rule::<bool>("1"), "type");
    assert_eq!(rule::<NaiveDate>("2026-2-3"), "format");
    assert_eq!(rule::<DateTime<Utc>>("2026-01-31"), "format");
    assert_eq!(rule::<Uuid>("7"), "format");
    assert_eq!(rule::<Base64>("aGk"), "format");
    assert_eq!(rule::<Vec<NaiveDate>>("2026-2-3"), "format");
}

#[test]
fn collections_name_the_part_that_is_wrong() {
    let numbers = Value::List(vec![text("x"), text("1"), text("y")]);
    assert_eq!(
        Vec::<i64>::from_value(numbers).unwrap_err().to_string(),
        "/0: `x` is not a whole number; /2: `y` is not a whole number"
    );
    let map = Value::Object(vec![
        ("a/b".into(), text("x")),
        ("c".into(), Value::List(vec![text("1"), text("y")])),
        ("d".into(), Value::Absent),
    ]);
    assert_eq!(
        BTreeMap::<String, Vec<u8>>::from_value(map)
            .unwrap_err()
            .to_string(),
        "/a~1b/0: `x` is not a whole number; /c/1: `y` is not a whole number; `d` is required, but missing"
    );
    let many = Value::List(vec![text("x"); 1000]);
    let error = Vec::<i64>::from_value(many).unwrap_err();
    assert_eq!(error.into_faults().len(), 100);
}

#[test]
fn objects_are_put_together_and_taken_apart() {
    let rest = BTreeMap::from([("c".to_owned(), 3_u8)]);
    let value = ObjectWriter::new()
        .field("a", &1_u8)
        .field("b", &None::<u8>)
        .rest(&rest)
        .end();
    assert_eq!(
        value,
        Value::Object(vec![("a".into(), text("1")), ("c".into(), text("3"))])
    );

    let mut reader = ObjectReader::new(value.clone()).unwrap();
    assert_eq!(reader.field("a"), Ok(1_u8));
    assert_eq!(reader.field("b"), Ok(None::<u8>));
    assert_eq!(reader.rest(), Ok(rest));

    let strict =
        |reader: ObjectReader| crate::wire::Strictness::Strict.scope(|| reader.deny_unknown());
    assert!(
        ObjectReader::new(value.clone())
            .unwrap()
            .deny_unknown()
            .is_ok()
    );
    let mut reader = ObjectReader::new(value.clone()).unwrap();
    assert!(reader.field::<u8>("x").is_err() && reader.field::<bool>("a").is_err());
    assert_eq!(
        strict(reader).unwrap_err().to_string(),
        "`x` is required, but missing; /a: `1` is neither `true` nor `false`; `c` is none of the object's keys"
    );
    let mut reader = ObjectReader::new(value).unwrap();
    assert!(reader.field::<bool>("a").is_err());
    assert_eq!(
        reader.rest::<bool>().unwrap_err().to_string(),
        "/a: `1` is neither `true` nor `false`; /c: `3` is neither `true` nor `false`"
    );

    let twice = Value::Object(vec![("a".into(), text("1")), ("a".into(), text("2"))]);
    let mut reader = ObjectReader::new(twice).unwrap();
    assert!(reader.field::<u8>("a").is_err());
    assert_eq!(
        reader.end().unwrap_err().to_string(),
        "/a: is given more than once"
    );
}

#[test]
fn a_key_comes_once() {
    let members = ["b", "a", "b", "a", "b", "c"];
    let members = members.map(|key| (key.to_owned(), text("1")));
    let object = Value::Object(members.into());
    let told = "/a: is given more than once; /b: is given more than once";
    let map = BTreeMap::<String, u8>::from_value(object.clone());
    assert_eq!(map.unwrap_err().to_string(), told);
    let free = serde_json::Value::from_value(object.clone());
    assert_eq!(free.unwrap_err().to_string(), told);
    let rest = ObjectReader::new(object).unwrap().rest::<u8>();
    assert_eq!(rest.unwrap_err().to_string(), told);
}

#[test]
fn lists_tell_all_items_that_are_wrong() {
    let mut reader = ListReader::new(Value::List(vec![text("x"), text("1"), text("y")])).unwrap();
    assert!(reader.item::<u8>().is_err());
    assert_eq!(reader.item(), Ok(1_u8));
    assert!(reader.rest::<u8>().is_err() && reader.item::<u8>().is_err());
    assert_eq!(
        reader.end().unwrap_err().to_string(),
        "/0: `x` is not a whole number; /2: `y` is not a whole number; item 4 is required, but missing"
    );
}

#[test]
fn objects_that_have_a_tag_are_told_from_other_values() {
    let object = |keys: &[&str]| {
        let members = keys.iter().map(|key| ((*key).to_owned(), text("a")));
        Value::Object(members.collect())
    };
    let list = |texts: &[&str]| Value::List(texts.iter().map(|it| text(it)).collect());
    let packed = |text: &str| Value::Packed(text.to_owned());
    for value in [
        object(&["name", "kind"]),
        list(&["name", "a", "kind", "a"]),
        packed(r#"{"name": "a", "kind": "a"}"#),
    ] {
        let sifted = Tagged::sift(value, "kind").unwrap();
        assert_eq!(sifted.tag("kind"), Ok("a"));
        let left: BTreeMap<String, String> = sifted.without("kind").into_variant(|it| it).unwrap();
        assert_eq!(left.keys().collect::<Vec<_>>(), ["name"]);
    }
    for other in [
        Value::Absent,
        text("kind"),
        object(&["0", "1"]),
        list(&["kind"]),
        list(&["name", "kind"]),
        packed(r#"{"name": "a"}"#),
        packed("[1]"),
        packed("{"),
    ] {
        assert_eq!(Tagged::sift(other.clone(), "kind").unwrap_err(), other);
    }
    let twice = Tagged::new(object(&["kind", "kind"])).unwrap();
    assert_eq!(twice.optional_tag("kind"), None);
    assert_eq!(
        twice.tag("kind").unwrap_err().to_string(),
        "/kind: is given more than once"
    );
    let map = BTreeMap::from([("name".to_owned(), "a".to_owned())]);
    assert_eq!(tagged("kind", "a", &map), object(&["kind", "name"]));
    assert!(matches!(tagged("name", "a", &map), Value::Refused(_)));
}

#[test]
fn unions_take_the_first_that_fits() {
    #[derive(Debug, PartialEq)]
    enum Either {
        Number(u8),
        Flag(bool),
    }
    let read = |value| {
        Trial::first_fit(value)
            .attempt("Number", Either::Number)
            .attempt("Flag", Either::Flag)
            .end()
    };
    assert_eq!(read(text("7")), Ok(Either::Number(7)));
    assert_eq!(read(text("true")), Ok(Either::Flag(true)));
    assert_eq!(read(Value::Absent), Err(ParameterError::missing()));
    let error = read(text("x")).unwrap_err().to_string();
    assert!(
        error.contains("not `Number`: `x`") && error.contains("not `Flag`: `x`"),
        "{error}"
    );
}

#[test]
fn exactly_one_of_those_that_take_a_text_for_the_same_must_fit() {
    #[derive(Debug, PartialEq)]
    enum One {
        Small(u8),
        Number(f64),
        Text(String),
    }
    let read = |value| {
        Trial::exactly_one(value)
            .attempt("Small", One::Small)
            .attempt("Number", One::Number)
            .attempt("Text", One::Text)
            .end()
    };
    let strictly = |value| crate::wire::Strictness::Strict.scope(|| read(value));
    assert_eq!(strictly(text("7.5")), Ok(One::Number(7.5)));
    assert_eq!(strictly(text("x")), Ok(One::Text("x".to_owned())));
    let error = strictly(text("7")).unwrap_err();
    assert_eq!(error.rule(), "oneOf");
    assert_eq!(
        error.to_string(),
        "exactly one alternative must fit, but `Small` and `Number` do"
    );
    assert_eq!(read(text("7")), Ok(One::Small(7)));
}

#[test]
fn an_enum_leaves_a_text_to_the_type_that_knows_it() {
    #[derive(Clone, Debug, PartialEq)]
    enum Color {
        Red,
        Other(String),
    }
    impl crate::wire::StringEnum for Color {
        const TABLE: &'static [(&'static str, Self)] = &[("red", Self::Red)];

        fn other(value: String) -> Self {
            Self::Other(value)
        }

        fn as_str(&self) -> &str {
            match self {
                Self::Red => "red",
                Self::Other(value) => value,
            }
        }
    }
    impl Parameter for Color {
        fn to_value(&self) -> Value {
            crate::wire::string_enum_to_parameter(self)
        }

        fn from_value(value: Value) -> Result<Self, ParameterError> {
            crate::wire::string_enum_from_parameter(value)
        }
    }
    #[derive(Debug, PartialEq)]
    enum Either {
        Color(Color),
        Flag(bool),
    }
    let read = |value| {
        Trial::first_fit(value)
            .attempt("Color", Either::Color)
            .attempt("Flag", Either::Flag)
            .end()
    };
    assert_eq!(read(text("red")), Ok(Either::Color(Color::Red)));
    assert_eq!(read(text("true")), Ok(Either::Flag(true)));
    assert_eq!(
        read(text("blue")),
        Ok(Either::Color(Color::Other("blue".into())))
    );
    assert!(crate::wire::Strictness::Strict.scope(|| read(text("blue")).is_err()));
}

/// Whether a text is a value of the type, to a strict reader and to a lenient one.
fn is_read<T: Parameter>(text: &str) -> (bool, bool) {
    let is_read = || T::from_value(Value::Text(text.to_owned())).is_ok();
    (Strictness::Strict.scope(is_read), is_read())
}

#[test]
fn strict_readers_take_what_is_of_the_format_alone() {
    assert_eq!(is_read::<NaiveDate>("2020-02-03"), (true, true));
    for text in ["2020-2-3", "+2020-02-03"] {
        assert_eq!(is_read::<NaiveDate>(text), (false, true), "{text}");
    }
    assert_eq!(
        is_read::<DateTime<Utc>>("2020-02-03T04:05:06.7+01:00"),
        (true, true)
    );
    assert_eq!(
        is_read::<DateTime<Utc>>("2020-02-03 04:05:06Z"),
        (false, true)
    );
    let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_eq!(is_read::<Uuid>(uuid), (true, true));
    for text in [
        format!("{{{uuid}}}"),
        format!("urn:uuid:{uuid}"),
        uuid.replace('-', ""),
    ] {
        assert_eq!(is_read::<Uuid>(&text), (false, true), "{text}");
    }
    assert_eq!(is_read::<Base64>("Zg=="), (true, true));
    assert_eq!(is_read::<Base64>("Zg"), (false, true));
}

#[test]
fn a_union_of_nothing_takes_no_value() {
    let read = |value| Trial::<()>::first_fit(value).end().unwrap_err();
    let error = read(Value::Text("x".to_owned()));
    assert_eq!(error.to_string(), "no value is allowed here");
    assert_eq!(error.rule(), "not");
    assert_eq!(read(Value::Absent).to_string(), "is required, but missing");
}
