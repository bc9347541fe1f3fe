//! Two clients made from the description, Bindery's and progenitor's, do with the service what those that others wrote
//! for the real API do in `tests/clients`.

mod bindery;
mod scenarios;
mod witness;

/// A client of the Groups API, by whatever it was made.
trait GroupsClient {
    /// A client of the service at `url`, for the admin with this API token.
    fn new(url: &str, token: &str) -> Self;

    /// All groups of a list, page by page.
    async fn list(&self, list: List, paging: Paging) -> Result<Vec<Found>, Refusal>;

    /// The number of groups; with a user's id, of that user's.
    async fn count(&self, user: Option<i64>) -> Result<u64, Refusal>;

    async fn show(&self, id: i64) -> Result<Found, Refusal>;

    async fn create(&self, name: &str, is_public: bool) -> Result<Found, Refusal>;

    /// Changes what is there.
    async fn update(
        &self,
        id: i64,
        name: Option<&str>,
        is_public: Option<bool>,
    ) -> Result<Found, Refusal>;

    async fn delete(&self, id: i64) -> Result<(), Refusal>;
}

/// One of the lists.
#[derive(Clone, Copy, Debug)]
enum List {
    All,
    Assignable,
    /// Of the user with this id.
    OfUser(i64),
}

/// How to go through a list, with the number of groups on a page.
#[derive(Clone, Copy, Debug)]
enum Paging {
    ByCursor(u8),
    ByNumber(u8),
}

/// A group, as far as the scenarios look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    id: i64,
    name: String,
    is_public: bool,
    deleted: bool,
    url: String,
}

/// What a client takes an error of the API to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Unauthorized,
    NotFound,
    UnprocessableEntity,
}
