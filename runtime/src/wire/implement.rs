//! The impls that differ from type to type in nothing but its name.

/// Implements some of the traits `Display`, `From` (`&str` and `String`), `Deserialize`, `Serialize` and
/// [`Parameter`](crate::param::Parameter) for an enum of strings by its [`StringEnum`](crate::wire::StringEnum):
/// `impl_string_enum!(Display, From for types::Size);`.
#[macro_export]
macro_rules! impl_string_enum {
    ($($name:ident),+ for $type:path) => {
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

/// Implements `Deserialize` for a struct by its [`Slots`](crate::wire::Slots):
/// `impl_deserialize!(LampSlots for types::Lamp);`.
#[macro_export]
macro_rules! impl_deserialize {
    ($slots:ident for $type:path) => {
        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::wire::read::<$slots, D>(deserializer)
            }
        }
    };
}
