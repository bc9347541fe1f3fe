//! How a value on the wire chooses among a union's alternatives: by the discriminator, else by a property with one
//! value, else by JSON type, else by which properties are there, else by trying each.

use std::collections::{HashMap, HashSet};

use super::drafts::{Discriminator, UnionDraft};
use crate::api::{Choice, Field, Shape, Struct, Type, TypeDef, Union, UnionVariant};
use crate::report::{Code, FileId, Place, Report, Reports};

/// Longer chains of aliases than this don't occur.
const ALIAS_LIMIT: usize = 64;

/// Settles the choice of every union among `types`; `drafts` runs parallel to them.
pub(super) fn settle(types: &mut [TypeDef], drafts: &[Option<UnionDraft>], reports: &mut Reports) {
    for (index, draft) in drafts.iter().enumerate() {
        let Some(draft) = draft else { continue };
        let choice = match types.get(index).map(|def| &def.shape) {
            Some(Shape::Union(union)) => choice(types, union, draft, reports),
            _ => continue,
        };
        if let Some(Shape::Union(union)) = types.get_mut(index).map(|def| &mut def.shape) {
            union.choice = choice;
        }
    }
}

fn choice(types: &[TypeDef], union: &Union, draft: &UnionDraft, reports: &mut Reports) -> Choice {
    if let Some(discriminator) = &draft.discriminator {
        match by_discriminator(types, union, discriminator) {
            Ok(choice) => return choice,
            Err(message) => reports.push(
                Report::warning(
                    Code::DISCRIMINATOR_IGNORED,
                    Place::key(FileId::default(), draft.at.clone()),
                    message,
                )
                .help("the alternatives are told apart without the discriminator"),
            ),
        }
    }
    let structs: Option<Vec<_>> = union
        .variants
        .iter()
        .map(|variant| structure(types, &variant.ty))
        .collect();
    if let Some(structs) = structs
        && let Some(choice) = by_single_value(types, &structs).or_else(|| by_keys(&structs))
    {
        return choice;
    }
    if !draft.exactly_one || differ_in_json_type(types, &union.variants) {
        Choice::FirstFit
    } else {
        Choice::ExactlyOne
    }
}

fn by_discriminator(
    types: &[TypeDef],
    union: &Union,
    discriminator: &Discriminator,
) -> Result<Choice, String> {
    let property = &discriminator.property;
    if discriminator.values.iter().any(Vec::is_empty) {
        return Err(
            "an alternative that isn't a component has no name for the discriminator".into(),
        );
    }
    let mut seen = HashSet::new();
    if !discriminator
        .values
        .iter()
        .flatten()
        .all(|value| seen.insert(value))
    {
        return Err("one value of the discriminator stands for two alternatives".into());
    }
    let mut inherent = Vec::new();
    for variant in &union.variants {
        let Some(structure) = structure(types, &variant.ty) else {
            return Err(format!(
                "the alternative `{}` isn't an object",
                variant.name
            ));
        };
        inherent.push(field(structure, property).is_some());
    }
    Ok(Choice::Tag {
        property: property.clone(),
        values: discriminator.values.clone(),
        inherent,
    })
}

/// A required property that has in each alternative a single value of its own.
fn by_single_value(types: &[TypeDef], structs: &[&Struct]) -> Option<Choice> {
    let first = structs.first()?;
    first.fields.iter().find_map(|candidate| {
        let values: Option<Vec<_>> = structs
            .iter()
            .map(|structure| {
                let field = field(structure, &candidate.wire).filter(|field| field.required)?;
                single_value(types, field)
            })
            .collect();
        let values = values?;
        let distinct: HashSet<_> = values.iter().collect();
        (distinct.len() == values.len()).then(|| Choice::Tag {
            property: candidate.wire.clone(),
            inherent: vec![true; values.len()],
            values: values.into_iter().map(|value| vec![value]).collect(),
        })
    })
}

fn single_value(types: &[TypeDef], field: &Field) -> Option<String> {
    match resolve(types, &field.ty)? {
        Shape::StringEnum(values) => match values.variants.as_slice() {
            [only] => Some(only.wire.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// For each alternative, keys that it requires and that no other has, or else all that it requires where no other has
/// all of them.
fn by_keys(structs: &[&Struct]) -> Option<Choice> {
    // Which alternatives have each key, in order.
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, structure) in structs.iter().enumerate() {
        for field in &structure.fields {
            holders.entry(&field.wire).or_default().push(index);
        }
    }
    let keys = structs.iter().enumerate().map(|(index, structure)| {
        let required: Vec<_> = (structure.fields.iter())
            .filter(|field| field.required)
            .filter_map(|field| Some((&field.wire, holders.get(field.wire.as_str())?)))
            .collect();
        let own = required.iter().filter(|(_, holders)| holders.len() == 1);
        let own: Vec<_> = own.map(|(key, _)| (*key).clone()).collect();
        if !own.is_empty() {
            return Some(own);
        }
        let has_all = |other: &usize| {
            (required.iter()).all(|(_, holders)| holders.binary_search(other).is_ok())
        };
        let rarest = required.iter().min_by_key(|(_, holders)| holders.len())?;
        let mut others = rarest.1.iter().filter(|other| **other != index);
        let is_told = !others.any(has_all);
        is_told.then(|| required.iter().map(|(key, _)| (*key).clone()).collect())
    });
    keys.collect::<Option<Vec<_>>>().map(Choice::Keys)
}

fn differ_in_json_type(types: &[TypeDef], variants: &[UnionVariant]) -> bool {
    let mut seen = HashSet::new();
    variants
        .iter()
        .all(|variant| json_type(types, &variant.ty).is_some_and(|name| seen.insert(name)))
}

/// The JSON type a value of this type has; `None` where it may have several.
fn json_type(types: &[TypeDef], ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Bool => "boolean",
        Type::Integer(_) | Type::Float(_) => "number",
        Type::String | Type::DateTime | Type::Date | Type::Uuid | Type::Base64 => "string",
        Type::Null => "null",
        Type::List(_) => "array",
        Type::Map(_) => "object",
        Type::Boxed(inner) => return json_type(types, inner),
        Type::Any | Type::Nullable(_) => return None,
        Type::Named(_) => match resolve(types, ty)? {
            Shape::Struct(_) => "object",
            Shape::StringEnum(_) => "string",
            Shape::ValueEnum(shape) if shape.integers => "number",
            Shape::ValueEnum(_) => return None,
            Shape::Alias(ty) => return json_type(types, ty),
            Shape::Union(_) => return None,
        },
    })
}

fn field<'s>(structure: &'s Struct, wire: &str) -> Option<&'s Field> {
    structure.fields.iter().find(|field| field.wire == wire)
}

fn structure<'t>(types: &'t [TypeDef], ty: &Type) -> Option<&'t Struct> {
    match resolve(types, ty)? {
        Shape::Struct(structure) => Some(structure),
        _ => None,
    }
}

/// The shape of a named type, at the end of its aliases of named types.
fn resolve<'t>(types: &'t [TypeDef], ty: &Type) -> Option<&'t Shape> {
    let mut ty = ty;
    for _ in 0..ALIAS_LIMIT {
        let Type::Named(id) = ty else { return None };
        match &types.get(id.0)?.shape {
            Shape::Alias(inner @ Type::Named(_)) => ty = inner,
            shape => return Some(shape),
        }
    }
    None
}
