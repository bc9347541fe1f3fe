//! Letters that rustc warns of in names: those that few languages write today (`uncommon_codepoints`), and those of a
//! script that nothing in a crate shows to be meant, since each of them looks like a letter of another script
//! (`mixed_script_confusables`).

use deunicode::deunicode_char;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{
    GeneralSecurityProfile, is_potential_mixed_script_confusable_char, skeleton,
};

/// The text without letters that rustc warns of; `None` if it has none. A letter that looks like another stays where one
/// of the same script stands beside it that doesn't.
pub(super) fn unmistakable(text: &str) -> Option<String> {
    if text.is_ascii() || !text.chars().any(|c| is_doubtful(text, c)) {
        return None;
    }
    let is_latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let mut written = String::new();
    for c in text.chars() {
        if is_doubtful(text, c) {
            written += &latin(c, is_latin);
        } else {
            written.push(c);
        }
    }
    Some(written)
}

fn is_doubtful(text: &str, c: char) -> bool {
    !c.is_ascii() && (!c.identifier_allowed() || looks_alike(c) && !is_shown(text, c))
}

fn looks_alike(c: char) -> bool {
    is_potential_mixed_script_confusable_char(c)
}

/// Whether the script of a letter is Latin or none, or another letter of the text shows that it is meant.
fn is_shown(text: &str, c: char) -> bool {
    let script = AugmentedScriptSet::for_char(c);
    let shows = |other: char| {
        let mut common = AugmentedScriptSet::for_char(other);
        let is_of_one = !common.is_all();
        common.intersect_with(script);
        is_of_one && !common.is_empty()
    };
    let mut others = (text.chars()).filter(|other| !other.is_ascii() && !looks_alike(*other));
    script.is_all() || shows('a') || others.any(shows)
}

/// A letter in Latin letters: beside others of these the one that it looks like, since it was taken for that; else how it is
/// transliterated; or its number.
fn latin(c: char, is_latin: bool) -> String {
    let alike = || skeleton(c.encode_utf8(&mut [0; 4])).collect::<String>();
    let transliterated = || deunicode_char(c).map(str::to_owned);
    let found = if is_latin {
        Some(alike())
    } else {
        transliterated()
    };
    let is_word =
        |text: &String| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    found
        .filter(is_word)
        .unwrap_or_else(|| format!("u{:x}", u32::from(c)))
}
