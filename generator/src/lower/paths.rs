//! Path templates, as they are found: OpenAPI's own, and what people write besides.

use std::borrow::Cow;

use super::names::{Scope, snake};
use crate::api::{Docs, Location, Parameter, Path, Rules, Segment, Style, Type};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// Matches a template against the parameters declared for it. One in the template that nobody declared is taken for a
/// text; one that is declared but not in the template is left out. A query in the template is sent as it stands and
/// tells the operation from others of the same path; a fragment never travels. All of these are warnings.
pub(super) fn path(
    template: &str,
    parameters: &mut Vec<Declared>,
    scope: &mut Scope,
    at: &Pointer,
    reports: &mut Reports,
) -> Path {
    let parts = Parts::of(template);
    let in_braces = in_braces(parts.path, parameters);
    let pieces = pieces(&in_braces);
    let named: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Parameter(name) => Some(*name),
            Piece::Literal(_) => None,
        })
        .collect();
    if parts.is_odd || is_odd(&in_braces, &named) {
        reports.push(odd(template, at));
    } else if *in_braces != *parts.path || named.iter().any(|name| says_more(name)) {
        reports.push(of_a_framework(template, at));
    }
    let query = query(parts.query, parameters);
    parameters.retain(|declared| {
        let parameter = &declared.parameter;
        let is_known = parameter.location != Location::Path
            || named.iter().any(|name| is_meant(name, &parameter.wire));
        if !is_known {
            reports.push(not_in_template(declared, template));
        }
        is_known
    });
    let mut path = Path {
        template: String::new(),
        segments: Vec::new(),
        query,
    };
    for piece in pieces {
        match piece {
            Piece::Literal(text) => push_literal(&mut path.segments, text),
            Piece::Parameter(name) => {
                let index = index(parameters, name).unwrap_or_else(|| {
                    reports.push(not_declared(name, template, at));
                    parameters.push(undeclared(name, scope, at));
                    parameters.len() - 1
                });
                path.segments.push(Segment::Parameter(index));
            }
        }
    }
    path.template = written(&path, parameters);
    path
}

/// Leaves out the path parameters of an operation that has no template: `name` says which.
pub(super) fn leave_out(parameters: &mut Vec<Declared>, name: &str, reports: &mut Reports) {
    parameters.retain(|declared| {
        let is_elsewhere = declared.parameter.location != Location::Path;
        if !is_elsewhere {
            reports.push(not_in_template(declared, name));
        }
        is_elsewhere
    });
}

/// What a request can tell of a path: `/users/{}/groups?kind=own`.
pub(super) fn anonymous(path: &Path) -> String {
    let mut anonymous = String::new();
    for segment in &path.segments {
        match segment {
            Segment::Literal(text) => anonymous.push_str(text),
            Segment::Parameter(_) => anonymous.push_str("{}"),
        }
    }
    format!("{anonymous}?{}", path.query)
}

/// The path as OpenAPI writes it.
fn written(path: &Path, parameters: &[Declared]) -> String {
    let mut template = String::new();
    for segment in &path.segments {
        match segment {
            Segment::Literal(text) => template.push_str(text),
            Segment::Parameter(index) => {
                let name = parameters
                    .get(*index)
                    .map_or("", |declared| declared.parameter.wire.as_str());
                template.extend(["{", name, "}"]);
            }
        }
    }
    if !path.query.is_empty() {
        template.extend(["?", &path.query]);
    }
    template
}

/// A template's path and query.
struct Parts<'t> {
    path: &'t str,
    query: &'t str,
    /// Whether there is what belongs to no path.
    is_odd: bool,
}

impl<'t> Parts<'t> {
    fn of(template: &'t str) -> Self {
        let mut depth = 0_usize;
        let (mut path, mut query, mut fragment) = (template.len(), None, None);
        for (at, char) in template.char_indices() {
            match char {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                '?' if depth == 0 && query.is_none() => {
                    query = Some(at);
                    path = at;
                }
                '#' if depth == 0 => {
                    fragment = Some(at);
                    path = path.min(at);
                    break;
                }
                _ => {}
            }
        }
        let end = fragment.unwrap_or(template.len());
        Self {
            path: template.get(..path).unwrap_or_default(),
            query: query
                .and_then(|at| template.get(at + 1..end))
                .unwrap_or_default(),
            is_odd: query.is_some() || fragment.is_some(),
        }
    }
}

/// The pairs of a template's query that stand for themselves. One whose value is a path parameter makes that a query
/// parameter.
fn query(query: &str, parameters: &mut [Declared]) -> String {
    let mut literal = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let parameter = pair.split_once('=').and_then(|(key, value)| {
            let name = value.strip_prefix('{')?.strip_suffix('}')?;
            Some((key, name))
        });
        match parameter {
            Some((key, name)) => {
                if let Some(index) = index(parameters, name)
                    && let Some(declared) = parameters.get_mut(index)
                {
                    declared.parameter.location = Location::Query;
                    declared.parameter.style = Style::Form;
                    declared.parameter.explode = true;
                    declared.parameter.wire = key.to_owned();
                }
            }
            None if pair.contains(['{', '}']) => {}
            None => literal.push(pair),
        }
    }
    literal.join("&")
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

/// RFC 6570's operators: what they say, `style` says.
const OPERATORS: [char; 7] = ['.', ';', '?', '&', '+', '#', '/'];

/// The path with its parameters in braces: a whole segment `:name` or `<name>` is one that is declared and has no braces.
fn in_braces<'t>(path: &'t str, parameters: &[Declared]) -> Cow<'t, str> {
    let is_declared = |name: &str| {
        let of_name = |declared: &Declared| {
            declared.parameter.location == Location::Path && declared.parameter.wire == name
        };
        parameters.iter().any(of_name) && !path.contains(&format!("{{{name}}}"))
    };
    let marked = |segment: &'t str| {
        let in_angles = || segment.strip_prefix('<')?.strip_suffix('>');
        let name = segment.strip_prefix(':').or_else(in_angles)?;
        is_declared(name).then_some(name)
    };
    if !path.split('/').any(|segment| marked(segment).is_some()) {
        return Cow::Borrowed(path);
    }
    let segments = path.split('/').map(|segment| match marked(segment) {
        Some(name) => format!("{{{name}}}"),
        None => segment.to_owned(),
    });
    Cow::Owned(segments.collect::<Vec<_>>().join("/"))
}

/// What parts a name from the pattern that its values match, as frameworks write it: `{id:[0-9]+}`, `{name=shelves/*}`.
const PATTERN: [char; 2] = [':', '='];

/// What a brace encloses, and what follows: a pattern may have braces of its own.
fn closed(after: &str) -> Option<(&str, &str)> {
    let (plain, rest) = after.split_once('}')?;
    if !(plain.contains(PATTERN) && plain.contains('{')) {
        return Some((plain, rest));
    }
    let mut depth = 1;
    for (at, char) in after.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((after.get(..at)?, after.get(at + 1..)?));
        }
    }
    Some((plain, rest))
}

/// The pieces of a path. A query expansion (`{?page,limit}`) says what query parameters say, and is passed over.
/// Braces that hold no name stand for themselves.
fn pieces(path: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = closed(after) else {
            break;
        };
        let without_pattern = name.split(PATTERN).next().unwrap_or_default();
        if without_pattern.contains(['{', '/']) && !name.starts_with('/') || name.is_empty() {
            let Some((literal, after)) = rest.split_at_checked(literal.len() + 1) else {
                break;
            };
            pieces.push(Piece::Literal(literal));
            rest = after;
            continue;
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        if !name.starts_with(['?', '&']) {
            pieces.push(Piece::Parameter(name));
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

/// Whether the name in a template is that of a parameter: as it is, or without RFC 6570's modifiers (`{name*}`,
/// `{;name}`), which say what `style` and `explode` say, and what frameworks write besides: the question mark of one that
/// may be left out, the sign of one that takes the rest of the path (`{*name}`, `{name...}`), a pattern.
fn is_meant(name: &str, wire: &str) -> bool {
    name == wire || bare(name) == wire
}

fn bare(name: &str) -> &str {
    let name = name.trim_start_matches(PATTERN);
    let name = name.split(PATTERN).next().unwrap_or_default();
    name.trim_matches([' ', '*'])
        .trim_start_matches(OPERATORS)
        .trim_end_matches(['*', '?', '.'])
}

fn push_literal(segments: &mut Vec<Segment>, text: &str) {
    if let Some(Segment::Literal(before)) = segments.last_mut() {
        before.push_str(text);
    } else {
        segments.push(Segment::Literal(text.to_owned()));
    }
}

fn index(parameters: &[Declared], name: &str) -> Option<usize> {
    let in_path = |wanted: &dyn Fn(&str) -> bool| {
        parameters.iter().position(|declared| {
            declared.parameter.location == Location::Path && wanted(&declared.parameter.wire)
        })
    };
    in_path(&|wire| wire == name).or_else(|| in_path(&|wire| is_meant(name, wire)))
}

/// The parameter that a template names and nobody declares.
fn undeclared(name: &str, scope: &mut Scope, at: &Pointer) -> Declared {
    let name = match bare(name) {
        "" => name,
        bare => bare,
    };
    Declared {
        parameter: Parameter {
            name: scope.take(&snake(name), "_path"),
            wire: name.to_owned(),
            location: Location::Path,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            allow_empty: false,
            required: true,
            default: None,
            ty: Type::String,
            rules: Rules::default(),
            docs: Docs::default(),
        },
        at: at.clone(),
    }
}

/// Whether a path has a brace without its other, a parameter twice, or one that may be left out.
fn is_odd(path: &str, named: &[&str]) -> bool {
    let twice = (1..named.len()).any(|index| {
        let (before, rest) = named.split_at(index);
        rest.first().is_some_and(|name| before.contains(name))
    });
    let open = path.matches('{').count();
    let optional = named.iter().any(|name| name.ends_with('?'));
    let of_patterns: usize = named.iter().map(|name| name.matches('{').count()).sum();
    twice || optional || open != path.matches('}').count() || open != named.len() + of_patterns
}

/// Whether more than a name and what RFC 6570 knows stands in the braces.
fn says_more(name: &str) -> bool {
    name.starts_with(['*', ' ', ':']) || name.ends_with(['.', ' ']) || name.contains(PATTERN)
}

fn of_a_framework(template: &str, at: &Pointer) -> Report {
    Report::warning(
        Code::PATH_PARAMETER,
        Place::key(FileId::default(), at.clone()),
        format!("the path `{template}` marks parameters otherwise than OpenAPI does"),
    )
    .help(
        "they are known by their names: write `{name}` alone; what its values match is said by the `pattern` of its \
         schema",
    )
}

fn odd(template: &str, at: &Pointer) -> Report {
    Report::warning(
        Code::PATH_PARAMETER,
        Place::key(FileId::default(), at.clone()),
        format!("the path `{template}` is no good template: it is taken as it is written"),
    )
    .help(
        "write each parameter once, as `{name}`. A query tells operations apart but is better a parameter; a fragment \
         is never sent",
    )
}

fn not_declared(name: &str, template: &str, at: &Pointer) -> Report {
    Report::warning(
        Code::PATH_PARAMETER,
        Place::key(FileId::default(), at.clone()),
        format!(
            "the path `{template}` has a parameter `{name}` that nothing declares: it is taken for a string"
        ),
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
