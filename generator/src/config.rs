//! What the user settles besides the description.

/// The settings of one generated crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The crate's name; `None`: made from the API's title.
    pub name: Option<String>,
    /// The crate's version; `None`: `0.1.0`.
    pub version: Option<String>,
    /// The path of `bindery-runtime` as it stands in the emitted manifest; `None`: it is named by version.
    pub runtime_path: Option<String>,
}
