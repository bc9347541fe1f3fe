//! Descriptions of several files, on disk.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fs;

use bindery::bind::{Bound, Request, bind};
use bindery::report::Severity;
use tempfile::TempDir;

/// A folder with those files; `api/api.yaml` is the description, of these schemas.
fn folder(schemas: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let api = format!(
        "openapi: 3.0.3\ninfo: {{title: Lamp API, version: '1'}}\npaths: \
         {{/lamps: {{get: {{responses: {{200: {{description: D, content: {{application/json: \
         {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}}}\n\
         components: {{schemas: {{{schemas}}}}}\n"
    );
    for (path, text) in [&("api/api.yaml", api.as_str())].into_iter().chain(files) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn bound(folder: &TempDir) -> Bound {
    bind(&Request {
        spec: folder.path().join("api/api.yaml"),
        ..Request::default()
    })
}

/// The messages of that weight.
fn said(bound: &Bound, severity: Severity) -> Vec<&str> {
    let reports = bound.outcome.reports.iter();
    let reports = reports.filter(|located| located.is(severity));
    reports
        .map(|located| located.report.message.as_str())
        .collect()
}

#[test]
fn what_lies_outside_of_the_folder_is_read_if_the_configuration_allows_it() {
    let files = [("common/lamp.yaml", "type: object\n")];
    let folder = folder("A: {$ref: '../common/lamp.yaml'}", &files);
    let errors = bound(&folder);
    assert_eq!(
        said(&errors, Severity::Error),
        ["`../common/lamp.yaml` lies outside of the folder of the description"]
    );
    assert_eq!(errors.sources.0.len(), 1, "it isn't even read");
    let settings = "[references]\noutside = true\n";
    fs::write(folder.path().join("api/bindery.toml"), settings).unwrap();
    assert!(bound(&folder).outcome.generated.is_some());
}

#[cfg(unix)]
#[test]
fn symbolic_links_lead_nowhere_else() {
    let files = [("shared/lamp.yaml", "type: object\n")];
    let folder = folder("A: {$ref: shared/lamp.yaml}", &files);
    let link = folder.path().join("api/shared");
    std::os::unix::fs::symlink(folder.path().join("shared"), link).unwrap();
    let bound = bound(&folder);
    assert_eq!(
        said(&bound, Severity::Error),
        ["`shared/lamp.yaml` lies outside of the folder of the description"]
    );
    assert_eq!(bound.sources.0.len(), 1, "it isn't even read");
}

#[test]
fn a_reference_that_leads_to_nothing_can_stand_for_any_value() {
    let folder = folder(
        "A: {properties: {a: {$ref: nothing.yaml}, b: {$ref: '#/components/schemas/B'}, \
         c: {$ref: 'https://example.com/c.json'}}}, B: {$ref: '#/nowhere'}",
        &[("api/bindery.toml", "[references]\ndangling = \"any\"\n")],
    );
    let bound = bound(&folder);
    assert_eq!(said(&bound, Severity::Error), [""; 0]);
    assert_eq!(
        said(&bound, Severity::Warning),
        [
            "`nothing.yaml` names a file that isn't there",
            "`#/components/schemas/B` names a reference that leads to nothing",
            "`https://example.com/c.json` is on a network; nothing is fetched",
            "`#/nowhere` names nothing in this description",
        ]
    );
    assert!(bound.outcome.generated.is_some());
}

#[test]
fn files_that_refer_to_each_other_are_read_once() {
    let files = [
        (
            "api/a.yaml",
            "properties: {b: {$ref: b.json}, r: {$ref: 'api.yaml#/components/schemas/A'}}\n",
        ),
        (
            "api/b.json",
            "{\"properties\": {\"a\": {\"$ref\": \"./a.yaml#\"}}}\n",
        ),
        ("api/unused.yaml", "{\n"),
    ];
    let folder = folder(
        "A: {$ref: a.yaml}, B: {example: {$ref: unused.yaml}}",
        &files,
    );
    let bound = bound(&folder);
    assert_eq!(said(&bound, Severity::Error), [""; 0]);
    assert_eq!(bound.sources.0.len(), 4);
    assert!(bound.outcome.generated.is_some());
}

#[test]
fn what_is_wrong_in_files_of_swagger_is_told_where_it_stands() {
    let folder = folder("A: {}", &[]);
    for (path, text) in [
        (
            "api.yaml",
            "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: parts/a.yaml}\n  /b: {$ref: parts/b.yaml}\n",
        ),
        (
            "parts/a.yaml",
            "post:\n  parameters:\n  - {name: b, in: body, schema: {$ref: 'none.yaml#/A'}}\n  - {name: q, in: query, type: strng}\n  \
             responses: {200: {$ref: '#/none'}}\n",
        ),
        ("parts/b.yaml", "get: [\n"),
    ] {
        let path = folder.path().join("api").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let bound = bound(&folder);
    let errors = bound.outcome.reports.iter();
    let errors = errors.filter(|located| located.is(Severity::Error));
    let places: Vec<_> = errors
        .map(|located| {
            let place = located.report.place.as_ref().unwrap();
            let path = &bound.sources.get(place.file).unwrap().path;
            let name = path.rsplit('/').next().unwrap().to_owned();
            (name, located.report.message.as_str())
        })
        .collect();
    let expected = [
        (
            "api.yaml",
            "the file that `parts/b.yaml` leads to can't be parsed",
        ),
        ("a.yaml", "`none.yaml#/A` names a file that isn't there"),
        (
            "a.yaml",
            "`type` is `strng`; it can be `array`, `boolean`, `integer`, `null`, `number`, `object` or `string`",
        ),
        ("a.yaml", "`#/none` names nothing in that file"),
        ("b.yaml", "a value is missing here"),
    ];
    assert_eq!(places, expected.map(|(file, said)| (file.to_owned(), said)));
}
