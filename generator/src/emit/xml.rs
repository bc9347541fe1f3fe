//! `xml.rs`: how the types stand in XML.

use proc_macro2::Literal;
use quote::format_ident;

use super::format::Source;
use super::names::ident;
use super::{EmitError, docs};
use crate::api::{Api, XmlElement, XmlField, XmlKind, XmlObject, XmlRoot, XmlShape};
use crate::emit::tokens::{Tokens, quote};

/// Whether there is such a file.
pub(crate) fn is_needed(api: &Api) -> bool {
    !api.xml_roots.is_empty()
}

/// The file of the XML tables.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let mut source = Source::new("src/xml.rs", "How the types stand in XML.");
    let imports = match api.xml_objects.is_empty() {
        true => quote!(
            use bindery_runtime::xml::{Element, Root, Shape};
        ),
        false => quote!(
            use bindery_runtime::xml::{Element, Field, Object, Root, Shape};
        ),
    };
    source.push(imports);
    for root in &api.xml_roots {
        source.push(root_table(api, root)?);
    }
    for object in &api.xml_objects {
        source.push(object_table(api, object)?);
    }
    Ok(source)
}

fn root_table(api: &Api, root: &XmlRoot) -> Result<Tokens, EmitError> {
    let name = ident(&root.name)?;
    let docs = docs::own(&format!("The root {}.", docs::code(&root.element.name)));
    let element = element(api, &root.element)?;
    let new = match root.is_named {
        true => format_ident!("named"),
        false => format_ident!("unnamed"),
    };
    Ok(quote!(#docs pub static #name: Root = Root::#new(#element);))
}

fn object_table(api: &Api, object: &XmlObject) -> Result<Tokens, EmitError> {
    let name = ident(&object.name)?;
    let fields = object
        .fields
        .iter()
        .map(|field| table_field(api, field))
        .collect::<Result<Vec<_>, _>>()?;
    let docs = docs::own("What stands in an element.");
    Ok(quote! {
        #docs
        pub static #name: Object = Object {
            fields: &[#(#fields),*],
        };
    })
}

fn table_field(api: &Api, field: &XmlField) -> Result<Tokens, EmitError> {
    let kind = match field.kind {
        XmlKind::Element => format_ident!("element"),
        XmlKind::Attribute => format_ident!("attribute"),
        XmlKind::Repeated => format_ident!("repeated"),
    };
    let wire = Literal::string(&field.wire);
    let element = element(api, &field.element)?;
    Ok(quote!(Field::#kind(#wire, #element)))
}

fn element(api: &Api, element: &XmlElement) -> Result<Tokens, EmitError> {
    let name = &element.name;
    let namespace = &element.namespace;
    let shape = shape(api, &element.shape)?;
    let namespace = (!namespace.is_empty()).then(|| quote!(.namespace(#namespace)));
    Ok(quote!(Element::new(#name, #shape) #namespace))
}

fn shape(api: &Api, shape: &XmlShape) -> Result<Tokens, EmitError> {
    Ok(match shape {
        XmlShape::Text => quote!(Shape::Text),
        XmlShape::Number => quote!(Shape::Number),
        XmlShape::Boolean => quote!(Shape::Boolean),
        XmlShape::Object(id) => {
            let object = api.xml_objects.get(id.0).ok_or_else(|| {
                EmitError::new(format!("XML object {}", id.0), "there is no such object")
            })?;
            let name = ident(&object.name)?;
            quote!(Shape::Object(&#name))
        }
        XmlShape::List(item) => {
            let item = element(api, item)?;
            quote!(Shape::List(&#item))
        }
        XmlShape::Map(values) => {
            let values = self::shape(api, values)?;
            quote!(Shape::Map(&#values))
        }
    })
}
