//! Whether the items of an array differ (JSON Schema Validation, section 6.4.3), found without writing them.
//!
//! Of each item a fingerprint is taken, which equal values share: a hash whose key nobody knows. They are sorted, those of
//! all but a long array on the stack. Different items have the same one by a chance of one in 2⁶⁴; where two are the same,
//! new ones are taken by other keys, and only if that happens again and again are the items equal.

use std::hash::{BuildHasher, DefaultHasher, Hasher, RandomState};
use std::ops::ControlFlow::{self, Continue};

use smallvec::SmallVec;

use super::look::{Look, View};
use super::number::Num;

/// How many items take no allocation.
const SHORT: usize = 256;

/// How often fingerprints are taken until items with the same ones count as equal.
const ROUNDS: usize = 3;

/// Whether no two items are equal of the array that a value is, and how many values were looked at for that; any other
/// value has no items. Items that can't be written are equal to nothing.
pub(super) fn has_unique_items(value: &dyn View) -> (bool, usize) {
    let mut looks = 0;
    let is_unique = (0..ROUNDS).any(|_| {
        let mut items = Items {
            state: RandomState::new(),
            prints: SmallVec::new(),
            looks: 0,
        };
        value.look(&mut items);
        looks += items.looks;
        items.differ()
    });
    (is_unique, looks)
}

/// The fingerprints of items.
struct Items {
    state: RandomState,
    prints: SmallVec<[u64; SHORT]>,
    looks: usize,
}

impl Items {
    fn differ(mut self) -> bool {
        self.prints.sort_unstable();
        let next = self.prints.iter().skip(1);
        self.prints.iter().zip(next).all(|(one, next)| one != next)
    }
}

impl Look for Items {
    fn item(&mut self, item: &dyn View) -> ControlFlow<()> {
        let print = fingerprint(&self.state, item, &mut self.looks);
        self.prints.extend(print);
        Continue(())
    }
}

/// The fingerprint of a value; `None` where it can't be written. Values are no deeper than a reader lets them be, and so
/// is this recursion.
fn fingerprint(state: &RandomState, value: &dyn View, looks: &mut usize) -> Option<u64> {
    *looks += 1;
    let mut print = Fingerprint {
        state,
        hasher: state.build_hasher(),
        members: 0,
        is_written: true,
        looks,
    };
    let is_written = value.look(&mut print) && print.is_written;
    is_written.then(|| print.hasher.finish())
}

struct Fingerprint<'s> {
    state: &'s RandomState,
    hasher: DefaultHasher,
    /// The hashes of keys and what stands under them, added up: their order doesn't matter.
    members: u64,
    is_written: bool,
    /// How many values have been looked at.
    looks: &'s mut usize,
}

impl Fingerprint<'_> {
    fn of(&mut self, value: &dyn View) -> u64 {
        let print = fingerprint(self.state, value, self.looks);
        self.is_written &= print.is_some();
        print.unwrap_or_default()
    }
}

impl Look for Fingerprint<'_> {
    fn null(&mut self) {
        self.hasher.write_u8(0);
    }

    fn boolean(&mut self, value: bool) {
        self.hasher.write_u8(1 + u8::from(value));
    }

    fn number(&mut self, number: Num) {
        self.hasher.write_u8(3);
        number.hash_value(&mut self.hasher);
    }

    fn text(&mut self, text: &str) {
        self.hasher.write_u8(4);
        self.hasher.write(text.as_bytes());
    }

    fn array(&mut self) -> ControlFlow<()> {
        self.hasher.write_u8(5);
        Continue(())
    }

    fn item(&mut self, item: &dyn View) -> ControlFlow<()> {
        let print = self.of(item);
        self.hasher.write_u64(print);
        Continue(())
    }

    fn object(&mut self) -> ControlFlow<()> {
        self.hasher.write_u8(6);
        Continue(())
    }

    fn member(&mut self, key: &str, value: &dyn View) -> ControlFlow<()> {
        let member = (key, self.of(value));
        self.members = self.members.wrapping_add(self.state.hash_one(member));
        Continue(())
    }

    fn end(&mut self) {
        self.hasher.write_u64(self.members);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::{SHORT, View};

    fn has_unique_items(value: &dyn View) -> bool {
        super::has_unique_items(value).0
    }

    #[test]
    fn equal_values_are_found_whatever_they_are() {
        for (one, other) in [
            (json!(null), json!(null)),
            (json!(true), json!(true)),
            (json!(1), json!(1.0)),
            (json!(-0.0), json!(0)),
            (json!(1e300), json!(1e300)),
            (json!("a"), json!("a")),
            (json!([1, { "b": null }]), json!([1.0, { "b": null }])),
            (json!({ "a": 1, "b": [2] }), json!({ "b": [2.0], "a": 1 })),
        ] {
            assert!(
                !has_unique_items(&[&one, &json!("between"), &other]),
                "{one}"
            );
        }
    }

    #[test]
    fn different_values_are_never_equal() {
        let values = [
            json!(null),
            json!(false),
            json!(true),
            json!(0),
            json!(""),
            json!([]),
            json!({}),
            json!([[]]),
            json!([null]),
            json!({ "": null }),
            json!({ "a": 1, "b": 2 }),
            json!({ "a": 2, "b": 1 }),
            json!([1, 2]),
            json!([2, 1]),
            json!("1"),
            json!(1),
            json!(1.5),
            json!(9_007_199_254_740_993_u64),
            json!(9_007_199_254_740_992_u64),
            json!(u64::MAX),
        ];
        assert!(has_unique_items(&values));
        assert!(has_unique_items(&Value::from(values.to_vec())));
    }

    #[test]
    fn what_is_no_array_has_no_items() {
        assert!(has_unique_items(&json!({ "a": 1, "b": 1 })));
        assert!(has_unique_items(&"aa"));
    }

    #[test]
    fn what_cannot_be_written_is_equal_to_nothing() {
        let keyless = BTreeMap::from([(vec![1], 1)]);
        assert!(serde_json::to_value(&keyless).is_err());
        assert!(has_unique_items(&[&keyless, &keyless]));
    }

    #[test]
    fn long_arrays_are_compared_whole() {
        for length in [SHORT - 1, SHORT, SHORT + 1, 200_000] {
            let mut texts: Vec<_> = (0..length).map(|number| number.to_string()).collect();
            assert!(has_unique_items(&texts), "{length}");
            texts.push("0".to_owned());
            assert!(!has_unique_items(&texts), "{length}");
        }
    }
}
