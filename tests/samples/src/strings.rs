//! Random strings.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fastrand::Rng;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

use crate::Flat;

/// What texts without a format are made of: what is escaped in JSON, in URLs and in forms, and what isn't ASCII.
const LETTERS: &[char] = &[
    'a', 'b', 'c', 'X', 'Y', 'Z', '0', '7', ' ', '"', '\\', '/', '%', '&', '=', '+', '?', '#',
    '\'', ';', '<', 'é', 'ß', '雪', '😀',
];

/// How often an unbounded repetition in a pattern is repeated more than it must be.
const MORE: u32 = 3;

/// A string of its format, pattern and length.
pub(crate) fn string(random: &mut Rng, flat: &Flat) -> String {
    if let Some(pattern) = flat.get("pattern").and_then(Value::as_str)
        && let Ok(pattern) = regex_syntax::parse(pattern)
    {
        let mut text = String::new();
        matching(random, &pattern, &mut text);
        return text;
    }
    if let Some(text) = flat
        .get("format")
        .and_then(Value::as_str)
        .and_then(|it| formatted(random, it))
    {
        return text;
    }
    let least = flat.count("minLength").unwrap_or(0);
    let most = flat
        .count("maxLength")
        .unwrap_or(usize::MAX)
        .min(least.saturating_add(12));
    let length = random.usize(least..=most.max(least));
    (0..length).filter_map(|_| random.choice(LETTERS)).collect()
}

/// A string of a format, where it is one that is known.
fn formatted(random: &mut Rng, format: &str) -> Option<String> {
    let date = format!(
        "20{:02}-{:02}-{:02}",
        random.u8(..100),
        random.u8(1..13),
        random.u8(1..29)
    );
    let time = format!(
        "{:02}:{:02}:{:02}",
        random.u8(..24),
        random.u8(..60),
        random.u8(..60)
    );
    let word = random.u32(1000..);
    Some(match format {
        "date-time" => format!("{date}T{time}Z"),
        "date" => date,
        "time" => format!("{time}Z"),
        "duration" => format!("PT{}S", random.u8(1..60)),
        "uuid" => {
            let (high, low) = (random.u64(..), random.u64(..));
            let digits = format!("{high:016x}{low:016x}");
            let mut text = String::new();
            for (index, digit) in digits.chars().enumerate() {
                if matches!(index, 8 | 12 | 16 | 20) {
                    text.push('-');
                }
                // Version 4, variant 1 (RFC 9562).
                text.push(match index {
                    12 => '4',
                    16 => 'a',
                    _ => digit,
                });
            }
            text
        }
        "byte" | "base64" => STANDARD.encode(word.to_be_bytes()),
        "uri" | "url" | "uri-reference" => {
            format!("https://example.com/{word}?q={}", random.u8(..))
        }
        "email" => format!("u{word}@example.com"),
        "hostname" => format!("h{word}.example.com"),
        "ipv4" | "ip" => format!("192.0.2.{}", random.u8(..)),
        "ipv6" => format!("2001:db8::{:x}", random.u16(1..)),
        "decimal" => format!("{}.5", random.u16(..)),
        "int32" | "int64" => format!("{}", random.u16(..)),
        _ => return None,
    })
}

/// Adds a text that matches a part of a pattern.
fn matching(random: &mut Rng, pattern: &Hir, text: &mut String) {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(letter(random, class)),
        HirKind::Repetition(repetition) => {
            let most = repetition
                .max
                .unwrap_or(u32::MAX)
                .min(repetition.min.saturating_add(MORE));
            for _ in 0..random.u32(repetition.min..=most) {
                matching(random, &repetition.sub, text);
            }
        }
        HirKind::Capture(capture) => matching(random, &capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| matching(random, part, text)),
        HirKind::Alternation(parts) => {
            if let Some(part) = random.choice(parts) {
                matching(random, part, text);
            }
        }
    }
}

/// A letter of a class; one of ASCII, where it has any that can be seen.
fn letter(random: &mut Rng, class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let seen = ('!'..='~').filter(|letter| {
        class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(letter))
    });
    let seen: Vec<char> = seen.collect();
    match random.choice(&seen) {
        Some(letter) => Some(*letter),
        None => class.ranges().first().map(|range| range.start()),
    }
}
