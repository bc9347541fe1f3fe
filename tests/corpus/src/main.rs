//! Serves one of the descriptions: every operation is answered with random values of its schemas.
//!
//! `bindery-corpus --listen 127.0.0.1:0 NAME DESCRIPTION`; the description is written to the file of that name.

use std::error::Error;
use std::io::{Write, stdout};
use std::{env, fs};

use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [_, address, name, file] = arguments.as_slice() else {
        return Err("usage: bindery-corpus --listen ADDRESS NAME FILE".into());
    };
    let subject = bindery_corpus::all()
        .into_iter()
        .find(|it| it.name() == name);
    let subject = subject.ok_or_else(|| format!("there is no description {name}"))?;
    fs::write(file, subject.description().to_string())?;
    let listener = TcpListener::bind(address).await?;
    writeln!(stdout(), "{name} is at http://{}", listener.local_addr()?)?;
    axum::serve(listener, subject.into_router()).await?;
    Ok(())
}
