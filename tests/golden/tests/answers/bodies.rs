//! Text, forms and XML.

use bindery_goldens::answers::operations::*;
use bindery_goldens::answers::types::*;

use super::{arrives, broken_lamps, is_caught, lamp, of_body, read};

#[tokio::test]
async fn text() {
    arrives::<GetNumberRequest>(Ok(1)).await;
    arrives::<GetNumberRequest>(Err(GetNumberError::NotFound(Colour::Red))).await;
    arrives::<GetMottoRequest>(Ok("1 < 2".to_owned())).await;

    is_caught::<GetNumberRequest>(Ok(0), "body: must be at least 1").await;
    let error = GetNumberError::NotFound("green".into());
    is_caught::<GetNumberRequest>(Err(error), "`green` is none of `red` and `blue`").await;
    let long = Ok("onwards".to_owned());
    is_caught::<GetMottoRequest>(long, "body: must have at most 5 characters").await;

    let said = read::<GetNumberRequest>(200, &[], "one").await;
    assert_eq!(said, r#": expected an integer, found "one""#);
    let said = read::<GetMottoRequest>(200, &[], [0xff]).await;
    assert_eq!(said, ": the text isn't UTF-8");
}

#[tokio::test]
async fn forms() {
    arrives::<GetFormRequest>(Ok(lamp())).await;
    arrives::<GetFormRequest>(Err(GetFormError::NotFound(Problem::new(1)))).await;

    for (lamp, pointer, message) in broken_lamps() {
        is_caught::<GetFormRequest>(Ok(lamp), &of_body("", pointer, message)).await;
    }
    let error = GetFormError::NotFound(Problem::new(0));
    is_caught::<GetFormRequest>(Err(error), "body at `/code`: must be at least 1").await;

    for (form, said) in [
        ("id=x&name=a", "/id: "),
        ("id=7", ": "),
        ("id=7&name=a&since=now", "/since: "),
        ("id=7&name=a&level=high", "/level: "),
        ("id=7&name=a&sizes=1&sizes=x", "/sizes/1: "),
        ("id=7&name=a&id=8", "/id: "),
    ] {
        let told = read::<GetFormRequest>(200, &[], form).await;
        assert!(told.starts_with(said), "{form}: {told}");
    }
    let said = read::<GetFormRequest>(404, &[], "code=none").await;
    assert!(said.starts_with("/code: "), "{said}");
}

#[tokio::test]
async fn xml() {
    arrives::<GetXmlRequest>(Ok(lamp())).await;
    arrives::<GetXmlRequest>(Err(GetXmlError::NotFound(Problem::new(1)))).await;

    for (lamp, pointer, message) in broken_lamps() {
        is_caught::<GetXmlRequest>(Ok(lamp), &of_body("", pointer, message)).await;
    }
    let error = GetXmlError::NotFound(Problem::new(0));
    is_caught::<GetXmlRequest>(Err(error), "body at `/code`: must be at least 1").await;

    let lamp = |inside: &str| format!("<Lamp><id>7</id>{inside}</Lamp>");
    for (document, said) in [
        ("<Lamp><id>x</id><name>a</name></Lamp>".to_owned(), "/id: "),
        (lamp(""), ": "),
        (lamp("<name>a</name><since>now</since>"), "/since: "),
        (lamp("<name>a</name><level>high</level>"), "/level: "),
        (
            lamp("<name>a</name><sizes>1</sizes><sizes>x</sizes>"),
            "/sizes/1: ",
        ),
        (lamp("<name>a</Name>"), ": "),
    ] {
        let told = read::<GetXmlRequest>(200, &[], document.as_str()).await;
        assert!(told.starts_with(said), "{document}: {told}");
    }
    let said = read::<GetXmlRequest>(404, &[], "<Problem><code>none</code></Problem>").await;
    assert!(said.starts_with("/code: "), "{said}");
}
