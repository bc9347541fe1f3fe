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

/// The least time of three in which the description becomes a crate.
fn taken(resources: usize) -> Duration {
    let text = description(resources);
    let run = || {
        let start = Instant::now();
        let mut reports = Reports::new();
        let document = read_text("api.yaml".to_owned(), text.clone(), &mut reports).unwrap();
        let outcome = generate(&document, &Default::default(), reports);
        assert_eq!(outcome.generated.unwrap().operations, 2 * resources);
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap()
}

#[test]
fn time_grows_in_proportion_to_size() {
    let few = taken(FEW);
    let many = taken(FEW * FACTOR as usize);
    assert!(
        many < few * FACTOR * SLACK,
        "{FACTOR} times as many resources take {many:?} instead of {few:?}"
    );
}
