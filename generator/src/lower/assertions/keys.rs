//! Structs whose rules depend on which keys are there.

use std::collections::HashSet;

use super::super::schemas::Schemas;
use super::super::structs::OTHER_PROPERTIES;
use crate::api::{
    Assertion, ConditionId, Docs, Keyword, Rest, Rule, Rules, Shape, Struct, Sub, Type,
};

impl Schemas<'_, '_> {
    /// Has a struct show its rules all keys that they look at: it keeps those that no field has where rules speak of
    /// them, and none is filled in.
    pub(in crate::lower) fn show_keys(&self, shape: &mut Shape, rules: &Rules) {
        let Shape::Struct(structure) = shape else {
            return;
        };
        let counts = |rule: &Rule| matches!(rule, Rule::MinProperties(_) | Rule::MaxProperties(_));
        let conditions: Vec<_> = rules.own.iter().filter_map(condition).collect();
        let are_counted = rules.own.iter().any(counts);
        if conditions.is_empty() && !are_counted {
            return;
        }
        for field in &mut structure.fields {
            field.default = None;
        }
        if structure.rest == Rest::Ignored
            && (are_counted || self.speak_of_others(structure, conditions))
        {
            structure.rest = all_others();
        }
    }

    /// Whether conditions of a struct look at keys that none of its fields has.
    fn speak_of_others(&self, structure: &Struct, conditions: Vec<ConditionId>) -> bool {
        let fields: HashSet<_> = structure
            .fields
            .iter()
            .map(|field| field.wire.as_str())
            .collect();
        let (mut queue, mut seen) = (conditions, HashSet::new());
        while let Some(id) = queue.pop() {
            if let Some(condition) = self.conditions.all.get(id.0)
                && seen.insert(id)
                && speaks_of_others(&condition.assertion, &fields, &mut queue)
            {
                return true;
            }
        }
        false
    }
}

/// All keys that no field has, whatever their values.
pub(super) fn all_others() -> Rest {
    Rest::Kept {
        name: OTHER_PROPERTIES.to_owned(),
        ty: Type::Any,
        rules: Rules::default(),
        docs: Docs::default(),
    }
}

fn condition(rule: &Rule) -> Option<ConditionId> {
    match rule {
        Rule::Condition(id) => Some(*id),
        _ => None,
    }
}

/// Whether an assertion does so itself; those that it names for the same value are added to `named`.
fn speaks_of_others(
    assertion: &Assertion,
    fields: &HashSet<&str>,
    named: &mut Vec<ConditionId>,
) -> bool {
    assertion.0.iter().any(|keyword| {
        looks_at_others(keyword, fields)
            || keyword
                .subs()
                .into_iter()
                .any(|(sub, is_in_place)| match sub {
                    _ if !is_in_place => false,
                    Sub::Inline(inner) => speaks_of_others(inner, fields, named),
                    Sub::Named(id) => {
                        named.push(*id);
                        false
                    }
                })
    })
}

/// Whether a keyword looks at keys of an object that none of `fields` has; what stands in it for the same value aside.
pub(super) fn looks_at_others(keyword: &Keyword, fields: &HashSet<&str>) -> bool {
    let is_other = |key: &String| !fields.contains(key.as_str());
    match keyword {
        Keyword::PropertyNames(_)
        | Keyword::PropertiesLike(..)
        | Keyword::OtherProperties(..)
        | Keyword::UnevaluatedProperties(..) => true,
        Keyword::Rule(Rule::MinProperties(_) | Rule::MaxProperties(_)) => true,
        Keyword::Rule(Rule::DependentRequired(key, keys)) => {
            is_other(key) || keys.iter().any(is_other)
        }
        Keyword::Required(keys) => keys.iter().any(is_other),
        Keyword::Dependent(key, _) | Keyword::Property(key, _) => is_other(key),
        _ => false,
    }
}
