//! Descriptions that would multiply, or go deep: each takes bounded time and stack.

use std::fmt::Write;
use std::thread::Builder;
use std::time::{Duration, Instant};

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use serde_json::json;

use super::{description, names, shape};
use crate::api::{Api, Choice, Shape};
use crate::report::{Code, Reports};

/// Far more than is needed, on a machine with much else to do.
const LIMIT: Duration = Duration::from_secs(60);

/// What a thread has unless it asks for more.
const STACK: usize = 2 * 1024 * 1024;

/// Lowers a description of these schemas within the limits.
fn lower(schemas: &str) -> (Api, Reports) {
    let text = description("get", schemas);
    let openapi = serde_yaml::from_str(&text).unwrap();
    let thread = Builder::new().stack_size(STACK);
    let running = thread.spawn(move || bounded(&openapi)).unwrap();
    running.join().unwrap()
}

/// Lowers within the limit of time.
fn bounded(openapi: &OpenAPI) -> (Api, Reports) {
    let mut reports = Reports::new();
    let started = Instant::now();
    let api = crate::lower::lower(openapi, None, &mut reports);
    assert!(started.elapsed() < LIMIT, "{:?}", started.elapsed());
    (api, reports)
}

/// As [`lower`], where nothing is to be said.
fn lower_cleanly(schemas: &str) -> Api {
    let (api, reports) = lower(schemas);
    let said: Vec<_> = reports.iter().take(5).collect();
    assert!(said.is_empty(), "{said:?}");
    api
}

/// A line a number, made by `line`, after those of `first`.
fn lines(first: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = first.to_owned();
    for index in 0..count {
        writeln!(text, "{}", line(index)).unwrap();
    }
    text
}

fn variants(shape: &Shape) -> usize {
    match shape {
        Shape::Union(union) => union.variants.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_all_of_a_thousand_deep() {
    let root = "    Root: { $ref: '#/components/schemas/C0' }\n    C1000: { type: object, properties: { end: { type: string } } }\n";
    let api = lower_cleanly(&lines(root, 1000, |index| {
        format!(
            "    C{index}: {{ allOf: [{{ $ref: '#/components/schemas/C{}' }}, {{ type: object, properties: {{ p{index}: {{ type: string }} }} }}] }}",
            index + 1
        )
    }));
    let Shape::Struct(all) = shape(&api, "C0") else {
        panic!("{:?}", names(&api));
    };
    assert_eq!(all.fields.len(), 1001);
}

/// Five hundred objects, and a union of them.
fn wide(beside: &str) -> String {
    let root = format!("    Root:\n{beside}      oneOf:\n");
    let listed = lines(&root, 500, |index| {
        format!("        - {{ $ref: '#/components/schemas/V{index}' }}")
    });
    lines(&listed, 500, |index| {
        format!(
            "    V{index}: {{ type: object, required: [v{index}], properties: {{ v{index}: {{ type: string }} }} }}"
        )
    })
}

#[test]
fn a_union_of_five_hundred() {
    let api = lower_cleanly(&wide(""));
    let Shape::Union(union) = shape(&api, "Root") else {
        panic!("{:?}", names(&api));
    };
    assert_eq!(union.variants.len(), 500);
    assert!(matches!(union.choice, Choice::Keys { .. }));
}

#[test]
fn five_hundred_alternatives_beside_properties() {
    let beside = "      type: object\n      properties: { a: { type: string }, b: { type: integer, readOnly: true } }\n";
    let api = lower_cleanly(&wide(beside));
    assert_eq!(variants(shape(&api, "Root")), 500);
    assert_eq!(api.types.len(), 501);
}

/// Each rung is a union of two things beside a property; the first, and where `both` the second as well, leads to the
/// next rung.
fn ladder(rungs: usize, both: bool) -> String {
    let root = format!(
        "    Root: {{ $ref: '#/components/schemas/R0' }}\n    R{rungs}: {{ type: object, properties: {{ end: {{ type: string }} }} }}\n"
    );
    lines(&root, rungs, |rung| {
        let next = |key: &str| {
            format!(
                "{{ allOf: [{{ $ref: '#/components/schemas/R{}' }}, {{ type: object, required: [{key}{rung}], properties: {{ {key}{rung}: {{ type: string }} }} }}] }}",
                rung + 1
            )
        };
        let other = if both {
            next("b")
        } else {
            format!("{{ type: object, properties: {{ b{rung}: {{ type: string }} }} }}")
        };
        format!(
            "    R{rung}: {{ type: object, properties: {{ p{rung}: {{ type: string }} }}, oneOf: [{}, {other}] }}",
            next("a")
        )
    })
}

#[test]
fn a_ladder_of_unions_that_each_lead_on_once() {
    let api = lower_cleanly(&ladder(40, false));
    assert_eq!(variants(shape(&api, "R0")), 2);
    assert!(api.types.len() < 200, "{}", api.types.len());
}

#[test]
fn a_ladder_of_unions_that_double_with_each_rung() {
    let (api, reports) = lower(&ladder(40, true));
    assert_eq!(variants(shape(&api, "R0")), 2);
    assert!(api.types.len() < 1500, "{}", api.types.len());
    assert!(reports.iter().count() > 0);
    for report in reports.iter() {
        assert_eq!(report.code, Code::UNION_AS_VALUE);
        assert!(report.place.is_some());
    }
}

#[test]
fn unions_in_a_circle() {
    let api = lower_cleanly(&lines(
        "    Root: { $ref: '#/components/schemas/U0' }\n",
        100,
        |index| {
            let next = (index + 1) % 100;
            format!(
                "    U{index}: {{ oneOf: [{{ $ref: '#/components/schemas/U{next}' }}, {{ type: object, required: [u{index}], properties: {{ u{index}: {{ type: string }}, inner: {{ $ref: '#/components/schemas/U{next}' }} }} }}] }}"
            )
        },
    ));
    assert_eq!(variants(shape(&api, "U99")), 2);
}

/// Built, since no YAML is read that is nested as deep.
#[test]
fn unions_a_hundred_deep_in_place() {
    let schema = |json| serde_json::from_value::<Schema>(json).unwrap();
    let mut inner = schema(json!({ "type": "string" }));
    for level in 0..100 {
        let key = format!("k{level}");
        let object = json!({ "type": "object", "required": [key], "properties": { key: { "type": "integer" } } });
        let mut list = schema(json!({ "type": "array", "items": {} }));
        if let SchemaKind::Type(Type::Array(list)) = &mut list.schema_kind {
            list.items = Some(ReferenceOr::Item(Box::new(inner)));
        }
        let one_of = [schema(object), list].map(ReferenceOr::Item).into();
        inner = Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::OneOf { one_of },
        };
    }
    let mut openapi: OpenAPI = serde_yaml::from_str(&description("get", "    Root: {}\n")).unwrap();
    let schemas = &mut openapi.components.as_mut().unwrap().schemas;
    schemas.insert("Root".to_owned(), ReferenceOr::Item(inner));
    let (api, reports) = crate::stack::run(|| bounded(&openapi)).unwrap();
    assert_eq!(variants(shape(&api, "Root")), 2);
    // What stands deepest isn't typed.
    assert_eq!(reports.iter().count(), 2);
    assert!(reports.iter().all(|it| it.code == Code::TYPE_AS_VALUE));
    assert!(api.types.len() > 100, "{}", api.types.len());
}

#[test]
fn a_base_that_three_hundred_extend() {
    let root = "    Root: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }\n";
    let api = lower_cleanly(&lines(root, 300, |index| {
        format!(
            "    D{index}: {{ allOf: [{{ $ref: '#/components/schemas/Root' }}, {{ type: object, properties: {{ d{index}: {{ type: string }} }} }}] }}"
        )
    }));
    assert_eq!(variants(shape(&api, "Root")), 301);
}

#[test]
fn an_alias_five_thousand_long() {
    let root = "    Root: { $ref: '#/components/schemas/A0' }\n    A5000: { type: object, properties: { end: { type: string } } }\n";
    let api = lower_cleanly(&lines(root, 5000, |index| {
        format!(
            "    A{index}: {{ $ref: '#/components/schemas/A{}' }}",
            index + 1
        )
    }));
    assert!(matches!(shape(&api, "A4999"), Shape::Alias(_)));
}

#[test]
fn structs_that_contain_one_another_in_a_long_circle() {
    let root = "    Root: { $ref: '#/components/schemas/S0' }\n";
    let api = lower_cleanly(&lines(root, 3000, |index| {
        format!(
            "    S{index}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/S{}' }} }} }}",
            (index + 1) % 3000
        )
    }));
    let boxed = api.types.iter().filter(|def| match &def.shape {
        Shape::Struct(structure) => structure.fields.iter().any(|field| field.boxed),
        _ => false,
    });
    assert_eq!(boxed.count(), 1);
}

/// What comes first in the circle is another name, which has no place for a box.
#[test]
fn a_struct_that_contains_itself_by_another_name() {
    let api = lower_cleanly(
        "    Root: { $ref: '#/components/schemas/S' }\n    S: { type: object, properties: { next: { $ref: '#/components/schemas/Root' } } }\n",
    );
    let Shape::Struct(inner) = shape(&api, "S") else {
        panic!("{:?}", names(&api));
    };
    assert!(inner.fields[0].boxed);
}

/// Unions of three, in layers, each of which holds all of the next.
#[test]
fn layers_of_unions_with_a_discriminator() {
    let root = "    Root: { $ref: '#/components/schemas/U0x0' }\n";
    let api = lower(&lines(root, 60, |index| {
        let (layer, place) = (index / 3, index % 3);
        let next: Vec<_> = (0..3)
            .map(|other| format!("{{ $ref: '#/components/schemas/U{}x{other}' }}", layer + 1))
            .collect();
        if layer == 19 {
            return format!(
                "    U{layer}x{place}: {{ type: object, required: [kind], properties: {{ kind: {{ type: string, enum: [k{place}] }} }} }}"
            );
        }
        format!(
            "    U{layer}x{place}: {{ oneOf: [{}], discriminator: {{ propertyName: kind }} }}",
            next.join(", ")
        )
    }))
    .0;
    assert_eq!(variants(shape(&api, "U0x0")), 3);
}
