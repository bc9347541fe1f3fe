//! Conditions → rules of typed values, where these say all that they do: then nothing is written as JSON to check them.

use std::collections::HashMap;

use super::super::applicable;
use super::texts::Texts;
use crate::api::{
    Assertion, ConditionId, Keyword, Rule, Rules, Sent, Shape, Sub, Type, TypeDef, TypeId,
};

/// How many aliases are followed, and how deep a type is looked into.
const DEPTH: usize = 64;

/// Has rules say by themselves what conditions say, where they can.
pub(super) fn settle(texts: &mut Texts, types: &mut [TypeDef], sets: &mut [Sent]) {
    let kinds = types.iter().map(|def| match &def.shape {
        Shape::Alias(ty) => Kind::As(ty.clone()),
        Shape::StringEnum(_) => Kind::Text,
        _ => Kind::Other,
    });
    let kinds = kinds.collect();
    let mut typing = Typing {
        texts,
        kinds,
        known: HashMap::new(),
    };
    applicable::all(types, sets, &mut |ty, rules| typing.rules(ty, rules, DEPTH));
}

/// What a named type is.
enum Kind {
    /// Another type.
    As(Type),
    /// A string.
    Text,
    Other,
}

/// How a condition can be said of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// The value is a string.
    Text,
    /// An array of strings.
    TextList,
    /// An array.
    List,
    /// Neither.
    Plain,
}

struct Typing<'t> {
    texts: &'t mut Texts,
    kinds: Vec<Kind>,
    known: HashMap<(ConditionId, Way), Vec<Rule>>,
}

impl Typing<'_> {
    fn rules(&mut self, ty: &Type, rules: &mut Rules, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let ty = self.end(ty, true).clone();
        let (items, values) = match &ty {
            // Its values stand in JSON already.
            Type::Any => return,
            Type::List(item) => (Some(item), None),
            Type::Map(value) => (None, Some(value)),
            _ => (None, None),
        };
        if let (Some(rules), Some(item)) = (&mut rules.items, items) {
            self.rules(item, rules, depth);
        }
        if let (Some(rules), Some(value)) = (&mut rules.values, values) {
            self.rules(value, rules, depth);
        }
        let way = match &ty {
            ty if self.is_text(ty) => Way::Text,
            Type::List(item) if *self.end(item, false) == Type::String => Way::TextList,
            Type::List(_) => Way::List,
            _ => Way::Plain,
        };
        let own = std::mem::take(&mut rules.own);
        for rule in own {
            match rule {
                Rule::Condition(id) => rules.own.extend(self.condition(id, way)),
                rule => rules.own.push(rule),
            }
        }
    }

    /// The type at the end of aliases and boxes, and of nulls too where these don't matter.
    fn end<'a>(&'a self, ty: &'a Type, pass_nulls: bool) -> &'a Type {
        let mut ty = ty;
        for _ in 0..DEPTH {
            ty = match ty {
                Type::Boxed(inner) => inner,
                Type::Nullable(inner) if pass_nulls => inner,
                Type::Named(TypeId(index)) => match self.kinds.get(*index) {
                    Some(Kind::As(target)) => target,
                    _ => break,
                },
                _ => break,
            };
        }
        ty
    }

    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::String | Type::DateTime(_) | Type::Date(_) | Type::Uuid | Type::Base64 => true,
            Type::Named(TypeId(index)) => matches!(self.kinds.get(*index), Some(Kind::Text)),
            _ => false,
        }
    }

    /// The rules that say what a condition does: itself, where no others do.
    fn condition(&mut self, id: ConditionId, way: Way) -> Vec<Rule> {
        if let Some(rules) = self.known.get(&(id, way)) {
            return rules.clone();
        }
        let rules = match way {
            Way::Text => Some(vec![Rule::Condition(self.texts.condition(id))]),
            _ => self.of_parts(id, way),
        };
        let rules = rules.unwrap_or_else(|| vec![Rule::Condition(id)]);
        self.known.insert((id, way), rules.clone());
        rules
    }

    /// A rule for each keyword; `None` where there isn't one for all of them.
    fn of_parts(&mut self, id: ConditionId, way: Way) -> Option<Vec<Rule>> {
        let keywords = self.texts.all.get(id.0)?.assertion.0.clone();
        let has_rule = |keyword: &Keyword| match keyword {
            Keyword::DependentRequired(..) | Keyword::PropertyNames(_) => true,
            Keyword::Contains { .. } => way != Way::Plain,
            _ => false,
        };
        if !keywords.iter().all(has_rule) {
            return None;
        }
        let rules = keywords.into_iter().filter_map(|keyword| match keyword {
            Keyword::DependentRequired(key, keys) => Some(Rule::DependentRequired(key, keys)),
            Keyword::PropertyNames(names) => {
                Some(Rule::PropertyNames(self.texts.part(id, &names, "keys")))
            }
            Keyword::Contains { least, most, sub } => {
                let of = match (way, sub) {
                    (Way::TextList, sub) => self.texts.part(id, &sub, "items"),
                    (_, Sub::Named(of)) => of,
                    (_, Sub::Inline(Assertion(of))) => {
                        self.texts.add(id, Assertion(of), "items", false)
                    }
                };
                Some(Rule::Contains { least, most, of })
            }
            _ => None,
        });
        Some(rules.collect())
    }
}
