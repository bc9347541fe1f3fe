//! Names of hosts.

use arrayvec::ArrayVec;

use super::labels;
use super::punycode;

/// The longest label (RFC 1035, section 2.3.4).
const LONGEST_LABEL: usize = 63;
/// The longest name (RFC 1035, section 2.3.4), without the length bytes of its first label and of its end.
const LONGEST_NAME: usize = 253;
/// What a label that stands for one in Unicode begins with (RFC 5890, section 2.3.2.1).
const ACE_PREFIX: &str = "xn--";

/// The characters or bytes of a label, on the stack.
pub(super) type Label<T> = ArrayVec<T, LONGEST_LABEL>;

/// All of them; `None` where there are more than a label may have.
pub(super) fn label<T>(all: impl IntoIterator<Item = T>) -> Option<Label<T>> {
    let mut label = Label::new();
    for one in all {
        label.try_push(one).ok()?;
    }
    Some(label)
}

/// Whether a text is the name of a host (RFC 1123, section 2.1), with internationalized labels as they are written in
/// ASCII.
pub(super) fn is_hostname(text: &str) -> bool {
    let is_plain = text.len() <= LONGEST_NAME
        && text
            .split('.')
            .all(|label| is_loose_label(label) && label.is_ascii());
    is_plain && (!text.split('.').any(is_encoded) || is_idn_hostname(text))
}

/// Whether a text is the name of a host in Unicode (RFC 5891, section 5.4).
pub(super) fn is_idn_hostname(text: &str) -> bool {
    // In Unicode a name may be longer than as it is written, but not that much.
    if text.len() > 4 * LONGEST_NAME {
        return false;
    }
    let labels = || text.split(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']);
    let (mut length, mut is_right_to_left) = (0, false);
    for label in labels() {
        let Some(chars) = decoded(label) else {
            return false;
        };
        let written = if chars.iter().all(char::is_ascii) {
            Some(chars.len())
        } else {
            punycode::encode(&chars).map(|text| ACE_PREFIX.len() + text.len())
        };
        let Some(written) = written.filter(|written| *written <= LONGEST_LABEL) else {
            return false;
        };
        length += written + 1;
        if length > LONGEST_NAME + 1 || !labels::is_label(&chars) {
            return false;
        }
        is_right_to_left |= labels::has_right_to_left(&chars);
    }
    let keeps_direction =
        |label| decoded(label).is_some_and(|chars| labels::keeps_direction(&chars));
    !is_right_to_left || labels().all(keeps_direction)
}

/// Whether a label may be one, by what is said of ASCII alone.
pub(super) fn is_loose_label(label: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || !c.is_ascii();
    !label.is_empty()
        && label.len() <= LONGEST_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(is_allowed)
}

/// Whether a label stands for one in Unicode.
fn is_encoded(label: &str) -> bool {
    (label.split_at_checked(ACE_PREFIX.len()))
        .is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(ACE_PREFIX))
}

/// The characters of a label; `None` where it is too long, or stands for one in Unicode, but not rightly.
fn decoded(written: &str) -> Option<Label<char>> {
    let Some(rest) = written
        .get(ACE_PREFIX.len()..)
        .filter(|_| is_encoded(written))
    else {
        return label(written.chars());
    };
    if written.len() > LONGEST_LABEL {
        return None;
    }
    let chars = punycode::decode(rest).filter(|chars| !chars.iter().all(char::is_ascii))?;
    let canonical = punycode::encode(&chars)?;
    let is_canonical = canonical.eq_ignore_ascii_case(rest.as_bytes());
    is_canonical.then_some(chars)
}
