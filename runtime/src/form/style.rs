//! How the field of a form is written.

/// How the field of a form is written, where that isn't the usual way: scalars as text, lists as a pair or a part for
/// each item. In parts nothing is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormStyle {
    /// A list's items parted by commas: `a=1,2`.
    Commas,
    /// A list's items parted by spaces: `a=1%202`.
    Spaces,
    /// A list's items parted by `|`: `a=1%7C2`.
    Pipes,
    /// What is inside in brackets: `a[b]=1`, `a[0]=2`.
    Brackets,
    /// As a JSON document.
    Json,
    /// As a JSON document for each item.
    JsonItems,
    /// As a part of one of these media types, which commas part; there may be ranges among them (`multipart/form-data`
    /// alone).
    Type(&'static str),
}

/// The style of a field; `None`: the usual.
#[cfg(any(feature = "client", feature = "server"))]
pub(super) fn of(styles: &[(&str, FormStyle)], name: &str) -> Option<FormStyle> {
    styles
        .iter()
        .find(|(field, _)| *field == name)
        .map(|(_, style)| *style)
}
