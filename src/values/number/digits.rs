//! Numbers in digits.

use crate::values::{
    cursor::{Cursor, Parsed},
    decimal::Number,
};

/// No number has more groups of three digits behind the first.
const MOST_GROUPS: usize = 5;

/// A number in digits, with its decimals and powers of ten.
pub(super) fn digits(cursor: &Cursor, at: usize) -> Parsed<Number> {
    if cursor.is_sign(at, &['.']) && cursor.touches(at + 1) && !cursor.touches(at) {
        let places = cursor.digits(at + 1).filter(|digits| !digits.contains(['.', ',']))?;
        return Some((parse(&format!("0.{places}"))?, at + 2));
    }
    let written = cursor.digits(at)?;
    let groups = groups(cursor, written, at + 1);
    let end = at + 1 + groups.len();
    if groups.is_empty() {
        return Some((parse(written)?, end));
    }
    Some((parse(&format!("{written}{}", groups.concat()))?, end))
}

/// The groups of three digits at `at` that belong to the digits before: two groups or more, or one
/// behind a space that does not break ("1 414 021 100").
fn groups<'text>(cursor: &Cursor<'text>, first: &str, at: usize) -> Vec<&'text str> {
    if first.len() > 3 || !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let group = |at: usize| {
        let digits = cursor.digits(at)?;
        let decimals = digits.len() > 3 && digits.as_bytes().get(3) == Some(&b'.');
        let spaced = matches!(cursor.gap(at), " " | "\u{a0}" | "\u{202f}" | "\u{2009}");
        (spaced && (digits.len() == 3 || decimals)).then_some(digits)
    };
    let groups: Vec<_> = (at..at + MOST_GROUPS).map_while(group).collect();
    let bound = cursor.gap(at) != " ";
    if groups.len() > 1 || bound { groups } else { Vec::new() }
}

/// Reads digits with points and commas: "1,234.5", "1.234,5", "12,34,567", "5,00".
pub(super) fn parse(written: &str) -> Option<Number> {
    let (points, commas) = (written.matches('.').count(), written.matches(',').count());
    let grouped = |sign: char| {
        let mut groups = written.split(sign).skip(1).map(str::len).collect::<Vec<_>>();
        groups.pop() == Some(3) && groups.iter().all(|length| matches!(length, 2 | 3))
    };
    let decimal = match (points, commas) {
        (0, 0) => None,
        (1, 0) => Some('.'),
        (_, 0) if grouped('.') => None,
        (0, _) if grouped(',') => None,
        (0, 1) => Some(','),
        (1, _) if written.rfind('.') > written.rfind(',') => Some('.'),
        (_, 1) if written.rfind(',') > written.rfind('.') => Some(','),
        _ => return None,
    };
    let places = decimal.and_then(|sign| written.rsplit_once(sign)).map_or(0, |(_, d)| d.len());
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let denominator = 10_i128.checked_pow(u32::try_from(places).ok()?)?;
    Number::ratio(digits.parse().ok()?, denominator)
}
