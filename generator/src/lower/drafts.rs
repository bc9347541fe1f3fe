//! Named types under construction: what they are is settled while schemas are lowered, their names and order after.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::components::schema_pointer;
use super::names::{bare, upper_camel};
use super::splits::Direction;
use crate::api::{Docs, Rules, Shape, TagDefault, TypeId};
use crate::report::Pointer;

/// What a named type is made from. Each is made once a direction, or once for both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// A component schema, by index and key.
    Component {
        index: usize,
        key: String,
        direction: Option<Direction>,
    },
    /// A schema that stands in place, or several together.
    Inline {
        at: Pointer,
        also: Vec<Pointer>,
        direction: Option<Direction>,
    },
}

impl Source {
    /// Where the schema stands.
    pub(super) fn place(&self) -> Pointer {
        match self {
            Self::Component { key, .. } => schema_pointer(key),
            Self::Inline { at, .. } => at.clone(),
        }
    }
}

/// Where the name of a schema that stands in place comes from: what it stands in, and its role there.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) parent: Parent,
    pub(super) role: Role,
}

/// What a schema is to what it stands in.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// These words, in upper camel case; there may be none.
    Words(String),
    /// The property, the parameter or the header of this name, of which the words are made if they are asked for: most
    /// schemas that stand in place need no name.
    Of(String),
}

impl Role {
    /// As the end of a name.
    pub(super) fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Words(words) => Cow::Borrowed(words),
            Self::Of(name) => Cow::Owned(bare(&upper_camel(name)).to_owned()),
        }
    }
}

/// What a schema stands in.
#[derive(Clone, Debug)]
pub(super) enum Parent {
    /// A named type.
    Type(TypeId),
    /// An operation or another thing outside the types, by its upper camel case name.
    Named(String),
}

impl Origin {
    /// Right under a name, without a role of its own.
    pub(super) fn named(name: &str) -> Self {
        Self {
            parent: Parent::Named(name.to_owned()),
            role: Role::Words(String::new()),
        }
    }

    /// The same place, one step further in.
    pub(super) fn within(&self, role: &str) -> Self {
        Self {
            parent: self.parent.clone(),
            role: Role::Words(format!("{}{role}", self.role.words())),
        }
    }
}

/// A named type under construction.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) source: Source,
    /// Where its name comes from; `None` for a component, which has its own.
    pub(super) origin: Option<Origin>,
    pub(super) docs: Docs,
    /// The rules of its values as a whole.
    pub(super) rules: Rules,
    /// The name that the description gives it.
    pub(super) rust_name: Option<String>,
    /// `None` until the schema has been lowered.
    pub(super) shape: Option<Shape>,
    /// What a union is chosen by, where the shape is a union.
    pub(super) union: Option<UnionDraft>,
}

/// What a description says of how a union is chosen.
#[derive(Clone, Debug)]
pub(super) struct UnionDraft {
    /// Whether only one may fit a value: `oneOf`, not `anyOf`.
    pub(super) exactly_one: bool,
    /// What says which values that fit several are allowed, where some are: `anyOf` in `oneOf`, say.
    pub(super) if_several_fit: Rules,
    pub(super) discriminator: Option<Discriminator>,
    pub(super) at: Pointer,
}

/// A discriminator: the property, and what chooses each variant.
#[derive(Clone, Debug)]
pub(super) struct Discriminator {
    pub(super) property: String,
    pub(super) tags: Vec<Tags>,
    pub(super) default: Option<TagDefault>,
}

impl Discriminator {
    /// Whether the variant is the schema that the others extend: values that choose none of them are its.
    pub(super) fn stands_for_the_rest(&self, variant: usize) -> bool {
        let default = self.default.as_ref();
        default.is_some_and(|default| !default.is_described && default.variant == variant)
    }
}

/// What a description says of the values that choose a variant.
#[derive(Clone, Debug, Default)]
pub(super) struct Tags {
    /// The values that are mapped to it.
    pub(super) mapped: Vec<String>,
    /// Its name among the components.
    pub(super) name: Option<String>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Drafts {
    pub(super) all: Vec<Draft>,
    known: HashMap<Source, TypeId>,
}

impl Drafts {
    /// The type made from `source`, and whether it is new and so still to be lowered.
    pub(super) fn take(&mut self, source: Source, origin: Option<Origin>) -> (TypeId, bool) {
        if let Some(&id) = self.known.get(&source) {
            return (id, false);
        }
        let id = TypeId(self.all.len());
        self.known.insert(source.clone(), id);
        self.all.push(Draft {
            source,
            rules: Rules::default(),
            origin,
            docs: Docs::default(),
            rust_name: None,
            shape: None,
            union: None,
        });
        (id, true)
    }

    /// What the type is, as far as it has been lowered.
    pub(super) fn shape(&self, id: TypeId) -> Option<&Shape> {
        self.all.get(id.0)?.shape.as_ref()
    }

    pub(super) fn get_mut(&mut self, id: TypeId) -> Option<&mut Draft> {
        self.all.get_mut(id.0)
    }
}
