//! What the URLs in answers start with: what is set, what a trusted proxy says, or what the request was sent to.

use std::fmt;
use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, header};
use ipnet::IpNet;

use super::{Address, forwarded, host};

/// Where requests come from: the address at the other end of the connection, among the extensions of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// A URL that the paths of this API are below. It doesn't end with a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

/// Knows what the URLs in answers start with. The default one trusts nobody.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// What they always start with.
    pub public_url: Option<PublicUrl>,
    /// Whose word on the scheme and host of a request is taken.
    pub trusted_proxies: Vec<IpNet>,
}

impl PublicUrl {
    /// Reads a URL.
    ///
    /// # Errors
    /// What is wrong with it: it isn't one of HTTP, or has more than a host, a port and a path.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is no URL of http or https, such as https://groups.example.com");
        let uri: Uri = text.parse().map_err(|_| wrong())?;
        let scheme = uri.scheme_str().and_then(scheme).ok_or_else(wrong)?;
        let host = uri
            .authority()
            .and_then(|it| host(it.as_str()))
            .ok_or_else(wrong)?;
        if uri.query().is_some() || text.contains('#') {
            return Err(format!("`{text}` has more than a host and a path"));
        }
        let path = uri.path().trim_end_matches('/');
        if !path.bytes().all(may_stand_in_a_path) {
            return Err(wrong());
        }
        Ok(Self(format!("{scheme}://{host}{path}")))
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Origins {
    /// The address of a request: the host as in its URI if that is absolute, otherwise as in its header `Host`
    /// (RFC 9112, section 3.2.2), unless somebody else's word counts. `None` if that isn't there, or is no host.
    pub(crate) fn address(
        &self,
        uri: &Uri,
        headers: &HeaderMap,
        peer: Option<Peer>,
    ) -> Option<Address> {
        if let Some(PublicUrl(url)) = &self.public_url {
            return Some(Address::new(url.clone(), uri));
        }
        let sent_to = match uri.authority() {
            Some(authority) => host(authority.as_str())?,
            None => host(headers.get(header::HOST)?.to_str().ok()?)?,
        };
        let hop = match peer {
            Some(Peer(peer)) if self.trusts(peer) => {
                forwarded::outermost(headers, |address| self.trusts(address))
            }
            _ => forwarded::Hop::default(),
        };
        let said = hop.scheme.as_deref().and_then(scheme);
        let scheme = said.or_else(|| uri.scheme_str().and_then(scheme));
        let host = hop.host.as_deref().and_then(host).unwrap_or(sent_to);
        let origin = format!("{}://{host}", scheme.unwrap_or("http"));
        Some(Address::new(origin, uri))
    }

    fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted_proxies
            .iter()
            .any(|net| net.contains(&address))
    }
}

/// Whether a path may have this byte in it (RFC 3986, section 3.3).
fn may_stand_in_a_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/%-._~!$&'()*+,;=:@".contains(&byte)
}

fn scheme(text: &str) -> Option<&'static str> {
    ["http", "https"]
        .into_iter()
        .find(|scheme| text.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: Option<Peer> = Some(Peer(IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 7))));

    fn group(
        origins: &Origins,
        uri: &str,
        peer: Option<Peer>,
        sent: &[(&'static str, &str)],
    ) -> Option<String> {
        let headers: HeaderMap = sent
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let address = origins.address(&uri.parse().unwrap(), &headers, peer)?;
        Some(address.of_group(7))
    }

    fn behind_proxy() -> Origins {
        Origins {
            trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
            ..Origins::default()
        }
    }

    #[test]
    fn links_start_with_the_host_of_the_request() {
        let of = |uri, host| group(&Origins::default(), uri, None, &[("host", host)]).unwrap();
        assert_eq!(
            of("/g", "localhost:4000"),
            "http://localhost:4000/api/v2/groups/7.json"
        );
        assert_eq!(of("/g", "[::1]:80"), "http://[::1]:80/api/v2/groups/7.json");
        assert_eq!(
            of("https://acme.test/g", "other"),
            "https://acme.test/api/v2/groups/7.json"
        );
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for host in ["", "a b", "user@host", "ho\"st", "host/path"] {
            assert_eq!(
                group(&Origins::default(), "/", None, &[("host", host)]),
                None,
                "{host}"
            );
        }
        assert_eq!(group(&Origins::default(), "/", None, &[]), None);
    }

    #[test]
    fn a_public_url_counts_whatever_the_request_says() {
        let public_url = PublicUrl::parse("https://acme.test:8443/desk/").unwrap();
        let origins = Origins {
            public_url: Some(public_url),
            ..behind_proxy()
        };
        let sent = [("host", "inside"), ("forwarded", "host=outside;proto=http")];
        let url = group(&origins, "/g", PROXY, &sent).unwrap();
        assert_eq!(url, "https://acme.test:8443/desk/api/v2/groups/7.json");
        assert_eq!(group(&origins, "/g", PROXY, &[]), Some(url));
    }

    #[test]
    fn a_public_url_is_one_of_http() {
        for wrong in [
            "",
            "acme.test",
            "/desk",
            "ftp://acme.test",
            "https://",
            "https://a@b",
            "https://a/?b",
            "https://a/#b",
            "https://a/b\"c",
            "https://a/{b}",
            "https://a:b",
        ] {
            assert!(PublicUrl::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            PublicUrl::parse("HTTP://a").unwrap().to_string(),
            "http://a"
        );
    }

    #[test]
    fn the_word_of_a_proxy_counts_if_it_is_trusted() {
        let sent = [
            ("host", "inside:80"),
            ("forwarded", "for=1.1.1.1;host=acme.test;proto=https"),
        ];
        let ours = "http://inside:80/api/v2/groups/7.json";
        let theirs = "https://acme.test/api/v2/groups/7.json";
        let stranger = Some(Peer("192.0.2.1".parse().unwrap()));
        let mapped = Some(Peer("::ffff:10.0.0.7".parse().unwrap()));
        for (origins, peer, expected) in [
            (behind_proxy(), PROXY, theirs),
            (behind_proxy(), mapped, theirs),
            (behind_proxy(), stranger, ours),
            (behind_proxy(), None, ours),
            (Origins::default(), PROXY, ours),
        ] {
            assert_eq!(group(&origins, "/g", peer, &sent).unwrap(), expected);
        }
        let nonsense = [
            ("host", "inside:80"),
            ("forwarded", "host=\"a b\";proto=gopher"),
        ];
        assert_eq!(
            group(&behind_proxy(), "/g", PROXY, &nonsense).unwrap(),
            ours
        );
    }
}
