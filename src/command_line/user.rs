//! `groups-server user …`.

use clap::{Subcommand, ValueEnum};
use groups_server::accounts::{self, NewAccount};
use groups_server::seed::ADMIN;
use groups_server::settings::sources::Everywhere;
use groups_server::store::users::User;
use groups_server::{roles, settings};

use super::first_start::fill_if_new;
use super::{Done, open, passwords, print, remark, table};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Add a user, and print the id
    Add {
        /// The email address, which is the name to sign in with
        email: String,
        /// What the user is in the account
        #[arg(long, default_value = "agent")]
        role: Role,
        /// Give the agent a custom role that may create and delete groups
        #[arg(long)]
        manages_groups: bool,
        /// The name [default: what stands before the @]
        #[arg(long)]
        name: Option<String>,
        /// The id of a group that the user belongs to; may be given more than once
        #[arg(long = "group", value_name = "ID")]
        groups: Vec<i64>,
        /// Give the user a password, which is asked for, or is the first line of standard input
        #[arg(long)]
        password: bool,
    },
    /// List the users
    List,
    /// Change a user's password, which is asked for, or is the first line of standard input
    Password {
        /// Whose
        email: String,
        /// Take the password away instead, so that only tokens let the user in
        #[arg(long)]
        remove: bool,
    },
    /// Remove a user and the user's tokens
    Remove {
        /// Whom
        email: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Role {
    /// Runs the account: may do everything
    Admin,
    /// Works on tickets: may read groups
    Agent,
    /// Asks for help: may do nothing with groups
    EndUser,
}

impl From<Role> for roles::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Admin => Self::Admin,
            Role::Agent => Self::Agent,
            Role::EndUser => Self::EndUser,
        }
    }
}

pub(super) async fn run(everywhere: Everywhere, command: Command) -> Done {
    match command {
        Command::Add {
            email,
            role,
            manages_groups,
            name,
            groups,
            password,
        } => {
            let password = password.then(passwords::ask).transpose()?;
            let local = email.split('@').next().unwrap_or_default();
            let account = NewAccount {
                email: &email,
                name: name.as_deref().unwrap_or(local),
                role: role.into(),
                manages_groups,
                password: password.as_deref(),
                groups: &groups,
            };
            let admin_token = settings::admin_token()?;
            let store = open(everywhere).await?;
            let new_token = fill_if_new(&store, admin_token.as_deref()).await?;
            if let Some(token) = new_token.filter(|_| admin_token.is_none()) {
                remark(format_args!(
                    "The database is new. Its admin is {ADMIN}, with this API token, which is not shown again:\n  {token}"
                ));
            }
            let id = accounts::add_user(&store, &account).await?;
            print(format_args!("{id}\n"));
        }
        Command::List => {
            let users = open(everywhere).await?.users().await?;
            let rows: Vec<_> = users.iter().map(row).collect();
            print(table(["ID", "EMAIL", "ROLE", "PASSWORD", "NAME"], &rows));
        }
        Command::Password { email, remove } => {
            let password = if remove {
                None
            } else {
                Some(passwords::ask()?)
            };
            let store = open(everywhere).await?;
            accounts::set_password(&store, &email, password.as_deref()).await?;
            let done = if remove { "no" } else { "a new" };
            remark(format_args!("{email} has {done} password"));
        }
        Command::Remove { email } => {
            accounts::remove_user(&open(everywhere).await?, &email).await?;
            remark(format_args!("{email} is removed"));
        }
    }
    Ok(())
}

fn row((user, has_password): &(User, bool)) -> [String; 5] {
    let role = if user.manages_groups {
        "agent, manages groups"
    } else {
        user.role.as_str()
    };
    let password = if *has_password { "yes" } else { "no" };
    [
        user.id.to_string(),
        user.email.clone(),
        role.to_owned(),
        password.to_owned(),
        user.name.clone(),
    ]
}
