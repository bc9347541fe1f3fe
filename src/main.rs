//! The Groups service and what there is to do with its accounts, on the command line.

mod command_line;

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    command_line::run().await
}
