//! Parameters in the body, as Swagger 2.0 has them, in a description of OpenAPI 3: they are read as the request body.

use serde_json::Value;

use super::assemble::METHODS;
use super::origins::Moves;
use super::references::fragment;
use super::swagger::{Placed, is_in_body, location, request_body};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// The tree with request bodies in the place of such parameters; `None` if there are none.
pub(super) fn gather(root: &Value, moves: &mut Moves, reports: &mut Reports) -> Option<Value> {
    let components = Pointer::root().key("components");
    let sections = [
        Pointer::root().key("paths"),
        Pointer::root().key("webhooks"),
        components.key("pathItems"),
    ];
    let mut gather = Gather {
        root,
        tree: None,
        moves,
        reports,
    };
    for section in sections {
        let items = root.pointer(section.as_str()).and_then(Value::as_object);
        for (key, item) in items.into_iter().flatten() {
            gather.path_item(item, &section.key(key));
        }
    }
    let mut tree = gather.tree?;
    let shared = tree.pointer_mut(components.key("parameters").as_str());
    if let Some(Value::Object(shared)) = shared {
        shared.retain(|_, parameter| !is_in_body(parameter));
    }
    Some(tree)
}

struct Gather<'d> {
    root: &'d Value,
    /// The changed tree, once there is something to change.
    tree: Option<Value>,
    moves: &'d mut Moves,
    reports: &'d mut Reports,
}

impl<'d> Gather<'d> {
    fn path_item(&mut self, item: &'d Value, at: &Pointer) {
        let shared = self.in_body(item, at);
        // OpenAPI 3.2 has a key for one more.
        for method in METHODS.into_iter().chain(["query"]) {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let at = at.key(method);
            let mut parameters = self.in_body(operation, &at);
            for other in &shared {
                let name = other.0.get("name");
                if !parameters.iter().any(|(own, _)| own.get("name") == name) {
                    parameters.push(other.clone());
                }
            }
            if !parameters.is_empty() {
                self.operation(operation, &parameters, &at);
            }
        }
        if !shared.is_empty() {
            self.take_out(item, at);
        }
    }

    /// The parameters in the body that an operation or a path lists, also by references to components.
    fn in_body(&self, owner: &'d Value, at: &Pointer) -> Vec<Placed<'d>> {
        let at = at.key("parameters");
        let list = owner.get("parameters").and_then(Value::as_array);
        let placed = list.into_iter().flatten().enumerate();
        placed
            .map(|(index, parameter)| self.resolved(parameter, at.index(index)))
            .filter(|(parameter, _)| is_in_body(parameter))
            .collect()
    }

    fn resolved(&self, parameter: &'d Value, at: Pointer) -> Placed<'d> {
        let text = parameter.get("$ref").and_then(Value::as_str);
        let pointer = text.and_then(|text| text.strip_prefix('#')).map(fragment);
        let found = pointer.and_then(|pointer| {
            let node = self.root.pointer(pointer.as_str())?;
            Some((node, pointer))
        });
        found.unwrap_or((parameter, at))
    }

    fn operation(&mut self, operation: &'d Value, parameters: &[Placed<'d>], at: &Pointer) {
        let is_moot = operation.get("requestBody").is_some();
        for (parameter, from) in parameters {
            self.report(parameter, from, is_moot);
        }
        self.take_out(operation, at);
        if is_moot {
            return;
        }
        let body = request_body(
            self.root,
            parameters,
            operation.get("consumes"),
            &at.key("requestBody"),
            self.moves,
            self.reports,
        );
        let tree = self.tree.get_or_insert_with(|| self.root.clone());
        if let (Some(body), Some(Value::Object(operation))) = (body, tree.pointer_mut(at.as_str()))
        {
            operation.shift_remove("consumes");
            operation.insert("requestBody".to_owned(), body);
        }
    }

    fn report(&mut self, parameter: &Value, from: &Pointer, is_moot: bool) {
        let place = Place::value(FileId(0), from.key("in"));
        let location = location(parameter);
        let message = format!("`in: {location}` is of Swagger 2.0: OpenAPI 3 has a `requestBody`");
        let report = if is_moot {
            let help = "it is ignored, since there is a `requestBody` too: remove one of them";
            Report::warning(Code::CONTRADICTION, place, message).help(help)
        } else {
            let help = "it is read as one: write `requestBody`";
            Report::warning(Code::OTHER_VERSION, place, message).help(help)
        };
        self.reports.push_repeated(report);
    }

    /// Takes the parameters in the body out of the list of an operation or a path.
    fn take_out(&mut self, owner: &'d Value, at: &Pointer) {
        let at = at.key("parameters");
        let Some(list) = owner.get("parameters").and_then(Value::as_array) else {
            return;
        };
        let is_kept = |parameter| !is_in_body(self.resolved(parameter, Pointer::root()).0);
        let kept = list.iter().enumerate().filter(|(_, it)| is_kept(it));
        let (indexes, kept): (Vec<usize>, Vec<Value>) =
            kept.map(|(index, it)| (index, it.clone())).unzip();
        self.moves.kept(&at, indexes);
        let tree = self.tree.get_or_insert_with(|| self.root.clone());
        if let Some(list) = tree.pointer_mut(at.as_str()) {
            *list = Value::Array(kept);
        }
    }
}
