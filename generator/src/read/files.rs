//! The files that references lead to.

use hashbrown::HashMap;
use serde_json::Value;

use crate::report::{FileId, Report};

/// The files of a description besides its root, and which of them each reference leads to.
#[derive(Debug, Default)]
pub struct Files {
    pub(super) others: HashMap<FileId, Other>,
    pub(super) links: HashMap<FileId, HashMap<String, Link>>,
}

/// A file besides the root.
#[derive(Debug)]
pub struct Other {
    /// What it holds; `None` if it isn't YAML or JSON.
    pub tree: Option<Value>,
    /// What there is to say of it, if it is needed.
    pub reports: Vec<Report>,
}

/// What a reference to a file leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// That file.
    To(FileId),
    /// No file that was read.
    Broken(Broken),
}

/// Why a reference to a file leads to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It isn't the path of a file, but an address on a network.
    Network,
    /// It isn't the path of a file, but a URI of a scheme that leads to no network, such as `file:` or `urn:`.
    Uri,
    /// There is no such file.
    Missing,
    /// It lies outside of the root description's folder.
    Outside,
    /// It is there and can't be read as text.
    Unreadable,
    /// More files, or more bytes, have been read than a description may have.
    TooMany,
}

impl Files {
    /// That file, if it isn't the root.
    pub fn other(&self, file: FileId) -> Option<&Other> {
        self.others.get(&file)
    }

    /// What a reference in `file` leads to; `url` is what stands before its `#`. `None`: the description was read
    /// without its files.
    pub fn link(&self, file: FileId, url: &str) -> Option<Link> {
        if is_address(url) {
            let broken = if is_network(url) {
                Broken::Network
            } else {
                Broken::Uri
            };
            return Some(Link::Broken(broken));
        }
        let links = self.links.get(&file)?;
        Some((links.get(url).copied()).unwrap_or(Link::Broken(Broken::Missing)))
    }
}

/// Whether a reference is an address rather than a path: it has a scheme (RFC 3986, section 3.1), longer than the letter
/// of a drive, or an authority.
pub(super) fn is_address(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let has_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(letters);
    has_scheme || url.starts_with("//")
}

/// Whether an address says which host to ask.
fn is_network(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    url.contains("//") && !scheme.eq_ignore_ascii_case("file")
}
