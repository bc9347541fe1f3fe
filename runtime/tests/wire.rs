//! Reading and writing JSON.

/// A stand-in for generated code.
#[path = "sample/bindings.rs"]
pub mod sample;

use bindery_runtime::serde::de::DeserializeOwned;
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::wire::{Strictness, from_slice};
use sample::types::{Any, Cat, Dog, Either, Group, Key, Pet, SortOrder, Words};

/// What is wrong with a document, the way a client reads it: place and message.
#[cfg(test)]
fn lenient<T: DeserializeOwned>(document: &str) -> (String, String) {
    match from_slice::<T>(document.as_bytes()) {
        Ok(_) => panic!("this should be refused: {document}"),
        Err(failure) => (failure.pointer, failure.message),
    }
}

/// The same, the way a server reads it.
fn strict<T: DeserializeOwned>(document: &str) -> (String, String) {
    Strictness::Strict.scope(|| lenient::<T>(document))
}

fn at(pointer: &str, message: &str) -> (String, String) {
    (pointer.to_owned(), message.to_owned())
}

const GROUP: &str = r#"{"id":1,"name":"x","next_page":null,"created_at":"2026-01-31T12:00:00Z"}"#;

#[cfg(test)]
mod structs {
    use super::*;

    #[test]
    fn keys_may_come_in_any_order() {
        let ordered: Group = serde_json::from_str(GROUP).unwrap();
        let shuffled = r#" { "created_at" : "2026-01-31T12:00:00Z" , "name" : "x" , "id" : 1 , "next_page" : null } "#;
        assert_eq!(serde_json::from_str::<Group>(shuffled).unwrap(), ordered);
        let value: Value = serde_json::from_str(GROUP).unwrap();
        assert_eq!(serde_json::from_value::<Group>(value).unwrap(), ordered);
    }

    #[test]
    fn keys_may_be_escaped() {
        let escaped = GROUP.replace("\"name\"", "\"n\\u0061me\"");
        assert_eq!(serde_json::from_str::<Group>(&escaped).unwrap().name, "x");
    }

    #[test]
    fn all_missing_fields_are_named() {
        assert_eq!(
            lenient::<Group>(r#"{"name": "x"}"#),
            at(
                "",
                "missing required fields `id`, `next_page` and `created_at`"
            )
        );
        assert_eq!(
            lenient::<Vec<Dog>>(r#"[{"name": "x"}, {"puppies": []}]"#),
            at("/1", "missing required field `name`")
        );
    }

    #[test]
    fn a_key_may_come_once() {
        let twice = r#"{"petType": "cat", "lives": 1, "petType": "cat"}"#;
        assert_eq!(
            lenient::<Cat>(twice),
            at("/petType", "the field `petType` is given more than once")
        );
        let kept = GROUP.replace('}', r#","new":1,"new":2}"#);
        assert_eq!(
            lenient::<Group>(&kept),
            at("/new", "the field `new` is given more than once")
        );
    }

    #[test]
    fn only_objects_are_structs() {
        assert_eq!(
            lenient::<Cat>("[\"cat\", 9]"),
            at("", "expected an object, found an array")
        );
        assert_eq!(
            lenient::<Vec<Cat>>("[null]"),
            at("/0", "expected an object, found null")
        );
    }

    #[test]
    fn unknown_keys_are_ignored_kept_or_denied() {
        let ignored = r#"{"lives": 9, "new": {"a": [1]}}"#;
        let cat = Cat {
            pet_type: None,
            lives: Some(9),
        };
        assert_eq!(serde_json::from_str::<Cat>(ignored).unwrap(), cat);
        assert_eq!(
            Strictness::Strict
                .scope(|| serde_json::from_str::<Cat>(ignored))
                .unwrap(),
            cat
        );

        let kept = GROUP.replace('}', r#","new":{"a":[1]}}"#);
        let group: Group = serde_json::from_str(&kept).unwrap();
        assert_eq!(group.additional_properties["new"], json!({ "a": [1] }));
        assert_eq!(serde_json::to_string(&group).unwrap(), kept);

        let denied = r#"{"name": "Rex", "new": 1}"#;
        assert_eq!(serde_json::from_str::<Dog>(denied).unwrap().name, "Rex");
        assert_eq!(
            strict::<Dog>(denied),
            at(
                "/new",
                "unknown field `new`: no fields are allowed here but those described"
            )
        );
    }

    #[test]
    fn null_is_not_absence_to_a_server() {
        let refused = "null is not allowed here: leave the field out instead";
        for (document, pointer) in [
            (r#"{"lives": null}"#, "/lives"),
            (r#"{"lives": null , "petType": "cat"}"#, "/lives"),
            (r#"{"petType": "cat", "lives": null }"#, "/lives"),
        ] {
            assert_eq!(serde_json::from_str::<Cat>(document).unwrap().lives, None);
            assert_eq!(strict::<Cat>(document), at(pointer, refused));
            let list = format!("[{{}},{document}]");
            assert_eq!(
                strict::<Vec<Cat>>(&list),
                at(&format!("/1{pointer}"), refused)
            );
        }
    }

    #[test]
    fn absent_null_and_present_stay_apart() {
        for owner in [
            None,
            Some(json!(null)),
            Some(json!("00000000-0000-0000-0000-000000000007")),
        ] {
            let mut document: Value = serde_json::from_str(GROUP).unwrap();
            if let Some(owner) = owner {
                document["owner"] = owner;
            }
            let group: Group = serde_json::from_value(document.clone()).unwrap();
            assert_eq!(serde_json::to_value(&group).unwrap(), document);
        }
    }

    #[test]
    fn errors_point_into_the_depth() {
        let group = GROUP.replace(
            '}',
            &format!(",\n\"parent\":\n{}\n}}", GROUP.replace("\"x\"", "17")),
        );
        assert_eq!(
            lenient::<Vec<Group>>(&format!("[{GROUP},\n{group}]")),
            at("/1/parent/name", "expected a string, found 17")
        );
        assert_eq!(
            lenient::<Cat>(r#"{"lives": 256}"#),
            at("/lives", "expected an integer from 0 to 255, found 256")
        );
    }

    #[test]
    fn broken_documents_say_so() {
        assert_eq!(
            lenient::<Vec<Cat>>("[{\"lives\": 9,"),
            at("/0", "this is no complete JSON document: it ends too early")
        );
        assert_eq!(
            lenient::<Vec<Cat>>("[{\"lives\": 9},\n {\"lives\": ?}]"),
            at(
                "/1/lives",
                "this is no JSON: expected value (line 2, column 12)"
            )
        );
        assert!(
            lenient::<Vec<Cat>>("[] []")
                .1
                .starts_with("this is no JSON: trailing characters")
        );
    }
}

#[cfg(test)]
mod string_enums {
    use super::*;

    #[test]
    fn clients_keep_unknown_values_and_servers_refuse_them() {
        assert_eq!(
            serde_json::from_str::<SortOrder>("\"desc\"").unwrap(),
            SortOrder::Desc
        );
        let random: SortOrder = serde_json::from_str("\"random\"").unwrap();
        assert_eq!(random, SortOrder::Other("random".into()));
        assert_eq!(serde_json::to_string(&random).unwrap(), "\"random\"");
        assert_eq!(
            strict::<Vec<SortOrder>>(r#"["asc", "random"]"#),
            at("/1", "`random` is none of `asc` and `desc`")
        );
        assert_eq!(
            lenient::<SortOrder>("1"),
            at("", "expected a string, found 1")
        );
        assert_eq!(SortOrder::from("asc").to_string(), "asc");
    }
}

#[cfg(test)]
mod unions {
    use super::*;

    fn dog(name: &str) -> Dog {
        Dog {
            name: name.into(),
            puppies: None,
        }
    }

    #[test]
    fn a_tag_chooses() {
        let cat = Pet::Cat(Cat {
            pet_type: Some("feline".into()),
            lives: Some(9),
        });
        let json = r#"{"petType":"feline","lives":9}"#;
        assert_eq!(serde_json::from_str::<Pet>(json).unwrap(), cat);
        assert_eq!(serde_json::to_string(&cat).unwrap(), json);

        // The tag isn't the dog's own, which would refuse it as unknown.
        let rex = Pet::Dog(Box::new(dog("Rex")));
        let json = r#"{"petType":"dog","name":"Rex"}"#;
        assert_eq!(
            Strictness::Strict
                .scope(|| serde_json::from_str::<Pet>(json))
                .unwrap(),
            rex
        );
        assert_eq!(serde_json::to_string(&rex).unwrap(), json);
        assert_eq!(serde_json::from_str::<Pet>(json).unwrap(), rex);
    }

    #[test]
    fn a_tag_that_is_missing_or_wrong_is_told() {
        for (document, rule, message) in [
            (
                r#"{"name": "x"}"#,
                "required",
                "missing field `petType`, which tells the type",
            ),
            (
                r#"{"petType": 1}"#,
                "type",
                "`petType` tells the type and must be a string, but is a number",
            ),
            (
                r#"{"petType": "cow"}"#,
                "enum",
                "`petType` is \"cow\", which is none of `cat`, `feline`, `dog`",
            ),
            (
                "[]",
                "type",
                "expected an object whose type `petType` tells, found an array",
            ),
        ] {
            let refused = from_slice::<Pet>(document.as_bytes()).unwrap_err();
            assert_eq!(refused.rule, rule);
            assert_eq!(lenient::<Pet>(document), at("", message));
            assert_eq!(
                lenient::<Vec<Pet>>(&format!("[{document} ]")),
                at("/0", message)
            );
            let list = format!(r#"[{{"petType":"cat"}},{document},1]"#);
            assert_eq!(lenient::<Vec<Pet>>(&list), at("/1", message));
        }
    }

    #[test]
    fn errors_inside_of_unions_point_into_the_depth() {
        let message = "expected an integer, found \"nine\"";
        let cat = r#"{"petType": "cat", "lives": "nine"}"#;
        let dog = format!(
            r#"{{"petType": "dog", "name": "x", "puppies": [{{"petType": "cat"}}, {cat}]}}"#
        );
        assert_eq!(lenient::<Pet>(cat), at("/lives", message));
        assert_eq!(lenient::<Pet>(&dog), at("/puppies/1/lives", message));
        assert_eq!(
            lenient::<Vec<Pet>>(&format!("[{dog}]")),
            at("/0/puppies/1/lives", message)
        );
        assert_eq!(
            lenient::<Dog>(&format!(r#"{{"name": "y", "puppies": [{dog}], "new": 1}}"#)),
            at("/puppies/0/puppies/1/lives", message)
        );
        // Without the runtime's own entry, the place stands in the message.
        let list = format!("[{dog}]");
        let plain = serde_json::from_str::<Vec<Pet>>(&list)
            .unwrap_err()
            .to_string();
        assert!(
            plain.starts_with(&format!("at `/puppies/1/lives`: {message} at line 1")),
            "{plain}"
        );
    }

    #[test]
    fn null_inside_of_a_union_is_located() {
        let document = r#"[{"petType": "cat", "lives": null}]"#;
        let refused = "null is not allowed here: leave the field out instead";
        assert_eq!(strict::<Vec<Pet>>(document), at("/0/lives", refused));
    }

    #[test]
    fn keys_choose() {
        assert_eq!(
            serde_json::from_str::<Key>(r#"{"name": "Rex"}"#).unwrap(),
            Key::Dog(dog("Rex"))
        );
        let cat = || Cat {
            pet_type: None,
            lives: Some(9),
        };
        assert_eq!(
            serde_json::from_str::<Key>(r#"{"lives": 9}"#).unwrap(),
            Key::Cat(cat())
        );
        let (place, message) = lenient::<Key>("1");
        assert_eq!(place, "");
        assert!(
            message.starts_with("no alternative fits: not `Dog`: "),
            "{message}"
        );
        assert_eq!(lenient::<Key>(r#"{"lives": -1}"#).0, "/lives");
        // A dog has no lives: a server sees that, a client takes the first whose keys are there.
        let both = r#"{"name": "Rex", "lives": 9}"#;
        let strict = Strictness::Strict.scope(|| from_slice::<Key>(both.as_bytes()));
        assert_eq!(strict.unwrap(), Key::Cat(cat()));
        assert_eq!(
            serde_json::from_str::<Key>(both).unwrap(),
            Key::Dog(dog("Rex"))
        );
    }

    #[test]
    fn exactly_one_must_fit_a_server() {
        let read = |json| Strictness::Strict.scope(|| serde_json::from_str::<Either>(json));
        assert_eq!(read("1000").unwrap(), Either::Number(1000));
        assert_eq!(
            read(r#"{"name": "Rex"}"#).unwrap(),
            Either::Dog(Box::new(dog("Rex")))
        );
        assert_eq!(
            strict::<Either>("7"),
            at(
                "",
                "exactly one alternative must fit, but `Small` and `Number` do"
            )
        );
        assert_eq!(
            serde_json::from_str::<Either>("7").unwrap(),
            Either::Small(7)
        );
    }

    #[test]
    fn the_error_says_why_each_did_not_fit() {
        assert_eq!(
            lenient::<Vec<Either>>(r#"[1000, {"name": 1}]"#),
            at(
                "/1",
                "no alternative fits: not `Small`: expected an integer, found an object; \
                 not `Number`: expected an integer, found an object; \
                 not `Dog`: at `/name`: expected a string, found 1"
            )
        );
    }

    #[test]
    fn the_first_that_fits_is_taken() {
        let read = |json| serde_json::from_str::<Any>(json).unwrap();
        assert_eq!(read("7"), Any::Small(7));
        assert_eq!(read("-7"), Any::Number(-7));
        assert_eq!(
            read("[7, [-7]]"),
            Any::Many(vec![Any::Small(7), Any::Many(vec![Any::Number(-7)])])
        );
        assert!(lenient::<Any>("[[true]]").1.contains("not `Many`"));
    }

    #[test]
    fn an_enum_leaves_a_string_to_the_type_that_knows_it() {
        let read = |json| serde_json::from_str::<Words>(json).unwrap();
        assert_eq!(read(r#""asc""#), Words::Order(SortOrder::Asc));
        assert_eq!(
            read(r#""2026-01-31""#),
            Words::Day("2026-01-31".parse().unwrap())
        );
        assert_eq!(
            read(r#""newer""#),
            Words::Order(SortOrder::Other("newer".into()))
        );
        assert_eq!(
            read(r#"["newer", "2026-01-31"]"#),
            Words::Many(vec![
                Words::Order(SortOrder::Other("newer".into())),
                Words::Day("2026-01-31".parse().unwrap()),
            ])
        );
        assert!(strict::<Words>(r#""newer""#).1.contains("not `Order`"));
    }

    #[test]
    fn unions_inside_of_unions_end_in_time() {
        // Some 120 levels: serde_json allows no more than 128.
        let deep = format!("{}true{}", "[".repeat(120), "]".repeat(120));
        let (_, message) = lenient::<Any>(&deep);
        assert!(message.len() < 2000, "{} bytes", message.len());
    }
}
