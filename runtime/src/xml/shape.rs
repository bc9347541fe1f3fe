//! How values stand in XML.

/// How a value stands in XML.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text: a JSON string.
    Text,
    /// Text that is a JSON number.
    Number,
    /// Text that is a JSON boolean.
    Boolean,
    /// An element or an attribute an entry, by the fields of a struct.
    Object(&'static Object),
    /// The element's children as the items of an array.
    List(&'static Element),
    /// An element an entry, named by its key.
    Map(&'static Shape),
}

/// A struct. Objects stand in `static`s, since types may hold themselves.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// Its fields.
    pub fields: &'static [Field],
}

/// An element and what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Its name, with a prefix where it has one: `pet`, `shop:pet`.
    pub name: &'static str,
    /// The namespace that its prefix stands for (or, without a prefix, its own); empty: none.
    pub namespace: &'static str,
    /// How its value stands in it.
    pub shape: Shape,
}

impl Element {
    /// Its name without the prefix.
    pub(super) fn local_name(&self) -> &'static str {
        local(self.name)
    }
}

/// A field of a struct.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its key in JSON.
    pub key: &'static str,
    /// What it is in XML.
    pub kind: Kind,
    /// Its name there, and how its value stands in it. Of an array that isn't wrapped: each of its items.
    pub element: Element,
}

/// What a field is in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// Elements one after the other, one for each item of an array.
    Repeated,
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
