//! An operation as the description has it.

use bindery_runtime::OperationInfo;
use bindery_runtime::http::StatusCode;
use bindery_samples::{Sampler, resolve};
use serde_json::Value;

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

    /// One of the documented answers: its status, and what its body and its headers are.
    pub(crate) fn answer(self, sampler: &mut Sampler<'_>) -> Option<(StatusCode, &'d Value)> {
        let responses = self.node.get("responses")?.as_object()?;
        let documented: Vec<_> = responses.iter().collect();
        let (status, response) = sampler.random().choice(documented)?;
        Some((
            self.status(status, responses.keys())?,
            resolve(self.root, response),
        ))
    }

    /// A status that `key` stands for and no other key does.
    fn status<'k>(
        self,
        key: &str,
        mut keys: impl Iterator<Item = &'k String>,
    ) -> Option<StatusCode> {
        let status = match key.as_bytes() {
            [class, b'X', b'X'] => u16::from(class - b'0') * 100 + 77,
            _ if key == "default" && !keys.any(|it| it == "599" || it == "5XX") => 599,
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
