//! The program itself, run in a folder of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The admin's token, where a test sets it.
pub(crate) const TOKEN: &str = "a-token-for-tests";

/// A folder to run the program in, again and again.
pub(crate) struct Folder(TempDir);

/// The program while it serves.
pub(crate) struct Serving {
    child: Child,
    /// Scheme, host and port.
    pub(crate) url: String,
    /// What it printed when it started.
    pub(crate) announcement: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program with these arguments, and nothing in its environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_groups-server"));
        command.env_clear().current_dir(self.path()).args(arguments);
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Runs the program to its end with `input` as its standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// What the program prints, after it has done well.
    pub(crate) fn print(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    /// Starts the service on a free port, with these arguments and variables.
    pub(crate) fn serve(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Serving {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        self.serve_by(command)
    }

    /// Starts the service on a free port, by this command.
    pub(crate) fn serve_by(&self, mut command: Command) -> Serving {
        command.args(["--listen", "127.0.0.1:0"]);
        command.stdout(Stdio::piped());
        let log = std::fs::File::create(self.path().join("log")).unwrap();
        let mut child = command.stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut announcement = String::new();
        while !announcement.contains("curl") {
            assert_ne!(
                lines.read_line(&mut announcement).unwrap(),
                0,
                "{}",
                self.log()
            );
        }
        let url = announcement
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        Serving {
            child,
            url: url.unwrap().trim_end_matches(',').to_owned(),
            announcement,
        }
    }

    /// Waits until the service has logged this.
    pub(crate) fn wait_for_log(&self, text: &str) {
        let since = Instant::now();
        while !self.log().contains(text) {
            assert!(since.elapsed() < Duration::from_secs(10), "{}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What the service logged.
    pub(crate) fn log(&self) -> String {
        let mut log = String::new();
        let file = std::fs::File::open(self.path().join("log"));
        file.unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

impl Serving {
    /// Where to connect to.
    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> String {
        self.child.id().to_string()
    }

    /// Asks the program to stop, as a service manager does.
    pub(crate) fn ask_to_stop(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.pid()]).status();
        let sent = sent.unwrap();
        assert!(sent.success());
    }

    /// Waits for the program to end.
    pub(crate) fn ended(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Where it has ended there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
