//! [`Document`](crate::read::Document) → openapiv3 types.
