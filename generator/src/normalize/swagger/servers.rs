//! `host`, `basePath` and `schemes` → servers.

use serde_json::{Map, Value, json};

use super::{Convert, at, texts};

impl Convert<'_> {
    /// Adds the servers of the API, if something is said of where it is served.
    pub(super) fn servers(&mut self, document: &mut Map<String, Value>) {
        let keys = ["host", "basePath", "schemes"];
        let Some(said) = keys.into_iter().find(|key| self.root.contains_key(*key)) else {
            return;
        };
        let servers = self.servers_of(self.root.get("schemes"));
        self.moves.moved(at("servers"), at(said));
        document.insert("servers".to_owned(), servers);
    }

    /// The servers, one a scheme. Without a host or a scheme they are those that serve the description itself (OpenAPI
    /// 2.0, Swagger Object), so that their URLs are relative.
    pub(super) fn servers_of(&self, schemes: Option<&Value>) -> Value {
        let text = |key| self.root.get(key).and_then(Value::as_str);
        let path = text("basePath").unwrap_or_default().trim_end_matches('/');
        let Some(host) = text("host") else {
            let path = if path.is_empty() { "/" } else { path };
            return json!([{ "url": path }]);
        };
        let schemes = texts(schemes);
        if schemes.is_empty() {
            return json!([{ "url": format!("//{host}{path}") }]);
        }
        let servers = schemes.into_iter();
        servers
            .map(|scheme| json!({ "url": format!("{scheme}://{host}{path}") }))
            .collect()
    }
}
