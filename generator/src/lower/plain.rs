//! Types that need no name of their own: scalars, lists and maps.

use super::drafts::Origin;
use super::kind::Kind;
use super::merge::Merged;
use super::schemas::Schemas;
use super::splits::Direction;
use crate::api::{Rules, Type};
use crate::report::{Code, Pointer};

/// How deep arrays, maps and nulls may nest without a named type between: rustc follows types to a limit.
const DEEPEST: usize = 24;

/// How deep a type nests.
fn nesting(ty: &Type) -> usize {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            1 + nesting(inner)
        }
        _ => 0,
    }
}

/// The rules of what stands in another value, if there are any.
fn boxed(rules: Rules) -> Option<Box<Rules>> {
    (!rules.is_empty()).then(|| Box::new(rules))
}

impl<'a> Schemas<'a, '_> {
    /// The type, and the rules of its values.
    pub(super) fn plain_type(
        &mut self,
        kind: Kind<'a>,
        merged: &Merged<'a>,
        direction: Direction,
        origin: &Origin,
    ) -> (Type, Rules) {
        let mut rules = self.rules_of(merged, direction);
        let ty = match kind {
            Kind::Plain(Type::File) => {
                if let Some(leaf) = merged.leaves.last() {
                    rules = self.lengths(rules, &leaf.at);
                }
                Type::File
            }
            Kind::Plain(ty) => ty,
            Kind::List => match merged.items.last() {
                Some(last) => {
                    let origin = origin.within("Item");
                    let item = self.use_of_all(&merged.items, direction, &origin);
                    let (item, of_items) = item.into_type();
                    let item = self.not_too_deep(item, &last.at);
                    rules.items = boxed(of_items);
                    Type::List(Box::new(item))
                }
                None => Type::List(Box::new(Type::Any)),
            },
            Kind::Map(values) => match values.last() {
                Some(last) => {
                    let origin = origin.within("Value");
                    let value = self.use_of_all(&values, direction, &origin);
                    let (value, of_values) = value.into_type();
                    let value = self.not_too_deep(value, &last.at);
                    rules.values = boxed(of_values);
                    Type::Map(Box::new(value))
                }
                None => Type::Map(Box::new(Type::Any)),
            },
            Kind::Struct
            | Kind::Loose
            | Kind::StringEnum
            | Kind::ValueEnum
            | Kind::Union(_)
            | Kind::Tuple(_) => Type::Any,
        };
        (ty, rules)
    }

    /// The type of an item or a value, or any JSON value where it nests deeper than rustc follows.
    pub(super) fn not_too_deep(&mut self, ty: Type, at: &Pointer) -> Type {
        if nesting(&ty) < DEEPEST {
            return ty;
        }
        self.warn(
            Code::TYPE_AS_VALUE,
            at,
            "arrays and maps this deep in one another can't be typed: the type is `serde_json::Value`",
            "make a component of an object between them",
        );
        Type::Any
    }
}
