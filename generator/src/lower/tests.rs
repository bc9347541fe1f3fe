//! What small descriptions become.

mod pathological;
mod rules;

use crate::api::{
    Api, Bound, Choice, DateLibrary, Field, JsonType, Rule, SchemeId, SchemeKind, Shape,
    StatusPattern, Struct, Type, TypeId,
};
use crate::report::{Code, Reports, Severity};

/// A description with one operation that answers with the schema `Root`, and takes it where `method` has a body.
fn description(method: &str, schemas: &str) -> String {
    let body = if method == "get" {
        ""
    } else {
        "      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } } }\n"
    };
    format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /roots:\n    {method}:\n      operationId: rootOperation\n{body}      responses:\n        '200':\n          description: ok\n          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Root' }} }} }}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn lower(text: &str) -> (Api, Reports) {
    let openapi = serde_yaml::from_str(text).unwrap();
    let mut reports = Reports::new();
    let api = super::lower(&openapi, Some(DateLibrary::Chrono), &mut reports);
    (api, reports)
}

/// Lowers a description that is to give no reports.
fn lower_cleanly(text: &str) -> Api {
    let (api, reports) = lower(text);
    let said: Vec<_> = reports.iter().collect();
    assert!(said.is_empty(), "{said:?}");
    api
}

fn structure<'a>(api: &'a Api, name: &str) -> &'a Struct {
    match shape(api, name) {
        Shape::Struct(structure) => structure,
        other => panic!("{name} is {other:?}"),
    }
}

fn shape<'a>(api: &'a Api, name: &str) -> &'a Shape {
    let def = api.types.iter().find(|def| def.name == name);
    &def.unwrap_or_else(|| panic!("no {name} among {:?}", names(api)))
        .shape
}

fn names(api: &Api) -> Vec<&str> {
    api.types.iter().map(|def| def.name.as_str()).collect()
}

fn field<'a>(structure: &'a Struct, wire: &str) -> &'a Field {
    structure
        .fields
        .iter()
        .find(|field| field.wire == wire)
        .unwrap()
}

#[test]
fn presence_and_null_stay_apart() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      type: object
      required: [a, c]
      properties:
        a: { type: string }
        b: { type: string }
        c: { type: string, nullable: true }
        d: { type: string, nullable: true }
",
    ));
    let root = structure(&api, "Root");
    let facts: Vec<_> = root
        .fields
        .iter()
        .map(|field| (field.wire.as_str(), field.required, field.nullable))
        .collect();
    assert_eq!(
        facts,
        [
            ("a", true, false),
            ("b", false, false),
            ("c", true, true),
            ("d", false, true)
        ]
    );
}

#[test]
fn a_schema_used_both_ways_splits_where_something_is_read_only() {
    let api = lower_cleanly(&description(
        "post",
        "    Root:
      type: object
      required: [group]
      properties: { group: { $ref: '#/components/schemas/Group' }, plain: { $ref: '#/components/schemas/Plain' } }
    Group:
      type: object
      required: [id, name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        secret: { type: string, writeOnly: true }
    Plain: { type: object, properties: { x: { type: integer } } }
",
    ));
    assert_eq!(
        names(&api),
        ["Root", "RootInput", "Group", "GroupInput", "Plain"]
    );
    let wires = |name| -> Vec<_> {
        structure(&api, name)
            .fields
            .iter()
            .map(|field| field.wire.clone())
            .collect()
    };
    assert_eq!(wires("Group"), ["id", "name"]);
    assert_eq!(wires("GroupInput"), ["name", "secret"]);
}

#[test]
fn a_schema_with_read_only_parts_keeps_its_name_where_it_goes_one_way() {
    let api = lower_cleanly(&description(
        "get",
        "    Root: { type: object, properties: { id: { type: integer, readOnly: true } } }
",
    ));
    assert_eq!(names(&api), ["Root"]);
}

#[test]
fn all_of_merges_into_one_struct() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [b]
          properties: { b: { type: integer } }
      description: All of it.
    Base: { type: object, required: [a], properties: { a: { type: string } } }
",
    ));
    assert_eq!(names(&api), ["Root"]);
    let root = structure(&api, "Root");
    assert!(field(root, "a").required && field(root, "b").required);
    assert_eq!(api.types[0].docs.description, "All of it.");
}

#[test]
fn recursion_is_boxed_once_a_circle() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      type: object
      properties:
        children: { type: array, items: { $ref: '#/components/schemas/Root' } }
        other: { $ref: '#/components/schemas/Other' }
    Other: { type: object, properties: { root: { $ref: '#/components/schemas/Root' } } }
",
    ));
    let root = structure(&api, "Root");
    assert!(!field(root, "children").boxed);
    let boxes = [
        field(root, "other").boxed,
        field(structure(&api, "Other"), "root").boxed,
    ];
    assert_eq!(boxes, [true, false]);
}

#[test]
fn an_alias_of_itself_is_a_type_of_its_own() {
    let api = lower_cleanly(&description(
        "get",
        "    Root: { $ref: '#/components/schemas/First' }
    First: { type: array, items: { $ref: '#/components/schemas/Second' } }
    Second: { type: object, additionalProperties: { $ref: '#/components/schemas/Root' } }
",
    ));
    assert!(matches!(
        shape(&api, "Root"),
        Shape::Alias(Type::Named(TypeId(1)))
    ));
    let list = Type::List(Box::new(Type::Named(TypeId(2))));
    assert_eq!(*shape(&api, "First"), Shape::Newtype(list));
    let map = Type::Map(Box::new(Type::Named(TypeId(0))));
    assert_eq!(*shape(&api, "Second"), Shape::Alias(map));
}

#[test]
fn an_alias_of_nothing_but_itself_ends_in_any_value() {
    let (api, reports) = lower(&description(
        "get",
        "    Root: { $ref: '#/components/schemas/Other' }
    Other: { $ref: '#/components/schemas/Root' }
",
    ));
    assert_eq!(*shape(&api, "Root"), Shape::Alias(Type::Any));
    assert_eq!(reports.iter().next().unwrap().code, Code::TYPE_AS_VALUE);
}

#[test]
fn a_tuple_in_itself_stands_in_a_box() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      type: array
      minItems: 1
      maxItems: 2
      x-bindery-prefix-items: [{ type: string }, { $ref: '#/components/schemas/Root' }]
",
    ));
    let Shape::Tuple(tuple) = shape(&api, "Root") else {
        panic!()
    };
    let items: Vec<_> = (tuple.items.iter())
        .map(|item| (item.ty.clone(), item.required))
        .collect();
    let itself = Type::Boxed(Box::new(Type::Named(TypeId(0))));
    assert_eq!(items, [(Type::String, true), (itself, false)]);
    assert_eq!(tuple.rest, None);
}

#[test]
fn arrays_nested_too_deep_end_in_any_value() {
    let nested = format!(
        "{}{{ type: string }}{}",
        "{ type: array, items: ".repeat(40),
        " }".repeat(40)
    );
    let (api, reports) = lower(&description("get", &format!("    Root: {nested}\n")));
    let mut depth = 0;
    let Shape::Alias(mut ty) = shape(&api, "Root").clone() else {
        panic!()
    };
    while let Type::List(inner) = ty {
        ty = *inner;
        depth += 1;
    }
    assert!((1..=32).contains(&depth), "{depth}");
    assert_eq!(reports.iter().next().unwrap().code, Code::TYPE_AS_VALUE);
}

#[test]
fn a_discriminator_chooses_by_mapping_and_by_name() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', feline: Cat } }
    Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
    Dog: { type: object, properties: { bark: { type: boolean } } }
",
    ));
    let Shape::Union(union) = shape(&api, "Root") else {
        panic!()
    };
    assert_eq!(
        union.choice,
        Choice::Tag {
            property: "kind".to_owned(),
            values: vec![
                vec!["cat".to_owned(), "feline".to_owned()],
                vec!["Dog".to_owned()]
            ],
            inherent: vec![true, false],
            default: None,
        }
    );
}

#[test]
fn without_a_discriminator_values_then_keys_then_types_choose() {
    let choice = |alternatives: &str| {
        let api = lower_cleanly(&description("get", &format!("    Root: {alternatives}\n")));
        match shape(&api, "Root") {
            Shape::Union(union) => union.choice.clone(),
            other => panic!("{other:?}"),
        }
    };
    let object = |key: &str, schema: &str| {
        format!("{{ type: object, required: [{key}], properties: {{ {key}: {schema} }} }}")
    };
    let values = format!(
        "{{ oneOf: [{}, {}] }}",
        object("k", "{ type: string, enum: [a] }"),
        object("k", "{ type: string, enum: [b] }")
    );
    assert!(matches!(choice(&values), Choice::Tag { property, .. } if property == "k"));
    let keys = format!(
        "{{ oneOf: [{}, {}] }}",
        object("a", "{ type: string }"),
        object("b", "{ type: string }")
    );
    assert_eq!(
        choice(&keys),
        Choice::Keys {
            keys: vec![vec!["a".to_owned()], vec!["b".to_owned()]],
            exactly_one: true,
        }
    );
    let Choice::Type(groups) = choice("{ oneOf: [{ type: string }, { type: integer }] }") else {
        panic!()
    };
    let facts: Vec<_> = groups
        .into_iter()
        .map(|group| (group.types, group.variants))
        .collect();
    assert_eq!(
        facts,
        [
            (vec![JsonType::Integer], vec![1]),
            (vec![JsonType::String], vec![0])
        ]
    );
    let same = format!(
        "{{ oneOf: [{}, {}] }}",
        object("a", "{ type: string }"),
        object("a", "{ type: integer }")
    );
    assert_eq!(choice(&same), Choice::ExactlyOne);
}

#[test]
fn a_union_with_null_alone_is_nullable() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      type: object
      required: [x]
      properties: { x: { anyOf: [ { type: string }, { enum: [null] } ] } }
",
    ));
    let x = field(structure(&api, "Root"), "x").clone();
    assert_eq!((x.ty, x.nullable), (Type::String, true));
}

#[test]
fn names_never_collide() {
    let api = lower_cleanly(&description(
        "get",
        "    Root:
      type: object
      properties:
        type: { type: string, enum: [id, -id, '', Other] }
        Type: { type: string }
        option: { $ref: '#/components/schemas/Option' }
    RootType: { type: object, properties: { z: { type: string } } }
    Option: { type: object, properties: { rootType: { $ref: '#/components/schemas/RootType' } } }
",
    ));
    assert_eq!(
        names(&api),
        ["Root", "RootTypeType", "RootType", "OptionType"]
    );
    let fields: Vec<_> = structure(&api, "Root")
        .fields
        .iter()
        .map(|field| field.name.clone())
        .collect();
    assert_eq!(fields, ["r#type", "type_2", "option"]);
    let Shape::StringEnum(values) = shape(&api, "RootTypeType") else {
        panic!()
    };
    let variants: Vec<_> = values
        .variants
        .iter()
        .map(|variant| variant.name.as_str())
        .collect();
    assert_eq!(variants, ["Id", "MinusId", "Empty", "OtherValue"]);
    assert_eq!(values.other, "Other");
}

fn operation(parts: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a/{{id}}.json:\n    get:\n{parts}"
    )
}

#[test]
fn statuses_split_into_successes_and_errors() {
    let api = lower_cleanly(&operation(
        "      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        default: { description: d }
        4XX: { description: c }
        '404': { description: n }
        '304': { description: m }
        '200': { description: o }
",
    ));
    let statuses = |responses: &[crate::api::Response]| -> Vec<_> {
        responses.iter().map(|response| response.status).collect()
    };
    let operation = &api.operations[0];
    assert_eq!(statuses(&operation.success), [StatusPattern::Exact(200)]);
    assert_eq!(
        statuses(&operation.errors),
        [
            StatusPattern::Exact(304),
            StatusPattern::Exact(404),
            StatusPattern::Range(4),
            StatusPattern::Default
        ]
    );
    assert_eq!(operation.method_name, "get_a_by_id_json");
}

#[test]
fn a_path_parameter_that_nobody_declares_is_a_string() {
    let (api, reports) = lower(&operation(
        "      responses: { '200': { description: o } }\n",
    ));
    let said: Vec<_> = reports
        .iter()
        .map(|report| (report.code, report.severity))
        .collect();
    assert_eq!(said, [(Code::PATH_PARAMETER, Severity::Warning)]);
    let parameter = &api.operations[0].parameters[0];
    assert_eq!(
        (parameter.wire.as_str(), &parameter.ty),
        ("id", &Type::String)
    );
}

#[test]
fn a_security_scheme_that_is_named_alone_is_left_to_the_authenticator() {
    let (api, reports) = lower(&operation(
        "      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      security: [{ nobody: [] }]
      responses: { '200': { description: o } }
",
    ));
    let said: Vec<_> = reports.iter().map(|it| (it.code, it.severity)).collect();
    assert_eq!(said, [(Code::UNKNOWN_SECURITY_SCHEME, Severity::Warning)]);
    assert_eq!(api.schemes[0].kind, SchemeKind::Undescribed);
    assert_eq!(api.operations[0].security[0].0[0].scheme, SchemeId(0));
}

#[test]
fn paths_that_a_request_cannot_tell_apart_are_reported_once() {
    let path = |name: &str| {
        format!(
            "  /a/{{{name}}}:\n    get:\n      parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}]\n      responses: {{ '204': {{ description: n }} }}\n"
        )
    };
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n{}{}",
        path("x"),
        path("y")
    );
    let (api, reports) = lower(&text);
    let codes: Vec<_> = reports.iter().map(|report| report.code).collect();
    assert_eq!(codes, [Code::DUPLICATE_OPERATION]);
    assert_eq!(api.operations.len(), 2);
}

#[test]
fn a_property_in_two_parts_keeps_the_type_that_one_of_them_gives() {
    let (api, reports) = lower(&description(
        "get",
        "    Root:
      allOf:
        - type: object
          properties: { a: { type: string, enum: [x, y] }, b: { type: integer }, c: { type: string }, d: { type: string } }
        - properties: { a: { description: Which. }, b: { minimum: 3 }, c: { type: integer }, d: { type: string, enum: [z] } }
",
    ));
    let root = structure(&api, "Root");
    let is_enum = |wire| match field(root, wire).ty {
        Type::Named(id) => matches!(api.types[id.0].shape, Shape::StringEnum(_)),
        _ => false,
    };
    assert!(is_enum("a") && is_enum("d"));
    assert!(matches!(field(root, "b").ty, Type::Integer(_)));
    let rules = &field(root, "b").rules;
    assert_eq!(rules.own, [Rule::Minimum(Bound::Integer(3))]);
    assert_eq!(field(root, "c").ty, Type::String);
    let codes: Vec<_> = reports.iter().map(|report| report.code).collect();
    assert_eq!(codes, [Code::CONTRADICTION]);
}

#[test]
fn answers_that_have_no_body_lose_their_content() {
    let (api, reports) = lower(&operation(
        "      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: n, content: { application/json: { schema: { type: string } } } } }
",
    ));
    assert!(api.operations[0].success[0].contents.list.is_empty());
    assert_eq!(reports.iter().next().unwrap().code, Code::BODY_IGNORED);
}

#[test]
fn an_odd_path_template_is_reported() {
    for template in [
        "/a/{x}/{x}",
        "/a/{x}/}{",
        "/a/{x}?b=1",
        "/a/{x}#c",
        "/a/{x:[0-9]{3}}",
        "/a/{x=b/*}:c",
        "/a/{*x}",
        "/a/{x...}",
        "/a/{ x }",
        "/a/:x",
        "/a/<x>/b",
    ] {
        let (_, reports) = lower(&format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  '{template}':\n    get:\n      parameters: [{{ name: x, in: path, required: true, schema: {{ type: string }} }}]\n      responses: {{ '204': {{ description: n }} }}\n"
        ));
        let said: Vec<_> = reports
            .iter()
            .map(|report| (report.code, report.severity))
            .collect();
        assert_eq!(
            said,
            [(Code::PATH_PARAMETER, Severity::Warning)],
            "{template}"
        );
    }
}

#[test]
fn a_mapping_to_none_of_the_alternatives_is_reported() {
    let (_, reports) = lower(&description(
        "get",
        "    Root:
      oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', fox: '#/components/schemas/Fox' } }
    Cat: { type: object, properties: { kind: { type: string } } }
    Dog: { type: object, properties: { kind: { type: string } } }
    Fox: { type: object, properties: { kind: { type: string } } }
",
    ));
    let said: Vec<_> = reports
        .iter()
        .map(|report| report.message.clone())
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("`fox`"), "{said:?}");
}

#[test]
fn parts_of_an_all_of_that_contradict_each_other_are_reported() {
    for (first, second) in [
        ("enum: [a], type: string", "enum: [b]"),
        ("type: string, format: date", "type: string, format: uuid"),
        (
            "type: array, items: { type: string }",
            "items: { type: integer }",
        ),
        (
            "additionalProperties: { type: string }",
            "additionalProperties: { type: integer }",
        ),
        ("type: string", "type: integer"),
    ] {
        let (_, reports) = lower(&description(
            "get",
            &format!("    Root: {{ allOf: [{{ {first} }}, {{ {second} }}] }}\n"),
        ));
        let codes: Vec<_> = reports.iter().map(|report| report.code).collect();
        assert_eq!(codes, [Code::CONTRADICTION], "{first} / {second}");
    }
}

#[test]
fn servers_of_an_operation_stand_in_for_those_of_its_path() {
    let api = lower_cleanly(
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\nservers: [{url: 'https://a.example/'}]\npaths:\n  \
           /same: {servers: [{url: 'https://a.example'}], get: {responses: {}}}\n  \
           /other: {servers: [{url: 'https://b.example'}], get: {responses: {}}, put: {responses: {}}}\n  \
           /back: {servers: [{url: /b}], get: {servers: [{url: 'https://a.example'}], responses: {}}}\n",
    );
    let servers: Vec<_> = api
        .operations
        .iter()
        .map(|operation| &operation.servers)
        .collect();
    let (a, b) = (
        vec!["https://a.example".to_owned()],
        vec!["https://b.example".to_owned()],
    );
    assert_eq!(servers, [&a, &b, &b, &a]);
}
