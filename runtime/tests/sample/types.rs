//! The types of the API.

use std::collections::BTreeMap;

use bindery_runtime::{chrono, serde_json, uuid};

/// A group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Where the next page is.
    pub next_page: Option<String>,
    /// Who owns it.
    pub owner: Option<Option<uuid::Uuid>>,
    /// When it was made.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// How it is sorted.
    pub sort: Option<SortOrder>,
    /// The group it is in.
    pub parent: Option<Box<Group>>,
    /// Keys that the description doesn't name.
    pub additional_properties: BTreeMap<String, serde_json::Value>,
}

impl Group {
    /// Makes a `Group` of what it must have; the rest is empty.
    pub fn new(
        id: i64,
        name: impl Into<String>,
        next_page: Option<String>,
        created_at: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            description: None,
            next_page,
            owner: None,
            created_at,
            sort: None,
            parent: None,
            additional_properties: BTreeMap::new(),
        }
    }
}

/// The order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SortOrder {
    /// `asc`
    Asc,
    /// `desc`
    Desc,
    /// A value that the description doesn't name: tolerated from a server, refused from a client.
    Other(String),
}

impl SortOrder {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        bindery_runtime::wire::StringEnum::as_str(self)
    }
}

/// One of two, by `petType`.
#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    /// A cat.
    Cat(Cat),
    /// A dog.
    Dog(Box<Dog>),
}

impl From<Cat> for Pet {
    fn from(value: Cat) -> Self {
        Self::Cat(value)
    }
}

/// A cat, which has the tag itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cat {
    /// The tag.
    pub pet_type: Option<String>,
    /// How many lives are left.
    pub lives: Option<u8>,
}

/// A dog, to which the tag is added. No further keys are allowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Dog {
    /// The name.
    pub name: String,
    /// The puppies.
    pub puppies: Option<Vec<Pet>>,
}

/// One of two, by their keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Has `name`.
    Dog(Dog),
    /// Has `lives`.
    Cat(Cat),
}

/// Exactly one must fit.
#[derive(Clone, Debug, PartialEq)]
pub enum Either {
    /// A small number.
    Small(u8),
    /// A number.
    Number(i64),
    /// A dog.
    Dog(Box<Dog>),
}

/// The first that fits.
#[derive(Clone, Debug, PartialEq)]
pub enum Any {
    /// A small number.
    Small(u8),
    /// A number.
    Number(i64),
    /// Several.
    Many(Vec<Any>),
}

/// The first that fits, of which an enum keeps any string.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// An order.
    Order(SortOrder),
    /// A day.
    Day(bindery_runtime::chrono::NaiveDate),
    /// Several.
    Many(Vec<Words>),
}

/// What to look for: a parameter of the style `deepObject`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// By name.
    pub name: Option<String>,
    /// By age.
    pub age: Option<u8>,
}

/// Many groups.
pub type Groups = Vec<Group>;
