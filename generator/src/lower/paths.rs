//! Path templates.

use crate::api::{Location, Parameter, Path, Segment};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// Matches a template against the parameters declared for it. A parameter in the template that nobody declared is
/// an error; one that is declared but not in the template is dropped with a warning.
pub(super) fn path(
    template: &str,
    parameters: &mut Vec<Declared>,
    at: &Pointer,
    reports: &mut Reports,
) -> Path {
    let pieces = pieces(template);
    let named: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Parameter(name) => Some(*name),
            Piece::Literal(_) => None,
        })
        .collect();
    parameters.retain(|declared| {
        let parameter = &declared.parameter;
        let known =
            parameter.location != Location::Path || named.contains(&parameter.wire.as_str());
        if !known {
            reports.push(not_in_template(declared, template));
        }
        known
    });
    if is_odd(template, &named) {
        reports.push(odd(template, at));
    }
    let mut segments = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Literal(text) => push_literal(&mut segments, text),
            Piece::Parameter(name) => match index(parameters, name) {
                Some(index) => segments.push(Segment::Parameter(index)),
                None => {
                    reports.push(not_declared(name, template, at));
                    push_literal(&mut segments, name);
                }
            },
        }
    }
    Path {
        template: template.to_owned(),
        segments,
    }
}

/// A lowered parameter, and where it stands.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) parameter: Parameter,
    pub(super) at: Pointer,
}

enum Piece<'t> {
    Literal(&'t str),
    Parameter(&'t str),
}

/// The pieces of a template. RFC 6570's modifiers (`{name*}`, `{;name}`) say what `style` and `explode` say, and are
/// passed over.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        let name = name
            .trim_start_matches(['.', ';', '?', '&', '+', '#', '/'])
            .trim_end_matches('*');
        pieces.push(Piece::Parameter(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

fn push_literal(segments: &mut Vec<Segment>, text: &str) {
    if let Some(Segment::Literal(before)) = segments.last_mut() {
        before.push_str(text);
    } else {
        segments.push(Segment::Literal(text.to_owned()));
    }
}

fn index(parameters: &[Declared], name: &str) -> Option<usize> {
    parameters.iter().position(|declared| {
        declared.parameter.location == Location::Path && declared.parameter.wire == name
    })
}

/// Whether a template has a brace without its other, a parameter twice, or what belongs to no path.
fn is_odd(template: &str, named: &[&str]) -> bool {
    let twice = (1..named.len()).any(|index| {
        let (before, rest) = named.split_at(index);
        rest.first().is_some_and(|name| before.contains(name))
    });
    let open = template.matches('{').count();
    twice
        || open != template.matches('}').count()
        || open != named.len()
        || template.contains(['?', '#'])
}

fn odd(template: &str, at: &Pointer) -> Report {
    Report::warning(
        Code::PATH_PARAMETER,
        Place::key(FileId::default(), at.clone()),
        format!("the path `{template}` is no good template: it is taken as it is written"),
    )
    .help("write each parameter once, as `{name}`; a query isn't part of a path")
}

fn not_declared(name: &str, template: &str, at: &Pointer) -> Report {
    Report::error(
        Code::PATH_PARAMETER,
        Place::key(FileId::default(), at.clone()),
        format!("the path `{template}` has a parameter `{name}` that nothing declares"),
    )
    .help(format!(
        "add `- {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}` to the `parameters` of \
         the path or of this operation"
    ))
}

fn not_in_template(declared: &Declared, template: &str) -> Report {
    let name = &declared.parameter.wire;
    Report::warning(
        Code::PATH_PARAMETER,
        Place::value(FileId::default(), declared.at.clone()),
        format!("the path parameter `{name}` doesn't stand in the path `{template}`"),
    )
    .help(format!(
        "it is left out; write `{{{name}}}` where it belongs in the path, or drop it"
    ))
}
