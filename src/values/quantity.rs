//! Percentages, dimensions and plain numbers.

use super::{
    cursor::{Cursor, Parsed},
    decimal::Number,
    money, number,
};
use crate::{
    document::{Quantity, ValueKind},
    language::values::TimeUnit,
};

/// A percentage, a dimension, an age, a position or a plain number.
pub(super) fn read(cursor: &Cursor, at: usize) -> Parsed<ValueKind> {
    if let Some(of) = percent(cursor, at).and_then(|end| cursor.expect_word(end, cursor.words.of)) {
        let (amount, end) = number::read(cursor, of, false)?;
        return Some((ValueKind::Percent(quantity(amount, None, "")), end));
    }
    if let Some((found, end)) = age(cursor, at).or_else(|| position(cursor, at)) {
        return Some((ValueKind::Quantity(found), end));
    }
    // "half a percentage point"
    if let Some(of) = cursor.expect(at, cursor.words.lengths.half_a)
        && let Some((points, end)) = points(cursor, of)
    {
        return Some((ValueKind::Quantity(quantity(Number::ratio(1, 2)?, None, points)), end));
    }
    let ((amount, most), end) = range(cursor, at)?;
    let dash = if cursor.touches(end) { cursor.skip_dash(end) } else { end };
    if let Some((points, behind)) = points(cursor, dash) {
        return Some((ValueKind::Quantity(quantity(amount, most, points)), behind));
    }
    if let Some(behind) = percent(cursor, dash) {
        return Some((ValueKind::Percent(quantity(amount, most, "")), behind));
    }
    if let Some((unit, behind)) = unit(cursor, end) {
        if let Some((amount, behind)) = compound(cursor, amount, unit, behind) {
            let found = Quantity { amount, unit: unit.to_owned(), ..Quantity::default() };
            return Some((ValueKind::Quantity(found), behind));
        }
        return Some((ValueKind::Quantity(quantity(amount, most, unit)), behind));
    }
    let behind = dash + 1;
    if let Some(unit) = money::weight(cursor, at, behind) {
        return Some((ValueKind::Quantity(quantity(amount, most, unit)), behind));
    }
    let counts = most.is_some()
        || !is_part_of_name(cursor, at, end)
            && !is_pronoun(cursor, at, end)
            && !is_score(cursor, at, end)
            && !is_code(cursor, at, end)
            && !cursor.is_behind(at, cursor.words.years.numbered)
            && !is_address(cursor, at, end);
    counts.then(|| (ValueKind::Quantity(quantity(amount, most, "")), end))
}

/// An age: "7-year-old", "8 months old", "aged 12", "Ada Brook, 34,".
fn age(cursor: &Cursor, at: usize) -> Parsed<Quantity> {
    let words = &cursor.words.quantities;
    let of =
        |unit: TimeUnit| words.ages.iter().find(|(time, _)| *time == unit).map(|(_, age)| *age);
    if let Some(next) = cursor.expect_word(at, words.aged) {
        let (amount, end) = number::read(cursor, next, false)?;
        let unit = cursor.lexeme(end).unit;
        let end = end + usize::from(unit.is_some());
        let sane = amount.less_than(Number::whole(MOST_YEARS));
        return sane
            .then(|| Some((quantity(amount, None, of(unit.unwrap_or(TimeUnit::Year))?), end)))?;
    }
    let (amount, end) = number::read(cursor, at, false)?;
    let name = cursor.skip_dash(end);
    if let Some(unit) = cursor.lexeme(name).unit {
        let end = cursor.expect_word(cursor.skip_dash(name + 1), words.old)?;
        return Some((quantity(amount, None, of(unit)?), end));
    }
    // Behind the name of a person, between commas.
    let comma = at.checked_sub(1).filter(|comma| cursor.is_sign(*comma, &[',']))?;
    let name = comma.checked_sub(1)?;
    let closes = cursor.is_sign(end, &[',', '.', ')', ';']);
    let sane = cursor.digits(at).is_some() && amount.less_than(Number::whole(MOST_YEARS));
    let person = cursor.setting.person_ends(cursor.span(name, comma).end);
    (closes && sane && person && !cursor.touches(at))
        .then(|| Some((quantity(amount, None, of(TimeUnit::Year)?), end)))?
}

/// Nobody is older.
const MOST_YEARS: i64 = 125;
/// Positions below this are hardly ever counted: "first of all", "a second time".
const FIRST_POSITION: i64 = 3;

/// A place in a row: "third", "23rd", "twenty-first".
fn position(cursor: &Cursor, at: usize) -> Parsed<Quantity> {
    let (nth, end) = number::ordinal(cursor, at)?;
    let words = cursor.words;
    let figures = cursor.digits(at).is_some();
    // "a third of them", "two thirds"
    let part = cursor.is_behind(at, words.a)
        || cursor.is(end, words.of) && !cursor.is_behind(at, words.the);
    let glued =
        at > 0 && cursor.touches(at) || cursor.is_dash(end) && cursor.touches(end) && !figures;
    let counts = figures || nth >= FIRST_POSITION;
    let name = !figures && at > 0 && cursor.written(at).starts_with(char::is_uppercase);
    (counts && !part && !glued && !name)
        .then(|| (Quantity { ordinal: true, ..quantity(Number::whole(nth), None, "") }, end))
}

fn quantity(amount: Number, most: Option<Number>, unit: &str) -> Quantity {
    Quantity {
        amount: amount.decimal(),
        amount_max: most.map(Number::decimal).unwrap_or_default(),
        unit: unit.to_owned(),
        ..Quantity::default()
    }
}

/// A number, and the upper end if it is a range with a unit or scale of its own.
fn range(cursor: &Cursor, at: usize) -> Parsed<(Number, Option<Number>)> {
    let words = cursor.words;
    let between = cursor.skip(at, words.between);
    let (amount, end) = number::read(cursor, between, counts_millions(cursor, between))?;
    let joint = if between > at { words.and } else { words.to };
    let joined = cursor.skip(cursor.skip_dash(end), joint);
    // A dash that stands free before a number is a minus.
    let free = cursor.is_dash(end) && cursor.touches(joined) && !cursor.touches(end);
    let most = (joined > end && !free).then(|| number::read(cursor, joined, false)).flatten();
    let most = most.filter(|(most, behind)| {
        // "10-12 people"
        let counted = || {
            let ends = |ending: &&str| cursor.word(*behind).ends_with(*ending);
            cursor.is_word(*behind)
                && (words.plural_endings.iter().any(ends)
                    || cursor.is(*behind, words.quantities.counted))
        };
        let tied = || cursor.is_hyphen(end) && counted();
        amount.less_than(*most)
            && (percent(cursor, *behind).is_some() || unit(cursor, *behind).is_some() || tied())
    });
    match most {
        Some((most, behind)) => Some(((amount, Some(most)), behind)),
        None if between > at => None,
        None => Some(((amount, None), end)),
    }
}

/// Tells whether an "m" behind the digits is a million and not a metre: "1.2m homes", "10m people".
fn counts_millions(cursor: &Cursor, at: usize) -> bool {
    let words = cursor.words;
    let letter = cursor.is(at + 1, words.quantities.unit_or_scale) && cursor.touches(at + 1);
    let decimal = || cursor.digits(at).is_some_and(|digits| digits.contains('.'));
    let plural = || words.plural_endings.iter().any(|end| cursor.word(at + 2).ends_with(end));
    letter && ((decimal() && plural()) || cursor.is(at + 2, words.quantities.counted))
}

/// The index behind a word for percent.
fn percent(cursor: &Cursor, at: usize) -> Option<usize> {
    cursor.expect(at, cursor.words.quantities.percent)
}

/// Percentage points, and the index behind them.
fn points(cursor: &Cursor, at: usize) -> Parsed<&'static str> {
    let words = &cursor.words.quantities;
    let end = cursor.expect_word(cursor.skip_dash(percent(cursor, at)?), words.points)?;
    Some((words.percentage_point, end))
}

/// The unit behind a number and perhaps a dash; a preposition only where it touches the number or
/// nothing follows.
fn unit(cursor: &Cursor, at: usize) -> Parsed<&'static str> {
    let start = at + usize::from(cursor.is_hyphen(at));
    let (unit, end) = cursor.name(start, &cursor.vocabulary.units)?;
    let digits = cursor.digits(end).is_some();
    let preposition = cursor.is(start, cursor.words.quantities.prepositions)
        && !cursor.touches(start)
        && (cursor.is_word(end) || digits);
    let next_number = digits && cursor.touches(end);
    // "Two TB patients"
    let words = &cursor.words.quantities;
    let illness =
        cursor.is(start, words.doubtful_units) && cursor.is(end, words.behind_doubtful_units);
    (!next_number && !preposition && !illness).then_some((unit, end))
}

/// "5 feet 2 inches": the length in feet.
fn compound(cursor: &Cursor, amount: Number, larger: &str, at: usize) -> Parsed<String> {
    let words = cursor.words;
    let compound = words.quantities.compounds.iter().find(|compound| compound.unit == larger)?;
    let (rest, end) = number::read(cursor, cursor.skip(at, words.and), false)?;
    let (smaller, behind) = unit(cursor, end)?;
    let total = amount.approximate() + rest.approximate() / compound.ratio;
    (compound.smaller == smaller).then(|| (total.to_string(), behind))
}

/// Tells whether a number belongs to the word that it touches: "R2", "COVID-19".
fn is_part_of_name(cursor: &Cursor, at: usize, end: usize) -> bool {
    let behind_dash = at > 1 && cursor.is_dash(at - 1) && cursor.touches(at - 1);
    let behind_word = at > 0
        && cursor.touches(at)
        && (cursor.is_word(at - 1) || (behind_dash && cursor.is_word(at - 2)));
    behind_word || (cursor.touches(end) && cursor.is_word(end))
}

/// Tells whether a number is one of a score: "2-1".
fn is_score(cursor: &Cursor, at: usize, end: usize) -> bool {
    let short = |at: usize| cursor.digits(at).is_some_and(|digits| digits.len() <= MOST_OF_SCORE);
    let ahead = cursor.is_hyphen(end) && short(end + 1);
    let behind = at > 1 && cursor.is_hyphen(at - 1) && short(at - 2);
    short(at) && (ahead || behind)
}

/// The digits of the numbers of a score.
const MOST_OF_SCORE: usize = 3;

/// Tells whether digits are a telephone number or part of one: they begin with a zero, or stand
/// beside other digits.
fn is_code(cursor: &Cursor, at: usize, end: usize) -> bool {
    let digits = cursor.digits(at).unwrap_or_default();
    let zero = digits.len() > 1 && digits.starts_with('0') && !digits.contains('.');
    let beside = |at: usize| cursor.digits(at).is_some_and(|digits| digits.len() >= 3);
    let ahead = beside(end) && cursor.gap(end) == " ";
    let behind = at > 0 && beside(at - 1) && cursor.gap(at) == " ";
    zero || (digits.len() >= 3 && end == at + 1 && (ahead || behind))
}

/// The words of the name of a street.
const MOST_OF_STREET: usize = 3;

/// Tells whether a number is a house's: "221 Elm Street".
fn is_address(cursor: &Cursor, at: usize, end: usize) -> bool {
    let upper = |at: &usize| cursor.written(*at).starts_with(char::is_uppercase);
    let mut names = (end..end + MOST_OF_STREET).take_while(upper);
    cursor.digits(at).is_some()
        && names.any(|at| at > end && cursor.is(at, cursor.words.quantities.streets))
}

/// Tells whether a lone "one" counts nothing.
fn is_pronoun(cursor: &Cursor, at: usize, end: usize) -> bool {
    let words = &cursor.words.quantities;
    end == at + 1
        && cursor.is(at, words.one)
        && (cursor.is_behind(at, words.before_pronoun)
            || cursor.is(end, words.behind_pronoun)
            || cursor.is_dash(end))
}

#[cfg(test)]
mod tests {
    use crate::values::tests::assert_first;

    #[test]
    fn reads_percentages_and_dimensions() {
        assert_first(&[
            ("Inflation rose to 27 percent.", "27 percent", "27%"),
            ("Shares fell 3.5%.", "3.5%", "3.5%"),
            ("It won by four percentage points.", "four percentage points", "4 percentage point"),
            ("Growth of 5 to 7 per cent is expected.", "5 to 7 per cent", "5..7%"),
            ("A six-mile queue formed.", "six-mile", "6 mile"),
            ("It shipped 34,500 metric tons of maize.", "34,500 metric tons", "34500 metric ton"),
            ("It built 1.2m homes.", "1.2m", "1200000"),
            ("Winds of 150 km/h hit the coast.", "150 km/h", "150 kilometre per hour"),
            ("The fire burned 200 sq km.", "200 sq km", "200 square kilometre"),
            ("The 7.62mm round was found.", "7.62mm", "7.62 millimetre"),
        ]);
    }
}
