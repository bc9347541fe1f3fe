//! Twenty thousand descriptions, made at random and by mutation: `cargo test --release -p bindery-robustness`. Without
//! optimization it is a tenth of them.
//!
//! They are the same in every run, so that a failure comes from the change at hand. `PROPTEST_RNG_SEED=n` draws
//! others, `PROPTEST_CASES=n` draws more or fewer. A failure is shrunk, and belongs among `findings.rs` then.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "this is how a test fails and speaks, in its helpers too"
)]

use std::cell::Cell;
use std::sync::LazyLock;

use bindery_robustness::property::{Verdict, holds, is_deterministic};
use bindery_robustness::seeds::{Seed, seeds};
use bindery_robustness::{Choices, grammar, mutate};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use serde_json::Value;

static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(|| seeds().expect("the golden fixtures"));

/// Checks descriptions that `make` makes, `cases` of them, each by up to `bytes` bytes of choices. At least one in
/// `made` must give a crate, or else nothing past the first stages would be tested.
fn check(
    cases: u32,
    bytes: usize,
    made: usize,
    make: impl Fn(&mut Choices) -> (&'static str, String),
) {
    let default = Config::default();
    let config = Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() {
            default.cases
        } else {
            cases / if cfg!(debug_assertions) { 10 } else { 1 }
        },
        rng_seed: match default.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1),
            fixed @ RngSeed::Fixed(_) => fixed,
        },
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..default
    };
    let (all, crates) = (Cell::new(0), Cell::new(0));
    let result = TestRunner::new(config).run(&vec(any::<u8>(), 0..bytes), |bytes| {
        let (path, text) = make(&mut Choices::new(&bytes));
        let fail = |reason: String| TestCaseError::fail(format!("{reason}\n{path}:\n{text}"));
        let verdict = holds(path, &text).map_err(fail)?;
        all.set(all.get() + 1);
        if verdict == Verdict::Made {
            crates.set(crates.get() + 1);
        }
        if all.get() % 8 == 0 {
            is_deterministic(path, &text).map_err(fail)?;
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let (all, crates) = (all.get(), crates.get());
    println!("{crates} of {all} give a crate");
    assert!(crates * made >= all, "only {crates} of {all} give a crate");
}

fn yaml(root: &Value) -> String {
    serde_yaml::to_string(root).unwrap_or_default()
}

#[test]
fn random_descriptions() {
    check(6000, 600, 20, |choices| {
        let root = grammar::description(choices);
        ("random.json", format!("{root:#}"))
    });
}

#[test]
fn mutated_trees() {
    check(9000, 40, 10, |choices| {
        let at = choices.below(SEEDS.len());
        let mut root = SEEDS.get(at).map_or(Value::Null, |seed| seed.root.clone());
        mutate::tree(&mut root, choices);
        if choices.once_in(2) {
            ("mutated.yaml", yaml(&root))
        } else {
            ("mutated.json", root.to_string())
        }
    });
}

#[test]
fn mutated_texts() {
    check(5000, 40, 20, |choices| {
        let at = choices.below(SEEDS.len());
        let text = SEEDS.get(at).map_or("", |seed| seed.text.as_str());
        ("garbled.yaml", mutate::text(text, choices))
    });
}
