//! The text of a file.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::report::{Code, Place, Report};

use super::{Format, Source, Sources};

/// The largest file that is read, in bytes. The largest descriptions that are published have some 15 MB.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Why a file has no text.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The system doesn't give it.
    Io(io::Error),
    /// It is larger than any description.
    TooLarge,
    /// It isn't UTF-8.
    NotUtf8 {
        /// The text before the first byte that isn't.
        before: String,
    },
}

/// Reads a file that must be UTF-8, or UTF-16 with a mark at its start that says so.
pub(crate) fn load(path: &Path) -> Result<String, Unreadable> {
    let file = File::open(path).map_err(Unreadable::Io)?;
    let length = file.metadata().map_err(Unreadable::Io)?.len();
    // One more, to see the end without more room.
    let room = usize::try_from(length.min(LARGEST) + 1).unwrap_or_default();
    let mut bytes = Vec::with_capacity(room);
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(Unreadable::Io)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    if let Some(text) = from_utf16(&bytes) {
        return Ok(text);
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let mut before = error.into_bytes();
        before.truncate(valid);
        Unreadable::NotUtf8 {
            before: String::from_utf8(before).unwrap_or_default(),
        }
    })
}

/// The text of a file in UTF-16, by the byte order mark at its start.
fn from_utf16(bytes: &[u8]) -> Option<String> {
    let (unit, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let (pairs, odd) = rest.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).ok().filter(|_| odd.is_empty())
}

impl Unreadable {
    /// What to say of it; what text there is becomes a source.
    pub(crate) fn report(self, path: &str, sources: &mut Sources) -> Report {
        let error = |message| Report::error_without_place(Code::UNREADABLE_FILE, message);
        match self {
            Self::Io(problem) if problem.kind() == io::ErrorKind::NotFound => {
                let missing = error(format!("there is no file `{path}`"));
                match path {
                    "-" => missing.help("the standard input is `/dev/stdin`"),
                    _ => missing,
                }
            }
            Self::Io(problem) if problem.kind() == io::ErrorKind::IsADirectory => {
                error(format!("`{path}` is a folder"))
                    .help("name the file in it that the description starts in")
            }
            Self::Io(problem) => error(format!("can't read `{path}`: {problem}")),
            Self::TooLarge => error(format!(
                "`{path}` is larger than {} MiB",
                LARGEST / 1024 / 1024
            ))
            .help("is it a description? the largest that are published have some 15 MB"),
            Self::NotUtf8 { before } => not_utf8(path, before, sources),
        }
    }
}

fn not_utf8(path: &str, before: String, sources: &mut Sources) -> Report {
    let end = before.len();
    let file = sources.add(Source {
        path: path.to_owned(),
        text: before,
        format: Format::Yaml,
    });
    let message = "the file isn't UTF-8: a byte that isn't part of any character follows here";
    Report::error(Code::UNREADABLE_FILE, Place::bytes(file, end..end), message)
        .help("save the file as UTF-8")
}
