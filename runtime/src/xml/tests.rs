use serde_json::{Value, json};

use super::{Element, Field, Object, Root, Shape, from_slice, to_vec};

static PET: Object = Object {
    fields: &[
        Field::attribute("id", Element::new("id", Shape::Number)),
        Field::element("name", Element::new("pet-name", Shape::Text)),
        Field::element("tame", Element::new("tame", Shape::Boolean)),
        Field::element(
            "photos",
            Element::new("photos", Shape::List(&Element::new("url", Shape::Text))),
        ),
        Field::repeated("tags", Element::new("tag", Shape::Text)),
        Field::repeated("young", Element::new("young", Shape::Object(&PET))),
        Field::element("sizes", Element::new("sizes", Shape::Map(&Shape::Number))),
    ],
};
static ROOT: Root =
    Root::named(Element::new("zoo:pet", Shape::Object(&PET)).namespace("https://zoo.example"));

fn written(value: &Value) -> String {
    String::from_utf8(to_vec(&ROOT, value).unwrap()).unwrap()
}

fn read(text: &str) -> Result<Value, String> {
    from_slice(&ROOT, text.as_bytes()).map_err(|failure| failure.message)
}

#[test]
fn values_come_back_as_they_were() {
    let pet = json!({
        "id": 7, "name": " a <b> & \"c\"\n", "tame": true, "photos": ["x", "y"], "tags": ["t"],
        "young": [{"id": 8, "photos": []}, {"name": "", "tags": ["u", "v"]}],
        "sizes": {"tail": 1.5, "ear": -2}, "unknown": "kept",
    });
    let text = written(&pet);
    assert_eq!(read(&text).unwrap(), pet, "{text}");
}

#[test]
fn the_description_names_elements_and_attributes() {
    let pet = json!({"id": 7, "name": "Rex", "photos": ["a"], "tags": ["t", "u"]});
    assert_eq!(
        written(&pet),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <zoo:pet xmlns:zoo=\"https://zoo.example\" id=\"7\"><pet-name>Rex</pet-name>\
         <photos><url>a</url></photos><tag>t</tag><tag>u</tag></zoo:pet>"
    );
}

#[test]
fn reads_whatever_prefix_and_spelling_a_writer_has() {
    let text = "<!-- hello --><z:pet id='7' xmlns:z='https://zoo.example'>\n  <pet-name>R&#101;x &amp; \
                <![CDATA[<co>]]></pet-name>\n  <tame> 1 </tame><photos/></z:pet>";
    let pet = json!({"id": 7, "name": "Rex & <co>", "tame": true, "photos": []});
    assert_eq!(read(text).unwrap(), pet);
}

#[test]
fn null_is_nil() {
    let text = written(&json!({"name": null, "tags": null}));
    assert!(text.contains("<pet-name xmlns:xsi="), "{text}");
    assert_eq!(read(&text).unwrap(), json!({"name": null}));
}

#[test]
fn what_is_no_such_document_is_refused() {
    for (text, message) in [
        ("<cat/>", "the root is `cat`, not `pet`"),
        ("<pet>", "the element `pet` is never closed"),
        ("<pet></cat>", "the XML is broken"),
        ("", "the XML holds no element"),
        (
            "<!DOCTYPE pet [<!ENTITY a 'b'>]><pet>&a;</pet>",
            "the entity `a` isn't known",
        ),
    ] {
        let error = read(text).unwrap_err();
        assert!(error.contains(message), "{text}: {error}");
    }
    let deep = "<pet>".repeat(500);
    assert!(read(&deep).unwrap_err().contains("nest deeper"));
}

#[test]
fn what_xml_cannot_hold_is_not_written() {
    for value in [
        json!({"name": "\u{1}"}),
        json!({"name": []}),
        json!({"a b": "c"}),
    ] {
        assert!(to_vec(&ROOT, &value).is_err(), "{value}");
    }
}
