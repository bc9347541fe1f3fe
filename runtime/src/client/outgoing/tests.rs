use super::Outgoing;
use crate::client::base_url::BaseUrl;
use crate::client::credentials::Credentials;
use crate::client::error::Failure;
use crate::operation::{OperationInfo, Requirement};
use crate::param::Style;
use crate::validate::{Place, Violation};

const SHOW: &OperationInfo = &OperationInfo {
    id: "Show",
    method: "GET",
    path: "/files/{name}",
    security: &[],
};

const SECURED: &OperationInfo = &OperationInfo {
    security: &[&[Requirement {
        scheme: "key",
        scopes: &[],
    }]],
    ..*SHOW
};

fn uri(outgoing: Outgoing) -> Result<String, String> {
    let base_url = BaseUrl::parse("https://a.example/v1/").unwrap();
    match outgoing.finish(&base_url) {
        Ok(request) => Ok(request.uri().to_string()),
        Err(Failure::InvalidRequest(error)) => Err(error.to_string()),
        Err(_) => panic!("a request that isn't sent can't fail otherwise"),
    }
}

fn file(name: &str) -> Result<String, String> {
    uri(Outgoing::new(SHOW)
        .literal("/files/")
        .path(&name.to_owned()))
}

#[test]
fn path_parameters_stay_in_their_segment() {
    assert_eq!(
        file("a/../b?c#d").unwrap(),
        "https://a.example/v1/files/a%2F..%2Fb%3Fc%23d"
    );
    assert_eq!(file("...").unwrap(), "https://a.example/v1/files/...");
    for name in ["", ".", ".."] {
        assert!(
            file(name)
                .unwrap_err()
                .starts_with("`Show` can't be sent: a path parameter is"),
            "{name}"
        );
    }
}

#[test]
fn literals_and_queries_are_made_fit_for_urls() {
    let outgoing = Outgoing::new(SHOW)
        .literal("/größe/a b:c")
        .query("page[size]", &Some(10_i64))
        .query("none", &None::<i64>)
        .query("q", &"a&b=c d+e".to_owned());
    assert_eq!(
        uri(outgoing).unwrap(),
        "https://a.example/v1/gr%C3%B6%C3%9Fe/a%20b:c?page%5Bsize%5D=10&q=a%26b%3Dc%20d%2Be"
    );
}

#[test]
fn cookies_hold_what_cookies_may() {
    let cookies = |outgoing: Outgoing| {
        let base_url = BaseUrl::parse("https://a.example").unwrap();
        let request = outgoing.finish(&base_url).unwrap();
        request.headers()["cookie"].to_str().unwrap().to_owned()
    };
    let mut credentials = Credentials::default();
    credentials.api_key_cookie("key", "a|b+c", "s:a/b==%; \"é");
    let mut outgoing = Outgoing::new(SECURED)
        .cookie("x^y", &"a=b".to_owned())
        .cookie("x[1]", &vec![1_i64, 2]);
    assert!(credentials.apply(SECURED, &mut outgoing).is_none());
    assert_eq!(
        cookies(outgoing),
        "x^y=a%3Db; x%5B1%5D=1,2; a|b+c=s:a/b==%25%3B%20%22%C3%A9"
    );
}

#[test]
fn the_first_fault_is_told() {
    let mut nested = serde_json::Value::Array(Vec::new());
    for _ in 0..100 {
        nested = serde_json::Value::Array(vec![nested]);
    }
    let outgoing = Outgoing::new(SHOW)
        .header("x-a", &"a\nb".to_owned())
        .query("nested", &nested);
    let error = uri(outgoing).unwrap_err();
    assert!(
        error.contains("the header `x-a` holds characters"),
        "{error}"
    );
    let error = uri(Outgoing::new(SHOW).query("nested", &nested)).unwrap_err();
    assert!(
        error.contains("the query parameter `nested` holds arrays"),
        "{error}"
    );
}

#[test]
fn no_number_is_sent_that_is_none() {
    let refused = |outgoing: Outgoing| {
        let error = uri(outgoing).unwrap_err();
        error
            .strip_prefix("`Show` can't be sent: ")
            .unwrap()
            .to_owned()
    };
    let outgoing = || Outgoing::new(SHOW).literal("/files/a");
    assert_eq!(
        refused(outgoing().query("most", &f64::NAN)),
        "the query parameter `most` can't be written: NaN is no number that JSON can say"
    );
    assert_eq!(
        refused(outgoing().header("X-Most", &vec![1.0, f64::INFINITY])),
        "the header `X-Most` can't be written: inf is no number that JSON can say"
    );
    assert_eq!(
        refused(outgoing().json("application/json", &[1.0, f64::NAN])),
        "body at `/1`: NaN is no number that JSON can say"
    );
}

#[test]
fn a_body_with_a_number_that_is_none_breaks_a_rule() {
    let base_url = BaseUrl::parse("https://a.example/v1/").unwrap();
    let outgoing = Outgoing::new(SHOW).json("application/json", &[f32::NEG_INFINITY]);
    let Err(Failure::InvalidRequest(error)) = outgoing.finish(&base_url) else {
        panic!("it is sent");
    };
    assert_eq!(
        error.violations(),
        [Violation {
            place: Place::Body("/0".to_owned()),
            rule: "type",
            message: "-inf is no number that JSON can say".to_owned(),
        }]
    );
}

#[test]
fn what_is_empty_is_not_sent_where_a_value_must_be() {
    let outgoing = || Outgoing::new(SHOW).literal("/files/a");
    let empty = Vec::<String>::new();
    for refused in [
        outgoing().query("tags", &empty),
        outgoing().query_styled(Style::PipeDelimited, false, false, "tags", &empty),
        outgoing().header("X-Tags", &empty),
        outgoing().cookie("tags", &empty),
    ] {
        let error = uri(refused).unwrap_err();
        assert!(
            error.ends_with("can't be written: it is empty, which looks like none at all"),
            "{error}"
        );
    }
    let optional = outgoing()
        .query("tags", &Some(empty))
        .header("X-Tags", &None::<Vec<i32>>);
    assert_eq!(uri(optional).unwrap(), "https://a.example/v1/files/a");
}
