//! Runs over a folder of descriptions, where the environment names one.

use std::path::{Path, PathBuf};

use super::yaml;
use crate::config::Dangling;
use crate::normalize::normalize;
use crate::read::Document;
use crate::report::{Code, Reports, Severity};

/// Every description in OpenAPI 3.0 that stands in one file has no errors, and each known defect is a warning.
#[test]
fn real_descriptions_have_no_errors() {
    let Some(folder) = std::env::var_os("BINDERY_CORPUS").map(PathBuf::from) else {
        println!("skipped: BINDERY_CORPUS names no folder");
        return;
    };
    let defects = std::fs::read_to_string(folder.join("defects.tsv")).unwrap();
    // Those of other stages: text that isn't YAML to some, and parameters that a path template doesn't name.
    let known = |name: &str| {
        defects.lines().any(|line| {
            line.split('\t').next() == Some(name)
                && !line.contains("ScannerError")
                && !line.contains("UnresolvableParameterError")
        })
    };
    let list = std::fs::read_to_string(folder.join("corpus.tsv")).unwrap();
    for line in list.lines().skip(1) {
        let mut columns = line.split('\t');
        let (name, file) = (columns.next().unwrap(), columns.next().unwrap());
        if !columns.next().unwrap().starts_with("3.0") {
            continue;
        }
        let document = parse(&folder.join(file));
        let mut reports = Reports::new();
        let start = std::time::Instant::now();
        let openapi = normalize(&document, Dangling::Error, &mut reports);
        println!(
            "{name}: {} reports, {:?}",
            reports.iter().count(),
            start.elapsed()
        );
        for report in reports.iter() {
            println!("  {report:?}");
        }
        let several_files = reports.iter().any(|report| {
            report.code == Code::UNRESOLVED_REFERENCE && report.message.contains("another file")
        });
        if several_files {
            continue;
        }
        assert!(openapi.is_some(), "{name} isn't read");
        let errors = reports
            .iter()
            .filter(|report| report.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{name} has errors");
        let silent = reports.iter().next().is_none();
        assert!(!(silent && known(name)), "{name} has a known defect");
    }
}

fn parse(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).unwrap();
    let root = match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => serde_json::from_str(&text).unwrap(),
        _ => yaml(&text),
    };
    Document {
        root,
        ..Document::default()
    }
}
