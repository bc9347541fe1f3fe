//! Which server a request goes to, where its operation has servers of its own.

use reqwest::Url;

use super::base_url::BaseUrl;

/// How far a client heeds the servers of operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Heeded {
    /// Not at all: the base URL is none that the description names. It is a proxy's, or that of a server under test.
    #[default]
    None,
    /// Those on the same host: the base URL is one of the description's as far as its path goes, which is all that the
    /// description says.
    SameHost,
    /// All of them: the base URL is one that the description names whole.
    All,
}

/// What a client knows of the servers that its API's description names.
#[derive(Clone, Debug, Default)]
pub(super) struct Servers {
    base: Option<Url>,
    heeded: Heeded,
}

impl Servers {
    /// Looks for the base URL among those that the description names. Relative ones are taken below it (OpenAPI 3.0,
    /// "Server Object"; RFC 3986, section 5).
    pub(super) fn new(base_url: &BaseUrl, documented: &[&str]) -> Self {
        let Ok(base) = Url::parse(base_url.as_str()) else {
            return Self::default();
        };
        let here = documented.iter().filter(|server| is_at(&base, server));
        let heeded = here.map(|server| match names_host(server) {
            true => Heeded::All,
            false => Heeded::SameHost,
        });
        Self {
            heeded: heeded.max().unwrap_or_default(),
            base: Some(base),
        }
    }

    /// The URL for an operation with these servers; `None` where it is the client's base URL.
    ///
    /// # Errors
    /// What is wrong with that URL.
    pub(super) fn of(&self, servers: &[&str]) -> Result<Option<BaseUrl>, &'static str> {
        let Some(base) = &self.base else {
            return Ok(None);
        };
        if servers.iter().any(|server| is_at(base, server)) {
            return Ok(None);
        }
        let heeded = servers.iter().find(|server| match self.heeded {
            Heeded::None => false,
            Heeded::SameHost => !names_host(server),
            Heeded::All => true,
        });
        let Some(server) = heeded else {
            return Ok(None);
        };
        let url = base.join(server).map_err(|_| "it is no URL")?;
        BaseUrl::parse(url.as_str()).map(Some)
    }
}

/// Whether a server's URL is that one, but for a slash at its end.
fn is_at(base: &Url, server: &str) -> bool {
    base.join(server)
        .is_ok_and(|url| url.as_str().trim_end_matches('/') == base.as_str().trim_end_matches('/'))
}

/// Whether a URL says more than a path.
fn names_host(url: &str) -> bool {
    url.starts_with("//") || url.contains("://")
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, Servers};

    const DOCUMENTED: &[&str] = &["https://a.example/v1/", "/v2", "https://b.example"];

    fn url(base: &str, servers: &[&str]) -> Option<String> {
        let servers = Servers::new(&BaseUrl::parse(base).unwrap(), DOCUMENTED).of(servers);
        servers.unwrap().map(|url| url.join("/x", ""))
    }

    #[test]
    fn a_documented_base_gives_way_to_an_operations_server() {
        let own = ["https://files.example/up", "/other"];
        for base in [
            "https://a.example/v1",
            "https://A.example:443/v1/",
            "https://b.example",
        ] {
            assert_eq!(url(base, &own).unwrap(), "https://files.example/up/x");
            assert_eq!(url(base, &[]), None);
        }
        let relative = url("https://a.example/v1", &["/other", "https://c.example"]);
        assert_eq!(relative.unwrap(), "https://a.example/other/x");
        let same_scheme = url("https://a.example/v1", &["//c.example/z/"]);
        assert_eq!(same_scheme.unwrap(), "https://c.example/z/x");
    }

    #[test]
    fn another_base_is_for_all_operations() {
        for base in ["http://localhost:8080", "https://a.example/proxy/v1"] {
            assert_eq!(url(base, &["https://files.example", "/other"]), None);
        }
    }

    #[test]
    fn a_base_known_by_its_path_is_left_only_for_the_same_host() {
        let base = "http://localhost:8080/v2";
        assert_eq!(url(base, &["https://files.example"]), None);
        let own = ["https://files.example", "/files"];
        assert_eq!(url(base, &own).unwrap(), "http://localhost:8080/files/x");
    }

    #[test]
    fn a_base_that_is_one_of_the_operations_servers_stays() {
        let own = ["https://files.example", "https://b.example/"];
        assert_eq!(url("https://b.example", &own), None);
    }

    #[test]
    fn a_server_that_is_none_is_told() {
        let servers = Servers::new(&BaseUrl::parse("https://b.example").unwrap(), DOCUMENTED);
        assert!(servers.of(&["ftp://files.example"]).is_err());
    }
}
