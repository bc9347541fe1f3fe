//! How the types stand in JSON.

use bindery_runtime::param::{self, ObjectReader, ObjectWriter, Parameter, ParameterError, Shape};
use bindery_runtime::serde::de::{Deserialize, Deserializer, MapAccess};
use bindery_runtime::serde::ser::{Serialize, Serializer};
use bindery_runtime::wire::{self, Slots, StringEnum, Writer};

use super::{operations, types};

#[derive(Default)]
struct GroupSlots {
    id: Option<i64>,
    name: Option<String>,
    description: Option<String>,
    next_page: Option<Option<String>>,
    owner: Option<Option<bindery_runtime::uuid::Uuid>>,
    created_at: Option<bindery_runtime::chrono::DateTime<bindery_runtime::chrono::Utc>>,
    sort: Option<types::SortOrder>,
    parent: Option<Box<types::Group>>,
    additional_properties: std::collections::BTreeMap<String, bindery_runtime::serde_json::Value>,
}

impl<'de> Slots<'de> for GroupSlots {
    type Output = types::Group;
    const FIELDS: &'static [(&'static str, bool)] = &[
        ("id", true),
        ("name", true),
        ("description", false),
        ("next_page", true),
        ("owner", false),
        ("created_at", true),
        ("sort", false),
        ("parent", false),
    ];
    const UNKNOWN: wire::Unknown = wire::Unknown::Keep;

    fn put<A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error> {
        match index {
            0 => wire::put(map, &mut self.id),
            1 => wire::put(map, &mut self.name),
            2 => wire::put_optional(map, &mut self.description),
            3 => wire::put(map, &mut self.next_page),
            4 => wire::put(map, &mut self.owner),
            5 => wire::put(map, &mut self.created_at),
            6 => wire::put_optional(map, &mut self.sort),
            _ => wire::put_optional(map, &mut self.parent),
        }
    }

    fn keep<A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        wire::keep(map, key, &mut self.additional_properties)
    }

    fn finish(self) -> Option<types::Group> {
        Some(types::Group {
            id: self.id?,
            name: self.name?,
            description: self.description,
            next_page: self.next_page?,
            owner: self.owner,
            created_at: self.created_at?,
            sort: self.sort,
            parent: self.parent,
            additional_properties: self.additional_properties,
        })
    }
}

impl<'de> Deserialize<'de> for types::Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read::<GroupSlots, D>(deserializer)
    }
}

impl Serialize for types::Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer::new(serializer)
            .field("id", &self.id)
            .field("name", &self.name)
            .optional("description", &self.description)
            .field("next_page", &self.next_page)
            .optional("owner", &self.owner)
            .field("created_at", &self.created_at)
            .optional("sort", &self.sort)
            .optional("parent", &self.parent)
            .rest::<GroupSlots>(&self.additional_properties)
            .end()
    }
}

impl StringEnum for types::SortOrder {
    const TABLE: &'static [(&'static str, Self)] = &[("asc", Self::Asc), ("desc", Self::Desc)];

    fn other(value: String) -> Self {
        Self::Other(value)
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
            Self::Other(value) => value,
        }
    }
}

impl std::fmt::Display for types::SortOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<&str> for types::SortOrder {
    fn from(value: &str) -> Self {
        wire::string_enum(value)
    }
}

impl From<String> for types::SortOrder {
    fn from(value: String) -> Self {
        wire::string_enum(&value)
    }
}

impl<'de> Deserialize<'de> for types::SortOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read_string_enum(deserializer)
    }
}

impl Serialize for types::SortOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Parameter for types::SortOrder {
    fn to_value(&self) -> param::Value {
        wire::string_enum_to_parameter(self)
    }

    fn from_value(value: param::Value) -> Result<Self, ParameterError> {
        wire::string_enum_from_parameter(value)
    }
}

impl<'de> Deserialize<'de> for types::Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = wire::Variant::read(deserializer)?;
        match value.tag("petType")? {
            "cat" | "feline" => value.into_variant(Self::Cat),
            "dog" => value.without("petType").into_variant(Self::Dog),
            _ => Err(value.unknown_tag("petType", &["cat", "feline", "dog"])),
        }
    }
}

impl Serialize for types::Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Cat(value) => value.serialize(serializer),
            Self::Dog(value) => wire::tagged(serializer, "petType", "dog", value),
        }
    }
}

#[derive(Default)]
struct CatSlots {
    pet_type: Option<String>,
    lives: Option<u8>,
}

impl<'de> Slots<'de> for CatSlots {
    type Output = types::Cat;
    const FIELDS: &'static [(&'static str, bool)] = &[("petType", false), ("lives", false)];

    fn put<A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error> {
        match index {
            0 => wire::put_optional(map, &mut self.pet_type),
            _ => wire::put_optional(map, &mut self.lives),
        }
    }

    fn finish(self) -> Option<types::Cat> {
        Some(types::Cat {
            pet_type: self.pet_type,
            lives: self.lives,
        })
    }
}

impl<'de> Deserialize<'de> for types::Cat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read::<CatSlots, D>(deserializer)
    }
}

impl Serialize for types::Cat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer::new(serializer)
            .optional("petType", &self.pet_type)
            .optional("lives", &self.lives)
            .end()
    }
}

#[derive(Default)]
struct DogSlots {
    name: Option<String>,
    puppies: Option<Vec<types::Pet>>,
}

impl<'de> Slots<'de> for DogSlots {
    type Output = types::Dog;
    const FIELDS: &'static [(&'static str, bool)] = &[("name", true), ("puppies", false)];
    const UNKNOWN: wire::Unknown = wire::Unknown::Deny;

    fn put<A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error> {
        match index {
            0 => wire::put(map, &mut self.name),
            _ => wire::put_optional(map, &mut self.puppies),
        }
    }

    fn finish(self) -> Option<types::Dog> {
        Some(types::Dog {
            name: self.name?,
            puppies: self.puppies,
        })
    }
}

impl<'de> Deserialize<'de> for types::Dog {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read::<DogSlots, D>(deserializer)
    }
}

impl Serialize for types::Dog {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer::new(serializer)
            .field("name", &self.name)
            .optional("puppies", &self.puppies)
            .end()
    }
}

impl<'de> Deserialize<'de> for types::Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = wire::Variant::read(deserializer)?;
        match value.by_keys(&[&["name"], &["lives"]]) {
            Some(0) => value.into_variant(Self::Dog),
            Some(1) => value.into_variant(Self::Cat),
            _ => value
                .exactly_one()
                .attempt("Dog", Self::Dog)
                .attempt("Cat", Self::Cat)
                .end(),
        }
    }
}

impl<'de> Deserialize<'de> for types::Either {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::Variant::read(deserializer)?
            .exactly_one()
            .attempt("Small", Self::Small)
            .attempt("Number", Self::Number)
            .attempt("Dog", Self::Dog)
            .end()
    }
}

impl<'de> Deserialize<'de> for types::Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::Variant::read(deserializer)?
            .first_fit()
            .attempt("Small", Self::Small)
            .attempt("Number", Self::Number)
            .attempt("Many", Self::Many)
            .end()
    }
}

impl Serialize for types::Any {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Small(value) => value.serialize(serializer),
            Self::Number(value) => value.serialize(serializer),
            Self::Many(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for types::Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::Variant::read(deserializer)?
            .first_fit()
            .attempt("Order", Self::Order)
            .attempt("Day", Self::Day)
            .attempt("Many", Self::Many)
            .end()
    }
}

impl Serialize for types::Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Order(value) => value.serialize(serializer),
            Self::Day(value) => value.serialize(serializer),
            Self::Many(value) => value.serialize(serializer),
        }
    }
}

impl Parameter for types::Filter {
    const SHAPE: Shape = Shape::Object(&["name", "age"]);

    fn to_value(&self) -> param::Value {
        ObjectWriter::new()
            .field("name", &self.name)
            .field("age", &self.age)
            .end()
    }

    fn from_value(value: param::Value) -> Result<Self, ParameterError> {
        let mut object = ObjectReader::new(value)?;
        let name = object.field("name");
        let age = object.field("age");
        object.deny_unknown()?;
        Ok(Self {
            name: name?,
            age: age?,
        })
    }
}

impl bindery_runtime::Headers for operations::ShowGroupHeaders {
    fn write(&self, headers: &mut bindery_runtime::HeaderWriter) {
        headers.put("etag", &self.etag);
        headers.put("ratelimit-limit", &self.ratelimit_limit);
    }

    fn read(headers: &mut bindery_runtime::HeaderReader<'_>) -> Option<Self> {
        let etag = headers.get("etag");
        let ratelimit_limit = headers.get("ratelimit-limit");
        Some(Self {
            etag: etag?,
            ratelimit_limit: ratelimit_limit?,
        })
    }
}
