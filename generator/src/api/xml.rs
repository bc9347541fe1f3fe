//! XML: how values stand in it (OpenAPI, "XML Object").

/// The index of a struct's form in XML in [`super::Api::xml_objects`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct XmlObjectId(pub usize);

/// The index of a root in [`super::Api::xml_roots`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct XmlRootId(pub usize);

/// The root of an XML document.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlRoot {
    /// The name of its table, in upper snake case, unique among all tables.
    pub name: String,
    /// The root's element.
    pub element: XmlElement,
    /// Whether the description gives it its name, so that a root of another name is another document.
    pub is_named: bool,
}

/// An element and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlElement {
    /// Its name, with a prefix where it has one.
    pub name: String,
    /// Its namespace; empty: none.
    pub namespace: String,
    /// How its value stands in it.
    pub shape: XmlShape,
}

/// How a value stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlShape {
    /// As text: a JSON string.
    Text,
    /// As text: a JSON number.
    Number,
    /// As text: a JSON boolean.
    Boolean,
    /// As a struct's fields.
    Object(XmlObjectId),
    /// As an element an item.
    List(Box<XmlElement>),
    /// As an element an entry, named by its key.
    Map(Box<XmlShape>),
}

/// A struct's form in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlObject {
    /// The name of its table, in upper snake case, unique among them.
    pub name: String,
    /// Its fields, in the description's order.
    pub fields: Vec<XmlField>,
}

/// A field's form in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlField {
    /// Its key in JSON.
    pub wire: String,
    /// What it is.
    pub kind: XmlKind,
    /// Its element or attribute; of an array that isn't wrapped, the element of each item.
    pub element: XmlElement,
}

/// What a field is in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlKind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// An element an item of an array.
    Repeated,
}
