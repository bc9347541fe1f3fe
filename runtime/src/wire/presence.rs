//! Whether an object has to have a key, and what is done with its field: a module a case, for
//! [`impl_object!`](crate::impl_object) to call by its name.

/// A key that every object has.
pub mod required {
    pub use super::super::driver::put;

    /// Whether every object has the key.
    pub const IS_REQUIRED: bool = true;

    /// What the field holds, once all keys are read; `None`: the key is missing.
    #[inline]
    pub fn take<T>(slot: Option<T>) -> Option<T> {
        slot
    }
}

/// A key that may be absent, but not null.
pub mod optional {
    pub use super::super::driver::put_optional as put;
    pub use super::nullable::{IS_REQUIRED, take};
}

/// A key that may be absent, and whose value may be null where its type takes that.
pub mod nullable {
    pub use super::super::driver::put;

    /// Whether every object has the key.
    pub const IS_REQUIRED: bool = false;

    /// What the field holds, once all keys are read.
    #[inline]
    pub fn take<T>(slot: Option<T>) -> Option<Option<T>> {
        Some(slot)
    }
}
