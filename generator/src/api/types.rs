//! Types: what a schema becomes.

use super::rules::Rules;

/// Markdown from the description, as its author wrote it; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The heading line: a title or a summary.
    pub summary: String,
    /// The text.
    pub description: String,
    /// Whether the description marks the thing as deprecated.
    pub deprecated: bool,
    /// What else the reader must know, a line each: constraints, defaults, examples.
    pub notes: Vec<String>,
}

/// The index of a type in [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// The Rust name, in upper camel case, unique among the types.
    pub name: String,
    /// What the description says of it.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// The rules of its values as a whole.
    pub rules: Rules,
    /// Whether it travels inside a JSON document, and so needs serde's traits.
    pub in_json: bool,
    /// Whether it travels as a parameter or a header, and so needs a form as plain text.
    pub in_text: bool,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A struct.
    Struct(Struct),
    /// A closed list of strings, open to others on the wire.
    StringEnum(StringEnum),
    /// A closed list of other values, open to others on the wire.
    ValueEnum(ValueEnum),
    /// One of several types.
    Union(Union),
    /// An array whose first items have types of their own.
    Tuple(Tuple),
    /// A type of its own around another, because a mere name for that would be made of itself.
    Newtype(Type),
    /// Another name for a type.
    Alias(Type),
}

/// An array whose first items have types of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The first items, in order, at least one; those that may be absent come last.
    pub items: Vec<TupleItem>,
    /// The type of the items that follow; `None` where a server refuses them and a client passes over them.
    pub rest: Option<Type>,
    /// The rules of each of these, besides those of its type.
    pub rest_rules: Rules,
}

/// An item of a [`Tuple`].
#[derive(Clone, Debug, PartialEq)]
pub struct TupleItem {
    /// The type, without what `required` adds.
    pub ty: Type,
    /// Whether the array is at least so long.
    pub required: bool,
    /// Its rules, besides those of its type.
    pub rules: Rules,
    /// What the description says of it.
    pub docs: Docs,
}

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The fields, in the description's order.
    pub fields: Vec<Field>,
    /// What becomes of keys that no field has.
    pub rest: Rest,
    /// The keys of properties that travel the other way only: no field has them, and they are no others either.
    pub hidden: Vec<String>,
}

/// What becomes of an object's keys that no field has.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// The description doesn't speak of them: they are passed over.
    Ignored,
    /// `additionalProperties: false`: a server refuses them, a client passes over them.
    Denied,
    /// `additionalProperties` is true or a schema: a field keeps them in a map.
    Kept {
        /// The map field's name.
        name: String,
        /// The type of the map's values.
        ty: Type,
        /// The rules of each value, besides those of its type.
        rules: Rules,
        /// What the description says of them.
        docs: Docs,
    },
}

/// A field of a struct.
///
/// How presence and null become Rust: required is `T`, optional `Option<T>`, required and nullable `Option<T>`
/// written as null, optional and nullable `Option<Option<T>>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The Rust name, in snake case, unique in the struct.
    pub name: String,
    /// The key on the wire.
    pub wire: String,
    /// What the description says of it.
    pub docs: Docs,
    /// The type, without what `required`, `nullable` and `boxed` add.
    pub ty: Type,
    /// The rules of the value, besides those of its type.
    pub rules: Rules,
    /// Whether the key must be there.
    pub required: bool,
    /// Whether the value may be null.
    pub nullable: bool,
    /// Whether the value stands in a `Box`, because the type would contain itself otherwise.
    pub boxed: bool,
    /// What a server takes for a key that a request leaves out.
    pub default: Option<serde_json::Value>,
}

/// A string that takes one of a list of values; on the wire, others are tolerated by a client and refused by a
/// server. Emitted with a last variant `Other(String)`.
#[derive(Clone, Debug, PartialEq)]
pub struct StringEnum {
    /// The values, in the description's order.
    pub variants: Vec<Variant>,
    /// The name of the variant that holds any other value.
    pub other: String,
    /// Whether the description allows other strings as well, so that a server takes them too.
    pub is_open: bool,
}

/// One value of a [`StringEnum`].
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The Rust name, in upper camel case, unique in the enum.
    pub name: String,
    /// The value on the wire.
    pub wire: String,
    /// What the description says of it.
    pub docs: Docs,
}

/// A value that is one of a list, not all of them strings; on the wire, others are tolerated by a client and refused by
/// a server. Emitted with a last variant that holds any other value.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueEnum {
    /// Whether all values are integers that an `i64` holds.
    pub integers: bool,
    /// The values, in the description's order; null is none of them.
    pub variants: Vec<ValueVariant>,
    /// The name of the variant that holds any other value.
    pub other: String,
}

/// One value of a [`ValueEnum`].
#[derive(Clone, Debug, PartialEq)]
pub struct ValueVariant {
    /// The Rust name, in upper camel case, unique in the enum.
    pub name: String,
    /// The value on the wire.
    pub value: serde_json::Value,
    /// What the description says of it.
    pub docs: Docs,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The alternatives, in the description's order.
    pub variants: Vec<UnionVariant>,
    /// How a value on the wire chooses among them.
    pub choice: Choice,
}

/// An alternative of a [`Union`].
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The Rust name, in upper camel case, unique in the enum.
    pub name: String,
    /// What the variant holds.
    pub ty: Type,
    /// The rules of that, besides those of its type.
    pub rules: Rules,
    /// Whether it stands in a `Box`, because the type would contain itself otherwise.
    pub boxed: bool,
    /// What the description says of it.
    pub docs: Docs,
}

/// How a value on the wire chooses among a union's alternatives. The lists run parallel to the variants.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// By the string under `property`.
    Tag {
        /// The key of the property.
        property: String,
        /// For each variant, the strings that choose it; the first is what is written where the variant's own
        /// type has no such property.
        values: Vec<Vec<String>>,
        /// For each variant, whether its own type has the property, so that it must not be added on the wire.
        inherent: Vec<bool>,
        /// What is chosen where the property is absent or has another value; `None` where that is refused.
        default: Option<TagDefault>,
    },
    /// By which keys an object has. One that has those of several is tried as each of them.
    Keys {
        /// For each variant the keys, at least one, that it requires and no other variant has all of.
        keys: Vec<Vec<String>>,
        /// Whether a server refuses what fits several (`oneOf`).
        exactly_one: bool,
    },
    /// By the JSON type of the value. Values of types that stand in none are refused.
    Type(Vec<TypeChoice>),
    /// By trying each: exactly one must fit (`oneOf`).
    ExactlyOne,
    /// By trying each in turn: the first that fits (`anyOf`).
    FirstFit,
}

/// The variant for values with a tag that no variant has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagDefault {
    /// The variant's index.
    pub variant: usize,
    /// Whether the description says so. Else only a client makes do with it.
    pub is_described: bool,
}

/// The variants for values of some JSON types.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeChoice {
    /// The types.
    pub types: Vec<JsonType>,
    /// The indexes of the variants, in the order in which to try them.
    pub variants: Vec<usize>,
    /// How a value chooses among these, where they are several; its lists run parallel to `variants`.
    pub choice: Choice,
}

/// What a value in JSON is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// Null.
    Null,
    /// True or false.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`.
    Bool,
    /// An integer.
    Integer(IntegerWidth),
    /// A binary floating-point number.
    Float(FloatWidth),
    /// `String`.
    String,
    /// An instant (RFC 3339, section 5.6 `date-time`).
    DateTime(DateLibrary),
    /// A calendar date (RFC 3339, section 5.6 `full-date`).
    Date(DateLibrary),
    /// A UUID (RFC 9562).
    Uuid,
    /// Bytes written as base64 (RFC 4648, section 4).
    Base64,
    /// A file in a form; elsewhere a string of the text in it.
    File,
    /// Any JSON value.
    Any,
    /// The JSON value null and nothing else.
    Null,
    /// An array.
    List(Box<Type>),
    /// An object with free keys.
    Map(Box<Type>),
    /// A value or null, inside an array, a map, an alias or a body.
    Nullable(Box<Type>),
    /// A value in a `Box`, where a list, map or alias alone would not end a recursion.
    Boxed(Box<Type>),
    /// A type from elsewhere, by its path: a crate, or `crate`, and at least a name in it.
    Path(String),
    /// A named type.
    Named(TypeId),
}

/// The library that instants and dates are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateLibrary {
    /// chrono.
    Chrono,
    /// jiff.
    Jiff,
    /// time.
    Time,
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntegerWidth {
    /// `i8`.
    I8,
    /// `i16`.
    I16,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `i128`.
    I128,
    /// `u8`.
    U8,
    /// `u16`.
    U16,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `u128`.
    U128,
}

/// The width of a floating-point number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FloatWidth {
    /// `f32`.
    F32,
    /// `f64`.
    F64,
}
