//! The standard output and error.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use terminal_size::{Width, terminal_size_of};

use crate::read::Sources;
use crate::report::{Located, Style, render, render_within};

use super::arguments::Format;

/// No line of a description is cut shorter than this, however narrow the terminal is.
const NARROWEST: usize = 40;

/// Where the command says what it has to say. Reports for people go with the other messages to the standard error, and
/// results to the standard output; reports for programs are results, and then people's results are messages.
pub(super) struct Output {
    stdout: Box<dyn Write>,
    stderr: Box<dyn Write>,
    format: Format,
    style: Style,
    width: Option<usize>,
    /// Why something of what there was to say is lost.
    lost: Option<io::Error>,
}

impl Output {
    /// The streams of this process; messages are coloured if they go to a terminal and `NO_COLOR`
    /// (<https://no-color.org>) isn't set, and cut to the terminal's width.
    pub(super) fn of_process(format: Format) -> Self {
        let stderr = io::stderr().lock();
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let style = if stderr.is_terminal() && !plain {
            Style::Coloured
        } else {
            Style::Plain
        };
        let width = terminal_size_of(&stderr).map(|(Width(width), _)| usize::from(width));
        Self {
            stdout: Box::new(io::stdout().lock()),
            stderr: Box::new(stderr),
            format,
            style,
            width,
            lost: None,
        }
    }

    /// Reports as people are to see them.
    pub(super) fn rendered(&self, reports: &[Located], sources: &Sources) -> String {
        match self.width {
            Some(width) => render_within(reports, sources, self.style, width.max(NARROWEST)),
            None => render(reports, sources, self.style),
        }
    }

    /// Says what there is to say of the description.
    pub(super) fn report(&mut self, text: &str) {
        match self.format {
            Format::Human => self.on_stderr(text),
            Format::Json => self.on_stdout(text),
        }
    }

    /// Says what the command was asked for.
    pub(super) fn result(&mut self, text: &str) {
        match self.format {
            Format::Human => self.on_stdout(text),
            Format::Json => self.on_stderr(text),
        }
    }

    /// Says what else there is to know.
    pub(super) fn message(&mut self, text: &str) {
        self.on_stderr(text);
    }

    /// The exit code of a command that comes to `code`: a failure where what it said is lost (the disk is full).
    pub(super) fn finish(mut self, code: ExitCode) -> ExitCode {
        let Some(error) = self.lost.take() else {
            return code;
        };
        self.on_stderr(&format!(
            "error: can't write what there is to say: {error}\n"
        ));
        ExitCode::FAILURE
    }

    fn on_stdout(&mut self, text: &str) {
        let said = say(&mut self.stdout, text);
        self.lost = self.lost.take().or(said.err());
    }

    fn on_stderr(&mut self, text: &str) {
        let said = say(&mut self.stderr, text);
        self.lost = self.lost.take().or(said.err());
    }
}

/// Writes a text. A reader that is gone (a closed pipe) has read enough: that is no failure of the command.
fn say(stream: &mut dyn Write, text: &str) -> io::Result<()> {
    let said = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
    match said {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
