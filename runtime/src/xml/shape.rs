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

/// The root of a document.
#[derive(Clone, Copy, Debug)]
pub struct Root {
    /// Its element.
    pub element: Element,
    /// Whether the description gives it its name, so that a root of another name is another document.
    pub is_named: bool,
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

impl Root {
    /// A root that the description gives its name.
    pub const fn named(element: Element) -> Self {
        Self {
            element,
            is_named: true,
        }
    }

    /// A root that the description gives no name: any will do.
    pub const fn unnamed(element: Element) -> Self {
        Self {
            element,
            is_named: false,
        }
    }
}

impl Element {
    /// An element without a namespace.
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            namespace: "",
            shape,
        }
    }

    /// The same in a namespace.
    pub const fn namespace(self, namespace: &'static str) -> Self {
        Self { namespace, ..self }
    }

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

impl Field {
    /// A field that is an element.
    pub const fn element(key: &'static str, element: Element) -> Self {
        Self::new(key, Kind::Element, element)
    }

    /// A field that is an attribute.
    pub const fn attribute(key: &'static str, element: Element) -> Self {
        Self::new(key, Kind::Attribute, element)
    }

    /// A field that is an element an item.
    pub const fn repeated(key: &'static str, element: Element) -> Self {
        Self::new(key, Kind::Repeated, element)
    }

    const fn new(key: &'static str, kind: Kind, element: Element) -> Self {
        Self { key, kind, element }
    }
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
