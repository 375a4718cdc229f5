//! Percentages, dimensions and plain numbers.

use super::{
    cursor::{Cursor, Parsed},
    decimal::Number,
    number,
};
use crate::document::{Quantity, ValueKind};

/// A percentage, a dimension or a plain number.
pub(super) fn read(cursor: &Cursor, at: usize) -> Parsed<ValueKind> {
    if let Some(of) = percent(cursor, at).and_then(|end| cursor.expect_word(end, cursor.words.of)) {
        let (amount, end) = number::read(cursor, of, false)?;
        return Some((ValueKind::Percent(quantity(amount, None, "")), end));
    }
    let ((amount, most), end) = range(cursor, at)?;
    let dash = if cursor.touches(end) { cursor.skip_dash(end) } else { end };
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
    let counts = !is_part_of_name(cursor, at, end) && !is_pronoun(cursor, at, end);
    counts.then(|| (ValueKind::Quantity(quantity(amount, most, "")), end))
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
        amount.less_than(*most)
            && (percent(cursor, *behind).is_some() || unit(cursor, *behind).is_some())
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
    let words = &cursor.words.quantities;
    let end = cursor.expect(at, words.percent)?;
    Some(cursor.skip(end, words.points))
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
    (!next_number && !preposition).then_some((unit, end))
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
            ("It won by four percentage points.", "four percentage points", "4%"),
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
