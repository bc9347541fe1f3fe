//! What a process took.

use std::time::{Duration, Instant};

use anyhow::Result;
use nix::sys::resource::{Usage as Resources, UsageWho, getrusage};
use serde::{Deserialize, Serialize};

/// What a process took.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Usage {
    /// The time on the clock, in seconds.
    pub(crate) wall: f64,
    /// The time on all processors, in seconds: it says more than the clock where others work on the machine.
    pub(crate) cpu: f64,
    /// The largest resident memory, in MB (10⁶ bytes).
    pub(crate) peak: f64,
}

impl Usage {
    /// What this process has taken since `start`.
    pub(crate) fn of_this_process(start: Instant) -> Result<Self> {
        Ok(Self::new(start, getrusage(UsageWho::RUSAGE_SELF)?))
    }

    /// What the processes have taken that this one started, and that have ended.
    pub(crate) fn of_children(start: Instant) -> Result<Self> {
        Ok(Self::new(start, getrusage(UsageWho::RUSAGE_CHILDREN)?))
    }

    fn new(start: Instant, resources: Resources) -> Self {
        let cpu = [resources.user_time(), resources.system_time()].map(|time| {
            let micros = u64::try_from(time.tv_usec()).unwrap_or(0);
            let seconds = u64::try_from(time.tv_sec()).unwrap_or(0);
            Duration::from_secs(seconds) + Duration::from_micros(micros)
        });
        // Linux counts units of 1024 bytes, macOS bytes.
        let unit = if cfg!(target_os = "macos") {
            1.0
        } else {
            1024.0
        };
        Self {
            wall: start.elapsed().as_secs_f64(),
            cpu: cpu.iter().sum::<Duration>().as_secs_f64(),
            peak: resources.max_rss() as f64 * unit / 1e6,
        }
    }
}
