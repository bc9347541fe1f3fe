//! How the types stand in JSON.

use bindery_runtime::param::{self, ObjectReader, ObjectWriter, Parameter, ParameterError, Shape};
use bindery_runtime::serde::de::{Deserialize, Deserializer};
use bindery_runtime::serde::ser::{Serialize, Serializer};
use bindery_runtime::{chrono, impl_object, impl_string_enum, wire};

use super::{operations, types};

impl_object! {
    GroupSlots for types::Group {
        required("id") id: i64,
        required("name") name: String,
        optional("description") description: String,
        required("next_page") next_page: Option<String>,
        nullable("owner") owner: Option<bindery_runtime::uuid::Uuid>,
        required("created_at") created_at: chrono::DateTime<chrono::Utc>,
        optional("sort") sort: types::SortOrder,
        optional("parent") parent: Box<types::Group>,
    }
    keep additional_properties: std::collections::BTreeMap<String, bindery_runtime::serde_json::Value>;
}

impl_string_enum! {
    [Display, From, Deserialize, Serialize, Parameter] for types::SortOrder {
        "asc" => Asc,
        "desc" => Desc,
        _ => Other,
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

impl_object! {
    CatSlots for types::Cat {
        optional("petType") pet_type: String,
        optional("lives") lives: u8,
    }
}

impl_object! {
    DogSlots for types::Dog {
        required("name") name: String,
        optional("puppies") puppies: Vec<types::Pet>,
    }
    unknown Deny;
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
