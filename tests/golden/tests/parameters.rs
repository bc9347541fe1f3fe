//! Parameters from the generated client to the generated router and back: what one end sends is what the other gets.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::any::Any;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use bindery_goldens::{parameter_styles, parameter_values};
use bindery_runtime::client::Call;
use bindery_runtime::{Operation, WithHeaders};

/// A handler of everything, which keeps the request.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Option<Box<dyn Any + Send>>>>);

impl Kept {
    fn keep(&self, request: impl Any + Send) {
        *self.0.lock().unwrap() = Some(Box::new(request));
    }

    fn take<R: 'static>(&self) -> R {
        let kept = self.0.lock().unwrap().take().unwrap();
        *kept.downcast().unwrap()
    }
}

mod styles {
    use super::*;
    use parameter_styles::operations::*;
    use parameter_styles::server::{Api, Context, Failure, router};
    use parameter_styles::types::{Color, Size, Span};

    /// Texts that mean something to some style, but not what `simple` and `label` part values by.
    const TEXT: &str = "a;b=c&d/e?f#g%h+i|j ä";

    impl Api for Kept {
        async fn in_path(
            &self,
            _: Context<()>,
            request: InPathRequest,
        ) -> Result<(), Failure<InPathError>> {
            self.keep(request);
            Ok(())
        }
        async fn in_query(
            &self,
            _: Context<()>,
            request: InQueryRequest,
        ) -> Result<(), Failure<InQueryError>> {
            self.keep(request);
            Ok(())
        }
        async fn in_header(
            &self,
            _: Context<()>,
            request: InHeaderRequest,
        ) -> Result<(), Failure<InHeaderError>> {
            self.keep(request);
            Ok(())
        }
        async fn in_cookie(
            &self,
            _: Context<()>,
            request: InCookieRequest,
        ) -> Result<(), Failure<InCookieError>> {
            self.keep(request);
            Ok(())
        }
    }

    async fn arrives<R>(request: R)
    where
        R: Call + PartialEq + Debug + 'static,
        <R as Operation>::Success: Debug,
        <R as Operation>::Error: Debug,
    {
        let kept = Kept::default();
        let client = parameter_styles::Client::builder("http://a.test")
            .transport(router(kept.clone()))
            .build()
            .unwrap();
        client.send(&request).await.unwrap();
        assert_eq!(kept.take::<R>(), request);
    }

    fn text() -> String {
        TEXT.to_owned()
    }

    fn list(parts: [&str; 3]) -> Vec<String> {
        parts.map(str::to_owned).to_vec()
    }

    fn size(unit: &str) -> Size {
        Size::new(-7, unit)
    }

    #[tokio::test]
    async fn in_path() {
        let parts = || list(["a,b", "/;?", "c.d"]);
        let without_dots = || list(["a,b", "=&", "ä"]);
        arrives(InPathRequest {
            simple_text: text(),
            simple_list: parts(),
            simple_object: size(TEXT),
            simple_spread_text: text(),
            simple_spread_list: parts(),
            simple_spread_object: size(TEXT),
            label_text: text(),
            label_list: parts(),
            label_object: size("m.,"),
            label_spread_text: text(),
            label_spread_list: without_dots(),
            label_spread_object: size(TEXT),
            matrix_text: text(),
            matrix_list: parts(),
            matrix_object: size(TEXT),
            matrix_spread_text: text(),
            matrix_spread_list: parts(),
            matrix_spread_object: size(""),
        })
        .await;
    }

    #[tokio::test]
    async fn in_query() {
        let parts = || list(["a,b", "&=#", ""]);
        let delimited = || list(["a,b", "&=#", "ä"]);
        arrives(InQueryRequest {
            form_text: text(),
            form_list: parts(),
            form_object: size(TEXT),
            form_spread_text: String::new(),
            form_spread_list: parts(),
            form_spread_object: size("\u{1f600}"),
            space_text: text(),
            space_list: delimited(),
            space_object: size("a+b"),
            space_spread_text: text(),
            space_spread_list: parts(),
            space_spread_object: Color::new(1, 2),
            pipe_text: text(),
            pipe_list: delimited(),
            pipe_object: size("a b"),
            pipe_spread_text: text(),
            pipe_spread_list: parts(),
            pipe_spread_object: Span::new(0.5, -1e9),
            deep_text: text(),
            deep_list: parts(),
            deep_object: size(TEXT),
        })
        .await;
    }

    #[tokio::test]
    async fn in_header() {
        let parts = || list(["a;b", "\"c\"", "d=e"]);
        arrives(InHeaderRequest {
            x_simple_text: "a, b;c".to_owned(),
            x_simple_list: parts(),
            x_simple_object: size("m;m"),
            x_simple_spread_text: "a=b".to_owned(),
            x_simple_spread_list: parts(),
            x_simple_spread_object: size("m"),
        })
        .await;
    }

    #[tokio::test]
    async fn in_cookie() {
        let parts = || list(["a;b", "\"c\",", "ä"]);
        arrives(InCookieRequest {
            form_text: text(),
            form_list: parts(),
            form_object: size(TEXT),
            form_spread_text: text(),
            form_spread_list: parts(),
            form_spread_object: size(TEXT),
        })
        .await;
    }
}

mod values {
    use super::*;
    use parameter_values::operations::*;
    use parameter_values::server::{
        Api, ApiKey, Authenticator, Context, Denied, Failure, SecurityContext, router,
    };
    use parameter_values::types::*;

    struct Anyone;

    impl Authenticator for Anyone {
        type Principal = ();
        async fn key(&self, _: &SecurityContext<'_>, _: ApiKey) -> Result<(), Denied> {
            Ok(())
        }
    }

    impl Api for Kept {
        type Principal = ();
        async fn deep(
            &self,
            _: Context<()>,
            request: DeepRequest,
        ) -> Result<(), Failure<DeepError>> {
            self.keep(request);
            Ok(())
        }
        async fn nested(
            &self,
            _: Context<()>,
            request: NestedRequest,
        ) -> Result<(), Failure<NestedError>> {
            self.keep(request);
            Ok(())
        }
        async fn choices(
            &self,
            _: Context<()>,
            request: ChoicesRequest,
        ) -> Result<(), Failure<ChoicesError>> {
            self.keep(request);
            Ok(())
        }
        async fn loose(
            &self,
            _: Context<()>,
            request: LooseRequest,
        ) -> Result<(), Failure<LooseError>> {
            self.keep(request);
            Ok(())
        }
        async fn content(
            &self,
            _: Context<()>,
            request: ContentRequest,
        ) -> Result<WithHeaders<(), ContentOkHeaders>, Failure<ContentError>> {
            let headers = ContentOkHeaders {
                x_range: request.r#where.clone(),
                x_lines: Some(lines()),
            };
            self.keep(request);
            Ok(WithHeaders::new((), headers))
        }
        async fn plain(
            &self,
            _: Context<()>,
            request: PlainRequest,
        ) -> Result<WithHeaders<(), PlainNoContentHeaders>, Failure<PlainError>> {
            let headers = PlainNoContentHeaders {
                x_level: request.level.filter(|level| *level < 7).or(Some(1)),
            };
            self.keep(request);
            Ok(WithHeaders::new((), headers))
        }
    }

    #[tokio::test]
    async fn plain_text_keeps_its_type_and_rules() {
        use bindery_runtime::client::Transport;
        use bindery_runtime::http::Request;

        let kept = Kept::default();
        let router = router(kept.clone(), Anyone);
        let send = async |rest: &str, order: &str| {
            let request = Request::get(format!("http://a.test/plain/{rest}"));
            let request = request.header("x-order", order).body(()).unwrap();
            let answer = router.send(request.map(|()| Default::default()));
            answer.await.unwrap().status().as_u16()
        };
        assert_eq!(send("abc?size=2&words=a,b", "asc").await, 204);
        let request: PlainRequest = kept.take();
        let expected = PlainRequest {
            level: Some(4),
            size: Some(PlainSize::N2),
            words: Some("a,b".to_owned()),
            x_order: Some(Order::Asc),
            ..PlainRequest::new("abc")
        };
        assert_eq!(request, expected);
        assert_eq!(send("abcd", "asc").await, 422);
        assert_eq!(send("abc?level=2", "asc").await, 422);
        assert_eq!(send("abc?level=x", "asc").await, 400);
        assert_eq!(send("abc?size=x", "asc").await, 400);
        assert_eq!(send("abc?size=3", "asc").await, 422);
        assert_eq!(send("abc", "up").await, 422);
        // The header of the answer says the same.
        assert_eq!(send("abc?level=7", "asc").await, 500);
    }

    fn client(kept: &Kept) -> parameter_values::Client {
        parameter_values::Client::builder("http://a.test")
            .key("k")
            .transport(router(kept.clone(), Anyone))
            .build()
            .unwrap()
    }

    async fn arrives<R>(request: R)
    where
        R: Call + PartialEq + Debug + 'static,
        <R as Operation>::Success: Debug,
        <R as Operation>::Error: Debug,
    {
        let kept = Kept::default();
        client(&kept).send(&request).await.unwrap();
        assert_eq!(kept.take::<R>(), request);
    }

    fn lines() -> Vec<Line> {
        vec![Line::new("a,[]&", 1), Line::new("", -2)]
    }

    fn range() -> Range {
        Range {
            gt: Some(1),
            lt: None,
        }
    }

    fn filter() -> Filter {
        Filter {
            name: Some("[x]".to_owned()),
            created: Some(range()),
            tags: Some(vec!["[1]".to_owned()]),
            lines: Some(lines()),
            not: Some(Box::new(Filter {
                name: Some("y".to_owned()),
                ..Filter::default()
            })),
        }
    }

    #[tokio::test]
    async fn deep_objects_hold_anything() {
        let labels =
            [("a.b", "1"), ("c[d", "2")].map(|(key, text)| (key.to_owned(), text.to_owned()));
        arrives(DeepRequest {
            filter: Some(filter()),
            created: Some(range().into()),
            lines: Some(lines()),
            labels: Some(labels.into()),
        })
        .await;
        arrives(DeepRequest {
            created: Some(DeepCreated::Integer(7)),
            ..DeepRequest::default()
        })
        .await;
    }

    #[tokio::test]
    async fn what_stands_deeper_than_a_style_has_a_form_for() {
        let strings = |strings: &[&str]| strings.iter().map(|text| (*text).to_owned()).collect();
        arrives(NestedRequest {
            path: lines(),
            sort: Some(lines()),
            joined: Some(vec![
                strings(&["a,b", "[c]"]),
                strings(&[]),
                strings(&["1"]),
            ]),
            x_lines: Some(lines()),
            lines: Some(lines()),
        })
        .await;
    }

    #[tokio::test]
    async fn a_choice_between_texts_lists_and_objects() {
        for (either, order, ids) in [
            (
                ChoicesEither::Integer(3),
                ChoicesOrder::Order(Order::Desc),
                ChoicesIds::Integer(1),
            ),
            (
                ChoicesEither::Range(range()),
                ChoicesOrder::Line(Line::new("s", 1)),
                ChoicesIds::List(vec![1, 2]),
            ),
        ] {
            arrives(ChoicesRequest {
                either,
                order: Some(order),
                ids: Some(ids),
            })
            .await;
        }
    }

    #[tokio::test]
    async fn a_map_takes_what_no_other_parameter_has() {
        let rest =
            [("a", "1"), ("limits", "2")].map(|(key, text)| (key.to_owned(), text.to_owned()));
        arrives(LooseRequest {
            limit: Some(1),
            r#where: Some(range()),
            size: Some(Line::new("s", 2)),
            rest: Some(rest.into()),
            flag: Some(true),
            words: Some(vec!["a".to_owned()]),
            url: Some("http://a/b?c=d#e".to_owned()),
            text: Some(String::new()),
            ..LooseRequest::default()
        })
        .await;
        arrives(LooseRequest::default()).await;
    }

    #[tokio::test]
    async fn an_empty_value_is_allowed_where_the_description_says_so() {
        use bindery_runtime::client::Transport;
        use bindery_runtime::http::Request;

        let kept = Kept::default();
        let router = router(kept.clone(), Anyone);
        let send = |query: &str| {
            let uri = format!("http://a.test/loose?api_key=k&{query}");
            let request = Request::get(uri).body(()).unwrap();
            router.send(request.map(|()| Default::default()))
        };
        let answer = send("flag&words=&text=").await.unwrap();
        assert_eq!(answer.status(), 204);
        let request: LooseRequest = kept.take();
        assert_eq!(request.flag, None);
        assert_eq!(request.words, Some(Vec::new()));
        assert_eq!(request.text.as_deref(), Some(""));
        assert_eq!(send("limit=").await.unwrap().status(), 400);
    }

    #[tokio::test]
    async fn json_documents_travel_in_parameters_and_headers() {
        let request = ContentRequest {
            r#where: range(),
            filter: filter(),
            more: Some(None),
            plain: Some("a b".to_owned()),
            table: Some("c,d".to_owned()),
            x_filter: Some(filter()),
            range: Some(range()),
        };
        let kept = Kept::default();
        let answer = client(&kept).send(&request).await.unwrap();
        assert_eq!(kept.take::<ContentRequest>(), request);
        assert_eq!(answer.headers.x_range, range());
        assert_eq!(answer.headers.x_lines, Some(lines()));
        let request = ContentRequest::new(range(), Filter::default());
        client(&kept).send(&request).await.unwrap();
        assert_eq!(kept.take::<ContentRequest>(), request);
    }
}
