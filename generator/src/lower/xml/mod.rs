//! Schemas → how their values stand in XML (OpenAPI, "XML Object").

mod flat;
mod said;

use hashbrown::HashMap;
use heck::ToShoutySnakeCase;

use super::components::Components;
use super::names::Scope;
use super::view::{JsonType, SchemaRef};
use crate::api::{
    XmlElement, XmlField, XmlKind, XmlObject, XmlObjectId, XmlRoot, XmlRootId, XmlShape,
};
use crate::report::Pointer;
use flat::Flat;
use said::Said;

/// The name of a root that the description doesn't name.
const UNNAMED_ROOT: &str = "root";

/// The name of an array's items where the description names neither them nor the array.
const UNNAMED_ITEM: &str = "item";

/// Elements that nest deeper than this are taken for too deep. A document's would be refused as well.
const DEEPEST: usize = 64;

/// The documents and structs that stand in XML, as they are found.
#[derive(Debug, Default)]
pub(super) struct XmlTables {
    pub(super) roots: Vec<XmlRoot>,
    pub(super) objects: Vec<XmlObject>,
    /// By where the schema stands; `None` for one that has no form in XML.
    documents: HashMap<Pointer, Option<XmlRootId>>,
    /// By where the schema stands; `None` for one that has no form in XML.
    known: HashMap<Pointer, Option<XmlObjectId>>,
    names: Scope,
}

impl XmlTables {
    /// The root of documents of that schema, whose table is called `name` if the schema has no name; `None` where its values have no form in XML that the description tells:
    /// choices, free values, arrays in arrays.
    pub(super) fn root<'a>(
        &mut self,
        schema: SchemaRef<'a>,
        at: &Pointer,
        name: &str,
        components: Components<'a>,
    ) -> Option<XmlRootId> {
        let (_, place) = components.resolve(schema, at)?;
        if let Some(known) = self.documents.get(&place) {
            return *known;
        }
        let root = self.new_root(schema, at, name, components);
        let id = root.map(|root| {
            self.roots.push(root);
            XmlRootId(self.roots.len() - 1)
        });
        self.documents.insert(place, id);
        id
    }

    fn new_root<'a>(
        &mut self,
        schema: SchemaRef<'a>,
        at: &Pointer,
        name: &str,
        components: Components<'a>,
    ) -> Option<XmlRoot> {
        let mut lowering = Lowering {
            tables: self,
            components,
            depth: 0,
        };
        let shape = named_items(lowering.shape(schema, at, name)?, UNNAMED_ITEM);
        let said = lowering.said(schema);
        let key = match schema {
            SchemaRef::Reference(reference) => components.schema(reference).map(|it| it.name),
            SchemaRef::Item(_) => None,
        };
        let is_named = said.name.is_some() || key.is_some();
        let element = said.element(key.unwrap_or(UNNAMED_ROOT), shape)?;
        Some(XmlRoot {
            name: self.names.take(&table_name(key.unwrap_or(name)), "ROOT"),
            element,
            is_named,
        })
    }
}

struct Lowering<'t, 'a> {
    tables: &'t mut XmlTables,
    components: Components<'a>,
    depth: usize,
}

impl<'a> Lowering<'_, 'a> {
    /// What the schema, or the one that it refers to, says of its form in XML.
    fn said(&self, schema: SchemaRef<'a>) -> Said<'a> {
        Said::of(schema, self.components)
    }

    /// How a value stands in its element. The items of an array may still be without a name. `name` is what a struct's
    /// table is called if the schema isn't a component.
    fn shape(&mut self, schema: SchemaRef<'a>, at: &Pointer, name: &str) -> Option<XmlShape> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let shape = self.shape_of(schema, at, name);
        self.depth -= 1;
        shape
    }

    fn shape_of(&mut self, schema: SchemaRef<'a>, at: &Pointer, name: &str) -> Option<XmlShape> {
        let name = match schema {
            SchemaRef::Reference(reference) => self.components.schema(reference)?.name,
            SchemaRef::Item(_) => name,
        };
        let (schema, at) = self.components.resolve(schema, at)?;
        let flat = Flat::of(schema, &at, self.components)?;
        match flat.json_type {
            Some(JsonType::String) => Some(XmlShape::Text),
            Some(JsonType::Integer | JsonType::Number) => Some(XmlShape::Number),
            Some(JsonType::Boolean) => Some(XmlShape::Boolean),
            Some(JsonType::Array) => self.list(&flat, name),
            Some(JsonType::Object) => self.object(&flat, &at, name),
            None if !flat.properties.is_empty() => self.object(&flat, &at, name),
            None => None,
        }
    }

    fn list(&mut self, flat: &Flat<'a>, name: &str) -> Option<XmlShape> {
        let (items, at) = flat.items.as_ref()?;
        let shape = self.shape(*items, at, &format!("{name} item"));
        let shape = shape.filter(|shape| !is_list(shape))?;
        let item = self.said(*items).element("", shape)?;
        Some(XmlShape::List(Box::new(item)))
    }

    fn object(&mut self, flat: &Flat<'a>, at: &Pointer, name: &str) -> Option<XmlShape> {
        if flat.properties.is_empty() {
            let (values, at) = flat.values.as_ref()?;
            let values = self.shape(*values, at, &format!("{name} value"));
            let values = values.filter(|shape| !is_list(shape))?;
            return Some(XmlShape::Map(Box::new(values)));
        }
        if let Some(known) = self.tables.known.get(at) {
            return known.map(XmlShape::Object);
        }
        let id = XmlObjectId(self.tables.objects.len());
        self.tables.known.insert(at.clone(), Some(id));
        let table = table_name(&format!("{name} fields"));
        self.tables.objects.push(XmlObject {
            name: self.tables.names.take(&table, ""),
            fields: Vec::new(),
        });
        let mut fields = Vec::new();
        for (wire, (schema, at)) in &flat.properties {
            match self.field(wire, *schema, at, &format!("{name} {wire}")) {
                Some(field) => fields.push(field),
                None => {
                    self.tables.give_up(id);
                    return None;
                }
            }
        }
        if let Some(object) = self.tables.objects.get_mut(id.0) {
            object.fields = fields;
        }
        Some(XmlShape::Object(id))
    }

    fn field(
        &mut self,
        wire: &str,
        schema: SchemaRef<'a>,
        at: &Pointer,
        name: &str,
    ) -> Option<XmlField> {
        let said = self.said(schema);
        let shape = self.shape(schema, at, name)?;
        let (kind, element) = match shape {
            // The name of an array that isn't wrapped says nothing: each item has its own, or the property's.
            XmlShape::List(item) if !said.wrapped => {
                let name = or(item.name, wire);
                (XmlKind::Repeated, XmlElement { name, ..*item })
            }
            XmlShape::List(_) => {
                let wrapper = said.full_name(wire)?;
                let element = said.element(wire, named_items(shape, &wrapper))?;
                (XmlKind::Element, element)
            }
            shape if said.attribute && is_scalar(&shape) => {
                (XmlKind::Attribute, said.element(wire, shape)?)
            }
            shape => (XmlKind::Element, said.element(wire, shape)?),
        };
        said::is_name(&element.name).then(|| XmlField {
            wire: wire.to_owned(),
            kind,
            element,
        })
    }
}

impl XmlTables {
    /// Gives up a struct, and those that were found on the way through it, which may hold it.
    fn give_up(&mut self, id: XmlObjectId) {
        self.objects.truncate(id.0);
        for known in self.known.values_mut() {
            *known = known.filter(|known| known.0 < id.0);
        }
    }
}

/// The shape with a name for its items, if it is an array whose items have none.
fn named_items(shape: XmlShape, name: &str) -> XmlShape {
    match shape {
        XmlShape::List(item) => {
            let name = or(item.name, name);
            XmlShape::List(Box::new(XmlElement { name, ..*item }))
        }
        shape => shape,
    }
}

fn or(name: String, default: &str) -> String {
    if name.is_empty() {
        default.to_owned()
    } else {
        name
    }
}

fn is_list(shape: &XmlShape) -> bool {
    matches!(shape, XmlShape::List(_))
}

fn is_scalar(shape: &XmlShape) -> bool {
    matches!(shape, XmlShape::Text | XmlShape::Number | XmlShape::Boolean)
}

/// The text as the name of a table. Upper case makes no keyword of it.
fn table_name(text: &str) -> String {
    let name = text.to_shouty_snake_case();
    let legal = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let name: String = name.chars().filter(legal).collect();
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        _ => format!("XML_{name}"),
    }
}
