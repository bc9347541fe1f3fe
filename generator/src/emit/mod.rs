//! [`Api`](crate::api::Api) → token streams → formatted [`Files`]. Knows Rust, and nothing of OpenAPI.

mod files;

pub use files::{File, Files};

/// Stub.
#[derive(Debug)]
pub struct EmitError;

impl std::fmt::Display for EmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stub")
    }
}

/// Stub.
pub fn emit(
    api: &crate::api::Api,
    config: &crate::config::Config,
    source: &str,
) -> Result<Files, EmitError> {
    let file = |path: &str, text: String| File {
        path: path.to_owned(),
        text,
    };
    Ok(Files(vec![
        file(
            "Cargo.toml",
            format!(
                "[package]\nname = {:?}\nedition = \"2024\"\n",
                config.name.as_deref().unwrap_or("api")
            ),
        ),
        file(
            "src/lib.rs",
            format!(
                "//! {} from {source}\ninclude!(\"bindings.rs\");\n",
                api.title
            ),
        ),
        file("src/bindings.rs", "mod types;\n".to_owned()),
    ]))
}
