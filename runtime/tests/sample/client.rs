//! The client: a method an operation.

pub use bindery_runtime::client::{ApiError, BuildError, Error, ResponseValue, Transport};
use bindery_runtime::client::{Call, ErrorReply, Failed, Outgoing, Reply};
use bindery_runtime::{Style, WithHeaders, http};

use super::{operations, types};

/// A client of the Sample API. Cheap to clone: clones share connections and credentials.
#[derive(Clone, Debug)]
pub struct Client {
    inner: bindery_runtime::client::Client,
}

impl Client {
    /// A client of the API at `base_url`, without credentials.
    pub fn new(base_url: &str) -> Result<Self, BuildError> {
        Self::builder(base_url).build()
    }

    /// Starts a client of the API at `base_url`.
    pub fn builder(base_url: &str) -> ClientBuilder {
        ClientBuilder { inner: bindery_runtime::client::ClientBuilder::new(base_url) }
    }

    /// Sends a request made by hand or kept from elsewhere.
    pub async fn send<R: Call>(
        &self,
        request: &R,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        self.inner.send(request).await
    }

    /// `GET /groups/{group_id}`: shows a group.
    pub fn show_group(&self, group_id: i64) -> ShowGroup<'_> {
        ShowGroup { client: self, request: operations::ShowGroupRequest::new(group_id) }
    }

    /// `POST /groups`.
    pub fn create_group(&self, body: &types::Group) -> CreateGroup<'_> {
        CreateGroup { client: self, request: operations::CreateGroupRequest::new(body.clone()) }
    }
}

/// Starts a [`Client`].
#[derive(Clone, Debug)]
pub struct ClientBuilder {
    inner: bindery_runtime::client::ClientBuilder,
}

impl ClientBuilder {
    /// Credentials of the scheme `basicAuth`.
    #[must_use]
    pub fn basic_auth(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        Self { inner: self.inner.basic("basicAuth", user.into(), password.into()) }
    }

    /// Credentials of the scheme `bearerAuth`.
    #[must_use]
    pub fn bearer_auth(self, token: impl Into<String>) -> Self {
        Self { inner: self.inner.bearer("bearerAuth", token.into()) }
    }

    /// Credentials of the scheme `apiKey`.
    #[must_use]
    pub fn api_key(self, key: impl Into<String>) -> Self {
        Self { inner: self.inner.api_key_query("apiKey", "api key", key.into()) }
    }

    /// How long a whole request may take.
    #[must_use]
    pub fn timeout(self, timeout: std::time::Duration) -> Self {
        Self { inner: self.inner.timeout(timeout) }
    }

    /// How long connecting may take.
    #[must_use]
    pub fn connect_timeout(self, timeout: std::time::Duration) -> Self {
        Self { inner: self.inner.connect_timeout(timeout) }
    }

    /// A header for every request.
    #[must_use]
    pub fn header(self, name: http::HeaderName, value: http::HeaderValue) -> Self {
        Self { inner: self.inner.header(name, value) }
    }

    /// Another way to carry requests than reqwest.
    #[must_use]
    pub fn transport(self, transport: impl Transport) -> Self {
        Self { inner: self.inner.transport(transport) }
    }

    /// Makes the client.
    pub fn build(self) -> Result<Client, BuildError> {
        Ok(Client { inner: self.inner.build()? })
    }
}

/// `GET /groups/{group_id}`, being put together.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct ShowGroup<'c> {
    client: &'c Client,
    request: operations::ShowGroupRequest,
}

impl ShowGroup<'_> {
    /// Rows a page.
    pub fn page_size(mut self, page_size: i64) -> Self {
        self.request.page_size = Some(page_size);
        self
    }

    /// Many.
    pub fn tags(mut self, tags: Vec<String>) -> Self {
        self.request.tags = Some(tags);
        self
    }

    /// What the caller has.
    pub fn if_none_match(mut self, if_none_match: impl Into<String>) -> Self {
        self.request.if_none_match = Some(if_none_match.into());
        self
    }

    /// Sends it.
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<WithHeaders<types::Group, operations::ShowGroupHeaders>>,
        Error<operations::ShowGroupError>,
    > {
        self.client.send(&self.request).await
    }
}

/// `POST /groups`, being put together.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct CreateGroup<'c> {
    client: &'c Client,
    request: operations::CreateGroupRequest,
}

impl CreateGroup<'_> {
    /// Sends it.
    pub async fn send(
        self,
    ) -> Result<ResponseValue<operations::CreateGroupResponse>, Error<operations::CreateGroupError>>
    {
        self.client.send(&self.request).await
    }
}

impl Call for operations::ShowGroupRequest {
    fn encode(&self) -> Outgoing {
        Outgoing::of::<Self>()
            .literal("/groups/")
            .path(&self.group_id)
            .query("page[size]", &self.page_size)
            .query("tags", &self.tags)
            .header("if-none-match", &self.if_none_match)
            .accept("application/json")
    }

    fn decode(reply: &Reply) -> Result<Self::Success, Failed<Self::Error>> {
        match reply.status().as_u16() {
            200 => Ok(reply.with_headers(reply.json(&["application/json"])?)?),
            _ => reply.error(),
        }
    }
}

impl ErrorReply for operations::ShowGroupError {
    fn decode(reply: &Reply) -> Result<Self, Failed<Self>> {
        Ok(match reply.status().as_u16() {
            404 => Self::NotFound(reply.json(&["application/json"])?),
            429 => Self::TooManyRequests(reply.with_headers(reply.text(&["text/plain"])?)?),
            503 => Self::ServiceUnavailable,
            400..=499 => Self::ClientError(reply.status(), reply.json(&["application/json"])?),
            _ => return Err(Failed::Undocumented),
        })
    }
}

impl Call for operations::CreateGroupRequest {
    fn encode(&self) -> Outgoing {
        Outgoing::of::<Self>()
            .literal("/groups")
            .json("application/json", &self.body)
            .accept("application/json")
    }

    fn decode(reply: &Reply) -> Result<Self::Success, Failed<Self::Error>> {
        match reply.status().as_u16() {
            200 => Ok(operations::CreateGroupResponse::Ok(reply.json(&["application/json"])?)),
            201 => {
                Ok(operations::CreateGroupResponse::Created(reply.with_headers(reply.json(&["application/json"])?)?))
            }
            204 => Ok(operations::CreateGroupResponse::NoContent),
            _ => reply.error(),
        }
    }
}

impl Call for operations::AdoptPetRequest {
    fn encode(&self) -> Outgoing {
        Outgoing::of::<Self>()
            .literal("/pets/")
            .path(&self.name)
            .literal(".json")
            .query_styled(Style::DeepObject, true, false, "filter", &self.filter)
            .query("sort", &self.sort)
            .query_styled(Style::PipeDelimited, false, false, "ids", &self.ids)
            .cookie("session", &self.session)
            .optional_json("application/json", &self.body)
            .accept("text/plain")
    }

    fn decode(reply: &Reply) -> Result<Self::Success, Failed<Self::Error>> {
        match reply.status().as_u16() {
            200 => Ok(reply.text(&["text/plain"])?),
            _ => reply.error(),
        }
    }
}

impl ErrorReply for operations::AdoptPetError {
    fn decode(reply: &Reply) -> Result<Self, Failed<Self>> {
        Ok(Self::Default(reply.status(), reply.bytes(&["application/octet-stream"])?))
    }
}
