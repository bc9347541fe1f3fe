//! The description as this service hands it out.

/// The contract, as it was written.
const WRITTEN: &str = include_str!("../../spec/groups.yaml");
/// The key whose value is replaced, on a line of its own.
const SERVERS: &str = "\nservers:\n";

/// The description with one server, the one whose URLs start with `origin`, in place of those it was written with.
pub(super) fn served_at(origin: &str) -> String {
    let Some((before, after)) = WRITTEN.split_once(SERVERS) else {
        return WRITTEN.to_owned();
    };
    // JSON's strings are YAML's too.
    let url = serde_json::Value::from(origin);
    format!("{before}{SERVERS}  - url: {url}\n\n{}", next_key(after))
}

/// `text` from the next line on that isn't indented: where the value of a key at the top ends.
fn next_key(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with([' ', '\n']) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_servers_differ_from_what_was_written() {
        let origin = "https://groups.example:8443";
        let served = served_at(origin);
        let server = format!("\nservers:\n  - url: \"{origin}\"\n\nsecurity:\n");
        assert_eq!(served.matches(&server).count(), 1, "{served}");

        let written: Vec<&str> = WRITTEN.lines().collect();
        let kept = served.lines().filter(|line| written.contains(line)).count();
        assert_eq!(kept, served.lines().count() - 1);
        assert!(!served.contains("{subdomain}"));
    }
}
