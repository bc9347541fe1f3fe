//! Punycode (RFC 3492), of labels.

use super::names::{Label, label};

const BASE: u32 = 36;
const FIRST_CODE: u32 = 0x80;

/// What adapts the length of numbers (section 6.1).
struct Bias(u32);

impl Bias {
    const FIRST: Self = Self(72);

    fn threshold(&self, k: u32) -> u32 {
        k.saturating_sub(self.0).clamp(1, 26)
    }

    fn adapt(&mut self, delta: u32, count: u32, is_first: bool) {
        let mut delta = if is_first { delta / 700 } else { delta / 2 };
        delta += delta / count.max(1);
        let mut k = 0;
        while delta > 455 {
            delta /= 35;
            k += BASE;
        }
        self.0 = k + 36 * delta / (delta + 38);
    }
}

/// The characters that are written; `None` where it is no Punycode, or too long. Labels are short: so may this be quadratic.
pub(super) fn decode(text: &str) -> Option<Label<char>> {
    let (plain, extended) = text.rsplit_once('-').unwrap_or(("", text));
    let mut chars = label(plain.chars())?;
    let (mut code, mut index, mut bias) = (FIRST_CODE, 0_u32, Bias::FIRST);
    let mut digits = extended.bytes();
    while digits.len() > 0 {
        let before = index;
        let (mut weight, mut k) = (1_u32, BASE);
        loop {
            let digit = match digits.next()? {
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                byte if byte.is_ascii_alphabetic() => u32::from(byte.to_ascii_lowercase() - b'a'),
                _ => return None,
            };
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = bias.threshold(k);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let count = u32::try_from(chars.len()).ok()? + 1;
        bias.adapt(index - before, count, before == 0);
        code = code.checked_add(index / count)?;
        index %= count;
        // No further than at the end: it is less than one more than there are.
        let place = usize::try_from(index).ok()?;
        chars.try_insert(place, char::from_u32(code)?).ok()?;
        index += 1;
    }
    Some(chars)
}

/// Writes characters; `None` where there are too many.
pub(super) fn encode(chars: &[char]) -> Option<Label<u8>> {
    let plain = chars.iter().filter(|c| c.is_ascii());
    let mut out = label(plain.filter_map(|c| u8::try_from(*c).ok()))?;
    let plain = u32::try_from(out.len()).ok()?;
    let (mut code, mut delta, mut bias, mut done) = (FIRST_CODE, 0_u32, Bias::FIRST, plain);
    if plain > 0 {
        out.try_push(b'-').ok()?;
    }
    let codes = || chars.iter().map(|c| u32::from(*c));
    while let Some(next) = codes().filter(|c| *c >= code).min() {
        delta = delta.checked_add((next - code).checked_mul(done + 1)?)?;
        code = next;
        for c in codes() {
            if c < code {
                delta = delta.checked_add(1)?;
            } else if c == code {
                write_number(delta, &bias, &mut out)?;
                bias.adapt(delta, done + 1, done == plain);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(out)
}

fn write_number(mut number: u32, bias: &Bias, out: &mut Label<u8>) -> Option<()> {
    let mut k = BASE;
    loop {
        let threshold = bias.threshold(k);
        if number < threshold {
            return out.try_push(digit(number)?).ok();
        }
        let rest = BASE - threshold;
        out.try_push(digit(threshold + (number - threshold) % rest)?)
            .ok()?;
        number = (number - threshold) / rest;
        k += BASE;
    }
}

fn digit(number: u32) -> Option<u8> {
    let code = if number < 26 {
        number + u32::from(b'a')
    } else {
        number - 26 + u32::from(b'0')
    };
    u8::try_from(code).ok()
}
