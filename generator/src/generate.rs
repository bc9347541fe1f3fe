//! The pipeline from a document to the files of its crate: a pure function.

use std::path::Path;

use crate::api::Api;
use crate::config::Config;
use crate::crate_name::crate_name;
use crate::emit::{self, EmitError, Files};
use crate::lower;
use crate::normalize::{Normalized, normalize};
use crate::read::Document;
use crate::report::{Code, Located, Report, Reports, locate};
use crate::stack;

/// What became of a document.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The crate; `None` where a report is an error.
    pub generated: Option<Generated>,
    /// What all stages have to say, in the order of the text.
    pub reports: Vec<Located>,
    /// How many reports aren't among them, since the user allows them.
    pub allowed: usize,
}

impl Outcome {
    /// Puts together what came of a document. There is no crate where a report is an error, or denied.
    pub(crate) fn of(generated: Option<Generated>, located: Vec<Located>, config: &Config) -> Self {
        let (reports, allowed) = config.levels.apply(located);
        Self {
            generated: generated.filter(|_| !reports.iter().any(Located::is_error)),
            reports,
            allowed,
        }
    }
}

/// A crate made from a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The crate's name.
    pub name: String,
    /// The crate's files.
    pub files: Files,
    /// How many operations it has.
    pub operations: usize,
    /// How many named types it has.
    pub types: usize,
}

/// Makes a crate from a document. `reports` are those that reading the document and the configuration gave.
///
/// The result depends on the arguments alone: the same ones give the same bytes, on any machine.
pub fn generate(document: &Document, config: &Config, reports: Reports) -> Outcome {
    stack::run(|| generate_here(document, config, reports)).unwrap_or_else(|error| {
        Outcome::of(None, vec![Located::without_place(defect(error))], config)
    })
}

/// The same on this thread's stack.
fn generate_here(document: &Document, config: &Config, mut reports: Reports) -> Outcome {
    let lowered = stack::attempt(|| Lowered::from(document, config, &mut reports));
    let lowered = lowered.unwrap_or_else(|error| {
        reports.push(defect(error));
        None
    });
    if lowered.is_none() && !reports.has_errors() {
        reports.push(defect("a stage gave up and doesn't say why"));
    }
    let emit = || {
        lowered
            .map(|it| it.emitted(file_name(document)))
            .transpose()
    };
    // Emitting finds nothing that has a place.
    let (located, emitted) = stack::beside(|| locate(&document.sources, reports), emit);
    let mut located = located.unwrap_or_else(|error| vec![Located::without_place(defect(error))]);
    let emitted = emitted.and_then(|emitted| emitted.map_err(|error| error.to_string()));
    let generated = emitted.unwrap_or_else(|error| {
        located.insert(0, Located::without_place(defect(error)));
        None
    });
    Outcome::of(generated, located, config)
}

/// What a document says, ready to be emitted.
struct Lowered {
    api: Api,
    /// The configuration, the crate's name settled.
    config: Config,
    name: String,
}

impl Lowered {
    fn from(document: &Document, config: &Config, reports: &mut Reports) -> Option<Self> {
        let Normalized { openapi, origins } = normalize(document, config.dangling, reports)?;
        let mut found = Reports::new();
        let api = lower::lower(&openapi, config.dates.library(), &mut found);
        reports.extend(origins.translated(found));
        if reports.has_errors() {
            return None;
        }
        let name = crate_name(config, &api.title)
            .map_err(|error| {
                reports.push(Report::error_without_place(
                    Code::CONFIGURATION,
                    error.to_string(),
                ));
            })
            .ok()?;
        let config = Config {
            name: Some(name.clone()),
            ..config.clone()
        };
        Some(Self { api, config, name })
    }

    fn emitted(self, source: &str) -> Result<Generated, EmitError> {
        let Self { api, config, name } = self;
        Ok(Generated {
            files: emit::emit(&api, &config, source)?,
            name,
            operations: api.operations.len(),
            types: api.types.len(),
        })
    }
}

/// The name of the root file, without its folder: the crate must not depend on where it was made.
fn file_name(document: &Document) -> &str {
    let root = document.sources.0.first();
    let path = root.map(|source| Path::new(&source.path));
    path.and_then(|path| path.file_name()?.to_str())
        .unwrap_or("")
}

fn defect(error: impl std::fmt::Display) -> Report {
    Report::error_without_place(
        Code::INTERNAL,
        format!("the crate can't be emitted: {error}"),
    )
    .help("this is a defect of Bindery, not of the description; please report it with the description")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DateTypes;
    use crate::read::read_text;
    use crate::report::Severity;

    const TEXT: &str = "openapi: 3.0.3\ninfo: {title: Lamp API, version: '1'}\npaths: {}\n";

    fn outcome(path: &str, text: &str, config: &Config) -> Outcome {
        let mut reports = Reports::new();
        let document = read_text(path.to_owned(), text.to_owned(), &mut reports).unwrap();
        generate(&document, config, reports)
    }

    fn generated(path: &str, config: &Config) -> Generated {
        let outcome = outcome(path, TEXT, config);
        assert_eq!(outcome.reports, []);
        outcome.generated.unwrap()
    }

    fn named(name: &str) -> Config {
        Config {
            name: Some(name.to_owned()),
            ..Config::default()
        }
    }

    #[test]
    fn the_crate_depends_on_the_description_and_not_on_where_it_stands() {
        let config = Config::default();
        let here = generated("api.yaml", &config);
        assert_eq!(here.name, "lamp-api");
        assert_eq!(here.operations, 0);
        assert!(!here.files.0.is_empty());
        assert_eq!(here, generated("api.yaml", &config));
        assert_eq!(here, generated("/some/where/api.yaml", &config));
    }

    #[test]
    fn the_configuration_names_the_crate() {
        assert_eq!(generated("api.yaml", &named("lamps")).name, "lamps");
        let outcome = outcome("api.yaml", TEXT, &named("no name"));
        assert_eq!(outcome.generated, None);
        assert_eq!(outcome.reports.len(), 1);
        assert_eq!(outcome.reports[0].report.code, Code::CONFIGURATION);
    }

    #[test]
    fn dates_are_of_the_configured_library() {
        let text = TEXT.replace(
            "paths: {}",
            "paths: {/a: {get: {responses: {'200': {description: D, content: \
            {application/json: {schema: {$ref: '#/components/schemas/Day'}}}}}}}}\n\
            components: {schemas: {Day: {required: [at, day], properties: {\
            at: {type: string, format: date-time}, day: {type: string, format: date}}}}}",
        );
        for (dates, at, day, runtime) in [
            (
                DateTypes::Chrono,
                "chrono::DateTime<chrono::Utc>",
                "chrono::NaiveDate",
                "{ path = \"r\" }",
            ),
            (
                DateTypes::Jiff,
                "jiff::Timestamp",
                "jiff::civil::Date",
                "{ path = \"r\", features = [\"jiff\"] }",
            ),
            (
                DateTypes::Time,
                "Rfc3339",
                "time::Date",
                "{ path = \"r\", features = [\"time\"] }",
            ),
            (DateTypes::String, "String", "String", "{ path = \"r\" }"),
        ] {
            let config = Config {
                dates,
                runtime_path: Some("r".to_owned()),
                ..Config::default()
            };
            let outcome = outcome("api.yaml", &text, &config);
            let files = outcome.generated.unwrap().files.0;
            let text = |path: &str| {
                let file = files.iter().find(|file| file.path == path);
                file.unwrap().text.as_str()
            };
            let types = text("src/types.rs");
            assert!(syn::parse_file(types).is_ok());
            assert!(types.contains(&format!("pub at: {at},")), "{types}");
            assert!(types.contains(&format!("pub day: {day},")), "{types}");
            let manifest = text("Cargo.toml");
            let runtime = format!("\nbindery-runtime = {runtime}\n");
            assert!(manifest.contains(&runtime), "{manifest}");
        }
    }

    /// What later stages say of what `normalize` moved points to where its author wrote it.
    #[test]
    fn reports_point_to_what_was_moved() {
        let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  \
              /a: {$ref: '#/paths/b'}\n  \
              b:\n    \
                parameters:\n      \
                  - {name: lost, in: path, schema: 7}\n      \
                  - {$ref: '#/components/x-more/P'}\n    \
                get: {responses: {200: {description: D}}}\n\
            components:\n  \
              x-more: {P: {name: p, in: path, required: true, schema: {}}}\n";
        let outcome = outcome("api.yaml", text, &Config::default());
        let lines = |part: &str| -> Vec<usize> {
            let reports = outcome.reports.iter();
            let found = reports.filter(|it| it.report.message.contains(part));
            found.map(|it| it.position.as_ref().unwrap().line).collect()
        };
        assert_eq!(lines("`p` doesn't stand in the path `/b`"), [11]);
        assert_eq!(lines("`p` doesn't stand in the path `/a`"), [11]);
    }

    /// One text may be read in two places, and what is passed over in one may be needed in the other.
    #[test]
    fn an_error_is_told_though_it_is_a_warning_elsewhere() {
        let text = "openapi: 3.1.0\ninfo: {$ref: '#/paths/~1a/get/responses/200'}\n\
            paths: {/a: {get: {responses: {'200': {description: [D]}}}}}\n";
        let outcome = outcome("api.yaml", text, &Config::default());
        assert!(outcome.reports.iter().any(Located::is_error));
        assert_eq!(outcome.generated, None);
    }

    #[test]
    fn with_an_error_there_is_no_crate_and_with_a_warning_there_is_one() {
        let twice = |value: &str| TEXT.to_owned() + "paths: " + value + "\n";
        let outcome = |text: &str| outcome("api.yaml", text, &Config::default());
        let error = outcome(&twice("{x-a: 1}"));
        assert_eq!(error.generated, None);
        assert_eq!(error.reports[0].report.severity, Severity::Error);
        let warning = outcome(&twice("{}"));
        assert!(warning.generated.is_some());
        assert_eq!(warning.reports[0].report.severity, Severity::Warning);
        let nonsense = outcome("7\n");
        assert!(nonsense.generated.is_none() && nonsense.reports[0].is_error());
    }
}
