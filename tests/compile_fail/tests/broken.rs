//! Whoever breaks a promise of the description is told so by the compiler, which names the thing.
//!
//! After a change of the bindings or of rustc's words: `TRYBUILD=overwrite cargo test -p bindery-compile-fail`, and read
//! the diff.

use std::fs;

/// What the message about each program must name.
const NAMED: &[(&str, &[&str])] = &[
    ("forgotten_operation", &["missing: `add_lamp`"]),
    ("forgotten_parameter", &["argument #2", "tenant"]),
    (
        "forgotten_parameter_of_request",
        &["missing field `tenant`"],
    ),
    ("forgotten_scheme", &["missing: `staff_token`"]),
    ("ignored_authenticator", &["argument #2", "authenticator"]),
    ("other_principal", &["Principal == String", "Staff"]),
    ("undocumented_status", &["`Conflict`", "ShowLampError"]),
    (
        "undocumented_success",
        &["expected `Lamp`, found `ShowLampError`"],
    ),
    ("write_only_field", &["`Lamp` has no field named `secret`"]),
];

#[test]
fn broken_promises_do_not_compile() {
    trybuild::TestCases::new().compile_fail("broken/*.rs");
}

#[test]
fn each_message_names_the_thing() {
    let stem = |name: &str| name.strip_suffix(".rs").map(str::to_owned);
    let mut programs: Vec<String> = fs::read_dir("broken")
        .unwrap()
        .filter_map(|entry| stem(&entry.unwrap().file_name().to_string_lossy()))
        .collect();
    programs.sort();
    let listed: Vec<&str> = NAMED.iter().map(|(program, _)| *program).collect();
    assert_eq!(programs, listed);
    for (program, things) in NAMED {
        let message = fs::read_to_string(format!("broken/{program}.stderr")).unwrap();
        for thing in *things {
            assert!(message.contains(thing), "{program}: {thing}\n{message}");
        }
    }
}
