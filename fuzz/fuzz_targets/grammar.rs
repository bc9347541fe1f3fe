//! Descriptions that a grammar makes, changed in a few places: they come further than texts do.

#![no_main]

use bindery_robustness::property::holds;
use bindery_robustness::{Choices, grammar, mutate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let choices = &mut Choices::new(bytes);
    let mutated = choices.once_in(2);
    let mut root = grammar::description(choices);
    if mutated {
        mutate::tree(&mut root, choices);
    }
    let text = root.to_string();
    if let Err(reason) = holds("fuzz.json", &text) {
        panic!("{reason}\n{text}");
    }
});
