//! The words of percentages, units and plain numbers.

use crate::language::values::{Compound, QuantityWords};

pub(super) const WORDS: QuantityWords = QuantityWords {
    units: &[
        // Length
        ("kilometre", &["kilometre", "kilometres", "kilometer", "kilometers", "km", "kms"]),
        ("metre", &["metre", "metres", "meter", "meters", "m"]),
        ("decimetre", &["decimetre", "decimetres", "decimeter", "decimeters", "dm"]),
        ("centimetre", &["centimetre", "centimetres", "centimeter", "centimeters", "cm"]),
        ("millimetre", &["millimetre", "millimetres", "millimeter", "millimeters", "mm"]),
        ("mile", &["mile", "miles", "mi"]),
        ("nautical mile", &["nautical mile", "nautical miles"]),
        ("yard", &["yard", "yards", "yd", "yds"]),
        ("foot", &["foot", "feet", "ft"]),
        ("inch", &["inch", "inches", "in"]),
        ("light year", &["light year", "light years"]),
        // Area
        (
            "square kilometre",
            &[
                "square kilometre",
                "square kilometres",
                "square kilometer",
                "square kilometers",
                "sq km",
                "km2",
                "km²",
            ],
        ),
        (
            "square metre",
            &["square metre", "square metres", "square meter", "square meters", "sq m", "m2", "m²"],
        ),
        ("square mile", &["square mile", "square miles", "sq mi"]),
        ("square foot", &["square foot", "square feet", "sq ft", "ft2"]),
        ("square yard", &["square yard", "square yards"]),
        ("acre", &["acre", "acres"]),
        ("hectare", &["hectare", "hectares", "ha"]),
        // Volume
        (
            "cubic metre",
            &["cubic metre", "cubic metres", "cubic meter", "cubic meters", "m3", "m³"],
        ),
        ("cubic foot", &["cubic foot", "cubic feet"]),
        ("litre", &["litre", "litres", "liter", "liters", "l"]),
        ("millilitre", &["millilitre", "millilitres", "milliliter", "milliliters", "ml"]),
        ("gallon", &["gallon", "gallons"]),
        ("barrel", &["barrel", "barrels", "bbl", "bpd"]),
        ("pint", &["pint", "pints"]),
        ("cup", &["cup", "cups"]),
        ("bushel", &["bushel", "bushels"]),
        ("tablespoon", &["tablespoon", "tablespoons"]),
        ("teaspoon", &["teaspoon", "teaspoons"]),
        // Weight
        (
            "metric ton",
            &["metric ton", "metric tons", "metric tonne", "metric tonnes", "tonne", "tonnes"],
        ),
        ("ton", &["ton", "tons", "t"]),
        (
            "kilogram",
            &["kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos", "kg", "kgs"],
        ),
        ("gram", &["gram", "grams", "gramme", "grammes", "g"]),
        ("milligram", &["milligram", "milligrams", "mg"]),
        ("microgram", &["microgram", "micrograms", "mcg"]),
        ("pound", &["lb", "lbs"]),
        ("ounce", &["ounce", "ounces", "oz"]),
        ("carat", &["carat", "carats"]),
        ("stone", &["stone"]),
        // Speed
        (
            "kilometre per hour",
            &["kilometres per hour", "kilometers per hour", "km / h", "kph", "kmh"],
        ),
        ("mile per hour", &["miles per hour", "miles an hour", "mph"]),
        ("knot", &["knot", "knots"]),
        // Energy and power
        ("watt", &["watt", "watts"]),
        ("kilowatt", &["kilowatt", "kilowatts", "kw"]),
        ("megawatt", &["megawatt", "megawatts", "mw"]),
        ("gigawatt", &["gigawatt", "gigawatts", "gw"]),
        ("kilowatt hour", &["kilowatt hour", "kilowatt hours", "kwh"]),
        ("megawatt hour", &["megawatt hour", "megawatt hours", "mwh"]),
        ("calorie", &["calorie", "calories"]),
        // Information
        ("byte", &["byte", "bytes"]),
        ("kilobyte", &["kilobyte", "kilobytes", "kb"]),
        ("megabyte", &["megabyte", "megabytes", "mb"]),
        ("gigabyte", &["gigabyte", "gigabytes", "gb"]),
        ("terabyte", &["terabyte", "terabytes", "tb"]),
        // Temperature and angle
        ("degree Celsius", &["degree celsius", "degrees celsius", "degrees c", "° c", "°c"]),
        (
            "degree Fahrenheit",
            &["degree fahrenheit", "degrees fahrenheit", "degrees f", "° f", "°f"],
        ),
        ("degree", &["degree", "degrees", "°"]),
        // Finance
        ("basis point", &["basis point", "basis points"]),
    ],
    compounds: &[Compound { unit: "foot", smaller: "inch", ratio: 12.0 }],
    prepositions: &["in"],
    percent: &[
        &["%"],
        &["percent"],
        &["percents"],
        &["percentage"],
        &["pct"],
        &["per", "cent"],
        &["per", "cents"],
    ],
    old: &["old"],
    points: &["point", "points"],
    unit_or_scale: &["m"],
    counted: &["people"],
    one: &["one"],
    behind_pronoun: &[
        "of", "another", "may", "might", "can", "could", "should", "would", "must", "has", "who",
        "that", "which",
    ],
    before_pronoun: &[
        "this", "that", "the", "which", "each", "every", "any", "no", "another", "new", "first",
        "last", "next", "previous", "only", "right", "wrong", "big", "good", "bad",
    ],
    starters: &["percent", "percents", "per", "between"],
    following: &["cent", "cents"],
};
