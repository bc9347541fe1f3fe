//! Path segments that mix text and parameters.

use crate::param::escape::path_literal;

/// A path segment with parameters in it: the texts before, between and after them. `{a}.json` is `["", ".json"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<String>);

impl Pattern {
    /// Takes a template's segment apart; one text alone where it has no parameter.
    pub(super) fn parse(segment: &str) -> Self {
        let mut texts = Vec::new();
        let mut rest = segment;
        while let Some((before, _, after)) = parameter(rest) {
            texts.push(before.to_owned());
            rest = after;
        }
        if texts.is_empty() {
            return Self(vec![segment.to_owned()]);
        }
        texts.push(rest.to_owned());
        // Segments are compared as they travel, for what is escaped in them is part of a parameter.
        Self(
            texts
                .iter()
                .map(|text| path_literal(text).into_owned())
                .collect(),
        )
    }

    /// The text, where there is no parameter.
    pub(super) fn literal(&self) -> Option<&str> {
        match self.0.as_slice() {
            [text] => Some(text),
            _ => None,
        }
    }

    /// Whether a parameter is all there is.
    pub(super) fn is_parameter(&self) -> bool {
        matches!(self.0.as_slice(), [before, after] if before.is_empty() && after.is_empty())
    }

    /// How much text there is: of two patterns that fit, the one with more of it is meant.
    pub(super) fn weight(&self) -> usize {
        self.0.iter().map(String::len).sum()
    }

    /// What a segment has for the parameters, none of which may be empty. Where there is a choice, the parameters
    /// to the left get more.
    pub(super) fn captures<'s>(&self, segment: &'s str) -> Option<Vec<&'s str>> {
        let (first, texts) = self.0.split_first()?;
        let (last, between) = texts.split_last()?;
        let mut rest = segment
            .strip_prefix(first.as_str())?
            .strip_suffix(last.as_str())?;
        let mut captures = Vec::with_capacity(texts.len());
        for (parameters_before, text) in between.iter().enumerate().rev() {
            let (before, after) = split_last(rest, text, parameters_before + 1)?;
            captures.push(after);
            rest = before;
        }
        if rest.is_empty() {
            return None;
        }
        captures.push(rest);
        captures.reverse();
        Some(captures)
    }
}

/// Splits at the last `separator` that leaves something after it, and before it at least `least` bytes.
fn split_last<'s>(text: &'s str, separator: &str, least: usize) -> Option<(&'s str, &'s str)> {
    let (last, _) = text.char_indices().next_back()?;
    // An empty separator is found at the very end of what it is searched in.
    let at = text.get(..last)?.rfind(separator)?;
    let split = (text.get(..at)?, text.get(at + separator.len()..)?);
    (split.0.len() >= least).then_some(split)
}

/// The first parameter of a template's text: what stands before it, its name, what stands after it.
pub(super) fn parameter(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn captures<'s>(pattern: &str, segment: &'s str) -> Option<Vec<&'s str>> {
        Pattern::parse(pattern).captures(segment)
    }

    #[test]
    fn captures_around_text() {
        assert_eq!(captures("{a}.json", "x.json"), Some(vec!["x"]));
        assert_eq!(captures("{a}.json", "x.json.json"), Some(vec!["x.json"]));
        assert_eq!(captures("{a}.json", ".json"), None);
        assert_eq!(captures("{a}.json", "x.xml"), None);
        assert_eq!(
            captures("v{major}.{minor}", "v1.2.3"),
            Some(vec!["1.2", "3"])
        );
        assert_eq!(captures("v{major}.{minor}", "v.2"), None);
        assert_eq!(captures("{a}:{verb}", "x:undo"), Some(vec!["x", "undo"]));
        assert_eq!(captures("{a}:{verb}", "x:"), None);
        assert_eq!(captures("{a}:{verb}", "x::"), Some(vec!["x", ":"]));
        assert_eq!(captures("{a}:{verb}", ":::"), Some(vec![":", ":"]));
        assert_eq!(
            captures("{a}-{b}-{c}", "1-2-3-4"),
            Some(vec!["1-2", "3", "4"])
        );
        assert_eq!(captures("{a}{b}", "äöü"), Some(vec!["äö", "ü"]));
        assert_eq!(captures("{a}{b}", "x"), None);
    }

    #[test]
    fn tells_literals_and_parameters_apart() {
        assert_eq!(Pattern::parse("groups").literal(), Some("groups"));
        assert_eq!(Pattern::parse("{open").literal(), Some("{open"));
        assert!(Pattern::parse("{id}").is_parameter());
        assert!(!Pattern::parse("{id}.json").is_parameter());
    }
}
