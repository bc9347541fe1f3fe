//! What stands in `Host` and in URLs before the path: a host with or without a port.

use std::net::Ipv6Addr;

use axum::http::uri::Authority;

/// Reads a host with or without a port (RFC 9110, section 7.2). `user@host` may stand in a URI, but not in `Host`, and
/// not in our links either.
pub(crate) fn host(text: &str) -> Option<Authority> {
    let authority: Authority = text.parse().ok()?;
    let rest = authority.as_str().strip_prefix(authority.host())?;
    let is_one = is_name_or_address(authority.host()) && is_port(rest);
    is_one.then_some(authority)
}

/// Whether this is a name, an IPv4 address, or an IPv6 address in brackets (RFC 3986, section 3.2.2). That a name has no
/// other characters than it may have is checked before.
fn is_name_or_address(text: &str) -> bool {
    match text.strip_prefix('[') {
        Some(rest) => rest
            .strip_suffix(']')
            .is_some_and(|address| address.parse::<Ipv6Addr>().is_ok()),
        None => !text.is_empty(),
    }
}

/// Whether this is nothing, or a colon and a port, which may be left out (RFC 3986, section 3.2.3).
fn is_port(text: &str) -> bool {
    match text.strip_prefix(':') {
        Some(port) => {
            port.is_empty()
                || port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()
        }
        None => text.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_and_perhaps_a_port() {
        for text in [
            "h",
            "acme.test",
            "a_b-c",
            "127.0.0.1",
            "[::1]",
            "h:0",
            "h:65535",
            "[2001:db8::1]:80",
            "h:",
        ] {
            let found = host(text).map(|host| host.to_string());
            assert_eq!(found.as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_host_is_none() {
        for text in [
            "", ":80", "a b", "user@h", "@", "ho\"st", "h/path", "h?q", "h:x", "h:+1", "h:65536",
            "h:1:2", "[", "[]", "[::zz]", "[::1]x", "[::1", "::1", "h%0d", "<h>", "h\\i", "ä",
        ] {
            assert_eq!(host(text), None, "{text}");
        }
    }
}
