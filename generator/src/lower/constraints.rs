//! Constraints → the rules of values.

use hashbrown::HashSet;
use openapiv3::Schema;

use super::merge::Merged;
use super::parts::{Flat, Leaf, Part};
use super::patterns::pattern;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::{Constraints, SchemaRef};
use crate::api::{Format, Rule, Rules};
use crate::report::{Code, Pointer};

impl<'a> Schemas<'a, '_> {
    /// The rules that schemas which `sole` says all of leave out: what they say besides the type.
    pub(super) fn rules_left_out(
        &mut self,
        parts: &[Part<'a>],
        sole: Option<&Part<'a>>,
        direction: Direction,
    ) -> Rules {
        let Some(sole) = sole.filter(|sole| parts != [(*sole).clone()]) else {
            return Rules::default();
        };
        let flat = Flat::of(parts, self.components);
        let said = schemas(&self.flat(sole).leaves);
        self.rules_besides(&flat.leaves, &flat.leaves, (&said, direction))
    }

    /// The rules of a value that must fit a schema, but not of those in it.
    pub(super) fn own_rules(&mut self, schema: SchemaRef<'a>, direction: Direction) -> Rules {
        let flat = self.flat(&Part::new(schema, Pointer::root()));
        self.rules_besides(&flat.leaves, &flat.leaves, (&HashSet::new(), direction))
    }

    /// The rules of what stands beside alternatives and isn't among the parts of a variant.
    pub(super) fn rules_beside(
        &mut self,
        base: &[Leaf<'a>],
        parts: &[Part<'a>],
        direction: Direction,
    ) -> Rules {
        match base {
            [] => Rules::default(),
            base => {
                let leaves = Flat::of(parts, self.components).leaves;
                self.rules_besides(base, &leaves, (&schemas(&leaves), direction))
            }
        }
    }

    /// The rules of what was merged, for values that travel that way.
    pub(super) fn rules_of(&mut self, merged: &Merged<'a>, direction: Direction) -> Rules {
        self.report_patterns(&merged.leaves);
        let format = merged.format.as_deref().and_then(Format::named);
        let mut rules = all_of(&merged.constraints);
        rules.add(Rules {
            own: format.map(Rule::Format).into_iter().collect(),
            ..Rules::default()
        });
        rules.add(Rules {
            own: self.conditions_of(merged, direction),
            ..Rules::default()
        });
        rules
    }

    /// The rules of bytes: those of their length. Warns of others, which nothing checks.
    pub(super) fn lengths(&mut self, rules: Rules, at: &Pointer) -> Rules {
        let is_length = |rule: &Rule| matches!(rule, Rule::MinLength(_) | Rule::MaxLength(_));
        let (own, others): (Vec<_>, Vec<_>) = rules.own.into_iter().partition(is_length);
        if !others.is_empty() && self.reported_rules.insert(at.clone()) {
            self.warn(
                Code::RULE_UNCHECKED,
                at,
                "what is said here of bytes besides how many they are isn't checked",
                "leave it away, or check it in the handler",
            );
        }
        Rules {
            own,
            ..Rules::default()
        }
    }

    /// The rules of those of `leaves` that aren't said already, of values that must fit all of `whole`.
    fn rules_besides(
        &mut self,
        leaves: &[Leaf<'a>],
        whole: &[Leaf<'a>],
        (said, direction): (&HashSet<*const Schema>, Direction),
    ) -> Rules {
        let is_new = |leaf: &&Leaf<'_>| !said.contains(&std::ptr::from_ref(leaf.schema));
        let others: Vec<_> = leaves.iter().filter(is_new).cloned().collect();
        self.report_patterns(&others);
        let constraints: Vec<_> = others.iter().map(|leaf| leaf.view().constraints).collect();
        let mut rules = all_of(&constraints);
        rules.add(Rules {
            own: (others.iter())
                .filter_map(|leaf| self.condition_beyond(leaf, whole, direction))
                .collect(),
            ..Rules::default()
        });
        rules
    }

    fn report_patterns(&mut self, leaves: &[Leaf<'a>]) {
        for leaf in leaves {
            if let Some(source) = leaf.view().constraints.pattern {
                self.report_pattern(source, &leaf.at.key("pattern"));
            }
        }
    }
}

fn schemas(leaves: &[Leaf<'_>]) -> HashSet<*const Schema> {
    let pointers = leaves.iter().map(|leaf| std::ptr::from_ref(leaf.schema));
    pointers.collect()
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

/// The rules that constraints are.
pub(super) fn of(constraints: &Constraints<'_>) -> Vec<Rule> {
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
        constraints.pattern.and_then(pattern).map(Rule::Pattern),
        constraints.minimum.map(minimum),
        constraints.maximum.map(maximum),
        constraints.multiple_of.map(Rule::MultipleOf),
        least(constraints.min_items).map(Rule::MinItems),
        constraints.max_items.map(Rule::MaxItems),
        constraints.unique_items.then_some(Rule::UniqueItems),
        least(constraints.min_properties).map(Rule::MinProperties),
        constraints.max_properties.map(Rule::MaxProperties),
    ];
    rules.into_iter().flatten().collect()
}
