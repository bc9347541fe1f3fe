//! Where the nodes of a normalized tree stand in the author's text.

use hashbrown::HashMap;
use heck::ToLowerCamelCase;

use super::trees::split;
use crate::report::{FileId, Place, Pointer, Report, Reports, Spot};

/// From the places of a normalized tree to those of the author's own.
///
/// Each pass over the tree leaves a layer behind, which leads from the places of the tree it gave to those of the tree
/// it took. What no layer speaks of stands where it stood.
#[derive(Debug, Default)]
pub struct Origins {
    layers: Vec<Moves>,
}

/// What one pass moved or made.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// By a node's pointer, its parent named as in the tree that the pass took: where the node comes from.
    from: HashMap<String, Pointer>,
}

impl Moves {
    /// Notes that what stands at `to` now comes from `from`. The parent in `to` is named as it was before the pass, as
    /// everything in `from` is, so that a move within something that moves itself is noted where it is seen.
    pub(super) fn moved(&mut self, to: Pointer, from: Pointer) {
        if to != from {
            self.from.insert(to.into_text(), from);
        }
    }

    /// Notes the entries of a sequence that stand at other indices now: `kept` are the former ones, in order.
    pub(super) fn kept(&mut self, list: &Pointer, kept: impl IntoIterator<Item = usize>) {
        for (now, before) in kept.into_iter().enumerate() {
            self.moved(list.index(now), list.index(before));
        }
    }

    /// What two passes over different nodes moved.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.from.extend(other.from);
        self
    }

    /// Where the node that `pointer` names now comes from: what moved is looked for at each step from the root, so
    /// that the longest part of the pointer that moved decides.
    fn origin(&self, pointer: &Pointer) -> Pointer {
        if self.from.is_empty() {
            return pointer.clone();
        }
        let mut origin = Pointer::root();
        for token in pointer.tokens() {
            let next = origin.key(&token);
            origin = self.from.get(next.as_str()).cloned().unwrap_or(next);
        }
        origin
    }
}

impl Origins {
    /// Makes a pass over the tree: what it reports in terms of the tree that it takes is told in the author's terms,
    /// and what it moves becomes a layer.
    pub(super) fn pass<T>(
        &mut self,
        reports: &mut Reports,
        pass: impl FnOnce(&mut Moves, &mut Reports) -> T,
    ) -> T {
        let mut moves = Moves::default();
        let mut found = Reports::new();
        let result = pass(&mut moves, &mut found);
        reports.extend(self.translated(found));
        self.layers.push(moves);
        result
    }

    /// Makes a pass that may have nothing to do, and then leaves no layer.
    pub(super) fn pass_if_needed<T>(
        &mut self,
        reports: &mut Reports,
        pass: impl FnOnce(&mut Moves, &mut Reports) -> Option<T>,
    ) -> Option<T> {
        let mut moves = Moves::default();
        let mut found = Reports::new();
        let result = pass(&mut moves, &mut found)?;
        reports.extend(self.translated(found));
        self.layers.push(moves);
        Some(result)
    }

    /// The reports with the places that the author knows.
    pub fn translated(&self, reports: Reports) -> impl Iterator<Item = Report> {
        reports.into_iter().map(|report| Report {
            place: report.place.map(|place| self.place(place)),
            ..report
        })
    }

    /// The place in the author's text of a place in the normalized tree. A place in another file than the root is one
    /// already.
    pub fn place(&self, place: Place) -> Place {
        if place.file != FileId(0) {
            return place;
        }
        let (pointer, make): (_, fn(Pointer) -> Spot) = match place.spot {
            Spot::Value(pointer) => (pointer, Spot::Value),
            Spot::Key(pointer) => (pointer, Spot::Key),
            Spot::RepeatedKey { .. } | Spot::Bytes(_) => return place,
        };
        let (file, pointer) = split(&self.origin(pointer));
        Place {
            file,
            spot: make(pointer),
        }
    }

    fn origin(&self, pointer: Pointer) -> Pointer {
        if self.layers.is_empty() {
            return pointer;
        }
        let layers = self.layers.iter().rev();
        layers.fold(written_out(pointer), |pointer, layer| {
            layer.origin(&pointer)
        })
    }
}

/// The pointer with the keys that what extensions carry had before: `prefixItems` for `x-bindery-prefix-items`.
fn written_out(pointer: Pointer) -> Pointer {
    if !pointer.as_str().contains("/x-bindery-") {
        return pointer;
    }
    let mut written = Pointer::root();
    let mut tokens = pointer.tokens();
    while let Some(token) = tokens.next() {
        written = match token.strip_prefix("x-bindery-") {
            // The one its author writes, the other leads into another file.
            None | Some("pagination" | "files") => written.key(&token),
            Some("operations") => match tokens.next().as_deref() {
                None => written,
                Some("QUERY") => written.key("query"),
                Some(method) => written.key("additionalOperations").key(method),
            },
            Some(name) => written.key(&name.to_lower_camel_case()),
        };
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(pointer: &str) -> Pointer {
        Pointer::parse(pointer)
    }

    #[test]
    fn the_longest_part_that_moved_decides() {
        let mut moves = Moves::default();
        moves.moved(at("/components/schemas/A"), at("/paths/~1a/x"));
        moves.moved(at("/paths/~1a/x/y"), at("/z"));
        let origin = |pointer| moves.origin(&at(pointer)).as_str().to_owned();
        assert_eq!(origin("/components/schemas/A/b"), "/paths/~1a/x/b");
        assert_eq!(origin("/components/schemas/A/y/b"), "/z/b");
        assert_eq!(origin("/components/schemas/AA"), "/components/schemas/AA");
    }

    #[test]
    fn entries_that_moved_up_are_found_within_entries_that_moved_up() {
        let mut moves = Moves::default();
        moves.kept(&at("/a"), [1, 2]);
        moves.kept(&at("/a/1"), [0, 2]);
        moves.kept(&at("/a/2"), [1]);
        let origin = |pointer| moves.origin(&at(pointer)).as_str().to_owned();
        assert_eq!(origin("/a/0/1/k"), "/a/1/2/k");
        assert_eq!(origin("/a/1/0/k"), "/a/2/1/k");
    }

    #[test]
    fn what_is_carried_stood_under_its_own_key() {
        let written = |pointer| written_out(at(pointer)).as_str().to_owned();
        assert_eq!(written("/a/x-bindery-prefix-items/0"), "/a/prefixItems/0");
        assert_eq!(
            written("/x-bindery-webhooks/w/x-bindery-operations/QUERY"),
            "/webhooks/w/query"
        );
        assert_eq!(
            written("/p/x-bindery-operations/LINK/responses"),
            "/p/additionalOperations/LINK/responses"
        );
        assert_eq!(written("/x-bindery-files/3/a"), "/x-bindery-files/3/a");
    }

    #[test]
    fn layers_lead_from_the_last_to_the_first() {
        let mut origins = Origins::default();
        let mut reports = Reports::new();
        origins.pass(&mut reports, |moves, _| moves.moved(at("/b"), at("/a")));
        origins.pass(&mut reports, |moves, _| moves.moved(at("/c"), at("/b")));
        let place = |pointer| Place::key(FileId(0), at(pointer));
        assert_eq!(origins.place(place("/c/d")), place("/a/d"));
    }
}
