//! Any text, as a description.

#![no_main]

use bindery_robustness::property::holds;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path = if text.starts_with('{') { "fuzz.json" } else { "fuzz.yaml" };
    if let Err(reason) = holds(path, text) {
        panic!("{reason}");
    }
});
