//! How long requests take, with few groups and with many.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::Result;

use super::client::{Client, page_path};
use super::service::Service;
use super::walk::Walk;

/// How often each request is made.
const ROUNDS: usize = 300;
/// How many times as long a request may take where there are more groups.
const LARGEST_RATIO: f64 = 3.0;

/// A service, and the way through its groups.
pub(super) struct Measured<'a> {
    pub(super) service: &'a Service,
    pub(super) walk: &'a Walk,
}

/// A request, as it is made of each service.
struct Request {
    name: &'static str,
    path: fn(&Walk) -> String,
    client: fn(&Service) -> &Client,
}

const REQUESTS: [Request; 7] = [
    Request {
        name: "list, first page",
        path: |_| page_path(None),
        client: |service| &service.admin,
    },
    Request {
        name: "list, middle page",
        path: |walk| page_path(walk.middle()),
        client: |service| &service.admin,
    },
    Request {
        name: "list, last page",
        path: |walk| page_path(walk.last()),
        client: |service| &service.admin,
    },
    Request {
        name: "list assignable",
        path: |walk| page_path(walk.middle()).replace("/groups?", "/groups/assignable?"),
        client: |service| &service.agent,
    },
    Request {
        name: "list by number",
        path: |_| "/groups?page=1".to_owned(),
        client: |service| &service.admin,
    },
    Request {
        name: "show",
        path: |walk| format!("/groups/{}", walk.groups / 2),
        client: |service| &service.admin,
    },
    Request {
        name: "count",
        path: |_| "/groups/count".to_owned(),
        client: |service| &service.admin,
    },
];

/// Prints what each request takes, and whether none takes too long in proportion.
pub(super) fn compare(few: &Measured<'_>, many: &Measured<'_>) -> Result<bool> {
    let mut out = io::stdout().lock();
    let (few_groups, many_groups) = (few.walk.groups, many.walk.groups);
    writeln!(
        out,
        "{:<20}{few_groups:>12}{many_groups:>12}  groups",
        format!("median of {ROUNDS}, in ms")
    )?;
    let mut well = true;
    for request in &REQUESTS {
        let (few, many) = request.in_turn(few, many)?;
        let ratio = many.as_secs_f64() / few.as_secs_f64();
        let verdict = if ratio > LARGEST_RATIO {
            "  too long"
        } else {
            ""
        };
        well &= ratio <= LARGEST_RATIO;
        let [few, many] = [few, many].map(|time| time.as_secs_f64() * 1e3);
        writeln!(
            out,
            "  {:<18}{few:>12.3}{many:>12.3}{ratio:>8.2}{verdict}",
            request.name
        )?;
    }
    writeln!(out)?;
    Ok(well)
}

impl Request {
    /// The medians of what it takes, of the two services in turn, so that what else the machine does bears on both.
    fn in_turn(&self, few: &Measured<'_>, many: &Measured<'_>) -> Result<(Duration, Duration)> {
        let mut times = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            times.0.push(self.time(few)?);
            times.1.push(self.time(many)?);
        }
        Ok((median(times.0), median(times.1)))
    }

    fn time(&self, measured: &Measured<'_>) -> Result<Duration> {
        let path = (self.path)(measured.walk);
        let client = (self.client)(measured.service);
        let start = Instant::now();
        client.get(&path)?;
        Ok(start.elapsed())
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_request_changes_nothing() {
        let times = [3, 90, 1, 2, 2].map(Duration::from_millis);
        assert_eq!(median(times.to_vec()), Duration::from_millis(2));
        assert_eq!(median(Vec::new()), Duration::ZERO);
    }
}
