//! Tokens → formatted text, without a syntax tree between: what most of the time of generating would go into.
//!
//! The lines are those that syn and prettyplease give, but for tables in macros, which the tests hold it to, and which are
//! asked where there is something here that this doesn't know. The grammar is the part of Rust that Bindery emits.

mod attributes;
mod chains;
mod closures;
mod control;
mod expressions;
mod functions;
mod generics;
mod items;
mod layout;
mod lists;
mod macros;
mod operators;
mod patterns;
mod printer;
mod statements;
mod tables;
#[cfg(test)]
pub(super) mod tests;
mod tokens;
mod types;

use std::mem;

use proc_macro2::TokenStream;

use layout::Layout;
use printer::Printer;
use tokens::Written;

/// An item as text.
#[derive(Debug)]
pub(super) struct Printed {
    /// The text, with the line break at its end.
    pub(super) text: String,
    /// The first name of the path that it imports from, where it is an import.
    pub(super) imports_from: Option<String>,
}

/// The memory that printing takes, kept from one stream of tokens to the next.
#[derive(Debug, Default)]
pub(super) struct Room {
    written: Written,
    layout: Layout,
}

/// The items of a token stream.
///
/// # Errors
/// There is something among them that this can't print: gives the tokens back as text.
pub(super) fn items(items: TokenStream, room: &mut Room) -> Result<Vec<Printed>, String> {
    let Room { written, layout } = room;
    written.write(items).map_err(|error| error.to_string())?;
    let mut printer = Printer::new(written, mem::take(layout));
    let mut printed = Vec::new();
    while !printer.is_at_end() {
        printed.push(printer.printed_item().map_err(|_| written.source())?);
    }
    *layout = printer.layout;
    Ok(printed)
}
