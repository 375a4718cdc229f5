//! Parts of one: "3/4", "two-thirds", "a quarter of", "½".

use super::{
    DASHES, cardinal, cardinals, find, of_scale,
    words::{ORDINALS, SCALES, VULGAR},
};
use crate::values::{Parsed, decimal::Number, reader::Reader};

/// A number that is written as a fraction.
pub(crate) fn fraction(reader: &Reader, at: usize) -> Parsed<Number> {
    if let Some((_, numerator, denominator)) = vulgar(reader, at) {
        return Some((Number::ratio((*numerator).into(), (*denominator).into())?, at + 1));
    }
    slashed(reader, at).or_else(|| part(reader, at))
}

pub(crate) fn vulgar(reader: &Reader, at: usize) -> Option<&'static (&'static str, i64, i64)> {
    VULGAR.iter().find(|(sign, ..)| *sign == reader.word(at))
}

/// "3/4": anything that is more likely a day and a month is none.
pub(crate) fn slashed(reader: &Reader, at: usize) -> Parsed<Number> {
    let (numerator, denominator) = (reader.whole(at, 2)?, reader.whole(at + 2, 2)?);
    let slash = reader.is_sign(at + 1, &['/']) && reader.touches(at + 1) && reader.touches(at + 2);
    let common = matches!(denominator, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 32);
    let more = reader.is_sign(at + 3, &['/']) && reader.touches(at + 3);
    let sane = slash && common && !more && (1..denominator).contains(&numerator);
    sane.then_some((Number::ratio(numerator.into(), denominator.into())?, at + 3))
}

/// "two-thirds", "one eighth", "three quarters", "a half".
pub(crate) fn part(reader: &Reader, at: usize) -> Parsed<Number> {
    let (numerator, end) = match reader.word(at) {
        "a" => (Number::ONE, at + 1),
        _ => {
            let (numerator, end) = small_or_scaled(reader, at)?;
            (numerator, reader.skip_sign(end, DASHES))
        }
    };
    let (denominator, plural, behind) = denominator(reader, end)?;
    // "a third suspect", "a quarter-final": only what nothing qualifies is a part.
    let article = reader.is(at, &["a"]) && denominator != 2;
    let of = reader.is(behind, &["of", "percent"]) || !reader.is_word(behind);
    let of = of || find(SCALES, reader.word(behind)).is_some();
    let qualifies = article && (!of || reader.is_sign(behind, DASHES));
    let agrees = plural != (numerator == Number::ONE);
    (agrees && !qualifies).then_some((numerator.over(Number::whole(denominator))?, behind))
}

fn small_or_scaled(reader: &Reader, at: usize) -> Parsed<Number> {
    let word = reader.word(at);
    if reader.digits(at).is_none() && cardinal(word).is_none() {
        return None;
    }
    let (number, end, _) = cardinals(reader, at, false)?;
    Some((number, end))
}

/// What names a part, whether it is a plural, and the index behind it.
fn denominator(reader: &Reader, at: usize) -> Option<(i64, bool, usize)> {
    let word = reader.word(at);
    if let Some(tens) = cardinal(word).filter(|tens| *tens >= 20) {
        let ones = reader.skip_sign(at + 1, DASHES);
        let name = reader.word(ones);
        let value = find(ORDINALS, name.strip_suffix('s').unwrap_or(name))?;
        return (value < 10).then_some((tens + value, name.ends_with('s'), ones + 1));
    }
    let (value, plural) = match word {
        "half" => (2, false),
        "halves" => (2, true),
        "quarter" => (4, false),
        "quarters" => (4, true),
        _ => {
            let singular =
                word.strip_suffix('s').filter(|_| word.ends_with("hs") || word == "thirds");
            let value = find(ORDINALS, singular.unwrap_or(word)).filter(|value| *value > 2)?;
            (value, singular.is_some())
        }
    };
    Some((value, plural, at + 1))
}

/// "half of", "half a million", "quarter million".
pub(crate) fn article_part(reader: &Reader, at: usize) -> Parsed<Number> {
    let part = match reader.word(at) {
        "half" => Number::ratio(1, 2)?,
        "quarter" => Number::ratio(1, 4)?,
        _ => return None,
    };
    let alone = reader.is(at, &["half"]) && reader.is(at + 1, &["of"]);
    (alone || of_scale(reader, part, at + 1).is_some()).then_some((part, at + 1))
}
