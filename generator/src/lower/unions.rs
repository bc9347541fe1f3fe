//! `oneOf` and `anyOf` → unions.

use openapiv3::{ReferenceOr, Schema};

use super::drafts::{Discriminator, Origin, Parent, UnionDraft};
use super::merge::Alternatives;
use super::names::{Scope, upper_camel};
use super::schemas::Schemas;
use super::splits::Direction;
use crate::api::{Choice, Shape, Type, TypeId, Union, UnionVariant};
use crate::report::{Code, Pointer};

impl<'a> Schemas<'a, '_> {
    /// The union that the named type `id` is. How it is chosen is settled when all types are known.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        alternatives: &Alternatives<'a>,
        direction: Direction,
    ) -> Shape {
        let mut scope = Scope::default();
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut values: Vec<Vec<String>> = Vec::new();
        for (index, part) in alternatives.parts.iter().enumerate() {
            if self.is_null(part) {
                continue;
            }
            let at = alternatives.at.index(index);
            let name = variant_name(part);
            let origin = Origin {
                parent: Parent::Type(id),
                role: name
                    .clone()
                    .unwrap_or_else(|| format!("Variant{}", index + 1)),
            };
            let ty = self.use_of(part.into(), &at, direction, &origin).ty;
            if variants.iter().any(|variant| variant.ty == ty) {
                continue;
            }
            let name =
                name.unwrap_or_else(|| type_word(&ty).unwrap_or_else(|| origin.role.clone()));
            values.push(tag_values(part, alternatives.discriminator));
            variants.push(UnionVariant {
                name: scope.take(&name, ""),
                ty,
                boxed: false,
                docs: self.property_docs(part.into()),
            });
        }
        if let [only] = variants.as_slice() {
            return Shape::Alias(only.ty.clone());
        }
        self.report_unused_mapping(alternatives);
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.union = Some(UnionDraft {
                exactly_one: alternatives.exactly_one,
                discriminator: alternatives
                    .discriminator
                    .map(|discriminator| Discriminator {
                        property: discriminator.property_name.clone(),
                        values,
                    }),
                at: alternatives.at.clone(),
            });
        }
        let choice = Choice::FirstFit;
        Shape::Union(Union { variants, choice })
    }
}

impl Schemas<'_, '_> {
    /// Reports values of a discriminator that choose none of the alternatives.
    fn report_unused_mapping(&mut self, alternatives: &Alternatives<'_>) {
        let Some(discriminator) = alternatives.discriminator else {
            return;
        };
        for (value, target) in &discriminator.mapping {
            let chosen = alternatives.parts.iter().any(|part| match part {
                ReferenceOr::Reference { reference } => {
                    reference == target || component_key(reference).as_ref() == Some(target)
                }
                ReferenceOr::Item(_) => false,
            });
            if !chosen {
                let message = format!(
                    "`{value}` stands for a schema that is none of the alternatives: left out"
                );
                let help = "list that schema among the alternatives, by `$ref`, or drop the value";
                self.warn(
                    Code::DISCRIMINATOR_IGNORED,
                    &alternatives.at,
                    &message,
                    help,
                );
            }
        }
    }
}

/// The name of a union's variant: the component's, or the title of a schema that stands in place.
fn variant_name(part: &ReferenceOr<Schema>) -> Option<String> {
    match part {
        ReferenceOr::Reference { reference } => {
            component_key(reference).map(|key| upper_camel(&key))
        }
        ReferenceOr::Item(schema) => schema.schema_data.title.as_deref().map(upper_camel),
    }
}

/// The name of a variant that holds a type without a name of its own.
fn type_word(ty: &Type) -> Option<String> {
    let word = match ty {
        Type::Bool => "Boolean",
        Type::Integer(_) => "Integer",
        Type::Float(_) => "Number",
        Type::String => "String",
        Type::DateTime => "DateTime",
        Type::Date => "Date",
        Type::Uuid => "Uuid",
        Type::Base64 => "Bytes",
        Type::Any => "Any",
        Type::Null => "Null",
        Type::List(_) => "List",
        Type::Map(_) => "Map",
        Type::Nullable(inner) | Type::Boxed(inner) => return type_word(inner),
        Type::Named(_) => return None,
    };
    Some(word.to_owned())
}

/// The values of a discriminator that choose this part: those that map to it, or else its own name.
fn tag_values(
    part: &ReferenceOr<Schema>,
    discriminator: Option<&openapiv3::Discriminator>,
) -> Vec<String> {
    let (ReferenceOr::Reference { reference }, Some(discriminator)) = (part, discriminator) else {
        return Vec::new();
    };
    let Some(key) = component_key(reference) else {
        return Vec::new();
    };
    let mapped: Vec<_> = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| *target == reference || **target == key)
        .map(|(value, _)| value.clone())
        .collect();
    if mapped.is_empty() { vec![key] } else { mapped }
}

fn component_key(reference: &str) -> Option<String> {
    Pointer::parse(reference.strip_prefix('#')?).tokens().last()
}
