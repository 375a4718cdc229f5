//! Numbers, in digits and in words.

mod fraction;
mod words;

use super::{Parsed, decimal::Number, reader::Reader};
pub(crate) use fraction::slashed;
use fraction::{article_part, fraction, part, vulgar};
use words::{CARDINALS, MILLION, ORDINALS, SCALES, VULGAR};

/// No number has more parts; a text of number words only must not be read again and again.
const MOST_PARTS: usize = 16;

pub(crate) const DASHES: &[char] = &['-', '–', '—', '−', '‑'];

/// The words at which a number may start.
pub(crate) fn starters() -> impl Iterator<Item = &'static str> {
    let words = CARDINALS.iter().chain(SCALES).chain(ORDINALS).map(|(word, _)| *word);
    let vulgar = VULGAR.iter().map(|(word, ..)| *word);
    words.chain(vulgar).chain(["a", "an", "half", "quarter", "minus", "negative", "-", "−", "."])
}

fn find(table: &[(&str, i64)], word: &str) -> Option<i64> {
    // Most of what is looked up is in digits.
    word.bytes().next().filter(u8::is_ascii_lowercase)?;
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The cardinal below 100 that is one word.
pub(crate) fn cardinal(word: &str) -> Option<i64> {
    find(CARDINALS, word)
}

/// A number; `short` tells whether a lone "m" is a million ("£5m") and not a metre.
pub(crate) fn read(reader: &Reader, at: usize, short: bool) -> Parsed<Number> {
    if let Some(start) = minus(reader, at) {
        let (number, end) = unsigned(reader, start, short)?;
        return Some((number.negative(), end));
    }
    unsigned(reader, at, short)
}

/// The index behind a minus; one between words or numbers is a dash.
fn minus(reader: &Reader, at: usize) -> Option<usize> {
    let dash = reader.is_sign(at, &['-', '−']) && reader.digits(at + 1).is_some();
    let date = reader.is_sign(at + 2, DASHES) && reader.touches(at + 2);
    let sign = dash && reader.touches(at + 1) && !reader.touches(at) && !date;
    (sign || reader.is(at, &["minus", "negative"])).then_some(at + 1)
}

fn unsigned(reader: &Reader, at: usize, short: bool) -> Parsed<Number> {
    let (number, end) = fraction(reader, at)
        .or_else(|| mixed(reader, at, short))
        .or_else(|| article_part(reader, at))?;
    Some(of_scale(reader, number, end).unwrap_or((number, end)))
}

/// "two thirds of a million", "three quarters billion", "half a million": a part and a scale.
fn of_scale(reader: &Reader, number: Number, at: usize) -> Parsed<Number> {
    if number.integer().is_some() || !number.less_than(Number::ONE) {
        return None;
    }
    let scale_at = reader.skip(reader.skip(at, &["of"]), &["a"]);
    let scale = find(SCALES, reader.word(scale_at)).filter(|scale| *scale >= 12)?;
    Some((number.times(Number::whole(scale))?, scale_at + 1))
}

/// A cardinal with what may follow it: "one and a half", "two hundred point seven", "one in three".
fn mixed(reader: &Reader, at: usize, short: bool) -> Parsed<Number> {
    let (whole, end, scale) = cardinals(reader, at, short)?;
    if let Some((part, behind)) = decimals(reader, end) {
        return Some((whole.plus(part)?, behind));
    }
    // "five million and three quarters" is 5.75 million, unless a scale of its own follows.
    let and = reader.skip(end, &["and"]);
    if let Some((part, behind)) = (and > end).then(|| part(reader, and)).flatten() {
        if let Some((part_of_scale, end)) = of_scale(reader, part, behind) {
            // "one and a half million", but "one billion and a half million"
            let scaled = find(SCALES, reader.word(end - 1)).filter(|_| scale == 1);
            let number = match scaled {
                Some(scale) => whole.plus(part)?.times(Number::whole(scale))?,
                None => whole.plus(part_of_scale)?,
            };
            return Some((number, end));
        }
        let of = if scale >= 1_000 { scale } else { 1 };
        return Some((whole.plus(part.times(Number::whole(of))?)?, behind));
    }
    if let Some((_, numerator, denominator)) = vulgar(reader, end) {
        let part = Number::ratio(i128::from(*numerator), i128::from(*denominator))?;
        return Some((whole.plus(part)?, end + 1));
    }
    if let Some((part, behind)) = slashed(reader, end)
        && reader.digits(at).is_some()
    {
        return Some((whole.plus(part)?, behind));
    }
    let share = reader.expect(end, &["in"]).or_else(|| reader.expect(end, &["out", "of"]));
    if let Some((total, behind, _)) = share.and_then(|of| cardinals(reader, of, false))
        && whole.less_than(total)
        && total.less_than(Number::whole(101))
        && whole.integer().is_some_and(|whole| whole > 0)
        && share_is_plain(reader, end, behind)
    {
        return Some((whole.over(total)?, behind));
    }
    Some((whole, end))
}

/// Whether "1 in 4" is a share, and not a place or a time ("1 in 20 minutes", "2 in 10 May").
fn share_is_plain(reader: &Reader, end: usize, behind: usize) -> bool {
    reader.is(end, &["out"])
        || !(super::time::is_unit(reader.word(behind))
            || super::time::is_month(reader.word(behind)))
}

/// A whole number, the index behind it, and its last scale.
fn cardinals(reader: &Reader, start: usize, short: bool) -> Option<(Number, usize, i64)> {
    let (mut total, mut group) = (Number::ZERO, None::<Number>);
    let (mut at, mut end, mut last, mut largest) = (start, start, 1, i64::MAX);
    let article = reader.is(start, &["a", "an"]);
    if article {
        find(SCALES, reader.word(start + 1))?;
        group = Some(Number::ONE);
        at += 1;
    }
    for _ in 0..MOST_PARTS {
        let word = reader.word(at);
        let scale = find(SCALES, word).or_else(|| abbreviated(reader, at, short));
        if let Some(scale) = scale.filter(|_| at > start || !matches!(word, "k" | "mn" | "bn")) {
            // "three lakh crore": a scale right behind a larger one is of what stands before it.
            let compound = group.is_none() && end == at && end > start;
            let base = match group {
                Some(base) => base,
                None if compound => total,
                None if end == start && !matches!(word, "dozens") => Number::ONE,
                None => break,
            };
            if !compound && scale >= largest {
                break;
            }
            let product = base.times(Number::whole(scale))?;
            if scale == 100 && group.is_some() {
                if !base.less_than(Number::whole(100)) {
                    break;
                }
                group = Some(product);
            } else if compound {
                total = product;
            } else {
                total = total.plus(product)?;
                (group, largest) = (None, scale);
            }
            last = scale;
        } else if let Some((value, behind)) = small(reader, at) {
            let fits = match group {
                None => total == Number::ZERO || value.less_than(Number::whole(largest)),
                Some(group) => group.integer().is_some_and(|group| {
                    group > 0 && group % 100 == 0 && value.less_than(Number::whole(100))
                }),
            };
            // A number in digits goes on only behind a scale: "4 thousand 3 hundred".
            if !fits || (end > start && last == 1) || (end > start && value == Number::ZERO) {
                break;
            }
            group = Some(group.unwrap_or(Number::ZERO).plus(value)?);
            last = if end > start { last } else { 1 };
            at = behind;
            end = at;
            at = join(reader, at, last);
            continue;
        } else {
            break;
        }
        at += 1;
        end = at;
        at = join(reader, at, last);
    }
    let number = total.plus(group.unwrap_or(Number::ZERO))?;
    (end > start + usize::from(article)).then_some((number, end, last))
}

/// The index behind an "and" between the parts of a number, or else `at`.
fn join(reader: &Reader, at: usize, last: i64) -> usize {
    let next = reader.word(at + 1);
    let goes_on = last >= 100 && reader.is(at, &["and"]);
    let goes_on = goes_on && (cardinal(next).is_some() || reader.digits(at + 1).is_some());
    // "one hundred and three quarters": the part is of one, not of the whole.
    let part = reader.is(at + 2, &["halves", "thirds", "quarters"])
        || (last > 100 && part(reader, at + 1).is_some());
    // "3 hundred and 2 hundred" are two.
    let another = scale(reader, at + 2).is_some_and(|scale| scale >= last);
    at + usize::from(goes_on && !part && !another)
}

/// A number below 100 in words, or one in digits.
fn small(reader: &Reader, at: usize) -> Parsed<Number> {
    if let Some(value) = cardinal(reader.word(at)) {
        if value >= 20 {
            let dash = reader.skip_sign(at + 1, DASHES);
            if let Some(ones) = cardinal(reader.word(dash)).filter(|ones| (1..10).contains(ones)) {
                return Some((Number::whole(value + ones), dash + 1));
            }
        }
        return Some((Number::whole(value), at + 1));
    }
    digits(reader, at)
}

/// A number in digits, with its decimals and powers of ten.
fn digits(reader: &Reader, at: usize) -> Parsed<Number> {
    if reader.is_sign(at, &['.']) && reader.touches(at + 1) && !reader.touches(at) {
        let places = reader.digits(at + 1).filter(|digits| !digits.contains(['.', ',']))?;
        return Some((parse(&format!("0.{places}"))?, at + 2));
    }
    let mut written = reader.digits(at)?.to_owned();
    let mut end = at + 1;
    // "1 414 021 100": two groups or more, or one behind a space that does not break.
    let group = |at: usize| {
        let digits = reader.digits(at).filter(|digits| {
            digits.len() == 3 || (digits.len() > 3 && digits.as_bytes().get(3) == Some(&b'.'))
        })?;
        let gap = reader.gap(at);
        matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}").then_some((digits, gap != " "))
    };
    if written.len() <= 3 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        let mut groups = Vec::new();
        while let Some(next) = group(end + groups.len()).filter(|_| groups.len() < 5) {
            groups.push(next);
        }
        if groups.len() > 1 || groups.first().is_some_and(|(_, bound)| *bound) {
            end += groups.len();
            written.extend(groups.into_iter().map(|(digits, _)| digits));
        }
    }
    Some((parse(&written)?, end))
}

/// Reads digits with points and commas: "1,234.5", "1.234,5", "12,34,567", "5,00".
fn parse(written: &str) -> Option<Number> {
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

/// The scale that a token is.
pub(crate) fn scale(reader: &Reader, at: usize) -> Option<i64> {
    find(SCALES, reader.word(at)).or_else(|| abbreviated(reader, at, true))
}

/// The scale that is a letter: "£5m", "10M", "1.7 G".
fn abbreviated(reader: &Reader, at: usize, short: bool) -> Option<i64> {
    let digits = at.checked_sub(1).is_some_and(|before| reader.digits(before).is_some());
    match reader.written(at) {
        "M" if digits => Some(MILLION),
        "G" if digits => Some(1_000 * MILLION),
        "m" if digits && short => Some(MILLION),
        "b" | "B" if digits && short => Some(1_000 * MILLION),
        _ => None,
    }
}

/// "point zero three": what follows a whole number in words.
fn decimals(reader: &Reader, at: usize) -> Parsed<Number> {
    let mut end = reader.expect(at, &["point"])?;
    let start = end;
    let mut digits = String::from("0.");
    while let Some((value, behind)) = small(reader, end).filter(|_| end - start < MOST_PARTS) {
        digits += &value.integer()?.to_string();
        end = behind;
    }
    (end > start).then_some((parse(&digits)?, end))
}

/// An ordinal from 1 to 99, in digits ("21st") or in words ("twenty-first").
pub(crate) fn ordinal(reader: &Reader, at: usize) -> Parsed<i64> {
    if let Some(value) = reader.whole(at, 2) {
        let suffix = reader.touches(at + 1) && reader.is(at + 1, &["st", "nd", "rd", "th"]);
        return suffix.then_some((value.into(), at + 2));
    }
    if let Some(value) = find(ORDINALS, reader.word(at)).filter(|value| *value < 100) {
        return Some((value, at + 1));
    }
    let tens = cardinal(reader.word(at)).filter(|tens| *tens >= 20)?;
    let ones = reader.skip_sign(at + 1, DASHES);
    let value = find(ORDINALS, reader.word(ones)).filter(|value| *value < 10)?;
    Some((tens + value, ones + 1))
}

/// A whole number below 100 in digits or words.
pub(crate) fn below_hundred(reader: &Reader, at: usize) -> Parsed<i64> {
    let (value, end) = match reader.whole(at, 2) {
        Some(value) => (value.into(), at + 1),
        None => {
            cardinal(reader.word(at))?;
            let (value, end) = small(reader, at)?;
            (value.integer()?, end)
        }
    };
    Some((value, end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_first, assert_none};

    #[test]
    fn reads_numbers_in_digits_and_words() {
        assert_first(&[
            ("Some 12,567 people fled.", "12,567", "12567"),
            ("About 2.4 million voted.", "2.4 million", "2400000"),
            ("Three hundred and five seats were won.", "Three hundred and five", "305"),
            ("He owns twenty-one ships.", "twenty-one", "21"),
            ("Two-thirds of the members agreed.", "Two-thirds", "0.666666666666667"),
            ("Half a million left.", "Half a million", "500000"),
            ("One in five children is hungry.", "One in five", "0.2"),
            ("They counted 12,34,567 votes.", "12,34,567", "1234567"),
            ("It built 3 lakh houses.", "3 lakh", "300000"),
            ("The index stands at -1.5 now.", "-1.5", "-1.5"),
            ("One and a half million came.", "One and a half million", "1500000"),
            ("Some 1\u{202f}250 were hurt.", "1\u{202f}250", "1250"),
        ]);
    }

    #[test]
    fn leaves_out_ordinals_and_names_with_numbers() {
        assert_none(
            &["The third suspect fled.", "COVID-19 spread.", "This one is new.", "The G7 met."],
            None,
        );
    }
}
