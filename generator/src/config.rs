//! What the user settles besides the description.

mod toml_file;

use std::io;
use std::path::Path;

use crate::api::DateLibrary;
use crate::read::{Format, Source, Sources, Unreadable, load};
use crate::report::{Levels, Reports};

/// The name of the file that is looked for beside the description.
pub const FILE_NAME: &str = "bindery.toml";

/// The settings of one generated crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The crate's name; `None`: made from the API's title.
    pub name: Option<String>,
    /// The crate's version; `None`: `0.1.0`.
    pub version: Option<String>,
    /// The path of `bindery-runtime` as it stands in the emitted manifest; `None`: it is named by version.
    pub runtime_path: Option<String>,
    /// Which reports are denied and allowed.
    pub levels: Levels,
    /// Whether references may lead out of the root description's folder.
    pub outside: bool,
    /// What a reference that leads to nothing is taken for.
    pub dangling: Dangling,
    /// What instants and dates become.
    pub dates: DateTypes,
}

/// What instants and dates (the formats `date-time` and `date`) become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateTypes {
    /// `chrono::DateTime<Utc>` and `chrono::NaiveDate`.
    #[default]
    Chrono,
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    Jiff,
    /// `time::OffsetDateTime`, in the runtime's `Rfc3339`, and `time::Date`.
    Time,
    /// `String`, as they are written.
    String,
}

impl DateTypes {
    /// The library that has them; `None` for strings.
    pub fn library(self) -> Option<DateLibrary> {
        match self {
            Self::Chrono => Some(DateLibrary::Chrono),
            Self::Jiff => Some(DateLibrary::Jiff),
            Self::Time => Some(DateLibrary::Time),
            Self::String => None,
        }
    }
}

/// What a reference that leads to nothing is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dangling {
    /// An error.
    #[default]
    Error,
    /// Any value, with a warning: a schema that says nothing; where no schema is asked for the node is left out.
    Any,
}

impl Config {
    /// Reads the settings from the file at `path`, which must be there. Its text is added to `sources`, and what
    /// there is to say of it to `reports`; a setting that is wrong is left out.
    pub fn load(path: &Path, sources: &mut Sources, reports: &mut Reports) -> Self {
        match load(path) {
            Ok(text) => Self::parse(path, text, sources, reports),
            Err(unreadable) => {
                reports.push(unreadable.report(&path.display().to_string(), sources));
                Self::default()
            }
        }
    }

    /// Reads the settings of the description at `spec` as [`Config::load`] does, from the [`FILE_NAME`] beside it.
    /// Without such a file nothing is settled.
    pub fn load_beside(spec: &Path, sources: &mut Sources, reports: &mut Reports) -> Self {
        let path = spec.with_file_name(FILE_NAME);
        match load(&path) {
            Err(Unreadable::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                Self::default()
            }
            _ => Self::load(&path, sources, reports),
        }
    }

    /// Reads the settings from a TOML text.
    fn parse(path: &Path, text: String, sources: &mut Sources, reports: &mut Reports) -> Self {
        let file = sources.add(Source {
            path: path.display().to_string(),
            text,
            format: Format::Toml,
        });
        let text = sources.get(file).map_or("", |source| &source.text);
        toml_file::parse(file, text, reports)
    }
}

#[cfg(test)]
mod tests;
