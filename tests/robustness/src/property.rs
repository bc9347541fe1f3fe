//! What holds of whatever Bindery is given.

use std::time::{Duration, Instant};

use bindery::config::Config;
use bindery::emit::Files;
use bindery::generate::{Generated, Outcome, generate};
use bindery::read::{Sources, read_text};
use bindery::report::{Code, Located, Reports, Style, locate, render};

/// How long a small description may take, however odd: what blows up takes far longer, a busy machine far less.
const LONGEST: Duration = Duration::from_secs(30);

/// What became of a description, if all that must hold does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is a crate.
    Made,
    /// There are errors.
    Refused,
}

/// Runs the whole library over a text and checks what must hold of every text: it comes to an end, refuses only with an
/// error, every report can be shown, no stage fails, and every Rust file is Rust.
///
/// # Errors
/// What doesn't hold.
pub fn holds(path: &str, text: &str) -> Result<Verdict, String> {
    let start = Instant::now();
    let (sources, outcome) = run(path, text);
    let taken = start.elapsed();
    if taken > LONGEST {
        return Err(format!("it took {taken:?}"));
    }
    let said = render(&outcome.reports, &sources, Style::Plain);
    if outcome.reports.iter().any(is_internal) {
        return Err(said);
    }
    let refused = outcome.reports.iter().any(Located::is_error);
    match outcome.generated {
        Some(_) if refused => Err(format!("a crate in spite of errors:\n{said}")),
        None if !refused => Err(format!("refused without an error:\n{said}")),
        None => Ok(Verdict::Refused),
        Some(generated) => is_rust(&generated.files).map(|()| Verdict::Made),
    }
}

/// Runs the library twice and checks that it makes and says the same.
///
/// # Errors
/// It doesn't.
pub fn is_deterministic(path: &str, text: &str) -> Result<(), String> {
    let (_, first) = run(path, text);
    let (_, second) = run(path, text);
    if first.reports != second.reports {
        return Err("two runs say different things".to_owned());
    }
    let files = |generated: Option<Generated>| generated.map_or_else(Vec::new, |it| it.files.0);
    let pairs = files(first.generated)
        .into_iter()
        .zip(files(second.generated));
    match pairs.into_iter().find(|(first, second)| first != second) {
        Some((file, _)) => Err(format!("two runs make different {}", file.path)),
        None => Ok(()),
    }
}

fn run(path: &str, text: &str) -> (Sources, Outcome) {
    let config = Config {
        name: Some("made".to_owned()),
        ..Config::default()
    };
    let mut reports = Reports::new();
    match read_text(path.to_owned(), text.to_owned(), &mut reports) {
        Ok(document) => {
            let outcome = generate(&document, &config, reports);
            (document.sources, outcome)
        }
        Err(sources) => {
            let reports = locate(&sources, reports);
            let generated = None;
            let allowed = 0;
            (
                sources,
                Outcome {
                    generated,
                    reports,
                    allowed,
                },
            )
        }
    }
}

fn is_internal(located: &Located) -> bool {
    located.report.code == Code::INTERNAL
}

fn is_rust(files: &Files) -> Result<(), String> {
    for file in files.0.iter().filter(|file| file.path.ends_with(".rs")) {
        syn::parse_file(&file.text).map_err(|error| format!("{}: {error}", file.path))?;
    }
    Ok(())
}
