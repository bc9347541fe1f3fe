//! The URIs that references are relative to (RFC 3986, section 5.1): a file that states none of its own has one made of its
//! number, so that what is relative to it can be told from what is not.

use iri_string::format::ToDedicatedString;
use iri_string::types::{IriAbsoluteString, IriReferenceStr};
use serde_json::Value;

use crate::report::FileId;

/// The URI of a file that doesn't state its own.
pub(crate) fn unnamed(file: FileId) -> Option<IriAbsoluteString> {
    IriAbsoluteString::try_from(format!("bindery:/{}/description", file.0)).ok()
}

/// Whether a URI is that of a file that doesn't state its own.
pub(crate) fn is_unnamed(uri: &IriAbsoluteString) -> bool {
    let number =
        (uri.as_str().strip_prefix("bindery:/")).and_then(|it| it.strip_suffix("/description"));
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}

/// The URI of a file whose tree may state it: as a description (OpenAPI 3.2.0, `$self`) or as a schema (`$id`).
pub(crate) fn of_file(file: FileId, tree: &Value) -> Option<IriAbsoluteString> {
    let unnamed = unnamed(file)?;
    let stated = ["$self", "$id"]
        .iter()
        .find_map(|key| tree.get(key)?.as_str());
    let joined = stated.and_then(|uri| join(&unnamed, uri));
    Some(joined.map_or(unnamed, |(uri, _)| uri))
}

/// The path of a file from the folder of the one whose URI is `base`, if the URI names it so.
pub(crate) fn path_from<'u>(
    base: &IriAbsoluteString,
    uri: &'u IriAbsoluteString,
) -> Option<&'u str> {
    let (folder, _) = base.as_str().rsplit_once('/')?;
    uri.as_str().strip_prefix(folder)?.strip_prefix('/')
}

/// The URI that `text` names relative to `base`, and its fragment (RFC 3986, section 5.2).
pub(crate) fn join(base: &IriAbsoluteString, text: &str) -> Option<(IriAbsoluteString, String)> {
    let reference = IriReferenceStr::new(text).ok()?;
    let resolved = reference.resolve_against(base).to_dedicated_string();
    let (absolute, fragment) = resolved.into_absolute_and_fragment();
    let fragment = fragment.map(|fragment| fragment.to_string());
    Some((absolute, fragment.unwrap_or_default()))
}
