//! The types whose text is of a format, and which read more than that themselves.

use std::any::TypeId;
use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::de::{self, Expected, Unexpected};
use uuid::Uuid;

use super::strictness::Strictness;
use crate::validate::{is_date, is_date_time, is_uuid};

/// A type whose text is of a format.
#[derive(Clone, Copy)]
pub(super) struct Formatted {
    /// Whether a text is of the format. A function of its own, so that no other format's code comes along.
    is_right: fn(&str) -> bool,
    /// What such a text is, for errors.
    what: &'static str,
}

const DATE_TIME: Formatted = Formatted {
    is_right: is_date_time,
    what: "a date and time such as `2026-01-31T12:00:00Z`",
};

const DATE: Formatted = Formatted {
    is_right: is_date,
    what: "a date such as `2026-01-31`",
};

const UUID: Formatted = Formatted {
    is_right: is_uuid,
    what: "a UUID such as `67e55044-10b1-426f-9247-bb680e5fe0c8`",
};

impl Formatted {
    /// Whether a type is such a one.
    #[inline]
    pub(super) fn of<T>() -> Option<Self> {
        let id = typeid::of::<T>();
        if id == TypeId::of::<DateTime<FixedOffset>>() || is_other_instant(id) {
            Some(DATE_TIME)
        } else if id == TypeId::of::<NaiveDate>() || is_other_date(id) {
            Some(DATE)
        } else if id == TypeId::of::<Uuid>() {
            Some(UUID)
        } else {
            None
        }
    }

    /// Reads a text.
    pub(super) fn read<T, E: de::Error>(
        self,
        text: &str,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let fits = Strictness::current() == Strictness::Lenient || (self.is_right)(text);
        let read = if fits { read().ok() } else { None };
        read.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl Expected for Formatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }
}

#[inline]
fn is_other_instant(_id: TypeId) -> bool {
    #[cfg(feature = "jiff")]
    if _id == TypeId::of::<jiff::Timestamp>() {
        return true;
    }
    false
}

#[inline]
fn is_other_date(_id: TypeId) -> bool {
    #[cfg(feature = "jiff")]
    if _id == TypeId::of::<jiff::civil::Date>() {
        return true;
    }
    #[cfg(feature = "time")]
    if _id == TypeId::of::<time::Date>() {
        return true;
    }
    false
}
