//! Percentages, dimensions and plain numbers.

use super::{
    Parsed,
    decimal::Number,
    number::{self, DASHES},
    reader::Reader,
};
use crate::document::{Quantity, ValueKind};

/// Units: the singular English noun, and the names under which it appears.
const UNITS: &[(&str, &str)] = &[
    // Length
    ("kilometre", "kilometre|kilometres|kilometer|kilometers|km|kms"),
    ("metre", "metre|metres|meter|meters|m"),
    ("decimetre", "decimetre|decimetres|decimeter|decimeters|dm"),
    ("centimetre", "centimetre|centimetres|centimeter|centimeters|cm"),
    ("millimetre", "millimetre|millimetres|millimeter|millimeters|mm"),
    ("mile", "mile|miles|mi"),
    ("nautical mile", "nautical mile|nautical miles"),
    ("yard", "yard|yards|yd|yds"),
    ("foot", "foot|feet|ft"),
    ("inch", "inch|inches|in"),
    ("light year", "light year|light years"),
    // Area
    (
        "square kilometre",
        "square kilometre|square kilometres|square kilometer|square kilometers|sq km|km2|km²",
    ),
    ("square metre", "square metre|square metres|square meter|square meters|sq m|m2|m²"),
    ("square mile", "square mile|square miles|sq mi"),
    ("square foot", "square foot|square feet|sq ft|ft2"),
    ("square yard", "square yard|square yards"),
    ("acre", "acre|acres"),
    ("hectare", "hectare|hectares|ha"),
    // Volume
    ("cubic metre", "cubic metre|cubic metres|cubic meter|cubic meters|m3|m³"),
    ("cubic foot", "cubic foot|cubic feet"),
    ("litre", "litre|litres|liter|liters|l"),
    ("millilitre", "millilitre|millilitres|milliliter|milliliters|ml"),
    ("gallon", "gallon|gallons"),
    ("barrel", "barrel|barrels|bbl|bpd"),
    ("pint", "pint|pints"),
    ("cup", "cup|cups"),
    ("bushel", "bushel|bushels"),
    ("tablespoon", "tablespoon|tablespoons"),
    ("teaspoon", "teaspoon|teaspoons"),
    // Weight
    ("metric ton", "metric ton|metric tons|metric tonne|metric tonnes|tonne|tonnes"),
    ("ton", "ton|tons|t"),
    ("kilogram", "kilogram|kilograms|kilogramme|kilogrammes|kilo|kilos|kg|kgs"),
    ("gram", "gram|grams|gramme|grammes|g"),
    ("milligram", "milligram|milligrams|mg"),
    ("microgram", "microgram|micrograms|mcg"),
    ("pound", "lb|lbs"),
    ("ounce", "ounce|ounces|oz"),
    ("carat", "carat|carats"),
    ("stone", "stone"),
    // Speed
    ("kilometre per hour", "kilometres per hour|kilometers per hour|km / h|kph|kmh"),
    ("mile per hour", "miles per hour|miles an hour|mph"),
    ("knot", "knot|knots"),
    // Energy and power
    ("watt", "watt|watts"),
    ("kilowatt", "kilowatt|kilowatts|kw"),
    ("megawatt", "megawatt|megawatts|mw"),
    ("gigawatt", "gigawatt|gigawatts|gw"),
    ("kilowatt hour", "kilowatt hour|kilowatt hours|kwh"),
    ("megawatt hour", "megawatt hour|megawatt hours|mwh"),
    ("calorie", "calorie|calories"),
    // Information
    ("byte", "byte|bytes"),
    ("kilobyte", "kilobyte|kilobytes|kb"),
    ("megabyte", "megabyte|megabytes|mb"),
    ("gigabyte", "gigabyte|gigabytes|gb"),
    ("terabyte", "terabyte|terabytes|tb"),
    // Temperature and angle
    ("degree Celsius", "degree celsius|degrees celsius|degrees c|° c|°c"),
    ("degree Fahrenheit", "degree fahrenheit|degrees fahrenheit|degrees f|° f|°f"),
    ("degree", "degree|degrees|°"),
    // Finance
    ("basis point", "basis point|basis points"),
];

/// What follows a percentage's number.
const PERCENT: &[&str] = &["%", "percent", "percents", "percentage", "pct"];

/// Words before which a lone "one" is a pronoun or an article, and after which it is one.
const PRONOUN_BEFORE: &[&str] = &[
    "of", "another", "may", "might", "can", "could", "should", "would", "must", "has", "who",
    "that", "which",
];
const PRONOUN_AFTER: &[&str] = &[
    "this", "that", "the", "which", "each", "every", "any", "no", "another", "new", "first",
    "last", "next", "previous", "only", "right", "wrong", "big", "good", "bad",
];

/// The words at which a percentage may start beside those of numbers.
pub(crate) const STARTERS: &[&str] = &["percent", "percents", "per", "between"];

/// What tells behind one that leads: "per cent".
pub(crate) const FOLLOWING: &[&str] = &["cent", "cents"];

/// The units and their names.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    UNITS.iter().map(|(unit, names)| (*names, *unit))
}

/// A percentage, a dimension or a plain number.
pub(crate) fn read(reader: &Reader, at: usize) -> Parsed<ValueKind> {
    if let Some(of) = percent(reader, at).and_then(|end| reader.expect(end, &["of"])) {
        let (amount, end) = number::read(reader, of, false)?;
        return Some((ValueKind::Percent(quantity(amount, None, "")), end));
    }
    let (amount, most, end) = range(reader, at)?;
    let dash = reader.skip_sign(end, DASHES);
    if let Some(behind) = percent(reader, if reader.touches(end) { dash } else { end }) {
        return Some((ValueKind::Percent(quantity(amount, most, "")), behind));
    }
    if let Some((unit, behind)) = unit(reader, end) {
        if let Some((amount, behind)) = compound(reader, amount, unit, behind) {
            let found = Quantity { amount, unit: unit.to_owned(), ..Quantity::default() };
            return Some((ValueKind::Quantity(found), behind));
        }
        return Some((ValueKind::Quantity(quantity(amount, most, unit)), behind));
    }
    // "R2", "COVID-19"
    let behind_dash = at > 1 && reader.is_sign(at - 1, DASHES) && reader.touches(at - 1);
    let part_of_name = at > 0
        && reader.touches(at)
        && (reader.is_word(at - 1) || (behind_dash && reader.is_word(at - 2)));
    let glued = reader.touches(end) && reader.is_word(end);
    if part_of_name || glued || is_pronoun(reader, at, end) {
        return None;
    }
    Some((ValueKind::Quantity(quantity(amount, most, "")), end))
}

fn quantity(amount: Number, most: Option<Number>, unit: &str) -> Quantity {
    Quantity {
        amount: amount.decimal(),
        amount_max: most.map(Number::decimal).unwrap_or_default(),
        unit: unit.to_owned(),
    }
}

/// The number, the upper end if it is a range with a unit or scale of its own, and the index behind.
fn range(reader: &Reader, at: usize) -> Option<(Number, Option<Number>, usize)> {
    let between = reader.skip(at, &["between"]);
    let (amount, end) = number::read(reader, between, counts_millions(reader, between))?;
    let joint: &[&str] = if between > at { &["and"] } else { &["to"] };
    let joined = reader.skip(reader.skip_sign(end, DASHES), joint);
    // A dash that stands free before a number is a minus.
    let free = reader.is_sign(end, DASHES) && reader.touches(joined) && !reader.touches(end);
    let most = (joined > end && !free).then(|| number::read(reader, joined, false)).flatten();
    let most = most.filter(|(most, behind)| {
        amount.less_than(*most)
            && (percent(reader, *behind).is_some() || unit(reader, *behind).is_some())
    });
    match most {
        Some((most, behind)) => Some((amount, Some(most), behind)),
        None if between > at => None,
        None => Some((amount, None, end)),
    }
}

/// Whether an "m" behind the digits is a million and not a metre: "1.2m homes", "10m people".
fn counts_millions(reader: &Reader, at: usize) -> bool {
    let decimal = reader.digits(at).is_some_and(|digits| digits.contains('.'));
    let counted = decimal && reader.word(at + 2).ends_with('s') || reader.is(at + 2, &["people"]);
    reader.is(at + 1, &["m"]) && reader.touches(at + 1) && counted
}

/// The index behind a word for percent.
fn percent(reader: &Reader, at: usize) -> Option<usize> {
    let end = match reader.word(at) {
        "per" => reader.expect(at + 1, &["cent"]).or_else(|| reader.expect(at + 1, &["cents"]))?,
        word if PERCENT.contains(&word) => at + 1,
        _ => return None,
    };
    let points = reader.is(end, &["point", "points"]);
    Some(if points { end + 1 } else { end })
}

/// The unit behind a number and perhaps a dash; "in" and lone letters only where they touch it or
/// nothing follows.
fn unit(reader: &Reader, at: usize) -> Parsed<&'static str> {
    let dash = reader.is_sign(at, DASHES) && reader.touches(at) && reader.touches(at + 1);
    let start = at + usize::from(dash);
    let (unit, end) = reader.phrase(start, &reader.vocabulary.units)?;
    let digits = reader.touches(end) && reader.digits(end).is_some();
    let goes_on = reader.is_word(end) || reader.digits(end).is_some();
    let preposition = reader.is(start, &["in"]) && !reader.touches(start) && goes_on;
    (!digits && !preposition).then_some((unit, end))
}

/// "5 feet 2 inches": the length in feet.
fn compound(reader: &Reader, amount: Number, unit_found: &str, at: usize) -> Parsed<String> {
    let (inches, end) = number::read(reader, reader.skip(at, &["and"]), false)?;
    let (smaller, behind) = unit(reader, end)?;
    let feet = amount.approximate() + inches.approximate() / 12.0;
    (unit_found == "foot" && smaller == "inch").then(|| (feet.to_string(), behind))
}

/// Whether a lone "one" counts nothing.
fn is_pronoun(reader: &Reader, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|before| reader.is(before, PRONOUN_AFTER));
    end == at + 1
        && reader.is(at, &["one"])
        && (before || reader.is(end, PRONOUN_BEFORE) || reader.is_sign(end, DASHES))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_first;

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
