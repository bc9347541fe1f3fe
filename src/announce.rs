//! What the service prints when it starts: where it is and how to call it.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::address::PublicUrl;
use crate::seed::ADMIN;
use crate::store::Location;

/// The text for a service that listens on `address` with the database `database`. `new_token` is the admin's token if it
/// was made just now, with the database.
pub fn announcement(
    address: SocketAddr,
    public_url: Option<&PublicUrl>,
    database: &Location,
    new_token: Option<&str>,
) -> String {
    let url = match public_url {
        Some(url) => url.to_string(),
        None => format!("http://{}", reachable(address)),
    };
    let mut text = format!(
        "The Groups API is at {url}, its reference at {url}/docs, its database in {database}.\n\n"
    );
    if let Some(token) = new_token {
        text.push_str(&format!(
            "The database is new. Its admin is {ADMIN}, with this API token, which is not shown again:\n  \
             {token}\n\n"
        ));
    }
    let token = new_token.unwrap_or("API_TOKEN");
    text.push_str(&format!(
        "Try:\n  curl -u '{ADMIN}/token:{token}' {url}/api/v2/groups.json\n"
    ));
    text
}

/// The address to call: one that means every interface is none.
fn reachable(address: SocketAddr) -> SocketAddr {
    let mut reachable = address;
    match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => {
            reachable.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => {
            reachable.set_ip(Ipv6Addr::LOCALHOST.into());
        }
        _ => {}
    }
    reachable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(address: &str, new_token: Option<&str>) -> String {
        let database = Location::parse("groups.db").unwrap();
        announcement(address.parse().unwrap(), None, &database, new_token)
    }

    #[test]
    fn a_new_database_shows_its_token_and_a_call_that_works() {
        let text = text("0.0.0.0:80", Some("t1"));
        assert!(text.contains("\n  t1\n"), "{text}");
        assert!(text.contains(" http://127.0.0.1:80/docs,"), "{text}");
        let call = "curl -u 'admin@example.com/token:t1' http://127.0.0.1:80/api/v2/groups.json\n";
        assert!(text.ends_with(call), "{text}");
    }

    #[test]
    fn an_old_database_has_no_secrets_to_show() {
        let text = text("[::]:80", None);
        assert!(!text.contains("new"), "{text}");
        assert!(
            text.contains("/token:API_TOKEN' http://[::1]:80/"),
            "{text}"
        );
    }

    #[test]
    fn a_public_url_is_the_one_to_call() {
        let url = PublicUrl::parse("https://acme.test").unwrap();
        let database = Location::parse("groups.db").unwrap();
        let text = announcement("0.0.0.0:80".parse().unwrap(), Some(&url), &database, None);
        assert!(
            text.ends_with(" https://acme.test/api/v2/groups.json\n"),
            "{text}"
        );
    }
}
