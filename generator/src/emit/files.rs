//! The files of a crate, before they are anywhere.

/// The files of one generated crate, in the order they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub Vec<File>);

/// One file of a generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it stands in the crate's folder, parts separated by `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}
