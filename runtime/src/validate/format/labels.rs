//! Labels in Unicode: which characters they may have (RFC 5892), and in which direction they run (RFC 5893).
//!
//! What tells characters apart are their general category and script. That a character isn't stable under Unicode's
//! normalization isn't seen.

use std::sync::LazyLock;

use regex::Regex;

/// Characters of one kind.
struct Kind(LazyLock<Option<Regex>>);

impl Kind {
    fn has(&self, c: char) -> bool {
        let mut buffer = [0; 4];
        let text = c.encode_utf8(&mut buffer);
        (self.0.as_ref()).is_some_and(|regex| regex.is_match(text))
    }
}

macro_rules! kind {
    ($name:ident, $class:literal) => {
        static $name: Kind = Kind(LazyLock::new(|| Regex::new($class).ok()));
    };
}

// Letters in lower case or without case, marks that combine, and digits (RFC 5892, section 2.1), with the exceptions of
// section 2.6; ASCII's letters in either case.
kind!(
    VALID,
    r"[-0-9A-Za-z\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\x{6FD}\x{6FE}\x{F0B}\x{3007}--[\x{AA}\x{BA}\x{640}\x{7FA}\x{1100}-\x{11FF}\x{302E}\x{302F}\x{3031}-\x{3035}\x{303B}]]"
);
kind!(MARK, r"\p{M}");
kind!(GREEK, r"\p{Greek}");
kind!(HEBREW, r"\p{Hebrew}");
kind!(JAPANESE, r"[\p{Hiragana}\p{Katakana}\p{Han}]");
// Letters that join with the one before or after (RFC 5892, appendix A.1).
kind!(
    JOINING,
    r"[\p{Arabic}\p{Syriac}\p{Nko}\p{Mongolian}&&\p{L}]"
);
kind!(
    VIRAMA,
    r"[\x{94D}\x{9CD}\x{A4D}\x{ACD}\x{B4D}\x{BCD}\x{C4D}\x{CCD}\x{D3B}\x{D3C}\x{D4D}\x{DCA}\x{E3A}\x{EBA}\x{F84}\x{1039}\x{103A}\x{1714}\x{1734}\x{17D2}\x{1A60}\x{1B44}\x{1BAA}\x{1BAB}\x{1BF2}\x{1BF3}\x{2D7F}\x{A806}\x{A82C}\x{A8C4}\x{A953}\x{A9C0}\x{AAF6}\x{ABED}\x{10A3F}\x{11046}\x{1107F}\x{110B9}\x{11133}\x{11134}\x{111C0}]"
);
kind!(
    RIGHT_TO_LEFT,
    r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}\p{Samaritan}\p{Mandaic}--[\p{M}\p{Nd}]]"
);
kind!(
    LEFT_TO_RIGHT,
    r"[\p{L}--[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}\p{Samaritan}\p{Mandaic}]]"
);

fn is_arabic_digit(c: char) -> bool {
    ('\u{660}'..='\u{669}').contains(&c)
}

fn is_extended_digit(c: char) -> bool {
    ('\u{6F0}'..='\u{6F9}').contains(&c)
}

/// Whether characters are a label.
pub(super) fn is_label(chars: &[char]) -> bool {
    let (Some(first), Some(last)) = (chars.first(), chars.last()) else {
        return false;
    };
    *first != '-'
        && *last != '-'
        && !matches!(chars, [_, _, '-', '-', ..])
        && !MARK.has(*first)
        && (0..chars.len()).all(|index| is_allowed(chars, index))
        && !(chars.iter().any(|c| is_arabic_digit(*c))
            && chars.iter().any(|c| is_extended_digit(*c)))
}

/// Whether the character there may stand there (RFC 5892, appendix A).
fn is_allowed(chars: &[char], index: usize) -> bool {
    let Some((before, [c, after @ ..])) = chars.split_at_checked(index) else {
        return false;
    };
    let (last, next) = (before.last(), after.first());
    let is = |c: Option<&char>, kind: &Kind| c.is_some_and(|c| kind.has(*c));
    match c {
        '\u{B7}' => last == Some(&'l') && next == Some(&'l'),
        '\u{375}' => is(next, &GREEK),
        '\u{5F3}' | '\u{5F4}' => is(last, &HEBREW),
        '\u{30FB}' => chars.iter().any(|c| *c != '\u{30FB}' && JAPANESE.has(*c)),
        '\u{200D}' => is(last, &VIRAMA),
        '\u{200C}' => {
            let letter_before = before.iter().rev().find(|c| !MARK.has(**c));
            let letter_after = after.iter().find(|c| !MARK.has(**c));
            is(last, &VIRAMA) || is(letter_before, &JOINING) && is(letter_after, &JOINING)
        }
        c => VALID.has(*c),
    }
}

/// Whether a label makes a name one that runs in two directions (RFC 5893, section 1.4).
pub(super) fn has_right_to_left(chars: &[char]) -> bool {
    chars
        .iter()
        .any(|c| is_arabic_digit(*c) || RIGHT_TO_LEFT.has(*c))
}

/// Whether a label of such a name runs in one direction (RFC 5893, section 2).
pub(super) fn keeps_direction(chars: &[char]) -> bool {
    if !has_right_to_left(chars) {
        return chars.first().is_some_and(|first| LEFT_TO_RIGHT.has(*first));
    }
    let is_number = |c: char| c.is_ascii_digit() || is_extended_digit(c);
    let last = chars.iter().rev().find(|c| !MARK.has(**c));
    let is_end = |c: &char| RIGHT_TO_LEFT.has(*c) || is_number(*c) || is_arabic_digit(*c);
    chars.first().is_some_and(|first| RIGHT_TO_LEFT.has(*first))
        && last.is_some_and(is_end)
        && !chars.iter().any(|c| LEFT_TO_RIGHT.has(*c))
        && !(chars.iter().any(|c| is_number(*c)) && chars.iter().any(|c| is_arabic_digit(*c)))
}
