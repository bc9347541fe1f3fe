//! What each operation takes and answers, shared by the client and the server.

use bindery_runtime::{Operation, OperationInfo, Requirement, WithHeaders, bytes, http};

use super::types;

/// What `GET /groups/{group_id}` takes: show a group.
#[derive(Clone, Debug, PartialEq)]
pub struct ShowGroupRequest {
    /// The group's id.
    pub group_id: i64,
    /// Rows a page.
    pub page_size: Option<i64>,
    /// Many.
    pub tags: Option<Vec<String>>,
    /// What the caller has.
    pub if_none_match: Option<String>,
}

impl ShowGroupRequest {
    /// Makes the request of what it must have.
    pub fn new(group_id: i64) -> Self {
        Self {
            group_id,
            page_size: None,
            tags: None,
            if_none_match: None,
        }
    }
}

impl Operation for ShowGroupRequest {
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "ShowGroup",
        method: "GET",
        path: "/groups/{group_id}",
        security: &[
            &[Requirement {
                scheme: "basicAuth",
                scopes: &[],
            }],
            &[Requirement {
                scheme: "bearerAuth",
                scopes: &["read"],
            }],
        ],
    };
    type Success = WithHeaders<types::Group, ShowGroupHeaders>;
    type Error = ShowGroupError;
}

/// The documented headers of a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShowGroupHeaders {
    /// The version.
    pub etag: Option<String>,
    /// How many are allowed.
    pub ratelimit_limit: Option<i64>,
}

/// What `GET /groups/{group_id}` answers when it fails.
#[derive(Clone, Debug, PartialEq)]
pub enum ShowGroupError {
    /// `404`: no such record.
    NotFound(types::Cat),
    /// `429`.
    TooManyRequests(WithHeaders<String, ShowGroupHeaders>),
    /// `503` without a body.
    ServiceUnavailable,
    /// `4XX`.
    ClientError(http::StatusCode, types::Cat),
}

/// What `POST /groups` takes.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateGroupRequest {
    /// The group.
    pub body: types::Group,
}

impl CreateGroupRequest {
    /// Makes the request of what it must have.
    pub fn new(body: types::Group) -> Self {
        Self { body }
    }
}

/// What `POST /groups` answers when it succeeds.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateGroupResponse {
    /// `200`.
    Ok(types::Group),
    /// `201`.
    Created(WithHeaders<types::Group, ShowGroupHeaders>),
    /// `204`.
    NoContent,
}

/// `POST /groups` has no documented errors.
pub type CreateGroupError = bindery_runtime::NoError;

impl Operation for CreateGroupRequest {
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "CreateGroup",
        method: "POST",
        path: "/groups",
        security: &[],
    };
    type Success = CreateGroupResponse;
    type Error = CreateGroupError;
}

/// What `POST /pets/{name}.json` takes.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptPetRequest {
    /// The name.
    pub name: String,
    /// What to look for.
    pub filter: Option<types::Filter>,
    /// The order.
    pub sort: Option<types::SortOrder>,
    /// Ids, parted by pipes.
    pub ids: Option<Vec<u16>>,
    /// The session.
    pub session: Option<String>,
    /// The pet.
    pub body: Option<types::Pet>,
}

impl AdoptPetRequest {
    /// Makes the request of what it must have.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            filter: None,
            sort: None,
            ids: None,
            session: None,
            body: None,
        }
    }
}

impl Operation for AdoptPetRequest {
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "AdoptPet",
        method: "POST",
        path: "/pets/{name}.json",
        security: &[
            &[
                Requirement {
                    scheme: "apiKey",
                    scopes: &[],
                },
                Requirement {
                    scheme: "bearerAuth",
                    scopes: &["write"],
                },
            ],
            &[],
        ],
    };
    type Success = String;
    type Error = AdoptPetError;
}

/// What `POST /pets/{name}.json` answers when it fails.
#[derive(Clone, Debug, PartialEq)]
pub enum AdoptPetError {
    /// `default`.
    Default(http::StatusCode, bytes::Bytes),
}
