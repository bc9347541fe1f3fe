//! Load from another process: wrk (<https://github.com/wg/wrk>), with the requests that `load.lua` makes.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::service::Service;
use super::walk::Walk;
use crate::repository;

/// How many cursors the lists of the load begin after.
const CURSORS: usize = 50;
/// How much more memory there may be at the end than in the middle, when all that is kept has been.
const LARGEST_GROWTH: f64 = 1.1;

/// Prints what the service does under load that lasts so many seconds, and whether all requests are answered well and
/// its memory doesn't grow.
pub(super) fn bear(service: &Service, walk: &Walk, seconds: u64) -> Result<bool> {
    let script = repository::root().join("xtask/src/groups_bench/load.lua");
    let before = service.memory()?;
    let mut wrk = Command::new("wrk");
    wrk.args(["--threads", "2", "--connections", "16", "--timeout", "10s"])
        .arg(format!("--duration={seconds}s"))
        .arg("--script")
        .arg(script)
        .arg(&service.admin.url)
        .arg("--")
        .arg(&service.token)
        .arg(walk.groups.to_string())
        .args(walk.some(CURSORS))
        .stdout(Stdio::piped());
    let wrk = wrk.spawn();
    let wrk = wrk.context("wrk can't be run; in Debian it is in the package `wrk`")?;
    sleep(Duration::from_secs(seconds) / 2);
    let middle = service.memory()?;
    let output = wrk.wait_with_output()?;
    let after = service.memory()?;
    let said = String::from_utf8(output.stdout)?;
    ensure!(output.status.success(), "wrk: {said}");
    let done = Done::read(&said).with_context(|| format!("wrk: {said}"))?;

    let growth = after / middle;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{seconds} s of load: {} requests, {} of them not answered well; latency {:.1} ms, at the 99th percentile {:.1} ms",
        done.requests,
        done.errors,
        done.median / 1e3,
        done.high / 1e3
    )?;
    writeln!(
        out,
        "memory: {before:.1} MB before, {middle:.1} MB in the middle, {after:.1} MB after: {growth:.2} times the middle"
    )?;
    Ok(done.requests > 0 && done.errors == 0 && growth <= LARGEST_GROWTH)
}

/// What the script says in the end.
#[derive(Debug, PartialEq)]
struct Done {
    requests: u64,
    errors: u64,
    /// The median of the latency, in microseconds.
    median: f64,
    /// Its 99th percentile.
    high: f64,
}

impl Done {
    fn read(said: &str) -> Option<Self> {
        let line = said.lines().find_map(|line| line.strip_prefix("done "))?;
        let mut numbers = line.split(' ');
        Some(Self {
            requests: numbers.next()?.parse().ok()?,
            errors: numbers.next()?.parse().ok()?,
            median: numbers.next()?.parse().ok()?,
            high: numbers.next()?.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_beside_the_script_is_passed_over() {
        let said = "Running 60s test\n  2 threads\ndone 7000 1 812.5 2000\n";
        let expected = Done {
            requests: 7000,
            errors: 1,
            median: 812.5,
            high: 2000.0,
        };
        assert_eq!(Done::read(said), Some(expected));
        assert_eq!(Done::read("Running 60s test\n"), None);
    }
}
