//! Servers: the URL a client uses unless told otherwise.

use openapiv3::Server;

/// The URL of the first server that has an absolute one, its variables replaced by their defaults.
pub(super) fn default_url(servers: &[Server]) -> Option<String> {
    servers.iter().find_map(absolute_url)
}

fn absolute_url(server: &Server) -> Option<String> {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let absolute = url.starts_with("http://") || url.starts_with("https://");
    absolute.then(|| url.trim_end_matches('/').to_owned())
}
