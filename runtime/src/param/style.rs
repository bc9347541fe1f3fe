//! How a parameter's value becomes text.

/// How a parameter's value becomes text (OpenAPI 3.0, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=value` (path).
    Matrix,
    /// `.value` (path).
    Label,
    /// `name=value` (query, cookie).
    Form,
    /// `value` (path, header).
    Simple,
    /// Array items parted by spaces (query).
    SpaceDelimited,
    /// Array items parted by `|` (query).
    PipeDelimited,
    /// `name[property]=value` (query).
    DeepObject,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}
