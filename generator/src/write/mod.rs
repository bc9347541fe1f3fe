//! [`Files`](crate::emit::Files) → disk.
