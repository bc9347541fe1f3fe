//! Tokens that are fetched, and fetched anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bindery_runtime::client::{
    Body, Call, Client, ClientBuilder, Error, Failed, Outgoing, PerRequest, Reply, Token,
};
use bindery_runtime::http::{HeaderValue, header};
use bindery_runtime::{NoError, Operation, OperationInfo};
use futures_util::stream;

use crate::sample::operations::ShowGroupRequest;
use crate::script::{End, Script, Step, options, read, read_with, write_with};

/// A client whose tokens count up; how many were fetched.
fn client(script: &Script) -> (Client, Arc<AtomicUsize>) {
    let fetched = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&fetched);
    let client = ClientBuilder::new("http://sample.example")
        .tokens("bearerAuth", move |_: &[&str]| {
            let number = counter.fetch_add(1, Ordering::SeqCst);
            async move { Ok::<_, String>(Token::new(format!("t{number}"))) }
        })
        .transport(script.clone());
    (client.build().unwrap(), fetched)
}

/// A request whose body comes piece by piece, so that it is sent once.
struct Upload(Body);

impl Operation for Upload {
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "Upload",
        method: "PUT",
        path: "/upload",
        security: ShowGroupRequest::INFO.security,
    };
    type Success = ();
    type Error = NoError;
}

impl Call for Upload {
    fn encode(&self) -> Outgoing {
        let outgoing = Outgoing::of::<Self>().literal("/upload");
        outgoing.stream("application/octet-stream", &self.0)
    }

    fn decode(reply: &Reply) -> Result<(), Failed<NoError>> {
        reply.empty_success(204)
    }
}

fn sent(script: &Script) -> Vec<String> {
    let sent = script.headers("authorization").into_iter();
    sent.map(Option::unwrap_or_default).collect()
}

#[tokio::test]
async fn one_token_serves_until_it_is_refused() {
    let script = Script::new(&[
        Step::Status(200),
        Step::Status(200),
        Step::Status(401),
        Step::Status(200),
        Step::Status(200),
    ]);
    let (client, fetched) = client(&script);
    for _ in 0..4 {
        assert_eq!(read(&client).await, End::Status(200));
    }
    assert_eq!(
        sent(&script),
        [
            "Bearer t0",
            "Bearer t0",
            "Bearer t0",
            "Bearer t1",
            "Bearer t1"
        ]
    );
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_new_one_that_is_refused_as_well_is_the_answer() {
    let script = Script::new(&[Step::Status(401), Step::Status(401)]);
    let (client, fetched) = client(&script);
    assert_eq!(read(&client).await, End::Status(401));
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn one_that_is_refused_with_what_cannot_be_sent_again_is_not_sent_with_what_follows() {
    let script = Script::new(&[Step::Status(401), Step::Status(200)]);
    let (client, fetched) = client(&script);
    let pieces = stream::once(async { Ok::<_, String>("a") });
    let upload = Upload(Body::stream(pieces));
    let error = client.send(&upload).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(read(&client).await, End::Status(200));
    assert_eq!(sent(&script), ["Bearer t0", "Bearer t1"]);
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn none_is_fetched_where_the_operation_asks_for_none() {
    let script = Script::new(&[Step::Status(200)]);
    let (client, fetched) = client(&script);
    assert_eq!(write_with(&client, &options()).await, End::Status(200));
    assert_eq!(sent(&script), [""]);
    assert_eq!(fetched.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_request_may_bring_its_own() {
    let script = Script::new(&[Step::Status(401)]);
    let (client, fetched) = client(&script);
    let own = options().header(header::AUTHORIZATION, HeaderValue::from_static("Own x"));
    assert!(!format!("{own:?}").contains("Own x"));
    assert_eq!(read_with(&client, &own).await, End::Status(401));
    assert_eq!(sent(&script), ["Own x"]);
    assert_eq!(fetched.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn where_there_is_none_nothing_is_sent() {
    let script = Script::new(&[]);
    let client = ClientBuilder::new("http://sample.example")
        .tokens("bearerAuth", |_: &[&str]| async {
            Err::<String, _>("the vault is shut")
        })
        .transport(script.clone());
    let client = client.build().unwrap();
    match client.send(&ShowGroupRequest::new(1)).await.unwrap_err() {
        Error::Token(error) => assert_eq!(error.scheme(), "bearerAuth"),
        other => panic!("{other:?}"),
    }
    assert_eq!(script.count(), 0);
}
