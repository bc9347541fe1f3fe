//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::crate_name::{InvalidCrateName, check_crate_name};

/// Bind an OpenAPI description into one Rust crate: types, a client, and a server trait whose router enforces the
/// contract.
#[derive(Debug, Parser)]
#[command(name = "bindery", version, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Generate(Generate),
}

/// Write the crate for a description, or check that it is up to date
///
/// Only files whose text changes are written, all of them or none. Files in DIR that Bindery didn't make are left alone;
/// where one stands in the way, nothing is written. Nothing is fetched from a network.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
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
}

const EXAMPLES: &str = "\
Examples:
  bindery generate spec/groups.yaml -o generated
  bindery generate spec/groups.yaml -o generated --check
  bindery generate petstore.json -o ../petstore --name petstore-client

bindery.toml, beside SPEC, may say:
  name = \"zendesk-groups\"
  version = \"0.2.0\"
  [runtime]
  path = \"../runtime\"

The exit code is 0 if all is done, 1 if the description has errors, the configuration is wrong, a file can't be read
or written or --check finds a difference, and 2 if the command isn't understood.";

fn parse_name(name: &str) -> Result<String, InvalidCrateName> {
    check_crate_name(name).map(|()| name.to_owned())
}
