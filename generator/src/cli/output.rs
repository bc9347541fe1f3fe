//! The standard output and error.

use std::env;
use std::io::{self, IsTerminal, Write};

use crate::report::Style;

/// Where the command says what it has to say.
pub(super) struct Output {
    results: Box<dyn Write>,
    messages: Box<dyn Write>,
    style: Style,
}

impl Output {
    /// The streams of this process; messages are coloured if they go to a terminal and `NO_COLOR`
    /// (<https://no-color.org>) isn't set.
    pub(super) fn of_process() -> Self {
        let messages = io::stderr().lock();
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let style = if messages.is_terminal() && !plain {
            Style::Coloured
        } else {
            Style::Plain
        };
        Self {
            results: Box::new(io::stdout().lock()),
            messages: Box::new(messages),
            style,
        }
    }

    /// How messages are to be rendered.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// Says what the command was asked for.
    pub(super) fn result(&mut self, text: &str) {
        say(&mut self.results, text);
    }

    /// Says what else there is to know.
    pub(super) fn message(&mut self, text: &str) {
        say(&mut self.messages, text);
    }
}

/// Writes a text. A reader that is gone (a closed pipe) has read enough: that is no failure of the command.
fn say(stream: &mut dyn Write, text: &str) {
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}
