//! `groups-server seed NAME`.

use groups_server::seed::{self, ADMIN, Fixture, Planted};
use groups_server::settings;
use groups_server::settings::sources::Everywhere;

use super::first_start::fill_if_new;
use super::{Done, open, print, remark, table};

/// Adds a fixture. A new database gets its admin first, as on the first start.
pub(super) async fn run(everywhere: Everywhere, fixture: Fixture) -> Done {
    let admin_token = settings::admin_token()?;
    let store = open(everywhere).await?;
    let mut accounts = Vec::new();
    if let Some(token) = fill_if_new(&store, admin_token.as_deref()).await? {
        accounts.push(row(Planted {
            email: ADMIN,
            role: "admin",
            api_token: token,
        }));
    }
    let planted = seed::plant(&store, fixture).await?;
    accounts.extend(planted.into_iter().map(row));
    if !accounts.is_empty() {
        print(table(["EMAIL", "ROLE", "API TOKEN"], &accounts));
        remark("These tokens are not shown again; send one as the password of `EMAIL/token`");
    }
    Ok(())
}

fn row(planted: Planted) -> [String; 3] {
    let Planted {
        email,
        role,
        api_token,
    } = planted;
    [email.to_owned(), role.to_owned(), api_token]
}
