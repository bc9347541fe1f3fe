//! Which rules hold for what.

use super::{description, field, lower, lower_cleanly, shape, structure};
use crate::api::{Bound, Rule, Shape};
use crate::report::{Code, Severity};

/// The rules of a property with that schema.
fn of_property(schema: &str) -> Vec<Rule> {
    let text = format!("    Root: {{ type: object, properties: {{ a: {schema} }} }}\n");
    let api = lower_cleanly(&description("get", &text));
    field(structure(&api, "Root"), "a").rules.own.clone()
}

fn least(bound: i64) -> Rule {
    Rule::Minimum(Bound::Integer(bound))
}

fn most(bound: i64) -> Rule {
    Rule::Maximum(Bound::Integer(bound))
}

#[test]
fn rules_of_other_types_say_nothing() {
    for schema in [
        "{ type: integer, minLength: 3, maxItems: 2, minProperties: 1 }",
        "{ type: string, minimum: 3, multipleOf: 2 }",
        "{ type: array, items: {}, maximum: 3, maxLength: 2 }",
        "{ type: boolean, minLength: 3 }",
    ] {
        assert_eq!(of_property(schema), [], "{schema}");
    }
}

#[test]
fn rules_that_nothing_breaks_say_nothing() {
    for schema in [
        "{ type: string, minLength: 0 }",
        "{ type: integer, minimum: -9223372036854775808, maximum: 9223372036854775807 }",
        "{ type: integer, format: int32, maximum: 2147483647 }",
        "{ type: integer, format: uint8, minimum: 0, maximum: 255 }",
        "{ type: object, required: [b], properties: { b: {} }, minProperties: 1 }",
    ] {
        assert_eq!(of_property(schema), [], "{schema}");
    }
}

#[test]
fn bounds_inside_of_the_range_stay() {
    let schema = "{ type: integer, minimum: -9223372036854775807, maximum: 9223372036854775806 }";
    let expected = [least(-i64::MAX), most(i64::MAX - 1)];
    assert_eq!(of_property(schema), expected);
    let schema = "{ type: integer, format: int32, exclusiveMinimum: true, minimum: -2147483648 }";
    let expected = [Rule::ExclusiveMinimum(Bound::Integer(-2_147_483_648))];
    assert_eq!(of_property(schema), expected);
    let schema = "{ type: number, maximum: 1.5, multipleOf: 0.5 }";
    let expected = [
        Rule::Maximum(Bound::Float(1.5)),
        Rule::MultipleOf(Bound::Float(0.5)),
    ];
    assert_eq!(of_property(schema), expected);
}

#[test]
fn all_parts_must_hold() {
    let schema =
        "{ allOf: [{ type: integer, maximum: 9 }, { maximum: 5 }, { maximum: 9, minimum: 1 }] }";
    assert_eq!(of_property(schema), [most(9), most(5), least(1)]);
}

#[test]
fn what_stands_beside_alternatives_holds_for_each() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      maxLength: 9
      maximum: 9
      oneOf:
        - { type: string, maxLength: 5 }
        - { type: integer }
",
    ));
    let Shape::Union(union) = shape(&api, "Root") else {
        panic!("no union");
    };
    let rules: Vec<_> = (union.variants.iter())
        .map(|variant| variant.rules.own.as_slice())
        .collect();
    let lengths = [Rule::MaxLength(9), Rule::MaxLength(5)];
    assert_eq!(rules.len(), 2);
    assert!(lengths.iter().all(|rule| rules[0].contains(rule)));
    assert_eq!(rules[1], [most(9)]);
}

#[test]
fn a_named_type_has_its_rules_and_a_use_its_own() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      type: object
      properties:
        a: { allOf: [{ $ref: '#/components/schemas/Name' }, { maxLength: 5 }] }
        b: { type: array, items: { $ref: '#/components/schemas/Name' } }
        c: { type: object, additionalProperties: { type: integer, minimum: 1 } }
    Name: { type: string, minLength: 2 }
",
    ));
    let name = api.types.iter().find(|def| def.name == "Name").unwrap();
    assert_eq!(name.rules.own, [Rule::MinLength(2)]);
    let root = structure(&api, "Root");
    let of_use = [Rule::MinLength(2), Rule::MaxLength(5)];
    assert_eq!(field(root, "a").rules.own, of_use);
    assert!(field(root, "b").rules.is_empty());
    let of_values = field(root, "c").rules.values.as_ref().unwrap();
    assert_eq!(of_values.own, [least(1)]);
}

#[test]
fn patterns_of_other_dialects_are_read_as_meant() {
    let (api, reports) = lower(&description(
        "get",
        r"    Root: { type: object, properties: { a: { type: string, pattern: '/^a+$/i' }, b: { type: string, pattern: '^b$' } } }
",
    ));
    let said: Vec<_> = reports.iter().collect();
    let [said] = said.as_slice() else {
        panic!("{said:?}");
    };
    assert_eq!(
        (said.code, said.severity),
        (Code::UNKNOWN_VALUE, Severity::Warning)
    );
    assert!(said.help.as_ref().unwrap().contains("`(?i:^a+$)`"));
    let [Rule::Pattern(pattern)] = &field(structure(&api, "Root"), "a").rules.own[..] else {
        panic!("no pattern");
    };
    assert_eq!(pattern.regex, "^[aA]+$");
}
