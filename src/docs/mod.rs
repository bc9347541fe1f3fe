//! What people read: the reference at `/docs`, a page that can also make calls, and the description at `/openapi.yaml`.
//!
//! The page is Swagger UI, whose files are in this program. They stand before authentication and the rate limit, so
//! that reading costs no caller a request.

mod description;

use axum::body::Body;
use axum::extract::Extension;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Router, middleware};
use swagger_ui_dist::{ApiDefinition, OpenApiSource};

use crate::address::Address;

/// Where the page is. It names its files relative to this.
const PAGE: &str = "/docs";
/// Where the description is.
const DESCRIPTION: &str = "/openapi.yaml";
/// The files of Swagger UI that the page needs, and the maps that a browser's debugger looks for beside them.
const VIEWER: [&str; 4] = [
    "/docs/swagger-ui.css",
    "/docs/swagger-ui.css.map",
    "/docs/swagger-ui-bundle.js",
    "/docs/swagger-ui-bundle.js.map",
];

/// What the page may load: its own files, and the pictures within them. It calls its own origin only, and stands in
/// no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The routes of the page, of its files and of the description.
pub(crate) fn routes() -> Router {
    let mut routes = Router::new()
        .route(PAGE, get(page))
        .route("/docs/", get(|| async { Redirect::permanent("../docs") }))
        .route("/docs/page.css", get(style))
        .route("/docs/page.js", get(script))
        .route(DESCRIPTION, get(description));
    let viewer = viewer();
    for file in VIEWER {
        routes = routes.route_service(file, viewer.clone().into_service::<Body>());
    }
    routes.layer(middleware::map_response(common_headers))
}

/// The files of Swagger UI. Its own page is among them, but not routed to: it has its script inside, which the policy
/// forbids.
fn viewer() -> Router {
    swagger_ui_dist::generate_routes(ApiDefinition {
        uri_prefix: PAGE,
        api_definition: OpenApiSource::Uri(DESCRIPTION),
        title: None,
    })
}

async fn page() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
    ];
    (headers, include_str!("page.html"))
}

async fn style() -> impl IntoResponse {
    (of_type("text/css"), include_str!("page.css"))
}

async fn script() -> impl IntoResponse {
    (of_type("text/javascript"), include_str!("page.js"))
}

/// The description, in the media type of RFC 9512.
async fn description(Extension(address): Extension<Address>) -> impl IntoResponse {
    let text = description::served_at(address.origin());
    (of_type("application/yaml"), text)
}

fn of_type(media_type: &'static str) -> [(HeaderName, &'static str); 1] {
    [(CONTENT_TYPE, media_type)]
}

/// Types are as they are said to be, and every use is checked by the tag, so that a new version is seen at once.
async fn common_headers(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer
}
