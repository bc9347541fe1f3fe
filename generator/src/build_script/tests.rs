use std::fs;

use tempfile::TempDir;

use super::*;

const SPEC: &str = "openapi: 3.0.3\ninfo: {title: Lamp API, version: '1'}\npaths: {}\n";

/// A package's folder, and what its build script said in it.
struct Package(TempDir);

impl Package {
    fn new(spec: &str) -> Self {
        let package = Self(tempfile::tempdir().unwrap());
        package.file("api.yaml", spec);
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn file(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Whether it made bindings, and its standard output and error.
    fn run(&self, settle: impl Fn(Bindings) -> Bindings) -> (bool, String, String) {
        let (mut cargo, mut people) = (Vec::new(), Vec::new());
        let bindings = settle(Bindings::of(self.path("api.yaml")));
        let done = bindings.run(Some(&self.path("out")), &mut cargo, &mut people);
        let text = |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(self.0.path().to_str().unwrap(), "DIR")
        };
        (done.unwrap(), text(cargo), text(people))
    }
}

#[test]
fn the_crate_is_written_to_out_dir_and_nowhere_else() {
    let package = Package::new(SPEC);
    let (done, cargo, people) = package.run(|it| it);
    assert!(done);
    assert_eq!(cargo, "cargo::rerun-if-changed=DIR/api.yaml\n");
    assert_eq!(people, "");
    assert!(package.path("out/lamp-api/src/bindings.rs").is_file());
    let mut names: Vec<_> = fs::read_dir(package.0.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["api.yaml", "out"]);
}

#[test]
fn the_files_that_references_lead_to_are_inputs() {
    let package = Package::new(
        "openapi: 3.0.3\ninfo: {title: Lamp API, version: '1'}\npaths: {}\n\
         components: {schemas: {Lamp: {$ref: lamp.yaml}}}\n",
    );
    package.file("lamp.yaml", "properties: {room: {$ref: room.json}}\n");
    package.file("room.json", "{}\n");
    let (done, cargo, _) = package.run(|it| it);
    assert!(done);
    for file in ["api.yaml", "lamp.yaml", "room.json"] {
        let line = format!("cargo::rerun-if-changed=DIR/{file}\n");
        assert_eq!(cargo.matches(&line).count(), 1, "{cargo}");
    }
}

#[test]
fn the_configuration_beside_the_description_is_an_input() {
    let package = Package::new(SPEC);
    package.file("bindery.toml", "name = \"lamps\"\n");
    let (done, cargo, _) = package.run(|it| it);
    assert!(done);
    assert!(cargo.contains("cargo::rerun-if-changed=DIR/bindery.toml\n"));
    assert!(package.path("out/lamps/src/bindings.rs").is_file());
    let (done, _, _) = package.run(|it| it.name("other"));
    assert!(done && package.path("out/other").is_dir());
}

#[test]
fn errors_are_said_to_cargo_and_shown_to_people() {
    let package =
        Package::new("openapi: 3.0.3\ninfo: {title: A, title: B, version: '1'}\npaths: {}\n");
    let (done, cargo, people) = package.run(|it| it);
    assert!(!done);
    let line = "cargo::error=DIR/api.yaml:2:18: the key `title` stands twice, with different values \
                [duplicate-key]; help: ";
    assert!(cargo.contains(line), "{cargo}");
    assert!(people.contains("--> DIR/api.yaml:2:18"), "{people}");
    assert!(!package.path("out").exists());
}

#[test]
fn warnings_do_not_stop_the_build() {
    let package =
        Package::new("openapi: 3.0.3\ninfo: {title: A, title: A, version: '1'}\npaths: {}\n");
    let (done, cargo, people) = package.run(|it| it);
    assert!(done);
    assert!(
        cargo.contains("cargo::warning=DIR/api.yaml:2:18: the key"),
        "{cargo}"
    );
    assert_eq!(people, "");
}

#[test]
fn warnings_that_the_configuration_denies_stop_the_build_and_allowed_ones_are_not_said() {
    let package =
        Package::new("openapi: 3.0.3\ninfo: {title: A, title: A, version: '1'}\npaths: {}\n");
    package.file("bindery.toml", "[reports]\ndeny = ['warnings']\n");
    let (done, cargo, people) = package.run(|it| it);
    assert!(!done);
    assert!(
        cargo.contains("cargo::error=DIR/api.yaml:2:18: the key"),
        "{cargo}"
    );
    assert!(people.starts_with("error[duplicate-key]: "), "{people}");
    package.file("bindery.toml", "[reports]\nallow = ['duplicate-key']\n");
    let (done, cargo, _) = package.run(|it| it);
    assert!(done && !cargo.contains("title"), "{cargo}");
}

#[test]
fn many_warnings_of_one_code_are_counted() {
    let slips: String = (0..9).map(|index| format!("slip{index}: 1\n")).collect();
    let (done, cargo, _) = Package::new(&(SPEC.to_owned() + &slips)).run(|it| it);
    assert!(done);
    assert_eq!(cargo.matches("[unknown-key]").count(), 5, "{cargo}");
    let rest = "cargo::warning=not shown: 4 more of unknown-key; \
                `bindery check DIR/api.yaml --all` shows them\n";
    assert!(cargo.contains(rest), "{cargo}");
}

#[test]
fn a_stale_crate_that_is_checked_in_is_a_warning_with_the_command() {
    let package = Package::new(SPEC);
    let dir = package.path("generated");
    let stale = |it: Bindings| it.checked_in(&dir);
    let (done, cargo, _) = package.run(stale);
    assert!(done);
    let warning = "cargo::warning=`DIR/generated` isn't what `DIR/api.yaml` makes any more; refresh it: \
                   bindery generate DIR/api.yaml -o DIR/generated\n";
    assert!(cargo.contains(warning), "{cargo}");
    assert!(cargo.contains("cargo::rerun-if-changed=DIR/generated/Cargo.toml\n"));
    assert!(!dir.exists());

    let (_, cargo, _) = package.run(|it| stale(it).refreshed_by("make bindings"));
    assert!(cargo.contains("refresh it: make bindings\n"), "{cargo}");

    fs::rename(package.path("out/lamp-api"), &dir).unwrap();
    let (_, cargo, _) = package.run(stale);
    assert!(!cargo.contains("cargo::warning"), "{cargo}");
}

#[test]
fn no_text_of_the_description_is_an_instruction_to_cargo() {
    let text =
        "openapi: 3.0.3\ninfo: {\"a\\ncargo::rustc-cfg=x\": 1, \"a\\ncargo::rustc-cfg=x\": 2}\n";
    let (_, cargo, _) = Package::new(text).run(|it| it);
    assert!(cargo.contains("rustc-cfg"), "{cargo}");
    assert!(
        !cargo
            .lines()
            .any(|line| line.starts_with("cargo::rustc-cfg")),
        "{cargo}"
    );
}

#[test]
fn without_out_dir_there_is_an_error() {
    let package = Package::new(SPEC);
    let (mut cargo, mut people) = (Vec::new(), Vec::new());
    let bindings = Bindings::of(package.path("api.yaml"));
    assert!(!bindings.run(None, &mut cargo, &mut people).unwrap());
    assert!(
        String::from_utf8(cargo)
            .unwrap()
            .contains("cargo::error=OUT_DIR")
    );
}
