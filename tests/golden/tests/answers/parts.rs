//! Forms in parts.

use bindery_goldens::answers::client::Client;
use bindery_goldens::answers::operations::*;
use bindery_goldens::answers::server;
use bindery_goldens::answers::types::*;
use bindery_runtime::File;
use bindery_runtime::client::Error;

use super::{Double, arrives, broken_lamps, is_caught, lamp, of_body, read};

/// A form in parts of these contents, each behind its name and what else its head says.
fn parts(contents: &[(&str, &str)]) -> String {
    let parts = contents.iter().map(|(head, content)| {
        format!("--b\r\nContent-Disposition: form-data; name={head}\r\n\r\n{content}\r\n")
    });
    format!("{}--b--\r\n", parts.collect::<String>())
}

#[tokio::test]
async fn forms_in_parts() {
    let whole = Parts {
        colour: Some(Colour::Red),
        lamp: Some(lamp()),
        files: Some(vec![File::new("b").named("b.txt").of_type("text/plain")]),
        ..Parts::new(7, File::new(&b"\xff"[..]).named("a").of_type("a/b"))
    };
    arrives::<GetPartsRequest>(Ok(whole.clone())).await;
    arrives::<GetPartsRequest>(Err(GetPartsError::NotFound(Problem::new(1)))).await;

    for (lamp, pointer, message) in broken_lamps() {
        let why = of_body("/lamp", pointer, message);
        let parts = Parts {
            lamp: Some(lamp),
            ..whole.clone()
        };
        is_caught::<GetPartsRequest>(Ok(parts), &why).await;
    }
    let none = Parts::new(0, "");
    is_caught::<GetPartsRequest>(Ok(none), "body at `/id`: must be at least 1").await;
    let files = Parts {
        files: Some(vec!["a".into(), "b".into()]),
        ..whole.clone()
    };
    is_caught::<GetPartsRequest>(Ok(files), "body at `/files`: must have at most 1 item").await;
    let colour = Parts {
        colour: Some("green".into()),
        ..whole
    };
    is_caught::<GetPartsRequest>(Ok(colour), "`green` is none of `red` and `blue`").await;
    let error = GetPartsError::NotFound(Problem::new(0));
    is_caught::<GetPartsRequest>(Err(error), "body at `/code`: must be at least 1").await;

    let head = [("content-type", "multipart/form-data; boundary=b")];
    let (id, file) = (("id", "7"), ("file; filename=f", "f"));
    for (form, said) in [
        (parts(&[("id", "x"), file]), "/id: "),
        (parts(&[id]), ": "),
        (
            parts(&[id, file, ("lamp", r#"{"id":1,"name":2}"#)]),
            "/lamp/name: ",
        ),
        (parts(&[id, file, ("lamp", "{")]), "/lamp: "),
        ("--b\r\n\r\n--b--".to_owned(), ": "),
    ] {
        let told = read::<GetPartsRequest>(200, &head, form.as_str()).await;
        assert!(told.starts_with(said), "{form}: {told}");
    }
    let said = read::<GetPartsRequest>(404, &head, parts(&[("code", "none")])).await;
    assert!(said.starts_with("/code: "), "{said}");
    let said = read::<GetPartsRequest>(200, &[], parts(&[id, file])).await;
    assert!(said.starts_with(": "), "{said}");

    // It is read whole, as far as the client's limit goes.
    let large = Parts::new(7, vec![0xff; 1000]);
    let router = server::router(Double::answering::<GetPartsRequest>(Ok(large)));
    let client = Client::builder("http://answers.test").transport(router);
    let client = client.most_reply_bytes(1000).build().unwrap();
    let Err(Error::Decode(error)) = client.get_parts().send().await else {
        panic!("more than a thousand bytes");
    };
    assert_eq!(error.message(), "the body has more than 1000 bytes");
}
