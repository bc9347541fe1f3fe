//! Random requests and responses, put together by hand: nothing that Bindery made has a part in it.

use bindery_runtime::Body;
use bindery_runtime::OperationInfo;
use bindery_runtime::http::{Request, Response, StatusCode};
use bindery_samples::{Sampler, Spoiled};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::operation::{Content, Operation, contents};

/// A request that fits the description.
#[derive(Clone, Debug)]
pub(crate) struct RawRequest {
    method: &'static str,
    url: String,
    headers: Vec<(String, String)>,
    /// The media type and the bytes.
    body: Option<(String, Vec<u8>)>,
    /// The body, where it is JSON, with its schema.
    pub(crate) json: Option<(Value, Value)>,
}

/// A response that fits the description.
#[derive(Clone, Debug)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    headers: Vec<(String, String)>,
    body: Option<(String, Vec<u8>)>,
    pub(crate) json: Option<(Value, Value)>,
}

/// Makes a request of an operation; `None` where it has what this can't write.
pub(crate) fn request(
    operation: Operation<'_>,
    info: &'static OperationInfo,
    sampler: &mut Sampler<'_>,
) -> Option<RawRequest> {
    let (mut path, mut query, mut headers, mut cookies) =
        (info.path.to_owned(), Vec::new(), Vec::new(), Vec::new());
    for parameter in operation.parameters() {
        let place = parameter.get("in")?.as_str()?;
        let name = parameter.get("name")?.as_str()?;
        let required = parameter
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        if !required && sampler.random().bool() {
            continue;
        }
        let Some(texts) = texts(parameter, place, sampler) else {
            if required {
                return None;
            }
            continue;
        };
        match place {
            "path" => path = path.replace(&format!("{{{name}}}"), &escaped(texts.first()?)),
            "query" => query.extend(
                texts
                    .iter()
                    .map(|text| format!("{}={}", escaped(name), escaped(text))),
            ),
            "header" if is_own(name) => headers.push((name.to_owned(), texts.first()?.clone())),
            "cookie" => cookies.push(format!("{name}={}", texts.first()?)),
            _ => {}
        }
    }
    if !cookies.is_empty() {
        headers.push(("cookie".to_owned(), cookies.join("; ")));
    }
    let (body, json) = match operation.body() {
        None => (None, None),
        Some((contents, required)) if required || sampler.random().bool() => {
            let (body, json) = content(&contents, sampler)?;
            (Some(body), json)
        }
        Some(_) => (None, None),
    };
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("?{}", query.join("&"))
    };
    Some(RawRequest {
        method: info.method,
        url: format!("{path}{query}"),
        headers,
        body,
        json,
    })
}

/// Makes one of the documented responses that are wanted; `None` where it has what this can't write.
pub(crate) fn response(
    operation: Operation<'_>,
    wanted: impl Fn(StatusCode) -> bool,
    sampler: &mut Sampler<'_>,
) -> Option<RawResponse> {
    let documented = operation.answers().into_iter();
    let wanted: Vec<_> = documented.filter(|(status, _)| wanted(*status)).collect();
    let (status, response) = sampler.random().choice(wanted)?;
    let mut headers = Vec::new();
    for (name, header) in response
        .get("headers")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let header = bindery_samples::resolve(sampler.root(), header);
        if let Some(texts) = texts(header, "header", sampler).filter(|_| is_own(name)) {
            headers.push((name.clone(), texts.first()?.clone()));
        }
    }
    let contents = contents(response);
    let (body, json) = if contents.is_empty() {
        (None, None)
    } else {
        let (body, json) = content(&contents, sampler)?;
        (Some(body), json)
    };
    Some(RawResponse {
        status,
        headers,
        body,
        json,
    })
}

/// The texts of a parameter: one a value that is written by itself.
fn texts(parameter: &Value, place: &str, sampler: &mut Sampler<'_>) -> Option<Vec<String>> {
    let schema = parameter.get("schema")?;
    if parameter
        .get("style")
        .is_some_and(|style| style != "form" && style != "simple")
    {
        return None;
    }
    let list = match sampler.value(schema) {
        Value::Object(_) | Value::Null => return None,
        Value::Array(items) => items,
        scalar => vec![scalar],
    };
    let mut texts = Vec::new();
    for item in &list {
        texts.push(match item {
            Value::String(text) => writable(text, place),
            Value::Number(_) | Value::Bool(_) => item.to_string(),
            _ => return None,
        });
    }
    if texts.is_empty() {
        return None;
    }
    let explode = parameter
        .get("explode")
        .and_then(Value::as_bool)
        .unwrap_or(place == "query");
    Some(if explode && place == "query" {
        texts
    } else {
        // A comma within an item would part it; items that have one are left to tests of their own.
        vec![
            texts
                .iter()
                .map(|text| text.replace(',', ""))
                .collect::<Vec<_>>()
                .join(","),
        ]
    })
}

/// The text as far as it can stand in that place.
fn writable(text: &str, place: &str) -> String {
    let text = match place {
        "header" | "cookie" => text
            .chars()
            .filter(|it| it.is_ascii_alphanumeric() || "-:._".contains(*it))
            .collect(),
        _ => text.to_owned(),
    };
    let is_dots = matches!(text.as_str(), "" | "." | "..");
    if is_dots && place != "query" {
        "x".to_owned()
    } else {
        text
    }
}

/// Whether a header is a parameter, and not one that OpenAPI describes elsewhere (3.0, "Parameter Object").
fn is_own(name: &str) -> bool {
    !["accept", "content-type"].contains(&name.to_lowercase().as_str())
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The media type and the bytes of a body, and its value and schema where it is JSON.
type Written = ((String, Vec<u8>), Option<(Value, Value)>);

/// Writes a value of one of the contents; `None` where none of them can be written here.
fn content(contents: &[Content<'_>], sampler: &mut Sampler<'_>) -> Option<Written> {
    let Content { media_type, schema } = contents
        .iter()
        .find(|it| is_json(it.media_type))
        .or(contents.first())?;
    let essence = media_type.split(';').next()?.trim();
    let bytes = match essence {
        _ if is_json(essence) => {
            let value = sampler.value(schema);
            let bytes = value.to_string().into_bytes();
            return Some((
                ((*media_type).to_owned(), bytes),
                Some((value, (*schema).clone())),
            ));
        }
        "application/x-www-form-urlencoded" => form(&sampler.value(schema))?.into_bytes(),
        "multipart/form-data" => {
            let body = parts(&sampler.value(schema))?.into_bytes();
            return Some((
                (format!("multipart/form-data; boundary={BOUNDARY}"), body),
                None,
            ));
        }
        "text/plain" | "text/html" => b"Some text".to_vec(),
        _ if essence.starts_with("application/xml") => return None,
        _ => vec![0, 159, 146, 150],
    };
    let media_type = if essence.contains('*') {
        "application/octet-stream"
    } else {
        essence
    };
    Some(((media_type.to_owned(), bytes), None))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

fn form(value: &Value) -> Option<String> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object()? {
        for text in fields(value)? {
            pairs.push(format!("{}={}", escaped(name), escaped(&text)));
        }
    }
    Some(pairs.join("&"))
}

const BOUNDARY: &str = "between-the-parts";

fn parts(value: &Value) -> Option<String> {
    let mut text = String::new();
    for (name, value) in value.as_object()? {
        for field in fields(value)? {
            text.push_str(&format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{field}\r\n"
            ));
        }
    }
    text.push_str(&format!("--{BOUNDARY}--\r\n"));
    Some(text)
}

/// The texts of a form's field.
fn fields(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Number(_) | Value::Bool(_) => Some(vec![value.to_string()]),
        // A form has no words for an empty list.
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => items
            .iter()
            .map(|item| Some(fields(item)?.concat()))
            .collect(),
        Value::Null | Value::Object(_) => None,
    }
}

impl RawRequest {
    /// The request with another body, which is JSON.
    pub(crate) fn with(&self, spoiled: &Spoiled) -> Self {
        let mut request = self.clone();
        if let Some((_, bytes)) = &mut request.body {
            *bytes = spoiled.value.to_string().into_bytes();
        }
        request
    }

    pub(crate) fn to_http(&self) -> Option<Request<Body>> {
        let mut request = Request::builder()
            .method(self.method)
            .uri(format!("http://localhost{}", self.url));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let (media_type, bytes) = self.body.clone().unzip();
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        request.body(Body::from(bytes.unwrap_or_default())).ok()
    }
}

impl RawResponse {
    /// The response with another body, which is JSON.
    pub(crate) fn with(&self, spoiled: &Spoiled) -> Self {
        let mut response = self.clone();
        if let Some((_, bytes)) = &mut response.body {
            *bytes = spoiled.value.to_string().into_bytes();
        }
        response
    }

    pub(crate) fn to_http(&self) -> Option<Response<Body>> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        let (media_type, bytes) = self.body.clone().unzip();
        if let Some(media_type) = media_type {
            response = response.header("content-type", media_type);
        }
        response.body(Body::from(bytes.unwrap_or_default())).ok()
    }
}
