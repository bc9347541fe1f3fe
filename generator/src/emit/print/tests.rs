//! Bindery's own printer gives what prettyplease gives: for whatever the tests of this library emit, for snippets, for
//! the golden fixtures, and for real descriptions.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

use super::{Printed, Room};
use crate::config::Config;
use crate::emit::docs::line_by_line;
use crate::generate::generate;
use crate::read::read;
use crate::report::Reports;

/// The longest text of a real description that is tried: without optimization, more takes minutes.
const LARGEST: u64 = 400_000;

/// Fails where an item isn't what prettyplease makes of it, or where the printer doesn't know something.
pub(in crate::emit) fn agree(tokens: &TokenStream, printed: Option<&[Printed]>) {
    let Ok(file) = syn::parse2::<syn::File>(line_by_line(tokens.clone())) else {
        return;
    };
    let Some(printed) = printed else {
        panic!("the printer doesn't know something in\n{tokens}");
    };
    assert_eq!(printed.len(), file.items.len(), "items in\n{tokens}");
    for (item, wanted) in printed.iter().zip(file.items) {
        let is_table = is_table(&wanted);
        let wanted = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![wanted],
        });
        if is_table {
            assert_eq!(unbroken(&item.text), unbroken(&wanted));
        } else {
            assert_eq!(item.text, wanted);
        }
    }
}

/// Whether an item's lines are its own: the call of a macro in braces.
fn is_table(item: &syn::Item) -> bool {
    matches!(item, syn::Item::Macro(item) if matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_)))
}

/// A text without what depends on where its lines break.
fn unbroken(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace(',', "")
}

fn items(tokens: TokenStream) -> Result<Vec<Printed>, String> {
    super::items(tokens, &mut Room::default())
}

fn agrees(text: &str) {
    let tokens: TokenStream = text.parse().unwrap();
    agree(&tokens, items(tokens.clone()).as_deref().ok());
}

#[test]
fn items_are_laid_out() {
    for text in [
        "use a::{b, c::{d, e}, self};",
        "use a::{b};",
        "use a::{b::{c, d}, e};",
        "pub(crate) use super::a as b;",
        "use a::*;",
        "#[derive(Clone, Debug,)] #[doc = \" Text \\\"here\\\".  \"] pub struct A { #[doc = r\"raw\"] pub a: u8, b: B<'static, C> }",
        "struct A(pub u8, Vec<String>);",
        "struct A;",
        "struct A {}",
        "#[allow(clippy::a, reason = \"a rather long reason, so that the attribute takes more than one line\")] struct A;",
        "#[must_use = \"why\"] pub enum A { B, C(D, E), F { g: H }, I = 3 }",
        "pub type A<T> = Result<Option<T>, Box<dyn Error + Send + Sync + 'static>>;",
        "pub const A: &[(&str, bool)] = &[(\"a\", true), (\"b\", false)];",
        "static A: [u8; 3] = [1, 2, 3];",
        "mod a; pub mod b;",
        "macro_call!(a, b); m![1 | 2, x.y(z), p::q];",
        "pub trait A<T: B + ?Sized>: Send + 'static where T: C, { type D: E; const F: u8 = 1; fn g(&self); fn h<'a>(&'a mut self, i: impl Fn(&str) -> u8) -> Option<&'a u8> where T: J { None } }",
        "impl<'de, T> A<'de> for B<T> where T: C + D, for<'a> &'a T: E { type F = G; const H: &'static str = \"h\"; async fn i(self: Box<Self>, mut j: K) {} pub const fn k() -> ! { l() } }",
        "impl AVeryLongTraitName<AndItsArgument, AndAnotherOne> for AnEquallyLongTypeName<WithArguments, Too> { }",
        "fn a(a_long_name: ALongType, another_long_name: AnotherLongType, third: ThirdType) -> Result<(), E> {}",
        "fn a() -> fn(u8, u16) -> (u8,) { b }",
        "fn a(x: <A as B>::C, y: &mut [u8], z: (A), _: ()) {}",
    ] {
        agrees(text);
    }
}

#[test]
fn tables_have_an_entry_a_line() {
    let wanted = "a! {
    [B, C] for d::E {
        0 => f(\"g\") h: Vec<i::J>,
        _ => K,
    }
    l M;
    n[\"o\", (1, \"p\")];
}
";
    let printed = items(wanted.parse().unwrap()).unwrap();
    assert_eq!(printed[0].text, wanted);
    agrees(wanted);
    agrees("a! {}");
}

#[test]
fn expressions_are_laid_out() {
    for expression in [
        "a + b * c - d / e % f",
        "a_long_condition_here && another_long_condition_there || a_third_long_condition_at_the_end",
        "!a == -b",
        "&&mut *a",
        "a..b + 1",
        "..=b",
        "(a, b)",
        "(a,)",
        "(a)",
        "()",
        "[]",
        "[\"a\", \"b\"]",
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27]",
        "a.b.c(d).0[e]?.f::<G>().await?",
        "a(b)(c)",
        "self.0.call(a)",
        "self.a_long_method_name(argument).another_long_method_name(argument).a_third_method_name()",
        "at.a_long_method_name(argument, another_argument_here, and_a_third_argument_to_fill_the_line_up)",
        "wire::Writer::new(s).field(\"a_name_of_a_field\", &self.a_name).optional(\"b\", &self.b).end()",
        "A { a, b: c, ..d }",
        "A { a_long_field_name: 1, another_long_field_name: 2 }",
        "A {}",
        "an::enum_with_a_long_path::AndALongVariantNameToo {}",
        "|a| a.b(c)",
        "|| { a; b }",
        "move |a, (b, c): (D, E)| g",
        "|a_rather_long_name, another_rather_long_name| a_function_of_them(a_rather_long_name) + another_rather_long_name",
        "a.map(|b| b = c)",
        "a::<B>::c::<D>()",
        "<A as B>::c(d)",
        "match a { B(c) | D { c, .. } if e => f, 'a'..='z' => {} _ => return, }",
        "match a { 1 | 2 | 3 => { b } C => { d; } F(..) => { if g { h } else { i } } [] => (), -1 => j, }",
        "match a { B => a_function_with_a_long_name(an_argument_with_a_long_name, another_argument_with_a_long_name), }",
        "match a { B => { match c { D => e, F => { g } } } }",
        "if a { b } else if let Some(c) = d && e { f } else { g }",
        "if a {}",
        "a.iter().all(|b| matches!(b, 1 | 2))",
        "vec![1, 2]",
        "b\"bytes\".len() + 'c'.len_utf8() + 1.5e3 + 0x1F_u8",
        "\"a\\n\\\"\\\\\\u{e9}\"",
    ] {
        agrees(&format!("fn f() {{ {expression} }}"));
        agrees(&format!("fn f() {{ let a_name = {expression}; }}"));
        agrees(&format!("fn f() {{ call({expression}) }}"));
    }
}

#[test]
fn statements_are_laid_out() {
    for statements in [
        "let a; let b: C = d; let Some(e) = f else { return; };",
        "let (Some(a_rather_long_name), Some(another_rather_long_name)) = (self.a.take(), self.b.take()) else { return None };",
        "if a { b; } c",
        "if a { b } match c { _ => {} } d();",
        "a = b; a.c = d; *e = f;",
        "it.a = b.c(); it.field.another = a_function_with_a_long_name(and_an_argument_that_is_long_too, more);",
        "fn a() {} use b::c; const D: u8 = 1; struct E;",
        "#[allow(x)] let a = 1; { b; } { c }",
        "return a; ",
        "return",
        "if let A::B { c, d: _ } = &e { f }",
    ] {
        agrees(&format!("fn f() {{ {statements} }}"));
    }
}

#[test]
fn what_it_does_not_know_is_left_to_others() {
    for text in [
        "extern crate a;",
        "mod a { fn b() {} }",
        "fn f() { for a in b { c() } }",
        "fn f() { a as u8 }",
        "fn f() { a += 1; }",
        "fn f() { |a| -> B { c } }",
        "fn f() { [a; 3] }",
        "fn f() { async { a } }",
        "not Rust",
    ] {
        let tokens: TokenStream = text.parse().unwrap();
        let source = items(tokens.clone()).unwrap_err();
        let read: TokenStream = source.parse().unwrap();
        assert_eq!(read.to_string(), tokens.to_string());
    }
}

/// Generates from a description; [`agree`] sees all that is emitted.
fn emit(path: &Path) -> bool {
    let mut reports = Reports::new();
    let Ok(document) = read(path, &mut reports) else {
        return false;
    };
    generate(&document, &Config::default(), reports)
        .generated
        .is_some()
}

#[test]
fn fixtures_are_laid_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/positive");
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_description = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    };
    let emitted = paths
        .filter(is_description)
        .filter(|path| emit(path))
        .count();
    assert!(emitted > 50, "only {emitted} gave a crate");
}

#[test]
fn real_descriptions_are_laid_out() {
    let Some(folder) = std::env::var_os("BINDERY_CORPUS").map(PathBuf::from) else {
        println!("skipped: BINDERY_CORPUS names no folder");
        return;
    };
    let table = std::fs::read_to_string(folder.join("corpus.tsv")).unwrap();
    let is_small = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|file| file.len() <= LARGEST);
    let paths = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').nth(1));
    let emitted = paths
        .map(|path| folder.join(path))
        .filter(is_small)
        .filter(|path| emit(path))
        .count();
    assert!(emitted > 0, "no description gave a crate");
}
