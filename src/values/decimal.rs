//! Exact numbers, written as decimals.

/// Digits that are written of a number that no decimal equals.
const SIGNIFICANT: i32 = 15;
/// Larger numerators and denominators are not read: the text names no such number.
const MOST: i128 = 1 << 100;

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    numerator: i128,
    /// Above 0.
    denominator: i128,
}

impl Number {
    pub const ZERO: Self = Self::whole(0);
    pub const ONE: Self = Self::whole(1);

    /// A whole number.
    pub const fn whole(value: i64) -> Self {
        Self { numerator: value as i128, denominator: 1 }
    }

    /// `numerator / denominator`, if that is a number of a sane size.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        let sane = (-MOST..MOST).contains(&numerator) && (1..MOST).contains(&denominator);
        sane.then(|| {
            let divisor = divisor(numerator.abs(), denominator);
            Self { numerator: numerator / divisor, denominator: denominator / divisor }
        })
    }

    /// The sum; none if it is too large, as with all that follow.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        let denominator = self.denominator.checked_mul(other.denominator)?;
        Self::ratio(left.checked_add(right)?, denominator)
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.numerator)?;
        Self::ratio(numerator, self.denominator.checked_mul(other.denominator)?)
    }

    /// The quotient; none unless `other` is above 0.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.numerator <= 0 {
            return None;
        }
        self.times(Self { numerator: other.denominator, denominator: other.numerator })
    }

    /// The number with the other sign.
    pub const fn negative(self) -> Self {
        Self { numerator: -self.numerator, denominator: self.denominator }
    }

    /// The number, if it is whole and small enough.
    pub fn integer(self) -> Option<i64> {
        (self.denominator == 1).then(|| i64::try_from(self.numerator).ok()).flatten()
    }

    /// Tells whether it is smaller, as near as floats tell.
    pub fn less_than(self, other: Self) -> bool {
        self.approximate() < other.approximate()
    }

    /// The closest float.
    pub fn approximate(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The number as a decimal, exact where there is one.
    pub fn decimal(self) -> String {
        let mut rest = self.denominator;
        let (mut twos, mut fives) = (0, 0);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        let places: u32 = twos.max(fives);
        let scaled = 10_i128.checked_pow(places).and_then(|ten| self.numerator.checked_mul(ten));
        match scaled {
            Some(scaled) if rest == 1 => point(scaled / self.denominator, places as usize),
            Some(_) | None => {
                let value = self.approximate();
                let before = value.abs().log10().floor() as i32 + 1;
                let places = usize::try_from(SIGNIFICANT - before).unwrap_or_default();
                let written = format!("{value:.places$}");
                written.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        }
    }
}

/// Writes the decimal `digits / 10^places`.
fn point(digits: i128, places: usize) -> String {
    if places == 0 {
        return digits.to_string();
    }
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", digits.unsigned_abs(), width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{rest}")
}

/// The greatest common divisor; 1 of two zeros.
const fn divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_decimals_exactly_where_there_are_any() {
        let cases = [
            (1, 8, "0.125"),
            (-4, 5, "-0.8"),
            (2, 3, "0.666666666666667"),
            (1, 21, "0.0476190476190476"),
            (2000, 3, "666.666666666667"),
            (61_000_000_000, 1, "61000000000"),
            (0, 7, "0"),
        ];
        for (numerator, denominator, expected) in cases {
            let number = Number::ratio(numerator, denominator).expect("a sane number");
            assert_eq!(number.decimal(), expected);
        }
    }

    #[test]
    fn refuses_what_no_text_means() {
        let large = Number::ratio(MOST - 1, 1).expect("just small enough");
        assert_eq!(large.times(large), None);
        assert_eq!(Number::ONE.over(Number::ZERO), None);
    }
}
