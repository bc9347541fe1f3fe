//! Servers: where an API is, and where single operations are.

use hashbrown::HashSet;
use openapiv3::{OpenAPI, Operation, Server as Written};

use super::docs;
use super::schemas::Schemas;
use super::sites::{self, Route, Site};
use crate::api::{Docs, EXAMPLE_HOST, Sent, Server};
use crate::report::{Code, Pointer};

/// Where an API is whose description names no server (OpenAPI 3.0, "OpenAPI Object").
const DEFAULT: &str = "/";

/// The URL of the first server that has an absolute one, its variables replaced by their defaults.
pub(super) fn default_url(servers: &[Written]) -> Option<String> {
    let mut urls = servers.iter().map(url);
    let url = urls.find(|url| is_usable(url) && is_whole(url))?;
    Some(url.trim_end_matches('/').to_owned())
}

/// The same; where there are only relative ones, the first of these at a host that is made up.
pub(super) fn likely_url(servers: &[Written]) -> Option<String> {
    default_url(servers).or_else(|| {
        let mut urls = servers.iter().map(url);
        let path = urls.find(|url| is_usable(url) && is_path(url))?;
        Some(format!("{EXAMPLE_HOST}{}", path.trim_end_matches('/')))
    })
}

/// The servers that a description names: the API's, then those that single operations have.
pub(super) fn of_api(
    openapi: &OpenAPI,
    sets: &[Sent],
    schemas: &mut Schemas<'_, '_>,
) -> Vec<Server> {
    let at = Pointer::root().key("servers");
    report_unusable(&openapi.servers, &at, schemas);
    let mut seen = HashSet::new();
    let written = openapi.servers.iter().map(|server| Server {
        url: url(server),
        docs: docs::of_text(server.description.as_ref()),
    });
    let mut found: Vec<Server> = written
        .filter(|server| is_usable(&server.url) && seen.insert(server.url.clone()))
        .collect();
    let operations = sets.iter().flat_map(|set| &set.operations);
    let mut own = operations
        .flat_map(|operation| &operation.servers)
        .peekable();
    if openapi.servers.is_empty() && own.peek().is_some() {
        seen.insert(DEFAULT.to_owned());
        found.push(server(DEFAULT));
    }
    found.extend(
        own.filter(|url| seen.insert((*url).clone()))
            .map(|url| server(url)),
    );
    found
}

fn server(url: &str) -> Server {
    Server {
        url: url.to_owned(),
        docs: Docs::default(),
    }
}

/// What is to be known of the others to tell where an operation with servers of its own is sent.
#[derive(Debug)]
pub(super) struct OwnServers {
    /// Whether the description says of some operations only that they are where its user finds them.
    is_base_unknown: bool,
    /// The lists that were reported.
    reported: HashSet<Pointer>,
}

impl OwnServers {
    pub(super) fn new(openapi: &OpenAPI) -> Self {
        Self {
            is_base_unknown: default_url(&openapi.servers).is_none(),
            reported: HashSet::new(),
        }
    }

    /// Looks whether any operation is where the description says nothing of.
    pub(super) fn look_at(&mut self, sites: &[Site<'_>]) {
        self.is_base_unknown &= sites.iter().any(|site| {
            let methods = sites::methods(site);
            let mut written = methods.iter().map(|(_, _, written)| written);
            site.item.servers.is_empty() && written.any(|written| written.servers.is_empty())
        });
    }

    /// The URLs of an operation's own servers, which take the place of its path's (OpenAPI 3.0, "Operation Object").
    pub(super) fn of(
        &mut self,
        site: &Site<'_>,
        (written, at): (&Operation, &Pointer),
        schemas: &mut Schemas<'_, '_>,
    ) -> Vec<String> {
        let (servers, at) = match written.servers.as_slice() {
            [] => (site.item.servers.as_slice(), site.at.key("servers")),
            own => (own, at.key("servers")),
        };
        let is_new = !servers.is_empty() && self.reported.insert(at.clone());
        if matches!(site.route, Route::Url { .. }) {
            if is_new {
                schemas.warn(
                    Code::SERVER_IGNORED,
                    &at,
                    "webhooks and callbacks have no servers: each is sent to a URL of its own",
                    "remove it",
                );
            }
            return Vec::new();
        }
        let urls: Vec<String> = servers
            .iter()
            .map(url)
            .filter(|url| is_usable(url))
            .collect();
        if is_new {
            report_unusable(servers, &at, schemas);
            if self.is_base_unknown && urls.iter().all(|url| is_whole(url)) && !urls.is_empty() {
                schemas.warn(
                    Code::SERVER_IGNORED,
                    &at,
                    "these servers are used only by a client whose base URL is one of those that the description \
                     names, and it names none for the API",
                    "give the description `servers` with a whole URL",
                );
            }
        }
        urls
    }
}

fn report_unusable(servers: &[Written], at: &Pointer, schemas: &mut Schemas<'_, '_>) {
    for (index, server) in servers.iter().enumerate() {
        if !is_usable(&url(server)) {
            schemas.warn(
                Code::SERVER_IGNORED,
                &at.index(index).key("url"),
                "no request can be sent to a server with this URL: it is left out",
                "write a URL that begins with `https://` or `http://`, or a path, without a query, and describe each \
                 `{variable}` in it under `variables`",
            );
        }
    }
}

/// The URL of a server, its variables replaced by their defaults.
fn url(server: &Written) -> String {
    let mut url = String::new();
    let mut rest = server.url.as_str();
    while let Some((text, behind)) = rest.split_once('{') {
        let variables = server.variables.as_ref();
        let found = behind.split_once('}').and_then(|(name, behind)| {
            let variable = variables?.get(name)?;
            Some((variable, behind))
        });
        url.push_str(text);
        match found {
            Some((variable, behind)) => {
                url.push_str(&variable.default);
                rest = behind;
            }
            None => {
                url.push('{');
                rest = behind;
            }
        }
    }
    url.push_str(rest);
    url
}

/// Whether a request can be sent below a URL.
fn is_usable(url: &str) -> bool {
    let path = url.split('/').next().unwrap_or_default();
    let has_other_scheme = path.contains(':') && !is_whole(url);
    let is_plain = |char: char| !char.is_whitespace() && !char.is_control();
    let is_plain = url
        .chars()
        .all(|char| is_plain(char) && !"{}?#\\@".contains(char));
    !url.is_empty() && is_plain && !has_other_scheme
}

/// Whether a URL says all that there is to say.
fn is_path(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//")
}

fn is_whole(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
    })
}

#[cfg(test)]
mod tests {
    use super::{Written, likely_url};
    use crate::report::Reports;

    /// The servers of a description with these of its own and of one of two operations, and what is said of them.
    fn servers(api: &str, own: &str) -> (Vec<String>, Vec<String>) {
        let text = format!(
            "{{ openapi: 3.0.3, info: {{ title: T, version: '1' }}, servers: [{api}], paths: {{ /a: {{ \
             get: {{ servers: [{own}], responses: {{}} }}, put: {{ responses: {{}} }} }} }} }}"
        );
        let mut reports = Reports::new();
        let lowered =
            crate::lower::lower(&serde_yaml::from_str(&text).unwrap(), None, &mut reports);
        let urls = lowered.servers.into_iter().map(|server| server.url);
        let said = reports.iter().filter_map(|report| {
            let pointer = report.place.as_ref()?.spot.pointer()?;
            Some(pointer.to_string())
        });
        (urls.collect(), said.collect())
    }

    #[test]
    fn variables_become_their_defaults_once() {
        let server =
            "{ url: 'https://{a}.test/{b}', variables: { a: { default: b }, b: { default: c } } }";
        assert_eq!(servers(server, "").0, ["https://b.test/c"]);
    }

    #[test]
    fn an_operations_servers_follow_those_of_the_api() {
        let (urls, said) = servers("{ url: https://a.test }", "{ url: /b }, { url: //c.test }");
        assert_eq!(urls, ["https://a.test", "/b", "//c.test"]);
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(servers("", "{ url: /b }").0, ["/", "/b"]);
    }

    #[test]
    fn examples_call_a_relative_server_at_a_host_that_is_made_up() {
        for (url, likely) in [
            ("/", Some("https://api.example.com")),
            ("/v1/", Some("https://api.example.com/v1")),
            ("https://a.test/v1/", Some("https://a.test/v1")),
            ("//a.test", None),
        ] {
            let written = [Written {
                url: url.to_owned(),
                ..Written::default()
            }];
            assert_eq!(likely_url(&written).as_deref(), likely, "{url}");
        }
        assert_eq!(likely_url(&[]), None);
    }

    #[test]
    fn a_url_that_nothing_is_sent_to_is_reported() {
        for url in [
            "'wss://a.test'",
            "'https://{x}'",
            "'https://a.test?b'",
            "'a.test:80'",
        ] {
            let (urls, said) = servers(&format!("{{ url: {url} }}"), "");
            assert!(urls.is_empty(), "{urls:?}");
            assert_eq!(said, ["/servers/0/url"], "{url}");
        }
    }

    #[test]
    fn another_host_is_out_of_reach_where_the_apis_own_is_unknown() {
        let (urls, said) = servers("{ url: /a }", "{ url: https://b.test }");
        assert_eq!(urls, ["/a", "https://b.test"]);
        assert_eq!(said, ["/paths/~1a/get/servers"]);
        assert!(servers("{ url: /a }", "{ url: /b }").1.is_empty());
    }
}
