//! `x-rust-type`: the Rust type that a description names for the values of a schema. It is a path, or an object of a path,
//! a crate and the crate's version, as typify has it.

use hashbrown::{HashMap, HashSet};
use openapiv3::Schema;
use semver::VersionReq;
use serde_json::{Map, Value};

use super::parts::Part;
use super::schemas::Schemas;
use super::view::SchemaRef;
use crate::api::{Dependency, Rest, Shape, Type, TypeId};
use crate::crate_name::check_crate_name;
use crate::report::{Code, Pointer};

const KEY: &str = "x-rust-type";

/// Crates that are there without a dependency.
const BUILT_IN: &[&str] = &["std", "core", "crate"];

/// The runtime, on which every crate depends already.
const RUNTIME: &str = "bindery_runtime";

/// What descriptions name of Rust's types.
#[derive(Debug, Default)]
pub(super) struct RustTypes {
    /// The crates that these need, in the order in which they are met.
    pub(super) dependencies: Vec<Dependency>,
    /// The crates' indexes there, by their names in Rust.
    indexes: HashMap<String, usize>,
    /// The places that something was said of. A schema is looked at for each direction.
    told: HashSet<Pointer>,
    /// Whether there is any such type.
    are_used: bool,
}

/// What is wrong with a value of the extension: where in it, what, and how to mend it.
struct Fault {
    key: Option<String>,
    message: String,
    help: &'static str,
}

impl Fault {
    fn at(key: Option<&str>, message: impl Into<String>, help: &'static str) -> Self {
        Self {
            key: key.map(str::to_owned),
            message: message.into(),
            help,
        }
    }
}

/// How to name a type.
const WRITE_A_PATH: &str = "write a whole path without generics, such as `std::net::IpAddr`";

impl<'a> Schemas<'a, '_> {
    /// The Rust type that one of `parts` names, the last first. What can't be used is reported, and none.
    pub(super) fn named_in_rust(&mut self, parts: &[Part<'a>]) -> Option<Type> {
        parts.iter().rev().find_map(|part| match part.schema {
            SchemaRef::Item(schema) => self.rust_type(schema, &part.at),
            SchemaRef::Reference(_) => None,
        })
    }

    /// The same of one schema.
    pub(super) fn rust_type(&mut self, schema: &Schema, at: &Pointer) -> Option<Type> {
        let given = schema.schema_data.extensions.get(KEY)?;
        match self.rust_types.read(given) {
            Ok(path) => {
                self.rust_types.are_used = true;
                Some(Type::Path(path))
            }
            Err(fault) => {
                let mut at = at.key(KEY);
                if let Some(key) = &fault.key {
                    at = at.key(key);
                }
                if self.rust_types.told.insert(at.clone()) {
                    let message = format!("{}: the type is the usual one", fault.message);
                    self.warn(Code::EXTENSION, &at, &message, fault.help);
                }
                None
            }
        }
    }

    /// The first type in `ty` that a description names, if there is any: as parameters these have no form.
    pub(super) fn rust_type_within(&self, ty: &Type) -> Option<String> {
        if !self.rust_types.are_used {
            return None;
        }
        let (mut seen, mut open) = (HashSet::new(), vec![ty]);
        while let Some(ty) = open.pop() {
            match ty {
                Type::Path(path) => return Some(path.clone()),
                Type::List(inner)
                | Type::Map(inner)
                | Type::Nullable(inner)
                | Type::Boxed(inner) => open.push(inner),
                Type::Named(id) if seen.insert(*id) => open.extend(self.held_by(*id)),
                _ => {}
            }
        }
        None
    }

    /// The types that a named type holds.
    fn held_by(&self, id: TypeId) -> Vec<&Type> {
        match self.drafts.shape(id) {
            Some(Shape::Struct(structure)) => {
                let rest = match &structure.rest {
                    Rest::Kept { ty, .. } => Some(ty),
                    Rest::Ignored | Rest::Denied => None,
                };
                let fields = structure.fields.iter().map(|field| &field.ty);
                fields.chain(rest).collect()
            }
            Some(Shape::Union(union)) => union.variants.iter().map(|it| &it.ty).collect(),
            Some(Shape::Tuple(tuple)) => {
                let items = tuple.items.iter().map(|item| &item.ty);
                items.chain(&tuple.rest).collect()
            }
            Some(Shape::Alias(ty) | Shape::Newtype(ty)) => vec![ty],
            Some(Shape::StringEnum(_) | Shape::ValueEnum(_)) | None => Vec::new(),
        }
    }
}

impl RustTypes {
    /// The path that a value of the extension names. Its crate is added to the dependencies.
    fn read(&mut self, given: &Value) -> Result<String, Fault> {
        match given {
            Value::String(text) => path(text, None),
            Value::Object(members) => self.read_object(members),
            _ => Err(Fault::at(None, "this is no path of a type", WRITE_A_PATH)),
        }
    }

    fn read_object(&mut self, members: &Map<String, Value>) -> Result<String, Fault> {
        if let Some(key) = members
            .keys()
            .find(|key| !["path", "crate", "version"].contains(&key.as_str()))
        {
            let message = format!("`{key}` can't be read here");
            return Err(Fault::at(
                Some(key),
                message,
                "write `path`, `crate` and `version`",
            ));
        }
        let text = |key: &str| match members.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(Fault::at(
                Some(key),
                "this is no text",
                "put it in double quotes",
            )),
        };
        let Some(written) = text("path")? else {
            return Err(Fault::at(None, "there is no `path`", WRITE_A_PATH));
        };
        let path = path(written, Some("path"))?;
        let root = path.split("::").next().unwrap_or_default();
        let name = text("crate")?.unwrap_or(root);
        if name.replace('-', "_") != root {
            let message = format!("the path doesn't begin with the crate `{name}`");
            return Err(Fault::at(
                Some("path"),
                message,
                "begin it with the crate's name in Rust",
            ));
        }
        if let Some(version) = text("version")? {
            self.depend(root, name, version)?;
        }
        Ok(path)
    }

    /// Adds a dependency on the crate that Rust calls `root`.
    fn depend(&mut self, root: &str, name: &str, version: &str) -> Result<(), Fault> {
        if BUILT_IN.contains(&root) || root == RUNTIME {
            return Ok(());
        }
        check_crate_name(name).map_err(|error| {
            Fault::at(
                Some("crate"),
                error.to_string(),
                "write the name that Cargo knows",
            )
        })?;
        if VersionReq::parse(version).is_err() {
            let message = format!("`{version}` is no version as Cargo has them");
            return Err(Fault::at(Some("version"), message, "write `1.2`, say"));
        }
        if let Some(index) = self.indexes.get(root) {
            return match self.dependencies.get(*index) {
                Some(other) if other.version != version => Err(Fault::at(
                    Some("version"),
                    format!(
                        "`{name}` is needed in version `{}` elsewhere",
                        other.version
                    ),
                    "write the same version everywhere",
                )),
                _ => Ok(()),
            };
        }
        self.indexes
            .insert(root.to_owned(), self.dependencies.len());
        self.dependencies.push(Dependency {
            name: name.to_owned(),
            version: version.to_owned(),
        });
        Ok(())
    }
}

/// A path of at least a crate and a type; `::` before it is left out.
fn path(text: &str, key: Option<&str>) -> Result<String, Fault> {
    let text = text.trim();
    let text = text.strip_prefix("::").unwrap_or(text);
    let mut segments = text.split("::").enumerate();
    let is_path = segments.all(|(index, segment)| {
        index == 0 && segment == "crate"
            || syn::parse_str::<syn::Ident>(segment).is_ok_and(|ident| ident == segment)
    });
    if is_path && text.contains("::") {
        Ok(text.to_owned())
    } else {
        Err(Fault::at(
            key,
            format!("`{text}` is no path of a type"),
            WRITE_A_PATH,
        ))
    }
}
