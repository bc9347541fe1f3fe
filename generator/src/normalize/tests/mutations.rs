//! Every node of a description replaced by every odd value: nothing panics, and what passes the checks deserializes.

use serde_json::{Value, json};

use super::yaml;
use crate::config::Dangling;
use crate::normalize::normalize;
use crate::read::Document;
use crate::report::{Pointer, Reports};

/// A description that has something of every object.
const EVERYTHING: &str = r##"
openapi: 3.0.3
info: {title: T, version: '1', description: D, termsOfService: t, contact: {name: n, url: u, email: e}, license: {name: n, url: u}}
servers: [{url: u, description: D, variables: {v: {enum: [a], default: a, description: D}}}]
security: [{a: []}]
tags: [{name: t, description: D, externalDocs: {url: u, description: D}}]
externalDocs: {url: u}
paths:
  /a/{id}:
    summary: S
    servers: [{url: u}]
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      tags: [t]
      operationId: a
      deprecated: true
      parameters:
        - {name: q, in: query, style: form, explode: true, allowReserved: true, allowEmptyValue: true, schema: {type: integer}, example: 1}
        - {name: h, in: header, content: {text/plain: {schema: {type: string}}}, examples: {e: {value: 1}}}
        - {$ref: '#/components/parameters/P'}
      requestBody: {required: true, content: {a/b: {schema: {$ref: '#/components/schemas/S'}, encoding: {p: {contentType: c, style: form, explode: true, headers: {X: {schema: {}}}}}}}}
      responses:
        200: {description: D, headers: {X: {required: true, style: simple, schema: {type: number}}}, content: {a/b: {example: 1}}, links: {l: {operationId: a, parameters: {p: 1}, requestBody: 1, server: {url: u}}}}
        4XX: {$ref: '#/components/responses/R'}
        default: {$ref: '#/paths/~1a~1{id}/get/responses/200'}
      callbacks: {c: {'{$url}': {post: {responses: {200: {description: D}}}}}, d: {$ref: '#/components/callbacks/C'}}
      security: [{}]
  /b: {$ref: '#/paths/~1a~1{id}'}
components:
  schemas:
    S:
      type: object
      required: [a]
      properties: {a: {type: string, enum: [x], format: f, pattern: p, minLength: 1, maxLength: 2, nullable: true, default: x}}
      additionalProperties: {$ref: '#/components/schemas/S/properties/a'}
      minProperties: 1
      discriminator: {propertyName: a, mapping: {x: S}}
      xml: {name: n, attribute: true}
      example: {a: x}
    T: {oneOf: [{type: integer, minimum: 1, exclusiveMinimum: true, multipleOf: 2, enum: [1]}], anyOf: [{}], allOf: [{}], not: {}, readOnly: true}
    U: {type: array, items: {type: boolean, default: true}, minItems: 1, maxItems: 2, uniqueItems: true}
  responses: {R: {description: D}}
  parameters: {P: {name: p, in: cookie, schema: {type: string}}}
  examples: {E: {summary: S, value: 1, externalValue: u}}
  requestBodies: {B: {content: {}}}
  headers: {H: {schema: {type: string}}}
  securitySchemes:
    a: {type: apiKey, name: n, in: header}
    b: {type: http, scheme: bearer, bearerFormat: f}
    c: {type: oauth2, flows: {implicit: {authorizationUrl: u, scopes: {s: D}}, password: {tokenUrl: u, refreshUrl: u, scopes: {}}, clientCredentials: {tokenUrl: u, scopes: {}}, authorizationCode: {authorizationUrl: u, tokenUrl: u, scopes: {}}}}
    d: {type: openIdConnect, openIdConnectUrl: u}
  links: {L: {operationRef: r}}
  callbacks: {C: {'{$url}': {get: {responses: {}}}}}
"##;

/// A description that has something of what OpenAPI 3.1 and 3.2 added.
const NEWER: &str = r##"
openapi: 3.2.0
$self: https://example.com/a
jsonSchemaDialect: https://spec.openapis.org/oas/3.2/dialect/2025-09-17
info: {title: T, version: '1', summary: S, license: {name: L, identifier: MIT}}
servers: [{url: u, name: n}]
tags: [{name: t, summary: S, parent: t, kind: nav}]
security: [{m: []}]
paths:
  /a:
    query: {requestBody: {content: {a/b: {$ref: '#/components/mediaTypes/M'}}}, responses: {200: {summary: S}}}
    additionalOperations: {COPY: {parameters: [{$ref: '#/components/parameters/Q'}]}}
  /b: {$ref: '#/components/pathItems/I', summary: S}
webhooks: {w: {post: {callbacks: {c: {'{$url}': {$ref: '#/components/pathItems/I'}}}}}}
components:
  pathItems: {I: {get: {security: [{m: []}]}}}
  mediaTypes: {M: {itemSchema: {type: string}, prefixEncoding: [{contentType: c}], itemEncoding: {contentType: c}, examples: {e: {dataValue: 1, serializedValue: '1'}}}}
  parameters: {Q: {name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}, C: {name: c, in: cookie, style: cookie, schema: {}}}
  securitySchemes: {m: {type: mutualTLS}, o: {type: oauth2, deprecated: true, flows: {deviceAuthorization: {deviceAuthorizationUrl: u, tokenUrl: u, scopes: {}}}}}
  schemas:
    S: {$id: s, $anchor: a, $comment: C, type: [object, 'null'], patternProperties: {a: {}}, propertyNames: false, dependentRequired: {a: [b]}, dependentSchemas: {a: {}}, unevaluatedProperties: false, $defs: {d: {const: 1}}}
    T: {type: [string, integer, array], minLength: 1, minimum: 0.5, exclusiveMaximum: 1e300, multipleOf: 2.0, prefixItems: [true], items: {$ref: '#/components/schemas/S'}, contains: {}, minContains: 0, maxContains: 1, unevaluatedItems: {}, examples: [1]}
    U: {$ref: 's#/$defs/d', description: D, if: {}, then: {}, else: {}}
    V: {$dynamicAnchor: v, type: string, contentEncoding: base64, contentMediaType: a/b, contentSchema: {$dynamicRef: '#v'}}
    W: {oneOf: [{$ref: '#a', title: A}], discriminator: {propertyName: p, defaultMapping: S}, xml: {nodeType: attribute}, enum: [1, null]}
"##;

/// A description that has something of every object of Swagger 2.0.
const SWAGGER: &str = r##"
swagger: '2.0'
info: {title: T, version: '1'}
host: h
basePath: /b
schemes: [https]
consumes: [a/b]
produces: [a/b]
security: [{a: []}]
paths:
  /a/{id}:
    parameters: [{name: id, in: path, required: true, type: string}, {$ref: '#/parameters/B'}]
    get:
      schemes: [http]
      produces: [c/d]
      parameters:
        - {name: q, in: query, type: array, items: {type: string}, collectionFormat: tsv, x-nullable: true}
        - {$ref: '#/parameters/P'}
      responses: {200: {description: D, headers: {X: {type: integer}}, schema: {type: file}, examples: {c/d: 1}}, 400: {$ref: '#/responses/R'}}
    post:
      consumes: [multipart/form-data]
      parameters: [{name: f, in: formData, type: file, required: true}, {name: g, in: formData, type: array, items: {type: string}}]
      responses: {}
definitions:
  S: {type: object, discriminator: p, required: [p], properties: {p: {type: string, x-nullable: true}, q: {$ref: '#/definitions/S'}}}
  T: {allOf: [{$ref: '#/definitions/S'}, {items: {type: file}}]}
parameters: {P: {name: p, in: header, type: integer}, B: {name: b, in: body, schema: {$ref: '#/definitions/S'}}}
responses: {R: {description: D, schema: {$ref: '#/definitions/T'}}}
securityDefinitions: {a: {type: basic}, b: {type: apiKey, name: n, in: query}, c: {type: oauth2, flow: application, tokenUrl: u, scopes: {s: D}}}
"##;

#[test]
fn any_node_of_swagger_may_be_anything() {
    mutate(&yaml(SWAGGER));
}

#[test]
fn any_node_of_newer_versions_may_be_anything() {
    mutate(&yaml(NEWER));
}

#[test]
fn any_node_may_be_anything() {
    mutate(&yaml(EVERYTHING));
}

fn mutate(root: &Value) {
    assert_eq!(failures(root), [""; 0]);
    let odd = [
        json!(null),
        json!(true),
        json!("true"),
        json!("x"),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!([]),
        json!({}),
        json!([null]),
        json!([[], {}, "a", "a"]),
        json!({ "$ref": "#/components/schemas/S" }),
        json!({ "$ref": "#/paths" }),
        json!({ "$ref": 1 }),
        json!({ "type": "strng", "a": {}, "": null, "x-a": null, "$ref": null }),
    ];
    let mut pointers = Vec::new();
    collect(root, &Pointer::root(), &mut pointers);
    assert!(pointers.len() > 100);
    for pointer in pointers {
        for value in &odd {
            let mut mutant = root.clone();
            *mutant.pointer_mut(pointer.as_str()).unwrap() = value.clone();
            assert_eq!(failures(&mutant), [""; 0], "{pointer} as {value}");
        }
    }
}

fn collect(value: &Value, at: &Pointer, pointers: &mut Vec<Pointer>) {
    pointers.push(at.clone());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                collect(value, &at.key(key), pointers);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                collect(value, &at.index(index), pointers);
            }
        }
        _ => (),
    }
}

/// What passed the checks and didn't deserialize.
fn failures(root: &Value) -> Vec<String> {
    let document = Document {
        root: root.clone(),
        ..Document::default()
    };
    let mut reports = Reports::new();
    normalize(&document, Dangling::Error, &mut reports);
    let messages = reports.iter().map(|report| report.message.clone());
    messages
        .filter(|message| message.contains("can't be read: "))
        .collect()
}
