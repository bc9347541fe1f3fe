//! The code that the pages for readers show, compiled and run; and the pages show just that code.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod client;
mod contract;
mod readme;
mod service;

/// The lines of a text that aren't empty, without what they begin and end with.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Asserts that each piece of a page's code between lines of dots stands in one of the files, line for line.
fn shows(page: &str, files: &[&str]) {
    let files: Vec<String> = files.iter().map(|file| lines(file).join("\n")).collect();
    let blocks = page.split("```rust\n").skip(1);
    let blocks: Vec<&str> = blocks.filter_map(|rest| rest.split("```").next()).collect();
    assert!(!blocks.is_empty());
    for piece in blocks.iter().flat_map(|block| block.split("// …\n")) {
        let piece = lines(piece).join("\n");
        let is_shown = files.iter().any(|file| file.contains(&piece));
        assert!(is_shown, "no code here that runs:\n{piece}");
    }
}

#[test]
fn the_readme_shows_this_code() {
    let files = [include_str!("readme.rs"), include_str!("service.rs")];
    shows(include_str!("../../README.md"), &files);
}

#[test]
fn the_page_about_the_contract_shows_this_code() {
    let files = [
        include_str!("contract.rs"),
        include_str!("service.rs"),
        include_str!("../golden/tests/mutual_tls.rs"),
    ];
    shows(include_str!("../../docs/contract.md"), &files);
}

#[test]
fn the_pages_about_the_client_show_this_code() {
    let files = [include_str!("client.rs")];
    shows(include_str!("../../docs/client.md"), &files);
    shows(include_str!("../../docs/pagination.md"), &files);
}
