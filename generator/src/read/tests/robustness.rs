//! Hostile texts.

use super::*;

#[test]
fn alias_bombs_and_deep_nesting_are_errors() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let alias = format!("*a{}", level - 1);
        let aliases = [alias.as_str(); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    let (root, reports) = read_as("bomb.yaml", &bomb);
    assert!(
        root.is_none() && reports.contains("--> bomb.yaml:"),
        "{reports}"
    );

    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(10_000)
    );
    let (root, reports) = read_as("long.yaml", &long);
    assert!(
        root.is_none() && reports.contains("--> long.yaml:2:"),
        "{reports}"
    );

    for deep in [
        "[".repeat(300_000),
        "{a: ".repeat(100_000),
        "- ".repeat(1000),
    ] {
        let (root, reports) = read_as("deep.yaml", &deep);
        assert!(
            root.is_none() && reports.contains("nested too deeply"),
            "{reports}"
        );
        let (root, _) = read_as("deep", &deep);
        assert_eq!(root, None);
    }
    let cycle = "a: &a\n  b: *a\n";
    assert!(read_as("cycle.yaml", cycle).1.contains("nested too deeply"));
}

/// Whatever a text says, it is read or reported, and every place in it can be shown.
#[test]
fn nothing_panics() {
    let pieces = [
        "a",
        "b: ",
        ":",
        "? ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "\"",
        "'",
        "&x ",
        "*x",
        "<<: ",
        "!t ",
        "!!int ",
        "|\n",
        ">-\n",
        "# c",
        "---\n",
        "...\n",
        "\t",
        "\r\n",
        "é",
        "\u{feff}",
        "\u{85}",
        "%YAML 1.2\n",
        "1",
        "-0x",
        ".inf",
        "null",
        "\\u00",
        "\\",
        "\0",
        "\u{2028}",
        "😀",
        "@",
        "`",
        "\"k\": ",
        "1e9",
        "==",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    for round in 0..ROUNDS {
        let text: String = (0..next(24)).map(|_| pieces[next(pieces.len())]).collect();
        let path = ["api.yaml", "api.json"][round % 2];
        let mut reports = Reports::new();
        let sources = match read_text(path.to_owned(), text.clone(), &mut reports) {
            Ok(document) => {
                reports.extend(everywhere(&document.root, &Pointer::root()));
                document.sources
            }
            Err(sources) => {
                assert!(reports.has_errors(), "{text:?}");
                sources
            }
        };
        let located = locate(&sources, reports);
        assert!(located.iter().all(|it| it.position.is_some()), "{text:?}");
        render(&located, &sources, Style::Plain);
    }
}

const ROUNDS: usize = 2000;

/// A report at each node and key of a tree.
fn everywhere(root: &Value, at: &Pointer) -> Vec<Report> {
    let place = |spot| Place {
        file: FileId(0),
        spot,
    };
    let report = |spot| Report::warning(Code::BODY_AS_BYTES, place(spot), at.to_string());
    let mut all = vec![
        report(Spot::Value(at.clone())),
        report(Spot::Key(at.clone())),
    ];
    match root {
        Value::Object(entries) => {
            all.extend(
                entries
                    .iter()
                    .flat_map(|(key, value)| everywhere(value, &at.key(key))),
            );
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            all.extend(items.flat_map(|(index, item)| everywhere(item, &at.index(index))));
        }
        _ => {}
    }
    all
}
