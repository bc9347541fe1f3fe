use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{At, Num, Number, Place, Validate, Violation, Violations};
use crate::Base64;
use crate::wire::{Variant, from_slice};

/// The rules that `check` finds broken, each with its place.
fn broken(check: impl FnOnce(&At<'_>)) -> Vec<(String, &'static str)> {
    let violations = Violations::collect(check).err();
    let list = violations.map(Violations::into_vec).unwrap_or_default();
    let shown = |found: Violation| (found.place.to_string(), found.rule);
    list.into_iter().map(shown).collect()
}

fn at_body(rule: &'static str) -> Vec<(String, &'static str)> {
    vec![("body".to_owned(), rule)]
}

#[test]
fn lengths_are_counted_in_characters() {
    for (text, least, most) in [("", 0, 0), ("äöü", 3, 3), ("👍👍", 2, 2), ("abc", 3, 3)] {
        assert!(
            broken(|at| {
                at.body(text).min_length(least).max_length(most);
            })
            .is_empty()
        );
        assert_eq!(
            broken(|at| {
                at.body(text).min_length(least + 1);
            }),
            at_body("minLength")
        );
        if most > 0 {
            assert_eq!(
                broken(|at| {
                    at.body(text).max_length(most - 1);
                }),
                at_body("maxLength")
            );
        }
    }
    assert!(
        broken(|at| {
            at.body("").max_length(usize::MAX).min_length(0);
        })
        .is_empty()
    );
    assert_eq!(
        broken(|at| {
            at.body("a").min_length(usize::MAX);
        }),
        at_body("minLength")
    );
}

#[test]
fn the_length_of_base64_is_that_of_its_text() {
    for bytes in [&b""[..], b"a", b"ab", b"abc", b"abcd"] {
        let bytes = Base64::from(bytes);
        let length = bytes.encode().len();
        let (value, nothing) = (Some(Box::new(bytes)), None::<Base64>);
        assert!(
            broken(|at| {
                at.body(&value).min_length(length).max_length(length);
                at.body(&nothing).min_length(1).max_length(0);
            })
            .is_empty()
        );
        let above = broken(|at| {
            at.body(&value).min_length(length + 1);
        });
        assert_eq!(above, at_body("minLength"));
        let below = broken(|at| {
            at.body(&value).max_length(length.saturating_sub(1));
        });
        assert_eq!(below.is_empty(), length == 0);
    }
}

#[test]
fn bounds_are_exact() {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let far = 2_f64.powi(127);
    for (one, other, order) in [
        (Num::from(1), Num::from(1.0), Equal),
        (Num::from(1), Num::from(1.5), Less),
        (Num::from(-1), Num::from(-1.5), Greater),
        (
            Num::from(9_007_199_254_740_993_i64),
            Num::from(9_007_199_254_740_992.0),
            Greater,
        ),
        (
            Num::from(u64::MAX),
            Num::from(18_446_744_073_709_551_616.0),
            Less,
        ),
        (Num::from(i128::MAX), Num::from(far), Less),
        (Num::from(u128::MAX), Num::from(far), Greater),
        (Num::from(u128::MAX), Num::from(far * 2.0), Less),
        (Num::from(i128::MIN), Num::from(-far), Equal),
        (Num::from(i128::MIN), Num::from(-1e300), Greater),
        (Num::from(u128::MAX), Num::from(i128::MAX), Greater),
        (Num::from(0.1), Num::from(0.2), Less),
    ] {
        assert_eq!(one.compare(other), order, "{one} {other}");
        assert_eq!(other.compare(one), order.reverse(), "{other} {one}");
    }
    let tenth: f32 = 0.1;
    assert!(
        broken(|at| {
            at.body(&tenth).maximum(0.1).minimum(0.1);
        })
        .is_empty()
    );
    assert_eq!(
        broken(|at| {
            at.body(&5).maximum(4);
        }),
        at_body("maximum")
    );
    assert_eq!(
        broken(|at| {
            at.body(&5).minimum(5.5);
        }),
        at_body("minimum")
    );
    assert_eq!(
        broken(|at| {
            at.body(&5.0).exclusive_minimum(5);
        }),
        at_body("exclusiveMinimum")
    );
    assert_eq!(
        broken(|at| {
            at.body(&5).exclusive_maximum(5);
        }),
        at_body("exclusiveMaximum")
    );
    assert!(
        broken(|at| {
            at.body(&f64::NAN).minimum(1).multiple_of(2);
        })
        .is_empty()
    );
}

#[test]
fn multiples_are_those_of_decimals() {
    let is_multiple = |number: &Value, of: Num| {
        let number = number.number().unwrap();
        number.is_multiple_of(of)
    };
    for (number, of, expected) in [
        (json!(19.99), Num::from(0.01), true),
        (json!(19.995), Num::from(0.01), false),
        (json!(0), Num::from(7), true),
        (json!(-14), Num::from(7), true),
        (json!(15), Num::from(7), false),
        (json!(1e308), Num::from(0.5), true),
        (json!(1e308), Num::from(0.123_456_789), false),
        (json!(0.0075), Num::from(0.0001), true),
        (json!(0.00751), Num::from(0.0001), false),
        (json!(12_391_239_123_i64), Num::from(1e-8), true),
        (json!(1e-300), Num::from(1e300), false),
        (json!(5e-324), Num::from(5e-324), true),
        (json!(u64::MAX), Num::from(5), true),
        (json!(u64::MAX), Num::from(1e20), false),
        (json!(3), Num::from(0), true),
        (json!(3), Num::from(-2), true),
    ] {
        assert_eq!(is_multiple(&number, of), expected, "{number} {of}");
    }
    assert!(Num::from(u128::MAX).is_multiple_of(Num::from(u128::MAX)));
    assert!(!Num::from(u128::MAX).is_multiple_of(Num::from(2)));
}

#[test]
fn values_of_another_kind_break_no_rule() {
    for value in [json!(null), json!(true), json!([1]), json!({"a": 1})] {
        assert!(
            broken(|at| {
                at.body(&value).min_length(9).minimum(9);
            })
            .is_empty()
        );
    }
    for value in [json!("a"), json!(1)] {
        assert!(
            broken(|at| {
                at.body(&value).min_items(9).min_properties(9);
            })
            .is_empty()
        );
    }
    let none: Option<Vec<String>> = None;
    assert!(
        broken(|at| {
            at.body(&none).min_items(1);
        })
        .is_empty()
    );
}

#[test]
fn each_violation_has_its_place() {
    let list = Some(vec!["a".to_owned(), "bcd".to_owned()]);
    let map = BTreeMap::from([("a/b~c".to_owned(), 3)]);
    let found = broken(|at| {
        at.query("q", &list)
            .max_items(1)
            .items(|item| item.max_length(2));
        at.path("id", &-1).minimum(0);
        at.header("x", "").min_length(1);
        at.cookie("c", "").min_length(1);
        at.body(&map)
            .min_properties(2)
            .values(|value| value.maximum(2));
        let inner = json!([[7]]);
        at.key("list", &inner)
            .items(|item| item.items(|item| item.multiple_of(2)));
    });
    assert_eq!(
        found,
        [
            ("query parameter `q`".to_owned(), "maxItems"),
            ("query parameter `q`".to_owned(), "maxLength"),
            ("path parameter `id`".to_owned(), "minimum"),
            ("header `x`".to_owned(), "minLength"),
            ("cookie `c`".to_owned(), "minLength"),
            ("body".to_owned(), "minProperties"),
            ("body at `/a~1b~0c`".to_owned(), "maximum"),
            ("body at `/list/0/0`".to_owned(), "multipleOf"),
        ]
    );
}

#[test]
fn a_place_within_a_parameter_stands_in_the_message() {
    let list = vec![1, 9];
    let violations = Violations::collect(|at| {
        at.query("q", &list).items(|item| item.maximum(5));
    });
    let violations = violations.unwrap_err();
    assert_eq!(
        violations.as_slice(),
        [Violation {
            place: Place::Query("q"),
            rule: "maximum",
            message: "/1: must be at most 5".to_owned(),
        }]
    );
    assert_eq!(
        violations.to_string(),
        "query parameter `q`: /1: must be at most 5"
    );
}

/// A value that never does.
struct Wrong;

impl Validate for Wrong {
    fn check(&self, at: &At<'_>) {
        at.violate("not", format_args!("is wrong"));
    }
}

#[test]
fn types_are_checked_within_others() {
    let wrong = || BTreeMap::from([("k".to_owned(), Some(Box::new(Wrong)))]);
    let list = vec![wrong(), wrong()];
    let found = list.validate().unwrap_err();
    let places: Vec<_> = found
        .as_slice()
        .iter()
        .map(|it| it.place.to_string())
        .collect();
    assert_eq!(places, ["body at `/0/k`", "body at `/1/k`"]);
}

#[test]
fn no_more_than_a_hundred_are_told() {
    let list: Vec<_> = std::iter::repeat_with(|| Wrong).take(1000).collect();
    assert_eq!(list.validate().unwrap_err().into_vec().len(), 100);
}

#[test]
fn what_is_written_counts_as_it_is_in_json() {
    let id = uuid::Uuid::nil();
    assert_eq!(
        broken(|at| {
            at.body(&id)
                .written(|it| it.min_length(36).max_length(36))
                .written(|it| it.max_length(35).minimum(1));
        }),
        at_body("maxLength")
    );
    assert_eq!(
        broken(|at| {
            at.body(&Some(7_u8))
                .written(|it| it.minimum(8).min_length(9));
        }),
        at_body("minimum")
    );
    let pair = (1, "a");
    assert_eq!(
        broken(|at| {
            at.body(&pair).max_elements(2).min_elements(3).min_keys(1);
        }),
        at_body("minItems")
    );
    let object = json!({"a": {"b": 1}});
    for value in [json!(1), json!([1, 2]), json!(null), json!("a")] {
        assert!(
            broken(|at| {
                at.body(&value).min_keys(1).max_keys(0);
            })
            .is_empty()
        );
    }
    assert!(
        broken(|at| {
            at.body(&Some(&object)).min_keys(1).max_keys(1);
        })
        .is_empty()
    );
    let bounds = broken(|at| {
        at.body(&object).min_keys(2).max_keys(0);
    });
    assert_eq!(bounds.len(), 2);
}

/// A string that is never done with, in a union that is tried.
struct Endless;

thread_local! {
    static LOOKED_AT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

impl Validate for Endless {
    fn check(&self, at: &At<'_>) {
        while at.may_go_on() {
            LOOKED_AT.set(LOOKED_AT.get() + 1);
        }
    }
}

impl<'de> serde::Deserialize<'de> for Endless {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Variant::read(deserializer)?
            .first_fit()
            .attempt_checked("One", |_: String| Self)
            .attempt_checked("Other", |_: String| Self)
            .end()
    }
}

#[test]
fn the_attempts_of_a_document_look_at_so_many_conditions_together() {
    let document = format!("[{}\"\"]", "\"\",".repeat(999));
    for _ in 0..2 {
        LOOKED_AT.set(0);
        let read: Vec<Endless> = from_slice(document.as_bytes()).unwrap();
        assert_eq!((read.len(), LOOKED_AT.get()), (1000, 1_000_000));
    }
}
