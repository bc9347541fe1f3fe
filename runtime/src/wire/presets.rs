//! Defaults: what a server puts in the place of what a request leaves out.

use std::cell::Cell;

use serde::de::{DeserializeSeed, MapAccess};

#[cfg(feature = "server")]
use crate::scoped;

thread_local! {
    static FILLING: Cell<bool> = const { Cell::new(false) };
}

/// Whether objects are filled with defaults as they are read: a server's are, a client's aren't.
pub(super) fn is_filling() -> bool {
    FILLING.get()
}

/// Runs `decode` with objects filled as they are read, or left as they are. Like [`super::Strictness`], it is a property of
/// the thread, and is set back even if `decode` panics.
#[cfg(feature = "server")]
pub(crate) fn filling<T>(fills: bool, decode: impl FnOnce() -> T) -> T {
    scoped::with(&FILLING, fills, decode)
}

/// A default, as the one value of a map.
#[derive(Debug)]
pub struct Preset(pub(super) &'static str);

impl<'de> MapAccess<'de> for Preset {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        _: K,
    ) -> Result<Option<K::Value>, serde_json::Error> {
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, serde_json::Error> {
        let text: &'de str = self.0;
        seed.deserialize(&mut serde_json::Deserializer::from_str(text))
    }
}
