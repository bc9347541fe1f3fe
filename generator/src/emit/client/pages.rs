//! `Paged`: how one page of an operation leads to the next.

use proc_macro2::Literal;

use super::super::answers::{self, Success};
use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::{EmitError, scope};
use super::setters::setter_name;
use crate::api::{Access, Limit, NextPage, Operation, Pagination, Parameter, Preset};
use crate::emit::tokens::{Tokens, quote};

/// The names of the methods that answer the pages and the items: they give way to setters.
fn method_names(operation: &Operation) -> [String; 2] {
    let fields = operation.parameters.iter().map(|it| it.name.as_str());
    let fields = fields.chain(operation.body.iter().map(|body| body.name.as_str()));
    let setters: Vec<_> = fields.map(|field| setter_name(operation, field)).collect();
    ["pages", "stream"].map(|name| fresh(name, setters.iter().map(String::as_str)))
}

/// The methods of the operation's builder; nothing where it has no pages.
pub(super) fn methods(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    if operation.pagination.is_none() {
        return Ok(Tokens::new());
    }
    let request = cx.operation_type(&answers::request_name(operation))?;
    let [pages, items] = method_names(operation);
    let (pages, items) = (ident(&pages)?, ident(&items)?);
    Ok(quote! {
        /// The pages, each fetched when it is asked for.
        pub fn #pages(self) -> bindery_runtime::client::Pages<'c, #request> {
            self.client.inner.pages(self.request, self.options)
        }

        /// The items of all pages, each page fetched when its first item is asked for.
        pub fn #items(self) -> bindery_runtime::client::Items<'c, #request> {
            self.client.inner.items(self.request, self.options)
        }
    })
}

/// `Paged` for the request; nothing where it has no pages.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let Some(pagination) = &operation.pagination else {
        return Ok(Tokens::new());
    };
    let request = cx.operation_type(&answers::request_name(operation))?;
    let item = cx.ty(&pagination.item)?;
    let (option, vec) = (cx.name(scope::OPTION), cx.name(scope::VEC));
    let begin = begin(operation, pagination)?;
    let page = page(cx, operation, pagination)?;
    let list = list(&page, &pagination.items)?;
    let turn = turn(operation, pagination, &page.value)?;
    let unwrapped = page.unwrapped;
    // Where nothing is read from the page itself, its name would be that of an unused argument.
    let page = if turn.reads_page {
        quote!(page)
    } else {
        quote!(_page)
    };
    let unwrapped_for_turn = turn.reads_page.then_some(&unwrapped);
    let statements = turn.statements;
    Ok(quote! {
        impl bindery_runtime::client::Paged for #request {
            type Item = #item;

            #begin

            fn items(page: &mut Self::Success) -> #option<&mut #vec<#item>> {
                #unwrapped
                #list
            }

            fn turn(
                &mut self,
                #page: &Self::Success,
                turn: &mut bindery_runtime::client::Turn<'_>,
            ) -> #option<()> {
                #unwrapped_for_turn
                #statements
            }
        }
    })
}

/// What the first request says unless its caller says otherwise.
fn begin(operation: &Operation, pagination: &Pagination) -> Result<Tokens, EmitError> {
    if pagination.presets.is_empty() {
        return Ok(Tokens::new());
    }
    let mut presets = Tokens::new();
    for (index, preset) in &pagination.presets {
        let field = ident(&parameter(operation, *index)?.name)?;
        let value = match preset {
            Preset::Bool(value) => quote!(#value),
            Preset::Integer(value) => integer(*value),
            Preset::Text(value) => quote!(#value.to_owned()),
        };
        presets.extend(quote!(self.#field.get_or_insert(#value);));
    }
    Ok(quote! {
        fn begin(&mut self) {
            #presets
        }
    })
}

/// How the page is had from a success.
struct Page {
    /// A statement that takes it out of the enum of successes.
    unwrapped: Tokens,
    /// The body.
    value: Tokens,
    has_headers: bool,
}

fn page(cx: &Cx<'_>, operation: &Operation, pagination: &Pagination) -> Result<Page, EmitError> {
    let none = || EmitError::new(&operation.id, "the answer that is a page is not there");
    let response = operation.success.get(pagination.page).ok_or_else(none)?;
    let unwrapped = match answers::success(operation) {
        Success::Several(_) => {
            let success = cx.operation_type(&answers::response_name(operation))?;
            let variant = ident(&response.name)?;
            let status = answers::holds_status(response).then(|| quote!(_,));
            let is_only = operation.success.len() == 1;
            let otherwise = (!is_only).then(|| quote!(else { return None; }));
            quote!(let #success::#variant(#status page) = page #otherwise;)
        }
        Success::Undocumented | Success::One { .. } => Tokens::new(),
    };
    let has_headers = response.headers.is_some();
    Ok(Page {
        unwrapped,
        value: if has_headers {
            quote!(page.body)
        } else {
            quote!(page)
        },
        has_headers,
    })
}

/// How the next page is asked for.
struct Turning {
    statements: Tokens,
    reads_page: bool,
}

fn turn(
    operation: &Operation,
    pagination: &Pagination,
    page: &Tokens,
) -> Result<Turning, EmitError> {
    let mut statements = Tokens::new();
    let mut reads_page = pagination.more.is_some();
    if let Some(more) = &pagination.more {
        let more = reference(page, more)?;
        statements.extend(quote!(turn.more(#more)?;));
    }
    statements.extend(match &pagination.next {
        NextPage::Cursor { cursor, parameter } => {
            reads_page = true;
            let cursor = reference(page, cursor)?;
            let parameter = self::parameter(operation, *parameter)?;
            let field = ident(&parameter.name)?;
            if parameter.required {
                quote!(self.#field = turn.cursor(Some(&self.#field), #cursor)?; Some(()))
            } else {
                quote! {
                    self.#field = Some(turn.cursor(self.#field.as_ref(), #cursor)?);
                    Some(())
                }
            }
        }
        NextPage::Page {
            parameter,
            first,
            limit,
        } => counted(operation, &quote!(page), *parameter, *first, *limit)?,
        NextPage::Offset {
            parameter,
            first,
            limit,
        } => counted(operation, &quote!(offset), *parameter, *first, *limit)?,
        NextPage::Link(link) => {
            reads_page = true;
            let link = reference(page, link)?;
            quote!(turn.link(#link))
        }
        NextPage::LinkHeader => quote!(turn.link_header()),
    });
    Ok(Turning {
        statements,
        reads_page,
    })
}

fn counted(
    operation: &Operation,
    method: &Tokens,
    index: usize,
    first: i64,
    limit: Option<Limit>,
) -> Result<Tokens, EmitError> {
    let mut statements = Tokens::new();
    if let Some(Limit {
        parameter: index,
        default,
    }) = limit
    {
        let parameter = parameter(operation, index)?;
        let field = ident(&parameter.name)?;
        let default = default.map(|default| {
            let default = integer(default);
            quote!(.or(Some(#default)))
        });
        let limit = match parameter.required {
            true => quote!(Some(self.#field)),
            false => quote!(self.#field #default),
        };
        statements.extend(quote!(turn.full(#limit)?;));
    }
    let parameter = parameter(operation, index)?;
    let field = ident(&parameter.name)?;
    let first = integer(first);
    statements.extend(match parameter.required {
        true => quote!(self.#field = turn.#method(Some(self.#field), #first)?;),
        false => quote!(self.#field = Some(turn.#method(self.#field, #first)?);),
    });
    statements.extend(quote!(Some(())));
    Ok(statements)
}

/// The list of a page's items, in an `Option`.
fn list(page: &Page, steps: &[Access]) -> Result<Tokens, EmitError> {
    let Some((last, before)) = steps.split_last() else {
        let value = &page.value;
        return Ok(match page.has_headers {
            true => quote!(Some(&mut #value)),
            false => quote!(Some(#value)),
        });
    };
    let holder = access(&page.value, before, &quote!(as_mut))?;
    let field = ident(&last.field)?;
    let Some(inner) = last.options.checked_sub(1) else {
        return Ok(quote!(Some(&mut #holder.#field)));
    };
    // The outermost `Option` that holds it is the answer itself.
    let opened = (0..inner).map(|_| quote!(.as_mut()?));
    Ok(quote!(#holder.#field #(#opened)*.as_mut()))
}

/// A reference to what stands there.
fn reference(page: &Tokens, steps: &[Access]) -> Result<Tokens, EmitError> {
    let value = access(page, steps, &quote!(as_ref))?;
    Ok(match steps.last() {
        Some(last) if last.options > 0 => value,
        _ => quote!(&#value),
    })
}

/// What stands there; `open` takes what an `Option` holds by reference.
fn access(page: &Tokens, steps: &[Access], open: &Tokens) -> Result<Tokens, EmitError> {
    let mut value = page.clone();
    for step in steps {
        let field = ident(&step.field)?;
        let opened = (0..step.options).map(|_| quote!(.#open()?));
        value = quote!(#value.#field #(#opened)*);
    }
    Ok(value)
}

fn parameter(operation: &Operation, index: usize) -> Result<&Parameter, EmitError> {
    let parameter = operation.parameters.get(index);
    parameter.ok_or_else(|| {
        EmitError::new(
            &operation.id,
            "its pages name a parameter that is not there",
        )
    })
}

fn integer(value: i64) -> Tokens {
    let value = Literal::i64_unsuffixed(value);
    quote!(#value)
}
