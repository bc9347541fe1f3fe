//! What the service prints when it starts: where it is and how to call it.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use crate::seed::{ADMIN, AGENT, Secrets};

/// The text for a service that listens on `address` with the database `database`. `new` are the secrets of a database
/// that was made just now.
pub fn announcement(address: SocketAddr, database: &Path, new: Option<&Secrets>) -> String {
    let url = format!("http://{}", reachable(address));
    let database = database.display();
    let mut text = format!("The Groups API is at {url}, its database in {database}.\n\n");
    let token = match new {
        Some(secrets) => {
            text.push_str(&accounts(secrets));
            secrets.admin_token.as_str()
        }
        None => "API_TOKEN",
    };
    text.push_str(&format!(
        "Try:\n  curl -u '{ADMIN}/token:{token}' {url}/api/v2/groups.json\n"
    ));
    text
}

fn accounts(secrets: &Secrets) -> String {
    let Secrets {
        admin_token,
        admin_password,
        agent_token,
    } = secrets;
    format!(
        "The database is new. These are its accounts; their secrets are not shown again:\n  \
         {ADMIN}  API token {admin_token}\n  \
         {ADMIN}  password  {admin_password}\n  \
         {AGENT}  API token {agent_token}\n\n"
    )
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

    fn text(address: &str, new: Option<&Secrets>) -> String {
        announcement(address.parse().unwrap(), Path::new("groups.db"), new)
    }

    #[test]
    fn a_new_database_shows_its_secrets_and_a_call_that_works() {
        let [admin_token, admin_password, agent_token] = ["t1", "p1", "t2"].map(str::to_owned);
        let text = text(
            "0.0.0.0:80",
            Some(&Secrets {
                admin_token,
                admin_password,
                agent_token,
            }),
        );
        assert!(text.contains("admin@example.com  password  p1\n"), "{text}");
        assert!(text.contains("agent@example.com  API token t2\n"), "{text}");
        let call = "curl -u 'admin@example.com/token:t1' http://127.0.0.1:80/api/v2/groups.json\n";
        assert!(text.ends_with(call), "{text}");
    }

    #[test]
    fn an_old_database_shows_none() {
        let text = text("[::]:8080", None);
        assert!(!text.contains("password"), "{text}");
        assert!(
            text.contains("'admin@example.com/token:API_TOKEN' http://[::1]:8080/"),
            "{text}"
        );
    }
}
