//! `bindery.toml` → settings.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::crate_name::check_crate_name;
use crate::report::words::{alternatives, closest};
use crate::report::{Code, FileId, Filter, Levels, Place, Report, Reports, UnknownCode};

use super::{Config, Dangling, DateTypes};

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

/// What may stand at the top.
const TABLES: &[&str] = &[
    "name",
    "version",
    "runtime",
    "reports",
    "references",
    "types",
];

/// What dates can be.
const DATES: [(&str, DateTypes); 4] = [
    ("chrono", DateTypes::Chrono),
    ("jiff", DateTypes::Jiff),
    ("time", DateTypes::Time),
    ("string", DateTypes::String),
];

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
                "reports" => self.reports(value, config),
                "references" => self.references(value, config),
                "types" => self.types(value, config),
                _ => self.unknown(&key, TABLES),
            }
        }
    }

    fn references(&mut self, value: Spanned<DeValue<'_>>, config: &mut Config) {
        for (key, value) in self.table("references", value) {
            match &**key.get_ref() {
                "outside" => match value.get_ref() {
                    DeValue::Boolean(outside) => config.outside = *outside,
                    _ => {
                        let message = "this must be `true` or `false`".to_owned();
                        self.error(value.span(), message, None);
                    }
                },
                "dangling" => match self.text(&value).as_deref() {
                    Some("any") => config.dangling = Dangling::Any,
                    Some("error") => config.dangling = Dangling::Error,
                    Some(_) => {
                        let message = "this must be `\"any\"` or `\"error\"`".to_owned();
                        self.error(value.span(), message, None);
                    }
                    None => (),
                },
                _ => self.unknown(&key, &["outside", "dangling"]),
            }
        }
    }

    fn types(&mut self, value: Spanned<DeValue<'_>>, config: &mut Config) {
        for (key, value) in self.table("types", value) {
            match &**key.get_ref() {
                "date-time" => {
                    if let Some(dates) = self.date_types(&value) {
                        config.dates = dates;
                    }
                }
                _ => self.unknown(&key, &["date-time"]),
            }
        }
    }

    fn date_types(&mut self, value: &Spanned<DeValue<'_>>) -> Option<DateTypes> {
        let text = self.text(value)?;
        if let Some((_, dates)) = DATES.iter().find(|(name, _)| *name == text) {
            return Some(*dates);
        }
        let names = DATES.map(|(name, _)| name);
        let help = match closest(&text, names.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it can be {}", alternatives(&names)),
        };
        let message = format!("there are no dates of `{text}`");
        self.error(value.span(), message, Some(&help));
        None
    }

    fn runtime(&mut self, value: Spanned<DeValue<'_>>, config: &mut Config) {
        for (key, value) in self.table("runtime", value) {
            match &**key.get_ref() {
                "path" => config.runtime_path = self.text(&value),
                _ => self.unknown(&key, &["path"]),
            }
        }
    }

    fn reports(&mut self, value: Spanned<DeValue<'_>>, config: &mut Config) {
        let (mut deny, mut allow) = (Vec::new(), Vec::new());
        for (key, value) in self.table("reports", value) {
            match &**key.get_ref() {
                "deny" => deny = self.filters(&value),
                "allow" => allow = self.filters(&value),
                _ => self.unknown(&key, &["deny", "allow"]),
            }
        }
        config.levels = Levels::new(&deny, &allow);
    }

    fn filters(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Filter> {
        let DeValue::Array(items) = value.get_ref() else {
            let message = "this must be an array of texts".to_owned();
            self.error(value.span(), message, Some("write `[\"warnings\"]`, say"));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.filter(item)).collect()
    }

    fn filter(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Filter> {
        match self.text(value)?.parse() {
            Ok(filter) => Some(filter),
            Err(error) => {
                let error: UnknownCode = error;
                let help =
                    "it can be `warnings`, `degraded` or a code, as `bindery explain` lists them";
                self.error(value.span(), error.to_string(), Some(help));
                None
            }
        }
    }

    /// The settings of a table; none where it is something else.
    fn table<'t>(&mut self, name: &str, value: Spanned<DeValue<'t>>) -> DeTable<'t> {
        let span = value.span();
        if let DeValue::Table(table) = value.into_inner() {
            return table;
        }
        let help = format!("write `[{name}]`, and its settings on the lines below");
        self.error(span, format!("`{name}` must be a table"), Some(&help));
        DeTable::default()
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

    fn unknown(&mut self, key: &Key<'_>, known: &[&str]) {
        let given = &**key.get_ref();
        let message = format!("there is no setting `{given}`");
        let help = match closest(given, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it can be {}", alternatives(known)),
        };
        self.error(key.span(), message, Some(&help));
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
