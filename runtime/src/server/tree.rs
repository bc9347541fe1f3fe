//! The tree of routes.

use std::borrow::Cow;
use std::collections::HashMap;

use http::Method;
use percent_encoding::percent_decode_str;

use super::input::Captures;
use super::pattern::{Pattern, parameter};
use crate::param::decode;
use crate::param::escape::Unescape;

/// The routes by their path segments. Texts win over patterns and patterns over parameters (OpenAPI 3.0, "Path
/// Templating Matching"); where the winner leads nowhere, the others get their turn.
#[derive(Debug, Default)]
pub(super) struct Tree {
    root: Node,
}

/// A place in the tree. Each is visited once a request at most, so that looking up takes no longer than the tree
/// is large.
#[derive(Debug, Default)]
struct Node {
    literals: HashMap<String, Node>,
    /// Heaviest first.
    patterns: Vec<(Pattern, Node)>,
    parameter: Option<Box<Node>>,
    routes: Vec<Entry>,
}

/// A route of a path.
#[derive(Debug)]
struct Entry {
    method: Method,
    /// The pairs that a request's query must have: a template's own, which tell it from others of the same path.
    query: Vec<(String, String)>,
    index: usize,
}

impl Tree {
    /// Adds a route by its index. One with the same method, path and query stays what it was.
    pub(super) fn insert(&mut self, method: &Method, template: &str, index: usize) {
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        let mut node = &mut self.root;
        for segment in segments(path) {
            node = node.child(segment);
        }
        let query = pairs(query);
        let routes = &mut node.routes;
        if !routes
            .iter()
            .any(|other| other.method == *method && other.query == query)
        {
            // The one that asks for most is looked at first.
            let place = routes.partition_point(|other| other.query.len() >= query.len());
            let method = method.clone();
            routes.insert(
                place,
                Entry {
                    method,
                    query,
                    index,
                },
            );
        }
    }

    /// The routes of a path.
    pub(super) fn find(&self, path: &str) -> Option<Found<'_>> {
        let segments: Vec<String> = segments(path).map(normalized).collect();
        let mut captured = Vec::new();
        let node = self.root.find(&segments, &mut captured)?;
        Some(Found {
            routes: &node.routes,
            captured,
        })
    }
}

/// The routes of a path, and what it has for their parameters.
#[derive(Debug)]
pub(super) struct Found<'t> {
    routes: &'t [Entry],
    captured: Vec<String>,
}

impl Found<'_> {
    /// The index of the route with this method, for a request with this query.
    pub(super) fn route(&self, method: &Method, query: &str) -> Option<usize> {
        let mut routes = self.routes.iter().filter(|route| route.method == *method);
        let first = routes.next()?;
        if first.query.is_empty() {
            return Some(first.index);
        }
        let given = pairs(query);
        std::iter::once(first)
            .chain(routes)
            .find(|route| route.query.iter().all(|pair| given.contains(pair)))
            .map(|route| route.index)
    }

    /// The methods that the path has, each once.
    pub(super) fn methods(&self) -> Vec<Method> {
        let mut methods: Vec<Method> = Vec::new();
        for route in self.routes {
            if !methods.contains(&route.method) {
                methods.push(route.method.clone());
            }
        }
        methods
    }

    /// The values of the parameters that a template names.
    pub(super) fn captures(self, template: &'static str) -> Captures {
        let mut rest = template;
        let names = std::iter::from_fn(|| {
            let (_, name, after) = parameter(rest)?;
            rest = after;
            Some(name)
        });
        names.zip(self.captured).collect()
    }
}

impl Node {
    /// The child for a template's segment, made if there is none.
    fn child(&mut self, segment: &str) -> &mut Self {
        let pattern = Pattern::parse(segment);
        if let Some(text) = pattern.literal() {
            return self.literals.entry(decoded(text).into_owned()).or_default();
        }
        if pattern.is_parameter() {
            return self.parameter.get_or_insert_default();
        }
        self.pattern(pattern)
    }

    #[allow(
        clippy::indexing_slicing,
        reason = "the index is where the pattern was found or put"
    )]
    fn pattern(&mut self, pattern: Pattern) -> &mut Self {
        let found = self
            .patterns
            .iter()
            .position(|(other, _)| *other == pattern);
        let index = found.unwrap_or_else(|| {
            let index = self
                .patterns
                .partition_point(|(other, _)| other.weight() >= pattern.weight());
            self.patterns.insert(index, (pattern, Self::default()));
            index
        });
        &mut self.patterns[index].1
    }

    /// The node that the segments lead to and that has routes; `captured` then holds what parameters stand for.
    fn find(&self, segments: &[String], captured: &mut Vec<String>) -> Option<&Self> {
        let Some((segment, rest)) = segments.split_first() else {
            return (!self.routes.is_empty()).then_some(self);
        };
        if let Some(child) = self.literals.get(&*decoded(segment))
            && let Some(found) = child.find(rest, captured)
        {
            return Some(found);
        }
        let before = captured.len();
        for (pattern, child) in &self.patterns {
            if let Some(captures) = pattern.captures(segment) {
                captured.extend(captures.into_iter().map(str::to_owned));
                if let Some(found) = child.find(rest, captured) {
                    return Some(found);
                }
                captured.truncate(before);
            }
        }
        let child = self.parameter.as_ref().filter(|_| !segment.is_empty())?;
        captured.push(segment.clone());
        let found = child.find(rest, captured);
        if found.is_none() {
            captured.truncate(before);
        }
        found
    }
}

/// The pairs of a query, decoded. Those that aren't UTF-8 are passed over.
fn pairs(query: &str) -> Vec<(String, String)> {
    decode::pairs(query)
        .into_iter()
        .filter_map(|(key, text)| Some((key, Unescape::Form.apply(text).ok()?)))
        .collect()
}

/// The segments of a path or a template.
fn segments(path: &str) -> std::str::Split<'_, char> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

/// A segment with nothing percent-encoded that need not be (RFC 3986, section 6.2.2.2).
fn normalized(segment: &str) -> String {
    let Some((before, mut rest)) = segment.split_once('%') else {
        return segment.to_owned();
    };
    let mut normal = before.to_owned();
    loop {
        let unreserved = rest
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .map(char::from);
        match unreserved.filter(|found| found.is_ascii_alphanumeric() || "-._~".contains(*found)) {
            Some(found) => {
                normal.push(found);
                rest = rest.get(2..).unwrap_or_default();
            }
            None => normal.push('%'),
        }
        let Some((text, after)) = rest.split_once('%') else {
            normal.push_str(rest);
            return normal;
        };
        normal.push_str(text);
        rest = after;
    }
}

/// A segment as the text that it stands for.
fn decoded(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::{Tree, normalized};

    const TEMPLATES: &[&str] = &[
        "/",
        "/groups",
        "/groups/{id}",
        "/groups/{id}/members",
        "/groups/count",
        "/groups/{id}.json",
        "/groups/{id}:{verb}",
        "/{any}/own",
        "/groups/",
        "/größe/a b",
        "/caf%C3%A9/x{a}é",
    ];

    fn find(path: &str) -> Option<(&'static str, Vec<String>)> {
        let mut tree = Tree::default();
        for (index, template) in TEMPLATES.iter().enumerate() {
            tree.insert(&Method::GET, template, index);
        }
        let found = tree.find(path)?;
        Some((TEMPLATES[found.route(&Method::GET, "")?], found.captured))
    }

    fn leads_to(path: &str, template: &'static str, captured: &[&str]) {
        let captured = captured.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(find(path), Some((template, captured)), "{path}");
    }

    #[test]
    fn finds_the_most_literal_route() {
        leads_to("/", "/", &[]);
        leads_to("/groups", "/groups", &[]);
        leads_to("/groups/", "/groups/", &[]);
        leads_to("/groups/count", "/groups/count", &[]);
        leads_to("/groups/1", "/groups/{id}", &["1"]);
        leads_to("/groups/1.json", "/groups/{id}.json", &["1"]);
        leads_to("/groups/1.2:undo", "/groups/{id}:{verb}", &["1.2", "undo"]);
        leads_to("/groups/count/members", "/groups/{id}/members", &["count"]);
        leads_to("/groups/own", "/groups/{id}", &["own"]);
        leads_to("/teams/own", "/{any}/own", &["teams"]);
        assert_eq!(find("/teams"), None);
        assert_eq!(find("/groups/1/members/2"), None);
        assert_eq!(find("//own"), None);
        assert_eq!(find(""), find("/"));
    }

    #[test]
    fn knows_percent_encoding() {
        leads_to("/gr%6Fups/1%2Ejson", "/groups/{id}.json", &["1"]);
        leads_to("/groups/a%2Fb%20c", "/groups/{id}", &["a%2Fb%20c"]);
        leads_to("/gr%C3%B6%c3%9fe/a%20b", "/größe/a b", &[]);
        leads_to("/caf%c3%a9/x1%C3%A9", "/caf%C3%A9/x{a}é", &["1"]);
        assert_eq!(normalized("%7Ea%%2%zz%2f%41"), "~a%%2%zz%2fA");
    }

    #[test]
    fn keeps_the_first_of_two_that_collide() {
        let mut tree = Tree::default();
        tree.insert(&Method::GET, "/a/{x}", 0);
        tree.insert(&Method::GET, "/a/{y}", 1);
        tree.insert(&Method::PUT, "/a/{z}", 2);
        let found = tree.find("/a/1").unwrap();
        assert_eq!(found.route(&Method::GET, ""), Some(0));
        assert_eq!(found.route(&Method::PUT, ""), Some(2));
        assert_eq!(found.captures("/a/{z}"), [("z", "1".to_owned())]);
    }
    #[test]
    fn tells_operations_apart_by_a_query_of_their_own() {
        let mut tree = Tree::default();
        for (index, template) in ["/a?b=1", "/a?b=1&c", "/a?b=x%20y", "/d?e", "/d"]
            .iter()
            .enumerate()
        {
            tree.insert(&Method::GET, template, index);
        }
        let a = tree.find("/a").unwrap();
        assert_eq!(a.route(&Method::GET, "z=0&b=1"), Some(0));
        assert_eq!(a.route(&Method::GET, "c=&b=1"), Some(1));
        assert_eq!(a.route(&Method::GET, "b=x+y"), Some(2));
        assert_eq!(a.route(&Method::GET, "b=2"), None);
        assert_eq!(a.methods(), [Method::GET]);
        let d = tree.find("/d").unwrap();
        assert_eq!(d.route(&Method::GET, "e"), Some(3));
        assert_eq!(d.route(&Method::GET, "f"), Some(4));
    }
}
