//! Operations that fail alike share the enum of their errors.

use hashbrown::HashMap;

use crate::api::{Api, HeaderSetId, Operation, Response, StatusPattern, Type};

/// For each operation, the first that answers the same errors.
///
/// The first one's enum is what the others' names stand for. So an operation's error has the same name whoever else
/// fails like it, one conversion serves all of them, and the code that reads and writes errors is there once.
#[derive(Debug)]
pub(crate) struct SharedErrors<'a> {
    owners: Vec<&'a Operation>,
}

impl<'a> SharedErrors<'a> {
    /// Finds out. Errors are the same where all that the description says of them is, their documentation included.
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut firsts: HashMap<_, Vec<&Operation>> = HashMap::new();
        let owners = api.operations.iter().map(|operation| {
            let outline = operation.errors.iter().map(outline).collect::<Vec<_>>();
            let firsts = firsts.entry(outline).or_default();
            let like = |first: &&&Operation| first.errors == operation.errors;
            firsts.iter().find(like).copied().unwrap_or_else(|| {
                firsts.push(operation);
                operation
            })
        });
        Self {
            owners: owners.collect(),
        }
    }

    /// The operations, each with the one whose enum its errors are: itself, or one before it.
    pub(crate) fn operations(
        &self,
        api: &'a Api,
    ) -> impl Iterator<Item = (&'a Operation, &'a Operation)> {
        api.operations.iter().zip(self.owners.iter().copied())
    }
}

/// What tells most errors apart, quickly: those of one outline are compared.
fn outline(error: &Response) -> (StatusPattern, &str, Option<HeaderSetId>, Option<&Type>) {
    let content = error.contents.list.first();
    let ty = content.and_then(|content| content.form.ty());
    (error.status, &error.docs.description, error.headers, ty)
}

/// Whether `operation` has an enum itself, if `owner` has its errors: there is none where the description names no error.
pub(crate) fn is_own(operation: &Operation, owner: &Operation) -> bool {
    !operation.errors.is_empty() && std::ptr::eq(operation, owner)
}
