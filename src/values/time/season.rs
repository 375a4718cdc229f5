//! Seasons: "this summer", "the fall of 1989", "last winter".

use super::{
    calendar::{Anchoring, Direction, Period},
    parser::TimeParser,
};
use crate::values::cursor::Parsed;

impl TimeParser<'_> {
    /// The TIMEX3 code of the season at a token, and not a word that looks like it: "the fall in
    /// prices".
    pub(super) fn season_name(&self, at: usize) -> Option<&'static str> {
        let cursor = self.cursor;
        let words = self.words();
        let code = cursor.lexeme(at).season?;
        let clear = || {
            let stepped = at > 0 && cursor.meaning(at - 1, words.steps.steps).is_some();
            let of = cursor.expect_word(at + 1, words.of).unwrap_or(at + 1);
            stepped || self.year(of).is_some()
        };
        (!cursor.is(at, words.dates.doubtful_seasons) || clear()).then_some(code)
    }

    /// A season, perhaps of a year: "the summer of 1996", "spring".
    pub(super) fn season(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = self.words();
        let code = self.season_name(at)?;
        let of = cursor.skip(at + 1, words.of);
        if let Some((year, end)) = self.year(of) {
            return Some((Period::unplaced(format!("{year:04}-{code}")), end));
        }
        if let Some((year, end)) = self.relative_year(of) {
            let period = Period::unplaced(format!("{year:04}-{code}"));
            return Some((Period { anchoring: Anchoring::Relative, ..period }, end));
        }
        // "a spring", "hot springs", "the summer house".
        if !cursor.is_behind(at, words.dates.before_seasons) || cursor.is_hyphen(at + 1) {
            return None;
        }
        let year = self.today().year();
        let period = Period::unplaced(format!("{year:04}-{code}"));
        Some((period.written_as(code.to_owned()), at + 1))
    }

    /// The season that lies `step` from this year's: "last winter".
    pub(super) fn stepped_season(&self, code: &str, step: i64) -> Option<Period> {
        let year = i64::from(self.today().year()) + step;
        let past = step == 0 && self.direction() == Direction::Behind;
        let year = if past && self.is_yet_to_come(code) { year - 1 } else { year };
        let period = Period::unplaced(format!("{year:04}-{code}"));
        Some(Period { anchoring: Anchoring::Relative, ..period })
    }

    /// Tells whether a season of this year has not begun on either half of the earth.
    fn is_yet_to_come(&self, code: &str) -> bool {
        let months = self.words().dates.season_starts.iter().find(|(name, _)| *name == code);
        months.is_some_and(|(_, month)| self.today().month() < *month)
    }
}
