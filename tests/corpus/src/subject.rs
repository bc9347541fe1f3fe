//! A description with all its operations.

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::Arc;

use bindery_runtime::axum::Router;
use bindery_runtime::client::Call;
use bindery_runtime::server::{Endpoint, Routes};
use serde_json::Value;

use crate::answers::{Stage, answer};
use crate::exercise::{Findings, exercise};
use crate::transports::Recorder;

type Exercise = fn(Arc<Stage>, Recorder, u64) -> Pin<Box<dyn Future<Output = Findings> + Send>>;

/// A description with all its operations, and a server that answers them with random values.
pub struct Subject {
    name: &'static str,
    stage: Arc<Stage>,
    routes: Routes<Arc<Stage>, ()>,
    exercises: Vec<Exercise>,
}

impl Subject {
    /// A description without operations yet.
    pub(crate) fn new(name: &'static str, description: &str) -> Self {
        let root: Value = serde_json::from_str(description).unwrap_or_default();
        let stage = Arc::new(Stage::new(Arc::new(root)));
        Self {
            name,
            routes: Routes::new(Arc::clone(&stage), ()),
            stage,
            exercises: Vec::new(),
        }
    }

    /// Adds the operation with this request.
    pub(crate) fn operation<R>(mut self) -> Self
    where
        R: Call + Endpoint + Debug + Sync,
        R::Success: Debug + Send,
        R::Error: Debug + Send,
    {
        self.routes = self.routes.open(answer::<R>);
        self.exercises.push(|stage, recorder, seed| {
            Box::pin(async move { exercise::<R>(&stage, &recorder, seed).await })
        });
        self
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The description.
    pub fn description(&self) -> &Value {
        &self.stage.root
    }

    /// The server, which answers what it refuses with errors as the description has them.
    pub fn into_router(self) -> Router {
        let stage = self.stage;
        let builder = self.routes.builder().validate_responses(true);
        builder
            .rejections(move |rejection, head| stage.reject(rejection, head))
            .build()
    }

    /// Sends random values to all operations and back, so many rounds each.
    pub async fn exercise(self, rounds: u64) -> Findings {
        let recorder = Recorder::new(router(self.routes));
        let mut findings = Findings::default();
        for exercise in self.exercises {
            for seed in 0..rounds {
                findings.add(exercise(Arc::clone(&self.stage), recorder.clone(), seed).await);
            }
        }
        findings
    }
}

/// A router that lets no answer out that breaks the description's rules.
fn router(routes: Routes<Arc<Stage>, ()>) -> Router {
    routes.builder().validate_responses(true).build()
}
