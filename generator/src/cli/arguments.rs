//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::crate_name::{InvalidCrateName, check_crate_name};
use crate::report::{Code, Filter, Levels};

/// Bind an OpenAPI description into one Rust crate: types, a client, and a server trait whose router enforces the
/// contract.
#[derive(Debug, Parser)]
#[command(name = "bindery", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Generate(Generate),
    Check(Check),
    Explain(Explain),
}

/// Write the crate for a description, or check that it is up to date
///
/// Only files whose text changes are written, all of them or none. Files in DIR that Bindery didn't make are left alone;
/// where one stands in the way, nothing is written. Nothing is fetched from a network.
#[derive(Debug, Args)]
#[command(after_help = GENERATE)]
pub(super) struct Generate {
    /// The description: OpenAPI in YAML or JSON
    pub(super) spec: PathBuf,

    /// The crate's folder, made if it isn't there
    #[arg(short, long = "output", value_name = "DIR")]
    pub(super) output: PathBuf,

    /// The crate's name [default: the configuration's, or one made from the API's title]
    #[arg(long, value_name = "CRATE", value_parser = parse_name)]
    pub(super) name: Option<String>,

    /// The configuration [default: the bindery.toml beside SPEC, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Write nothing: show what would change, and fail if anything would
    #[arg(long)]
    pub(super) check: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Report on a description, and write nothing
///
/// Says what `generate` says of the description and its configuration.
#[derive(Debug, Args)]
#[command(after_help = CHECK)]
pub(super) struct Check {
    /// The description: OpenAPI in YAML or JSON
    pub(super) spec: PathBuf,

    /// The configuration [default: the bindery.toml beside SPEC, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Tell more of a report's code, or list all codes
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code, as it stands in brackets in a report [default: a list of all]
    pub(super) code: Option<Code>,
}

/// What is reported, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reports")]
pub(super) struct Reporting {
    /// Make errors of these reports: `warnings`, `degraded` (what is bound to less than the description says), or a code
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    deny: Vec<Filter>,

    /// Don't mention these reports: `warnings`, `degraded`, or a code, which counts before `--deny warnings`
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    allow: Vec<Filter>,

    /// How reports are written: for people, or as JSON, an object a line, to the standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,

    /// Show all reports, also where there are many of one code
    #[arg(long)]
    pub(super) all: bool,
}

impl Reporting {
    /// What is denied and what is allowed.
    pub(super) fn levels(&self) -> Levels {
        Levels::new(&self.deny, &self.allow)
    }
}

/// How reports are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
}

const EXIT_CODES: &str = "\
The exit code is 0 if all is done, 1 if the description has errors, the configuration is wrong, a file can't be read
or written or --check finds a difference, and 2 if the command isn't understood.";

const GENERATE: &str = "\
Examples:
  bindery generate spec/groups.yaml -o generated
  bindery generate spec/groups.yaml -o generated --check --deny warnings
  bindery generate petstore.json -o ../petstore --name petstore-client

bindery.toml, beside SPEC, may say:
  name = \"zendesk-groups\"
  version = \"0.2.0\"
  [runtime]
  path = \"../runtime\"
  [reports]
  deny = [\"warnings\"]
  allow = [\"unknown-key\"]
  [types]
  date-time = \"jiff\"          # or \"time\", \"string\", \"chrono\" (the default)

The exit code is 0 if all is done, 1 if the description has errors, the configuration is wrong, a file can't be read
or written or --check finds a difference, and 2 if the command isn't understood.";

const CHECK: &str = "\
Examples:
  bindery check spec/groups.yaml --deny warnings --allow header-ignored
  bindery check spec/groups.yaml --format json

The exit code is 0 if a crate can be made, 1 if the description has errors, the configuration is wrong or a file can't
be read, and 2 if the command isn't understood.";

fn parse_name(name: &str) -> Result<String, InvalidCrateName> {
    check_crate_name(name).map(|()| name.to_owned())
}
