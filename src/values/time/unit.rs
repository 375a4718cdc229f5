//! The lengths of units of time.

use crate::language::values::TimeUnit;
use jiff::Span;

impl TimeUnit {
    /// The TIMEX3 value of a duration of `count`, a decimal.
    pub(super) fn duration(self, count: &str) -> String {
        let times = |factor: f64| {
            // A vague count stays vague.
            count.parse::<f64>().map_or_else(|_| count.to_owned(), |n| (n * factor).to_string())
        };
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour => format!("PT{count}H"),
            Self::Day => format!("P{count}D"),
            Self::Weekday => format!("P{count}BD"),
            Self::Weekend => format!("P{count}WE"),
            Self::Week => format!("P{count}W"),
            Self::Fortnight => format!("P{}W", times(2.0)),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{count}Q"),
            Self::Year => format!("P{count}Y"),
            Self::Decade => format!("P{}Y", times(10.0)),
            Self::Century => format!("P{}Y", times(100.0)),
        }
    }

    /// The time that `count` of it take; none if that is too long.
    pub(super) fn elapsed(self, count: i64) -> Option<Span> {
        let span = Span::new();
        match self {
            Self::Second => span.try_seconds(count),
            Self::Minute => span.try_minutes(count),
            Self::Hour => span.try_hours(count),
            Self::Day | Self::Weekday => span.try_days(count),
            Self::Week | Self::Weekend => span.try_weeks(count),
            Self::Fortnight => span.try_weeks(count.checked_mul(2)?),
            Self::Month => span.try_months(count),
            Self::Quarter => span.try_months(count.checked_mul(3)?),
            Self::Year => span.try_years(count),
            Self::Decade => span.try_years(count.checked_mul(10)?),
            Self::Century => span.try_years(count.checked_mul(100)?),
        }
        .ok()
    }

    /// About how many seconds it lasts.
    pub(super) const fn seconds(self) -> f64 {
        match self {
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3_600.0,
            Self::Day | Self::Weekday => 86_400.0,
            Self::Weekend => 172_800.0,
            Self::Week => 604_800.0,
            Self::Fortnight => 1_209_600.0,
            Self::Month => 2_629_746.0,
            Self::Quarter => 7_889_238.0,
            Self::Year => 31_556_952.0,
            Self::Decade => 315_569_520.0,
            Self::Century => 3_155_695_200.0,
        }
    }
}
