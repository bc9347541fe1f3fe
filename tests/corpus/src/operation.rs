//! An operation as the description has it.

use bindery_runtime::OperationInfo;
use bindery_runtime::http::StatusCode;
use bindery_samples::resolve;
use serde_json::Value;

/// A status that no description names: one for `default`.
pub(crate) const DEFAULT: StatusCode = StatusCode::IM_A_TEAPOT;

/// An operation as the description has it.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'d> {
    root: &'d Value,
    item: &'d Value,
    node: &'d Value,
}

/// A media type and its schema.
pub(crate) struct Content<'d> {
    pub(crate) media_type: &'d str,
    pub(crate) schema: &'d Value,
}

impl<'d> Operation<'d> {
    pub(crate) fn find(root: &'d Value, info: &OperationInfo) -> Option<Self> {
        let item = resolve(root, root.get("paths")?.get(info.path)?);
        let node = item.get(info.method.to_lowercase())?;
        Some(Self { root, item, node })
    }

    /// The parameters; those of the path come last, unless the operation has them too.
    pub(crate) fn parameters(self) -> Vec<&'d Value> {
        let listed = [self.node, self.item]
            .into_iter()
            .filter_map(|it| it.get("parameters")?.as_array());
        let mut parameters: Vec<&Value> = Vec::new();
        for parameter in listed.flatten().map(|it| resolve(self.root, it)) {
            let key = |it: &Value| (it.get("in").cloned(), it.get("name").cloned());
            if !parameters.iter().any(|it| key(it) == key(parameter)) {
                parameters.push(parameter);
            }
        }
        parameters
    }

    /// What the body may consist of, and whether there must be one.
    pub(crate) fn body(self) -> Option<(Vec<Content<'d>>, bool)> {
        let body = resolve(self.root, self.node.get("requestBody")?);
        let required = body
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        Some((contents(body), required))
    }

    /// The documented answers: a status of each, and what its body and its headers are.
    pub(crate) fn answers(self) -> Vec<(StatusCode, &'d Value)> {
        let responses = self.node.get("responses").and_then(Value::as_object);
        let documented = responses.into_iter().flat_map(|responses| {
            responses.iter().filter_map(|(status, response)| {
                let status = self.status(status, responses.keys())?;
                Some((status, resolve(self.root, response)))
            })
        });
        documented.collect()
    }

    /// A status that `key` stands for and no other key does.
    fn status<'k>(
        self,
        key: &str,
        mut keys: impl Iterator<Item = &'k String>,
    ) -> Option<StatusCode> {
        let status = match key.as_bytes() {
            [class, b'X', b'X'] => u16::from(class - b'0') * 100 + 77,
            _ if key == "default" && !keys.any(|it| *it == DEFAULT.as_str()) => {
                return Some(DEFAULT);
            }
            _ => key.parse().ok()?,
        };
        StatusCode::from_u16(status).ok()
    }
}

/// The media types of a body or a response.
pub(crate) fn contents(node: &Value) -> Vec<Content<'_>> {
    let contents = node
        .get("content")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let typed = contents.map(|(media_type, content)| Content {
        media_type,
        schema: content.get("schema").unwrap_or(&Value::Bool(true)),
    });
    typed.collect()
}
