//! Constraints → the rules of values.

use std::collections::HashSet;

use openapiv3::Schema;

use super::merge::{self, Merged};
use super::parts::{Flat, Leaf, Part};
use super::schemas::Schemas;
use super::view::{Constraints, SchemaRef};
use crate::api::{Rule, Rules};
use crate::report::Pointer;

impl<'a> Schemas<'a, '_> {
    /// The rules that schemas which `sole` says all of leave out: what they say besides the type.
    pub(super) fn rules_left_out(&mut self, parts: &[Part<'a>], sole: Option<&Part<'a>>) -> Rules {
        let Some(sole) = sole.filter(|sole| parts != [(*sole).clone()]) else {
            return Rules::default();
        };
        let flat = Flat::of(parts, self.components);
        self.unchecked.extend(merge::unchecked(&flat.leaves));
        let said = schemas(&self.flat(sole).leaves);
        rules_besides(&flat.leaves, &said)
    }

    /// The rules of a value that must fit a schema, but not of those in it.
    pub(super) fn own_rules(&self, schema: SchemaRef<'a>) -> Rules {
        let flat = self.flat(&Part::new(schema, Pointer::root()));
        rules_besides(&flat.leaves, &HashSet::new())
    }

    /// The rules of what stands beside alternatives and isn't among the parts of a variant.
    pub(super) fn rules_beside(&self, base: &[Leaf<'a>], parts: &[Part<'a>]) -> Rules {
        match base {
            [] => Rules::default(),
            base => rules_besides(base, &schemas(&Flat::of(parts, self.components).leaves)),
        }
    }
}

impl Merged<'_> {
    /// The rules of what was merged.
    pub(super) fn rules(&self) -> Rules {
        all_of(&self.constraints)
    }
}

fn schemas(leaves: &[Leaf<'_>]) -> HashSet<*const Schema> {
    let pointers = leaves.iter().map(|leaf| std::ptr::from_ref(leaf.schema));
    pointers.collect()
}

fn rules_besides(leaves: &[Leaf<'_>], said: &HashSet<*const Schema>) -> Rules {
    let others = (leaves.iter()).filter(|leaf| !said.contains(&std::ptr::from_ref(leaf.schema)));
    let constraints: Vec<_> = others.map(|leaf| leaf.view().constraints).collect();
    all_of(&constraints)
}

/// All rules of all, each once.
fn all_of(constraints: &[Constraints<'_>]) -> Rules {
    let mut rules = Rules::default();
    for constraints in constraints {
        rules.add(Rules {
            own: of(constraints),
            ..Rules::default()
        });
    }
    rules
}

fn of(constraints: &Constraints<'_>) -> Vec<Rule> {
    let minimum = match constraints.exclusive_minimum {
        true => Rule::ExclusiveMinimum,
        false => Rule::Minimum,
    };
    let maximum = match constraints.exclusive_maximum {
        true => Rule::ExclusiveMaximum,
        false => Rule::Maximum,
    };
    // What nothing can be less than says nothing.
    let least = |count: Option<usize>| count.filter(|count| *count > 0);
    let rules = [
        least(constraints.min_length).map(Rule::MinLength),
        constraints.max_length.map(Rule::MaxLength),
        constraints.minimum.map(minimum),
        constraints.maximum.map(maximum),
        constraints.multiple_of.map(Rule::MultipleOf),
        least(constraints.min_items).map(Rule::MinItems),
        constraints.max_items.map(Rule::MaxItems),
        least(constraints.min_properties).map(Rule::MinProperties),
        constraints.max_properties.map(Rule::MaxProperties),
    ];
    rules.into_iter().flatten().collect()
}
