//! Passwords, which never stand on the command line: others can read it.

use std::io::{IsTerminal, stdin};

use super::Failure;

/// Asks for a password, twice; where standard input is no terminal, its first line is the password.
pub(super) fn ask() -> Result<String, Failure> {
    let unread = |error| Failure::Failed(format!("can't read the password: {error}"));
    if !stdin().is_terminal() {
        let mut line = String::new();
        stdin().read_line(&mut line).map_err(unread)?;
        return Ok(line.trim_end_matches(['\n', '\r']).to_owned());
    }
    let first = rpassword::prompt_password("Password: ").map_err(unread)?;
    let again = rpassword::prompt_password("Once more: ").map_err(unread)?;
    if first == again {
        Ok(first)
    } else {
        let text = "these are two passwords; try again";
        Err(Failure::Failed(text.to_owned()))
    }
}
