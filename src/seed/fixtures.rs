//! Fixtures: accounts and groups to try things on.

use super::SeedError;
use crate::accounts::{self, AccountError, NewAccount};
use crate::clock::Seconds;
use crate::roles::Role;
use crate::store::Store;
use crate::store::groups::{NewGroup, insert_many};

/// A fixture, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Fixture {
    /// A user of each role, and five groups: public, private and deleted ones
    Demo,
    /// 250 groups, to go through in pages
    Pages,
    /// A thousand groups, of which a tenth are private
    Thousand,
    /// A million groups, of which a tenth are private
    Million,
}

/// A user that a fixture made.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The email address.
    pub email: &'static str,
    /// What the user is, in words.
    pub role: &'static str,
    /// The user's API token, which is kept nowhere.
    pub api_token: String,
}

/// The groups of [`Fixture::Demo`]: name, description, whether it is public and whether it is deleted.
const GROUPS: [(&str, &str, bool, bool); 5] = [
    (
        "Billing",
        "Invoices, refunds and payment methods",
        true,
        false,
    ),
    ("Board", "Nobody else's business", false, false),
    ("Fax desk", "Given up", true, true),
    ("Night shift", "", true, false),
    ("Returns", "Parcels that come back", true, false),
];

/// The users of [`Fixture::Demo`]: email address, name, role, the role in words and the names of their groups.
const USERS: [(&str, &str, Role, &str, &[&str]); 3] = [
    (
        "agent@example.com",
        "Agent",
        Role::Agent,
        "agent",
        &["Billing", "Night shift"],
    ),
    (
        MANAGER,
        "Manager",
        Role::Agent,
        "agent who may manage groups",
        &["Board", "Billing"],
    ),
    (
        "customer@example.com",
        "Customer",
        Role::EndUser,
        "end user",
        &[],
    ),
];

/// The agent with a custom role.
const MANAGER: &str = "manager@example.com";

/// How many groups [`Fixture::Pages`] has.
const PAGES: usize = 250;

/// How many groups are made in one transaction, where there are many.
const AT_ONCE: usize = 1000;

/// Makes what the fixture has, and gives its users. What is there already stays.
///
/// # Errors
/// [`SeedError`], among others if a user of the fixture is there already; then nothing is made.
pub async fn plant(store: &Store, fixture: Fixture) -> Result<Vec<Planted>, SeedError> {
    match fixture {
        Fixture::Demo => demo(store).await,
        Fixture::Pages => many(store, PAGES, |_| true).await,
        Fixture::Thousand => many(store, 1000, |number| number % 10 > 0).await,
        Fixture::Million => many(store, 1_000_000, |number| number % 10 > 0).await,
    }
}

async fn demo(store: &Store) -> Result<Vec<Planted>, SeedError> {
    for (email, ..) in USERS {
        if store.user_with_email(email).await?.is_some() {
            return Err(AccountError::EmailTaken(email.to_owned()).into());
        }
    }
    let mut groups = Vec::new();
    for (name, description, is_public, deleted) in GROUPS {
        let new = NewGroup {
            name,
            description,
            is_public,
        };
        let made = store.create_group(&new, Seconds::now()).await?;
        if deleted {
            store.delete_group(made.id, Seconds::now()).await?;
        }
        groups.push(made);
    }
    let mut planted = Vec::new();
    for (email, name, role, role_in_words, joined) in USERS {
        let joined = groups
            .iter()
            .filter(|group| joined.contains(&group.name.as_str()));
        let joined: Vec<i64> = joined.map(|group| group.id).collect();
        let account = NewAccount {
            email,
            name,
            role,
            manages_groups: email == MANAGER,
            password: None,
            groups: &joined,
        };
        accounts::add_user(store, &account).await?;
        planted.push(Planted {
            email,
            role: role_in_words,
            api_token: accounts::create_api_token(store, email, Some("demo")).await?,
        });
    }
    Ok(planted)
}

/// Makes so many groups. All numbers in their names have as many digits, so that the names are in their order.
async fn many(
    store: &Store,
    number: usize,
    is_public: fn(usize) -> bool,
) -> Result<Vec<Planted>, SeedError> {
    let digits = number.to_string().len();
    let numbers: Vec<usize> = (1..=number).collect();
    for numbers in numbers.chunks(AT_ONCE) {
        let names: Vec<String> = numbers
            .iter()
            .map(|number| format!("Group {number:0digits$}"))
            .collect();
        let groups: Vec<NewGroup<'_>> = numbers
            .iter()
            .zip(&names)
            .map(|(number, name)| NewGroup {
                name,
                description: "",
                is_public: is_public(*number),
            })
            .collect();
        let mut transaction = store.begin().await?;
        insert_many(&mut transaction, &groups, Seconds::now()).await?;
        transaction.commit().await?;
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::groups::{Filter, Scope};
    use crate::store::testing;

    async fn count(store: &Store, exclude_deleted: bool) -> i64 {
        let scope = Scope::Account;
        let filter = Filter {
            scope,
            exclude_deleted,
        };
        store.count_groups(&filter).await.unwrap()
    }

    #[tokio::test]
    async fn the_demo_has_a_user_of_each_role_and_a_group_of_each_kind() {
        let store = testing::store().await;
        let planted = plant(&store, Fixture::Demo).await.unwrap();
        assert_eq!(planted.len(), 3);
        assert_eq!(
            (count(&store, true).await, count(&store, false).await),
            (4, 5)
        );
        assert!(plant(&store, Fixture::Demo).await.is_err());
        assert_eq!(count(&store, false).await, 5);
    }

    #[tokio::test]
    async fn the_pages_are_three_of_a_hundred_at_most() {
        let store = testing::store().await;
        plant(&store, Fixture::Pages).await.unwrap();
        assert_eq!(count(&store, true).await, 250);
    }

    #[tokio::test]
    async fn the_thousand_are_a_thousand_of_which_a_tenth_are_private() {
        let store = testing::store().await;
        plant(&store, Fixture::Thousand).await.unwrap();
        assert_eq!(count(&store, true).await, 1000);
        let public = Filter {
            scope: Scope::PublicOrUser(0),
            exclude_deleted: true,
        };
        assert_eq!(store.count_groups(&public).await.unwrap(), 900);
        let last = store.group(1000).await.unwrap().unwrap();
        assert_eq!((last.name.as_str(), last.is_public), ("Group 1000", false));
    }
}
