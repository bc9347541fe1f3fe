//! Where in a request or a document a check is.

use std::fmt::{self, Write};

use super::evaluated::Evaluated;
use super::found::Found;
use super::subject::Subject;
use super::violation::{Place, Violation};
use crate::excerpt::{self, shortened};

/// Where in a request or a document a check is: a list on the stack, from the place at hand to the whole. It becomes a
/// [`Place`] only where something is wrong.
#[derive(Clone, Copy)]
pub struct At<'a> {
    found: &'a Found,
    step: Step<'a>,
    /// What of the value here has been evaluated, where that is asked for.
    evaluated: Option<&'a Evaluated>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Body,
    Path(&'static str),
    Query(&'static str),
    Header(&'static str),
    Cookie(&'static str),
    Key(&'a At<'a>, &'a str),
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    /// The whole request, or the whole document.
    pub(crate) fn whole(found: &'a Found) -> Self {
        Self {
            found,
            step: Step::Body,
            evaluated: None,
        }
    }

    /// A path parameter of the request.
    pub fn path<'b, T: ?Sized>(&'b self, name: &'static str, value: &'b T) -> Subject<'b, T> {
        self.subject(Step::Path(name), value)
    }

    /// A query parameter of the request.
    pub fn query<'b, T: ?Sized>(&'b self, name: &'static str, value: &'b T) -> Subject<'b, T> {
        self.subject(Step::Query(name), value)
    }

    /// A header of the request or the answer.
    pub fn header<'b, T: ?Sized>(&'b self, name: &'static str, value: &'b T) -> Subject<'b, T> {
        self.subject(Step::Header(name), value)
    }

    /// A cookie of the request.
    pub fn cookie<'b, T: ?Sized>(&'b self, name: &'static str, value: &'b T) -> Subject<'b, T> {
        self.subject(Step::Cookie(name), value)
    }

    /// The body of the request or the answer.
    pub fn body<'b, T: ?Sized>(&'b self, value: &'b T) -> Subject<'b, T> {
        self.subject(Step::Body, value)
    }

    /// What stands here itself.
    pub fn this<'b, T: ?Sized>(&'b self, value: &'b T) -> Subject<'b, T> {
        Subject::new(*self, value)
    }

    /// What stands in this object under a key.
    pub fn key<'b, T: ?Sized>(&'b self, key: &'b str, value: &'b T) -> Subject<'b, T> {
        self.subject(Step::Key(self, key), value)
    }

    /// What stands in this array at an index.
    pub fn index<'b, T: ?Sized>(&'b self, index: usize, value: &'b T) -> Subject<'b, T> {
        self.subject(Step::Index(self, index), value)
    }

    /// What stands in this array from the index `first` on, with the rules of each.
    pub fn following<T, F>(&self, first: usize, items: &[T], check: F)
    where
        F: for<'b> Fn(Subject<'b, T>) -> Subject<'b, T>,
    {
        for (index, item) in items.iter().enumerate() {
            check(self.index(first + index, item));
        }
    }

    fn subject<'b, T: ?Sized>(&'b self, step: Step<'b>, value: &'b T) -> Subject<'b, T> {
        let at = At {
            step,
            evaluated: None,
            ..*self
        };
        Subject::new(at, value)
    }

    /// The same place, where it is noted what of the value is evaluated.
    pub(super) fn noting<'b>(&'b self, evaluated: Option<&'b Evaluated>) -> At<'b> {
        At { evaluated, ..*self }
    }

    /// What of the value here has been evaluated, where that is asked for.
    pub(super) fn evaluated(&self) -> Option<&'a Evaluated> {
        self.evaluated
    }

    /// Whether what is checked is about to be sent.
    pub(super) fn is_of_sent(&self) -> bool {
        self.found.is_of_sent()
    }

    /// Whether so much is wrong already that no more is noted.
    pub fn is_full(&self) -> bool {
        self.found.is_full()
    }

    /// Whether a check of what stands here finds nothing wrong.
    pub(super) fn is_right(&self, check: impl FnOnce(&At<'_>)) -> bool {
        let is_right = (self.found).is_right(|found| check(&At { found, ..*self }));
        if self.found.is_spent() {
            self.stop();
        }
        is_right || self.is_full()
    }

    /// Whether one more condition may be looked at; where there were too many, that is what is wrong.
    pub(super) fn may_go_on(&self) -> bool {
        let may = self.found.step();
        if !may {
            self.stop();
        }
        may && !self.is_full()
    }

    /// Takes what looking at so many parts of the value here costs.
    pub(super) fn spend(&self, parts: usize) {
        self.found.spend(parts);
    }

    #[cold]
    fn stop(&self) {
        self.violate("limit", format_args!("takes too long to check"));
        self.found.stop();
    }

    /// Whether it is only asked if anything is wrong.
    pub(super) fn is_probe(&self) -> bool {
        self.found.is_probe()
    }

    /// Whether what stands here isn't what was sent, or not the whole of it.
    pub(super) fn is_left_out(&self) -> bool {
        let left_out = self.found.left_out();
        !left_out.is_empty() && {
            let (part, pointer) = self.step.resolve();
            left_out.has_part_of(&part, &pointer)
        }
    }

    /// Notes that what stands here breaks the rule of that keyword.
    #[cold]
    pub fn violate(&self, rule: &'static str, message: fmt::Arguments<'_>) {
        self.violate_below("", rule, message);
    }

    /// Notes that what a JSON pointer leads to from here does.
    #[cold]
    pub(super) fn violate_below(
        &self,
        pointer: &str,
        rule: &'static str,
        message: fmt::Arguments<'_>,
    ) {
        self.found.note(|left_out| {
            let (part, mut place) = self.step.resolve();
            place.push_str(pointer);
            let is_left_out = left_out.accounts_for(&part, &place, rule);
            (!is_left_out).then(|| said(part, place, rule, message))
        });
    }

    /// What is noted where what stands here breaks the rule of that keyword.
    pub(super) fn violation(&self, rule: &'static str, message: fmt::Arguments<'_>) -> Violation {
        let (part, pointer) = self.step.resolve();
        said(part, pointer, rule, message)
    }
}

/// What is said of a place in the body or a parameter.
fn said(
    part: Place,
    pointer: String,
    rule: &'static str,
    message: fmt::Arguments<'_>,
) -> Violation {
    let is_body = matches!(part, Place::Body(_));
    let message = match pointer.as_str() {
        // A parameter's place is its name: where in its value something is wrong stands in the message.
        pointer if !is_body && !pointer.is_empty() => {
            shortened(format!("{}: {message}", excerpt::of_pointer(pointer)))
        }
        _ => shortened(message.to_string()),
    };
    let place = if is_body { Place::Body(pointer) } else { part };
    Violation {
        place,
        rule,
        message,
    }
}

impl Step<'_> {
    /// What the place is in, and the JSON pointer that leads on from there (RFC 6901).
    fn resolve(&self) -> (Place, String) {
        let mut steps = Vec::new();
        let mut step = *self;
        let root = loop {
            step = match step {
                Step::Key(before, _) | Step::Index(before, _) => {
                    steps.push(step);
                    before.step
                }
                Step::Body => break Place::Body(String::new()),
                Step::Path(name) => break Place::Path(name),
                Step::Query(name) => break Place::Query(name),
                Step::Header(name) => break Place::Header(name),
                Step::Cookie(name) => break Place::Cookie(name),
            }
        };
        let mut pointer = String::new();
        for step in steps.into_iter().rev() {
            pointer.push('/');
            match step {
                Step::Key(_, key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                Step::Index(_, index) => {
                    // Writing to a string doesn't fail.
                    let _ = write!(pointer, "{index}");
                }
                _ => {}
            }
        }
        (root, pointer)
    }
}

impl fmt::Debug for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (root, pointer) = self.step.resolve();
        write!(f, "At({root}{pointer})")
    }
}
