//! Reads the files that references name, and those that these name, each once.

use std::collections::VecDeque;
use std::fs;
use std::path::{Component, Path, PathBuf};

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use iri_string::types::IriAbsoluteString;
use serde_json::Value;

use super::files::{Broken, Link, is_address};
use super::uris::{is_unnamed, join, of_file, path_from};
use super::{Document, load, parse_file};
use crate::lookup;
use crate::report::FileId;

/// The most files that are read besides the root. The description with the most files that is known to be in use has
/// 3,000.
const MOST_FILES: usize = 20_000;

/// The most bytes that are read besides the root.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Reads the files that the description at `root` refers to, directly or through others, into `document`, in the order
/// of the references. Files outside of the root's folder are read only if `outside` says so; symbolic links count
/// for what they lead to. Nothing is fetched from a network. What a reference to no file means is for the stage to say
/// that comes to it.
pub fn follow(document: &mut Document, root: &Path, outside: bool) {
    let folder = root.parent().unwrap_or(Path::new("")).to_owned();
    let real_folder = real(&folder);
    let mut reader = Reader {
        ids: HashMap::new(),
        queue: VecDeque::new(),
        bytes: 0,
        real_folder: real_folder.filter(|_| !outside),
        outside,
        folder,
    };
    if let Some(real_root) = real(root) {
        reader.ids.insert(real_root, FileId(0));
    }
    let mut links = Vec::new();
    let name = root.file_name().map(PathBuf::from).unwrap_or_default();
    reader.queue.push_back((FileId(0), name));
    while let Some((file, path)) = reader.queue.pop_front() {
        let mut named = Vec::new();
        let tree = match document.files.other(file) {
            Some(other) => other.tree.as_ref(),
            None => Some(&document.root),
        };
        if let Some(tree) = tree
            && let Some(own) = of_file(file, tree)
        {
            let own = &own;
            collect(tree, From { own, base: own }, &mut named);
        }
        let mut found = HashMap::new();
        for url in named {
            if let Entry::Vacant(slot) = found.entry(url) {
                let link = reader.link(&path, slot.key(), document);
                slot.insert(link);
            }
        }
        links.push((file, found));
    }
    document.files.links.extend(links);
}

/// What references are relative to.
#[derive(Clone, Copy)]
struct From<'a> {
    /// The URI of the file.
    own: &'a IriAbsoluteString,
    /// The URI of the schema around that states one.
    base: &'a IriAbsoluteString,
}

/// Adds the files that references in the tree name. What looks like a reference but is none, in an example, say, does no
/// harm: a file is read that nobody asks for.
fn collect(tree: &Value, from: From<'_>, urls: &mut Vec<String>) {
    match tree {
        Value::Object(map) => {
            let stated = lookup::get(map, "$id").and_then(Value::as_str);
            let stated = stated.and_then(|id| join(from.base, id));
            let base = stated.as_ref().map_or(from.base, |(base, _)| base);
            let from = From { base, ..from };
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "$ref" => add(text, from, urls),
                    Value::Object(names) if key == "mapping" => {
                        for name in names.values().filter_map(Value::as_str) {
                            add(name, from, urls);
                        }
                    }
                    _ => collect(value, from, urls),
                }
            }
        }
        Value::Array(list) => {
            for value in list {
                collect(value, from, urls);
            }
        }
        _ => (),
    }
}

/// Adds the file that a reference names: as it is written, and relative to what the description states.
fn add(reference: &str, from: From<'_>, urls: &mut Vec<String>) {
    let url = reference.split('#').next().unwrap_or_default();
    if url.is_empty() {
        return;
    }
    if !is_unnamed(from.base)
        && let Some((uri, _)) = join(from.base, url)
        && let Some(path) = path_from(from.own, &uri)
    {
        urls.push(path.to_owned());
    }
    if !is_address(url) {
        urls.push(url.to_owned());
    }
}

struct Reader {
    /// The folder of the root, as it was given.
    folder: PathBuf,
    /// The folder that what is read must lie in, without symbolic links.
    real_folder: Option<PathBuf>,
    outside: bool,
    /// The files read so far, by their paths without symbolic links.
    ids: HashMap<PathBuf, FileId>,
    /// The files whose references aren't followed yet, with their paths from the root's folder.
    queue: VecDeque<(FileId, PathBuf)>,
    bytes: usize,
}

impl Reader {
    /// What a reference in the file at `from` leads to.
    fn link(&mut self, from: &Path, url: &str, document: &mut Document) -> Link {
        match self.open(from, url, document) {
            Ok(file) => Link::To(file),
            Err(broken) => Link::Broken(broken),
        }
    }

    fn open(&mut self, from: &Path, url: &str, document: &mut Document) -> Result<FileId, Broken> {
        let decoded = percent_encoding::percent_decode_str(url).decode_utf8();
        let decoded = decoded.map_err(|_| Broken::Missing)?;
        let beside = from.parent().unwrap_or(Path::new(""));
        let path = clean(&beside.join(&*decoded));
        let leaves = path.is_absolute() || path.starts_with("..");
        if leaves && !self.outside {
            return Err(Broken::Outside);
        }
        let shown = self.folder.join(&path);
        let real_path = real(&shown).ok_or(Broken::Missing)?;
        if let Some(folder) = &self.real_folder
            && !real_path.starts_with(folder)
        {
            return Err(Broken::Outside);
        }
        if let Some(file) = self.ids.get(&real_path) {
            return Ok(*file);
        }
        let file = self.read(&shown, document)?;
        self.ids.insert(real_path, file);
        self.queue.push_back((file, path));
        Ok(file)
    }

    fn read(&mut self, path: &Path, document: &mut Document) -> Result<FileId, Broken> {
        let metadata = fs::metadata(path).map_err(|_| Broken::Unreadable)?;
        if !metadata.is_file() {
            return Err(Broken::Unreadable);
        }
        let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
        if self.ids.len() > MOST_FILES || self.bytes.saturating_add(size) > MOST_BYTES {
            return Err(Broken::TooMany);
        }
        let text = load(path).map_err(|_| Broken::Unreadable)?;
        self.bytes += text.len();
        let file = FileId(document.sources.0.len());
        let (source, other) = parse_file(path, text, file);
        document.sources.add(source);
        document.files.others.insert(file, other);
        Ok(file)
    }
}

/// The path without symbolic links, if there is something at its end.
fn real(path: &Path) -> Option<PathBuf> {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    path.canonicalize().ok()
}

/// The path without `.`, and without `..` where what it leaves is named.
fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for part in path.components() {
        let last = cleaned.components().next_back();
        match part {
            Component::CurDir => (),
            Component::ParentDir if matches!(last, Some(Component::Normal(_))) => {
                cleaned.pop();
            }
            _ => cleaned.push(part),
        }
    }
    cleaned
}
