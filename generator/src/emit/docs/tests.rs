use super::*;

fn docs(summary: &str, description: &str) -> Docs {
    Docs {
        summary: summary.into(),
        description: description.into(),
        ..Docs::default()
    }
}

#[test]
fn code_becomes_a_text_block_and_never_a_doctest() {
    assert_eq!(clean("```rust\npanic!()\n```"), "```text\npanic!()\n```");
    assert_eq!(clean("a\n\n    b\n\tc"), "a\n\n```text\nb\nc\n```");
    assert_eq!(
        clean("````\n```\nx\n```\n````"),
        "````text\n```\nx\n```\n````"
    );
}

#[test]
fn brackets_name_no_item() {
    assert_eq!(
        clean("see [Group] and [`Group`]"),
        "see \\[Group\\] and \\[`Group`\\]"
    );
    assert_eq!(clean("see [it](Group) and [that](#x)"), "see it and that");
    assert_eq!(
        clean("see [it][1]\n\n[1]: https://a.example"),
        "see [it](https://a.example)"
    );
}

#[test]
fn urls_become_links() {
    assert_eq!(
        clean("at https://a.example/b."),
        "at <https://a.example/b>."
    );
    assert_eq!(
        clean("at <https://a.example/b>"),
        "at <https://a.example/b>"
    );
    assert_eq!(
        clean("at https://{x}.example/b"),
        "at `https://{x}.example/b`"
    );
    assert_eq!(
        clean("[![badge](https://a.example/x.svg)](https://a.example)"),
        "[badge](https://a.example)"
    );
}

#[test]
fn html_becomes_text() {
    assert_eq!(clean("<b>bold</b>: <id>"), "bold: \\<id>");
    assert_eq!(clean("<div>\n<p>one</p>\n</div>"), "one");
    assert_eq!(clean("a<br>b"), "a\nb");
    assert_eq!(clean("<script>alert(1)</script>"), "alert(1)");
}

#[test]
fn lists_are_indented() {
    assert_eq!(clean("* one\nlazy\n* two"), "- one\n  lazy\n- two");
    assert_eq!(clean("1. one\n1. two"), "1. one\n2. two");
}

#[test]
fn characters_without_a_place_in_source_files_are_dropped() {
    assert_eq!(clean("a\u{202e}b\u{0}c\r\nd"), "abc\nd");
    assert_eq!(clean("a&#x202e;b&#7;c"), "abc");
}

#[test]
fn headings_go_down_a_level() {
    assert_eq!(clean("# One\n\ntext"), "## One\n\ntext");
}

#[test]
fn a_lead_begins_the_first_paragraph() {
    assert_eq!(
        lines(Some("`404`"), &docs("", "No such group."), ""),
        ["`404`: No such group."]
    );
    assert_eq!(lines(Some("`404`"), &docs("", ""), ""), ["`404`."]);
    assert_eq!(
        lines(Some("`404`"), &docs("", "- a\n- b"), ""),
        ["`404`.", "", "- a", "- b"]
    );
}

#[test]
fn deprecation_and_notes_follow_the_summary_and_the_text() {
    let docs = Docs {
        deprecated: true,
        notes: vec!["At most 10.".into(), "Default: `[x]`.".into()],
        ..docs("Short.", "Long.")
    };
    assert_eq!(
        lines(None, &docs, ""),
        [
            "Short.",
            "",
            "**Deprecated.**",
            "",
            "Long.",
            "",
            "- At most 10.",
            "- Default: `[x]`."
        ]
    );
}

#[test]
fn nothing_said_is_the_fallback() {
    assert_eq!(lines(None, &docs("", " \n"), "It."), ["It."]);
}

#[test]
fn code_spans_hold_backticks() {
    assert_eq!(code("GET /a"), "`GET /a`");
    assert_eq!(code(""), r#"`""`"#);
    assert_eq!(code("a`b"), "`` a`b ``");
}
