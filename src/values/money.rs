//! Amounts of money.

use super::{
    cursor::{Cursor, Parsed},
    decimal::Number,
    number,
    vocabulary::{Currency, Naming, is_sign},
};
use crate::{document::Money, language::values::Words};

/// The letter that makes millions of the code behind it: "30 MUSD".
const MILLIONS: char = 'M';

/// An amount of money, or a range of them.
pub(super) fn read(cursor: &Cursor, at: usize) -> Parsed<Money> {
    let words = cursor.words;
    let between = cursor.skip(at, words.between);
    // "from $5 to $7" tells of a change.
    let change = cursor.is_behind(at, words.from) || cursor.is_behind(at, words.money.changes);
    let joint = if between > at { words.and } else { words.to };
    let joint = if change { None } else { Some(joint) };
    let found = match prefix(cursor, between) {
        Some((currency, start)) => behind_currency(cursor, currency, start, joint),
        None => before_currency(cursor, between, joint),
    };
    found.filter(|(money, end)| {
        (between == at || !money.amount_max.is_empty()) && weight(cursor, at, *end).is_none()
    })
}

/// "$5", "$5 and $7 million"; `joint` stands between the ends of a range.
fn behind_currency(
    cursor: &Cursor,
    currency: Currency,
    start: usize,
    joint: Option<Words>,
) -> Parsed<Money> {
    let (amount, end) = number::read(cursor, start, true)?;
    if currency.naming == Naming::Abbreviation && !is_amount(cursor, start, end) {
        return None;
    }
    let most = upper_end(cursor, end, joint).and_then(|behind| {
        let start = prefix(cursor, behind).filter(|(same, _)| *same == currency);
        number::read(cursor, start.map_or(behind, |(_, start)| start), true)
    });
    match most.and_then(|most| range(cursor, (amount, end), most)) {
        Some(((amount, most), end)) => Some((money(cursor, currency, amount, Some(most)), end)),
        None => Some((money(cursor, currency, amount, None), end)),
    }
}

/// "5 dollars", "5 to 7 million dollars"; `joint` stands between the ends of a range.
fn before_currency(cursor: &Cursor, at: usize, joint: Option<Words>) -> Parsed<Money> {
    let (amount, end) = number::read(cursor, at, true)?;
    let most = upper_end(cursor, end, joint).and_then(|behind| number::read(cursor, behind, true));
    if let Some(((amount, most), end)) = most.and_then(|most| range(cursor, (amount, end), most))
        && let Some((currency, behind)) = suffix(cursor, end)
    {
        return Some((money(cursor, currency, amount, Some(most)), behind));
    }
    let ((amount, currency), end) =
        millions(cursor, amount, end).or_else(|| named(cursor, at, amount, end))?;
    Some((money(cursor, currency, amount, None), end))
}

/// The unit of weight that stands at the end of what looks like money, if it is one: by what is
/// weighed, by the words around, or because the text is from where they are no money.
pub(super) fn weight(cursor: &Cursor, at: usize, end: usize) -> Option<&'static str> {
    let words = &cursor.words.money;
    let name = end.checked_sub(1)?;
    let unit = words.weights.iter().find(|(names, _)| cursor.is(name, names))?.1;
    // "Egyptian pounds", "a pound"
    let number = if cursor.is_hyphen(name - 1) { name.checked_sub(1)? } else { name };
    let scaled = number::scale(cursor, number.checked_sub(1)?).is_some();
    let counted = cursor.digits(number - 1).is_some()
        || cursor.lexeme(number - 1).cardinal.is_some()
        || scaled
        || cursor.is(number - 1, cursor.words.articles);
    if !counted
        || cursor.is(end, words.behind_prices) && !cursor.is_behind(at, words.before_weights)
    {
        return None;
    }
    let weighed = cursor.is(end, words.behind_weights)
        || cursor.is_behind(at, words.before_weights) && !scaled
        || (number < name && !scaled);
    let local = words.local.iter().find(|(names, _)| cursor.is(name, names));
    let money_here = local.is_some_and(|(_, countries)| {
        countries.iter().any(|(country, _)| *country == cursor.country)
    });
    let elsewhere = !cursor.country.is_empty() && !money_here;
    let priced = scaled || cursor.is_behind(at, words.before_prices);
    (weighed || (elsewhere && !priced)).then_some(unit)
}

/// The code of a name that several countries share: that of the text's country, if it has one.
fn local_code(cursor: &Cursor, currency: Currency) -> &'static str {
    let words = &cursor.words.money;
    if !matches!(currency.naming, Naming::Shared | Naming::Abbreviation) {
        return currency.code;
    }
    let of_country = |countries: &[(&str, &'static str)]| {
        let found = countries.iter().find(|(country, _)| *country == cursor.country)?;
        Some(found.1)
    };
    let mut rows = words.local.iter();
    let row = rows.find(|(names, _)| names.contains(&currency.name));
    row.and_then(|(_, countries)| of_country(countries)).unwrap_or(currency.code)
}

fn money(cursor: &Cursor, currency: Currency, amount: Number, most: Option<Number>) -> Money {
    Money {
        currency: local_code(cursor, currency).to_owned(),
        amount: amount.decimal(),
        amount_max: most.map(Number::decimal).unwrap_or_default(),
        inferred: !matches!(currency.naming, Naming::Certain | Naming::Code),
    }
}

/// The index of the upper end of a range whose lower one ends at `end`.
fn upper_end(cursor: &Cursor, end: usize, joint: Option<Words>) -> Option<usize> {
    let behind = cursor.skip(cursor.skip_dash(end), joint?);
    (behind > end).then_some(behind)
}

/// Both ends of a range; a scale behind the upper one is of both ("$5-7 million").
fn range(
    cursor: &Cursor,
    (amount, end): (Number, usize),
    (most, behind): (Number, usize),
) -> Parsed<(Number, Number)> {
    let scale = |end: usize| number::scale(cursor, end - 1);
    let shared = scale(behind).filter(|_| scale(end).is_none());
    let amount = amount.times(Number::whole(shared.unwrap_or(1)))?;
    amount.less_than(most).then_some(((amount, most), behind))
}

/// The currency before an amount, and the index at which the amount starts.
fn prefix(cursor: &Cursor, at: usize) -> Parsed<Currency> {
    if cursor.is_sign(at + 1, &['$'])
        && let Some(code) = code_of(cursor.words.money.dollars, cursor.word(at))
    {
        // "won a $ 300 million contract", "S$5": a lone letter is a country where it touches.
        let word = cursor.is(at, cursor.words.money.dollar_words) && !cursor.touches(at + 1);
        let currency = Currency { code, naming: Naming::Certain, name: code };
        return (!word).then_some((currency, at + 2));
    }
    let (currency, end) = cursor.name(at, &cursor.vocabulary.currencies)?;
    let allowed = match currency.naming {
        Naming::Code => is_code(cursor, at),
        Naming::Abbreviation => cursor.written(at).starts_with(char::is_uppercase),
        Naming::Certain | Naming::Shared => is_sign(cursor.word(at)),
        Naming::Hundredth => false,
    };
    let dot = currency.naming == Naming::Abbreviation && cursor.touches(end);
    let end = if dot { cursor.skip_sign(end, &['.']) } else { end };
    allowed.then_some((currency, end))
}

/// The code under which a table has a name.
fn code_of(table: &[(&'static str, Words)], name: &str) -> Option<&'static str> {
    table.iter().find(|(_, names)| names.contains(&name)).map(|(code, _)| *code)
}

/// Tells whether a code stands here, and not a word that looks like one ("try", "cop", "mad").
fn is_code(cursor: &Cursor, at: usize) -> bool {
    cursor.is(at, cursor.words.money.plain_codes)
        || cursor.written(at).chars().all(|c| c.is_ascii_uppercase())
}

/// Tells whether what follows an abbreviation is an amount and not part of a name ("R2").
fn is_amount(cursor: &Cursor, start: usize, end: usize) -> bool {
    let long = cursor.word(start - 1).len() > 1;
    long || (cursor.touches(start) && (end > start + 1 || cursor.written(start).len() > 2))
}

/// The currency behind an amount.
fn suffix(cursor: &Cursor, at: usize) -> Parsed<Currency> {
    let start = at + usize::from(cursor.is_hyphen(at));
    let (currency, end) = cursor.name(start, &cursor.vocabulary.currencies)?;
    let allowed = match currency.naming {
        Naming::Code => is_code(cursor, start),
        // "won" is a verb behind small numbers ("those who came in 2 won").
        Naming::Certain => {
            let verb = cursor.is(start, cursor.words.money.verbs);
            !verb || number::scale(cursor, start - 1).is_some()
        }
        Naming::Abbreviation => cursor.word(start).len() > 1,
        Naming::Shared | Naming::Hundredth => true,
    };
    // "10 $30", "3 USD50": the sign of the next amount.
    let next = cursor.touches(end) && cursor.digits(end).is_some();
    (allowed && !next).then_some((currency, end))
}

/// "30 MUSD": the amount and the currency.
fn millions(cursor: &Cursor, amount: Number, at: usize) -> Parsed<(Number, Currency)> {
    let written = cursor.written(at).strip_prefix(MILLIONS)?;
    let (code, _) = cursor.words.money.codes.iter().find(|(code, _)| *code == written)?;
    let amount = amount.times(Number::whole(1_000_000))?;
    Some(((amount, Currency { code, naming: Naming::Code, name: code }), at + 1))
}

/// The amount and its currency, with a scale behind that ("75 USD million") or hundredths.
fn named(cursor: &Cursor, start: usize, amount: Number, at: usize) -> Parsed<(Number, Currency)> {
    let (currency, end) = suffix(cursor, at)?;
    if currency.naming == Naming::Code
        && let Some(scale) = number::scale(cursor, end).filter(|_| at == start + 1)
    {
        return Some(((amount.times(Number::whole(scale))?, currency), end + 1));
    }
    // "thirteen dollars forty-five cents"
    let and = cursor.skip(end, cursor.words.and);
    if currency.naming != Naming::Hundredth
        && let Some((cents, behind)) = number::read(cursor, and, false)
        && let Some((small, behind)) = suffix(cursor, behind)
        && small.naming == Naming::Hundredth
    {
        return Some(((amount.plus(cents.over(Number::whole(100))?)?, currency), behind));
    }
    Some(((amount, currency), end))
}

#[cfg(test)]
mod tests {
    use crate::values::tests::{assert_first, assert_none};

    #[test]
    fn reads_amounts_before_and_behind_their_currencies() {
        assert_first(&[
            ("The deal is worth $8 billion.", "$8 billion", "8000000000 USD?"),
            ("Aid of US$1.5 million arrived.", "US$1.5 million", "1500000 USD"),
            ("A HK$20 note was found.", "HK$20", "20 HKD"),
            ("He won a $300 prize.", "$300", "300 USD?"),
            ("It costs Sh3.2 billion to build.", "Sh3.2 billion", "3200000000 KES?"),
            ("The budget is R2.5 billion.", "R2.5 billion", "2500000000 ZAR?"),
            ("A fine of Rs 500 was paid.", "Rs 500", "500 INR?"),
            ("They raised £5m in a week.", "£5m", "5000000 GBP?"),
            ("It paid 10,000 Swiss francs.", "10,000 Swiss francs", "10000 CHF"),
            ("The loan of 35 lakh rupees was repaid.", "35 lakh rupees", "3500000 INR?"),
            ("A gift of EUR 200 was returned.", "EUR 200", "200 EUR"),
            ("Tickets cost 50 cents.", "50 cents", "50 ?"),
            ("It costs two euros fifty cents.", "two euros fifty cents", "2.5 EUR"),
            ("The trade is worth $5-7 million.", "$5-7 million", "5000000..7000000 USD?"),
            (
                "It needs between $5 and $7 million.",
                "between $5 and $7 million",
                "5000000..7000000 USD?",
            ),
        ]);
    }

    #[test]
    fn leaves_out_what_only_looks_like_money() {
        assert_none(&["The team of R2 left.", "They told us.", "The mad cop tried."], None);
    }
}
