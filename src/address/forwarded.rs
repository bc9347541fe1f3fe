//! What proxies say of a request that they pass on: `Forwarded` (RFC 7239) and, where there is none, the customary
//! `X-Forwarded-Proto` and `X-Forwarded-Host`.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use axum::http::header::FORWARDED;

/// What a proxy says that it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hop {
    /// Who sent it.
    from: Option<IpAddr>,
    pub(super) scheme: Option<String>,
    pub(super) host: Option<String>,
}

/// What the outermost of the trusted proxies says, in a request that came from a trusted one. Each proxy adds what it
/// knows at the end, so this goes back from there for as long as the proxies are trusted: what stands further in front
/// can be made up.
pub(super) fn outermost(headers: &HeaderMap, trusted: impl Fn(IpAddr) -> bool) -> Hop {
    if !headers.contains_key(FORWARDED) {
        return Hop {
            from: None,
            scheme: last(headers, "x-forwarded-proto"),
            host: last(headers, "x-forwarded-host"),
        };
    }
    let texts = headers.get_all(FORWARDED).iter();
    let texts = texts.filter_map(|value| value.to_str().ok());
    let mut hops: Vec<Hop> = texts.flat_map(elements).collect();
    let mut outermost = Hop::default();
    while let Some(hop) = hops.pop() {
        let goes_on = hop.from.is_some_and(&trusted);
        outermost = hop;
        if !goes_on {
            break;
        }
    }
    outermost
}

/// The last of the values that a header has.
fn last(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    let value = value.rsplit(',').next()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The elements of a value of `Forwarded`.
fn elements(text: &str) -> Vec<Hop> {
    let elements = split(text, ',').into_iter();
    elements.map(|element| hop(&element)).collect()
}

fn hop(element: &str) -> Hop {
    let mut hop = Hop::default();
    for pair in split(element, ';') {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        let value = unquoted(value.trim());
        match name.trim().to_ascii_lowercase().as_str() {
            "for" => hop.from = node(&value),
            "proto" => hop.scheme = Some(value),
            "host" => hop.host = Some(value),
            _ => {}
        }
    }
    hop
}

/// The parts of a text between separators that don't stand in quotes.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == separator && !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// A token, or what a quoted string says (RFC 9110, section 5.6.4).
fn unquoted(value: &str) -> String {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let Some(inner) = inner else {
        return value.to_owned();
    };
    let mut escaped = false;
    let kept = inner.chars().filter(|c| {
        escaped = *c == '\\' && !escaped;
        !escaped
    });
    kept.collect()
}

/// The address of a node; `None` for an unknown or hidden one. IPv6 stands in brackets (RFC 7239, section 6).
fn node(text: &str) -> Option<IpAddr> {
    let address = text.parse::<SocketAddr>().map(|address| address.ip());
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    address.or_else(|_| bare.unwrap_or(text).parse()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(headers: &[(&'static str, &str)]) -> HeaderMap {
        let headers = headers.iter();
        headers
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    /// With `10.0.0.1` as a trusted proxy besides the one that the request came from.
    fn said(sent: &[(&'static str, &str)]) -> (Option<String>, Option<String>) {
        let trusted: IpAddr = "10.0.0.1".parse().unwrap();
        let hop = outermost(&headers(sent), |address| address == trusted);
        (hop.scheme, hop.host)
    }

    fn both(scheme: &str, host: &str) -> (Option<String>, Option<String>) {
        (Some(scheme.to_owned()), Some(host.to_owned()))
    }

    #[test]
    fn quotes_and_escapes_are_read() {
        let value = r#"For="[2001:db8::1]:4711";Proto=https;HOST="a.test:8443""#;
        assert_eq!(said(&[("forwarded", value)]), both("https", "a.test:8443"));
        let tricky = r#"host="a\",proto=x;b" ; proto=http"#;
        assert_eq!(
            said(&[("forwarded", tricky)]),
            both("http", "a\",proto=x;b")
        );
        assert_eq!(said(&[("forwarded", ";;=,\"")]), (None, None));
        assert_eq!(node("[2001:db8::1]"), "2001:db8::1".parse().ok());
        assert_eq!(node("_hidden"), None);
    }

    #[test]
    fn what_the_caller_made_up_is_not_reached() {
        let made_up = "for=1.1.1.1;proto=https;host=evil.test";
        let nearest = format!("{made_up}, for=2.2.2.2;proto=http;host=a.test");
        assert_eq!(said(&[("forwarded", &nearest)]), both("http", "a.test"));
        let two = format!("{made_up}, for=2.2.2.2;proto=https;host=a.test");
        let sent = [
            ("forwarded", two.as_str()),
            ("forwarded", "for=10.0.0.1;proto=http;host=b"),
        ];
        assert_eq!(said(&sent), both("https", "a.test"));
    }

    #[test]
    fn the_customary_headers_count_where_there_is_no_other() {
        let customary = [
            ("x-forwarded-proto", "http, https"),
            ("x-forwarded-host", "a.test"),
        ];
        assert_eq!(said(&customary), both("https", "a.test"));
        let [proto, host] = customary;
        assert_eq!(said(&[proto, host, ("forwarded", "host=b.test")]).0, None);
    }
}
