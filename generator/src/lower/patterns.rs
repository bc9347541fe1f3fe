//! Patterns, in the words of the crate `regex`.

use bindery_patterns::{Refusal, Translated, translate};

use indexmap::IndexMap;

use super::applicable;
use super::names::Scope;
use super::schemas::Schemas;
use crate::api::{Assertion, Condition, Keyword, Pattern, Rule, Rules, Sent, Sub, TypeDef};
use crate::report::{Code, Pointer};

/// A pattern; `None` where it can't be said.
pub(super) fn pattern(source: &str) -> Option<Pattern> {
    let Translated {
        regex, also, never, ..
    } = translate(source).ok()?;
    Some(Pattern {
        name: String::new(),
        source: source.to_owned(),
        regex,
        also,
        never,
    })
}

/// Gives the patterns of all rules and conditions their names.
pub(super) fn finish(
    types: &mut [TypeDef],
    sets: &mut [Sent],
    conditions: &mut [Condition],
) -> Vec<Pattern> {
    let mut named = Named::default();
    applicable::all(types, sets, &mut |_, rules| named.rules(rules));
    for condition in conditions {
        named.assertion(&mut condition.assertion);
    }
    named.all.into_values().collect()
}

/// The patterns that have a name, by how the description has them.
#[derive(Default)]
struct Named {
    scope: Scope,
    all: IndexMap<String, Pattern>,
}

impl Named {
    fn pattern(&mut self, pattern: &mut Pattern) {
        if let Some(known) = self.all.get(&pattern.source) {
            pattern.name.clone_from(&known.name);
            return;
        }
        pattern.name = self.scope.take(&constant(&pattern.source), "");
        self.all.insert(pattern.source.clone(), pattern.clone());
    }

    fn rule(&mut self, rule: &mut Rule) {
        if let Rule::Pattern(pattern) = rule {
            self.pattern(pattern);
        }
    }

    fn rules(&mut self, rules: &mut Rules) {
        for rule in &mut rules.own {
            self.rule(rule);
        }
        for inner in [&mut rules.items, &mut rules.values].into_iter().flatten() {
            self.rules(inner);
        }
    }

    fn assertion(&mut self, assertion: &mut Assertion) {
        for keyword in &mut assertion.0 {
            match keyword {
                Keyword::Rule(rule) => self.rule(rule),
                Keyword::PropertiesLike(pattern, _) => self.pattern(pattern),
                Keyword::OtherProperties(_, patterns, _) => {
                    patterns
                        .iter_mut()
                        .for_each(|pattern| self.pattern(pattern));
                }
                _ => {}
            }
            for (sub, _) in keyword.subs_mut() {
                if let Sub::Inline(inner) = sub {
                    self.assertion(inner);
                }
            }
        }
    }
}

/// The name of a pattern: its letters and digits.
fn constant(source: &str) -> String {
    const LONGEST: usize = 32;
    let mut name = String::new();
    for c in source.chars().take(2 * LONGEST) {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_uppercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    name.truncate(LONGEST);
    let name = name.trim_end_matches('_');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("PATTERN_{name}").trim_end_matches('_').to_owned()
    }
}

impl Schemas<'_, '_> {
    /// Warns of a pattern that isn't checked, or that is written as another dialect has it.
    pub(super) fn report_pattern(&mut self, source: &str, at: &Pointer) {
        let translated = translate(source);
        if let Ok(Translated { meant: None, .. }) = translated {
            return;
        }
        if !self.reported_rules.insert(at.clone()) {
            return;
        }
        let refusal = match translated {
            Ok(translated) => {
                let meant = translated.meant.unwrap_or_default();
                let message = "this is no regular expression, as ECMA-262 has them";
                let help = format!("it is read as `{meant}`: write that");
                self.warn(Code::UNKNOWN_VALUE, at, message, &help);
                return;
            }
            Err(refusal) => refusal,
        };
        let (message, help) = match refusal {
            Refusal::Syntax(reason) => (
                format!(
                    "this is no regular expression, as ECMA-262 has them: {reason}. It isn't checked"
                ),
                "write it as JavaScript does, without flags and without slashes around it",
            ),
            Refusal::Beyond(reason) => (
                format!(
                    "this pattern can't be checked in time in proportion to the text: {reason}"
                ),
                "say it otherwise, or check it in the handler",
            ),
            Refusal::TooLarge => (
                "this pattern is too large to be checked".to_owned(),
                "repeat less, or say it by lengths; or check it in the handler",
            ),
        };
        self.warn(Code::PATTERN_UNCHECKED, at, &message, help);
    }
}
