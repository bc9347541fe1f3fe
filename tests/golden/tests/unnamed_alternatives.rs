//! Alternatives without a title are called after what tells them from one another, and read as what they are called.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::unnamed_alternatives::types::*;
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::wire::from_slice;

/// The job of this JSON, once it has been seen to be written as it was read.
fn job(body: &Value) -> Job {
    let job: Job = from_slice(body.to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&job).unwrap(), *body);
    job
}

#[test]
fn a_value_is_of_the_alternative_that_is_called_after_it() {
    let running = job(&json!({
        "state": { "state": "running", "since": "2026-01-02T03:04:05Z" },
        "workers": "auto",
        "outcome": { "ok": "done" },
    }));
    assert!(matches!(running.state, State::Running(_)));
    assert_eq!(running.workers, JobWorkers::Auto(JobWorkersAuto::Auto));
    assert_eq!(
        running.outcome,
        Some(JobOutcome::Ok(JobOutcomeOk::new("done")))
    );
    let stopped = job(&json!({
        "state": { "state": "stopped", "reason": "full" },
        "workers": 3,
        "outcome": { "error": "no space" },
    }));
    assert!(matches!(stopped.state, State::Stopped(_)));
    assert_eq!(stopped.workers, JobWorkers::Integer(3));
    assert!(matches!(stopped.outcome, Some(JobOutcome::Error(_))));
}

#[test]
fn names_that_would_be_the_same_are_numbered() {
    let marked = |mark: Value| {
        let state = json!({ "state": "stopped" });
        job(&json!({ "state": state, "workers": 1, "mark": mark })).mark
    };
    let red = marked(json!({ "kind": "mark", "red": true }));
    assert!(matches!(red, Some(JobMark::Variant1(_))));
    let blue = marked(json!({ "kind": "mark", "blue": true }));
    assert!(matches!(blue, Some(JobMark::Variant2(_))));
}
