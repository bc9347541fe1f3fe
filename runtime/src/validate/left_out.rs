//! What of a request is left out of a check: other values stand in there for what can't be read.

use super::violation::Place;

/// Rules that a place inside of what they hold for doesn't matter to: how many items there are is known, whatever they are.
const OF_COUNTS: [&str; 2] = ["minItems", "maxItems"];

/// What is left out of the parts of a request: of its body, of parameters.
#[derive(Debug, Default)]
pub(super) struct LeftOut(Vec<(Place, Places)>);

impl LeftOut {
    /// Leaves these places, as JSON pointers, out of the body or a parameter.
    #[cfg(feature = "server")]
    pub(super) fn add(&mut self, part: Place, places: Vec<String>) {
        self.0.push((part, Places::new(places)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether what breaks a rule may be none of the sender's.
    pub(super) fn accounts_for(&self, part: &Place, pointer: &str, rule: &str) -> bool {
        self.of(part).is_some_and(|places| match rule {
            rule if OF_COUNTS.contains(&rule) => places.has(pointer),
            _ => places.has_part_of(pointer),
        })
    }

    /// Whether what stands in a place isn't what was sent, or not the whole of it.
    pub(super) fn has_part_of(&self, part: &Place, pointer: &str) -> bool {
        (self.of(part)).is_some_and(|places| places.has_part_of(pointer))
    }

    fn of(&self, part: &Place) -> Option<&Places> {
        let mut parts = self.0.iter();
        Some(&parts.find(|(other, _)| other == part)?.1)
    }
}

/// Places in a body or a parameter, as JSON pointers, in order.
#[derive(Debug)]
struct Places(Vec<String>);

impl Places {
    #[cfg(feature = "server")]
    fn new(mut places: Vec<String>) -> Self {
        places.sort_unstable();
        Self(places)
    }

    fn has_part_of(&self, pointer: &str) -> bool {
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
    use super::{LeftOut, Place, Places};

    #[test]
    fn knows_what_is_around_and_inside_of_its_places() {
        let places = ["/b/1", "/a-b", "/a", "/c/d/e"];
        let left_out = Places::new(places.map(str::to_owned).into());
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

    #[test]
    fn knows_what_they_are_in() {
        let mut left_out = LeftOut::default();
        left_out.add(Place::Query("a"), vec!["/1".to_owned()]);
        left_out.add(Place::Header("a"), vec!["/2".to_owned()]);
        let accounts = |part, pointer| left_out.accounts_for(&part, pointer, "minimum");
        assert!(accounts(Place::Query("a"), "/1") && accounts(Place::Header("a"), "/2"));
        assert!(!accounts(Place::Query("a"), "/2") && !accounts(Place::Query("b"), "/1"));
        assert!(!left_out.accounts_for(&Place::Query("a"), "", "maxItems"));
        assert!(!left_out.has_part_of(&Place::Body(String::new()), ""));
    }
}
