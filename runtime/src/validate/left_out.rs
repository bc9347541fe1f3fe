//! What of a body is left out of a check: other values stand in there for what can't be read.

use super::violation::{Place, Violation};

/// Rules that a place inside of what they hold for doesn't matter to: how many items there are is known, whatever they are.
const OF_COUNTS: [&str; 2] = ["minItems", "maxItems"];

/// Places in a body, as JSON pointers, in order.
#[derive(Debug, Default)]
pub(crate) struct LeftOut(Vec<String>);

impl LeftOut {
    #[cfg(feature = "server")]
    pub(crate) fn new(mut places: Vec<String>) -> Self {
        places.sort_unstable();
        Self(places)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a violation may be none of the sender's.
    pub(super) fn accounts_for(&self, violation: &Violation) -> bool {
        match &violation.place {
            Place::Body(pointer) if OF_COUNTS.contains(&violation.rule) => self.has(pointer),
            Place::Body(pointer) => self.has_part_of(pointer),
            _ => false,
        }
    }

    /// Whether what stands in a place of the body isn't what was sent, or not the whole of it.
    pub(super) fn has_part_of(&self, pointer: &str) -> bool {
        self.has(pointer) || self.has_inside(&format!("{pointer}/"))
    }

    /// Whether what stands in a place is left out, by itself or with what holds it.
    fn has(&self, pointer: &str) -> bool {
        let ends = pointer.match_indices('/').map(|(end, _)| end);
        let mut around = ends
            .chain([pointer.len()])
            .filter_map(|end| pointer.get(..end));
        around.any(|place| self.0.binary_search_by(|it| it.as_str().cmp(place)).is_ok())
    }

    /// Whether a place that begins so is left out.
    fn has_inside(&self, beginning: &str) -> bool {
        let first = self.0.partition_point(|place| place.as_str() < beginning);
        (self.0.get(first)).is_some_and(|place| place.starts_with(beginning))
    }
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::LeftOut;

    #[test]
    fn knows_what_is_around_and_inside_of_its_places() {
        let places = ["/b/1", "/a-b", "/a", "/c/d/e"];
        let left_out = LeftOut::new(places.map(str::to_owned).into());
        for part in [
            "", "/a", "/a/x", "/b", "/b/1", "/b/1/0", "/c", "/c/d", "/c/d/e/f",
        ] {
            assert!(left_out.has_part_of(part), "{part}");
        }
        for other in ["/b/10", "/b/2", "/ab", "/a-", "/c/d/f", "/d"] {
            assert!(!left_out.has_part_of(other), "{other}");
        }
        assert!(!left_out.has("/b") && !left_out.has("") && left_out.has("/b/1/0"));
    }
}
