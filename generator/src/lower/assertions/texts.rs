//! Conditions of strings, which are held against them as they are: nothing is written as JSON for these.

use std::collections::{HashMap, VecDeque};

use super::super::names::{Scope, snake};
use crate::api::{Assertion, Condition, ConditionId, JsonType, Keyword, Rule, Sub};

/// All conditions, those of strings as they are asked for.
pub(super) struct Texts {
    pub(super) all: Vec<Condition>,
    names: Scope,
    known: HashMap<ConditionId, ConditionId>,
    /// Those of strings whose assertions are still to be made of those of others.
    queue: VecDeque<(ConditionId, ConditionId)>,
}

impl Texts {
    /// Takes the names of keys for strings in conditions that there are.
    pub(super) fn of(all: Vec<Condition>, names: Scope) -> Self {
        let mut texts = Self {
            all,
            names,
            known: HashMap::new(),
            queue: VecDeque::new(),
        };
        for index in 0..texts.all.len() {
            let condition = texts.all.get_mut(index);
            let mut assertion = condition.map_or_else(Assertion::default, |condition| {
                std::mem::take(&mut condition.assertion)
            });
            texts.judge_names(&mut assertion);
            if let Some(condition) = texts.all.get_mut(index) {
                condition.assertion = assertion;
            }
        }
        texts.settle();
        texts
    }

    fn judge_names(&mut self, assertion: &mut Assertion) {
        for keyword in &mut assertion.0 {
            if let Keyword::PropertyNames(names) = keyword {
                *names = self.sub(names);
                continue;
            }
            for (sub, _) in keyword.subs_mut() {
                if let Sub::Inline(inner) = sub {
                    self.judge_names(inner);
                }
            }
        }
    }

    /// What a condition says of strings.
    pub(super) fn condition(&mut self, id: ConditionId) -> ConditionId {
        let text = self.named(id);
        self.settle();
        text
    }

    /// A condition of strings that is said by what another says of what stands in its values, under a name that ends in
    /// `role`.
    pub(super) fn part(&mut self, of: ConditionId, sub: &Sub, role: &str) -> ConditionId {
        let assertion = match self.sub(sub) {
            Sub::Named(id) => return id,
            Sub::Inline(assertion) => assertion,
        };
        self.settle();
        self.add(of, assertion, role, true)
    }

    /// A condition with a name, which tells of which other it is a part.
    pub(super) fn add(
        &mut self,
        of: ConditionId,
        assertion: Assertion,
        role: &str,
        is_of_text: bool,
    ) -> ConditionId {
        let whole = (self.all.get(of.0)).map_or("", |condition| condition.name.as_str());
        let name = snake(&format!("{whole} {role}"));
        self.all.push(Condition {
            name: self.names.take(&name, ""),
            assertion,
            is_of_text,
        });
        ConditionId(self.all.len() - 1)
    }

    fn named(&mut self, id: ConditionId) -> ConditionId {
        let is_of_text = self.all.get(id.0).is_some_and(|it| it.is_of_text);
        if is_of_text {
            return id;
        }
        if let Some(text) = self.known.get(&id) {
            return *text;
        }
        let text = self.add(id, Assertion::default(), "text", true);
        self.known.insert(id, text);
        self.queue.push_back((id, text));
        text
    }

    /// A queue, not a recursion: references may lead far.
    fn settle(&mut self) {
        while let Some((id, text)) = self.queue.pop_front() {
            let assertion = self.all.get(id.0).map(|it| it.assertion.clone());
            let assertion = self.assertion(&assertion.unwrap_or_default());
            if let Some(condition) = self.all.get_mut(text.0) {
                condition.assertion = assertion;
            }
        }
    }

    fn sub(&mut self, sub: &Sub) -> Sub {
        match sub {
            Sub::Inline(inner) => Sub::Inline(self.assertion(inner)),
            Sub::Named(id) => Sub::Named(self.named(*id)),
        }
    }

    /// What an assertion says of strings.
    fn assertion(&mut self, assertion: &Assertion) -> Assertion {
        let keywords = assertion.0.iter();
        Assertion(keywords.filter_map(|it| self.keyword(it)).collect())
    }

    fn keyword(&mut self, keyword: &Keyword) -> Option<Keyword> {
        let mut subs = |subs: &[Sub]| subs.iter().map(|sub| self.sub(sub)).collect();
        match keyword {
            Keyword::Never => Some(Keyword::Never),
            Keyword::Type(types) => {
                (!types.contains(&JsonType::String)).then_some(Keyword::Type(types.clone()))
            }
            Keyword::Enum(values) => {
                let texts = values.iter().filter(|value| value.is_string());
                Some(Keyword::Enum(texts.cloned().collect()))
            }
            Keyword::Rule(rule) => match rule {
                Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) | Rule::Format(_) => {
                    Some(Keyword::Rule(rule.clone()))
                }
                _ => None,
            },
            Keyword::All(sub)
            | Keyword::UnevaluatedProperties(sub, _)
            | Keyword::UnevaluatedItems(sub, _) => Some(Keyword::All(self.sub(sub))),
            Keyword::Any(all) => Some(Keyword::Any(subs(all))),
            Keyword::ExactlyOne(all) => Some(Keyword::ExactlyOne(subs(all))),
            Keyword::Not(sub) => Some(Keyword::Not(self.sub(sub))),
            Keyword::When(condition, then, otherwise) => Some(Keyword::When(
                self.sub(condition),
                self.sub(then),
                self.sub(otherwise),
            )),
            Keyword::Required(_)
            | Keyword::DependentRequired(..)
            | Keyword::Dependent(..)
            | Keyword::Property(..)
            | Keyword::PropertiesLike(..)
            | Keyword::OtherProperties(..)
            | Keyword::PropertyNames(_)
            | Keyword::Item(..)
            | Keyword::ItemsFrom(..)
            | Keyword::Contains { .. } => None,
        }
    }
}
