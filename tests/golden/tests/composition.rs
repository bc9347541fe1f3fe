//! Composition on the wire: JSON becomes the value it says, and the same JSON again; the generated client and the
//! generated server agree on it; what fits nothing is refused, with the place.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fmt::Debug;

use bindery_goldens::choices::client::Client;
use bindery_goldens::choices::operations::{EchoError, EchoRequest};
use bindery_goldens::choices::server::{self, Context, Failure};
use bindery_goldens::choices::types::{self as choices, Choices};
use bindery_goldens::{composition, default_mapping, inheritance, inherited_values, listed_values};
use bindery_runtime::serde::de::DeserializeOwned;
use bindery_runtime::serde::ser::Serialize;
use bindery_runtime::serde_json::{self, Value};
use bindery_runtime::wire::{DecodeFailure, Strictness, from_slice};

fn strictly<T: DeserializeOwned>(text: &str) -> Result<T, DecodeFailure> {
    Strictness::Strict.scope(|| from_slice(text.as_bytes()))
}

/// Reads the text as a server and as a client would, and writes the same JSON again.
fn kept<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) -> T {
    let value: T = strictly(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let again: T = from_slice(text.as_bytes()).unwrap();
    assert_eq!(value, again, "{text}");
    let written = serde_json::to_value(&value).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(text).unwrap());
    value
}

/// The place and the words with which a server refuses the text.
fn refused<T: DeserializeOwned + Debug>(text: &str) -> String {
    let failure = strictly::<T>(text).unwrap_err();
    format!("{}: {}", failure.pointer, failure.message)
}

const CHOICES: &[&str] = &[
    r#"{"id":1}"#,
    r#"{"id":1.5}"#,
    r#"{"id":"some text"}"#,
    r#"{"id":"8d8ac610-566d-4ef0-9c22-186b2a5ed793"}"#,
    r#"{"id":"2026-01-02T03:04:05Z"}"#,
    r#"{"target":"a"}"#,
    r#"{"target":["a","b"]}"#,
    r#"{"target":{"path":"/"}}"#,
    r#"{"target":{"url":"/"}}"#,
    r#"{"animal":{"species":"Bird","wings":2}}"#,
    r#"{"animal":{"species":"kitten","purrs":true}}"#,
    r#"{"animal":{"species":"whale","depth":3.5}}"#,
    r#"{"shape":{"kind":"circle","radius":1.5}}"#,
    r#"{"shape":{"kind":"square","side":1.5}}"#,
    r#"{"step":{"kind":"run","name":"x","command":"y"}}"#,
    r#"{"step":{"kind":"wait","name":"x","seconds":4}}"#,
    r#"{"json":null}"#,
    r#"{"json":["a",1.5,true,{"b":["c",null]}]}"#,
    r#"{"lamp":{"hue":"amber"}}"#,
    r#"{"lamp":{"hue":"blue"}}"#,
];

#[test]
fn each_choice_is_kept() {
    for text in CHOICES {
        kept::<Choices>(text);
    }
    let id = |text: &str| kept::<Choices>(text).id.unwrap();
    assert_eq!(id(r#"{"id":1}"#), choices::ChoicesId::Integer(1));
    assert_eq!(id(r#"{"id":1.5}"#), choices::ChoicesId::Number(1.5));
    let day = id(r#"{"id":"2026-01-02T03:04:05Z"}"#);
    assert!(matches!(day, choices::ChoicesId::DateTime(_)));
    let animal = kept::<Choices>(r#"{"animal":{"species":"kitten"}}"#).animal;
    let Some(choices::Animal::Mammal(choices::Mammal::Cat(cat))) = animal else {
        panic!("{animal:?}");
    };
    assert_eq!(cat.species, "kitten");
}

#[test]
fn what_fits_no_choice_is_refused_with_its_place() {
    for (text, place) in [
        (
            r#"{"id":true}"#,
            "/id: expected a number or a string, found a boolean",
        ),
        (
            r#"{"target":{"file":1}}"#,
            "/target: no alternative fits: not `File`: missing required field `path`",
        ),
        (r#"{"target":{"path":1}}"#, "/target/path: "),
        (
            r#"{"animal":{"species":"dog"}}"#,
            "/animal: `species` is \"dog\", which is none of",
        ),
        (
            r#"{"animal":{"species":"Bird"}}"#,
            "/animal: missing required field `wings`",
        ),
        (r#"{"animal":{}}"#, "/animal: missing field `species`"),
        (r#"{"json":[1,{"a":[null]}],"lamp":{"hue":7}}"#, "/lamp: "),
        (
            r#"{"step":{"kind":"run"}}"#,
            "/step: missing required field `name`",
        ),
    ] {
        let said = refused::<Choices>(text);
        assert!(said.starts_with(place), "{text}: {said}");
    }
}

/// Alternatives that keys tell apart, where a value has those of two.
#[test]
fn what_fits_two_alternatives_is_refused_by_a_server() {
    let both = r#"{"payment":{"amount":1,"number":"4","iban":"DE"}}"#;
    let said = refused::<composition::types::Values>(both);
    assert_eq!(
        said,
        "/payment: exactly one alternative must fit, but `Card` and `Transfer` do"
    );
    let only_one = r#"{"payment":{"amount":1,"number":4,"iban":"DE"}}"#;
    assert!(strictly::<composition::types::Values>(only_one).is_ok());
    let neither = r#"{"payment":{"amount":1}}"#;
    let said = refused::<composition::types::Values>(neither);
    assert!(
        said.starts_with(
            "/payment: no alternative fits: not `Card`: missing required field `number`"
        ),
        "{said}"
    );
    let client: composition::types::Values = from_slice(both.as_bytes()).unwrap();
    assert!(matches!(
        client.payment,
        Some(composition::types::Payment::Card(_))
    ));
}

#[test]
fn composition_is_kept() {
    use composition::types::Values;
    for text in [
        r#"{"payment":{"amount":1,"note":"n","number":"4"}}"#,
        r#"{"payment":{"amount":1,"iban":"d"}}"#,
        r#"{"payment":{"amount":1,"till":2}}"#,
        r#"{"search":{"id":"a"}}"#,
        r#"{"parcel":{"weight":1.5,"box":"b","risk":true}}"#,
        r#"{"parcel":{"roll":"b","value":2.5}}"#,
        r#"{"employee":{"name":"n","kind":"employee","home":{"street":"s","city":"c"},"tags":["new"]}}"#,
        r#"{"contact":{"primary":true,"mail":"m"}}"#,
        r#"{"contact":{"phone":"p"},"shade":"red","wrapped":{"number":"1"},"single":"green","twice":"red"}"#,
        r#"{"flat":true}"#,
    ] {
        kept::<Values>(text);
    }
    assert!(refused::<Values>(r#"{"payment":{"number":"4"}}"#).contains("`amount`"));
    assert!(refused::<Values>(r#"{"parcel":{"box":"b"}}"#).starts_with("/parcel: "));
    let boss = r#"{"employee":{"name":"n","kind":"boss"}}"#;
    assert!(refused::<Values>(boss).starts_with("/employee/kind: "));
}

#[test]
fn a_base_is_what_extends_it_and_a_client_takes_what_is_new_for_the_base() {
    use inheritance::types::{Garage, Vehicle};
    let text = r#"{"vehicles":[{"kind":"cab","doors":4},{"kind":"FireEngine","ladder":9.5},{"kind":"Vehicle","plate":"p"}],"spare":{"kind":"Bicycle"},"truck":{"kind":"Truck","load":1.5}}"#;
    let garage: Garage = kept(text);
    let vehicles = garage.vehicles.unwrap();
    assert!(matches!(
        vehicles.as_slice(),
        [Vehicle::Car(_), Vehicle::FireEngine(_), Vehicle::Vehicle(_)]
    ));
    let new = r#"{"spare":{"kind":"rocket","plate":"p"}}"#;
    assert!(refused::<Garage>(new).starts_with("/spare: `kind` is \"rocket\""));
    let garage: Garage = from_slice(new.as_bytes()).unwrap();
    assert!(matches!(garage.spare, Some(Vehicle::Vehicle(base)) if base.kind == "rocket"));
}

#[test]
fn what_extends_a_base_may_say_its_value_itself() {
    use inherited_values::types::{Limit, Signal, Step};
    assert!(matches!(
        kept(r#"{"kind":"wait","minutes":5,"plan":{"signal":{"colour":"red","seconds":9}}}"#),
        Step::WaitStep(_)
    ));
    assert!(matches!(
        kept(r#"{"kind":"check","url":"u"}"#),
        Step::CheckStep(_)
    ));
    assert!(matches!(
        kept(r#"{"kind":"deep check","url":"u","depth":2}"#),
        Step::DeepestCheckStep(_)
    ));
    assert!(matches!(kept(r#"{"kind":"stop"}"#), Step::Step(_)));
    assert!(refused::<Step>(r#"{"kind":"wait"}"#).contains("`minutes`"));
    assert!(matches!(
        kept(r#"{"colour":"green","lanes":2}"#),
        Signal::GoSignal(_)
    ));
    assert!(matches!(kept(r#"{"colour":"amber"}"#), Signal::Signal(_)));
    assert!(matches!(kept(r#"{"per":"day"}"#), Limit::Limit(_)));
}

#[test]
fn a_default_takes_what_the_discriminator_does_not_name() {
    use default_mapping::types::Notice;
    assert!(matches!(
        kept(r#"{"kind":"alarm","loud":true}"#),
        Notice::Alarm(_)
    ));
    assert!(matches!(
        kept(r#"{"kind":"new","text":"t"}"#),
        Notice::Other(_)
    ));
    assert!(matches!(kept(r#"{"text":"t"}"#), Notice::Other(_)));
}

#[test]
fn listed_values_are_one_enum() {
    use listed_values::types::{Moods, MoodsOpen};
    kept::<Moods>(r#"{"mood":"calm","open":"small","named":"m","level":2}"#);
    let moods: Moods = kept(r#"{"open":"huge","named":"xl"}"#);
    assert_eq!(moods.open, Some(MoodsOpen::Other("huge".to_owned())));
    let strictly = |moods: &Moods| Strictness::Strict.scope(|| serde_json::to_string(moods));
    assert!(strictly(&moods).is_ok());
    let odd: Moods = from_slice(br#"{"mood":"odd"}"#).unwrap();
    assert!(serde_json::to_string(&odd).is_ok());
    let refusal = strictly(&odd).unwrap_err().to_string();
    assert!(refusal.starts_with("`odd` is none of "), "{refusal}");
    assert!(refused::<Moods>(r#"{"mood":"odd"}"#).starts_with("/mood: "));
    assert!(refused::<Moods>(r#"{"level":3}"#).starts_with("/level: "));
    assert!(refused::<Moods>(r#"{"level":3,"mood":"calm"}"#).starts_with("/level: "));
}

struct Echo;

impl server::Api for Echo {
    async fn echo(
        &self,
        _: Context<()>,
        request: EchoRequest,
    ) -> Result<Choices, Failure<EchoError>> {
        Ok(request.body)
    }
}

#[tokio::test]
async fn both_ends_agree_on_each_choice() {
    let client = Client::builder("http://localhost")
        .transport(server::router(Echo))
        .build()
        .unwrap();
    for text in CHOICES {
        let sent: Choices = strictly(text).unwrap();
        let taken = client.echo(&sent).send().await.unwrap();
        assert_eq!(taken.into_inner(), sent, "{text}");
    }
}
