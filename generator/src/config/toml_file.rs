//! `bindery.toml` → settings.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::crate_name::check_crate_name;
use crate::report::{Code, FileId, Place, Report, Reports};

use super::Config;

/// Reads the settings, and reports all that is wrong with them.
pub(super) fn parse(file: FileId, text: &str, reports: &mut Reports) -> Config {
    let mut reader = Reader { file, reports };
    let mut config = Config::default();
    match DeTable::parse(text) {
        Ok(table) => reader.root(table.into_inner(), &mut config),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            reader.error(at, error.message().to_owned(), None);
        }
    }
    config
}

struct Reader<'r> {
    file: FileId,
    reports: &'r mut Reports,
}

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;

impl Reader<'_> {
    fn root(&mut self, table: DeTable<'_>, config: &mut Config) {
        for (key, value) in table {
            match &**key.get_ref() {
                "name" => config.name = self.checked(&value, check_name),
                "version" => config.version = self.checked(&value, check_version),
                "runtime" => self.runtime(value, config),
                _ => self.unknown(&key, "the settings are `name`, `version` and `[runtime]`"),
            }
        }
    }

    fn runtime(&mut self, value: Spanned<DeValue<'_>>, config: &mut Config) {
        let span = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            let message = "`runtime` must be a table".to_owned();
            self.error(
                span,
                message,
                Some("write `[runtime]`, and its settings on the lines below"),
            );
            return;
        };
        for (key, value) in table {
            match &**key.get_ref() {
                "path" => config.runtime_path = self.text(&value),
                _ => self.unknown(&key, "`[runtime]` has one setting: `path`"),
            }
        }
    }

    fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                let message = "this must be a text".to_owned();
                self.error(value.span(), message, Some("put it in double quotes"));
                None
            }
        }
    }

    fn checked(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> Option<String> {
        let text = self.text(value)?;
        match check(&text) {
            Ok(()) => Some(text),
            Err(message) => {
                self.error(value.span(), message, None);
                None
            }
        }
    }

    fn unknown(&mut self, key: &Key<'_>, help: &str) {
        let message = format!("there is no setting `{}`", key.get_ref());
        self.error(key.span(), message, Some(help));
    }

    fn error(&mut self, at: Range<usize>, message: String, help: Option<&str>) {
        self.reports.push(Report {
            help: help.map(str::to_owned),
            ..Report::error(Code::CONFIGURATION, Place::bytes(self.file, at), message)
        });
    }
}

fn check_name(name: &str) -> Result<(), String> {
    check_crate_name(name).map_err(|error| error.to_string())
}

fn check_version(version: &str) -> Result<(), String> {
    semver::Version::parse(version).map(drop).map_err(|_| {
        format!("`{version}` isn't a version as Cargo has them: three numbers, like `0.1.0`")
    })
}
