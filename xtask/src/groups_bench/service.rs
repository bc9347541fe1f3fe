//! The service under test: the release build, on a new database in SQLite.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::client::Client;
use crate::repository;
use crate::wrapper;

/// The arguments of serving. The limit is more than anybody reaches in a minute.
const SERVE: [&str; 6] = [
    "--listen",
    "127.0.0.1:0",
    "--log",
    "error",
    "--rate-limit",
    "4000000000",
];

/// The service while it runs.
pub(super) struct Service {
    process: Child,
    /// The admin.
    pub(super) admin: Client,
    /// An agent who belongs to no group.
    pub(super) agent: Client,
    /// A bearer token of the admin.
    pub(super) token: String,
}

/// Builds the program.
pub(super) fn build() -> Result<()> {
    let mut cargo = wrapper::plain_cargo(repository::root());
    let build = ["build", "--quiet", "--release", "-p", "groups-server"];
    run(cargo.args(build)).map(|_| ())
}

impl Service {
    /// Makes a database with a fixture in the folder, and serves it.
    pub(super) fn start(folder: &Path, fixture: &str) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let database = folder.join(fixture).with_extension("db");
        for end in ["", "-wal", "-shm"] {
            remove(&PathBuf::from(format!("{}{end}", database.display())))?;
        }
        let command = |arguments: &[&str]| {
            let mut command = Command::new(repository::target().join("release/groups-server"));
            command.args(arguments).arg("--database").arg(&database);
            command
        };
        let agent = "agent@example.com";
        run(&mut command(&["seed", fixture]))?;
        run(&mut command(&["user", "add", agent]))?;
        let token_of = |email| {
            let create = [
                "token",
                "create",
                email,
                "--bearer",
                "--scope",
                "read,write",
            ];
            let printed = run(&mut command(&create))?;
            Ok::<_, anyhow::Error>(printed.trim().to_owned())
        };
        let token = token_of("admin@example.com")?;
        let agents_token = token_of(agent)?;

        let mut serve = command(&SERVE);
        let mut process = serve.stdout(Stdio::piped()).spawn()?;
        let url = url(&mut process).inspect_err(|_| {
            // What can't be used needn't run; that it may have ended is what the error says.
            let _ = process.kill();
        })?;
        Ok(Self {
            process,
            admin: Client::new(url.clone(), &token),
            agent: Client::new(url, &agents_token),
            token,
        })
    }

    /// The resident memory, in MB (10⁶ bytes), as Linux tells it.
    pub(super) fn memory(&self) -> Result<f64> {
        let status = format!("/proc/{}/status", self.process.id());
        let status = fs::read_to_string(&status).context(status)?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB"));
        let kilobytes: f64 = kilobytes.context("no VmRSS")?.trim().parse()?;
        Ok(kilobytes * 1024.0 / 1e6)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Where it has ended there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The URL that a service announces.
fn url(process: &mut Child) -> Result<String> {
    let announcement = BufReader::new(process.stdout.take().context("no output")?);
    for line in announcement.lines() {
        let line = line?;
        let mut words = line.split_whitespace();
        if let Some(url) = words.find(|word| word.starts_with("http://127.0.0.1:")) {
            return Ok(url.trim_end_matches([',', '/']).to_owned());
        }
    }
    anyhow::bail!("the service doesn't start")
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// What a command prints, which has to do well.
fn run(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {said}");
    Ok(String::from_utf8(output.stdout)?)
}
