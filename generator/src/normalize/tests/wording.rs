//! What reports say: each what is the matter and how to mend it.

use expect_test::{Expect, expect};

use super::{run_in_full, with, with_schema};

fn says(text: &str, expected: &Expect) {
    let (_, reports) = run_in_full(text);
    let lines: Vec<String> = reports
        .into_iter()
        .map(|report| format!("{}\n  {}\n", report.message, report.help.unwrap()))
        .collect();
    expected.assert_eq(&lines.concat());
}

#[test]
fn unknown_keys() {
    says(
        "openapi: 3.0.0\ninfo: {title: T, version: '1', descripton: D, foo: 1, summary: S}\npaths: {/a: {gett: {}}}",
        &expect![[r#"
            `descripton` is no key of the info object
              it is ignored; did you mean `description`?
            `foo` is no key of the info object
              it is ignored; remove it, or begin it with `x-` if it is an extension
            `summary` is a key of OpenAPI 3.1: in OpenAPI 3.0 the info object doesn't have it
              it is read as there: state `openapi: 3.1.0` at the top
            `gett` is no key of a path item
              did you mean `get`?
        "#]],
    );
}

#[test]
fn wrong_values() {
    says(
        &with_schema(
            "{type: strng, required: true, minLength: -1, nullable: 'true', items: 5, allOf: [[]]}",
        ),
        &expect![[r#"
            `required` is a boolean; on a schema it is a sequence of the names of required properties
              it is ignored: name the property in the `required` of the schema whose property it is
            `type` is `strng`; it can be `array`, `boolean`, `integer`, `null`, `number`, `object` or `string`
              did you mean `string`?
            `minLength` is the number -1; OpenAPI asks for an integer, 0 or more, here
              it is ignored: mend it or remove it
            `nullable` is the string `true`; OpenAPI asks for a boolean here
              it is read as `true`: write that
            `items` is the number 5; OpenAPI asks for a schema, which is a mapping, here
              mend it or remove it
            entry 0 of `allOf` is a sequence; OpenAPI asks for a mapping here
              it is read as `{}`: write that
        "#]],
    );
}

#[test]
fn references() {
    says(
        &with(
            "components: {responses: {R: {description: D}}, schemas: {Pet: {}, \
             A: {$ref: '#/components/schemas/Pets'}, B: {$ref: Pet}, C: {$ref: 'pet.yaml'}, \
             D: {$ref: 'https://example.com/pet'}, E: {$ref: '#/components/responses/R'}, F: {$ref: '#/components/schemas/F'}}}",
        ),
        &expect![[r#"
            `#/components/schemas/Pets` names nothing in this description
              did you mean `#/components/schemas/Pet`?
            `Pet` is in another file; the description was read without its files
              it is read as `#/components/schemas/Pet`: write that
            `pet.yaml` is in another file; the description was read without its files
              read it from its folder, or copy what it refers to into this description
            `https://example.com/pet` is on a network; nothing is fetched
              did you mean `#/components/schemas/Pet`?
            `#/components/responses/R` names a response, where a schema is asked for
              it stands for any value; let it name a schema
            the reference leads back to itself
              let one of the references on the way name a schema instead
        "#]],
    );
}

#[test]
fn versions() {
    says(
        "swagger: '1.2'",
        &expect![[r#"
            Swagger `1.2` can't be read yet
              convert the description to OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0
        "#]],
    );
    says(
        "openapi: 3.9.0\ninfo: {title: T, version: '1'}",
        &expect![[r#"
            OpenAPI `3.9.0` isn't known
              it is read as OpenAPI 3.2, the newest known: state that, or another
        "#]],
    );
}
