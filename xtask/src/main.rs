//! What developers of Bindery run, as `cargo xtask COMMAND`.

mod bench;
mod compile;
mod corpus;
mod groups_bench;
mod repository;
mod usage;
mod wrapper;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// What generates a crate here is to take what it takes in the `bindery` command, which has this allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measure Bindery, and compile what it makes
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
enum Command {
    Corpus(corpus::Arguments),
    Bench(bench::Arguments),
    GroupsBench(groups_bench::Arguments),
    Compile(compile::Arguments),
    /// Generate one crate and say as JSON what it took: what `corpus` starts a process each for
    #[command(hide = true)]
    GenerateOne(corpus::One),
}

fn main() -> Result<ExitCode> {
    if let Some(log) = wrapper::log() {
        return wrapper::run(&log);
    }
    match Command::parse() {
        Command::Compile(arguments) => compile::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::GroupsBench(arguments) => groups_bench::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::GenerateOne(one) => corpus::generate_one(&one),
    }
}
