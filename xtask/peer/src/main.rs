//! Writes the client that progenitor makes of a description, as its documentation tells a build script to:
//! `bench-peer INTERFACE DESCRIPTION OUTPUT.rs`, where INTERFACE is `positional` (progenitor's default) or `builder`.

use std::env;
use std::fs;

use anyhow::{Context, Result, bail};
use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1);
    let mut next = || {
        arguments
            .next()
            .context("usage: bench-peer INTERFACE DESCRIPTION OUTPUT.rs")
    };
    let (interface, spec, output) = (next()?, next()?, next()?);
    let interface = match interface.to_str() {
        Some("positional") => InterfaceStyle::Positional,
        Some("builder") => InterfaceStyle::Builder,
        _ => bail!("an interface is `positional` or `builder`"),
    };
    let text = fs::read_to_string(&spec)?;
    let description: OpenAPI = if text.trim_start().starts_with('{') {
        serde_json::from_str(&text)?
    } else {
        serde_yaml::from_str(&text)?
    };
    let settings = GenerationSettings::default()
        .with_interface(interface)
        .clone();
    let tokens = Generator::new(&settings).generate_tokens(&description)?;
    let file = syn::parse2(tokens)?;
    fs::write(output, prettyplease::unparse(&file))?;
    Ok(())
}
