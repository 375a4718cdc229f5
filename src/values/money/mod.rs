//! Amounts of money.

mod currencies;

use super::{
    Parsed,
    decimal::Number,
    number::{self, DASHES},
    reader::Reader,
};
use crate::document::Money;
use currencies::{ABBREVIATIONS, CODES, CURRENCIES, DOLLARS, HUNDREDTHS, SHARED};

/// What the name of a currency means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Currency {
    /// ISO 4217; empty: the name is shared by several and none is usual.
    code: &'static str,
    form: Form,
}

/// How a currency is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Beyond doubt.
    Certain,
    /// By a name or sign that several share.
    Shared,
    /// By an abbreviation.
    Abbreviation,
    /// By its code.
    Code,
    /// By a hundredth of its unit.
    Hundredth,
}

/// The names of currencies behind or before amounts, and what they mean.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, Currency)> {
    let rows = |rows: &'static [(&str, &str)], form| {
        rows.iter().map(move |(code, names)| (*names, Currency { code, form }))
    };
    let codes = CODES.iter().map(|(name, code)| (*name, Currency { code, form: Form::Code }));
    rows(CURRENCIES, Form::Certain)
        .chain(rows(SHARED, Form::Shared))
        .chain(rows(ABBREVIATIONS, Form::Abbreviation))
        .chain(codes)
        .chain([(HUNDREDTHS, Currency { code: "", form: Form::Hundredth })])
}

/// The signs, codes and countries at which an amount may start.
pub(crate) fn starters() -> impl Iterator<Item = &'static str> {
    let tables = [CURRENCIES, SHARED, ABBREVIATIONS, DOLLARS].into_iter().enumerate();
    let names = tables.flat_map(|(table, rows)| {
        let names = rows.iter().flat_map(|(_, names)| names.split('|'));
        names.filter(move |name| table > 1 || is_sign(name))
    });
    names.chain(CODES.iter().map(|(name, _)| *name))
}

fn is_sign(name: &str) -> bool {
    !name.chars().any(char::is_alphabetic)
}

/// An amount of money, or a range of them.
pub(crate) fn read(reader: &Reader, at: usize) -> Parsed<Money> {
    let between = reader.skip(at, &["between"]);
    let joint: &[&str] = if between > at { &["and"] } else { &["to"] };
    // "from $5 to $7" tells of a change.
    let ranges = !at.checked_sub(1).is_some_and(|before| reader.is(before, &["from"]));
    let upper = |end: usize| {
        let behind = reader.skip(reader.skip_sign(end, DASHES), joint);
        (ranges && behind > end).then_some(behind)
    };
    if let Some((currency, start)) = prefix(reader, between) {
        let (amount, end) = number::read(reader, start, true)?;
        if currency.form == Form::Abbreviation && !is_amount(reader, start, end) {
            return None;
        }
        let second = upper(end).and_then(|behind| {
            let start = prefix(reader, behind).filter(|(same, _)| *same == currency);
            number::read(reader, start.map_or(behind, |(_, start)| start), true)
        });
        if let Some((amounts, end)) = second.and_then(|most| range(reader, (amount, end), most)) {
            return Some((money(currency, amounts.0, Some(amounts.1)), end));
        }
        return (between == at).then(|| (money(currency, amount, None), end));
    }
    let (amount, end) = number::read(reader, between, true)?;
    if let Some(most) = upper(end).and_then(|behind| number::read(reader, behind, true))
        && let Some(((amount, most), end)) = range(reader, (amount, end), most)
        && let Some((currency, behind)) = suffix(reader, end)
    {
        return Some((money(currency, amount, Some(most)), behind));
    }
    let (amount, currency, end) = behind(reader, between, amount, end)?;
    (between == at).then(|| (money(currency, amount, None), end))
}

fn money(currency: Currency, amount: Number, most: Option<Number>) -> Money {
    Money {
        currency: currency.code.to_owned(),
        amount: amount.decimal(),
        amount_max: most.map(Number::decimal).unwrap_or_default(),
        inferred: !matches!(currency.form, Form::Certain | Form::Code),
    }
}

/// Both ends of a range; a scale behind the upper one is of both ("$5-7 million").
fn range(
    reader: &Reader,
    (amount, end): (Number, usize),
    (most, behind): (Number, usize),
) -> Parsed<(Number, Number)> {
    let scale = |end: usize| number::scale(reader, end - 1);
    let shared = scale(behind).filter(|_| scale(end).is_none());
    let amount = amount.times(Number::whole(shared.unwrap_or(1)))?;
    amount.less_than(most).then_some(((amount, most), behind))
}

/// The currency before an amount, and where the amount starts.
fn prefix(reader: &Reader, at: usize) -> Parsed<Currency> {
    let word = reader.word(at);
    if reader.is_sign(at + 1, &['$'])
        && let Some((code, _)) =
            DOLLARS.iter().find(|(_, names)| names.split('|').any(|n| n == word))
    {
        // "won a $ 300 million contract", "S$5": a lone letter is a country where it touches.
        let article = matches!(word, "a" | "s" | "n" | "r" | "can") && !reader.touches(at + 1);
        let form = Form::Certain;
        return (!article).then_some((Currency { code, form }, at + 2));
    }
    let (currency, end) = reader.phrase(at, &reader.vocabulary.currencies)?;
    let allowed = match currency.form {
        Form::Code => named_by_code(reader, at),
        Form::Abbreviation => reader.written(at).starts_with(char::is_uppercase),
        Form::Certain | Form::Shared => is_sign(word),
        Form::Hundredth => false,
    };
    let dot = currency.form == Form::Abbreviation && reader.touches(end);
    let end = if dot { reader.skip_sign(end, &['.']) } else { end };
    allowed.then_some((currency, end))
}

/// Whether a code stands here, and not a word that looks like one ("try", "cop", "mad").
fn named_by_code(reader: &Reader, at: usize) -> bool {
    reader.is(at, &["usd", "eur", "gbp"])
        || reader.written(at).chars().all(|c| c.is_ascii_uppercase())
}

/// Whether what follows an abbreviation is an amount and not part of a name ("R2").
fn is_amount(reader: &Reader, start: usize, end: usize) -> bool {
    let long = reader.word(start - 1).len() > 1;
    long || (reader.touches(start) && (end > start + 1 || reader.written(start).len() > 2))
}

/// The currency behind an amount.
fn suffix(reader: &Reader, at: usize) -> Parsed<Currency> {
    let dash = reader.is_sign(at, DASHES) && reader.touches(at) && reader.touches(at + 1);
    let start = at + usize::from(dash);
    let (currency, end) = reader.phrase(start, &reader.vocabulary.currencies)?;
    let allowed = match currency.form {
        Form::Code => named_by_code(reader, start),
        // "won" is a verb behind small numbers ("those who came in 2 won").
        Form::Certain => !reader.is(start, &["won"]) || number::scale(reader, start - 1).is_some(),
        Form::Abbreviation => reader.word(start).len() > 1,
        Form::Shared | Form::Hundredth => true,
    };
    // "10 $30", "3 USD50": the sign of the next amount.
    let next = reader.touches(end) && reader.digits(end).is_some();
    (allowed && !next).then_some((currency, end))
}

/// What stands behind an amount: its currency, with a scale ("75 USD million", "30 MUSD") or cents.
fn behind(
    reader: &Reader,
    start: usize,
    amount: Number,
    at: usize,
) -> Option<(Number, Currency, usize)> {
    let millions = reader
        .written(at)
        .strip_prefix('M')
        .and_then(|code| CODES.iter().find(|(_, known)| *known == code));
    if let Some((_, code)) = millions {
        let amount = amount.times(Number::whole(1_000_000))?;
        return Some((amount, Currency { code, form: Form::Code }, at + 1));
    }
    let (currency, end) = suffix(reader, at)?;
    if currency.form == Form::Code
        && let Some(scale) = number::scale(reader, end).filter(|_| at == start + 1)
    {
        return Some((amount.times(Number::whole(scale))?, currency, end + 1));
    }
    // "thirteen dollars forty-five cents"
    let and = reader.skip(end, &["and"]);
    if currency.form != Form::Hundredth
        && let Some((cents, behind)) = number::read(reader, and, false)
        && let Some((small, behind)) = suffix(reader, behind)
        && small.form == Form::Hundredth
    {
        return Some((amount.plus(cents.over(Number::whole(100))?)?, currency, behind));
    }
    Some((amount, currency, end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_first, assert_none};

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
