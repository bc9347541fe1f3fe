//! `groups-server token …`.

use std::time::Duration;

use clap::Subcommand;
use groups_server::accounts;
use groups_server::settings::sources::Everywhere;
use groups_server::store::administration::{IssuedToken, TokenKind};

use super::{Done, open, print, remark, table};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make a token and print it; it is not shown again
    Create {
        /// The email address of the user whom it lets in
        email: String,
        /// Make a bearer token (OAuth) instead of an API token (HTTP Basic)
        #[arg(long)]
        bearer: bool,
        /// What a bearer token allows, with commas: read, write, groups:read, groups:write
        #[arg(
            long = "scope",
            value_name = "SCOPES",
            value_delimiter = ',',
            default_value = "read",
            requires = "bearer"
        )]
        scopes: Vec<String>,
        /// When a bearer token ends, such as 12h or 30days [default: never]
        #[arg(long, value_name = "DURATION", requires = "bearer", value_parser = humantime::parse_duration)]
        expires: Option<Duration>,
        /// What to call an API token [default: its id]
        #[arg(long, conflicts_with = "bearer")]
        label: Option<String>,
    },
    /// List the tokens that were given out, without what is secret of them
    List,
    /// Take a token back
    Revoke {
        /// The token's id, as listed
        id: String,
    },
}

pub(super) async fn run(everywhere: Everywhere, command: Command) -> Done {
    match command {
        Command::Create {
            email,
            bearer,
            scopes,
            expires,
            label,
        } => {
            let store = open(everywhere).await?;
            let (token, usage) = if bearer {
                let token = accounts::create_bearer_token(&store, &email, &scopes, expires).await?;
                (token, "send it as `Authorization: Bearer TOKEN`".to_owned())
            } else {
                let token = accounts::create_api_token(&store, &email, label.as_deref()).await?;
                (
                    token,
                    format!("send it as the password of `{email}/token` (HTTP Basic)"),
                )
            };
            print(format_args!("{token}\n"));
            remark(format_args!("This is not shown again; {usage}"));
        }
        Command::List => {
            let tokens = open(everywhere).await?.issued_tokens().await?;
            let rows: Vec<_> = tokens.into_iter().map(row).collect();
            let head = ["ID", "USER", "KIND", "LABEL OR SCOPES", "EXPIRES"];
            print(table(head, &rows));
        }
        Command::Revoke { id } => {
            let token = accounts::revoke_token(&open(everywhere).await?, &id).await?;
            remark(format_args!("{id} of {} is revoked", token.email));
        }
    }
    Ok(())
}

fn row(token: IssuedToken) -> [String; 5] {
    let never = || "never".to_owned();
    let (kind, what, expires) = match token.kind {
        TokenKind::Api { label } => ("API", label, never()),
        TokenKind::Bearer { scopes, expires_at } => {
            let expires = expires_at.map(|end| end.to_utc().format("%Y-%m-%dT%H:%M:%SZ"));
            let expires = expires.map_or_else(never, |end| end.to_string());
            ("bearer", scopes, expires)
        }
    };
    [
        token.digest.fingerprint(),
        token.email,
        kind.to_owned(),
        what,
        expires,
    ]
}
