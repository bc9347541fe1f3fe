//! A description of Swagger 2.0 in several files as one in a single file: what references lead to in other files comes
//! into the sections of the root, and is converted with all else there.

use hashbrown::{HashMap, HashSet};
use serde_json::{Map, Value};

use super::as_written;
use super::operations::METHODS;
use crate::normalize::origins::Moves;
use crate::normalize::references::{MOST_STEPS, Names, heirs};
use crate::normalize::trees::{Trees, split};
use crate::read::Document;
use crate::report::{FileId, Pointer, Report, Reports};

/// Brings what stands in other files into the root; `None` if there are none.
pub(in crate::normalize) fn bundle(
    document: &Document,
    moves: &mut Moves,
    reports: &mut Reports,
) -> Option<Value> {
    let root = document.root.as_object()?;
    if document.sources.0.len() < 2 {
        return None;
    }
    let names = Names::default();
    let mut bundle = Bundle {
        trees: Trees::of(document, &document.root, &names),
        moves,
        reports,
        told: HashSet::new(),
        names: HashMap::new(),
        taken: HashSet::new(),
        waiting: Vec::new(),
    };
    Some(Value::Object(bundle.document(root)))
}

/// The sections that what stands in other files comes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Section {
    Definitions,
    Parameters,
    Responses,
}

impl Section {
    const ALL: [Self; 3] = [Self::Definitions, Self::Parameters, Self::Responses];

    fn key(self) -> &'static str {
        match self {
            Self::Definitions => "definitions",
            Self::Parameters => "parameters",
            Self::Responses => "responses",
        }
    }

    fn at(self) -> Pointer {
        Pointer::root().key(self.key())
    }
}

/// A node and where it stands.
type Node<'d> = (&'d Value, Pointer);

struct Bundle<'d, 'b> {
    trees: Trees<'d>,
    moves: &'b mut Moves,
    reports: &'b mut Reports,
    /// The files of which is said what there is to say.
    told: HashSet<FileId>,
    /// The names of what stands in other files, by section and pointer.
    names: HashMap<(Section, String), String>,
    /// The names that are given.
    taken: HashSet<(Section, String)>,
    /// What is still to be brought in.
    waiting: Vec<(Section, String, Pointer)>,
}

impl<'d> Bundle<'d, '_> {
    fn document(&mut self, root: &'d Map<String, Value>) -> Map<String, Value> {
        let mut bundled = root.clone();
        let mut sections = Vec::new();
        for section in Section::ALL {
            let entries = self.entries(root, section.key());
            for (name, (_, at)) in &entries {
                self.taken.insert((section, name.clone()));
                if split(at).0 != FileId(0) {
                    let known = (section, at.as_str().to_owned());
                    self.names.entry(known).or_insert_with(|| name.clone());
                }
            }
            sections.push((section, entries));
        }
        let paths = self.entries(root, "paths").into_iter();
        let paths: Map<_, _> = paths
            .map(|(path, (item, at))| (path, self.path_item(item, &at)))
            .collect();
        if root.get("paths").is_some_and(Value::is_object) {
            bundled.insert("paths".to_owned(), Value::Object(paths));
        }
        for (section, entries) in sections {
            for (name, (node, at)) in entries {
                let value = self.entry(section, node, &at);
                insert(&mut bundled, section, name, value);
            }
        }
        while let Some((section, name, from)) = self.waiting.pop() {
            let Some(node) = self.trees.node(&from) else {
                continue;
            };
            let value = self.entry(section, node, &from);
            self.moves.moved(section.at().key(&name), from);
            insert(&mut bundled, section, name, value);
        }
        bundled
    }

    /// The entries of a mapping of the root, each as the references that stand in its place lead to it.
    fn entries(&mut self, root: &'d Map<String, Value>, key: &str) -> Vec<(String, Node<'d>)> {
        let Some(value) = root.get(key) else {
            return Vec::new();
        };
        let (section, at) = self.followed(value, Pointer::root().key(key));
        let entries = section.as_object().into_iter().flatten();
        entries
            .map(|(name, entry)| (name.clone(), self.followed(entry, at.key(name))))
            .collect()
    }

    /// What stands in the place of a node: what is at the end of references that stand alone, in other files.
    fn followed(&mut self, value: &'d Value, here: Pointer) -> Node<'d> {
        let (node, at) = self.end((value, here.clone()));
        self.moves.moved(here, at.clone());
        (node, at)
    }

    /// The node of another file than the root that a reference leads to.
    fn elsewhere(&mut self, text: &str, at: &Pointer) -> Option<Node<'d>> {
        let (pointer, said) = self.trees.resolve(at, text).ok()?;
        let (file, _) = split(&pointer);
        if file == FileId(0) {
            return None;
        }
        self.tell(file, said);
        Some((self.trees.node(&pointer)?, pointer))
    }

    /// Says what there is to say of a file, once.
    fn tell(&mut self, file: FileId, said: &[Report]) {
        if self.told.insert(file) {
            self.reports.extend(said.iter().cloned());
        }
    }

    fn path_item(&mut self, item: &'d Value, at: &Pointer) -> Value {
        self.map(item, at, |this, key, value, at| match key {
            "parameters" => this.list(Section::Parameters, value, at),
            method if METHODS.contains(&method) => {
                let (operation, at) = this.followed(value, at);
                this.operation(operation, &at)
            }
            _ => value.clone(),
        })
    }

    fn operation(&mut self, operation: &'d Value, at: &Pointer) -> Value {
        self.map(operation, at, |this, key, value, at| match key {
            "parameters" => this.list(Section::Parameters, value, at),
            "responses" => {
                let (responses, at) = this.followed(value, at);
                this.map(responses, &at, |this, _, response, at| {
                    this.entry(Section::Responses, response, &at)
                })
            }
            _ => value.clone(),
        })
    }

    fn list(&mut self, section: Section, list: &'d Value, at: Pointer) -> Value {
        let (list, at) = self.followed(list, at);
        let Some(entries) = list.as_array() else {
            return list.clone();
        };
        let entries = entries.iter().enumerate();
        entries
            .map(|(index, entry)| self.entry(section, entry, &at.index(index)))
            .collect()
    }

    /// An entry of a section, or what stands in the place of one.
    fn entry(&mut self, section: Section, node: &'d Value, at: &Pointer) -> Value {
        if section == Section::Definitions {
            for heir in heirs(self.trees, node, at) {
                self.name(section, &heir);
            }
            return self.schema(node, at);
        }
        self.map(node, at, |this, key, value, at| match key {
            "$ref" => this.reference(section, value, &at),
            "schema" => this.schema(value, &at),
            _ => value.clone(),
        })
    }

    fn schema(&mut self, schema: &'d Value, at: &Pointer) -> Value {
        self.map(schema, at, |this, key, value, at| match (key, value) {
            ("$ref", _) => this.reference(Section::Definitions, value, &at),
            ("properties" | "patternProperties", Value::Object(_)) => {
                this.map(value, &at, |this, _, property, at| {
                    this.schema(property, &at)
                })
            }
            ("items" | "additionalProperties" | "not", Value::Object(_)) => this.schema(value, &at),
            ("allOf" | "anyOf" | "oneOf" | "items", Value::Array(_)) => {
                this.list(Section::Definitions, value, at)
            }
            _ => value.clone(),
        })
    }

    /// The entries of a mapping, each as `entry` gives it; anything else as it is.
    fn map(
        &mut self,
        value: &'d Value,
        at: &Pointer,
        mut entry: impl FnMut(&mut Self, &str, &'d Value, Pointer) -> Value,
    ) -> Value {
        let Some(map) = value.as_object() else {
            return value.clone();
        };
        let entries = map.iter();
        entries
            .map(|(key, value)| (key.clone(), entry(self, key, value, at.key(key))))
            .collect()
    }

    /// The text of a reference as the root has it. In the place of one that leads nowhere from another file, the root
    /// refers to where it stands, so that it is told from there.
    fn reference(&mut self, section: Section, value: &'d Value, at: &Pointer) -> Value {
        let is_elsewhere = split(at).0 != FileId(0);
        let holder = || {
            let holder = at.as_str().strip_suffix("/$ref")?;
            is_elsewhere.then(|| Pointer::parse(holder))
        };
        let text = value.as_str().unwrap_or_default();
        let meant = match self.trees.resolve(at, text) {
            Ok((pointer, _)) if split(&pointer).0 == FileId(0) => {
                is_elsewhere.then(|| as_written(pointer))
            }
            Ok(_) => match self.elsewhere(text, at) {
                Some(node) => {
                    let (_, end) = self.end(node);
                    let name = self.name(section, &end);
                    Some(section.at().key(&name))
                }
                None => holder(),
            },
            Err(_) => holder(),
        };
        meant.map_or_else(
            || value.clone(),
            // A fragment is percent-decoded when it is read.
            |pointer| Value::String(format!("#{}", pointer.as_str().replace('%', "%25"))),
        )
    }

    /// The end of references that stand alone, in other files.
    fn end(&mut self, (mut node, mut at): Node<'d>) -> Node<'d> {
        for _ in 0..MOST_STEPS {
            let alone = node.as_object().filter(|map| map.len() == 1);
            let text = alone.and_then(|map| map.get("$ref")?.as_str());
            match text.and_then(|text| self.elsewhere(text, &at)) {
                Some(next) => (node, at) = next,
                None => break,
            }
        }
        (node, at)
    }

    /// The name of what stands at that place of another file.
    fn name(&mut self, section: Section, at: &Pointer) -> String {
        let known = (section, at.as_str().to_owned());
        if let Some(name) = self.names.get(&known) {
            return name.clone();
        }
        let (_, inside) = split(at);
        let last = inside.tokens().last();
        let base = last.or_else(|| self.trees.stem(at).map(str::to_owned));
        let base = base.unwrap_or_default();
        let mut name = base.clone();
        let mut number = 1;
        while !self.taken.insert((section, name.clone())) {
            number += 1;
            name = format!("{base}{number}");
        }
        self.names.insert(known, name.clone());
        self.waiting.push((section, name.clone(), at.clone()));
        name
    }
}

/// Puts an entry into a section of the root.
fn insert(root: &mut Map<String, Value>, section: Section, name: String, value: Value) {
    let entries = root
        .entry(section.key())
        .or_insert_with(|| Value::Object(Map::new()));
    // A section that is a reference itself was read in its place.
    if entries.get("$ref").is_some_and(Value::is_string) {
        *entries = Value::Object(Map::new());
    }
    if let Some(entries) = entries.as_object_mut() {
        entries.insert(name, value);
    }
}
