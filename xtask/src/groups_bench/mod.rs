//! `cargo xtask groups-bench`: what requests to the Groups service take with a thousand groups and with a million, and how
//! it bears load.

mod client;
mod load;
mod service;
mod times;
mod walk;

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::repository;
use service::Service;
use times::Measured;
use walk::walk;

/// Measure the Groups service with a thousand groups and with a million, and under load
///
/// The service is built for release, and each of the two databases, in SQLite, is made anew. Then wrk, which has to be
/// installed, reads and writes the larger one. It is a failure where a request takes more than three times as long with a
/// million groups, where one isn't answered well under load, or where memory grows in the second half of it.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How many seconds the load lasts
    #[arg(long, value_name = "N", default_value_t = 60)]
    load: u64,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    service::build()?;
    let folder = repository::target().join("groups-bench");
    let few = Service::start(&folder, "thousand")?;
    let many = Service::start(&folder, "million")?;
    let few_walk = walk(&few.admin)?;
    let many_walk = walk(&many.admin)?;
    let few = Measured {
        service: &few,
        walk: &few_walk,
    };
    let measured = Measured {
        service: &many,
        walk: &many_walk,
    };
    let in_proportion = times::compare(&few, &measured)?;
    let well_borne = load::bear(&many, &many_walk, arguments.load)?;
    Ok(if in_proportion && well_borne {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
