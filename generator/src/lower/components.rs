//! Following `$ref`s into the description's components. That every `$ref` resolves is known from `normalize`; what
//! doesn't is met with `None`, never with a panic.

use std::borrow::Cow;

use openapiv3::{
    Callback, Components as Section, Header, Link, OpenAPI, Parameter, ReferenceOr, RequestBody,
    Response, Schema, SecurityScheme,
};

use super::carried::Carried;
use super::view::{SchemaRef, View};
use crate::report::Pointer;

/// Longer chains of references than this are taken for cycles.
const CHAIN_LIMIT: usize = 64;

/// The components of a description, and what is carried in its extensions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Components<'a> {
    section: Option<&'a Section>,
    pub(super) carried: &'a Carried,
}

/// Something found in the description, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Found<'a, T> {
    /// The component's key; `None` where it stands in place.
    pub(super) name: Option<&'a str>,
    pub(super) item: &'a T,
    pub(super) at: Pointer,
}

/// A component schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct SchemaComponent<'a> {
    /// Its index among the component schemas.
    pub(super) index: usize,
    pub(super) name: &'a str,
    pub(super) schema: SchemaRef<'a>,
}

impl<'a> Components<'a> {
    pub(super) fn of(openapi: &'a OpenAPI, carried: &'a Carried) -> Self {
        Self {
            section: openapi.components.as_ref(),
            carried,
        }
    }

    /// All component schemas, in the description's order.
    pub(super) fn schemas(self) -> impl Iterator<Item = SchemaComponent<'a>> {
        self.section
            .into_iter()
            .flat_map(|section| &section.schemas)
            .enumerate()
            .map(|(index, (name, schema))| SchemaComponent {
                index,
                name,
                schema: schema.into(),
            })
    }

    /// The component schema that `reference` names.
    pub(super) fn schema(self, reference: &str) -> Option<SchemaComponent<'a>> {
        let key = key(reference, "schemas")?;
        let (index, name, schema) = self.section?.schemas.get_full(key.as_ref())?;
        Some(SchemaComponent {
            index,
            name,
            schema: schema.into(),
        })
    }

    /// The schema at the end of a chain of references that begins at `at`, and where it stands.
    pub(super) fn resolve(
        self,
        schema: SchemaRef<'a>,
        at: &Pointer,
    ) -> Option<(&'a Schema, Pointer)> {
        let (schema, component) = self.end(schema)?;
        Some((schema, component.map_or_else(|| at.clone(), schema_pointer)))
    }

    /// The schema at the end of a chain of references, wherever it stands.
    pub(super) fn item(self, schema: SchemaRef<'a>) -> Option<&'a Schema> {
        self.end(schema).map(|(schema, _)| schema)
    }

    /// The schema at the end of a chain of references, and the name of the component that it is, if there is a chain.
    fn end(self, mut schema: SchemaRef<'a>) -> Option<(&'a Schema, Option<&'a str>)> {
        let mut name = None;
        for _ in 0..CHAIN_LIMIT {
            match schema {
                SchemaRef::Item(schema) => return Some((schema, name)),
                SchemaRef::Reference(reference) => {
                    let component = self.schema(reference)?;
                    schema = component.schema;
                    name = Some(component.name);
                }
            }
        }
        None
    }

    /// Whether the property of that schema is read-only, whether it is write-only; a part of an `allOf` says it of the
    /// whole.
    pub(super) fn access(self, schema: SchemaRef<'a>) -> (bool, bool) {
        self.access_within(schema, CHAIN_LIMIT)
    }

    fn access_within(self, schema: SchemaRef<'a>, depth: usize) -> (bool, bool) {
        let (Some(depth), Some(schema)) = (depth.checked_sub(1), self.item(schema)) else {
            return (false, false);
        };
        let own = (schema.schema_data.read_only, schema.schema_data.write_only);
        match View::of(schema).all_of {
            // One part that something is said about, as a reference with siblings becomes.
            [part] => {
                let (read_only, write_only) = self.access_within(part.into(), depth);
                (own.0 || read_only, own.1 || write_only)
            }
            _ => own,
        }
    }

    /// The parameter, followed through references.
    pub(super) fn parameter(
        self,
        parameter: &'a ReferenceOr<Parameter>,
        at: Pointer,
    ) -> Option<Found<'a, Parameter>> {
        self.follow(parameter, at, "parameters", |section| &section.parameters)
    }

    /// The request body, followed through references.
    pub(super) fn request_body(
        self,
        body: &'a ReferenceOr<RequestBody>,
        at: Pointer,
    ) -> Option<Found<'a, RequestBody>> {
        self.follow(body, at, "requestBodies", |section| &section.request_bodies)
    }

    /// The response, followed through references.
    pub(super) fn response(
        self,
        response: &'a ReferenceOr<Response>,
        at: Pointer,
    ) -> Option<Found<'a, Response>> {
        self.follow(response, at, "responses", |section| &section.responses)
    }

    /// The header, followed through references.
    pub(super) fn header(
        self,
        header: &'a ReferenceOr<Header>,
        at: Pointer,
    ) -> Option<Found<'a, Header>> {
        self.follow(header, at, "headers", |section| &section.headers)
    }

    /// The callback, followed through references.
    pub(super) fn callback(
        self,
        callback: &'a ReferenceOr<Callback>,
        at: Pointer,
    ) -> Option<Found<'a, Callback>> {
        self.follow(callback, at, "callbacks", |section| &section.callbacks)
    }

    /// The link, followed through references.
    pub(super) fn link(self, link: &'a ReferenceOr<Link>) -> Option<&'a Link> {
        self.follow(link, Pointer::root(), "links", |section| &section.links)
            .map(|found| found.item)
    }

    /// The security scheme of that key.
    pub(super) fn security_scheme(self, key: &str) -> Option<Found<'a, SecurityScheme>> {
        let (name, scheme) = self.section?.security_schemes.get_key_value(key)?;
        let at = component_pointer("securitySchemes", name);
        let found = self.follow(scheme, at, "securitySchemes", |section| {
            &section.security_schemes
        })?;
        Some(Found {
            name: Some(name),
            ..found
        })
    }

    /// The keys of the security schemes, in the description's order.
    pub(super) fn security_scheme_keys(self) -> impl Iterator<Item = &'a str> {
        self.section
            .into_iter()
            .flat_map(|section| section.security_schemes.keys().map(String::as_str))
    }

    fn follow<T>(
        self,
        item: &'a ReferenceOr<T>,
        at: Pointer,
        kind: &str,
        section: impl Fn(&'a Section) -> &'a indexmap::IndexMap<String, ReferenceOr<T>>,
    ) -> Option<Found<'a, T>> {
        let mut found = (None, item, at);
        for _ in 0..CHAIN_LIMIT {
            match found.1 {
                ReferenceOr::Item(item) => {
                    return Some(Found {
                        name: found.0,
                        item,
                        at: found.2,
                    });
                }
                ReferenceOr::Reference { reference } => {
                    let key = key(reference, kind)?;
                    let (name, next) = section(self.section?).get_key_value(key.as_ref())?;
                    found = (Some(name.as_str()), next, component_pointer(kind, name));
                }
            }
        }
        None
    }
}

/// Where a component schema stands.
pub(super) fn schema_pointer(name: &str) -> Pointer {
    component_pointer("schemas", name)
}

fn component_pointer(kind: &str, name: &str) -> Pointer {
    Pointer::of_keys(&["components", kind, name])
}

/// The key in a reference to a component of that kind: the last token of its JSON pointer.
fn key<'r>(reference: &'r str, kind: &str) -> Option<Cow<'r, str>> {
    let token = reference
        .strip_prefix("#/components/")?
        .strip_prefix(kind)?
        .strip_prefix('/')?;
    if !token.contains(['~', '/']) {
        return Some(Cow::Borrowed(token));
    }
    let pointer = Pointer::parse(format!("/{token}"));
    pointer.tokens().next().map(Cow::Owned)
}
