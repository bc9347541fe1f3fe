//! The server: a trait a tag, and the router that enforces the contract before a handler runs.

use std::future::Future;

pub use bindery_runtime::server::{
    ApiKey, BasicCredentials, BearerToken, Context, Denied, Failure, Rejection, RouterBuilder,
    SecurityContext,
};
use bindery_runtime::server::{
    Checked, ContentKind, Endpoint, ErrorOutput, ExpectedBody, Input, NamedStatuses, Output, Routes,
};
use bindery_runtime::{Style, WithHeaders, axum};

use super::{operations, types};

/// Says who a caller is.
pub trait Authenticator: Send + Sync + 'static {
    /// Who the caller is, handed to handlers in [`Context`].
    type Principal: Send + Sync + 'static;

    /// Scheme `basicAuth`.
    fn basic_auth(
        &self,
        cx: &SecurityContext<'_>,
        credentials: BasicCredentials,
    ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;

    /// Scheme `bearerAuth`.
    fn bearer_auth(
        &self,
        cx: &SecurityContext<'_>,
        token: BearerToken,
    ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;

    /// Scheme `apiKey`.
    fn api_key(
        &self,
        cx: &SecurityContext<'_>,
        key: ApiKey,
    ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;

    /// Makes one principal of two.
    fn combine(
        &self,
        first: Self::Principal,
        second: Self::Principal,
    ) -> Result<Self::Principal, Denied>;
}

/// Groups.
pub trait Groups: Send + Sync + 'static {
    /// Who calls: what the [`Authenticator`] makes of the credentials.
    type Principal: Send + Sync + 'static;

    /// `GET /groups/{group_id}`.
    fn show_group(
        &self,
        cx: Context<Self::Principal>,
        request: operations::ShowGroupRequest,
    ) -> impl Future<
        Output = Result<
            WithHeaders<types::Group, operations::ShowGroupHeaders>,
            Failure<operations::ShowGroupError>,
        >,
    > + Send;

    /// `POST /groups`.
    fn create_group(
        &self,
        cx: Context<()>,
        request: operations::CreateGroupRequest,
    ) -> impl Future<
        Output = Result<operations::CreateGroupResponse, Failure<operations::CreateGroupError>>,
    > + Send;

    /// `POST /pets/{name}.json`.
    fn adopt_pet(
        &self,
        cx: Context<Option<Self::Principal>>,
        request: operations::AdoptPetRequest,
    ) -> impl Future<Output = Result<String, Failure<operations::AdoptPetError>>> + Send;
}

/// The router of all operations.
pub fn router<S, A>(service: S, authenticator: A) -> axum::Router
where
    A: Authenticator,
    S: Groups<Principal = A::Principal>,
{
    builder(service, authenticator).build()
}

/// The same with settings.
pub fn builder<S, A>(service: S, authenticator: A) -> RouterBuilder
where
    A: Authenticator,
    S: Groups<Principal = A::Principal>,
{
    Routes::new(service, Schemes(authenticator))
        .secured(S::show_group)
        .open(S::create_group)
        .optionally_secured(S::adopt_pet)
        .builder()
}

/// Names the authenticator's method for each scheme.
struct Schemes<A>(A);

impl<A: Authenticator> bindery_runtime::server::SecuritySchemes for Schemes<A> {
    type Principal = A::Principal;

    async fn check(&self, cx: &SecurityContext<'_>) -> Checked<A::Principal> {
        match cx.scheme() {
            "basicAuth" => match cx.basic() {
                Some(credentials) => Some(self.0.basic_auth(cx, credentials).await),
                None => None,
            },
            "bearerAuth" => match cx.bearer() {
                Some(token) => Some(self.0.bearer_auth(cx, token).await),
                None => None,
            },
            "apiKey" => match cx.api_key_query("api key") {
                Some(key) => Some(self.0.api_key(cx, key).await),
                None => None,
            },
            _ => None,
        }
    }

    fn combine(
        &self,
        first: A::Principal,
        second: A::Principal,
    ) -> Result<A::Principal, Denied> {
        self.0.combine(first, second)
    }

    fn challenges() -> &'static [(&'static str, &'static str)] {
        &[("basicAuth", "Basic realm=\"Sample API\""), ("bearerAuth", "Bearer")]
    }
}

impl Endpoint for operations::ShowGroupRequest {
    const STATUSES: NamedStatuses = NamedStatuses { exact: &[404, 429], ranges: &[] };

    fn decode(input: &mut Input<'_>) -> Option<Self> {
        let group_id = input.path("group_id");
        let page_size = input.query("page[size]");
        let tags = input.query("tags");
        let if_none_match = input.header("if-none-match");
        Some(Self {
            group_id: group_id?,
            page_size: page_size?,
            tags: tags?,
            if_none_match: if_none_match?,
        })
    }

    fn success(value: Self::Success, output: Output) -> Output {
        output.status(200).json("application/json", &value.body).headers(&value.headers)
    }
}

impl ErrorOutput for operations::ShowGroupError {
    fn write(self, output: Output) -> Output {
        match self {
            Self::NotFound(body) => {
                output.status(404).json("application/json", &body)
            }
            Self::TooManyRequests(answer) => {
                output.status(429).text("text/plain", answer.body).headers(&answer.headers)
            }
            Self::ServiceUnavailable => output.status(503),
            Self::ClientError(status, body) => {
                output.range(4, status).json("application/json", &body)
            }
        }
    }
}

impl From<operations::ShowGroupError> for Failure<operations::ShowGroupError> {
    fn from(error: operations::ShowGroupError) -> Self {
        Failure::documented(error)
    }
}

impl Endpoint for operations::CreateGroupRequest {
    const BODY: ExpectedBody =
        ExpectedBody { required: true, contents: &[ContentKind::Json(&["application/json"])] };

    fn decode(input: &mut Input<'_>) -> Option<Self> {
        let body = input.json();
        Some(Self { body: body? })
    }

    fn success(value: Self::Success, output: Output) -> Output {
        match value {
            operations::CreateGroupResponse::Ok(body) => {
                output.status(200).json("application/json", &body)
            }
            operations::CreateGroupResponse::Created(answer) => {
                output.status(201).json("application/json", &answer.body).headers(&answer.headers)
            }
            operations::CreateGroupResponse::NoContent => output.status(204),
        }
    }
}

impl Endpoint for operations::AdoptPetRequest {
    const BODY: ExpectedBody =
        ExpectedBody { required: false, contents: &[ContentKind::Json(&["application/json"])] };

    fn decode(input: &mut Input<'_>) -> Option<Self> {
        let name = input.path("name");
        let filter = input.query_styled(Style::DeepObject, true, "filter");
        let sort = input.query("sort");
        let ids = input.query_styled(Style::PipeDelimited, false, "ids");
        let session = input.cookie("session");
        let body = input.json();
        Some(Self {
            name: name?,
            filter: filter?,
            sort: sort?,
            ids: ids?,
            session: session?,
            body: body?,
        })
    }

    fn success(value: Self::Success, output: Output) -> Output {
        output.status(200).text("text/plain", value)
    }
}

impl ErrorOutput for operations::AdoptPetError {
    fn write(self, output: Output) -> Output {
        match self {
            Self::Default(status, body) => {
                output.any(status).bytes("application/octet-stream", body)
            }
        }
    }
}

impl From<operations::AdoptPetError> for Failure<operations::AdoptPetError> {
    fn from(error: operations::AdoptPetError) -> Self {
        Failure::documented(error)
    }
}
