//! A service for one test, and who calls it.

use std::num::NonZeroU32;

use groups_server::accounts::{self, NewAccount};
use groups_server::clock::Seconds;
use groups_server::roles::Role;
use groups_server::secrets::Digest;
use groups_server::seed;
use groups_server::server::{self, Limits};
use groups_server::store::groups::NewGroup;
use groups_server::store::users::NewUser;
use groups_server::store::{Store, memberships, tokens, users};
use groups_server::{Options, Origins};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

/// A service with the admin of a new database and one more account of every kind, and only the default group.
pub(crate) struct Service {
    url: String,
    client: reqwest::Client,
}

/// Whose credentials a request carries.
#[derive(Clone, Copy, Debug)]
pub(crate) enum As {
    Admin,
    AdminByPassword,
    Agent,
    /// An agent whose custom role may manage groups.
    Manager,
    EndUser,
    /// The admin, by a bearer token with the scope `read`.
    ReadToken,
    /// The admin, by a bearer token with the scopes `read` and `write`.
    FullToken,
    Nobody,
}

pub(crate) const ADMIN_TOKEN: &str = "the admin's token";
const ADMIN_PASSWORD: &str = "the admin's: password";
const AGENT_TOKEN: &str = "the agent's token";
const OTHER_TOKEN: &str = "everybody else's token";
const READ_TOKEN: &str = "may-read";
pub(crate) const FULL_TOKEN: &str = "may-read-and-write";

impl Service {
    /// Starts one.
    pub(crate) async fn start() -> Self {
        Self::with_origins(Origins::default()).await
    }

    /// Starts one that serves each caller so many requests a minute.
    pub(crate) async fn with_limit(per_minute: u32) -> Self {
        Self::with(Options {
            rate_limit: NonZeroU32::new(per_minute).unwrap(),
            ..Options::default()
        })
        .await
    }

    /// Starts one whose URLs start with what these say.
    pub(crate) async fn with_origins(origins: Origins) -> Self {
        Self::with(Options {
            rate_limit: NonZeroU32::MAX,
            origins,
            ..Options::default()
        })
        .await
    }

    async fn with(options: Options) -> Self {
        let store = empty_store().await;
        fill(&store).await;
        Self::serve(groups_server::app(store, options), Limits::default()).await
    }

    /// Starts one on this new database, which bears with what these say.
    pub(crate) async fn on(database: &str, options: Options, limits: Limits) -> Self {
        let store = Store::open(database).await.unwrap();
        fill(&store).await;
        Self::serve(groups_server::app(store, options), limits).await
    }

    /// Starts one that has so many groups, with the admin in all of them, and one more that was deleted. Where there
    /// is any, one is the default group.
    pub(crate) async fn with_groups(number: usize) -> Self {
        let store = empty_store().await;
        if number == 0 {
            only_an_admin(&store).await;
        } else {
            fill(&store).await;
            add_groups(&store, number - 1).await;
        }
        let options = Options {
            rate_limit: NonZeroU32::MAX,
            ..Options::default()
        };
        Self::serve(groups_server::app(store, options), Limits::default()).await
    }

    async fn serve(app: axum::Router, limits: Limits) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let never = std::future::pending();
        tokio::spawn(server::serve(listener, app, limits, never));
        Self {
            url,
            client: reqwest::Client::new(),
        }
    }

    /// Scheme, host and port.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// A request for a path below `/api/v2`, or for a whole URL of this service.
    pub(crate) fn request(&self, who: As, method: Method, target: &str) -> RequestBuilder {
        let url = match target.strip_prefix(&self.url) {
            Some(_) => target.to_owned(),
            None => format!("{}/api/v2{target}", self.url),
        };
        let request = self.client.request(method, url);
        match who {
            As::Admin => request.basic_auth("admin@example.com/token", Some(ADMIN_TOKEN)),
            As::AdminByPassword => request.basic_auth("admin@example.com", Some(ADMIN_PASSWORD)),
            As::Agent => request.basic_auth("agent@example.com/token", Some(AGENT_TOKEN)),
            As::Manager => request.basic_auth("manager@example.com/token", Some(OTHER_TOKEN)),
            As::EndUser => request.basic_auth("customer@example.com/token", Some(OTHER_TOKEN)),
            As::ReadToken => request.bearer_auth(READ_TOKEN),
            As::FullToken => request.bearer_auth(FULL_TOKEN),
            As::Nobody => request,
        }
    }

    /// Starts a client of it, for an agent.
    pub(crate) fn client_builder(&self) -> zendesk_groups::ClientBuilder {
        let builder = zendesk_groups::Client::builder(&self.url);
        builder.basic_auth("agent@example.com/token", AGENT_TOKEN)
    }

    /// What is answered to a GET: the status, and the body if it is JSON.
    pub(crate) async fn get(&self, who: As, target: &str) -> (StatusCode, Value) {
        answer(self.request(who, Method::GET, target)).await
    }

    /// What is answered to a request with a JSON body.
    pub(crate) async fn send(
        &self,
        who: As,
        method: Method,
        target: &str,
        body: &Value,
    ) -> (StatusCode, Value) {
        answer(self.request(who, method, target).json(body)).await
    }

    /// Makes a group of this name as the admin and gives its id.
    pub(crate) async fn create(&self, name: &str) -> i64 {
        let body = serde_json::json!({ "group": { "name": name } });
        let (status, answer) = self.send(As::Admin, Method::POST, "/groups", &body).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        answer["group"]["id"].as_i64().unwrap()
    }
}

/// Sends a request and gives the status and the body; null if there is none, or none in JSON.
pub(crate) async fn answer(request: RequestBuilder) -> (StatusCode, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status();
    let body = answer.text().await.unwrap();
    (status, serde_json::from_str(&body).unwrap_or_default())
}

async fn only_an_admin(store: &Store) {
    let admin = NewUser {
        name: "Admin",
        email: seed::ADMIN,
        role: Role::Admin,
        manages_groups: false,
        password_hash: None,
    };
    let mut transaction = store.begin().await.unwrap();
    let id = users::insert(&mut transaction, &admin).await.unwrap();
    let digest = Digest::of(ADMIN_TOKEN);
    tokens::put_api_token(&mut transaction, id, "test", &digest)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

/// Adds so many groups with the admin in them, and one more that is deleted.
async fn add_groups(store: &Store, number: usize) {
    let (admin, _) = store.user_with_email(seed::ADMIN).await.unwrap().unwrap();
    for number in 0..=number {
        let name = format!("Group {number:03}");
        let new = NewGroup {
            name: &name,
            description: "",
            is_public: true,
        };
        let group = store.create_group(&new, Seconds::now()).await.unwrap();
        if number == 0 {
            store.delete_group(group.id, Seconds::now()).await.unwrap();
        }
        let mut transaction = store.begin().await.unwrap();
        memberships::insert(&mut transaction, admin.id, group.id)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    }
}

/// A store with no records. Of which kind its database is, the environment says.
async fn empty_store() -> Store {
    let database = groups_test_database::fresh().await;
    Store::open(&database).await.unwrap()
}

/// Fills a new store with the accounts that [`As`] names.
pub(crate) async fn fill(store: &Store) {
    seed::first_start(store, ADMIN_TOKEN).await.unwrap();
    accounts::set_password(store, seed::ADMIN, Some(ADMIN_PASSWORD))
        .await
        .unwrap();
    let group = store.group(1).await.unwrap().unwrap().id;
    for (email, role, manages_groups, groups, token) in [
        (
            "agent@example.com",
            Role::Agent,
            false,
            &[group][..],
            AGENT_TOKEN,
        ),
        ("manager@example.com", Role::Agent, true, &[], OTHER_TOKEN),
        (
            "customer@example.com",
            Role::EndUser,
            false,
            &[],
            OTHER_TOKEN,
        ),
    ] {
        let account = NewAccount {
            email,
            name: email,
            role,
            manages_groups,
            password: None,
            groups,
        };
        let id = accounts::add_user(store, &account).await.unwrap();
        let mut transaction = store.begin().await.unwrap();
        tokens::put_api_token(&mut transaction, id, "test", &Digest::of(token))
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    }
    let (admin, _) = store.user_with_email(seed::ADMIN).await.unwrap().unwrap();
    let mut transaction = store.begin().await.unwrap();
    for (token, scopes) in [(READ_TOKEN, "read"), (FULL_TOKEN, "read write")] {
        let digest = Digest::of(token);
        tokens::insert_access_token(&mut transaction, admin.id, &digest, scopes, None)
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
}
