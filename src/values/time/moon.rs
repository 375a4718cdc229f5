//! The days of feasts that follow the moon.

use super::calendar::after;
use crate::language::values::TimeUnit;
use jiff::civil::{Date, DateTime};

/// The day of the tabular Islamic calendar, which may differ by one from where the moon is sighted.
const ISLAMIC_EPOCH: i64 = 1_948_439;
/// The Julian day of 1 January 2000.
const YEAR_2000: i64 = 2_451_545;
/// Days from one new moon to the next, in the mean.
const MONTH: f64 = 29.530_588_861;
/// The Julian day of the first new moon of 2000.
const FIRST_NEW_MOON: f64 = 2_451_550.097_66;
/// Hours by which the clocks of India and of China are ahead.
const INDIA: f64 = 5.5;
const CHINA: f64 = 8.0;
/// The hour in India until which an evening belongs to the moon before the new one.
const EVENING: i8 = 20;

/// The day in a year of the common era on which a day of an Islamic month falls first.
pub(super) fn islamic(year: i16, month: i64, day: i64) -> Option<Date> {
    let first = (i64::from(year) - 622) * 33 / 32;
    (first - 1..=first + 2).find_map(|islamic| {
        let months = (59 * (month - 1) + 1) / 2;
        let julian_day =
            day + months + (islamic - 1) * 354 + (3 + 11 * islamic) / 30 + ISLAMIC_EPOCH;
        let date = date_of(julian_day)?;
        (date.year() == year).then_some(date)
    })
}

/// The first day of the Chinese year that begins in a year.
pub(super) fn lunar_new_year(year: i16) -> Option<Date> {
    let first = Date::new(year, 1, 21).ok()?;
    new_moon(first, CHINA).map(DateTime::date)
}

/// Diwali: the evening without a moon in October or November.
pub(super) fn diwali(year: i16) -> Option<Date> {
    let moon = new_moon(Date::new(year, 10, 18).ok()?, INDIA)?;
    if moon.hour() < EVENING { moon.date().yesterday().ok() } else { Some(moon.date()) }
}

/// Easter Sunday of the eastern churches, in the Gregorian calendar, after Meeus.
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let days = d + e + 114;
    let (month, day) = (i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?);
    // The calendars are thirteen days apart from 1900 to 2100.
    after(Date::new(year, month, day).ok()?, TimeUnit::Day, 13)
}

/// The first new moon on a day or behind it, on the clocks of a zone, after Meeus.
fn new_moon(from: Date, hours_ahead: f64) -> Option<DateTime> {
    let day = (julian_day(from)? as f64) - 0.5 - hours_ahead / 24.0;
    let number = ((day - FIRST_NEW_MOON) / MONTH).floor() - 1.0;
    let moons = (0..4).map(|next| new_moon_of(number + f64::from(next)));
    let found = moons.into_iter().find(|moon| *moon >= day)?;
    let days = found + 0.5 + hours_ahead / 24.0;
    let date = date_of(days.floor() as i64)?;
    let hour = ((days - days.floor()) * 24.0).floor() as i8;
    Some(date.at(hour.clamp(0, 23), 0, 0, 0))
}

/// The Julian day of the new moon of a number, the first one of 2000 being zero.
fn new_moon_of(number: f64) -> f64 {
    let centuries = number / 1236.85;
    let angle = |start: f64, each: f64| (start + each * number).to_radians();
    let sun = angle(2.5534, 29.105_356_70);
    let moon = angle(201.5643, 385.816_935_28);
    let latitude = angle(160.7108, 390.670_502_84);
    let mean = FIRST_NEW_MOON + MONTH * number + 0.000_154_37 * centuries * centuries;
    mean - 0.4072 * moon.sin()
        + 0.17241 * sun.sin()
        + 0.01608 * (2.0 * moon).sin()
        + 0.01039 * (2.0 * latitude).sin()
        + 0.00739 * (moon - sun).sin()
        - 0.00514 * (moon + sun).sin()
        + 0.00208 * (2.0 * sun).sin()
        - 0.00111 * (moon - 2.0 * latitude).sin()
}

fn julian_day(date: Date) -> Option<i64> {
    let epoch = Date::new(2000, 1, 1).ok()?;
    Some(YEAR_2000 + i64::from((date - epoch).get_days()))
}

fn date_of(julian_day: i64) -> Option<Date> {
    after(Date::new(2000, 1, 1).ok()?, TimeUnit::Day, julian_day - YEAR_2000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn knows_the_feasts_of_years_past() {
        assert_eq!(islamic(2024, 10, 1), Some(date(2024, 4, 10)));
        assert_eq!(islamic(2024, 9, 1), Some(date(2024, 3, 11)));
        for day in [date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2020, 1, 25)] {
            assert_eq!(lunar_new_year(day.year()), Some(day));
        }
        for day in [date(2023, 11, 12), date(2022, 10, 24), date(2025, 10, 20), date(2018, 11, 7)] {
            assert_eq!(diwali(day.year()), Some(day));
        }
        for day in [date(2024, 5, 5), date(2023, 4, 16), date(2021, 5, 2)] {
            assert_eq!(orthodox_easter(day.year()), Some(day));
        }
    }
}
