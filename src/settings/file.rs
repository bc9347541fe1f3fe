//! The file with settings: TOML, a setting a line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Spanned, Value};

use super::Wrong;

/// A file with settings, as it was read.
#[derive(Debug)]
pub struct File {
    path: PathBuf,
    /// What is said of each setting, and in which line.
    values: BTreeMap<String, (usize, String)>,
}

impl File {
    /// Reads the file that `said` names. `known` are the names that settings have.
    ///
    /// # Errors
    /// [`Wrong`] if it can't be read, isn't TOML, or names something that is no setting.
    pub fn read(
        path: &Path,
        said: &str,
        known: impl Iterator<Item = &'static str> + Clone,
    ) -> Result<Self, Wrong> {
        let text = fs::read_to_string(path)
            .map_err(|error| Wrong::new(said, format!("can't read {}: {error}", path.display())))?;
        Self::parse(path, &text, known)
    }

    fn parse(
        path: &Path,
        text: &str,
        known: impl Iterator<Item = &'static str> + Clone,
    ) -> Result<Self, Wrong> {
        let wrong = |at: usize, why: String| Wrong::new(place(path, line(text, at)), why);
        let table = toml::from_str::<BTreeMap<Spanned<String>, Spanned<Value>>>(text);
        let table = table.map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(at, error.message().replace('\n', ", "))
        })?;
        let mut values = BTreeMap::new();
        for (name, value) in table {
            let at = name.span().start;
            let name = name.into_inner();
            if !known.clone().any(|known| known == name) {
                let all = known.collect::<Vec<_>>().join(", ");
                return Err(wrong(
                    at,
                    format!("`{name}` is no setting; there are {all}"),
                ));
            }
            let value = as_text(value.into_inner()).ok_or_else(|| {
                wrong(
                    at,
                    format!("`{name}` is a text, a whole number or a list of them"),
                )
            })?;
            values.insert(name, (line(text, at), value));
        }
        let path = path.to_owned();
        Ok(Self { path, values })
    }

    /// What is said of a setting, and where.
    pub(super) fn find(&self, name: &str) -> Option<(String, &str)> {
        let (line, text) = self.values.get(name)?;
        let place = format!("{}, {name}", place(&self.path, *line));
        Some((place, text))
    }
}

fn place(path: &Path, line: usize) -> String {
    format!("{}:{line}", path.display())
}

/// The number of the line that a byte is in.
fn line(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    1 + before.filter(|byte| **byte == b'\n').count()
}

/// A value as it would stand on the command line; lists with commas.
fn as_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(values) => {
            let texts: Option<Vec<_>> = values.into_iter().map(as_text).collect();
            Some(texts?.join(","))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<File, Wrong> {
        File::parse(Path::new("g.toml"), text, ["listen", "proxies"].into_iter())
    }

    #[test]
    fn what_is_said_is_found_with_its_line() {
        let file = parse("# where\nlisten = '[::1]:80'\nproxies = ['10.0.0.1', '::1']\n").unwrap();
        let found = |name| {
            file.find(name)
                .map(|(place, text)| (place, text.to_owned()))
        };
        let at = |place: &str, text: &str| Some((place.to_owned(), text.to_owned()));
        assert_eq!(found("listen"), at("g.toml:2, listen", "[::1]:80"));
        assert_eq!(found("proxies"), at("g.toml:3, proxies", "10.0.0.1,::1"));
        assert_eq!(found("log"), None);
    }

    #[test]
    fn what_is_wrong_is_one_line_with_its_place() {
        for (text, expected) in [
            (
                "\ncolour = 1",
                "g.toml:2: `colour` is no setting; there are listen, proxies",
            ),
            (
                "[listen]\na = 1",
                "g.toml:1: `listen` is a text, a whole number or a list of them",
            ),
            (
                "listen = true",
                "g.toml:1: `listen` is a text, a whole number or a list of them",
            ),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), expected);
        }
        let syntax = parse("listen = 'a'\nlisten 7").unwrap_err().to_string();
        assert!(syntax.starts_with("g.toml:2: "), "{syntax}");
        assert!(!syntax.contains('\n'), "{syntax}");
        let twice = parse("listen = 'a'\nlisten = 'b'").unwrap_err().to_string();
        assert!(twice.starts_with("g.toml:2: "), "{twice}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named_with_what_asked_for_it() {
        let known = std::iter::empty();
        let error = File::read(Path::new("/none/g.toml"), "--config", known).unwrap_err();
        let error = error.to_string();
        assert!(
            error.starts_with("--config: can't read /none/g.toml: "),
            "{error}"
        );
    }
}
