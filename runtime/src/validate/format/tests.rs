use super::Format;

const FORMATS: [Format; 19] = [
    Format::Date,
    Format::DateTime,
    Format::Time,
    Format::Duration,
    Format::Email,
    Format::IdnEmail,
    Format::Hostname,
    Format::IdnHostname,
    Format::Ipv4,
    Format::Ipv6,
    Format::Uri,
    Format::UriReference,
    Format::Iri,
    Format::IriReference,
    Format::Uuid,
    Format::UriTemplate,
    Format::JsonPointer,
    Format::RelativeJsonPointer,
    Format::Regex,
];

#[test]
fn each_format_takes_what_it_is_and_nothing_else() {
    let cases = [
        (Format::Date, "2024-02-29", "2023-02-29"),
        (
            Format::DateTime,
            "1998-12-31T23:59:60z",
            "1998-12-31T22:59:60Z",
        ),
        (Format::Time, "01:29:60+01:30", "08:30:06"),
        (Format::Duration, "P1Y2M3DT4H5M6S", "P1Y2D"),
        (Format::Email, "\"a@ b\"@[IPv6:::1]", "a..b@c.example"),
        (Format::IdnEmail, "δ@café.example", "δ"),
        (Format::Hostname, "a-1.example", "-a.example"),
        (Format::IdnHostname, "실례.테스트", "a..b"),
        (Format::Ipv4, "192.168.0.1", "192.168.0.01"),
        (Format::Ipv6, "::ffff:1.2.3.4", "::g"),
        (Format::Uri, "urn:a:b", "/a"),
        (Format::UriReference, "/a?b#c", "\\a"),
        (Format::Iri, "http://é.example/", "/é"),
        (Format::IriReference, "/é", "\\é"),
        (
            Format::Uuid,
            "2EB8AA08-aa98-11ea-B4aa-73b441d16380",
            "2eb8aa08aa9811eab4aa73b441d16380",
        ),
        (Format::UriTemplate, "/a/{b:3}", "/a/{b"),
        (Format::JsonPointer, "/a~1b/0", "/a~2"),
        (Format::RelativeJsonPointer, "10/a", "01#"),
        (Format::Regex, "^a+$", "^(a]"),
    ];
    assert_eq!(cases.map(|(format, ..)| format), FORMATS);
    for (format, right, wrong) in cases {
        assert!(format.holds(right), "{format}: {right}");
        assert!(!format.holds(wrong), "{format}: {wrong}");
    }
}

/// JSON Schema's own cases: `BINDERY_SUITES` names the folder that has them in `json-schema`.
#[test]
fn the_suites_agree() {
    let Some(suites) = std::env::var_os("BINDERY_SUITES") else {
        eprintln!("BINDERY_SUITES isn't set: skipped");
        return;
    };
    let suites = std::path::Path::new(&suites).join("json-schema");
    let mut wrong = Vec::new();
    for draft in ["draft4", "draft2020-12"] {
        for format in FORMATS {
            let path = suites.join(format!("{draft}/optional/format/{format}.json"));
            let Ok(text) = std::fs::read_to_string(path) else {
                continue;
            };
            let groups: serde_json::Value = serde_json::from_str(&text).unwrap();
            let tests = groups.as_array().unwrap().iter();
            for test in tests.flat_map(|group| group["tests"].as_array().unwrap()) {
                if let Some(data) = test["data"].as_str()
                    && Some(format.holds(data)) != test["valid"].as_bool()
                {
                    wrong.push(format!(
                        "{draft} {format}: {data:?}: {}",
                        test["description"]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
