//! Types around another: in JSON, that other.

use super::super::EmitError;
use super::super::rust_types::Cx;
use super::super::scope;
use super::structs::{deserialize, serialize};
use crate::api::TypeDef;
use crate::emit::tokens::{Tokens, quote};

/// `Deserialize` and `Serialize`.
pub(super) fn json(cx: &Cx<'_>, def: &TypeDef) -> Result<Tokens, EmitError> {
    let (de, ser) = (cx.name(scope::DESERIALIZE), cx.name(scope::SERIALIZE));
    let read = deserialize(cx, def, &quote!(#de::deserialize(deserializer).map(Self)))?;
    let write = serialize(cx, def, &quote!(#ser::serialize(&self.0, serializer)))?;
    Ok(quote!(#read #write))
}
