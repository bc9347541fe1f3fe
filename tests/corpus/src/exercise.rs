//! What must hold of an operation: valid values travel unchanged, and wrong ones are refused with their place.

use std::fmt::Debug;

use bindery_runtime::bytes::Bytes;
use bindery_runtime::client::{Call, ClientBuilder, Error};
use bindery_runtime::http::{Response, StatusCode};
use bindery_runtime::server::Endpoint;
use bindery_samples::{Sampler, Spoiled, Towards};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::answers::{Stage, read};
use crate::operation::Operation;
use crate::raw::{RawRequest, RawResponse, request, response};
use crate::same::{difference, has_default};
use crate::transports::Recorder;

/// What was found out.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// How many requests and responses arrived unchanged.
    pub kept: usize,
    /// How many wrong requests and responses were refused with their place.
    pub refused: usize,
    /// How many of them were wrong below alternatives, for each of these.
    pub below_choices: usize,
    /// What went wrong, in words.
    pub faults: Vec<String>,
    /// How many rounds made no request, since the operation has what can't be written by hand here.
    pub unwritten: usize,
}

impl Findings {
    pub(crate) fn add(&mut self, other: Self) {
        self.kept += other.kept;
        self.refused += other.refused;
        self.below_choices += other.below_choices;
        self.unwritten += other.unwritten;
        self.faults.extend(other.faults);
    }
}

/// One round of one operation.
pub(crate) async fn exercise<R>(stage: &Stage, recorder: &Recorder, seed: u64) -> Findings
where
    R: Call + Endpoint + Debug + Sync,
    R::Success: Debug,
    R::Error: Debug,
{
    let mut findings = Findings::default();
    let Some(operation) = Operation::find(&stage.root, R::INFO) else {
        findings
            .faults
            .push(format!("{}: not in the description", R::INFO.id));
        return findings;
    };
    let mut to_server = Sampler::new(&stage.root, Towards::Server, seed).sharing(&stage.judges);
    let mut to_client = Sampler::new(&stage.root, Towards::Client, seed).sharing(&stage.judges);
    let request = request(operation, R::INFO, &mut to_server);
    let response = response(operation, |_| true, &mut to_client);
    let (Some(request), Some(response)) = (request, response) else {
        findings.unwritten += 1;
        return findings;
    };
    stage.answer_with(response.clone());
    let round = Round {
        stage,
        recorder,
        request,
        response,
    };
    let there_and_back = round.there_and_back::<R>().await;
    match there_and_back {
        Ok(()) => findings.kept += 1,
        Err(fault) => findings.fail::<R>(seed, &fault),
    }
    let refused = round.wrong_request(&mut to_server).await;
    findings.note::<R>(seed, refused);
    let refused = round.wrong_response::<R>(&mut to_client).await;
    findings.note::<R>(seed, refused);
    findings
}

impl Findings {
    /// Notes what was refused, if there was anything to refuse.
    fn note<R: Endpoint>(&mut self, seed: u64, refused: Result<Option<Spoiled>, String>) {
        match refused {
            Ok(None) => {}
            Ok(Some(spoiled)) => {
                self.refused += 1;
                self.below_choices += usize::from(spoiled.choice.is_some());
            }
            Err(fault) => self.fail::<R>(seed, &fault),
        }
    }

    fn fail<R: Endpoint>(&mut self, seed: u64, fault: &str) {
        self.faults
            .push(format!("{} (seed {seed}): {fault}", R::INFO.id));
    }
}

/// A request and the response to it.
struct Round<'r> {
    stage: &'r Stage,
    recorder: &'r Recorder,
    request: RawRequest,
    response: RawResponse,
}

impl Round<'_> {
    /// The request, written by hand, arrives; what arrived, sent by the client, arrives as the same; and so does the
    /// response.
    async fn there_and_back<R>(&self) -> Result<(), String>
    where
        R: Call + Endpoint + Debug + Sync,
        R::Success: Debug,
        R::Error: Debug,
    {
        let answer = self.send(&self.request).await?;
        if answer.status() != self.response.status {
            let fault = self.stage.fault();
            let fault =
                fault.unwrap_or_else(|| String::from_utf8_lossy(answer.body()).into_owned());
            return Err(format!(
                "{:?} is answered with {}: {fault}",
                self.request,
                answer.status()
            ));
        }
        let arrived: R = self.stage.take().ok_or("the request never arrived")?;
        let meant = read(&arrived, self.response.clone())
            .await
            .map_err(|error| format!("{error:?}"))?;
        let client = ClientBuilder::new("http://localhost")
            .transport(self.recorder.clone())
            .build();
        let sent = client
            .map_err(|error| format!("{error:?}"))?
            .send(&arrived)
            .await;
        let got = match sent {
            Ok(value) => Ok(value.into_inner()),
            Err(Error::Api(error)) => Err(error.into_body()),
            Err(error) => {
                return Err(format!(
                    "what arrived can't be sent: {arrived:?}: {error:?}"
                ));
            }
        };
        let arrived_again: R = self
            .stage
            .take()
            .ok_or("what arrived was sent, and never arrived")?;
        same("the request", &arrived, &arrived_again)?;
        same("the response", &meant, &got)?;
        let (sent, received) = self.recorder.last();
        let may_come = |name: &str| has_default(&self.stage.root, name);
        unchanged(
            "the request's body",
            self.request.json.as_ref(),
            &sent,
            &may_come,
        )?;
        unchanged(
            "the response's body",
            self.response.json.as_ref(),
            &received,
            &|_| false,
        )
    }

    async fn send(&self, request: &RawRequest) -> Result<Response<Bytes>, String> {
        let request = request.to_http().ok_or("the request can't be written")?;
        self.recorder
            .carry(request)
            .await
            .map_err(|error| error.to_string())
    }

    /// A body that is wrong at one place is refused with that place, and the status of the rule. It, if there was one.
    async fn wrong_request(&self, sampler: &mut Sampler<'_>) -> Result<Option<Spoiled>, String> {
        let Some((value, schema)) = &self.request.json else {
            return Ok(None);
        };
        let Some(spoiled) = sampler.spoil(schema, value) else {
            return Ok(None);
        };
        let answer = self.send(&self.request.with(&spoiled)).await?;
        let problem: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        let refused = statuses(&spoiled).contains(&answer.status());
        let places: Vec<_> = places(&problem).collect();
        if !refused || places.is_empty() || !places.iter().all(|place| names(place, &spoiled)) {
            return Err(format!(
                "{spoiled:?} is answered with {} {problem}",
                answer.status()
            ));
        }
        Ok(Some(spoiled))
    }

    /// A response that is wrong at one place is refused: by the client, where it can't be read, and by the server, where
    /// it breaks a rule. It, if there was one.
    async fn wrong_response<R>(&self, sampler: &mut Sampler<'_>) -> Result<Option<Spoiled>, String>
    where
        R: Call + Endpoint + Debug,
        R::Success: Debug,
        R::Error: Debug,
    {
        let Some((value, schema)) = &self.response.json else {
            return Ok(None);
        };
        let Some(spoiled) = sampler.spoil(schema, value) else {
            return Ok(None);
        };
        self.send(&self.request).await?;
        let Some(request) = self.stage.take::<R>() else {
            return Ok(None);
        };
        match read(&request, self.response.with(&spoiled)).await {
            Err(Error::Decode(error)) if names(error.pointer(), &spoiled) => Ok(Some(spoiled)),
            Ok(_) if !["type", "required", "format"].contains(&spoiled.rule) => {
                self.stage.answer_with(self.response.with(&spoiled));
                let answer = self.send(&self.request).await?;
                let is_refused = answer.status() == StatusCode::INTERNAL_SERVER_ERROR;
                match is_refused {
                    true => Ok(Some(spoiled)),
                    false => Err(format!("{spoiled:?} leaves the server")),
                }
            }
            other => Err(format!("{spoiled:?} in a response is read as {other:?}")),
        }
    }
}

/// The statuses that may refuse a value: what is of another type can't be read, what breaks another rule can. Below
/// alternatives it depends on what the others are.
fn statuses(spoiled: &Spoiled) -> &'static [StatusCode] {
    match (&spoiled.choice, spoiled.rule) {
        (Some(_), _) => &[StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY],
        (None, "type") => &[StatusCode::BAD_REQUEST],
        (None, _) => &[StatusCode::UNPROCESSABLE_ENTITY],
    }
}

/// Where the violations of a problem document are.
fn places(problem: &Value) -> impl Iterator<Item = String> {
    let errors = problem
        .get("errors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    errors.filter_map(|error| {
        let pointer = error.get("pointer")?.as_str()?.strip_prefix('#')?;
        Some(percent_decode_str(pointer).decode_utf8_lossy().into_owned())
    })
}

/// Whether a pointer names the place where a value is wrong, or the object in which it is missing; or, where it fits none
/// of several alternatives, a place on the way there from where they stand.
fn names(pointer: &str, spoiled: &Spoiled) -> bool {
    let place = match spoiled.pointer.rsplit_once('/') {
        Some((object, _)) if spoiled.rule == "required" => object,
        _ => spoiled.pointer.as_str(),
    };
    let is_on_the_way = |choice: &String| {
        pointer.starts_with(choice.as_str())
            && format!("{place}/").starts_with(&format!("{pointer}/"))
    };
    pointer == place || spoiled.choice.as_ref().is_some_and(is_on_the_way)
}

/// Values that can't be compared, streams say, are compared by how they show themselves.
fn same(what: &str, before: &impl Debug, after: &impl Debug) -> Result<(), String> {
    let (before, after) = (format!("{before:?}"), format!("{after:?}"));
    if before == after {
        Ok(())
    } else {
        Err(format!("{what} changed: {before}\nbecame {after}"))
    }
}

fn unchanged(
    what: &str,
    before: Option<&(Value, Value)>,
    after: &[u8],
    may_come: &dyn Fn(&str) -> bool,
) -> Result<(), String> {
    let Some((before, _)) = before else {
        return Ok(());
    };
    let after =
        serde_json::from_slice(after).map_err(|error| format!("{what} is no JSON: {error}"))?;
    match difference(before, &after, may_come) {
        Some(difference) => Err(format!(
            "{what} changed: {difference}\nbefore {before}\nafter {after}"
        )),
        None => Ok(()),
    }
}
