//! What is done before and after each request, and what is traced of it.

use std::sync::{Arc, Mutex};

use bindery_runtime::http::HeaderValue;

use crate::script::{End, Script, Step, read};

#[tokio::test(start_paused = true)]
async fn hooks_see_each_attempt() {
    let script = Script::new(&[Step::Status(503), Step::Broken, Step::Status(200)]);
    let log = Arc::new(Mutex::new(Vec::new()));
    let (before, after) = (Arc::clone(&log), Arc::clone(&log));
    let client = script
        .client()
        .before(move |request| {
            let text = format!("{} {}", request.method(), request.uri());
            before.lock().unwrap().push(text);
            assert!(!format!("{:?}", request.headers()).contains("Basic"));
            let number = HeaderValue::from(request.attempt());
            request.headers_mut().insert("x-attempt", number);
        })
        .after(move |reply| {
            let status = reply.status().map(|status| status.as_u16());
            let text = format!(
                "{} {status:?} {:?}",
                reply.operation().id,
                reply.error_type()
            );
            after.lock().unwrap().push(text);
        });
    assert_eq!(read(&client.build().unwrap()).await, End::Status(200));
    let numbers = script.headers("x-attempt");
    assert_eq!(
        numbers,
        [Some("0".into()), Some("1".into()), Some("2".into())]
    );
    assert_eq!(
        *log.lock().unwrap(),
        [
            "GET http://sample.example/groups/1",
            "ShowGroup Some(503) None",
            "GET http://sample.example/groups/1",
            "ShowGroup None Some(\"transport\")",
            "GET http://sample.example/groups/1",
            "ShowGroup Some(200) None",
        ]
    );
}

mod spans {
    use std::collections::BTreeMap;
    use std::fmt::Debug;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::{Arc, Mutex};

    use bindery_runtime::client::ClientBuilder;
    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use crate::sample::operations::AdoptPetRequest;
    use crate::script::{End, Script, Step, read};

    type Fields = BTreeMap<String, String>;

    /// Keeps the fields of all spans.
    #[derive(Clone, Default)]
    struct Spans {
        next: Arc<AtomicU64>,
        fields: Arc<Mutex<BTreeMap<u64, Fields>>>,
    }

    struct Put<'f>(&'f mut Fields);

    impl Visit for Put<'_> {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            self.0.insert(field.name().to_owned(), format!("{value:?}"));
        }

        fn record_str(&mut self, field: &Field, value: &str) {
            self.0.insert(field.name().to_owned(), value.to_owned());
        }
    }

    impl Subscriber for Spans {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target().starts_with("bindery_runtime")
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            let id = self.next.fetch_add(1, Ordering::SeqCst) + 1;
            let mut fields = Fields::new();
            span.record(&mut Put(&mut fields));
            self.fields.lock().unwrap().insert(id, fields);
            Id::from_u64(id)
        }

        fn record(&self, span: &Id, values: &Record<'_>) {
            let mut fields = self.fields.lock().unwrap();
            values.record(&mut Put(fields.get_mut(&span.into_u64()).unwrap()));
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, _: &Event<'_>) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[tokio::test(start_paused = true)]
    async fn a_span_a_request_after_opentelemetrys_conventions() {
        let spans = Spans::default();
        let _guard = tracing::subscriber::set_default(spans.clone());
        let script = Script::new(&[Step::Status(503), Step::Unreached, Step::Status(200)]);
        let client = script.client().build().unwrap();
        assert_eq!(read(&client).await, End::Status(200));
        let common = [
            ("otel.name", "GET /groups/{group_id}"),
            ("otel.kind", "client"),
            ("http.request.method", "GET"),
            ("server.address", "sample.example"),
            ("server.port", "80"),
            ("url.full", "http://sample.example/groups/1"),
            ("url.template", "/groups/{group_id}"),
        ];
        let own: [&[(&str, &str)]; 3] = [
            &[
                ("http.response.status_code", "503"),
                ("error.type", "503"),
                ("otel.status_code", "ERROR"),
            ],
            &[
                ("http.request.resend_count", "1"),
                ("error.type", "connect"),
                ("otel.status_code", "ERROR"),
            ],
            &[
                ("http.request.resend_count", "2"),
                ("http.response.status_code", "200"),
            ],
        ];
        let fields = spans.fields.lock().unwrap();
        let found: Vec<&Fields> = fields.values().collect();
        assert_eq!(found.len(), own.len());
        for (found, own) in found.into_iter().zip(own) {
            let expected = common.iter().chain(own);
            let expected: Fields = expected
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            assert_eq!(*found, expected);
        }
    }

    #[tokio::test]
    async fn credentials_are_neither_in_spans_nor_in_errors() {
        let spans = Spans::default();
        let _guard = tracing::subscriber::set_default(spans.clone());
        let script = Script::new(&[Step::Status(401), Step::Status(500), Step::Broken]);
        let client = ClientBuilder::new("http://sample.example")
            .api_key_query("apiKey", "api key", "k3y".to_owned())
            .tokens("bearerAuth", |_: &[&str]| async {
                Ok::<_, String>("t0ken")
            })
            .transport(script.clone());
        let client = client.build().unwrap();
        let mut told = format!("{client:?}");
        for _ in 0..2 {
            let error = client.send(&AdoptPetRequest::new("x")).await.unwrap_err();
            told += &format!("{error} {error:?}");
        }
        told += &format!("{:?}", spans.fields.lock().unwrap());
        // They did travel.
        assert_eq!(
            script.headers("authorization")[2],
            Some("Bearer t0ken".into())
        );
        assert!(
            told.contains("http://sample.example/pets/x.json\""),
            "{told}"
        );
        for secret in ["k3y", "t0ken"] {
            assert!(!told.contains(secret), "{told}");
        }
    }
}
