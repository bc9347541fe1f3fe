use std::fs;
use std::time::SystemTime;

use expect_test::expect;

use super::*;
use crate::emit::File;

fn files(texts: &[(&str, &str)]) -> Files {
    let file = |(path, text): &(&str, &str)| File {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    Files(texts.iter().map(file).collect())
}

fn crate_of(lib: &str) -> Files {
    files(&[("Cargo.toml", "[package]\n"), ("src/lib.rs", lib)])
}

/// All that stands in a folder, folders with a `/` at their end.
fn listing(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.push(format!("{name}/"));
            found.extend(
                listing(&entry.path())
                    .iter()
                    .map(|it| format!("{name}/{it}")),
            );
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn writes_what_changed_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("new/generated");
    let summary = |written, unchanged| Summary { written, unchanged };
    assert_eq!(write(&crate_of("old\n"), &dir).unwrap(), summary(2, 0));
    assert_eq!(listing(&dir), ["Cargo.toml", "src/", "src/lib.rs"]);

    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for path in ["Cargo.toml", "src/lib.rs"] {
        let file = fs::File::options()
            .write(true)
            .open(dir.join(path))
            .unwrap();
        file.set_modified(long_ago).unwrap();
    }
    assert_eq!(write(&crate_of("old\n"), &dir).unwrap(), summary(0, 2));
    assert_eq!(modified(&dir.join("src/lib.rs")), long_ago);

    fs::write(dir.join("src/mine.rs"), "kept").unwrap();
    assert_eq!(write(&crate_of("new\n"), &dir).unwrap(), summary(1, 1));
    assert_eq!(fs::read_to_string(dir.join("src/lib.rs")).unwrap(), "new\n");
    assert_eq!(modified(&dir.join("Cargo.toml")), long_ago);
    assert_ne!(modified(&dir.join("src/lib.rs")), long_ago);
    assert_eq!(
        listing(&dir),
        ["Cargo.toml", "src/", "src/lib.rs", "src/mine.rs"]
    );
}

#[cfg(unix)]
#[test]
fn permissions_are_those_of_any_new_file_and_stay() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let mode = |path: &str| {
        let metadata = fs::metadata(dir.path().join(path)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    fs::write(dir.path().join("any"), "").unwrap();
    write(&crate_of("old"), dir.path()).unwrap();
    assert_eq!(mode("src/lib.rs"), mode("any"));
    let lib = dir.path().join("src/lib.rs");
    fs::set_permissions(&lib, fs::Permissions::from_mode(0o640)).unwrap();
    write(&crate_of("new"), dir.path()).unwrap();
    assert_eq!(mode("src/lib.rs"), 0o640);
}

#[test]
fn a_file_is_no_folder() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("generated");
    fs::write(&file, "mine").unwrap();
    let error = write(&crate_of("x"), &file).unwrap_err();
    assert_eq!(error.path, file);
    assert_eq!(error.source.kind(), io::ErrorKind::NotADirectory);
    assert!(check(&crate_of("x"), &file).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_failure_leaves_everything_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    write(&crate_of("old"), dir.path()).unwrap();
    // A file where a folder must be, found when the first two are already staged.
    fs::write(dir.path().join("taken"), "mine").unwrap();
    let before = listing(dir.path());
    let next = files(&[
        ("Cargo.toml", "changed"),
        ("fresh/deep/a.rs", "x"),
        ("taken/b.rs", "x"),
    ]);
    let error = write(&next, dir.path()).unwrap_err();
    assert!(error.path.starts_with(dir.path().join("taken")), "{error}");
    assert_eq!(listing(dir.path()), before);
    let manifest = fs::read_to_string(dir.path().join("Cargo.toml")).unwrap();
    assert_eq!(manifest, "[package]\n");
}

#[test]
fn staging_that_fails_halfway_is_undone() {
    let root = tempfile::tempdir().unwrap();
    let blocked = root.path().join("file");
    fs::write(&blocked, "").unwrap();
    let change = |path: &str| Change {
        path: root.path().join(path),
        text: "x",
        old: None,
    };
    let changes = [
        change("a.rs"),
        change("new/deeper/b.rs"),
        change("file/c.rs"),
    ];
    save::save(&changes).unwrap_err();
    assert_eq!(listing(root.path()), ["file"]);
}

#[test]
fn a_folder_where_a_file_must_be_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("src/lib.rs")).unwrap();
    let error = write(&crate_of("x"), dir.path()).unwrap_err();
    assert_eq!(error.path, dir.path().join("src/lib.rs"));
    assert_eq!(listing(dir.path()), ["src/", "src/lib.rs/"]);
}

#[test]
fn check_shows_what_would_change() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("generated");
    write(
        &files(&[("a.rs", "1\n2\n3\n4\n5\n6\n7\n8\n"), ("same.rs", "x\n")]),
        &dir,
    )
    .unwrap();
    let next = files(&[
        ("a.rs", "1\n2\n3\n4\n5\nsix\n7\n8\n9\n"),
        ("same.rs", "x\n"),
        ("new.rs", "y\n"),
    ]);
    let stale = check(&next, &dir).unwrap();
    let diffs: String = stale.iter().map(|it| it.diff.as_str()).collect();
    let diffs = diffs.replace(&root.path().display().to_string(), "DIR");
    expect![[r#"
        --- DIR/generated/a.rs
        +++ DIR/generated/a.rs
        @@ -3,6 +3,7 @@
         3
         4
         5
        -6
        +six
         7
         8
        +9
        --- /dev/null
        +++ DIR/generated/new.rs
        @@ -0,0 +1 @@
        +y
    "#]]
    .assert_eq(&diffs);
    assert_eq!(listing(&dir), ["a.rs", "same.rs"]);
    write(&next, &dir).unwrap();
    assert_eq!(check(&next, &dir).unwrap(), []);
}
