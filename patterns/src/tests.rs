use regex::Regex;

use crate::{Refusal, is_valid, translate};

fn matches(pattern: &str, text: &str) -> bool {
    let translated = translate(pattern).unwrap();
    let is_found = |regex: &String| Regex::new(regex).unwrap().is_match(text);
    is_found(&translated.regex)
        && translated.also.iter().all(is_found)
        && !translated.never.iter().any(is_found)
}

/// Rust's words for an expression that needs one only.
fn regex(pattern: &str) -> String {
    translate(pattern).unwrap().regex
}

#[test]
fn what_means_the_same_stays() {
    for same in [
        "",
        "^a*$",
        "a+",
        "^[a-z0-9_]{1,30}$",
        "^(?:a|b)?$",
        "é{2,}",
        "^x-a, b=c$",
    ] {
        assert_eq!(regex(same), same);
    }
}

#[test]
fn what_is_clear_in_other_dialects_is_read_as_meant() {
    for (pattern, meant) in [
        ("/^a+$/", "^a+$"),
        ("/^a/i", "(?i:^a)"),
        ("(?i)^a$", "(?i:^a$)"),
        (r"\A[a-z]+\z", "^[a-z]+$"),
        (r"^a\Z", "^a$"),
        (r"^(?P<year>\d{4})$", r"^(?<year>\d{4})$"),
        ("^[[:alpha:]_]+$", "^[A-Za-z_]+$"),
        ("^[^[:space:]]$", r"^[^\s]$"),
    ] {
        let translated = translate(pattern).unwrap();
        assert_eq!(translated.meant.as_deref(), Some(meant), "{pattern}");
        let as_meant = translate(meant).unwrap();
        assert_eq!(as_meant.meant, None, "{meant}");
        for text in ["a", "A", "aa", "_", " ", "2024", "/a/"] {
            assert_eq!(
                matches(pattern, text),
                matches(meant, text),
                "{pattern} {text}"
            );
        }
    }
    assert!(matches("(?i)^(?!b)a$", "A") && !matches("(?i)^(?!b)[a-b]$", "B"));
    assert!(matches("^(?i:[x-z]é)a$", "Yéa") && !matches("^(?i:b)a$", "BA"));
    assert!(!matches("(?i)^[^a-c]$", "B") && matches("(?i)^[Z-b]$", "z"));
    for same in ["/a/", r"^\\A$", r"^[\[:alpha:]$", "[(?P<]", r"a/^b\$"] {
        assert_eq!(translate(same).unwrap().meant, None, "{same}");
    }
    for refused in ["(?s)a", "/^a/m", r"[\A]"] {
        assert!(
            translate(refused).is_err() || refused.starts_with('/'),
            "{refused}"
        );
    }
}

#[test]
fn classes_are_those_of_ecma() {
    assert_eq!(regex(r"\d\D\w"), "[0-9][^0-9][0-9A-Z_a-z]");
    assert_eq!(regex(r"[\d.\W]"), "[0-9.[^0-9A-Z_a-z]]");
    for space in ["\t", "\u{b}", "\u{a0}", "\u{feff}", "\u{2029}", "\u{2003}"] {
        assert!(matches(r"^\s$", space) && !matches(r"^\S$", space));
    }
    for other in ["\u{1}", "\u{2013}", "\u{85}"] {
        assert!(!matches(r"^\s$", other) && matches(r"^[\S]$", other));
    }
    assert!(!matches("[]", "a") && matches("^[^]$", "\n"));
    assert!(!matches("^.$", "\u{2028}") && matches("^.$", "\u{85}"));
    assert!(matches(r"^\p{Letter}+$", "é") && matches(r"^\P{L}$", "1"));
    assert!(matches(r"^[\p{Script=Greek}-]+$", "α-β"));
    assert!(matches(r"^\p{digit}+$", "42"));
}

#[test]
fn characters_are_named_in_many_ways() {
    for pattern in [
        r"^\cJ$",
        r"^\n$",
        r"^\x0a$",
        r"^\u000A$",
        r"^\u{a}$",
        r"^[\n]$",
    ] {
        assert!(matches(pattern, "\n"), "{pattern}");
    }
    assert!(matches(r"^\uD83D\uDC32$", "🐲"));
    assert!(matches(r"^\/\-\.$", "/-."));
    assert!(matches(r"^[\b]$", "\u{8}"));
    assert!(matches(r"\bcole\b", "l'écolé cole") && !matches(r"^a\Bb\b", "a b"));
    assert!(matches(r"^[a&&b~~-]+$", "&~-"));
}

#[test]
fn the_end_is_the_end() {
    assert!(!matches("^abc$", "abc\n"));
}

#[test]
fn looking_around_at_the_ends_is_said_otherwise() {
    let pattern = r"^(?!\s*$)(?=.*\d)[a-z\d]+(?<!x)$";
    let translated = translate(pattern).unwrap();
    assert_eq!((translated.also.len(), translated.never.len()), (1, 2));
    for (text, fits) in [
        ("a1", true),
        ("a", false),
        ("1x", false),
        ("", false),
        ("x1", true),
    ] {
        assert_eq!(matches(pattern, text), fits, "{text}");
    }
    assert!(matches("^(?!a|b$)^.*", "b1") && !matches("^(?!a|b$)^.*", "b"));
}

#[test]
fn annex_b_is_tolerated() {
    assert!(matches(r"^[\w-.]+\_\'\@$", "a-._'@"));
    assert!(matches("^{a}]$", "{a}]"));
    for pattern in [r"[\w-.]", r"\_", "{a}", "a{,2}", "]"] {
        assert!(!is_valid(pattern), "{pattern}");
    }
}

#[test]
fn what_is_none_is_refused() {
    for pattern in [
        "^(abc]",
        "(a",
        "a)",
        "[a",
        "*",
        "a**",
        r"\a",
        "(?P=n)x",
        "(?#c)a",
        "(?s)abc",
        "a{2,1}",
        "[b-a]",
        "\\",
        r"\p{Nonsense}",
        r"\u{110000}",
        "(?<n>a)(?<n>b)",
        r"\xg0",
        "^*",
    ] {
        assert!(
            matches!(translate(pattern), Err(Refusal::Syntax(_))),
            "{pattern}"
        );
        assert!(!is_valid(pattern), "{pattern}");
    }
}

#[test]
fn what_cannot_be_said_is_refused() {
    for pattern in [
        r"(a)\1",
        r"(?<n>a)\k<n>",
        "a(?=b)c",
        "(?!a)b",
        "^a$|^(?!b)",
        r"^(?:(?!a).)*$",
        r"\uD83D",
        "^(?=a(?!b))a",
    ] {
        assert!(
            matches!(translate(pattern), Err(Refusal::Beyond(_))),
            "{pattern}"
        );
        assert!(is_valid(pattern), "{pattern}");
    }
    assert!(is_valid("(?<=a+)b"));
}

#[test]
fn what_is_too_large_is_refused() {
    for pattern in [
        "a".repeat(20_000),
        "(".repeat(1000) + &")".repeat(1000),
        "((a{1000}){1000}){1000}".to_owned(),
        r"\p{L}{5000}".to_owned(),
        "a{99999999999}".to_owned(),
    ] {
        assert_eq!(translate(&pattern), Err(Refusal::TooLarge));
    }
}
