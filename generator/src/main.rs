//! The `bindery` command.

fn main() -> std::process::ExitCode {
    bindery::cli::main()
}
