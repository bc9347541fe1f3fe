//! The impls of types that are tables of names: what they say on the wire is emitted, what follows from it stands here.

/// Implements an enum of strings by a table of them, and some of the traits `Display`, `From` (`&str` and `String`),
/// `Deserialize`, `Serialize` and [`Parameter`](crate::param::Parameter). What the table doesn't name goes to the
/// variant after `_`; with `open = true`, it is allowed even where decoding is strict.
///
/// ```
/// mod types {
///     #[derive(Clone, Debug, PartialEq)]
///     pub enum Size {
///         Small,
///         Large,
///         Other(String),
///     }
/// }
///
/// bindery_runtime::impl_string_enum! {
///     [Display, From] for types::Size {
///         "small" => Small,
///         "large" => Large,
///         _ => Other,
///     }
/// }
///
/// assert_eq!(types::Size::from("large"), types::Size::Large);
/// assert_eq!(types::Size::Other("huge".to_owned()).to_string(), "huge");
/// ```
#[macro_export]
macro_rules! impl_string_enum {
    (
        [$($name:ident),+] for $type:path {
            $($value:literal => $variant:ident,)*
            _ => $other:ident,
            $(open = $open:literal,)?
        }
    ) => {
        impl $crate::wire::StringEnum for $type {
            const TABLE: &'static [(&'static str, Self)] = &[$(($value, Self::$variant)),*];

            $(const OPEN: bool = $open;)?

            fn other(value: ::std::string::String) -> Self {
                Self::$other(value)
            }

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => value,
                }
            }
        }

        $($crate::impl_string_enum!(@ $name $type);)+
    };
    (@ Display $type:path) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::wire::StringEnum::as_str(self))
            }
        }
    };
    (@ From $type:path) => {
        impl ::std::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                $crate::wire::string_enum(value)
            }
        }

        impl ::std::convert::From<::std::string::String> for $type {
            fn from(value: ::std::string::String) -> Self {
                $crate::wire::string_enum(&value)
            }
        }
    };
    (@ Deserialize $type:path) => {
        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::wire::read_string_enum(deserializer)
            }
        }
    };
    (@ Serialize $type:path) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::wire::write_string_enum(self, serializer)
            }
        }
    };
    (@ Parameter $type:path) => {
        impl $crate::param::Parameter for $type {
            fn to_value(&self) -> $crate::param::Value {
                $crate::wire::string_enum_to_parameter(self)
            }

            fn from_value(
                value: $crate::param::Value,
            ) -> ::std::result::Result<Self, $crate::param::ParameterError> {
                $crate::wire::string_enum_from_parameter(value)
            }
        }
    };
}

/// Implements `Deserialize` and `Serialize` for a struct by a table of its fields, and declares the
/// [`Slots`](crate::wire::Slots) that it is read into.
///
/// A line a field: whether it is [`required`](crate::wire::required),
/// [`optional`](crate::wire::optional) or [`nullable`](crate::wire::nullable), its key, its name, and the type of
/// its value. After the table may stand, in this order: `unknown Deny;` where keys without a field are errors,
/// or `keep NAME: MAP;` where a field keeps them; `hidden["KEY"];` for keys that travel the other way only; and
/// `defaults["KEY" = "JSON"];`.
///
/// ```
/// mod types {
///     #[derive(Debug, PartialEq)]
///     pub struct Lamp {
///         pub id: u64,
///         pub name: Option<String>,
///     }
/// }
///
/// bindery_runtime::impl_object! {
///     LampSlots for types::Lamp {
///         required("id") id: u64,
///         optional("name") name: String,
///     }
///     unknown Deny;
/// }
///
/// let lamp: types::Lamp = serde_json::from_str(r#"{"id": 7}"#)?;
/// assert_eq!(lamp, types::Lamp { id: 7, name: None });
/// assert_eq!(serde_json::to_string(&lamp)?, r#"{"id":7}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! impl_object {
    (
        $slots:ident for $($type:ident)::+ {
            $($presence:ident($key:literal) $field:ident: $value:ty,)*
        }
        $(unknown $unknown:ident;)?
        $(keep $rest:ident: $map:ty;)?
        $(hidden[$($hidden:literal),*];)?
        $(defaults[$($preset:literal = $default:literal),*];)?
    ) => {
        #[derive(Default)]
        struct $slots {
            $($field: ::std::option::Option<$value>,)*
            $($rest: $map,)?
        }

        impl<'de> $crate::wire::Slots<'de> for $slots {
            type Output = $($type)::+;
            const FIELDS: &'static [(&'static str, bool)] =
                &[$(($key, $crate::wire::$presence::IS_REQUIRED)),*];
            $(const UNKNOWN: $crate::wire::Unknown = $crate::wire::Unknown::$unknown;)?
            $(const HIDDEN: &'static [&'static str] = &[$($hidden),*];)?

            fn put<A: $crate::serde::de::MapAccess<'de>>(
                &mut self,
                index: usize,
                map: &mut A,
            ) -> ::std::result::Result<(), A::Error> {
                // Counted down: a macro has no numbers for its lines.
                let rest = index;
                $(
                    if rest == 0 {
                        return $crate::wire::$presence::put(map, &mut self.$field);
                    }
                    let rest = rest - 1;
                )*
                let _ = rest;
                $crate::wire::skip(map)
            }

            $(
                const UNKNOWN: $crate::wire::Unknown = $crate::wire::Unknown::Keep;

                fn keep<A: $crate::serde::de::MapAccess<'de>>(
                    &mut self,
                    key: ::std::string::String,
                    map: &mut A,
                ) -> ::std::result::Result<(), A::Error> {
                    $crate::wire::keep(map, key, &mut self.$rest)
                }
            )?

            $(
                const DEFAULTS: &'static [(&'static str, &'static str)] = &[$(($preset, $default)),*];

                fn fill(
                    &mut self,
                    index: usize,
                    default: &mut $crate::wire::Preset,
                ) -> ::std::result::Result<(), $crate::serde_json::Error> {
                    self.put(index, default)
                }
            )?

            fn finish(self) -> ::std::option::Option<$($type)::+> {
                #[allow(
                    clippy::disallowed_names,
                    reason = "the names are the description's"
                )]
                let ($(::std::option::Option::Some($field),)*) =
                    ($($crate::wire::$presence::take(self.$field),)*)
                else {
                    return ::std::option::Option::None;
                };
                ::std::option::Option::Some($($type)::+ {
                    $($field,)*
                    $($rest: self.$rest,)?
                })
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $($type)::+ {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::wire::read::<$slots, D>(deserializer)
            }
        }

        impl $crate::serde::Serialize for $($type)::+ {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::wire::Writer::new(serializer)
                    $(.$presence($key, &self.$field))*
                    $(.rest::<$slots>(&self.$rest))?
                    .end()
            }
        }
    };
}
