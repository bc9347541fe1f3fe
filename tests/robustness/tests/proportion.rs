//! Time grows with a description's size, and no faster: nothing is looked up by going through all there is.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use bindery::generate::generate;
use bindery::read::read_text;
use bindery::report::Reports;

/// The smaller description's resources. So many that what a run costs however small its description doesn't count.
const FEW: usize = 40;
/// How many schemas the smaller description has in a chain.
const FEW_IN_CHAIN: usize = 500;
/// How many times as many the larger one has.
const FACTOR: u32 = 8;
/// How much more than in proportion the larger one may take: machines are busy, and tables outgrow their caches. What
/// is quadratic takes eight times as much.
const SLACK: u32 = 3;

/// A description of so many resources, each with operations, parameters, a union, a composition, references, names
/// that collide with other resources', and reports.
fn description(resources: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for n in 0..resources {
        let next = (n + 1) % resources;
        write!(
            paths,
            "  /things{n}/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get:
      tags: [tag{tag}]
      operationId: show
      responses: {{200: {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{n}'}}}}}}}}}}
    put:
      tags: [tag{tag}]
      parameters: [{{name: limit, in: query, schema: {{type: integer, maximum: 100, default: ten}}}}]
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Union{n}'}}}}}}}}
      responses: {{default: {{description: Any., content: {{application/json: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}}}}}}}
",
            tag = n % 10
        )
        .unwrap();
        write!(
            schemas,
            "    Thing{n}:
      allOf:
        - {{$ref: '#/components/schemas/Base{n}'}}
        - {{type: object, required: [name], properties: {{name: {{type: string, maxLength: 20}}, next: {{$ref: '#/components/schemas/Thing{next}'}}}}}}
    Base{n}:
      type: object
      properties: {{id: {{type: integer}}, kind: {{type: string, enum: [a, b]}}, more: {{type: array, items: {{$ref: '#/components/schemas/Union{n}'}}}}}}
    Union{n}:
      oneOf: [{{$ref: '#/components/schemas/Base{n}'}}, {{type: string}}, {{type: array, items: {{type: integer}}}}]
    thing_{n}: {{type: object, properties: {{x: {{type: string, format: date-time}}}}}}
"
        )
        .unwrap();
    }
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

/// A description of so many schemas, each made of the next, which says what it evaluates by its last.
fn chain(schemas: usize) -> String {
    let mut chain = String::new();
    for n in 0..schemas {
        let next = n + 1;
        writeln!(
            chain,
            "    S{n}: {{minProperties: 1, allOf: [{{$ref: '#/components/schemas/S{next}'}}]}}"
        )
        .unwrap();
    }
    let path = |name: &str| {
        format!(
            "  /{name}: {{post: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}, \
             responses: {{204: {{description: Done.}}}}}}}}\n"
        )
    };
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{}{}components:\n  schemas:\n{chain}    \
         S{schemas}: {{properties: {{a: {{type: string}}}}, if: {{required: [x]}}, then: {{properties: {{b: true}}}}}}\n    \
         Closed: {{type: object, allOf: [{{$ref: '#/components/schemas/S0'}}], unevaluatedProperties: false}}\n    \
         Other: {{type: object, not: {{$ref: '#/components/schemas/S0'}}}}\n",
        path("Closed"),
        path("Other")
    )
}

/// The least time of three in which a description becomes a crate.
fn taken(text: &str) -> Duration {
    let run = || {
        let start = Instant::now();
        let mut reports = Reports::new();
        let document = read_text("api.yaml".to_owned(), text.to_owned(), &mut reports).unwrap();
        let outcome = generate(&document, &Default::default(), reports);
        assert!(outcome.generated.unwrap().operations > 0);
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap()
}

fn check(few: usize, description: fn(usize) -> String) {
    let less = taken(&description(few));
    let more = taken(&description(few * FACTOR as usize));
    assert!(
        more < less * FACTOR * SLACK,
        "{FACTOR} times as much takes {more:?} instead of {less:?}"
    );
}

#[test]
fn time_grows_in_proportion_to_size() {
    check(FEW, description);
    check(FEW_IN_CHAIN, chain);
}
