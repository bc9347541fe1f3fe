//! The cases that are left out, as `left_out.toml` lists them.

use std::collections::BTreeMap;

use bindery_json_schema::Case;
use serde::Deserialize;

/// The list: each entry with whether any case has been found in it yet.
pub(crate) struct LeftOut {
    entries: Vec<Listed>,
}

struct Listed {
    reason: String,
    file: String,
    /// `None`: all groups of the file.
    group: Option<String>,
    /// The cases that haven't been found yet; `None`: all cases of the group.
    cases: Option<Vec<String>>,
    found: bool,
}

/// What stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    reason: Vec<Reason>,
}

/// A reason, with what is left out for it: file → group → cases. `*` stands for all groups, or all cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    because: String,
    cases: BTreeMap<String, BTreeMap<String, Cases>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Cases {
    All(All),
    These(Vec<String>),
}

#[derive(Deserialize)]
enum All {
    #[serde(rename = "*")]
    All,
}

impl LeftOut {
    /// The list as it stands beside the tests.
    pub(crate) fn read() -> Self {
        let document: Document = toml::from_str(include_str!("../../left_out.toml")).unwrap();
        let mut entries = Vec::new();
        for Reason { because, cases } in document.reason {
            for (file, groups) in cases {
                for (group, cases) in groups {
                    entries.push(Listed {
                        reason: because.clone(),
                        file: file.clone(),
                        group: Some(group).filter(|group| group != "*"),
                        cases: match cases {
                            Cases::All(All::All) => None,
                            Cases::These(cases) => Some(cases),
                        },
                        found: false,
                    });
                }
            }
        }
        Self { entries }
    }

    /// The reason why a case is left out, if it is.
    pub(crate) fn take(&mut self, case: &Case) -> Option<&str> {
        let entry = self.entries.iter_mut().find(|entry| entry.is(case))?;
        entry.found = true;
        if let Some(cases) = &mut entry.cases {
            cases.retain(|name| *name != case.case);
        }
        Some(&entry.reason)
    }

    /// What is listed and isn't in the suite, in words.
    pub(crate) fn unused(&self) -> impl Iterator<Item = String> {
        let entries = self.entries.iter();
        let unused =
            entries.filter(|it| !it.found || it.cases.as_ref().is_some_and(|it| !it.is_empty()));
        unused.map(|it| {
            format!(
                "{} / {:?} / {:?}: is listed, but there is no such case",
                it.file, it.group, it.cases
            )
        })
    }
}

impl Listed {
    fn is(&self, case: &Case) -> bool {
        let cases = self.cases.as_ref();
        self.file == case.file
            && self.group.as_ref().is_none_or(|group| *group == case.group)
            && cases.is_none_or(|cases| cases.contains(&case.case))
    }
}
