//! Requests that failed are repeated where that is safe.

use std::time::{Duration, SystemTime};

use bindery_runtime::client::{PerRequest, RetryBudget, RetryPolicy};
use tokio::time::Instant;

use crate::script::{End, Script, Step, options, read, read_with, write_with};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_again() {
    for step in [
        Step::Status(429),
        Step::Status(502),
        Step::Status(503),
        Step::Status(504),
        Step::Unreached,
        Step::Broken,
    ] {
        let script = Script::new(&[step, step, Step::Status(200)]);
        let client = script.client().build().unwrap();
        assert_eq!(read(&client).await, End::Status(200), "{step:?}");
        assert_eq!(script.count(), 3);
        let authorizations = script.headers("authorization");
        assert!(
            authorizations
                .iter()
                .all(|value| *value == authorizations[0])
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_not_is_not() {
    for status in [400, 401, 404, 409, 500, 501] {
        let script = Script::new(&[Step::Status(status)]);
        let client = script.client().build().unwrap();
        assert_eq!(read(&client).await, End::Status(status));
        assert_eq!(script.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_reply_is_handed_on() {
    let script = Script::new(&[
        Step::Broken,
        Step::Status(503),
        Step::Broken,
        Step::Status(503),
    ]);
    let client = script.client().build().unwrap();
    let start = Instant::now();
    assert_eq!(read(&client).await, End::Status(503));
    assert_eq!(script.count(), 4);
    // 100, 200 and 400 ms at the longest.
    assert!(start.elapsed() <= Duration::from_millis(700));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_repeated_unless_it_is_asked_for() {
    let script = Script::new(&[Step::Status(503), Step::Status(503)]);
    let client = script.client().build().unwrap();
    assert_eq!(
        read_with(&client, &options().no_retry()).await,
        End::Status(503)
    );
    let quiet = bindery_runtime::client::ClientBuilder::new("http://sample.example");
    let quiet = quiet.transport(script.clone()).build().unwrap();
    assert_eq!(read(&quiet).await, End::Status(503));
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn one_request_may_ask_for_it_alone() {
    let script = Script::new(&[Step::Status(503), Step::Status(200)]);
    let client = bindery_runtime::client::ClientBuilder::new("http://sample.example");
    let client = client.transport(script.clone()).build().unwrap();
    let once = options().retry(RetryPolicy::new(1));
    assert_eq!(read_with(&client, &once).await, End::Status(200));
}

#[tokio::test(start_paused = true)]
async fn what_is_not_safe_is_repeated_only_if_it_never_left_or_has_a_key() {
    let script = Script::new(&[Step::Status(503), Step::Broken]);
    let client = script.client().build().unwrap();
    assert_eq!(write_with(&client, &options()).await, End::Status(503));
    assert_eq!(write_with(&client, &options()).await, End::Failed);
    assert_eq!(script.count(), 2);

    let script = Script::new(&[Step::Unreached, Step::Status(200)]);
    let client = script.client().build().unwrap();
    assert_eq!(write_with(&client, &options()).await, End::Status(200));

    let script = Script::new(&[Step::Status(503), Step::Broken, Step::Status(200)]);
    let client = script.client().build().unwrap();
    let keyed = options().idempotency_key("k-1");
    assert_eq!(write_with(&client, &keyed).await, End::Status(200));
    let key = Some("k-1".to_owned());
    assert_eq!(
        script.headers("idempotency-key"),
        [key.clone(), key.clone(), key]
    );
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_when_is_waited_for() {
    let script = Script::new(&[Step::With(503, "retry-after", "7"), Step::Status(200)]);
    let client = script.client().build().unwrap();
    let start = Instant::now();
    assert_eq!(read(&client).await, End::Status(200));
    assert_eq!(start.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_date_is_as_good() {
    let date = httpdate::fmt_http_date(SystemTime::now() + 5 * SECOND);
    let step = Step::With(429, "retry-after", date.leak());
    let script = Script::new(&[step, Step::Status(200)]);
    let client = script.client().build().unwrap();
    let start = Instant::now();
    assert_eq!(read(&client).await, End::Status(200));
    assert!((3..=5).contains(&start.elapsed().as_secs()));
}

#[tokio::test(start_paused = true)]
async fn one_that_asks_for_too_much_is_not() {
    // More than the policy allows, and more than the request's time.
    for (seconds, policy) in [("61", RetryPolicy::new(3)), ("20", RetryPolicy::new(3))] {
        let script = Script::new(&[Step::With(503, "retry-after", seconds)]);
        let client = script.client().build().unwrap();
        let start = Instant::now();
        assert_eq!(
            read_with(&client, &options().retry(policy)).await,
            End::Status(503)
        );
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_may_take_too_long() {
    let script = Script::new(&[Step::Silence, Step::Status(200)]);
    let client = script.client().build().unwrap();
    let policy = RetryPolicy::new(1).attempt_timeout(2 * SECOND);
    let start = Instant::now();
    assert_eq!(
        read_with(&client, &options().retry(policy)).await,
        End::Status(200)
    );
    assert_eq!(start.elapsed().as_secs(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_whole_takes_no_longer_than_it_may() {
    let script = Script::new(&[Step::Silence]);
    let client = script.client().build().unwrap();
    let start = Instant::now();
    assert_eq!(read_with(&client, &options()).await, End::Timeout);
    assert_eq!(start.elapsed().as_secs(), 20);
    assert_eq!(script.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn clients_of_one_policy_share_its_budget() {
    let script = Script::new(&[Step::Status(503); 6]);
    let policy = RetryPolicy::new(2).budget(RetryBudget::new(1.0, 0));
    let client = script.client().retry(policy.clone()).build().unwrap();
    let other = script.client().retry(policy).build().unwrap();
    // A repetition for each request: one here, one there, one that is left.
    assert_eq!(read(&client).await, End::Status(503));
    assert_eq!(script.count(), 2);
    assert_eq!(read(&other).await, End::Status(503));
    assert_eq!(script.count(), 4);
    assert_eq!(read(&client).await, End::Status(503));
    assert_eq!(script.count(), 6);
}
