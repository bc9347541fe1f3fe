//! What the values of a discriminator refer to (OpenAPI 3.0.3, Discriminator Object). It only hints at the alternative
//! to look at first, so one that leads to nothing is no reason to refuse a description.

use serde_json::{Map, Value};

use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;

impl Check<'_> {
    /// Resolves what the values of a schema's discriminator stand for. Where alternatives are listed and a value stands
    /// for none that there is, the discriminator can't choose among them.
    pub(super) fn discriminator(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        if !lookup::has(map, "discriminator") {
            return;
        }
        let lists = lookup::has(map, "oneOf") || lookup::has(map, "anyOf");
        let Some(discriminator) = map.get_mut("discriminator").and_then(Value::as_object_mut)
        else {
            return;
        };
        let at = at.key("discriminator");
        let consequence = if lists {
            "the alternatives are told apart without the discriminator"
        } else {
            "the value is left out"
        };
        let mut leads_astray = false;
        if let Some(mapping) = discriminator
            .get_mut("mapping")
            .and_then(Value::as_object_mut)
        {
            let at = at.key("mapping");
            mapping.retain(|key, value| {
                let keeps = self.resolve_mapping(value, consequence, &at.key(key)) == Fate::Keep;
                leads_astray |= !keeps;
                keeps
            });
        }
        if let Some(default) = discriminator.get_mut("defaultMapping")
            && self.resolve_mapping(default, consequence, &at.key("defaultMapping")) == Fate::Drop
        {
            discriminator.shift_remove("defaultMapping");
            leads_astray = true;
        }
        if lists && leads_astray {
            map.shift_remove("discriminator");
        }
    }
}
