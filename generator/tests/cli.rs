//! The command line, end to end.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const SPEC: &str = "\
openapi: 3.0.3
info:
  title: Lamp Shop
  version: '1'
paths:
  /lamps:
    get:
      operationId: listLamps
      responses:
        '200':
          description: The lamps
          content:
            application/json:
              schema: {type: array, items: {type: string}}
";

struct Folder(TempDir);

impl Folder {
    fn with(spec: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.path("spec")).unwrap();
        fs::write(folder.path("spec/lamps.yaml"), spec).unwrap();
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn bindery(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.current_dir(self.0.path());
        command.args(arguments.split(' '));
        command
    }

    /// The exit code, the standard output and the standard error.
    fn run(&self, arguments: &str) -> (i32, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.bindery(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }
}

const GENERATE: &str = "generate spec/lamps.yaml -o generated";

#[test]
fn generate_writes_the_crate_and_says_so_in_a_line() {
    let folder = Folder::with(SPEC);
    let (code, out, err) = folder.run(GENERATE);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("lamp-shop: "), "{out}");
    assert!(out.contains(" → generated ("), "{out}");
    assert!(out.contains(" written, 0 unchanged) in "), "{out}");
    assert_eq!(out.lines().count(), 1);
    let manifest = fs::read_to_string(folder.path("generated/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"lamp-shop\""), "{manifest}");
    assert!(folder.path("generated/src/lib.rs").is_file());

    let (code, out, _) = folder.run(GENERATE);
    assert_eq!(code, 0);
    assert!(out.contains("(0 files written, "), "{out}");
}

#[test]
fn check_writes_nothing_and_tells_how_to_refresh() {
    let folder = Folder::with(SPEC);
    let check = format!("{GENERATE} --check");
    let (code, out, err) = folder.run(&check);
    assert_eq!(code, 1);
    assert!(
        out.contains("--- /dev/null\n+++ generated/Cargo.toml\n@@"),
        "{out}"
    );
    assert!(err.contains(&format!("`bindery {GENERATE}`")), "{err}");
    assert!(!folder.path("generated").exists());

    folder.run(GENERATE);
    let (code, out, err) = folder.run(&check);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.ends_with("generated is up to date\n"), "{out}");

    fs::write(folder.path("generated/src/lib.rs"), "// mine\n").unwrap();
    let (code, out, err) = folder.run(&check);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("--- generated/src/lib.rs\n+++ generated/src/lib.rs\n"),
        "{out}"
    );
    assert!(out.contains("-// mine\n"), "{out}");
    assert!(err.contains("1 file out of date"), "{err}");
}

#[test]
fn errors_and_warnings_are_shown_and_counted() {
    let twice = "a: 1\nb: [\nb: 2\n";
    let folder = Folder::with(twice);
    let (code, out, err) = folder.run(GENERATE);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("error[syntax]: "), "{err}");
    assert!(err.contains(" --> spec/lamps.yaml:2:4\n"), "{err}");
    assert!(err.contains("\n1 error; no crate is made\n"), "{err}");
    assert!(!folder.path("generated").exists());

    let warned = SPEC.replace("  version: '1'\n", "  version: '1'\n  version: '1'\n");
    let folder = Folder::with(&warned);
    let (code, out, err) = folder.run(GENERATE);
    assert_eq!(code, 0, "{err}");
    assert!(err.starts_with("warning[duplicate-key]: "), "{err}");
    assert!(err.contains("\n1 warning\n"), "{err}");
    assert!(out.starts_with("lamp-shop: "), "{out}");
}

#[test]
fn the_configuration_is_found_beside_the_description() {
    let folder = Folder::with(SPEC);
    fs::write(folder.path("spec/bindery.toml"), "name = \"lamps\"\n").unwrap();
    let (code, out, _) = folder.run(GENERATE);
    assert_eq!(code, 0);
    assert!(out.starts_with("lamps: "), "{out}");
    let (_, out, _) = folder.run(&format!("{GENERATE} --name bulbs"));
    assert!(out.starts_with("bulbs: "), "{out}");
    fs::write(folder.path("other.toml"), "name = \"lights\"\n").unwrap();
    let (_, out, _) = folder.run(&format!("{GENERATE} --config other.toml"));
    assert!(out.starts_with("lights: "), "{out}");
}

#[test]
fn a_wrong_configuration_is_shown_in_its_own_text() {
    let folder = Folder::with(SPEC);
    fs::write(folder.path("spec/bindery.toml"), "nome = \"lamps\"\n").unwrap();
    let (code, out, err) = folder.run(GENERATE);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains(" --> spec/bindery.toml:1:1\n"), "{err}");
    assert!(err.contains("there is no setting `nome`"), "{err}");
    let (code, _, err) = folder.run(&format!("{GENERATE} --config missing.toml"));
    assert_eq!(code, 1);
    assert!(err.contains("there is no file `missing.toml`"), "{err}");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = Folder::with(SPEC);
    for arguments in [
        "generate",
        "generate spec/lamps.yaml",
        "generate spec/lamps.yaml -o x --nome y",
        "generate spec/lamps.yaml -o x --name 1st",
        "make",
    ] {
        let (code, out, err) = folder.run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments}: {err}");
        assert!(err.contains("error: "), "{err}");
    }
    assert!(!folder.path("x").exists());
}

#[test]
fn what_cannot_be_read_or_written_is_exit_code_1() {
    let folder = Folder::with(SPEC);
    let (code, _, err) = folder.run("generate missing.yaml -o generated");
    assert_eq!(code, 1);
    assert!(err.contains("there is no file `missing.yaml`"), "{err}");
    fs::write(folder.path("taken"), "mine").unwrap();
    let (code, _, err) = folder.run("generate spec/lamps.yaml -o taken");
    assert_eq!(code, 1);
    assert!(
        err.starts_with("error[unwritable-file]: can't write `taken`: "),
        "{err}"
    );
    assert_eq!(fs::read_to_string(folder.path("taken")).unwrap(), "mine");
}

#[test]
fn a_file_of_somebody_else_stands_in_the_way() {
    let folder = Folder::with(SPEC);
    fs::create_dir(folder.path("generated")).unwrap();
    fs::write(folder.path("generated/Cargo.toml"), "[package]\n").unwrap();
    let (code, out, err) = folder.run(GENERATE);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.starts_with("error[unwritable-file]: can't write `generated/Cargo.toml`: "),
        "{err}"
    );
    assert!(!folder.path("generated/src").exists());
    let manifest = fs::read_to_string(folder.path("generated/Cargo.toml")).unwrap();
    assert_eq!(manifest, "[package]\n");
}

#[test]
fn help_shows_examples() {
    let folder = Folder::with(SPEC);
    let (code, out, _) = folder.run("generate --help");
    assert_eq!(code, 0);
    assert!(
        out.contains("bindery generate spec/groups.yaml -o generated --check"),
        "{out}"
    );
    let (code, out, _) = folder.run("--version");
    assert_eq!((code, out.starts_with("bindery ")), (0, true));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = Folder::with(SPEC);
    let mut child = folder
        .bindery(GENERATE)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

/// The description with a key that there isn't, and that key.
fn with_a_slip() -> (String, &'static str) {
    let spec = SPEC.replace(
        "      operationId:",
        "      sumary: All\n      operationId:",
    );
    (spec, "unknown-key")
}

#[test]
fn a_denied_warning_is_an_error_and_an_allowed_one_is_only_counted() {
    let (spec, code) = with_a_slip();
    let folder = Folder::with(&spec);
    let check = "check spec/lamps.yaml";
    let (exit, out, err) = folder.run(check);
    assert_eq!(exit, 0, "{err}");
    assert!(out.ends_with(": no errors\n"), "{out}");
    assert!(err.contains("\n1 warning\n"), "{err}");
    for deny in ["warnings", code, "degraded,unknown-key"] {
        for command in [check, GENERATE, &format!("{GENERATE} --check")] {
            let (exit, out, err) = folder.run(&format!("{command} --deny {deny}"));
            assert_eq!(
                (exit, out.as_str()),
                (1, ""),
                "{command} --deny {deny}: {err}"
            );
            assert!(err.starts_with(&format!("error[{code}]: ")), "{err}");
            assert!(
                err.contains("\n1 error (denied); no crate is made\n"),
                "{err}"
            );
        }
    }
    assert!(!folder.path("generated").exists());
    let (exit, _, err) = folder.run(&format!("{check} --deny degraded"));
    assert_eq!(exit, 0, "{err}");
    let allowed = format!("{check} --deny warnings --allow {code}");
    let (exit, _, err) = folder.run(&allowed);
    assert_eq!((exit, err.as_str()), (0, "1 allowed\n"));

    let settings = format!("[reports]\ndeny = [\"warnings\"]\nallow = [\"{code}\"]\n");
    fs::write(folder.path("spec/bindery.toml"), settings).unwrap();
    let (exit, _, err) = folder.run(check);
    assert_eq!((exit, err.as_str()), (0, "1 allowed\n"));
    let (exit, _, err) = folder.run(&format!("{check} --deny {code}"));
    assert_eq!(exit, 1, "{err}");
}

#[test]
fn reports_as_json_are_a_line_each_and_alone_on_the_standard_output() {
    let (spec, code) = with_a_slip();
    let folder = Folder::with(&spec);
    let (exit, out, err) = folder.run(&format!("{GENERATE} --format json"));
    assert_eq!(exit, 0);
    let expected = format!(
        "{{\"code\":\"{code}\",\"severity\":\"warning\",\"message\":\"`sumary` is no key of an operation\",\
         \"help\":\"it is ignored; did you mean `summary`?\",\"file\":\"spec/lamps.yaml\",\"line\":8,\"column\":7,\
         \"end_line\":8,\"end_column\":13,\"pointer\":\"/paths/~1lamps/get/sumary\"}}\n"
    );
    assert_eq!(out, expected);
    assert!(err.contains(" → generated ("), "{err}");

    fs::remove_dir_all(folder.path("generated")).unwrap();
    let (exit, out, err) = folder.run(&format!("{GENERATE} --check --format json"));
    assert_eq!((exit, out), (1, expected));
    assert!(err.contains("+++ generated/Cargo.toml"), "{err}");

    let (exit, out, _) = folder.run("check missing.yaml --format json");
    assert_eq!(exit, 1);
    assert!(
        out.starts_with("{\"code\":\"unreadable-file\",\"severity\":\"error\","),
        "{out}"
    );
    assert!(out.contains("\"file\":null,\"line\":null,"), "{out}");

    fs::write(folder.path("taken"), "mine").unwrap();
    let (exit, out, _) = folder.run("generate spec/lamps.yaml -o taken --format json");
    assert_eq!(exit, 1);
    assert!(
        out.contains("{\"code\":\"unwritable-file\",\"severity\":\"error\","),
        "{out}"
    );
}

#[test]
fn many_warnings_of_one_code_are_counted_and_all_shown_when_asked_for() {
    let slips: String = (0..9)
        .map(|index| format!("      slip{index}: 1\n"))
        .collect();
    let spec = SPEC.replace("      operationId:", &format!("{slips}      operationId:"));
    let folder = Folder::with(&spec);
    let (_, _, err) = folder.run("check spec/lamps.yaml");
    assert_eq!(err.matches("warning[unknown-key]").count(), 5, "{err}");
    let hidden = "not shown: 4 more of unknown-key; `--all` shows them\n9 warnings\n";
    assert!(err.contains(hidden), "{err}");
    let (_, _, err) = folder.run("check spec/lamps.yaml --all");
    assert_eq!(err.matches("warning[unknown-key]").count(), 9, "{err}");
    let (_, out, _) = folder.run("check spec/lamps.yaml --format json");
    assert_eq!(out.lines().count(), 9, "{out}");
}

#[test]
fn explain_tells_of_a_code_and_lists_all() {
    let folder = Folder::with(SPEC);
    let (exit, out, err) = folder.run("explain unknown-key");
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(
        out.starts_with("unknown-key (warning or error)\n\nA key that OpenAPI"),
        "{out}"
    );
    let (exit, out, err) = folder.run("explain");
    assert_eq!((exit, err.as_str()), (0, ""));
    let line = out
        .lines()
        .find(|line| line.starts_with("unknown-key "))
        .unwrap();
    assert!(
        line.ends_with("  A key that its object doesn't have."),
        "{line}"
    );
    for arguments in [
        "explain unknwon-key",
        "check spec/lamps.yaml --deny unknwon-key",
    ] {
        let (exit, out, err) = folder.run(arguments);
        assert_eq!((exit, out.as_str()), (2, ""), "{err}");
        let answer = "there is no code `unknwon-key`; did you mean `unknown-key`?";
        assert!(err.contains(answer), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(SPEC);
    let locked = folder.path("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write anywhere.
    let powerless = fs::write(locked.join("probe"), "").is_err();
    let (code, out, err) = folder.run("generate spec/lamps.yaml -o locked/generated");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    if powerless {
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        assert!(err.starts_with("error[unwritable-file]: "), "{err}");
        assert!(!folder.path("locked/generated").exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_where_results_are_lost() {
    let folder = Folder::with(SPEC);
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    for arguments in [
        "explain",
        "explain syntax",
        "check spec/lamps.yaml",
        GENERATE,
    ] {
        let output = folder.bindery(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(
            err.contains("error: can't write what there is to say: "),
            "{err}"
        );
    }
}
