//! What becomes of the properties and items that a schema doesn't speak of (JSON Schema 2020-12 Core, section 11).

use openapiv3::Schema;

use super::super::carried::{UNEVALUATED_ITEMS, UNEVALUATED_PROPERTIES, says_nothing};
use super::super::schemas::Schemas;
use crate::api::{Assertion, Keyword, Sub};
use crate::report::Pointer;

impl<'a> Schemas<'a, '_> {
    /// Whether a schema says what becomes of them. That they may be anything matters only where it is asked what is
    /// evaluated.
    pub(in crate::lower) fn leaves_unevaluated(&self, schema: &Schema) -> bool {
        let extensions = &schema.schema_data.extensions;
        let is_evaluating = self.conditions.is_evaluating;
        !extensions.is_empty()
            && [UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS]
                .iter()
                .filter_map(|key| extensions.get(*key))
                .any(|rest| is_evaluating || !says_nothing(rest))
    }

    /// All keywords of a schema that does.
    pub(super) fn unevaluated(
        &mut self,
        schema: &'a Schema,
        at: &Pointer,
        depth: usize,
    ) -> Vec<Keyword> {
        let mut all = self.evaluating(true, |this| this.evaluated(schema, at, depth + 1));
        for (key, keyword) in [
            (
                UNEVALUATED_PROPERTIES,
                Keyword::UnevaluatedProperties as fn(Sub, Sub) -> Keyword,
            ),
            (UNEVALUATED_ITEMS, Keyword::UnevaluatedItems),
        ] {
            if let Some((rest, place)) = self.carried_schema(schema, key, at) {
                let rest = self.inner(rest, &place, depth);
                all = vec![keyword(Sub::Inline(Assertion(all)), rest)];
            }
        }
        all
    }
}
