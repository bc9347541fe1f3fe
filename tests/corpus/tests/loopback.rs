//! Random values of every request and response type go from the client to the server and back unchanged; wrong ones are
//! refused with the place named.

#![allow(clippy::print_stdout, reason = "what a test prints is its result")]

use bindery_corpus::all;

/// How many random requests and responses each operation exchanges.
const ROUNDS: u64 = 25;

#[tokio::test]
async fn random_values_travel_unchanged_and_wrong_ones_are_refused() {
    let subjects = all();
    if subjects.is_empty() {
        println!("skipped: BINDERY_CORPUS didn't name the folder of descriptions at build time");
    }
    let (mut faults, mut below_choices, is_empty) = (Vec::new(), 0, subjects.is_empty());
    for subject in subjects {
        let name = subject.name();
        let findings = subject.exercise(ROUNDS).await;
        println!(
            "{name:15} {:5} kept {:5} refused ({:4} below choices) {:5} unwritten {:5} faults",
            findings.kept,
            findings.refused,
            findings.below_choices,
            findings.unwritten,
            findings.faults.len()
        );
        assert!(
            findings.kept > 0 || !findings.faults.is_empty(),
            "{name}: nothing was tried"
        );
        below_choices += findings.below_choices;
        faults.extend(
            findings
                .faults
                .into_iter()
                .map(|fault| format!("{name}: {fault}")),
        );
    }
    assert!(
        below_choices > 0 || is_empty,
        "nothing was spoiled below alternatives"
    );
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
