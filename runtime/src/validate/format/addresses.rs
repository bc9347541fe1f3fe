//! Addresses of mail, and UUIDs.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::names;

/// Whether a text is a mailbox (RFC 5321, section 4.1.2).
pub(super) fn is_email(text: &str, is_international: bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    is_local_part(local, is_international) && is_domain(domain, is_international)
}

fn is_local_part(local: &str, is_international: bool) -> bool {
    let is_beyond = |c: char| is_international && !c.is_ascii();
    if let Some(quoted) = local.strip_prefix('"') {
        return (quoted.strip_suffix('"')).is_some_and(|quoted| is_quoted(quoted, is_beyond));
    }
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let mut atoms = local.split('.');
    atoms.all(|atom| !atom.is_empty() && atom.chars().all(|c| is_atom(c) || is_beyond(c)))
}

/// Whether a text may stand between quotes.
fn is_quoted(quoted: &str, is_beyond: impl Fn(char) -> bool) -> bool {
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        let is_allowed = match c {
            '\\' => chars.next().is_some_and(|c| (' '..='~').contains(&c)),
            '"' => false,
            c => (' '..='~').contains(&c) || is_beyond(c),
        };
        if !is_allowed {
            return false;
        }
    }
    true
}

fn is_domain(domain: &str, is_international: bool) -> bool {
    let literal = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match literal.map(|literal| (literal, literal.strip_prefix("IPv6:"))) {
        Some((_, Some(address))) => address.parse::<Ipv6Addr>().is_ok(),
        Some((address, None)) => address.parse::<Ipv4Addr>().is_ok(),
        None if is_international => domain.split('.').all(names::is_loose_label),
        None => names::is_hostname(domain),
    }
}

/// Whether a text is a UUID (RFC 9562, section 4).
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
